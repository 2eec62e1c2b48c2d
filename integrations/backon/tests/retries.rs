//! backon: a call is retried as long as its error permits that.

use backon::{BlockingRetryable, ExponentialBuilder};
use std::{cell::Cell, time::Duration};
use yuanrong_errors::{Error, Operation, SdkErrorCode};

#[test]
fn a_call_is_retried_until_its_error_is_final() {
    let calls = Cell::new(0);
    let call = || {
        calls.set(calls.get() + 1);
        Err(Error::new(match calls.get() {
            1 => SdkErrorCode::InvokeRateLimited,
            _ => SdkErrorCode::ParamInvalid,
        }))
    };
    let result: Result<(), Error> = call
        .retry(ExponentialBuilder::default().with_min_delay(Duration::from_millis(1)))
        .when(|error| error.permits_retry(Operation::InvokeStateless, false))
        .call();
    assert!(result.unwrap_err().is(SdkErrorCode::ParamInvalid));
    assert_eq!(calls.get(), 2);
}
