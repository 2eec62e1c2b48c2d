//! Attaches the solution to a logged failure, whatever the code is wrapped in.
//!
//! `cargo run --example log_solution`

use std::{error::Error as StdError, io};
use yuanrong_errors::{Error, ErrorCode, SdkErrorCode};

/// Returns a line for a log, for any error that may have a code among its causes.
fn log_line(what: &str, error: &(dyn StdError + 'static)) -> String {
    match ErrorCode::in_chain(error) {
        Some(code) => {
            format!("{what}: {error} | solution: {} | retry: {}", code.solution(), code.retry())
        }
        None => format!("{what}: {error}"),
    }
}

fn main() {
    let typed = Error::new(SdkErrorCode::ResourceNotEnough).with_message("no node has 64 CPUs");
    let line = log_line("resize", &typed);
    println!("{line}");
    assert!(line.contains("no node has 64 CPUs | solution: Check whether the requested resources"));
    assert_eq!(log_line("resize", &io::Error::other(typed)), line);

    // An error that is only text is read as an exception of an SDK.
    let text = "failed to invoke, code: 3002, module code: 22, msg: peer is gone";
    let line = log_line("invoke", &io::Error::other(text));
    println!("{line}");
    assert!(line.ends_with("| retry: if-idempotent"));

    // A report shows everything, for a person.
    let error = Error::from_text(text).expect("an exception text").with_trace_id("7f3a");
    let report = format!("{:#}", error.report());
    println!("\n{report}");
    assert!(report.starts_with("3002 ERR_INNER_COMMUNICATION: peer is gone\n"));
    assert!(report.contains("trace id:  7f3a"));
}
