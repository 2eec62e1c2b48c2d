//! ureq: three lines turn a response into success or an error.

use servers::{
    cases::RESPONSES,
    server::{Failure, Server, unreachable_url},
};
use std::{io, time::Duration};
use ureq::Agent;
use yuanrong_errors::{Error, ErrorKind, Retry, rest};

/// An agent that leaves the HTTP status to us.
fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).build().into()
}

/// Calls a function.
fn call(agent: &Agent, url: &str) -> Result<Vec<u8>, Error> {
    let (parts, mut body) = agent.post(url).send("").map_err(connection_failed)?.into_parts();
    let body = body.read_to_vec().map_err(connection_failed)?;
    rest::Response::from_parts(parts.status, &parts.headers, &body).check()?;
    Ok(body)
}

/// A connection that was not established carried no call. After that, the call may have run.
fn connection_failed(error: ureq::Error) -> Error {
    let (kind, retry) = match &error {
        ureq::Error::Io(io) if io.kind() == io::ErrorKind::ConnectionRefused => {
            (ErrorKind::Unavailable, Retry::Backoff)
        }
        ureq::Error::Timeout(_) => (ErrorKind::DeadlineExceeded, Retry::IfIdempotent),
        _ => (ErrorKind::Unavailable, Retry::IfIdempotent),
    };
    let failed = Error::without_code().with_message(error.to_string());
    failed.with_kind(kind).with_retry(retry).with_source(error)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_failure_is_an_error() {
    let server = Server::start().await.expect("a server");
    let agent = agent();
    for (number, response) in RESPONSES.into_iter().enumerate() {
        let name = number.to_string();
        let url = server.failing(&name, response.failure, 1);
        let error = call(&agent, &url).expect_err("the first call fails");
        assert_eq!(error.to_string(), response.shown);
        assert_eq!((error.kind(), error.retry()), (response.kind, response.retry), "{error}");
        assert_eq!(server.calls(&name).len(), 1, "{error}");

        // The result of a function can have a field `code`.
        let body = call(&agent, &url).expect("the second call succeeds");
        assert_eq!(body, br#"{"code": 4115, "city": "Potsdam"}"#);
        assert_eq!(server.calls(&name).len(), 2, "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_has_what_the_headers_say() {
    let server = Server::start().await.expect("a server");
    let agent = agent();
    let url = server.failing("traced", Failure::Body(4115), 1);
    let error = call(&agent, &url).expect_err("the first call fails");
    assert_eq!((error.http_status(), error.trace_id()), (Some(500), Some("7f3a")));
    let url = server.failing("busy", Failure::Busy(7), 1);
    let error = call(&agent, &url).expect_err("the first call fails");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_connection_is_an_error_without_a_code() {
    let server = Server::start().await.expect("a server");
    let agent = agent();
    let url = server.failing("cut-off", Failure::CutOff, 1);
    let error = call(&agent, &url).expect_err("the first call fails");
    assert_eq!((error.code(), error.kind()), (None, ErrorKind::Unavailable));
    assert_eq!(error.retry(), Retry::IfIdempotent, "the call may have run");
    assert_eq!(server.calls("cut-off").len(), 1);

    let url = unreachable_url().expect("a port");
    let error = call(&agent, &url).expect_err("nobody listens");
    assert_eq!((error.code(), error.kind()), (None, ErrorKind::Unavailable));
    assert_eq!(error.retry(), Retry::Backoff, "the call was not sent");
}
