//! Finding the codes that the lines of a log mention.
#![cfg(all(feature = "error", feature = "scan"))]

use proptest::prelude::*;
use std::{
    hint::black_box,
    time::{Duration, Instant},
};
use yuanrong_errors::{
    Error, ErrorCode,
    Table::{self, Rest, Sdk},
    entries,
    scan::{Mention, mentions},
};

fn codes(text: &str) -> Vec<i32> {
    mentions(text.as_bytes()).map(|mention| mention.code().code()).collect()
}

/// Lines of logs, each with the codes that it mentions, a tab, and the line, in which ␛ is the
/// control character that begins a color. A question mark follows a code whose table is not certain.
const CORPUS: &str = include_str!("log_corpus.txt");

fn labels(line: &str) -> Vec<String> {
    let describe = |mention: Mention| {
        let code = mention.code();
        let table = code.table().expect("a known code");
        let doubt = if mention.table_is_certain() { "" } else { "?" };
        format!("{table}:{}{doubt}", code.code())
    };
    mentions(line.as_bytes()).map(describe).collect()
}

#[test]
fn precision_and_recall_over_the_corpus() {
    let (mut lines, mut without, mut right, mut wrong, mut missed) = (0, 0, 0, 0, 0);
    for line in CORPUS.lines() {
        let (expected, text) = line.split_once('\t').expect("labels and a line");
        let text = text.replace('␛', "\u{1b}");
        let mut expected: Vec<&str> = expected.split(' ').filter(|label| *label != "-").collect();
        lines += 1;
        without += usize::from(expected.is_empty());
        for code in labels(&text) {
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
    assert_eq!(wrong, 0, "precision {precision}");
    assert!(recall >= 0.99, "recall {recall}");
}

#[test]
fn every_code_is_found_under_a_key_and_by_name() {
    for entry in entries() {
        if matches!(entry.table(), Sdk | Rest) {
            let line = format!("code: {}, msg: x", entry.code());
            let found: Vec<_> = mentions(line.as_bytes()).map(|mention| mention.code()).collect();
            assert_eq!(found, [ErrorCode::from_code(entry.code())], "{line}");
        }
        // What this crate shows of a code is one mention of it.
        let code = entry.error_code();
        let error = Error::new(code).with_message("it is late");
        for shown in [code.to_string(), error.to_string(), format!("call: {error:?}")] {
            let found: Vec<_> = mentions(shown.as_bytes()).map(|mention| mention.code()).collect();
            assert_eq!(found, [code], "{shown}");
        }
        let constants = entry.upstream_names().iter().filter(|name| name.starts_with("ERR_"));
        for name in constants {
            let mention = mentions(name.as_bytes()).next().expect("a name");
            assert_eq!(Some(mention.code()), ErrorCode::from_name(name));
            assert_eq!(mention.range(), 0..name.len());
            assert!(mention.table_is_certain());
        }
    }
}

#[test]
fn the_text_fixes_the_table() {
    for (text, table, is_certain) in [
        ("code: 4010, msg: x", Rest, false),
        ("code: 4010, module code: 20", Sdk, true),
        ("ErrCode: 4010, ErrMsg: x", Sdk, true),
        ("X-Inner-Code: 4202", Rest, true),
        (r#"{"code":4202}"#, Rest, true),
        ("code: 4202, msg: x", Sdk, false),
        (r#"msg="code: 4202, x""#, Sdk, false),
        (r#"code="4202""#, Sdk, false),
        ("code: 4115", Rest, true),
    ] {
        let found: Vec<(Option<Table>, bool)> = mentions(text.as_bytes())
            .map(|mention| (mention.code().table(), mention.table_is_certain()))
            .collect();
        assert_eq!(found, [(Some(table), is_certain)], "{text}");
    }
}

#[test]
fn a_mention_has_the_range_of_the_number_or_the_name() {
    for (before, what, after) in [
        ("", "EDERR_OPERATE_DISK_FAILED", ", disk 2"),
        ("put failed: ", "EDERR_OPERATE_DISK_FAILED", ", disk 2"),
        ("code: ", "1002", ", msg: x"),
        ("{\"code\": \"", "4115", "\"}"),
        ("调用失败，code：", "1002", "，msg：无"),
        ("code: \u{1b}[31m", "1002", "\u{1b}[0m"),
        ("{\"code\":\"", "FunctionNotFound", "\"}"),
    ] {
        let text = format!("{before}{what}{after}");
        let mut ranges = mentions(text.as_bytes()).map(|mention| mention.range());
        let range = before.len()..before.len() + what.len();
        assert_eq!((ranges.next(), ranges.next()), (Some(range), None), "{text}");
    }
}

#[test]
fn numbers_that_the_catalogue_does_not_have_are_not_mentions() {
    for text in ["code: 99999, msg: x", "code: -1002, msg: x", "code: 01002", "code: 4294967296"] {
        assert!(codes(text).is_empty(), "{text}");
    }
}

#[test]
fn the_numbers_of_the_web_socket_channel_are_not_those_of_the_catalogue() {
    for (text, expected) in [
        (r#"{"type":"response","error":{"code":1001}}"#, &[][..]),
        (r#"{"error":{"code":1005},"type":"response"}"#, &[]),
        ("{\"error\":{\"code\":1005},\n\"type\":\"response\"}", &[1005]),
        ("{\"type\":\"response\",\n\"error\":{\"code\":1005}}", &[1005]),
        (r#"{"type":"response","error":{"code":4010}}"#, &[4010]),
        (r#"{"type":"response","error":{"message":"code: 1002"}}"#, &[1002]),
        (r#"{"type":"response","error":"x","code":1002}"#, &[1002]),
        (r#"{"type":"request","error":{"code":1002}}"#, &[1002]),
        (r#"{"error":{"code":1002}}"#, &[1002]),
    ] {
        assert_eq!(codes(text), expected, "{text}");
    }
}

#[test]
fn the_line_before_changes_nothing() {
    for before in ["connection close", "exit", "http error", "rpc error:", "closed with"] {
        for line_break in ["\n", "\r\n", " \n\t"] {
            let text = format!("{before}{line_break}code: 1002, msg: x\n");
            assert_eq!(codes(&text), [1002], "{text:?}");
        }
    }
}

#[test]
fn a_mention_is_found_at_any_offset() {
    for what in ["code: 1002", "ERR_PARAM_INVALID", "4115 FunctionNotFound: x", "错误码：1002"]
    {
        for length in 0..200 {
            for after in
                ["", " and more text after it, which is longer than a block of sixty-four bytes"]
            {
                let line = format!("{}{what}{after}", " ".repeat(length));
                assert_eq!(codes(&line).len(), 1, "{length} {what}{after}");
            }
        }
    }
}

#[test]
fn searching_takes_time_by_the_length_of_a_log() {
    for part in [
        "1002 A",
        "code: 1002, ",
        "{\"code\":1002,",
        "错误码：7 ",
        "[code: 7, status: ",
        "code=Rest(x) ",
        "code: 1005 mysql ",
        "exited, code=",
        "\\u0063code",
        "Line of code : ",
    ] {
        let log = part.repeat((1 << 20) / part.len());
        let start = Instant::now();
        black_box(mentions(log.as_bytes()).count());
        assert!(start.elapsed() < Duration::from_secs(20), "{part}: {:?}", start.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mention_is_found_wherever_it_is(before in "[ -~]{0,200}", after in "[ -~]{0,200}") {
        let line = format!("{before}; errcode: 1002; {after}");
        let range = before.len() + 11..before.len() + 15;
        let found = mentions(line.as_bytes()).any(|mention| mention.range() == range);
        prop_assert!(found, "{}", line);
    }

    #[test]
    fn mentions_of_any_bytes_are_in_order(log in prop::collection::vec(pieces(), 0..12)) {
        let log = log.concat();
        let mut end = 0;
        for mention in mentions(&log) {
            let range = mention.range();
            prop_assert!(end <= range.start && range.start < range.end && range.end <= log.len());
            prop_assert!(mention.code().is_known());
            end = range.end;
        }
    }
}

/// Generates noise, and what looks like a mention.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let texts = [
        "code: 1002",
        "errCode=1003",
        "\n",
        "\r\n",
        "exit code: 1",
        "\"code\":\"4115\",",
        "ERR_PARAM_INVALID",
        "CODE",
        "co",
        "R_",
        "code: 1002, module code: 20",
        " ",
        "é",
        "：",
        "exit\n",
        "close\n",
        "source\r\n",
        "\u{1b}[31m",
        "-",
        "1005",
        "错误码：1002",
        "4115 FunctionNotFound: x",
        "code: Rest(",
        "mysql ",
    ];
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..90),
        prop::sample::select(texts.map(|text| text.as_bytes().to_vec()).to_vec()),
    ]
}
