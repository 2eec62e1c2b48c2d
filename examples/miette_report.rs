//! An error as a diagnostic of miette: its code, and its solution as the help text.
//!
//! `cargo run --features miette --example miette_report`

use yuanrong_errors::{Error, SdkErrorCode};

fn resize() -> miette::Result<()> {
    Err(Error::new(SdkErrorCode::ResourceNotEnough).with_message("no node has 64 CPUs"))?;
    Ok(())
}

fn main() {
    let report = format!("{:?}", resize().expect_err("it fails"));
    println!("{report}");
    assert!(report.contains("ERR_RESOURCE_NOT_ENOUGH(1002)"));
    assert!(report.contains("help: Check whether the requested resources exceed"));
}
