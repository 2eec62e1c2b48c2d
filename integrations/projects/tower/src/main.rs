use std::{
    future::{Ready, ready},
    sync::atomic::{AtomicU32, Ordering},
};
use tower::{
    ServiceBuilder, ServiceExt,
    retry::{Policy, RetryLayer},
    service_fn,
};
use yuanrong_errors::{Error, Retry, SdkErrorCode};

/// Repeats at once what may be repeated.
#[derive(Clone)]
struct Advised;

impl<Request: Clone, Response> Policy<Request, Response, Error> for Advised {
    type Future = Ready<()>;

    fn retry(
        &mut self,
        _: &mut Request,
        result: &mut Result<Response, Error>,
    ) -> Option<Ready<()>> {
        let advice = result.as_ref().err()?.retry();
        matches!(advice, Retry::Backoff | Retry::Throttled).then(|| ready(()))
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

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let service = ServiceBuilder::new().layer(RetryLayer::new(Advised)).service(service_fn(call));
    let answer = service.oneshot("demo").await?;
    println!("{answer} after {} calls", CALLS.load(Ordering::Relaxed));
    Ok(())
}
