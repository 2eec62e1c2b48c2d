//! Finding error codes in logs: this crate and its program, the regex crate, aho-corasick, memchr and
//! ripgrep, on the same log of 64 MB, in one run.
//!
//! `cargo bench -p yuanrong-errors-benches --bench scan` measures and prints; with `-- --check` it
//! fails if a limit is missed. `cargo test --benches` only checks that all of them run.
#![expect(clippy::print_stdout, reason = "a benchmark prints its results")]

#[expect(dead_code, reason = "each benchmark uses a part of it")]
mod support;

use aho_corasick::AhoCorasick;
use regex::bytes::Regex;
use std::{
    env, fs,
    io::{self, Read},
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::Instant,
};
use support::{
    limit::{Limit, limit_table},
    log::{PATTERN, log},
    text_table::TextTable,
};
use yrerr::Options;
use yuanrong_errors::scan;

/// A way to search a log, which returns a count.
struct Way<'a> {
    name: String,
    count: Box<dyn Fn() -> usize + 'a>,
}

fn ways<'a>(log: &'a [u8], file: &'a Path) -> Vec<Way<'a>> {
    let regex = Regex::new(PATTERN).expect("a pattern");
    let needles = ["code", "Code", "CODE", "ERR_"];
    let searcher = AhoCorasick::new(needles).expect("needles");
    let mut ways = vec![
        Way {
            name: "memchr, through all bytes".to_owned(),
            count: Box::new(move || memchr::memchr_iter(0, log).count()),
        },
        Way { name: "mentions".to_owned(), count: Box::new(move || scan::mentions(log).count()) },
        Way {
            name: "annotate, file to nowhere".to_owned(),
            count: Box::new(move || {
                let file = fs::File::open(file).expect("the log");
                let summary = yrerr::annotate(file, io::sink(), &Options::new());
                summary
                    .map_or(0, |summary| usize::try_from(summary.lines_with_codes()).unwrap_or(0))
            }),
        },
        Way {
            name: "regex, matches".to_owned(),
            count: Box::new(move || regex.find_iter(log).count()),
        },
        Way {
            name: "aho-corasick, keys only".to_owned(),
            count: Box::new(move || searcher.find_iter(log).count()),
        },
        Way {
            name: "reading the file".to_owned(),
            count: Box::new(move || {
                let mut buffer = vec![0; 1 << 17];
                let mut file = fs::File::open(file).expect("the log");
                let mut total = 0;
                while let Ok(read @ 1..) = file.read(&mut buffer) {
                    total += read;
                }
                total
            }),
        },
    ];
    if Command::new("rg").arg("--version").output().is_ok() {
        ways.push(Way {
            name: "ripgrep, lines counted".to_owned(),
            count: Box::new(move || {
                let output = Command::new("rg")
                    .args(["--threads=1", "--count", "--no-config", "--text", "-e", PATTERN])
                    .arg(file)
                    .output()
                    .expect("ripgrep runs");
                String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(0)
            }),
        });
    }
    ways
}

fn main() -> ExitCode {
    let given = |flag: &str| env::args().any(|argument| argument == flag);
    // `cargo bench` gives this flag, and `cargo test` does not.
    let is_bench = given("--bench");
    let bytes = if is_bench { 64 << 20 } else { 1 << 20 };
    println!("the pattern of regex and ripgrep: {PATTERN}\n");
    let mut limits = Vec::new();
    for percent in [1, 30] {
        let log = log(bytes, percent);
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("scan-{percent}.log"));
        fs::write(&file, &log).expect("the log is written");
        limits.extend(race(&log, &file, percent, if is_bench { 9 } else { 1 }));
        fs::remove_file(&file).expect("the log is removed");
    }
    if is_bench {
        println!("limits\n{}", limit_table(&limits));
    }
    let missed = limits.iter().any(|limit| !limit.holds());
    if is_bench && missed && given("--check") { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

#[expect(clippy::cast_precision_loss, reason = "the figures are for people")]
fn race(log: &[u8], file: &Path, percent: u32, rounds: usize) -> Vec<Limit> {
    let ways = ways(log, file);
    let mut seconds = vec![Vec::new(); ways.len()];
    let mut counts = vec![0; ways.len()];
    for _ in 0..rounds {
        for (index, way) in ways.iter().enumerate() {
            let start = Instant::now();
            counts[index] = (way.count)();
            seconds[index].push(start.elapsed().as_secs_f64());
        }
    }
    let median = |index: usize| {
        let mut sorted = seconds[index].clone();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    };
    // The ratios of the rounds: a machine that slows down affects both.
    let ratio = |one: usize, other: usize| {
        let mut ratios: Vec<f64> =
            seconds[one].iter().zip(&seconds[other]).map(|(one, other)| one / other).collect();
        ratios.sort_by(f64::total_cmp);
        ratios[ratios.len() / 2]
    };
    let mut table = TextTable::new(["", "GB/s", "found", "time, mentions as 1"]);
    for (index, way) in ways.iter().enumerate() {
        table.push([
            way.name.clone(),
            format!("{:.2}", log.len() as f64 / median(index) / 1e9),
            counts[index].to_string(),
            format!("{:.2}", ratio(index, 1)),
        ]);
    }
    println!("{percent} % of the lines with a code\n{table}");
    let mut limits = Vec::new();
    if let Some(ripgrep) = ways.iter().position(|way| way.name.starts_with("ripgrep")) {
        let what = format!("{percent} %: mentions, times as fast as ripgrep");
        let least = if percent == 1 { 3.5 } else { 2.0 };
        limits.push(Limit::at_least(least, what, ratio(ripgrep, 1)));
        if percent == 1 {
            let what = "1 %: annotate, times as fast as ripgrep".to_owned();
            limits.push(Limit::at_least(1.0, what, ratio(ripgrep, 2)));
        }
    }
    limits
}
