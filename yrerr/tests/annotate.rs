//! `annotate` in a program: logs of any size and shape.

#[path = "support/trickle.rs"]
mod trickle;

use proptest::prelude::*;
use serde_json::Value;
use std::io::{self, Read};
use trickle::Trickle;
use yrerr::{CodeCount, Options, Output, Summary, annotate};
use yuanrong_errors::{ErrorCode, Lang, RestErrorCode, SdkErrorCode, scan};

fn run(log: &[u8], options: &Options) -> (Vec<u8>, Summary) {
    let mut out = Vec::new();
    let summary = annotate(log, &mut out, options).expect("nothing fails in memory");
    (out, summary)
}

fn text(log: &str, options: &Options) -> String {
    String::from_utf8(run(log.as_bytes(), options).0).expect("UTF-8 stays UTF-8")
}

fn json_lines(log: &[u8]) -> Vec<Value> {
    let (out, _) = run(log, &Options::new().output(Output::JsonLines));
    let lines = out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).expect("JSON")).collect()
}

const LOG: &str =
    "start\ncode: 1005, msg: slow, errCode=1005, code: 1002\nfine\r\n[code: 1005]\nend";

/// Returns the line that explains a code.
fn explanation(code: SdkErrorCode) -> String {
    let meanings = code.entry().other_meanings().iter();
    let meanings: Vec<String> = meanings.map(|text| format!(" May also be: {text}.")).collect();
    let meanings = meanings.concat();
    let hint = code.hint().map(|hint| format!(" Hint: {hint}")).unwrap_or_default();
    format!("  ^ {code}{meanings} Solution: {}{hint} Retry: {}.", code.solution(), code.retry())
}

#[test]
fn each_line_with_codes_is_followed_by_what_they_mean() {
    let limited = explanation(SdkErrorCode::InvokeRateLimited);
    let resources = explanation(SdkErrorCode::ResourceNotEnough);
    assert!(resources.starts_with("  ^ 1002 ERR_RESOURCE_NOT_ENOUGH: Insufficient resources. "));
    assert_eq!(
        text(LOG, &Options::new()),
        format!(
            "start
code: 1005, msg: slow, errCode=1005, code: 1002
{limited}
{resources}
fine\r
[code: 1005]
{limited}
end"
        )
    );
    let once = text(LOG, &Options::new().explain_once(true).only_with_codes(true));
    let lines: Vec<&str> = once.lines().map(|line| &line[..8]).collect();
    assert_eq!(lines, ["code: 10", "  ^ 1005", "  ^ 1002", "[code: 1"]);
    let last = text("code: 1002", &Options::new());
    assert!(last.starts_with("code: 1002\n  ^ 1002 "), "{last}");
}

#[test]
fn other_meanings_and_other_tables_are_shown_in_both_languages() {
    for (lang, before, after, colon, tables) in [
        (
            Lang::En,
            " May also be: ",
            ".",
            ": ",
            " This is the meaning in the sdk table; in the rest table it is ",
        ),
        (
            Lang::Zh,
            " 也可能是：",
            "。",
            "：",
            " 以上为 SDK 错误码表中的含义；在 REST API 错误码表中为 ",
        ),
    ] {
        let options = Options::new().language(lang);
        let annotated = text("code: 4040\ncode: 4202\n", &options);
        let meanings = ErrorCode::from_code(4040).entry().expect("known").other_meanings_in(lang);
        let meaning = format!("{before}{}{after}", meanings[0]);
        assert!(annotated.contains(&meaning), "{annotated}");
        let other = RestErrorCode::from_code(4202).expect("known");
        let other = format!("{tables}{}{colon}{}", other.name(), other.description_in(lang));
        assert!(annotated.contains(&other), "{annotated}");
        let certain = text("code: 4202 code: 4202, module code: 30\n", &options);
        assert!(!certain.contains(tables), "one mention names the table: {certain}");
    }
    let chinese = text("code: 1002\n", &Options::new().language(Lang::Zh));
    let solution = SdkErrorCode::ResourceNotEnough.solution_in(Lang::Zh);
    let class = SdkErrorCode::ResourceNotEnough.retry().word_in(Lang::Zh);
    assert!(chinese.contains(&format!(" 解决方法：{solution}")), "{chinese}");
    assert!(chinese.ends_with(&format!(" 重试：{class}。\n")), "{chinese}");
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
    let log = "a\"b \\\t\u{1}\ncode: 1005, {\"code\":4202}\n";
    let json = Options::new().output(Output::JsonLines);
    let out = text(log, &json);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], r#"{"line":1,"text":"a\"b \\\t\u0001","codes":[]}"#);
    let line = &json_lines(log.as_bytes())[1];
    assert_eq!(line["text"], "code: 1005, {\"code\":4202}");
    assert_eq!(line["codes"][0]["name"], "ERR_INVOKE_RATE_LIMITED");
    assert_eq!(line["codes"][0]["solution"], "Retry after a certain interval.");
    assert_eq!(line["codes"][0]["hint"].as_str(), SdkErrorCode::InvokeRateLimited.hint());
    assert_eq!(line["codes"][1]["table"], "rest");
    assert_eq!(text(log, &json.only_with_codes(true)), format!("{}\n", lines[1]));

    let named = Options::new().output(Output::JsonLines).file("a\"b\\.log");
    let line = text("fine", &named);
    assert_eq!(line, "{\"file\":\"a\\\"b\\\\.log\",\"line\":1,\"text\":\"fine\",\"codes\":[]}\n");
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
    let second = log.split(|byte| *byte == b'\n').nth(1).expect("a second line");
    assert_eq!(json_lines(&log)[1]["text"], *String::from_utf8_lossy(second));

    // No character is cut in two, at whatever offset the line is cut.
    for shift in 0..4 {
        let line = "x".repeat(shift) + &"😀".repeat(100_000);
        assert_eq!(json_lines(line.as_bytes())[0]["text"], line.as_str());
    }
    // A long line without a code is not held, and one after a line with a code is written.
    let mut log = b"y".repeat(400_000);
    log.extend(b"\ncode: 1002\n");
    log.extend(b"z".repeat(400_000));
    log.extend(b"\nend\n");
    let (out, _) = run(&log, &Options::new().context(1).line_numbers(true));
    let lines: Vec<&[u8]> = out.split_inclusive(|byte| *byte == b'\n').collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with(b"2:code") && lines[2].starts_with(b"3-zzz"));
    assert_eq!(lines[2].len(), 400_003);

    // A long line, which is written in pieces, has the fields of a short one.
    let options = Options::new().output(Output::JsonLines).file("a\"b\\.log");
    let filler = " ".to_owned() + &"y".repeat(400_000);
    let pieces = text(&format!("code: 1005{filler}\ncode: 1002"), &options);
    assert_eq!(pieces.replace(&filler, ""), text("code: 1005\ncode: 1002", &options));

    let fine = "y".repeat(400_000) + "\n";
    let only = Options::new().output(Output::JsonLines).only_with_codes(true);
    assert_eq!(text(&fine, &only), "", "a long line without a code");
}

/// Returns the output without the lines that `annotate` added.
fn without_explanations(out: &[u8]) -> Vec<u8> {
    out.split_inclusive(|byte| *byte == b'\n')
        .filter(|line| !line.starts_with(b"  ^ "))
        .flatten()
        .copied()
        .collect()
}

#[test]
fn a_failing_reader_is_reported_and_an_interrupted_one_is_read_on() {
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
    assert_eq!(read(io::ErrorKind::Interrupted).expect("the log is read on").lines(), 1);
}

#[test]
fn the_writer_is_flushed_after_each_read() {
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
    fn any_bytes_come_out_unchanged_however_they_are_read(log in noise(), step in 1_usize..40) {
        // A line of the log must not look like an explanation.
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
        let texts: Vec<String> = json_lines(&log)
            .iter()
            .map(|line| line["text"].as_str().expect("text").to_owned())
            .collect();
        let lines: Vec<String> = log
            .split_inclusive(|byte| *byte == b'\n')
            .map(|line| String::from_utf8_lossy(line.strip_suffix(b"\n").unwrap_or(line)).into())
            .collect();
        prop_assert_eq!(texts, lines);
    }

    #[test]
    fn context_is_the_lines_around_those_with_codes(
        log in noise(),
        context in 0_usize..4,
        step in 1_usize..40,
    ) {
        let number = |line: &Value| line["line"].as_u64().expect("a number");
        let all = json_lines(&log);
        let has_codes = |line: &&Value| line["codes"].as_array().is_some_and(|codes| !codes.is_empty());
        let with_codes: Vec<u64> = all.iter().filter(has_codes).map(number).collect();
        let is_near = |line: &u64| with_codes.iter().any(|code| code.abs_diff(*line) <= context as u64);
        let expected: Vec<u64> = all.iter().map(number).filter(is_near).collect();
        let options = Options::new().output(Output::JsonLines).context(context);
        let mut out = Vec::new();
        let summary = annotate(Trickle(&log, step), &mut out, &options).unwrap();
        let lines = out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let lines: Vec<Value> = lines.map(|line| serde_json::from_slice(line).unwrap()).collect();
        prop_assert_eq!(lines.iter().map(number).collect::<Vec<_>>(), expected);
        prop_assert!(lines.iter().all(|line| all.contains(line)));
        prop_assert_eq!(summary.lines(), all.len() as u64);
    }

    #[test]
    fn a_prefix_changes_nothing_else(log in noise()) {
        prop_assume!(!log.windows(4).any(|window| window == b"  ^ "));
        let (plain, summary) = run(&log, &Options::new());
        let (numbered, again) = run(&log, &Options::new().line_numbers(true).file("a"));
        prop_assert_eq!(summary, again);
        let mut number = 0;
        let mut stripped: Vec<u8> = Vec::new();
        for line in numbered.split_inclusive(|byte| *byte == b'\n') {
            if line.starts_with(b"  ^ ") {
                stripped.extend(line);
                continue;
            }
            number += 1;
            let prefixes = [format!("a:{number}:"), format!("a-{number}-")];
            let rest = prefixes.iter().find_map(|prefix| line.strip_prefix(prefix.as_bytes()));
            stripped.extend(rest.expect("a prefix"));
        }
        prop_assert_eq!(stripped, plain);
    }
}
