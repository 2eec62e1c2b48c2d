//! Logs of any size and shape: what is found in them, and what comes out.
#![cfg(all(feature = "scan", feature = "std"))]

#[path = "support/trickle.rs"]
mod trickle;

use proptest::prelude::*;
use std::{
    io::{self, Read},
    time::{Duration, Instant},
};
use trickle::Trickle;
use yuanrong_errors::{
    ErrorCode, Lang, Table, entries, lookup, lookup_in,
    scan::{self, CodeCount, Options, Output, Summary, annotate},
};

fn run(log: &[u8], options: &Options) -> (Vec<u8>, Summary) {
    let mut out = Vec::new();
    let summary = annotate(log, &mut out, options).expect("nothing fails in memory");
    (out, summary)
}

fn text(log: &str, options: &Options) -> String {
    String::from_utf8(run(log.as_bytes(), options).0).expect("UTF-8 stays UTF-8")
}

const LOG: &str =
    "start\ncode: 1005, msg: slow, errCode=1005, code: 1002\nfine\r\n[code: 1005]\nend";

#[test]
fn each_line_with_codes_is_followed_by_what_they_mean() {
    assert_eq!(
        text(LOG, &Options::new()),
        "start
code: 1005, msg: slow, errCode=1005, code: 1002
  ^ 1005 ERR_INVOKE_RATE_LIMITED: Request limit reached. Solution: Retry after a certain interval. \
Retry: throttled.
  ^ 1002 ERR_RESOURCE_NOT_ENOUGH: Insufficient resources. Solution: Check whether the requested \
resources exceed the resources managed by the kernel. Retry: backoff.
fine\r
[code: 1005]
  ^ 1005 ERR_INVOKE_RATE_LIMITED: Request limit reached. Solution: Retry after a certain interval. \
Retry: throttled.
end"
    );
    let once = text(LOG, &Options::new().explain_once(true).only_with_codes(true));
    let lines: Vec<&str> = once.lines().map(|line| &line[..8]).collect();
    assert_eq!(lines, ["code: 10", "  ^ 1005", "  ^ 1002", "[code: 1"]);
    let other = text("code: 4040\n", &Options::new());
    assert!(other.contains("May also be: a request body that is too large."), "{other}");
    let last = text("code: 1002", &Options::new());
    assert!(last.starts_with("code: 1002\n  ^ 1002 "), "{last}");
    let chinese = text("code: 1002\n", &Options::new().language(Lang::Zh));
    assert_eq!(chinese.contains("资源不足。 解决："), cfg!(feature = "zh"), "{chinese}");
    let advice = scan::mentions(b"code: 1002").next().expect("a code").code().retry();
    assert!(chinese.contains(&format!("重试：{}。", advice.advice_in(Lang::Zh))), "{chinese}");
    let chinese = text("code: 4040\ncode: 4202\n", &Options::new().language(Lang::Zh));
    let also = lookup(4040).expect("a code").also_in(Lang::Zh);
    assert!(chinese.contains(&format!(" 另指：{}。", also[0])), "{chinese}");
    let other = lookup_in(Table::Rest, 4202).expect("a code");
    let (name, what) = (other.name(), other.description_in(Lang::Zh));
    let certain = text("code: 4202 code: 4202, module code: 30\n", &Options::new());
    assert!(!certain.contains("That is of the"), "certain in one place of the line: {certain}");
    let told = format!(" 此为 sdk 表的含义；在 rest 表中为 {name}：{what}");
    assert!(chinese.contains(&told), "{chinese}");
}

#[test]
fn the_summary_counts_codes_and_lines() {
    let (out, summary) = run(LOG.as_bytes(), &Options::new().output(Output::Nothing));
    assert!(out.is_empty());
    assert_eq!((summary.lines(), summary.lines_with_codes()), (5, 2));
    let counts: Vec<_> = summary
        .codes()
        .iter()
        .map(|count| (count.code().code(), count.count(), count.first_line(), count.last_line()))
        .collect();
    assert_eq!(counts, [(1005, 3, 2, 4), (1002, 1, 2, 2)]);
    for output in [Output::Text, Output::JsonLines] {
        for only in [false, true] {
            let options = Options::new().output(output).only_with_codes(only);
            assert_eq!(run(LOG.as_bytes(), &options).1, summary);
        }
    }
}

#[test]
fn json_lines_hold_the_line_and_its_codes() {
    let out = text(
        "a\"b \\\t\u{1}\ncode: 1005, {\"code\":4202}\n",
        &Options::new().output(Output::JsonLines),
    );
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], r#"{"line":1,"text":"a\"b \\\u0009\u0001","codes":[]}"#);
    let value: serde_json::Value = serde_json::from_str(lines[1]).expect("JSON");
    assert_eq!(value["text"], "code: 1005, {\"code\":4202}");
    assert_eq!(value["codes"][0]["solution"], "Retry after a certain interval.");
    assert_eq!(value["codes"][1]["table"], "rest");
    let only = Options::new().output(Output::JsonLines).only_with_codes(true);
    assert_eq!(text("a\ncode: 1005, {\"code\":4202}\n", &only), format!("{}\n", lines[1]));
}

#[test]
fn lines_of_any_length_pass_in_bounded_memory() {
    let mut log = b"code: 1003\n".to_vec();
    for _ in 0..3 {
        log.extend(b"\xc3\xa9x\xff ".repeat(200_000));
        log.extend(b"code: 1002, msg: deep inside ");
        log.extend(b"y\0".repeat(300_000));
    }
    log.extend(b"\nerrCode=1007\n");
    let (out, summary) = run(&log, &Options::new());
    let counts: Vec<_> =
        summary.codes().iter().map(|count| (count.code().code(), count.count())).collect();
    assert_eq!(counts, [(1002, 3), (1003, 1), (1007, 1)]);
    assert_eq!((summary.lines(), summary.lines_with_codes()), (3, 3));
    assert_eq!(without_explanations(&out), log);
    let json = run(&log, &Options::new().output(Output::JsonLines)).0;
    let lines: Vec<serde_json::Value> = json
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).expect("JSON"))
        .collect();
    let second = log.split(|byte| *byte == b'\n').nth(1).expect("a second line");
    assert_eq!(lines[1]["text"], *String::from_utf8_lossy(second));

    // No character is cut in two, wherever a long line is.
    let json = Options::new().output(Output::JsonLines);
    for shift in 0..4 {
        let line = "x".repeat(shift) + &"😀".repeat(100_000);
        let value: serde_json::Value = serde_json::from_str(&text(&line, &json)).expect("JSON");
        assert_eq!(value["text"], line.as_str());
    }
    let fine = "y".repeat(400_000) + "\n";
    assert_eq!(text(&fine, &json.only_with_codes(true)), "", "a long line without a code");
}

/// The output without the lines that `annotate` wrote.
fn without_explanations(out: &[u8]) -> Vec<u8> {
    out.split_inclusive(|byte| *byte == b'\n')
        .filter(|line| !line.starts_with(b"  ^ "))
        .flatten()
        .copied()
        .collect()
}

#[test]
fn a_reader_that_fails_is_reported_and_one_that_is_interrupted_is_not() {
    struct Fails(io::ErrorKind, u8);
    impl Read for Fails {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 += 1;
            match self.1 {
                1 => Err(self.0.into()),
                2 => (&b"code: 1002\n"[..]).read(buffer),
                _ => Ok(0),
            }
        }
    }
    let read = |kind| annotate(Fails(kind, 0), io::sink(), &Options::new());
    assert_eq!(read(io::ErrorKind::NotFound).unwrap_err().kind(), io::ErrorKind::NotFound);
    assert_eq!(read(io::ErrorKind::Interrupted).expect("read again").lines(), 1);
}

#[test]
fn every_code_is_found_under_a_key_and_by_name() {
    for entry in entries() {
        let code = entry.error_code();
        let line = format!("code: {}, msg: x", entry.code());
        let found: Vec<_> = scan::mentions(line.as_bytes()).map(|mention| mention.code()).collect();
        assert_eq!(found, [ErrorCode::from_code(entry.code())], "{line}");
        for name in entry.upstream_names().iter().filter(|name| name.starts_with("ERR_")) {
            let mention = scan::mentions(name.as_bytes()).next().expect("a name");
            assert_eq!(Some(mention.code()), ErrorCode::from_name(name));
            assert_eq!(mention.range(), 0..name.len());
            assert!(mention.table_is_certain());
        }
        assert!(scan::mentions(code.to_string().as_bytes()).all(|mention| mention.code() == code));
    }
}

/// The codes that a text mentions, each with its table, and whether that is certain.
fn found(text: &str) -> Vec<(u32, Table, bool)> {
    let describe = |mention: scan::Mention| {
        let code = mention.code();
        (code.code(), code.table().expect("a known code"), mention.table_is_certain())
    };
    scan::mentions(text.as_bytes()).map(describe).collect()
}

#[test]
fn the_table_is_that_of_which_the_text_tells() {
    use Table::{Rest, Sdk};
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
        let found = found(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].1, found[0].2), (table, is_certain), "{text}");
    }
    let name = "EDERR_OPERATE_DISK_FAILED";
    for before in ["", "put failed: "] {
        let text = format!("{before}{name}, disk 2");
        let mention = scan::mentions(text.as_bytes()).next().expect("a name");
        assert_eq!(mention.range(), before.len()..before.len() + name.len(), "{text}");
    }
}

#[test]
fn the_numbers_of_the_web_socket_channel_are_none_of_the_catalogue() {
    for (text, codes) in [
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
        let found: Vec<u32> = found(text).iter().map(|(code, ..)| *code).collect();
        assert_eq!(found, codes, "{text}");
    }
}

#[test]
fn text_that_looks_like_keys_takes_no_longer_than_other_text() {
    const SIZE: usize = 1 << 20;
    for piece in ["R_", "ERR_", "code", "codem", "code_", "code-", "code ", "m", "\\"] {
        let text = piece.repeat(SIZE / piece.len());
        let start = Instant::now();
        assert_eq!(scan::mentions(text.as_bytes()).count(), 0, "{piece}");
        // Each looks back a few bytes: milliseconds. To the beginning of the word: minutes.
        assert!(start.elapsed() < Duration::from_secs(10), "{piece}: {:?}", start.elapsed());
    }
}

#[test]
fn what_stands_on_the_line_before_changes_nothing() {
    for before in ["connection close", "exit", "http error", "rpc error:", "closed with"] {
        for line_break in ["\n", "\r\n", " \n\t"] {
            let text = format!("{before}{line_break}code: 1002, msg: x\n");
            let found: Vec<u32> =
                scan::mentions(text.as_bytes()).map(|mention| mention.code().code()).collect();
            assert_eq!(found, [1002], "{text:?}");
        }
    }
}

#[test]
fn the_writer_is_flushed_for_each_piece() {
    struct Counts(usize);
    impl io::Write for Counts {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            self.0 += 1;
            Ok(())
        }
    }
    let log = b"code: 1002\n".repeat(10);
    let flushes = |flush| {
        let mut counts = Counts(0);
        annotate(Trickle(&log, 11), &mut counts, &Options::new().flush(flush)).expect("read");
        counts.0
    };
    assert_eq!((flushes(true), flushes(false)), (11, 1));
}

fn noise() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        3 => prop::collection::vec(any::<u8>(), 0..90),
        2 => prop::sample::select(vec![
            "code: 1002", "errCode=1003", "\n", "\r\n", "exit code: 1", "\"code\":\"4115\",",
            "ERR_PARAM_INVALID", "CODE", "co", "R_", "code: 1002, module code: 20", " ", "é", "：",
            "exit\n", "close\n", "source\r\n",
        ]).prop_map(|text| text.as_bytes().to_vec()),
    ];
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_come_out_unchanged_and_pieces_make_no_difference(log in noise(), step in 1_usize..40) {
        // No line of the log may look like an explanation.
        prop_assume!(!log.windows(4).any(|window| window == b"  ^ "));
        let (out, summary) = run(&log, &Options::new());
        let mut stripped = without_explanations(&out);
        if stripped.len() == log.len() + 1 && !log.ends_with(b"\n") {
            prop_assert_eq!(stripped.pop(), Some(b'\n'));
        }
        prop_assert_eq!(&stripped, &log);
        let mut trickled = Vec::new();
        let again = annotate(Trickle(&log, step), &mut trickled, &Options::new().flush(true)).unwrap();
        prop_assert_eq!(&trickled, &out);
        prop_assert_eq!(&again, &summary);
        let found: u64 = summary.codes().iter().map(CodeCount::count).sum();
        prop_assert_eq!(found, scan::mentions(&log).count() as u64);
        let json = run(&log, &Options::new().output(Output::JsonLines)).0;
        for line in json.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            prop_assert!(serde_json::from_slice::<serde_json::Value>(line).is_ok());
        }
    }

    #[test]
    fn a_mention_is_found_wherever_it_stands(before in "[ -~]{0,200}", after in "[ -~]{0,200}") {
        let line = format!("{before}; errcode: 1002; {after}");
        let range = before.len() + 11..before.len() + 15;
        let found = scan::mentions(line.as_bytes()).any(|mention| mention.range() == range);
        prop_assert!(found, "{}", line);
    }
}
