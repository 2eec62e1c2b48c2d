//! One line of set-up, and every event that carries an error of openYuanrong is written with its
//! solution. A macro records an event with all fields of an error.
//!
//! `cargo run --features tracing-subscriber --example tracing_solutions`

use std::{
    error::Error as StdError,
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};
use yuanrong_errors::{Error, WithSolutions, error_event};

/// Writes to standard output and keeps what it wrote.
#[derive(Clone, Default)]
struct Tee(Arc<Mutex<Vec<u8>>>);

impl Write for Tee {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(bytes);
        io::stdout().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

fn main() {
    let out = Tee::default();
    let writer = out.clone();
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .map_event_format(WithSolutions::new)
        .init();

    let error = Error::new(1005).with_message("100 calls a second");
    let typed: &(dyn StdError + 'static) = &error;
    tracing::error!(error = typed, "call failed");
    tracing::warn!("call failed: code: 1005, module code: 22, msg: slow down");
    error_event!(error, function = "demo", "while resizing to {}", 64);

    let written = out.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let written = String::from_utf8_lossy(&written);
    assert_eq!(written.matches("error.solution=\"Retry after a certain interval.\"").count(), 3);
}
