//! The solution attached to a logged failure, whatever the code is wrapped in.
//!
//! `cargo run --example log_solution`

use std::{error::Error as StdError, io};
use yuanrong_errors::{Error, ErrorCode, SdkErrorCode};

/// A line for a log, about any error that may have a code somewhere below.
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
    println!("{}", log_line("resize", &typed));
    println!("{}", log_line("resize", &io::Error::other(typed)));

    // Errors that are only text are read as the exceptions of the SDKs.
    let text = "failed to invoke, code: 3002, module code: 22, msg: peer is gone";
    println!("{}", log_line("invoke", &io::Error::other(text)));

    // All there is, for a person.
    if let Some(error) = Error::from_text(text) {
        println!("\n{:#}", error.with_trace_id("7f3a").report());
    }
}
