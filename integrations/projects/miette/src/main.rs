use miette::NarratableReportHandler;
use yuanrong_errors::{Error, SdkErrorCode};

fn resize() -> miette::Result<()> {
    Err(Error::new(SdkErrorCode::InvokeRateLimited).with_message("100 calls a second"))?;
    Ok(())
}

fn main() -> miette::Result<()> {
    miette::set_hook(Box::new(|_| Box::new(NarratableReportHandler::new())))?;
    if let Err(report) = resize() {
        println!("{report:?}");
    }
    Ok(())
}
