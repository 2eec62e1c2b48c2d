use backon::{BlockingRetryable, ExponentialBuilder};
use std::{cell::Cell, time::Duration};
use yuanrong_errors::{Error, Retry, SdkErrorCode};

fn main() {
    let calls = Cell::new(0);
    let call = || {
        calls.set(calls.get() + 1);
        match calls.get() {
            1 => Err(Error::new(SdkErrorCode::InvokeRateLimited)),
            _ => Err(Error::new(SdkErrorCode::ParamInvalid)),
        }
    };
    let result: Result<(), Error> = call
        .retry(ExponentialBuilder::default().with_min_delay(Duration::from_millis(1)))
        .when(|error| matches!(error.retry(), Retry::Backoff | Retry::Throttled))
        .call();
    if let Err(error) = result {
        println!("after {} calls: {error}", calls.get());
    }
}
