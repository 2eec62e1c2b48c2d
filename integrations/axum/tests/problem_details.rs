//! axum: a gateway responds to a failed call with problem details, over real connections.

use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use http::StatusCode;
use reqwest::Client;
use serde_json::{Value, json};
use servers::{
    client,
    server::{Failure, Server, unreachable_url},
};
use std::collections::HashMap;
use tokio::{net::TcpListener, task::JoinHandle};
use with_axum::Problem;
use yuanrong_errors::{Error, overlay::Overlay};

/// The addresses of functions by their names.
type Functions = HashMap<String, String>;

/// Calls a function of openYuanrong for a caller.
async fn invoke(
    State((client, functions)): State<(Client, Functions)>,
    Path(name): Path<String>,
) -> Result<Vec<u8>, Problem> {
    let Some(url) = functions.get(&name) else {
        return Err(Error::new(4115).with_message("no such function"))?;
    };
    Ok(client::call(&client, url).await?)
}

/// A gateway that listens.
struct Gateway {
    url: String,
    client: Client,
    task: JoinHandle<std::io::Result<()>>,
}

impl Gateway {
    async fn start(functions: Functions) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let client = Client::new();
        let router =
            Router::new().route("/{name}", get(invoke)).with_state((client.clone(), functions));
        let task = tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, client, task }
    }

    async fn get(&self, name: &str) -> reqwest::Response {
        self.client.get(format!("{}/{name}", self.url)).send().await.expect("a response")
    }

    /// Returns the status and the body of a response with problem details.
    async fn problem(&self, name: &str) -> (StatusCode, Value) {
        let response = self.get(name).await;
        assert_eq!(response.headers()["content-type"], "application/problem+json", "{name}");
        let status = response.status();
        let body = response.bytes().await.expect("a body");
        let body: Value = serde_json::from_slice(&body).expect("the body is JSON");
        assert_eq!(body["status"], status.as_u16(), "{name}");
        (status, body)
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[tokio::test]
async fn each_failure_of_the_platform_is_a_problem() {
    // A way to fail, the status that the gateway responds with, the code and its name.
    let cases = [
        ("wrong", Failure::Body(1001), 400, json!(1001), json!("ERR_PARAM_INVALID")),
        ("limited", Failure::Body(1005), 429, json!(1005), json!("ERR_INVOKE_RATE_LIMITED")),
        ("missing", Failure::Body(4115), 404, json!(4115), json!("FunctionNotFound")),
        ("newer", Failure::Body(99_999), 500, json!(99_999), Value::Null),
        ("stopping", Failure::Header(9000), 503, json!(9000), json!("ERR_FINALIZED")),
        ("proxy", Failure::Proxy(503), 503, Value::Null, Value::Null),
        ("route", Failure::Proxy(404), 404, Value::Null, Value::Null),
        ("busy", Failure::Busy(1), 429, Value::Null, Value::Null),
        ("cut-off", Failure::CutOff, 503, Value::Null, Value::Null),
    ];
    let server = Server::start().await.expect("a server");
    let urls = cases
        .iter()
        .map(|(name, failure, ..)| ((*name).to_owned(), server.failing(name, *failure, 1)));
    let nobody = ("nobody".to_owned(), unreachable_url().expect("a port"));
    let gateway = Gateway::start(urls.chain([nobody]).collect()).await;

    for (name, _, expected, code, constant) in cases {
        let (status, body) = gateway.problem(name).await;
        assert_eq!(status, expected, "{name}: {body}");
        assert_eq!((&body["code"], &body["name"]), (&code, &constant), "{name}");
        assert_eq!(server.calls(name).len(), 1, "{name}");

        // The function succeeds when it is called again.
        let response = gateway.get(name).await;
        assert_eq!(response.status(), 200, "{name}");
        assert_eq!(server.calls(name).len(), 2, "{name}");
    }
    let (status, body) = gateway.problem("nobody").await;
    assert_eq!((status.as_u16(), body["retryable"].as_bool()), (503, Some(true)));
}

#[tokio::test]
async fn problem_details_have_the_members_of_rfc_9457_and_the_facts_of_the_error() {
    let server = Server::start().await.expect("a server");
    let url = server.failing("demo", Failure::Body(4115), 1);
    let gateway = Gateway::start(HashMap::from([("demo".to_owned(), url)])).await;
    let (_, body) = gateway.problem("demo").await;
    let solution = Error::new(4115).solution().to_owned();
    assert_eq!(
        body,
        json!({
            "type": "about:blank", "title": "Not Found", "status": 404, "detail": "attempt 1",
            "code": 4115, "table": "rest", "name": "FunctionNotFound",
            "solution": solution, "retryable": false, "trace_id": "7f3a"
        })
    );
}

#[tokio::test]
async fn a_caller_is_asked_to_wait_as_long_as_the_gateway_is() {
    let server = Server::start().await.expect("a server");
    let url = server.failing("busy", Failure::Busy(7), 1);
    let gateway = Gateway::start(HashMap::from([("busy".to_owned(), url)])).await;
    let response = gateway.get("busy").await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(response.headers()["retry-after"], "7");
    assert_eq!(server.calls("busy").len(), 1);
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
    let server = Server::start().await.expect("a server");
    let urls = [("quota", 4140), ("frozen", 4999)]
        .map(|(name, code)| (name.to_owned(), server.failing(name, Failure::Header(code), 1)));
    let gateway = Gateway::start(urls.into()).await;

    let (_, body) = gateway.problem("quota").await;
    assert_eq!(
        (&body["solution"], &body["runbook"]),
        (&json!("Ask for a quota."), &json!("https://r/1"))
    );
    let (_, body) = gateway.problem("frozen").await;
    assert_eq!((&body["name"], &body["detail"]), (&json!("QuotaFrozen"), &json!("It is frozen.")));
    assert_eq!(body.get("runbook"), None);
}
