//! Rows per second of the SQL functions: on one process beside `yrerr summary`, on one and two
//! executors of Ballista, and against DataFusion's own `regexp_match`, in one run.
//!
//! `cargo bench --bench rows` measures and prints; with `-- --check` it fails if a limit is missed.
//! `cargo test --benches` only checks that all of them run and count the same.
#![expect(clippy::print_stdout, reason = "a benchmark prints its results")]

#[expect(dead_code, reason = "each benchmark uses a part of it")]
#[path = "../../../benches/support/mod.rs"]
mod measure;
#[expect(dead_code, reason = "the rest is for the tests")]
#[path = "../tests/support/mod.rs"]
mod support;

use datafusion::{
    arrow::{
        array::{ArrayRef, AsArray, RecordBatch, StringViewArray},
        datatypes::Int64Type,
    },
    datasource::MemTable,
    prelude::{SessionConfig, SessionContext},
};
use measure::{
    limit::{Limit, limit_table},
    log::{PATTERN, log},
    text_table::TextTable,
};
use std::{
    env,
    fs::{self, File},
    io,
    path::Path,
    process::ExitCode,
    sync::Arc,
    time::Instant,
};
use support::cluster::Cluster;
use tokio::runtime::Runtime;
use yrerr::{CodeCount, Options, Output};
use yuanrong_errors_datafusion::{cluster, register, register_folder};

/// A way to count, which returns what it counted, unless that is not to be compared.
struct Way<'a> {
    name: &'static str,
    count: Box<dyn Fn() -> Option<u64> + 'a>,
}

/// The times of ways that ran in turns.
struct Times {
    rows: usize,
    ways: Vec<&'static str>,
    seconds: Vec<Vec<f64>>,
}

fn race(rows: usize, rounds: usize, ways: &[Way]) -> Times {
    let mut seconds = vec![Vec::new(); ways.len()];
    for _ in 0..rounds {
        let mut counted = None;
        for (way, seconds) in ways.iter().zip(&mut seconds) {
            let start = Instant::now();
            let count = (way.count)();
            seconds.push(start.elapsed().as_secs_f64());
            assert!(count.is_none() || counted.is_none() || count == counted, "{}", way.name);
            counted = counted.or(count);
        }
    }
    Times { rows, ways: ways.iter().map(|way| way.name).collect(), seconds }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

#[expect(clippy::cast_precision_loss, reason = "the figures are for people")]
impl Times {
    /// Returns the time of a way as a multiple of that of another one: the median of the ratios of
    /// all rounds, since a machine that slows down affects both.
    fn ratio(&self, one: usize, other: usize) -> f64 {
        median(self.seconds[one].iter().zip(&self.seconds[other]).map(|(one, other)| one / other))
    }

    fn nanoseconds_per_row(&self, way: usize) -> f64 {
        median(self.seconds[way].iter().copied()) * 1e9 / self.rows as f64
    }

    fn table(&self, base: usize) -> TextTable {
        let header = format!("time, {} as 1", self.ways[base]);
        let mut table = TextTable::new(["", "million rows/s", "ns/row", &header]);
        for (index, way) in self.ways.iter().enumerate() {
            let nanoseconds = self.nanoseconds_per_row(index);
            table.push([
                (*way).to_owned(),
                format!("{:.2}", 1e3 / nanoseconds),
                format!("{nanoseconds:.0}"),
                format!("{:.2}", self.ratio(index, base)),
            ]);
        }
        table
    }
}

/// Returns a context in which a table `t` has the lines of a log in memory.
fn in_memory(lines: &[&str]) -> SessionContext {
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(1));
    register(&context);
    let batches = lines.chunks(8192).map(|lines| {
        let lines: ArrayRef = Arc::new(lines.iter().map(Some).collect::<StringViewArray>());
        RecordBatch::try_from_iter([("line", lines)]).expect("a column")
    });
    let batches: Vec<RecordBatch> = batches.collect();
    let table = MemTable::try_new(batches[0].schema(), vec![batches]).expect("batches");
    context.register_table("t", Arc::new(table)).expect("no other table");
    context
}

/// Runs a query that counts.
fn count(runtime: &Runtime, context: &SessionContext, sql: &str) -> u64 {
    let batches = runtime.block_on(async { context.sql(sql).await?.collect().await }).expect(sql);
    let count = batches[0].column(0).as_primitive::<Int64Type>().value(0);
    count.try_into().expect("a count")
}

/// Measures the functions alone, on lines in memory, in one thread.
fn functions(runtime: &Runtime, log: &[u8], rounds: usize) -> Times {
    let lines: Vec<&str> = str::from_utf8(log).expect("UTF-8").lines().collect();
    let context = in_memory(&lines);
    let pattern = PATTERN.replace('\'', "''");
    let context = &context;
    let way = |name, condition: String| {
        let sql = format!("SELECT count(*) FROM t WHERE {condition}");
        Way { name, count: Box::new(move || Some(count(runtime, context, &sql))) }
    };
    let length = "SELECT max(octet_length(line)) FROM t WHERE octet_length(line) > 0";
    let ways = [
        way("yr_codes", "NOT empty(yr_codes(line))".to_owned()),
        way("regexp_match", format!("regexp_match(line, '{pattern}') IS NOT NULL")),
        way("regexp_like", format!("regexp_like(line, '{pattern}')")),
        Way {
            name: "octet_length",
            count: Box::new(move || {
                runtime
                    .block_on(async { context.sql(length).await?.collect().await })
                    .expect(length);
                None
            }),
        },
    ];
    race(lines.len(), rounds, &ways)
}

/// Counts the codes of a file as `yrerr summary` does.
fn summarize(file: &Path) -> u64 {
    let log = File::open(file).expect("the log");
    let options = Options::new().output(Output::Nothing);
    let summary = yrerr::annotate(log, io::sink(), &options).expect("the log is read");
    summary.codes().iter().map(CodeCount::count).sum()
}

/// Measures the reading of a file and the counting of its codes.
fn engines(runtime: &Runtime, log: &[u8], rounds: usize) -> Times {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("proxy.log");
    fs::write(&file, log).expect("the log is written");
    let path = folder.path().to_str().expect("UTF-8");
    let local = |partitions| {
        let config = SessionConfig::new().with_target_partitions(partitions);
        SessionContext::new_with_config(config)
    };
    let clusters = [Cluster::start(1), Cluster::start(2)];
    let remote = |index: usize| {
        let address = clusters[index].address();
        runtime.block_on(cluster::connect(address, 2)).expect("a scheduler")
    };
    let contexts = [
        ("DataFusion, one thread", local(1)),
        ("DataFusion, two threads", local(2)),
        ("Ballista, one executor", remote(0)),
        ("Ballista, two executors", remote(1)),
    ];
    let summary: Box<dyn Fn() -> Option<u64>> = Box::new(|| Some(summarize(&file)));
    let mut ways = vec![Way { name: "yrerr summary", count: summary }];
    for (name, context) in &contexts {
        register(context);
        runtime.block_on(register_folder(context, path, "line")).expect("the folder");
        let count = || {
            let counts = runtime.block_on(support::logs::count(context));
            u64::try_from(counts.iter().map(|count| count.3).sum::<i64>()).ok()
        };
        ways.push(Way { name, count: Box::new(count) });
    }
    race(log.split(|byte| *byte == b'\n').count() - 1, rounds, &ways)
}

fn main() -> ExitCode {
    let given = |flag: &str| env::args().any(|argument| argument == flag);
    // `cargo bench` gives this flag, and `cargo test` does not.
    let is_bench = given("--bench");
    let (bytes, rounds) = if is_bench { (64 << 20, 9) } else { (1 << 20, 1) };
    let runtime = Runtime::new().expect("a runtime");
    println!("the pattern of regexp_match and regexp_like: {PATTERN}\n");
    let mut limits = Vec::new();
    for percent in [0, 1, 30] {
        let times = functions(&runtime, &log(bytes, percent), rounds);
        println!("{percent} % of the rows with a code, in memory, one thread\n{}", times.table(0));
        let what = format!("{percent} %: yr_codes, times as fast as regexp_match");
        limits.push(Limit::at_least(3.0, what, times.ratio(1, 0)));
    }
    for percent in [1, 30] {
        let times = engines(&runtime, &log(bytes, percent), rounds);
        println!("{percent} % of the rows with a code, a file of text\n{}", times.table(0));
    }
    if is_bench {
        println!("limits\n{}", limit_table(&limits));
    }
    let missed = limits.iter().any(|limit| !limit.holds());
    if is_bench && missed && given("--check") { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
