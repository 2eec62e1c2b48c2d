//! A line that is written in parts: filler, then the input, then filler. Nothing changes or is cut.
#![no_main]

#[path = "../../yrerr/tests/support/trickle.rs"]
mod trickle;

use libfuzzer_sys::fuzz_target;
use trickle::Trickle;
use yrerr::{CodeCount, Options, Output, annotate};
use yuanrong_errors::scan;

const FILLERS: [&str; 4] = ["-", "ä", "好", "😀"];

fuzz_target!(|input: (u8, u16, u16, u8, &[u8])| {
    let (kind, before, after, step, text) = input;
    let text = text.get(..400).unwrap_or(text);
    let filler = FILLERS[usize::from(kind) % 4];
    let mut log = vec![b'.'; usize::from(kind / 4) % 8];
    let bytes = 128 * 1024 - 4096 + usize::from(before) % 8192;
    log.extend(filler.repeat(bytes / filler.len()).bytes());
    log.extend(text);
    log.extend(filler.repeat(usize::from(after) % 4096).bytes());
    if log.windows(4).any(|window| window == b"  ^ ") {
        return;
    }
    let read = |output| {
        let mut out = Vec::new();
        let reader = Trickle(&log, (usize::from(step) + 1) * 1024);
        let summary =
            annotate(reader, &mut out, &Options::new().output(output)).expect("in memory");
        (out, summary)
    };
    let (out, summary) = read(Output::Text);
    let lines = out.split_inclusive(|byte| *byte == b'\n');
    let mut stripped = lines.filter(|line| !line.starts_with(b"  ^ ")).collect::<Vec<_>>().concat();
    if stripped.len() == log.len() + 1 && !log.ends_with(b"\n") {
        stripped.pop();
    }
    assert!(stripped == log);
    let (json, again) = read(Output::JsonLines);
    assert_eq!(summary, again);
    let found: u64 = summary.codes().iter().map(CodeCount::count).sum();
    assert_eq!(found, scan::mentions(&log).count() as u64);
    let texts = json.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let texts = texts.map(|line| serde_json::from_slice::<serde_json::Value>(line).expect("JSON"));
    let lines = log.split_inclusive(|byte| *byte == b'\n');
    if std::str::from_utf8(&log).is_ok() {
        let same =
            texts
                .map(|line| line["text"].as_str().expect("text").to_owned())
                .eq(lines
                    .map(|line| String::from_utf8_lossy(line.strip_suffix(b"\n").unwrap_or(line))));
        assert!(same, "the text of a line was changed: kind {kind} before {before} step {step}");
    }
});
