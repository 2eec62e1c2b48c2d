//! tower: a policy of the retry layer retries as an error permits.

use std::{
    future::{Ready, ready},
    sync::atomic::{AtomicU32, Ordering},
};
use tower::{
    ServiceBuilder, ServiceExt,
    retry::{Policy, RetryLayer},
    service_fn,
};
use yuanrong_errors::{Error, Operation, SdkErrorCode};

/// Retries without a delay.
#[derive(Clone)]
struct WherePermitted;

impl<Request: Clone, Response> Policy<Request, Response, Error> for WherePermitted {
    type Future = Ready<()>;

    fn retry(
        &mut self,
        _: &mut Request,
        result: &mut Result<Response, Error>,
    ) -> Option<Ready<()>> {
        let error = result.as_ref().err()?;
        error.permits_retry(Operation::InvokeStateless, false).then(|| ready(()))
    }

    fn clone_request(&mut self, request: &Request) -> Option<Request> {
        Some(request.clone())
    }
}

static CALLS: AtomicU32 = AtomicU32::new(0);

async fn call(function: &str) -> Result<String, Error> {
    match CALLS.fetch_add(1, Ordering::Relaxed) {
        0 => Err(Error::new(SdkErrorCode::InvokeRateLimited)),
        _ => Ok(format!("{function} is done")),
    }
}

#[tokio::test]
async fn a_call_is_retried() {
    let service =
        ServiceBuilder::new().layer(RetryLayer::new(WherePermitted)).service(service_fn(call));
    assert_eq!(service.oneshot("demo").await.expect("the retry succeeds"), "demo is done");
    assert_eq!(CALLS.load(Ordering::Relaxed), 2);
}
