//! Texts and bodies that are made to be slow to read, or to be shown as what they are not.
#![cfg(all(feature = "json", feature = "scan"))]

use std::{
    error::Error as StdError,
    fmt,
    hint::black_box,
    io,
    time::{Duration, Instant},
};
use yuanrong_errors::{Error, ErrorCode, Module, rest, scan};

/// Far more than reading half a mebibyte takes, and far less than reading it again from every byte.
const GENEROUS: Duration = Duration::from_secs(10);

#[test]
fn reading_takes_time_by_the_length_of_a_text() {
    for part in [
        "code",
        "code-",
        "code_",
        "code ",
        "codem",
        "code:",
        "code=",
        "code: x ",
        "code: 0 ",
        "code: 7 ",
        "m",
        "\\",
        "code=x[ModuleName:",
        "code=0 m",
        "ERR_",
        "ERR_ERR_",
        "R_",
        "R_R_",
        "1002 X: ",
        "1: ",
        "{\"code\":",
        "[",
        "[{\"code\":1},",
        "LibRuntimeException(message=",
        ", errorCode=",
        ", errorCode=0)",
        ",stackTraceInfo=code: x",
        "\x1b[31mcode",
        "err ",
        "code: x\n",
    ] {
        let text = part.repeat((1 << 19) / part.len());
        let body = serde_json::json!({ "code": 4115, "message": text }).to_string();
        let start = Instant::now();
        black_box(Error::from_text(&text));
        black_box(Error::from_text(&format!("LibRuntimeException(message={text}")));
        black_box(ErrorCode::in_chain(&io::Error::other(text.as_str())));
        let error = rest::check(500, None, body.as_bytes()).expect_err("a failure");
        assert!(error.is(4115), "{part}");
        black_box(rest::check(200, None, text.as_bytes())).ok();
        black_box(scan::mentions(text.as_bytes()).count());
        assert!(start.elapsed() < GENEROUS, "{part}: {:?}", start.elapsed());
    }
}

#[test]
fn no_field_can_forge_a_line_or_move_a_cursor() {
    let hostile = "a\n\u{1b}\u{202e}\u{2028}\r\u{85}b";
    let body = serde_json::json!({ "code": hostile, "message": hostile, "trace_id": hostile });
    let body = body.to_string();
    let from_body = rest::check(500, None, body.as_bytes()).expect_err("a failure");
    let word = rest::check(500, Some(hostile), b"").expect_err("a failure");
    let text = format!("{hostile} code: ERR_NEWER, message: {hostile}");
    let from_text = Error::from_text(&text).expect("a newer name");
    assert_eq!(from_text.raw_code(), Some("ERR_NEWER"));
    let unknown = Error::new(99_999).with_message(hostile);
    for error in [from_body, from_text, unknown, word] {
        let error = error.with_trace_id(hostile).with_module(Module::Core).with_source(hostile);
        for shown in [
            error.to_string(),
            error.report().to_string(),
            format!("{error:?}"),
            format!("{error:#}"),
            format!("{:#}", error.report()),
        ] {
            let is_dangerous = |c: char| c != '\n' && c.is_control();
            assert!(!shown.contains(is_dangerous), "{shown}");
            assert!(!shown.contains(['\u{202e}', '\u{2028}']), "{shown}");
            assert!(shown.lines().all(|line| !line.starts_with('b')), "{shown}");
            let is_full = shown.contains("\nsolution:") || shown.contains("\n  solution:");
            assert!(shown.lines().count() == 1 || is_full, "{shown}");
        }
    }
}

/// An error whose text cannot be written to its end.
#[derive(Debug)]
struct Mute;

impl fmt::Display for Mute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("half a wo")?;
        Err(fmt::Error)
    }
}

impl StdError for Mute {}

#[test]
fn a_cause_that_cannot_be_shown_does_no_harm() {
    assert_eq!(ErrorCode::in_chain(&Mute), None);
    let error = Error::new(1002).with_source(Mute);
    assert!(error.report().to_string().contains("caused by: half a wo | "));
    assert!(format!("{:#}", error.report()).contains("caused by: half a wo\n"));
}

#[test]
fn reading_a_body_takes_at_most_three_times_its_length() {
    const LENGTH: usize = 1 << 20;
    let text = "x".repeat(LENGTH);
    let escaped = r"\n".repeat(LENGTH / 2);
    let quoted = serde_json::json!({ "code": 4211, "message": text }).to_string();
    let nested = |depth: u8| {
        let mut body = quoted.clone();
        for _ in 0..depth {
            body = serde_json::json!({ "code": 1001, "message": body }).to_string();
        }
        body
    };
    let event = format!(r#"{{"status":"failed","errorCode":1004,"message":"{escaped}"}}"#);
    let lines = event.replace(',', ",\ndata: ");
    for (what, body) in [
        ("text", text.clone().into_bytes()),
        ("bytes that are not UTF-8", vec![0xFF; LENGTH]),
        ("a page", format!("<html>{text}").into_bytes()),
        ("a message", quoted.clone().into_bytes()),
        ("a message with escapes", format!(r#"{{"code":1,"message":"{escaped}"}}"#).into_bytes()),
        ("a message in quotes", format!(r#"{{"code":1,"message":"\"{escaped}\""}}"#).into_bytes()),
        ("a JSON string", format!(r#""{escaped}""#).into_bytes()),
        ("a JSON string with a code", format!(r#""code: 1002, message: {escaped}""#).into_bytes()),
        ("an array", format!("[{}{{\"code\":4115}}]", "{},".repeat(LENGTH / 3)).into_bytes()),
        ("an array of messages", format!("[{quoted}]").into_bytes()),
        ("keys", format!("{{{}\"code\":4115}}", r#""a":1,"#.repeat(LENGTH / 6)).into_bytes()),
        ("a code", format!(r#"{{"code":"{escaped}"}}"#).into_bytes()),
        ("a trace id", format!(r#"{{"code":1,"trace_id":"{escaped}"}}"#).into_bytes()),
        ("nested messages", nested(6).into_bytes()),
        ("a broken body", format!(r#"{{"code":1,"message":"{text}"#).into_bytes()),
        ("events", format!("event: final\ndata: {event}\n\n").into_bytes()),
        ("events of lines", format!("event: final\ndata: {lines}\n\n").into_bytes()),
        ("an event of lines", "data: x\n".repeat(LENGTH / 8).into_bytes()),
    ] {
        for header in [None, Some("4115"), Some("0")] {
            let used = allocation_counter::measure(|| {
                black_box(rest::check(500, header, &body)).ok();
            });
            let limit = 3 * u64::try_from(body.len()).expect("it fits");
            assert!(used.bytes_max <= limit, "{what}, {header:?}: {} > {limit}", used.bytes_max);
        }
    }
}
