//! anyhow: the code of an error is found below the context that was added to it.

use anyhow::Context;
use yuanrong_errors::{Error, ErrorCode, SdkErrorCode};

fn resize() -> anyhow::Result<()> {
    Err(Error::new(SdkErrorCode::InvokeRateLimited)).context("cannot resize")
}

#[test]
fn the_code_is_found_below_the_context() {
    let error = resize().unwrap_err();
    assert_eq!(error.to_string(), "cannot resize");
    let code = ErrorCode::in_chain(error.as_ref()).expect("the chain has a code");
    assert_eq!(code, SdkErrorCode::InvokeRateLimited.into());
    assert_eq!(code.solution(), "Retry after a certain interval.");
}
