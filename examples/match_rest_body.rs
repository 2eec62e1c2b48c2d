//! From the response of a REST call to a decision: matches on what went wrong.
//!
//! `cargo run --example match_rest_body`

use yuanrong_errors::{ErrorCode, ErrorKind, RestErrorCode, rest};

/// Decides what to report to the caller of a service that calls a function.
fn decide(http_status: u16, body: &[u8]) -> String {
    let Err(error) = rest::check(http_status, None, body) else {
        return "it worked".to_owned();
    };
    match error.code() {
        Some(ErrorCode::Rest(RestErrorCode::FunctionNotFound)) => "deploy it first".to_owned(),
        _ if error.kind() == ErrorKind::ResourceExhausted => format!("come back later: {error}"),
        Some(ErrorCode::Unknown(code)) => format!("unknown code {code}: {}", error.message()),
        Some(_) => format!("{}: {}", error.message(), error.solution()),
        None => format!("no code: {error}"),
    }
}

fn main() {
    let responses: [(u16, &[u8], &str); 6] = [
        (200, br#"{"code": 0, "result": "done"}"#, "it worked"),
        (500, br#"{"code": 4115, "message": "demo is not found"}"#, "deploy it first"),
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
        (500, br#"{"code": 99999, "message": "frozen"}"#, "unknown code 99999: frozen"),
        (502, b"bad gateway", "no code: HTTP 502: bad gateway"),
    ];
    for (http_status, body, expected) in responses {
        let decision = decide(http_status, body);
        println!("{http_status} {}\n    {decision}", String::from_utf8_lossy(body));
        assert!(decision.starts_with(expected), "{decision}");
    }
}
