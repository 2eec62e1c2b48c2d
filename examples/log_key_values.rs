//! Logs an error as a record of the crate log, with its fields as key-values.
//!
//! `cargo run --features log --example log_key_values`

use log::{
    LevelFilter, Log, Metadata, Record,
    kv::{Error, Key, Value, VisitSource},
};
use std::{
    fmt::Write,
    sync::{Mutex, PoisonError},
};
use yuanrong_errors::error_record;

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// A logger that writes the key-values after the message.
struct Logger;

struct Fields<'a>(&'a mut String);

impl<'kvs> VisitSource<'kvs> for Fields<'_> {
    fn visit_pair(&mut self, key: Key<'kvs>, value: Value<'kvs>) -> Result<(), Error> {
        write!(self.0, " {key}={value:?}")?;
        Ok(())
    }
}

impl Log for Logger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let mut line = format!("{} {}", record.level(), record.args());
        if record.key_values().visit(&mut Fields(&mut line)).is_ok() {
            println!("{line}");
            LINES.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    }

    fn flush(&self) {}
}

fn main() {
    log::set_logger(&Logger).expect("the first logger");
    log::set_max_level(LevelFilter::Info);

    let error = yuanrong_errors::Error::new(1002).with_message("no node has 64 CPUs");
    error_record!(error, "while resizing to {}", 64);

    let lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(lines[0].starts_with("ERROR while resizing to 64 error.type="), "{}", lines[0]);
    assert!(lines[0].contains("error.code=1002") && lines[0].contains("error.solution="));
}
