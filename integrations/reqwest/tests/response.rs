//! reqwest: three lines turn a response into success or an error.

use reqwest::Client;
use servers::{
    cases::RESPONSES,
    server::{Failure, Server, unreachable_url},
};
use std::time::Duration;
use yuanrong_errors::{Error, ErrorKind, Retry, rest};

/// Calls a function.
async fn call(client: &Client, url: &str) -> Result<Vec<u8>, Error> {
    let response = client.post(url).send().await.map_err(connection_failed)?;
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.bytes().await.map_err(connection_failed)?;
    rest::Response::from_parts(status, &headers, &body).check()?;
    Ok(body.into())
}

/// A connection that was not established carried no call. After that, the call may have run.
fn connection_failed(error: reqwest::Error) -> Error {
    let kind =
        if error.is_timeout() { ErrorKind::DeadlineExceeded } else { ErrorKind::Unavailable };
    let retry = if error.is_connect() { Retry::Backoff } else { Retry::IfIdempotent };
    let failed = Error::without_code().with_message(error.to_string());
    failed.with_kind(kind).with_retry(retry).with_source(error)
}

#[tokio::test]
async fn each_failure_is_an_error() {
    let server = Server::start().await.expect("a server");
    let client = Client::new();
    for (number, response) in RESPONSES.into_iter().enumerate() {
        let name = number.to_string();
        let url = server.failing(&name, response.failure, 1);
        let error = call(&client, &url).await.expect_err("the first call fails");
        assert_eq!(error.to_string(), response.shown);
        assert_eq!((error.kind(), error.retry()), (response.kind, response.retry), "{error}");
        assert_eq!(server.calls(&name).len(), 1, "{error}");

        // The result of a function can have a field `code`.
        let body = call(&client, &url).await.expect("the second call succeeds");
        assert_eq!(body, br#"{"code": 4115, "city": "Potsdam"}"#);
        assert_eq!(server.calls(&name).len(), 2, "{error}");
    }
}

#[tokio::test]
async fn an_error_has_what_the_headers_say() {
    let server = Server::start().await.expect("a server");
    let client = Client::new();
    let url = server.failing("traced", Failure::Body(4115), 1);
    let error = call(&client, &url).await.expect_err("the first call fails");
    assert_eq!((error.http_status(), error.trace_id()), (Some(500), Some("7f3a")));
    let url = server.failing("busy", Failure::Busy(7), 1);
    let error = call(&client, &url).await.expect_err("the first call fails");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn a_lost_connection_is_an_error_without_a_code() {
    let server = Server::start().await.expect("a server");
    let client = Client::new();
    let url = server.failing("cut-off", Failure::CutOff, 1);
    let error = call(&client, &url).await.expect_err("the first call fails");
    assert_eq!((error.code(), error.kind()), (None, ErrorKind::Unavailable));
    assert_eq!(error.retry(), Retry::IfIdempotent, "the call may have run");
    assert_eq!(server.calls("cut-off").len(), 1);

    let url = unreachable_url().expect("a port");
    let error = call(&client, &url).await.expect_err("nobody listens");
    assert_eq!((error.code(), error.kind()), (None, ErrorKind::Unavailable));
    assert_eq!(error.retry(), Retry::Backoff, "the call was not sent");
}
