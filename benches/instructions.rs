//! Runs one kind of lookup this many times: `instructions LOOKUP COUNT`. Without arguments, lists the
//! lookups.
//!
//! The test of the same name runs this program under valgrind, and compares the instructions of each
//! lookup with `instructions.tsv`.
#![expect(clippy::print_stdout, reason = "the program prints its results")]

use std::{env, hint::black_box, process::ExitCode};
use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode, rest, scan};

const BODY: &[u8] = br#"{"code":4115,"message":"the function urn is not found in this tenant","trace_id":"4bf92f3577b34da6"}"#;

const LINE: &[u8] = b"E0822 10:11:12.131415  2121 proxy.cpp:77] request 4bf92f35 failed, code: 1002, message: late\n";

/// Runs a lookup this many times.
type Run = fn(u32);

const LOOKUPS: [(&str, Run); 14] = [
    // The loop itself, which is part of all others.
    ("nothing", |count| run(count, 1001, |number: i32| number)),
    ("sdk number, hit", |count| run(count, 1001, SdkErrorCode::from_code)),
    ("sdk number, miss", |count| run(count, 1000, SdkErrorCode::from_code)),
    ("rest number, hit", |count| run(count, 4115, RestErrorCode::from_code)),
    ("merged number, hit", |count| run(count, 4115, ErrorCode::from_code)),
    ("merged number, miss", |count| run(count, 1000, ErrorCode::from_code)),
    ("sdk name, hit", |count| run(count, "ERR_INSTANCE_NOT_FOUND", SdkErrorCode::from_name)),
    ("sdk name, miss", |count| run(count, "ERR_INSTANCE_IS_AWAY", SdkErrorCode::from_name)),
    ("is_retryable", |count| run(count, SdkErrorCode::ParamInvalid, SdkErrorCode::is_retryable)),
    ("kind", |count| run(count, SdkErrorCode::ParamInvalid, SdkErrorCode::kind)),
    ("solution", |count| run(count, SdkErrorCode::ParamInvalid, SdkErrorCode::solution)),
    ("merged kind", |count| run(count, ErrorCode::from_code(4115), ErrorCode::kind)),
    ("rest::code_of, 100 bytes", |count| run(count, BODY, rest::code_of)),
    ("scan::mentions, one line", |count| run(count, LINE, |line| scan::mentions(line).count())),
];

/// Hides the key from the compiler, and uses the whole result.
fn run<K: Copy, F>(count: u32, key: K, find: impl Fn(K) -> F) {
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
