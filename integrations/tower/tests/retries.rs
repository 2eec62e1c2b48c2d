//! tower: a policy of the retry layer retries as an error permits.

use reqwest::Client;
use servers::{
    cases::{CASES, Case},
    client,
    server::{Failure, Server},
};
use std::{future::Future, pin::Pin, time::Duration};
use tokio::time::sleep;
use tower::{
    ServiceBuilder, ServiceExt,
    retry::{Policy, RetryLayer},
    service_fn,
};
use yuanrong_errors::{Error, Operation};

/// Retries where that is correct.
#[derive(Clone)]
struct WherePermitted {
    operation: Operation,
    idempotent: bool,
    retries: u32,
}

impl<Request: Clone, Response> Policy<Request, Response, Error> for WherePermitted {
    // Boxed, since tokio's timer cannot be moved.
    type Future = Pin<Box<dyn Future<Output = ()> + Send>>;

    fn retry(
        &mut self,
        _: &mut Request,
        result: &mut Result<Response, Error>,
    ) -> Option<Self::Future> {
        let error = result.as_ref().err()?;
        self.retries = self.retries.checked_sub(1)?;
        let delay = error.retry_after().unwrap_or(Duration::from_millis(2));
        let permitted = error.permits_retry(self.operation, self.idempotent);
        permitted.then(|| -> Self::Future { Box::pin(sleep(delay)) })
    }

    fn clone_request(&mut self, request: &Request) -> Option<Request> {
        Some(request.clone())
    }
}

/// Calls a function, with up to four retries.
async fn call(client: &Client, url: String, case: Case) -> Result<Vec<u8>, Error> {
    let call = |url: String| async move { client::call(client, &url).await };
    let Case { operation, idempotent, .. } = case;
    let policy = WherePermitted { operation, idempotent, retries: 4 };
    ServiceBuilder::new()
        .layer(RetryLayer::new(policy))
        .service(service_fn(call))
        .oneshot(url)
        .await
}

#[tokio::test]
async fn a_call_is_retried_as_its_error_permits() {
    let server = Server::start().await.expect("a server");
    let client = Client::new();
    for case in CASES {
        let url = server.failing(case.name, case.failure, 2);
        let result = call(&client, url, case).await;
        assert_eq!(server.calls(case.name).len(), case.calls, "{}", case.name);
        assert_eq!(result.is_ok(), case.calls == 3, "{}", case.name);
    }
}

#[tokio::test]
async fn a_retry_waits_as_long_as_the_server_asks() {
    let server = Server::start().await.expect("a server");
    let url = server.failing("busy", Failure::Busy(1), 1);
    call(&Client::new(), url, CASES[0]).await.expect("the second call succeeds");
    let calls = server.calls("busy");
    assert_eq!(calls.len(), 2);
    assert!(calls[1].duration_since(calls[0]) >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_call_that_fails_each_time_ends_with_its_last_error() {
    let server = Server::start().await.expect("a server");
    let url = server.failing("backoff", Failure::Body(150_435), usize::MAX);
    let error = call(&Client::new(), url, CASES[0]).await.expect_err("it fails each time");
    assert!(error.is(150_435));
    assert_eq!((error.message(), server.calls("backoff").len()), ("attempt 5", 5));
}
