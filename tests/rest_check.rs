//! Whether a REST response reports success or failure: header, body, event stream, HTTP status.
#![cfg(feature = "json")]

use yuanrong_errors::{Error, ErrorCode, ErrorKind, Retry, Table, rest};

/// What is read of a failure: its number or the word in its place, and its message.
type Failure = (Option<i32>, Option<&'static str>, Option<&'static str>);

#[track_caller]
fn assert_read(http_status: u16, header: Option<&str>, body: &str, expected: Option<Failure>) {
    let what = format!("{http_status}, {header:?}: {body}");
    match (rest::check(http_status, header, body.as_bytes()), expected) {
        (Ok(()), None) => {}
        (Err(error), Some(expected)) => {
            let code = error.code().map(ErrorCode::code);
            assert_eq!((code, error.raw_code(), error.server_message()), expected, "{what}");
            assert_eq!(error.http_status(), Some(http_status), "{what}");
            let kept = error.received().or(error.server_message()).unwrap_or_default();
            assert_eq!(kept, body, "{what}");
        }
        (Ok(()), Some(_)) => panic!("{what}: a failure was taken for a success"),
        (Err(error), None) => panic!("{what}: a success was taken for {error}"),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the tables have None, too")]
const fn code(number: i32, message: &'static str) -> Option<Failure> {
    Some((Some(number), None, Some(message)))
}

#[expect(clippy::unnecessary_wraps, reason = "the tables have None, too")]
const fn word(word: &'static str, message: Option<&'static str>) -> Option<Failure> {
    Some((None, Some(word), message))
}

#[expect(clippy::unnecessary_wraps, reason = "the tables have None, too")]
const fn message(message: &'static str) -> Option<Failure> {
    Some((None, None, Some(message)))
}

#[test]
fn the_header_decides_where_it_is_a_number() {
    let own = r#"{"code":4115,"message":"the function's own"}"#;
    let nothing = |number| Some((Some(number), None, None));
    for (status, header, body, expected) in [
        // Success, whatever the body is: it is the function's own.
        (200, "0", own, None),
        (200, "200200", r#"[{"code":4115}]"#, None),
        (200, " 0 ", "event: final\ndata: {\"status\":\"failed\"}\n\n", None),
        (204, "150200", "", None),
        (304, "0", "", None),
        (200, "6030", "{\"code\":41", None),
        // Failure, whatever the body and the HTTP status are.
        (200, "9000", "", nothing(9000)),
        (200, "9000", r#"{"code":0,"message":"done"}"#, code(9000, "done")),
        (500, "4115", r#"{"code":4104,"message":"m"}"#, code(4115, "m")),
        (500, "4115", r#"{"code":"WORD","msg":"m"}"#, code(4115, "m")),
        (500, "4115", r#"{"message":"\"m\""}"#, code(4115, "m")),
        (500, "4115", "upstream reset", code(4115, "upstream reset")),
        (500, "4115", r#""no demo""#, code(4115, "no demo")),
        (500, "500", r#"{"code":500,"message":"m"}"#, code(500, "m")),
        (200, "-9", "", nothing(-9)),
        // The output of a function is no message.
        (500, "4002", r#"{"result":[1,2]}"#, nothing(4002)),
        (500, "4002", "[1,2]", nothing(4002)),
        // A number beyond 32 bits.
        (200, "4294967296", r#"{"message":"m"}"#, word("4294967296", Some("m"))),
        // Several values.
        (200, "4115, 4115", "", nothing(4115)),
        (200, "soon,9000", "", nothing(9000)),
        (200, "0,4115", own, None),
        (200, ",,0", own, None),
    ] {
        assert_read(status, Some(header), body, expected);
    }
}

#[test]
fn a_header_of_success_beside_a_failing_http_status_is_that_of_a_proxy() {
    for (status, body, expected) in [
        (502, "bad gateway", message("bad gateway")),
        (502, "", Some((None, None, None))),
        (500, r#"{"code":4115,"message":"m"}"#, message("m")),
        (504, "<html>time-out</html>", Some((None, None, None))),
        (400, r#"{"code":4115}"#, Some((None, None, None))),
    ] {
        assert_read(status, Some("0"), body, expected);
    }
    let error = rest::check(503, Some("0"), br#"{"code":1002}"#).expect_err("a proxy's");
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::IfIdempotent));
}

#[test]
fn a_word_in_the_header_decides_nothing() {
    for header in [None, Some("soon"), Some(""), Some("+0"), Some("0x0"), Some("0.0")] {
        assert_read(200, header, r#"{"code":4115,"message":"m"}"#, code(4115, "m"));
        assert_read(200, header, "any", None);
        assert_read(500, header, r#"{"code":200}"#, None);
    }
    assert_read(503, Some("soon"), r#"{"message":"m"}"#, word("soon", Some("m")));
    assert_read(503, Some("soon"), r#"{"code":"W","message":"m"}"#, word("W", Some("m")));
    assert_read(503, Some("soon"), r#"{"code":4115,"message":"m"}"#, code(4115, "m"));
}

#[test]
fn the_code_in_the_body_decides_where_no_header_does() {
    for number in [0, 200, 6030, 150_200, 200_200, 200_202, 200_204] {
        for body in [format!(r#"{{"code":{number}}}"#), format!(r#"{{"errorCode":"{number}"}}"#)] {
            assert_read(500, None, &body, None);
            assert_read(200, None, &body, None);
        }
    }
    for status in [200, 500] {
        for (body, expected) in [
            (r#"{"code":4115,"message":"m"}"#, code(4115, "m")),
            (r#"{"code":"4115","msg":"m"}"#, code(4115, "m")),
            (r#"{"code":404,"message":"m"}"#, code(404, "m")),
            (r#"{"code":-1,"message":"m"}"#, code(-1, "m")),
            (r#"{"code":4294967296,"message":"m"}"#, word("4294967296", Some("m"))),
            (r#"{"body":"m","innerCode":"4001"}"#, code(4001, "m")),
            (r#"{"code":2001,"data":"","msg":"fail"}"#, word("2001", Some("fail"))),
            (r#"{"code":7,"message":"m","payload":""}"#, code(7, "m")),
            (
                r#"{"sandboxId":"s","status":"timeout","errorCode":3002,"message":"m"}"#,
                code(3002, "m"),
            ),
            (
                r#"{"sandboxId":"s","status":"failed","errorCode":200,"message":"m"}"#,
                word("200", Some("m")),
            ),
            // An array: the first that fails.
            (r#"[{"code":0},{"x":1},{"code":4115,"message":"m"},{"code":1002}]"#, code(4115, "m")),
            (" [ {\"errorCode\":\"4211\",\"message\":\"m\"} ] ", code(4211, "m")),
        ] {
            assert_read(status, None, body, expected);
        }
    }
}

#[test]
fn the_http_status_decides_where_there_is_no_code() {
    for body in [
        r#"{"result":1}"#,
        "",
        "<html>",
        r#"{"code":"DONE"}"#,
        r#"{"code":null}"#,
        r#"{"code":""}"#,
        r#"{"message":"m"}"#,
        r#""failed, code: 1002, message: m""#,
        "[]",
        r#"[{"code":"print(1)"}]"#,
        "code: 1002, message: m",
        "4115",
        "{\"code\":0",
    ] {
        for status in [200, 204, 299] {
            assert!(rest::check(status, None, body.as_bytes()).is_ok(), "{status}: {body}");
        }
        for status in [100, 199, 300, 302, 404, 503] {
            let error = rest::check(status, None, body.as_bytes()).expect_err(body);
            assert_eq!(error.http_status(), Some(status));
            let number = if body.starts_with('"') { Some(1002) } else { None };
            assert_eq!(error.code().map(ErrorCode::code), number, "{body}");
        }
    }
    for (body, expected) in [
        (r#"{"code":"DONE","message":"m"}"#, word("DONE", Some("m"))),
        (r#"{"code":null,"message":"m"}"#, message("m")),
        (r#"{"code":{},"message":"m"}"#, message("m")),
        (r#"{"error":"m"}"#, message("m")),
        (r#"{"result":false}"#, message(r#"{"result":false}"#)),
        (r#"[{"x":1},{"errorCode":"word","message":"m"}]"#, word("word", Some("m"))),
        ("[1,2]", message("[1,2]")),
        ("route unavailable", message("route unavailable")),
        ("404 page not found", message("404 page not found")),
        ("{\"code\":0,\"mess", message("{\"code\":0,\"mess")),
    ] {
        assert_read(500, None, body, expected);
    }
}

#[test]
fn a_json_string_is_read_as_an_exception_text_where_the_response_has_failed() {
    for (body, expected) in [
        (
            r#""failed to create app, code: 1002, message: insufficient resources""#,
            code(1002, "insufficient resources"),
        ),
        (r#""not found job, submissionId: x""#, message("not found job, submissionId: x")),
        (r#""two\nlines""#, message("two\nlines")),
        (
            r#""submit job has already exist, submissionId: x, code: 3000""#,
            message("submit job has already exist, submissionId: x, code: 3000"),
        ),
        (r#""cut off"#, message(r#""cut off"#)),
        ("\"\"", message("\"\"")),
    ] {
        if body == "\"\"" {
            let error = rest::check(500, None, body.as_bytes()).expect_err("a failure");
            assert_eq!((error.message(), error.received()), ("Internal Server Error", Some(body)));
        } else {
            assert_read(500, None, body, expected);
        }
    }
    let error = rest::check(500, None, br#""failed, code: 4202, msg: m""#).expect_err("a failure");
    assert_eq!(error.table(), Some(Table::Sdk), "it is a text");
}

#[test]
fn an_html_page_is_not_a_message() {
    let page = format!("<!DOCTYPE html>\n<html>\n{}</html>", "x".repeat(1_898 - 30));
    for body in [&page, "\u{feff} <HTML><b>502</b>", "<!-- a proxy's --><html></html>"] {
        let error = rest::check(504, None, body.as_bytes()).expect_err("a failure");
        assert_eq!((error.code(), error.server_message()), (None, None));
        assert_eq!((error.message(), error.received()), ("Gateway Timeout", Some(body)));
        assert_eq!(error.kind(), ErrorKind::DeadlineExceeded);
        assert!(error.to_string().starts_with("HTTP 504: an HTML page of "), "{error}");
    }
    assert_eq!(page.len(), 1_898);
    let error = rest::check(504, None, page.as_bytes()).expect_err("a failure");
    assert_eq!(error.to_string(), "HTTP 504: an HTML page of 1,898 bytes");
    let error = rest::check(504, Some("4115"), page.as_bytes()).expect_err("a failure");
    assert_eq!(error.to_string(), format!("4115 FunctionNotFound: {}", error.message()));
    let with_type = |body, content_type| {
        let response = rest::Response::new(502, body).content_type(Some(content_type));
        response.check().expect_err("a failure").to_string()
    };
    let expected = "HTTP 502: an HTML page of 10 bytes";
    assert_eq!(with_type(b"<h1>No</h1", "text/html; charset=utf-8"), expected);
    assert_eq!(with_type(b"<h1>No</h1", "text/plain"), "HTTP 502: <h1>No</h1");
    assert_eq!(with_type(b"bad gateway", "text/html"), "HTTP 502: bad gateway");
}

#[test]
fn a_long_message_is_shown_up_to_4_kibibytes() {
    for (text, shown, more) in [
        ("x".repeat(4_096), 4_096, ""),
        ("x".repeat(4_097), 4_096, "… (+1 bytes)"),
        ("€".repeat(2_000), 4_095, "… (+1,905 bytes)"),
        ("x".repeat(1_234_567 + 4_096), 4_096, "… (+1,234,567 bytes)"),
    ] {
        let error = Error::new(99_999).with_message(text.as_str());
        assert_eq!(error.to_string(), format!("99999: {}{more}", &text[..shown]));
        assert_eq!(error.message(), text);
        assert!(format!("{error:?}").len() < 4_096 + 100);
    }
}
