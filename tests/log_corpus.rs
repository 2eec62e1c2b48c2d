//! Lines of logs, each with the codes that it mentions: how many are found, and how many of what is
//! found are right.
//!
//! A line of `log_corpus.txt` is what is mentioned, a tab, and the line of the log, with ␛ for the
//! control character that begins a colour. A question mark stands behind a code whose table is not
//! certain.
#![cfg(feature = "scan")]

use yuanrong_errors::scan;

const CORPUS: &str = include_str!("log_corpus.txt");

fn found(line: &str) -> Vec<String> {
    let describe = |mention: scan::Mention| {
        let code = mention.code();
        let table = code.table().expect("a known code");
        let doubt = if mention.table_is_certain() { "" } else { "?" };
        format!("{table}:{}{doubt}", code.code())
    };
    scan::mentions(line.as_bytes()).map(describe).collect()
}

#[test]
fn precision_and_recall_over_the_corpus() {
    let (mut lines, mut without, mut right, mut wrong, mut missed) = (0, 0, 0, 0, 0);
    for line in CORPUS.lines() {
        let (labels, text) = line.split_once('\t').expect("labels and a line");
        let text = text.replace('␛', "\u{1b}");
        let mut expected: Vec<&str> = labels.split(' ').filter(|label| *label != "-").collect();
        lines += 1;
        without += usize::from(expected.is_empty());
        for code in found(&text) {
            if let Some(at) = expected.iter().position(|label| *label == code) {
                expected.remove(at);
                right += 1;
            } else {
                wrong += 1;
                println!("false alarm: {code} in {text}");
            }
        }
        missed += expected.len();
        for code in expected {
            println!("missed: {code} in {text}");
        }
    }
    let share = |part: usize, other: usize| {
        f64::from(u32::try_from(part).unwrap_or(u32::MAX))
            / f64::from(u32::try_from(part + other).unwrap_or(u32::MAX))
    };
    let (precision, recall) = (share(right, wrong), share(right, missed));
    println!("{lines} lines, {without} without a code: precision {precision}, recall {recall}");
    assert!(lines >= 300 && without * 2 >= lines - 10, "{lines} lines, {without} without a code");
    assert!(precision >= 0.99, "precision {precision}");
    assert!(recall >= 0.99, "recall {recall}");
}
