//! Servers, clients and retry libraries, over a real connection.

use axum::{Router, response::IntoResponse, routing::get};
use std::time::Duration;
use tower::{Layer, Service, ServiceExt, retry::RetryLayer, service_fn};
use yuanrong_errors::{Error, Operation, SdkErrorCode, overlay::Overlay};
use yuanrong_errors_neighbours::{
    client,
    problem::Problem,
    retry::{Advised, Call, with_backon},
    server::Server,
};

const STATELESS: Call = Call { operation: Operation::InvokeStateless, may_run_twice: false };
const STATEFUL: Call = Call { operation: Operation::InvokeStateful, ..STATELESS };
const IDEMPOTENT: Call = Call { may_run_twice: true, ..STATELESS };

/// What was called, the code that it fails with twice, and how often it must be called in all.
const CASES: [(&str, Call, u32, usize); 9] = [
    ("never", IDEMPOTENT, 1001, 1),
    ("backoff", STATELESS, 150_435, 3),
    ("throttled", STATELESS, 1005, 3),
    ("may-have-run", STATELESS, 3002, 1),
    ("may-run-twice", IDEMPOTENT, 3002, 3),
    ("instance-gone", STATELESS, 1007, 3),
    ("instance-gone-stateful", STATEFUL, 1007, 1),
    ("shutting-down", STATELESS, 9000, 3),
    ("unknown", IDEMPOTENT, 99_999, 1),
];

#[tokio::test]
async fn backon_repeats_what_may_be_repeated() {
    let server = Server::start().await.expect("a server");
    let client = reqwest::Client::new();
    for (name, call, code, expected) in CASES {
        let url = server.failing(code, 2, name);
        let result = with_backon(call, || client::call(&client, &url)).await;
        assert_eq!(server.calls(name).len(), expected, "{name}");
        assert_eq!(result.is_ok(), expected == 3, "{name}");
        if let Err(error) = result {
            assert_eq!(error.code().code(), code, "{name}");
        }
    }
    assert!(waited(&server, "throttled") >= Duration::from_millis(20));
    assert!(waited(&server, "backoff") >= Duration::from_millis(2));
}

/// The time between the first call of this name and the second.
fn waited(server: &Server, name: &str) -> Duration {
    let calls = server.calls(name);
    calls[1].duration_since(calls[0])
}

#[test]
fn who_is_throttled_waits_longer_and_another_instance_is_asked_at_once() {
    let step = Duration::from_millis(2);
    let delay = |call: Call, code: u32| call.delay(&Error::new(code), step);
    assert_eq!(delay(STATELESS, 150_435), Some(step));
    assert_eq!(delay(STATELESS, 1005), Some(10 * step));
    assert_eq!(delay(STATELESS, 1007), Some(Duration::ZERO));
    assert_eq!((delay(STATELESS, 3002), delay(IDEMPOTENT, 3002)), (None, Some(step)));
    assert_eq!((delay(STATEFUL, 1007), delay(IDEMPOTENT, 1001)), (None, None));
}

#[tokio::test]
async fn tower_repeats_what_may_be_repeated() {
    let server = Server::start().await.expect("a server");
    let client = reqwest::Client::new();
    for (name, call, code, expected) in CASES {
        let service = service_fn(|url: String| {
            let client = client.clone();
            async move { client::call(&client, &url).await }
        });
        let mut service = RetryLayer::new(Advised::new(call)).layer(service);
        let ready = service.ready().await.expect("ready");
        let result: Result<Vec<u8>, Error> = ready.call(server.failing(code, 2, name)).await;
        assert_eq!(server.calls(name).len(), expected, "{name}");
        assert_eq!(result.is_ok(), expected == 3, "{name}");
    }
    assert!(waited(&server, "throttled") >= Duration::from_millis(20));
}

#[tokio::test]
async fn an_answer_becomes_an_error_with_all_that_it_says() {
    let server = Server::start().await.expect("a server");
    let url = server.failing(4115, 1, "once");
    let error = client::call(&reqwest::Client::new(), &url).await.expect_err("it fails once");
    assert_eq!(error.to_string(), "4115 FunctionNotFound: attempt 1");
    assert_eq!((error.http_status(), error.trace_id()), (Some(500), Some("7f3a")));
    let body = client::call(&reqwest::Client::new(), &url).await.expect("then it works");
    assert_eq!(body, br#"{"code": 0, "result": "done"}"#);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_lost_connection() {
    let error =
        client::call(&reqwest::Client::new(), "http://127.0.0.1:1/").await.expect_err("lost");
    assert_eq!(error.code(), SdkErrorCode::InnerCommunication.into());
    assert!(std::error::Error::source(&error).is_some());
}

/// What a handler that fails with this code answers.
async fn answer(code: u32) -> (http::StatusCode, serde_json::Value) {
    let handler = async move || -> Result<&'static str, Problem> {
        Err(Error::new(code).with_message("no demo").with_trace_id("7f3a"))?;
        Ok("done")
    };
    let router: Router = Router::new().route("/", get(handler));
    let request = http::Request::get("/").body(axum::body::Body::empty()).expect("a request");
    let response = router.oneshot(request).await.into_response();
    let status = response.status();
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let body = axum::body::to_bytes(response.into_body(), 1 << 16).await.expect("a body");
    (status, serde_json::from_slice(&body).expect("JSON"))
}

#[tokio::test]
async fn a_failed_call_is_answered_with_problem_details() {
    let (status, body) = answer(4115).await;
    assert_eq!(status, http::StatusCode::NOT_FOUND);
    assert_eq!((&body["type"], &body["title"]), (&"about:blank".into(), &"Not Found".into()));
    assert_eq!(body["name"], "FunctionNotFound");
    assert_eq!((&body["status"], &body["detail"]), (&404.into(), &"no demo".into()));
    assert_eq!((&body["code"], &body["trace_id"]), (&4115.into(), &"7f3a".into()));
}

#[tokio::test]
async fn problem_details_tell_what_the_operator_says() {
    let overlay = Overlay::from_json(
        r#"{"codes": [
            {"table": "rest", "code": 4140, "solution": "Ask for a quota.", "runbook": "https://r/1"},
            {"table": "rest", "code": 4999, "name": "QuotaFrozen", "description": "It is frozen."}
        ]}"#,
    );
    overlay.expect("right").install().expect("no other test installs one");
    let (_, body) = answer(4140).await;
    assert_eq!(
        (&body["solution"], &body["runbook"]),
        (&"Ask for a quota.".into(), &"https://r/1".into())
    );
    let (_, body) = answer(4999).await;
    assert_eq!(body["name"], "QuotaFrozen");
    assert_eq!(body["description"], "It is frozen.");
    assert!(body.get("runbook").is_none(), "{body}");
}
