//! A retry loop that does what each class of advice says.
//!
//! `cargo run --example retry`

use std::{thread, time::Duration};
use yuanrong_errors::{Error, Operation, Retry, SdkErrorCode};

/// What the catalogue cannot know of a call.
#[derive(Clone, Copy)]
struct Call {
    operation: Operation,
    may_run_twice: bool,
}

/// How long to wait before the next attempt; nothing where the error is final.
fn delay(error: &Error, call: Call, attempt: u32) -> Option<Duration> {
    const LIMIT: u32 = 5;
    let step = Duration::from_millis(10) * 2_u32.pow(attempt);
    match error.retry_for(call.operation) {
        _ if attempt >= LIMIT => None,
        Retry::Backoff => Some(step),
        Retry::Throttled => Some(step * 10),
        Retry::IfIdempotent => call.may_run_twice.then_some(step),
        // Another instance needs no time to recover.
        Retry::OtherInstance => Some(Duration::ZERO),
        // `Never`, and any class that is newer than this program.
        _ => None,
    }
}

fn with_retries<T>(call: Call, mut attempt: impl FnMut() -> Result<T, Error>) -> Result<T, Error> {
    for number in 0.. {
        match attempt() {
            Ok(value) => return Ok(value),
            Err(error) => match delay(&error, call, number) {
                Some(delay) => {
                    println!("  {error}: again in {delay:?}");
                    thread::sleep(delay);
                }
                None => return Err(error),
            },
        }
    }
    unreachable!("the attempts are limited")
}

fn main() {
    let stateless = Call { operation: Operation::InvokeStateless, may_run_twice: false };
    let stateful = Call { operation: Operation::InvokeStateful, ..stateless };
    let idempotent = Call { may_run_twice: true, ..stateless };
    let cases = [
        ("instance gone, stateless", stateless, SdkErrorCode::InstanceExited, true),
        ("instance gone, stateful", stateful, SdkErrorCode::InstanceExited, false),
        ("connection lost", stateless, SdkErrorCode::InnerCommunication, false),
        ("connection lost, may run twice", idempotent, SdkErrorCode::InnerCommunication, true),
        ("too many calls", stateless, SdkErrorCode::InvokeRateLimited, true),
        ("wrong parameter", idempotent, SdkErrorCode::ParamInvalid, false),
    ];
    for (what, call, code, works) in cases {
        println!("{what}:");
        let mut failures = 2;
        let result = with_retries(call, || {
            failures -= 1;
            if failures >= 0 { Err(Error::new(code)) } else { Ok("done") }
        });
        assert_eq!(result.is_ok(), works, "{what}");
        match result {
            Ok(value) => println!("  {value}"),
            Err(error) => println!("  gave up: {}", error.report()),
        }
    }
}
