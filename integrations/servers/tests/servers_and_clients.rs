//! Servers, clients and retry libraries, over a real connection.

use axum::{Router, routing::get};
use servers::{
    client,
    problem::Problem,
    retry::{Call, RetryPolicy, with_backon},
    server::Server,
};
use std::time::Duration;
use tokio::net::TcpListener;
use tower::{Layer, Service, ServiceExt, retry::RetryLayer, service_fn};
use yuanrong_errors::{Error, Operation, Retry, overlay::Overlay};

const STATELESS: Call = Call { operation: Operation::InvokeStateless, idempotent: false };
const IDEMPOTENT: Call = Call { idempotent: true, ..STATELESS };
const STATEFUL: Call = Call { operation: Operation::InvokeStateful, ..IDEMPOTENT };

/// A name, the call, the code with which it fails twice, and the number of attempts.
const CASES: [(&str, Call, i32, usize); 10] = [
    ("never", IDEMPOTENT, 1001, 1),
    ("backoff", STATELESS, 150_435, 3),
    ("throttled", STATELESS, 1005, 3),
    ("connection-lost", STATELESS, 3002, 1),
    ("connection-lost-idempotent", IDEMPOTENT, 3002, 3),
    ("instance-gone", STATELESS, 1007, 1),
    ("instance-gone-idempotent", IDEMPOTENT, 1007, 3),
    ("instance-gone-stateful", STATEFUL, 1007, 1),
    ("shutting-down", IDEMPOTENT, 9000, 3),
    ("unknown", IDEMPOTENT, 99_999, 1),
];

#[tokio::test]
async fn backon_retries_what_the_error_permits() {
    let server = Server::start().await.expect("a server");
    let client = reqwest::Client::new();
    for (name, call, code, expected) in CASES {
        let url = server.failing(code, 2, name);
        let result = with_backon(call, || client::call(&client, &url)).await;
        assert_eq!(server.calls(name).len(), expected, "{name}");
        assert_eq!(result.is_ok(), expected == 3, "{name}");
        if let Err(error) = result {
            assert!(error.is(code), "{name}");
        }
    }
    assert!(delay(&server, "throttled") >= Duration::from_millis(20));
    assert!(delay(&server, "backoff") >= Duration::from_millis(2));
}

/// Returns the time between the first and the second call of this name.
fn delay(server: &Server, name: &str) -> Duration {
    let calls = server.calls(name);
    calls[1].duration_since(calls[0])
}

#[test]
fn the_delay_depends_on_the_class() {
    let step = Duration::from_millis(2);
    let delay = |call: Call, code: i32| call.delay(&Error::new(code), step);
    assert_eq!(delay(STATELESS, 150_435), Some(step));
    assert_eq!(delay(STATELESS, 1005), Some(10 * step));
    assert_eq!((delay(STATELESS, 1007), delay(IDEMPOTENT, 1007)), (None, Some(Duration::ZERO)));
    assert_eq!((delay(STATELESS, 3002), delay(IDEMPOTENT, 3002)), (None, Some(step)));
    assert_eq!((delay(STATEFUL, 1007), delay(IDEMPOTENT, 1001)), (None, None));
}

#[tokio::test]
async fn tower_retries_what_the_error_permits() {
    let server = Server::start().await.expect("a server");
    let client = reqwest::Client::new();
    for (name, call, code, expected) in CASES {
        let service = service_fn(|url: String| {
            let client = client.clone();
            async move { client::call(&client, &url).await }
        });
        let mut service = RetryLayer::new(RetryPolicy::new(call)).layer(service);
        let ready = service.ready().await.expect("ready");
        let result: Result<Vec<u8>, Error> = ready.call(server.failing(code, 2, name)).await;
        assert_eq!(server.calls(name).len(), expected, "{name}");
        assert_eq!(result.is_ok(), expected == 3, "{name}");
    }
    assert!(delay(&server, "throttled") >= Duration::from_millis(20));
}

#[tokio::test]
async fn a_response_becomes_an_error_with_all_that_it_says() {
    let server = Server::start().await.expect("a server");
    let url = server.failing(4115, 1, "once");
    let error =
        client::call(&reqwest::Client::new(), &url).await.expect_err("the first call fails");
    assert_eq!(error.to_string(), "4115 FunctionNotFound: attempt 1");
    assert_eq!((error.http_status(), error.trace_id()), (Some(500), Some("7f3a")));
    let body = client::call(&reqwest::Client::new(), &url).await.expect("the second call succeeds");
    assert_eq!(body, br#"{"code": 0, "result": "done"}"#);
}

#[tokio::test]
async fn an_unreachable_server_is_a_lost_connection() {
    let error =
        client::call(&reqwest::Client::new(), "http://127.0.0.1:1/").await.expect_err("lost");
    assert_eq!((error.code(), error.retry()), (None, Retry::Backoff), "nothing was sent");
    assert!(std::error::Error::source(&error).is_some());
}

/// Returns the response of a handler that fails with this error.
async fn response_to(error: Error) -> (http::StatusCode, serde_json::Value) {
    let handler = async move || -> Result<&'static str, Problem> {
        Err(error)?;
        Ok("done")
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let router = Router::new().route("/", get(handler));
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    let response = reqwest::get(url).await.expect("a response");
    server.abort();
    let status = response.status();
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let body = response.bytes().await.expect("a body");
    (status, serde_json::from_slice(&body).expect("the body is JSON"))
}

#[tokio::test]
async fn a_failed_call_gets_problem_details() {
    let error = Error::new(4115).with_message("no demo").with_trace_id("7f3a");
    let (status, body) = response_to(error).await;
    assert_eq!(status, http::StatusCode::NOT_FOUND);
    assert_eq!((&body["type"], &body["title"]), (&"about:blank".into(), &"Not Found".into()));
    assert_eq!(body["name"], "FunctionNotFound");
    assert_eq!((&body["status"], &body["detail"]), (&404.into(), &"no demo".into()));
    assert_eq!((&body["code"], &body["trace_id"]), (&4115.into(), &"7f3a".into()));
}

#[tokio::test]
async fn problem_details_are_in_the_operators_words() {
    let overlay = Overlay::from_json(
        r#"{"codes": [
            {"table": "rest", "code": 4140, "solution": "Ask for a quota.", "runbook": "https://r/1"},
            {"table": "rest", "code": 4999, "name": "QuotaFrozen", "description": "It is frozen."}
        ]}"#,
    );
    overlay.expect("a valid overlay").install().expect("the first overlay");
    let (_, body) = response_to(Error::new(4140)).await;
    assert_eq!(
        (&body["solution"], &body["runbook"]),
        (&"Ask for a quota.".into(), &"https://r/1".into())
    );
    let (_, body) = response_to(Error::new(4999)).await;
    assert_eq!(body["name"], "QuotaFrozen");
    assert_eq!(body["detail"], "It is frozen.");
    assert!(body.get("runbook").is_none(), "{body}");
}

#[tokio::test]
async fn problem_details_of_an_error_without_a_code_have_none() {
    let (status, body) = response_to(Error::without_code().with_http_status(503)).await;
    assert_eq!(status, http::StatusCode::SERVICE_UNAVAILABLE);
    assert!(body.get("code").is_none() && body.get("name").is_none(), "{body}");
}
