//! miette: a report shows the code, the solution and the retry advice of an error.

use miette::NarratableReportHandler;
use yuanrong_errors::{Error, SdkErrorCode};

fn resize() -> miette::Result<()> {
    Err(Error::new(SdkErrorCode::InvokeRateLimited).with_message("100 calls a second"))?;
    Ok(())
}

#[test]
fn a_report_shows_the_advice() {
    miette::set_hook(Box::new(|_| Box::new(NarratableReportHandler::new())))
        .expect("the first hook");
    let report = format!("{:?}", resize().unwrap_err());
    for line in [
        "1005 ERR_INVOKE_RATE_LIMITED: 100 calls a second\n",
        "diagnostic help: Retry after a certain interval.\n",
        "retry: throttled: wait longer, then retry\n",
        "diagnostic code: ERR_INVOKE_RATE_LIMITED(1005)\n",
    ] {
        assert!(report.contains(line), "{line:?} is missing in\n{report}");
    }
}
