//! backon: a call is retried as long as its error permits that.

use backon::{ExponentialBuilder, Retryable};
use reqwest::Client;
use servers::{
    cases::{CASES, Case},
    client,
    server::{Failure, Server, unreachable_url},
};
use std::time::Duration;
use yuanrong_errors::{Error, Operation, Retry};

/// Four retries, each after twice the delay of the one before.
fn steps() -> ExponentialBuilder {
    ExponentialBuilder::default().with_min_delay(Duration::from_millis(2)).with_max_times(4)
}

#[tokio::test]
async fn a_call_is_retried_as_its_error_permits() {
    let server = Server::start().await.expect("a server");
    let client = Client::new();
    for Case { name, operation, idempotent, failure, calls } in CASES {
        let url = server.failing(name, failure, 2);
        let call = || client::call(&client, &url);
        let result =
            call.retry(steps()).when(|error| error.permits_retry(operation, idempotent)).await;
        assert_eq!(server.calls(name).len(), calls, "{name}");
        assert_eq!(result.is_ok(), calls == 3, "{name}");
    }
}

/// Retries with the delay that fits the error.
async fn call_with_delays(client: &Client, url: &str, case: Case) -> Result<Vec<u8>, Error> {
    let call = || client::call(client, url);
    call.retry(steps()).adjust(|error, step| step.and_then(|step| case.delay(error, step))).await
}

#[tokio::test]
async fn the_delay_depends_on_the_error() {
    let server = Server::start().await.expect("a server");
    let client = Client::new();
    for case in CASES {
        let url = server.failing(case.name, case.failure, 2);
        let result = call_with_delays(&client, &url, case).await;
        assert_eq!(server.calls(case.name).len(), case.calls, "{}", case.name);
        assert_eq!(result.is_ok(), case.calls == 3, "{}", case.name);
    }
    let delay = |name: &str| {
        let calls = server.calls(name);
        calls[1].duration_since(calls[0])
    };
    assert!(delay("throttled") >= Duration::from_millis(20));
    assert!(delay("backoff") >= Duration::from_millis(2));

    // The server says how long to wait.
    let url = server.failing("busy", Failure::Busy(1), 1);
    let case = Case { name: "busy", ..CASES[0] };
    call_with_delays(&client, &url, case).await.expect("the second call succeeds");
    assert_eq!(server.calls("busy").len(), 2);
    assert!(delay("busy") >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_call_that_fails_each_time_ends_with_its_last_error() {
    let server = Server::start().await.expect("a server");
    let client = Client::new();
    let url = server.failing("backoff", Failure::Body(150_435), usize::MAX);
    let call = || client::call(&client, &url);
    let result = call
        .retry(steps())
        .when(|error| error.permits_retry(Operation::InvokeStateless, false))
        .await;
    let error = result.expect_err("it fails each time");
    assert!(error.is(150_435));
    assert_eq!(error.message(), "attempt 5");
    assert_eq!(server.calls("backoff").len(), 5);

    // The call was never sent.
    let error = client::call(&client, &unreachable_url().expect("a port")).await.expect_err("lost");
    assert_eq!((error.code(), error.retry()), (None, Retry::Backoff));
}
