//! Bodies that are not an error body: what is wrong and where, and what can be read all the same.
#![cfg(feature = "json")]

use yuanrong_errors::{
    Error, RestErrorCode,
    rest::{self, ErrorBody, ParseErrorKind},
};

/// Returns the error that a response without headers reports.
#[track_caller]
fn failure(http_status: u16, body: &[u8]) -> Error {
    rest::check(http_status, None, body).expect_err("a failure")
}

#[track_caller]
fn fault(body: &[u8]) -> (ParseErrorKind, usize) {
    let error = ErrorBody::parse(body).expect_err("a body that cannot be read");
    let text = error.to_string();
    assert!(text.ends_with(&format!(" at byte {}", error.offset())), "{text}");
    assert!(!text.contains("line") && !text.starts_with(' '), "{text}");
    (error.kind(), error.offset())
}

#[test]
fn a_body_that_is_not_an_object_is_reported_with_its_first_byte() {
    for (body, offset) in [
        ("", 0),
        (" \r\n\t", 4),
        ("[]", 0),
        (r#""code""#, 0),
        ("4115", 0),
        ("<html>", 0),
        ("null", 0),
        ("  gateway time-out", 2),
        ("\u{feff}[1]", 3),
        ("\u{a0}{}", 0),
    ] {
        assert_eq!(fault(body.as_bytes()), (ParseErrorKind::NotAnObject, offset), "{body}");
    }
    assert_eq!(ErrorBody::parse(b"[]").unwrap_err().to_string(), "expected an object at byte 0");
}

#[test]
fn a_body_that_is_not_utf_8_is_reported_with_the_byte() {
    for (body, offset) in [
        (&b"{\"a\":\"\xff\"}"[..], 6),
        (b"\xff", 0),
        (b"{\"a\":\"\xe2\x82", 6),
        (b"{\"a\":\"\xed\xa0\xbd\"}", 6),
        (b"\xef\xbb\xbf{\"a\":1}\xc0", 10),
    ] {
        assert_eq!(fault(body), (ParseErrorKind::NotUtf8, offset), "{}", body.escape_ascii());
    }
    let error = ErrorBody::parse(b"{\"a\":\"\xff\"}").unwrap_err();
    assert_eq!(error.to_string(), "not UTF-8 at byte 6");
}

#[test]
fn a_body_that_is_cut_off_is_reported_with_its_length() {
    let whole =
        "\u{feff} {\"code\" : 4115,\n \"message\":\"a\\u00e9b\",\"x\":[t\\rue,{\"y\":-1.5e3}]}\n"
            .replace('\\', "")
            .replace("au00e9", "a\\u00e9");
    let whole = whole.trim_end();
    assert!(ErrorBody::parse(whole.as_bytes()).is_ok(), "{whole}");
    for (length, _) in whole.char_indices().filter(|(length, _)| *length > 4) {
        let body = &whole[..length];
        assert_eq!(fault(body.as_bytes()), (ParseErrorKind::Truncated, length), "{body}");
    }
}

#[test]
fn a_syntax_error_is_reported_with_its_byte() {
    for (body, offset) in [
        ("{1", 1),
        (r#"{"a" 1}"#, 5),
        (r#"{"a":}"#, 5),
        (r#"{"a":1,}"#, 7),
        (r#"{"a":1 "b":2}"#, 7),
        (r#"{"a":[1}"#, 7),
        (r#"{"a":[1,]}"#, 8),
        (r#"{"a":01}"#, 6),
        (r#"{"a":1.}"#, 7),
        (r#"{"a":-}"#, 6),
        (r#"{"a":1e+}"#, 8),
        (r#"{"a":1}}"#, 7),
        (r#"{"a":1}{"#, 7),
        (r#"{"a":1} x"#, 8),
        ("{'a':1}", 1),
    ] {
        assert_eq!(fault(body.as_bytes()), (ParseErrorKind::Syntax, offset), "{body}");
        for start in ["\u{feff}", "\n\n", " ", "\u{feff}\r\n  "] {
            let moved = format!("{start}{body}");
            assert_eq!(fault(moved.as_bytes()).1, start.len() + offset, "{moved:?}");
        }
        // Line breaks between the members, and characters of several bytes in front of the error.
        let start = "{\"b\":\n\"é好😀\",\r\n\n";
        let moved = format!("{start}{}", &body[1..]);
        assert_eq!(fault(moved.as_bytes()).1, start.len() + offset - 1, "{moved:?}");
    }
}

#[test]
fn an_error_in_a_word_or_a_string_is_reported_near_its_byte() {
    for (body, from, to) in [
        (r#"{"a":nul}"#, 5, 8),
        (r#"{"a":True}"#, 5, 5),
        ("{\"a\":\"\u{1}\"}", 6, 6),
        ("{\"a\":\"x\n\"}", 7, 7),
        ("{\"a\n\":1}", 3, 3),
        (r#"{"a":"\x"}"#, 6, 7),
        (r#"{"a":"\u12g4"}"#, 6, 11),
    ] {
        let (kind, offset) = fault(body.as_bytes());
        assert_eq!(kind, ParseErrorKind::Syntax, "{body}");
        assert!((from..=to).contains(&offset), "{body}: {offset}");
    }
}

#[test]
fn brackets_match_at_every_depth() {
    let nested = |depth: usize, flipped: Option<usize>| {
        // Arrays and objects by turns, in a pattern whose length does not divide 64.
        let is_array = |at: &usize| at % 3 == 0;
        let mut body = "{\"a\":".to_owned();
        body.extend((0..depth).map(|at| if is_array(&at) { "[" } else { "{\"a\":" }));
        body += "1";
        let closer = |at| if is_array(&at) == (flipped == Some(at)) { '}' } else { ']' };
        body.extend((0..depth).rev().map(closer));
        body + "}"
    };
    for depth in 62..=130 {
        assert!(ErrorBody::parse(nested(depth, None).as_bytes()).is_ok(), "{depth}");
        for at in 0..depth {
            let body = nested(depth, Some(at));
            let offset = body.len() - 2 - at;
            assert_eq!(fault(body.as_bytes()), (ParseErrorKind::Syntax, offset), "{depth} {at}");
        }
    }
}

#[test]
fn deep_nesting_that_is_broken_is_an_error_and_no_overflow() {
    for (open, close, other) in [("[", "]", "}"), ("{\"a\":", "}", "]")] {
        let body = format!("{{\"a\":{}1", open.repeat(100_000));
        assert_eq!(fault(body.as_bytes()), (ParseErrorKind::Truncated, body.len()));
        let crossed = body.clone() + &close.repeat(99_999) + other + "}";
        assert_eq!(fault(crossed.as_bytes()), (ParseErrorKind::Syntax, body.len() + 99_999));
    }
}

#[test]
fn what_is_not_an_error_body_is_kept_as_the_message() {
    for body in ["", "gateway time-out", "<b>502</b>", "[1,2]", r#"{"data":1}"#, "{\"code\":41"] {
        let error = failure(502, body.as_bytes());
        assert_eq!(error.code(), None);
        assert_eq!(error.server_message().unwrap_or_default(), body);
        assert_eq!(error.http_status(), Some(502));
    }
    let error = failure(500, b"stra\xdfe is closed");
    assert_eq!(error.server_message(), Some("stra\u{fffd}e is closed"));
    assert_eq!(error.received_bytes(), Some(&b"stra\xdfe is closed"[..]));

    let error = failure(502, br#"{"trace_id":"7f","data":1}"#);
    assert_eq!(error.server_message(), Some(r#"{"trace_id":"7f","data":1}"#));
    assert_eq!(error.trace_id(), Some("7f"));
}

#[test]
fn a_long_text_is_a_message_of_64_kibibytes_and_kept_whole() {
    for text in ["é".repeat(100_000), "€".repeat(50_000), "x".repeat(65_537)] {
        let error = failure(500, text.as_bytes());
        let length = error.server_message().expect("a message").len();
        assert!((65_533..=65_536).contains(&length) && text.is_char_boundary(length), "{length}");
        assert_eq!(error.received(), Some(text.as_str()));
    }
    let error = failure(500, "x".repeat(65_536).as_bytes());
    assert_eq!((error.server_message().map(str::len), error.received()), (Some(65_536), None));
}

#[test]
fn a_code_before_the_syntax_error_counts() {
    for body in [
        &b"{\"code\":4115,\"message\":\"stra\xdfe\"}"[..],
        b"{\"code\":4115,\"mess",
        b"{\"code\":4115} trailing",
        b"{\"code\":4115,\"message\":\"line\nline\"}",
    ] {
        assert_eq!(rest::code_of(body), Some(RestErrorCode::FunctionNotFound.into()));
        let error = rest::check(200, None, body).expect_err("a code of a failure");
        assert_eq!(error.code(), Some(RestErrorCode::FunctionNotFound.into()));
        let text = String::from_utf8_lossy(body);
        assert_eq!(error.server_message(), Some(&*text));
        assert_eq!(error.received_bytes().unwrap_or(text.as_bytes()), body);
    }
    let error = failure(500, b"{\"code\":\"stra\xdfe\"}");
    assert_eq!((error.code(), error.raw_code()), (None, Some("stra\u{fffd}e")));
    assert_eq!(error.received_bytes(), Some(&b"{\"code\":\"stra\xdfe\"}"[..]));
    let shown = format!("{error:?}");
    assert!(shown.contains(r#"b"{\"code\":\"stra\xdfe\"}""#), "{shown}");

    let error = rest::check(200, None, b"{\"code\":4294967296,\"mess").expect_err("a large code");
    assert_eq!(error.raw_code(), Some("4294967296"));
    let error = rest::check(200, None, b"{\"code\":-7,\"mess").expect_err("a negative code");
    assert!(error.is(-7));
    let error = failure(500, br#"{"code":OK, "message":"m"}"#);
    assert_eq!((error.code(), error.raw_code()), (None, Some("OK")), "a word without quotes");
    assert!(rest::check(500, None, b"{\"code\":0,\"mess").is_err(), "a success needs its end");
    for body in [r#"{"a":,"code":4115}"#, r#"{"a":,,"code":4115}"#, r#"{"a":},"code":4115}"#] {
        assert_eq!(rest::code_of(body.as_bytes()), None, "after the syntax error: {body}");
    }
}
