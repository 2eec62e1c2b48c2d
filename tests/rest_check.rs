//! Whether a REST response reports success or failure, and what caused the failure.
#![cfg(feature = "json")]

use std::{error::Error as _, iter};
use yuanrong_errors::{Error, ErrorCode, ErrorKind, RestErrorCode, Retry, SdkErrorCode, rest};

#[test]
fn the_code_in_the_body_decides() {
    for number in [0, 200, 6030, 150_200, 200_200, 200_202, 200_204] {
        for body in [format!(r#"{{"code":{number}}}"#), format!(r#"{{"errorCode":"{number}"}}"#)] {
            assert!(rest::check(500, None, body.as_bytes()).is_ok(), "{body}");
        }
    }
    assert!(rest::check(200, None, br#"{"code":4115}"#).is_err(), "errors come with 200 too");
    assert!(rest::check(200, None, br#"{"code":404}"#).is_err(), "an unknown code");
    assert!(rest::check(200, None, br#"{"code":-1}"#).is_err(), "a negative code");
    assert!(rest::check(200, None, br#"{"code":4294967296}"#).is_err(), "a code beyond 32 bits");
}

#[test]
fn the_http_status_decides_where_there_is_no_code() {
    for (body, what) in [
        (&br#"{"result":1}"#[..], "no code"),
        (b"", "nothing"),
        (b"<html>", "not JSON"),
        (br#"{"code":"DONE"}"#, "a word"),
        (br#"{"code":null}"#, "null"),
    ] {
        for status in [200, 204, 299] {
            assert!(rest::check(status, None, body).is_ok(), "{what}");
        }
        for status in [100, 199, 300, 404, 503] {
            let error = rest::check(status, None, body).expect_err(what);
            assert_eq!((error.code(), error.http_status()), (None, Some(status)));
        }
    }
    let error = rest::check(503, None, b"upstream reset").expect_err("a gateway's own response");
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::IfIdempotent));
    assert_eq!(error.to_string(), "HTTP 503: upstream reset");
}

#[test]
fn body_header_and_status_are_combined() {
    let failure = |status, header, body: &str| {
        let error = rest::check(status, header, body.as_bytes()).err()?;
        assert_eq!(error.http_status(), Some(status));
        Some((error.code().map(ErrorCode::code), error.raw_code().map(str::to_owned)))
    };
    let number = |number| Some((Some(number), None));
    let word = |word: &str| Some((None, Some(word.to_owned())));
    let body = r#"{"code":4115,"message":"m"}"#;
    assert_eq!(failure(200, Some("9000"), body), number(4115), "the body's");
    assert_eq!(failure(200, Some("0"), body), number(4115), "the body's");
    assert_eq!(failure(500, Some("9000"), r#"{"code":0}"#), None, "the body's");
    assert_eq!(failure(200, Some("9000"), ""), number(9000), "else the header's");
    assert_eq!(failure(200, Some(" 9000 "), "{}"), number(9000));
    assert_eq!(failure(200, Some("-9"), "{}"), number(-9));
    assert_eq!(failure(500, Some("200200"), "done"), None);
    assert_eq!(failure(200, Some("4294967296"), ""), word("4294967296"));
    assert_eq!(failure(503, Some("4115"), r#"{"code":"WORD"}"#), number(4115));
    assert_eq!(failure(503, Some("soon"), "{}"), word("soon"));
    assert_eq!(failure(503, Some("soon"), r#"{"code":"WORD"}"#), word("WORD"));
    assert_eq!(failure(204, Some("soon"), ""), None, "else the status");
    assert_eq!(failure(503, None, ""), Some((None, None)));
    let error = rest::check(500, Some("4115"), br#"{"msg":"m","trace_id":"7f"}"#);
    let error = error.expect_err("a code");
    assert_eq!((error.server_message(), error.trace_id()), (Some("m"), Some("7f")));
}

/// The errors among the causes.
fn causes(error: &Error) -> impl Iterator<Item = &Error> {
    iter::successors(error.source(), |&cause| cause.source())
        .filter_map(|cause| cause.downcast_ref())
}

#[test]
fn an_error_in_the_message_is_the_source() {
    for body in [
        r#"{"code":2002,"message":"{\"errorCode\":\"4211\",\"message\":\"late\"}"}"#,
        r#"{"code":2002,"message":{"code":4211,"message":"late"}}"#,
        r#"{"code":2002,"message":"[{\"errorCode\":\"4211\",\"message\":\"late\"}]"}"#,
        r#"{"code":2002,"message":[{"x":1},{"errorCode":"4211","message":"late"}]}"#,
        r#"{"code":2002,"message":"failed to create, code: 2002, message: {\"errorCode\":\"4211\",\"message\":\"late\"}"}"#,
    ] {
        let error = Error::from_rest(500, body.as_bytes());
        assert_eq!(error.code(), Some(SdkErrorCode::UserFunctionException.into()), "{body}");
        let source = error.source().and_then(|source| source.downcast_ref::<Error>());
        let source = source.unwrap_or_else(|| panic!("{body}: no source"));
        assert_eq!(source.code(), Some(RestErrorCode::InitFunctionTimeout.into()));
        assert_eq!(source.server_message(), Some("late"));
    }
    let body = r#"{"code":2002,"message":{"code":"INVALID_QUERY","message":"late"}}"#;
    let error = Error::from_rest(500, body.as_bytes());
    assert_eq!(causes(&error).next().and_then(Error::raw_code), Some("INVALID_QUERY"));
}

#[test]
fn a_message_that_reports_no_error_is_not_a_source() {
    for message in [
        "code: 5 apples",
        "failed to call g, code: 1002, msg: no CPU",
        r#"{"code":0,"message":"done"}"#,
        r#"{"message":"no code"}"#,
        r#"[{"x":1}]"#,
        r#"[{"code":4211}"#,
        r#"{"code":4211} and more"#,
        "[",
    ] {
        let body = serde_json::json!({ "code": 2002, "message": message }).to_string();
        let error = Error::from_rest(500, body.as_bytes());
        assert!(error.source().is_none(), "{message}");
        assert_eq!(error.server_message(), Some(message));
    }
}

#[test]
fn the_exception_text_around_the_json_is_a_cause_of_its_own() {
    let body = r#"{"code":2002,"message":"failed, code: 1002, message: {\"errorCode\":\"4211\"}"}"#;
    let error = Error::from_rest(500, body.as_bytes());
    let codes = causes(&error).filter_map(Error::code);
    assert!(codes.map(ErrorCode::code).eq([1002, 4211]));
}

#[test]
fn errors_inside_errors_end_somewhere() {
    let body = "{\"code\":2002,\"message\":".repeat(10_000) + "1" + &"}".repeat(10_000);
    let error = Error::from_rest(500, body.as_bytes());
    assert!((1..20).contains(&causes(&error).count()), "{}", causes(&error).count());
    let text = "code: 2002, message: ".repeat(10_000);
    assert!(Error::from_text(&text).is_some());
}

#[test]
fn errors_inside_errors_are_not_kept_as_often_as_they_nest() {
    let mut message = serde_json::json!("x".repeat(4 << 20)).to_string();
    for _ in 0..9 {
        message = format!(r#"{{"code":2002,"message":{message}}}"#);
    }
    let error = Error::from_rest(500, message.as_bytes());
    let kept = |error: &Error| {
        error.server_message().map_or(0, str::len) + error.received().map_or(0, str::len)
    };
    let in_causes = causes(&error).map(kept).collect::<Vec<_>>();
    assert_eq!(in_causes.len(), 8);
    assert!(in_causes.iter().all(|kept| *kept <= 64 * 1024), "{in_causes:?}");
    assert!(kept(&error) > 8 << 20, "the outermost error has it all");
}
