//! Any log, read in parts of any size: the bytes come out unchanged, and the parts make no difference.
#![no_main]

#[path = "../../yrerr/tests/support/trickle.rs"]
mod trickle;

use libfuzzer_sys::fuzz_target;
use trickle::Trickle;
use yrerr::{CodeCount, Options, Output, annotate};
use yuanrong_errors::scan;

fuzz_target!(|input: (u8, &[u8])| {
    let (step, log) = input;
    if log.windows(4).any(|window| window == b"  ^ ") {
        return;
    }
    let mut out = Vec::new();
    let summary = annotate(log, &mut out, &Options::new()).expect("in memory");
    let lines = out.split_inclusive(|byte| *byte == b'\n');
    let mut stripped = lines.filter(|line| !line.starts_with(b"  ^ ")).collect::<Vec<_>>().concat();
    if stripped.len() == log.len() + 1 && !log.ends_with(b"\n") {
        stripped.pop();
    }
    assert_eq!(stripped, log);
    let mut trickled = Vec::new();
    let reader = Trickle(log, usize::from(step) + 1);
    let again = annotate(reader, &mut trickled, &Options::new()).expect("in memory");
    assert_eq!((trickled, &again), (out, &summary));
    let found: u64 = summary.codes().iter().map(CodeCount::count).sum();
    assert_eq!(found, scan::mentions(log).count() as u64);
    let mut json = Vec::new();
    annotate(log, &mut json, &Options::new().output(Output::JsonLines)).expect("in memory");
    for line in json.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        serde_json::from_slice::<serde_json::Value>(line).expect("JSON");
    }
});
