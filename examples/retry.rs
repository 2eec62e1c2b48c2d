//! A retry loop that follows the catalogue's advice.
//!
//! `cargo run --example retry`

use std::{thread, time::Duration};
use yuanrong_errors::{Error, Operation, Retry, SdkErrorCode};

/// What the catalogue cannot know about a call.
#[derive(Clone, Copy)]
struct Call {
    operation: Operation,
    is_idempotent: bool,
}

/// Returns how long to wait before the next attempt, or `None` where the error is final.
fn delay(error: &Error, call: Call, attempt: u32) -> Option<Duration> {
    const LIMIT: u32 = 5;
    if attempt >= LIMIT || !error.permits_retry(call.operation, call.is_idempotent) {
        return None;
    }
    let step = Duration::from_millis(10) * 2_u32.pow(attempt);
    Some(match error.retry_for(call.operation) {
        Retry::Throttled => step * 10,
        // Another instance needs no time to recover.
        Retry::OtherInstance => Duration::ZERO,
        _ => step,
    })
}

fn with_retries<T>(call: Call, mut run: impl FnMut() -> Result<T, Error>) -> Result<T, Error> {
    let mut attempt = 0;
    loop {
        let error = match run() {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let Some(delay) = delay(&error, call, attempt) else { return Err(error) };
        println!("  {error} Retrying in {delay:?}.");
        thread::sleep(delay);
        attempt += 1;
    }
}

fn main() {
    let stateless = Call { operation: Operation::InvokeStateless, is_idempotent: false };
    let idempotent = Call { is_idempotent: true, ..stateless };
    let stateful = Call { operation: Operation::InvokeStateful, ..idempotent };
    let cases = [
        ("instance gone, stateless and idempotent", idempotent, SdkErrorCode::InstanceExited, true),
        ("instance gone, stateless", stateless, SdkErrorCode::InstanceExited, false),
        ("instance gone, stateful", stateful, SdkErrorCode::InstanceExited, false),
        ("connection lost", stateless, SdkErrorCode::InnerCommunication, false),
        ("connection lost, idempotent", idempotent, SdkErrorCode::InnerCommunication, true),
        ("too many calls", stateless, SdkErrorCode::InvokeRateLimited, true),
        ("wrong parameter", idempotent, SdkErrorCode::ParamInvalid, false),
    ];
    for (what, call, code, succeeds) in cases {
        println!("{what}:");
        let mut failures = 2;
        let result = with_retries(call, || {
            failures -= 1;
            if failures >= 0 { Err(Error::new(code)) } else { Ok("done") }
        });
        assert_eq!(result.is_ok(), succeeds, "{what}");
        match result {
            Ok(value) => println!("  {value}"),
            Err(error) => println!("  gave up: {}", error.report()),
        }
    }
}
