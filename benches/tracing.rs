//! Events of tracing that have none of our errors: a format as it is, and inside `WithSolutions`, in
//! one run.
//!
//! `cargo bench -p yuanrong-errors-benches --bench tracing` measures and prints; with `-- --check` it
//! fails if a limit is missed. `cargo test --benches` only checks that both write the same.
#![expect(clippy::print_stdout, reason = "a benchmark prints its results")]

#[expect(dead_code, reason = "each benchmark uses a part of it")]
mod support;

use std::{
    env,
    error::Error as StdError,
    io,
    process::ExitCode,
    sync::{Arc, Mutex},
};
use support::{
    limit::{Limit, limit_table},
    race::{POOL, Race},
    random::Random,
    text_table::TextTable,
};
use tracing::{Dispatch, dispatcher::with_default};
use tracing_subscriber::fmt::MakeWriter;
use yuanrong_errors::WithSolutions;

/// Something that a service logs.
type Event = fn();

const EVENTS: [(&str, Event); 6] = [
    ("a message", || tracing::info!("the cache was rebuilt from the snapshot of last night")),
    ("a message and fields", || {
        tracing::info!(tenant = "demo", elapsed_ms = 41, is_cached = true, "request served");
    }),
    ("a formatted message", || {
        let (user, path, bytes) = ("alice", "/v1/functions/demo/invocations", 18_231);
        tracing::info!("{user} fetched {path}, {bytes} bytes");
    }),
    ("a Debug field of 200 bytes", || {
        let nodes = ["node-1.example.com", "node-2.example.com", "node-3.example.com"];
        let labels = ["zone=a", "zone=b", "disk=ssd", "arch=arm64", "gpu=none", "pool=default"];
        tracing::info!(?nodes, ?labels, "the cluster has changed its members");
    }),
    ("another error", || {
        let error: &(dyn StdError + 'static) = &io::Error::from(io::ErrorKind::ConnectionReset);
        tracing::warn!(error, "the peer is gone");
    }),
    ("a span", || {
        let span = tracing::info_span!("request", method = "GET", path = "/v1/instances");
        let _guard = span.enter();
        tracing::info!(instances = 17, "instances listed");
    }),
];

/// The formats of tracing-subscriber that are compared.
#[derive(Clone, Copy)]
enum Format {
    Text,
    Colours,
    Json,
}

impl Format {
    const ALL: [Self; 3] = [Self::Text, Self::Colours, Self::Json];

    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Colours => "text with colours",
            Self::Json => "JSON",
        }
    }

    /// Returns the format as it is.
    fn plain<W>(self, writer: W) -> Dispatch
    where
        W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
    {
        let format = tracing_subscriber::fmt().with_writer(writer).with_ansi(false);
        match self {
            Self::Text => format.finish().into(),
            Self::Colours => format.with_ansi(true).finish().into(),
            Self::Json => format.json().finish().into(),
        }
    }

    fn with_solutions<W>(self, writer: W) -> Dispatch
    where
        W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
    {
        let format = tracing_subscriber::fmt().with_writer(writer).with_ansi(false);
        match self {
            Self::Text => format.map_event_format(WithSolutions::new).finish().into(),
            Self::Colours => {
                format.with_ansi(true).map_event_format(WithSolutions::new).finish().into()
            }
            Self::Json => format.json().map_event_format(WithSolutions::new).finish().into(),
        }
    }
}

/// Keeps what is written to it.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("one thread").extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns how many bytes all events take.
fn length(subscriber: impl FnOnce(Log) -> Dispatch) -> usize {
    let log = Log::default();
    let dispatch = subscriber(log.clone());
    with_default(&dispatch, || EVENTS.iter().for_each(|(_, event)| event()));
    log.0.lock().expect("one thread").len()
}

fn main() -> ExitCode {
    for format in Format::ALL {
        let plain = length(|log| format.plain(move || log.clone()));
        let with_solutions = length(|log| format.with_solutions(move || log.clone()));
        assert_eq!(plain, with_solutions, "{}", format.name());
    }

    let given = |flag: &str| env::args().any(|argument| argument == flag);
    // `cargo bench` gives this flag, and `cargo test` does not.
    if !given("--bench") {
        println!("nothing is added to events without an error; `cargo bench` measures them");
        return ExitCode::SUCCESS;
    }

    let limits: Vec<Limit> = Format::ALL.into_iter().map(race).collect();
    println!("limits\n{}", limit_table(&limits));
    let missed = limits.iter().any(|limit| !limit.holds());
    if missed && given("--check") { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Measures all events together and each of them.
fn race(format: Format) -> Limit {
    let mut random = Random::new(1);
    let events = EVENTS.map(|(_, event)| event);
    let mixed: Vec<Event> = (0..POOL).map(|_| random.pick(&events)).collect();
    let pools: Vec<Vec<Event>> = events.iter().map(|event| vec![*event; POOL]).collect();
    let pools: Vec<(&str, &[Event])> = std::iter::once(("all of these", &*mixed))
        .chain(EVENTS.iter().zip(&pools).map(|((name, _), pool)| (*name, &**pool)))
        .collect();

    let plain = format.plain(io::sink);
    let with_solutions = format.with_solutions(io::sink);
    let lap = |dispatch: &Dispatch, part: &[Event]| {
        with_default(dispatch, || part.iter().for_each(|event| event()));
    };
    let mut race = Race::of_laps(1 << 9);
    let mut runners = Vec::new();
    for (_, pool) in &pools {
        let base = race.enter(pool, |part| lap(&plain, part));
        runners.push((base, race.enter(pool, |part| lap(&with_solutions, part))));
    }
    let times = race.run(100);

    let mut table = TextTable::new(["", "ns", "with solutions", "ratio"]);
    for ((name, _), (base, runner)) in pools.iter().zip(&runners) {
        table.push([
            (*name).to_owned(),
            format!("{:.0}", times.median(*base)),
            format!("{:.0}", times.median(*runner)),
            format!("{:.2}", times.ratio(*runner, *base)),
        ]);
    }
    println!("{}: ns for one event\n{table}", format.name());
    let (base, runner) = runners[0];
    let what = format!("{}: WithSolutions, times the plain format", format.name());
    Limit::at_most(1.2, what, times.ratio(runner, base))
}
