use anyhow::Context;
use yuanrong_errors::{Error, ErrorCode, SdkErrorCode};

fn resize() -> anyhow::Result<()> {
    Err(Error::new(SdkErrorCode::InvokeRateLimited)).context("cannot resize")
}

fn main() {
    let Err(error) = resize() else { return };
    if let Some(code) = ErrorCode::in_chain(error.as_ref()) {
        println!("{error}: {}", code.solution());
    }
}
