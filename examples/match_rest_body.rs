//! From the answer of a REST call to a decision: match on what went wrong.
//!
//! `cargo run --example match_rest_body`

use yuanrong_errors::{Error, ErrorCode, ErrorKind, RestErrorCode, rest};

/// What to tell the caller of a service that calls a function.
fn decide(http_status: u16, body: &[u8]) -> String {
    let Err(error) = rest::check(http_status, body) else {
        return "it worked".to_owned();
    };
    match error.code() {
        ErrorCode::Rest(RestErrorCode::FunctionNotFound) => "deploy the function first".to_owned(),
        code if code.kind() == ErrorKind::ResourceExhausted => format!("come back later: {error}"),
        ErrorCode::Unknown(number) => format!("unknown code {}: {}", number.get(), said(&error)),
        code => format!("{}: {}", said(&error), code.solution()),
    }
}

/// The server's own words, or the catalogue's.
fn said(error: &Error) -> &str {
    error.server_message().unwrap_or(error.description())
}

fn main() {
    let answers: [(u16, &[u8], &str); 5] = [
        (200, br#"{"code": 0, "result": "done"}"#, "it worked"),
        (
            500,
            br#"{"code": 4115, "message": "the function [demo] is not found"}"#,
            "deploy the function first",
        ),
        (
            500,
            br#"{"code": 4021, "message": "100 calls a second", "trace_id": "7f3a"}"#,
            "come back later: 4021 FrontendStatusTrafficLimitEffective: 100 calls a second",
        ),
        (
            500,
            br#"{"code": "4201", "message": {"reason": "no such module"}}"#,
            r#"{"reason": "no such module"}: "#,
        ),
        (502, b"<html>Bad gateway</html>", "unknown code 0: <html>Bad gateway</html>"),
    ];
    for (http_status, body, expected) in answers {
        let decision = decide(http_status, body);
        println!("{http_status} {}\n    {decision}", String::from_utf8_lossy(body));
        assert!(decision.starts_with(expected), "{decision}");
    }
}
