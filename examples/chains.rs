//! Finds the code under whatever an application wraps around it: anyhow, eyre, an `io::Error`, an
//! error type of its own.
//!
//! `cargo run --example chains`

use std::io;
use yuanrong_errors::{Error, ErrorCode, SdkErrorCode};

#[derive(Debug, thiserror::Error)]
enum AppError {
    #[error("cannot reach the cluster")]
    Cluster(#[from] io::Error),
    #[error(transparent)]
    Call(#[from] Error),
}

fn call() -> Result<(), Error> {
    Err(Error::new(SdkErrorCode::ResourceNotEnough).with_message("no node has 64 CPUs"))
}

fn main() {
    let by_anyhow = anyhow::Context::context(call(), "cannot resize").expect_err("it fails");
    let by_eyre = eyre::WrapErr::wrap_err(call(), "cannot resize").expect_err("it fails");
    let nested = AppError::from(io::Error::other(call().expect_err("it fails")));
    let transparent = call().map_err(AppError::from).expect_err("it fails");
    let text = anyhow::anyhow!("ErrCode: 1002, ModuleCode: 20, ErrMsg: no node has 64 CPUs");

    let found = [
        ErrorCode::in_chain(by_anyhow.as_ref()),
        ErrorCode::in_chain(by_eyre.as_ref()),
        ErrorCode::in_chain(&nested),
        ErrorCode::in_chain(&transparent),
        ErrorCode::in_chain(text.as_ref()),
    ];
    for code in found {
        let code = code.expect("each chain has one");
        println!("{code}\n  {}", code.solution());
        assert_eq!(code, SdkErrorCode::ResourceNotEnough.into());
    }

    // Where the error is found by its type, what the server said is there, too.
    let error = Error::in_chain(&nested).expect("the error itself");
    assert_eq!(error.message(), "no node has 64 CPUs");
}
