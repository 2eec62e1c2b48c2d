//! Failures in event streams.
#![cfg(feature = "json")]

use yuanrong_errors::{Error, ErrorCode, Table, rest};

fn code(error: &Error) -> Option<i32> {
    error.code().map(ErrorCode::code)
}

const FINAL: &str = r#"{"sandboxId":"s","status":"failed","errorCode":1004,"message":"exists"}"#;
const LAST: &str = r#"{"code":4010,"message":"\"function invoke timeout\""}"#;

#[test]
fn a_stream_fails_by_its_final_event_or_the_one_before_the_end() {
    for (stream, expected) in [
        (format!("event: final\ndata: {FINAL}\n\n"), Some(1004)),
        (format!("event: progress\ndata: {{}}\n\nevent: final\ndata: {FINAL}\n\n"), Some(1004)),
        (format!("event:final\r\ndata:{FINAL}\r\n\r\n"), Some(1004)),
        (format!("event: final\rdata: {FINAL}\r\r"), Some(1004)),
        (format!("\u{feff}: a comment\nid: 7\nretry: 10\nevent: final\ndata: {FINAL}"), Some(1004)),
        (format!("data: {{\"word\":\"a\"}}\n\ndata: {LAST}\n\ndata: [DONE]\n\n"), Some(4010)),
        (format!("event: message\ndata: {LAST}\n\ndata: [DONE]"), Some(4010)),
        ("data: {\"code\":4010,\ndata: \"message\":\"m\"}\n\ndata: [DONE]\n\n".into(), Some(4010)),
        (
            "data: {\"code\":4010,\"message\":\"m\",\"trace_id\":\"t\"}\n\ndata: [DONE]\n\n".into(),
            Some(4010),
        ),
        // The function's own events.
        (format!("data: {LAST}\n\ndata: {{\"word\":\"a\"}}\n\ndata: [DONE]\n\n"), None),
        (format!("data: {LAST}\n\n"), None),
        (format!("event: tool\ndata: {LAST}\n\ndata: [DONE]\n\n"), None),
        (format!("event: progress\ndata: {FINAL}\n\n"), None),
        ("data: {\"code\":4010,\"message\":\"m\",\"more\":1}\n\ndata: [DONE]\n\n".into(), None),
        ("data: {\"code\":4010}\n\ndata: [DONE]\n\n".into(), None),
        ("data: {\"code\":0,\"message\":\"m\"}\n\ndata: [DONE]\n\n".into(), None),
        ("data: {\"code\":\"W\",\"message\":\"m\"}\n\ndata: [DONE]\n\n".into(), None),
        // Success, and what is not a stream.
        ("event: final\ndata: {\"status\":\"running\",\"errorCode\":0}\n\n".into(), None),
        ("event: final\ndata: {\"status\":\"fai\n\n".into(), None),
        ("event: final\n\n".into(), None),
        (format!("see event: final\ndata: {FINAL}\n\n"), None),
    ] {
        let error = rest::check(200, None, stream.as_bytes()).err();
        assert_eq!(error.as_ref().and_then(code), expected, "{stream}");
        if let Some(error) = error {
            assert_eq!(error.received(), Some(stream.as_str()));
            assert_eq!(error.http_status(), Some(200));
        }
    }
}

#[test]
fn the_content_type_makes_a_stream_of_any_lines() {
    let stream = format!("anything\nevent: final\ndata: {FINAL}\n\n");
    let response = rest::Response::new(200, stream.as_bytes());
    assert!(response.check().is_ok());
    for content_type in ["text/event-stream", "Text/Event-Stream;charset=utf-8"] {
        let error = response.content_type(Some(content_type)).check().expect_err("a failure");
        assert!(error.is(1004), "{error}");
    }
    assert!(response.content_type(Some("text/plain")).check().is_ok());
}

#[test]
fn a_failed_stream_whose_events_say_nothing_fails_by_its_http_status() {
    let error = rest::check(503, None, b"data: {\"word\":1}\n\n").expect_err("a failure");
    assert_eq!((error.code(), error.http_status()), (None, Some(503)));
}

#[test]
fn a_status_of_failure_counts_whatever_the_code_is() {
    for (data, number, raw_code) in [
        (r#"{"sandboxId":"s","status":"failed","errorCode":0,"message":"m"}"#, None, Some("0")),
        (
            r#"{"sandboxId":"s","status":"timeout","errorCode":200,"message":"m"}"#,
            None,
            Some("200"),
        ),
        (r#"{"sandboxId":"s","status":"failed","message":"m"}"#, None, None),
        (r#"{"sandboxId":"s","status":"failed","errorCode":409,"message":"m"}"#, Some(409), None),
        (
            r#"{"sandboxId":"s","status":"timeout","errorCode":3002,"message":"m"}"#,
            Some(3002),
            None,
        ),
    ] {
        let error = rest::check_event(Some("final"), data).expect_err(data);
        assert_eq!((code(&error), error.raw_code()), (number, raw_code), "{data}");
        assert_eq!((error.message(), error.received()), ("m", Some(data)), "{data}");
    }
}

#[test]
fn beside_a_sandbox_id_the_sdk_table_comes_first() {
    let data = r#"{"sandboxId":"s","status":"failed","errorCode":4201,"message":"m"}"#;
    let error = rest::check_event(Some("final"), data).expect_err("a failure");
    assert_eq!(error.table(), Some(Table::Sdk));
    let error = rest::check_event(None, r#"{"code":4201,"message":"m"}"#).expect_err("a failure");
    assert_eq!(error.table(), Some(Table::Rest));
}

#[test]
fn one_event_is_checked_as_in_a_stream() {
    for event in [None, Some("message"), Some("")] {
        let error = rest::check_event(event, LAST).expect_err("a failure");
        assert_eq!(error.to_string(), "4010 UserFuncInvokeTimeout: function invoke timeout");
        for data in ["", "[DONE]", "{}", "4010", r#"{"code":4010,"word":"w"}"#, FINAL] {
            assert!(rest::check_event(event, data).is_ok(), "{data}");
        }
    }
    for event in [Some("progress"), Some("Final"), Some(" final")] {
        assert!(rest::check_event(event, LAST).is_ok());
        assert!(rest::check_event(event, FINAL).is_ok());
    }
    for data in
        ["", "{}", "[DONE]", r#"{"status":"running"}"#, r#"{"sandboxId":"s","errorCode":0}"#]
    {
        assert!(rest::check_event(Some("final"), data).is_ok(), "{data}");
    }
}
