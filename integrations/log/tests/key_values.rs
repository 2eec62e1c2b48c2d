//! log: a logger receives the facts of an error as key-values of the record.

use log::{
    Level, LevelFilter, Log, Metadata, Record,
    kv::{self, Key, Value, VisitSource},
};
use std::{fmt::Write, sync::Mutex};
use yuanrong_errors::{Error, SdkErrorCode, error_record};

/// Keeps what it is given as lines.
struct Logger(Mutex<String>);

struct Lines<'a>(&'a mut String);

impl<'kvs> VisitSource<'kvs> for Lines<'_> {
    fn visit_pair(&mut self, key: Key<'kvs>, value: Value<'kvs>) -> Result<(), kv::Error> {
        writeln!(self.0, "  {key}: {value}").map_err(kv::Error::from)
    }
}

impl Log for Logger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let lines = &mut *self.0.lock().expect("no other thread panicked");
        let (level, target) = (record.level(), record.target());
        writeln!(lines, "{level} {target}: {}", record.args()).expect("a string takes all");
        record.key_values().visit(&mut Lines(lines)).expect("a string takes all");
    }

    fn flush(&self) {}
}

static LOGGER: Logger = Logger(Mutex::new(String::new()));

#[test]
fn a_record_has_the_facts_of_its_error() {
    log::set_logger(&LOGGER).expect("the first logger");
    log::set_max_level(LevelFilter::Info);

    let error = Error::new(SdkErrorCode::InvokeRateLimited);
    error_record!(error, "while calling {}", "demo");
    let error = error.with_http_status(429).with_trace_id("7f3a");
    error_record!(level: Level::Warn, target: "calls", error, "will retry");
    error_record!(level: Level::Debug, error, "too detailed for this logger");

    let lines = LOGGER.0.lock().expect("no other thread panicked");
    for line in [
        "ERROR key_values: while calling demo\n",
        "  error.code: 1005\n",
        "  error.name: ERR_INVOKE_RATE_LIMITED\n",
        "  error.message: Request limit reached.\n",
        "  error.solution: Retry after a certain interval.\n",
        "  error.table: sdk\n",
        "  error.kind: resource-exhausted\n",
        "  error.retry: throttled\n",
        "  error.retryable: true\n",
        "WARN calls: will retry\n",
        "  http.response.status_code: 429\n",
        "  trace_id: 7f3a\n",
    ] {
        assert!(lines.contains(line), "{line:?} is missing in\n{lines}");
    }
    assert!(!lines.contains("too detailed"), "{lines}");
}
