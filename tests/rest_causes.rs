//! Errors in the message of a REST response: they become causes.
#![cfg(feature = "json")]

use std::{error::Error as _, iter};
use yuanrong_errors::{Error, ErrorCode, RestErrorCode, SdkErrorCode, rest};

/// Returns the error that a response without headers reports.
#[track_caller]
fn failure(http_status: u16, body: &[u8]) -> Error {
    rest::check(http_status, None, body).expect_err("a failure")
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
        let error = failure(500, body.as_bytes());
        assert_eq!(error.code(), Some(SdkErrorCode::UserFunctionException.into()), "{body}");
        let source = error.source().and_then(|source| source.downcast_ref::<Error>());
        let source = source.unwrap_or_else(|| panic!("{body}: no source"));
        assert_eq!(source.code(), Some(RestErrorCode::InitFunctionTimeout.into()));
        assert_eq!(source.server_message(), Some("late"));
    }
    let body = r#"{"code":2002,"message":{"code":"INVALID_QUERY","message":"late"}}"#;
    let error = failure(500, body.as_bytes());
    assert_eq!(causes(&error).next().and_then(Error::raw_code), Some("INVALID_QUERY"));
}

#[test]
fn a_message_that_reports_no_error_is_not_a_source() {
    for message in [
        "code: 5 apples",
        r#"{"code":0,"message":"done"}"#,
        r#"{"message":"no code"}"#,
        r#"[{"x":1}]"#,
        "[",
    ] {
        let body = serde_json::json!({ "code": 2002, "message": message }).to_string();
        let error = failure(500, body.as_bytes());
        assert!(error.source().is_none(), "{message}");
        assert_eq!(error.server_message(), Some(message));
    }
}

#[test]
fn the_exception_text_around_the_json_is_a_cause_of_its_own() {
    let body = r#"{"code":2002,"message":"failed, code: 1002, message: {\"errorCode\":\"4211\"}"}"#;
    let error = failure(500, body.as_bytes());
    let codes = causes(&error).filter_map(Error::code);
    assert!(codes.map(ErrorCode::code).eq([1002, 4211]));
}

#[test]
fn errors_inside_errors_end_somewhere() {
    let body = "{\"code\":2002,\"message\":".repeat(10_000) + "1" + &"}".repeat(10_000);
    let error = failure(500, body.as_bytes());
    assert!((1..20).contains(&causes(&error).count()), "{}", causes(&error).count());
    let text = "code: 2002, message: ".repeat(10_000);
    assert!(Error::from_text(&text).is_some());
}

#[test]
fn errors_inside_errors_are_not_kept_as_often_as_they_nest() {
    let mut message = serde_json::json!("x".repeat(4 << 20)).to_string();
    for number in 2001..2010 {
        message = format!(r#"{{"code":{number},"message":{message}}}"#);
    }
    let error = failure(500, message.as_bytes());
    let kept = |error: &Error| {
        error.server_message().map_or(0, str::len) + error.received().map_or(0, str::len)
    };
    let in_causes = causes(&error).map(kept).collect::<Vec<_>>();
    assert_eq!(in_causes.len(), 8);
    assert!(in_causes.iter().all(|kept| *kept <= 64 * 1024), "{in_causes:?}");
    assert!(kept(&error) > 8 << 20, "the outermost error has it all");
}
