//! reqwest-middleware and reqwest-retry: by default, a call is retried after every HTTP 500, even if it
//! may have run. With a strategy of one line, it is retried as its error permits.

use anyhow::Context;
use async_trait::async_trait;
use http::Extensions;
use reqwest::{Client, Request, Response, ResponseBuilderExt};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Middleware, Next, Result};
use reqwest_retry::{
    RetryTransientMiddleware, Retryable, RetryableStrategy, policies::ExponentialBackoff,
};
use servers::{
    cases::{CASES, Case},
    client::connection_failed,
    server::{Failure, Server, unreachable_url},
};
use std::time::Duration;
use yuanrong_errors::{Error, ErrorKind, Operation, RestErrorCode, rest};

/// Retries where that is correct.
struct WherePermitted {
    operation: Operation,
    idempotent: bool,
}

impl RetryableStrategy for WherePermitted {
    fn handle(&self, result: &Result<Response>) -> Option<Retryable> {
        let error = Error::in_chain(result.as_ref().err()?)?;
        error.permits_retry(self.operation, self.idempotent).then_some(Retryable::Transient)
    }
}

/// Reads each response, since the code can be in its body, and turns a failure into an [`Error`].
struct Check;

#[async_trait]
impl Middleware for Check {
    async fn handle(
        &self,
        request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<Response> {
        // As the cause of another error: `Error::Middleware` shows only the causes of what is in it.
        let checked = checked(next.run(request, extensions).await).await;
        checked.context("the call failed").map_err(reqwest_middleware::Error::Middleware)
    }
}

async fn checked(result: Result<Response>) -> anyhow::Result<Response> {
    let response = result.map_err(|error| match error {
        reqwest_middleware::Error::Reqwest(error) => connection_failed(error).into(),
        reqwest_middleware::Error::Middleware(error) => error,
    })?;
    let (status, headers) = (response.status(), response.headers().clone());
    let builder = http::Response::builder().status(status).version(response.version());
    let builder = builder.url(response.url().clone());
    let body = response.bytes().await.map_err(connection_failed)?;
    rest::Response::from_parts(status, &headers, &body).check()?;
    let mut checked = builder.body(body)?;
    *checked.headers_mut() = headers;
    Ok(checked.into())
}

/// Four retries.
fn policy() -> ExponentialBackoff {
    let milliseconds = Duration::from_millis;
    ExponentialBackoff::builder()
        .retry_bounds(milliseconds(1), milliseconds(10))
        .build_with_max_retries(4)
}

fn client(operation: Operation, idempotent: bool) -> ClientWithMiddleware {
    let strategy = WherePermitted { operation, idempotent };
    ClientBuilder::new(Client::new())
        .with(RetryTransientMiddleware::new_with_policy_and_strategy(policy(), strategy))
        .with(Check)
        .build()
}

#[tokio::test]
async fn a_call_is_retried_as_its_error_permits() {
    let server = Server::start().await.expect("a server");
    for Case { name, operation, idempotent, failure, calls } in CASES {
        let client = client(operation, idempotent);
        let result = client.post(server.failing(name, failure, 2)).send().await;
        assert_eq!(server.calls(name).len(), calls, "{name}");
        assert_eq!(result.is_ok(), calls == 3, "{name}");
    }
}

#[tokio::test]
async fn by_default_each_http_500_is_retried_and_a_failure_with_http_200_is_not() {
    let server = Server::start().await.expect("a server");
    let retries = RetryTransientMiddleware::new_with_policy(policy());
    let client = ClientBuilder::new(Client::new()).with(retries).build();
    for (name, failure, calls) in [
        // The parameters are wrong: no retry can succeed.
        ("never", Failure::Body(1001), 3),
        // The call may have run, and is not idempotent.
        ("instance-gone", Failure::Body(1007), 3),
        // The gateway responds with HTTP 200.
        ("shutting-down", Failure::Header(9000), 1),
    ] {
        let response = client.post(server.failing(name, failure, 2)).send().await;
        assert!(response.is_ok_and(|response| response.status().is_success()), "{name}");
        assert_eq!(server.calls(name).len(), calls, "{name}");
    }
}

#[tokio::test]
async fn the_response_of_a_call_that_succeeds_is_whole() {
    let server = Server::start().await.expect("a server");
    let url = server.failing("once", Failure::Body(1005), 1);
    let client = client(Operation::InvokeStateless, false);
    let response = client.post(&url).send().await.expect("the second call succeeds");
    assert_eq!((response.status().as_u16(), response.url().as_str()), (200, &*url));
    assert_eq!(response.headers()["X-Inner-Code"], "0");
    let body = response.text().await.expect("a body");
    assert_eq!(body, r#"{"code": 4115, "city": "Potsdam"}"#);
    assert_eq!(server.calls("once").len(), 2);
}

#[tokio::test]
async fn the_last_error_is_in_the_chain() {
    let server = Server::start().await.expect("a server");
    let client = client(Operation::InvokeStateless, false);
    for (failure, calls) in [(Failure::Body(4115), 1), (Failure::Body(150_435), 5)] {
        let url = server.failing("fails", failure, usize::MAX);
        let failed = client.post(url).send().await.expect_err("it fails each time");
        let error = Error::in_chain(&failed).expect("the chain has an error");
        assert_eq!(error.message(), format!("attempt {calls}"));
        assert_eq!((error.http_status(), error.trace_id()), (Some(500), Some("7f3a")));
        assert_eq!(error.is(RestErrorCode::FunctionNotFound), calls == 1);
        assert_eq!(server.calls("fails").len(), calls);
    }

    // Nobody listens: each of five calls fails.
    let failed = client.post(unreachable_url().expect("a port")).send().await.expect_err("lost");
    let error = Error::in_chain(&failed).expect("the chain has an error");
    assert_eq!((error.code(), error.kind()), (None, ErrorKind::Unavailable));
    assert!(failed.to_string().contains("4 retries"), "{failed}");
}
