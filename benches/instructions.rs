//! Does one kind of lookup as often as it is told: `instructions LOOKUP COUNT`.
//!
//! The test of the same name runs it under valgrind, and holds the instructions of each lookup to
//! `instructions.tsv`. Without arguments it lists the lookups.
#![expect(clippy::print_stdout, reason = "it is there to print")]

use std::{env, hint::black_box, process::ExitCode};
use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode, rest, scan};

const BODY: &[u8] = br#"{"code":4115,"message":"the function urn is not found in this tenant","trace_id":"4bf92f3577b34da6"}"#;

const LINE: &[u8] = b"E0822 10:11:12.131415  2121 proxy.cpp:77] request 4bf92f35 failed, code: 1002, message: late\n";

/// A lookup, done as often as it is told.
type Run = fn(u32);

const LOOKUPS: [(&str, Run); 14] = [
    // What the loop takes, and what all others take besides their lookup.
    ("nothing", |count| repeat(count, 1001_u32, |number| number)),
    ("sdk number, hit", |count| repeat(count, 1001, SdkErrorCode::from_code)),
    ("sdk number, miss", |count| repeat(count, 1000, SdkErrorCode::from_code)),
    ("rest number, hit", |count| repeat(count, 4115, RestErrorCode::from_code)),
    ("merged number, hit", |count| repeat(count, 4115, ErrorCode::from_code)),
    ("merged number, miss", |count| repeat(count, 1000, ErrorCode::from_code)),
    ("sdk name, hit", |count| repeat(count, "ERR_INSTANCE_NOT_FOUND", SdkErrorCode::from_name)),
    ("sdk name, miss", |count| repeat(count, "ERR_INSTANCE_IS_AWAY", SdkErrorCode::from_name)),
    ("is_retryable", |count| repeat(count, SdkErrorCode::ParamInvalid, SdkErrorCode::is_retryable)),
    ("kind", |count| repeat(count, SdkErrorCode::ParamInvalid, SdkErrorCode::kind)),
    ("solution", |count| repeat(count, SdkErrorCode::ParamInvalid, SdkErrorCode::solution)),
    ("merged kind", |count| repeat(count, ErrorCode::from_code(4115), ErrorCode::kind)),
    ("rest::code_of, 100 bytes", |count| repeat(count, BODY, rest::code_of)),
    ("scan::mentions, one line", |count| repeat(count, LINE, |line| scan::mentions(line).count())),
];

/// Nothing of a lookup is known before it begins, and all of its answer is used.
fn repeat<K: Copy, A>(count: u32, key: K, find: impl Fn(K) -> A) {
    for _ in 0..count {
        black_box(find(black_box(key)));
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [lookup, count] = arguments.as_slice() else {
        for (name, _) in LOOKUPS {
            println!("{name}");
        }
        return ExitCode::SUCCESS;
    };
    match (LOOKUPS.iter().find(|(name, _)| name == lookup), count.parse()) {
        (Some((_, run)), Ok(count)) => {
            run(count);
            ExitCode::SUCCESS
        }
        _ => ExitCode::FAILURE,
    }
}
