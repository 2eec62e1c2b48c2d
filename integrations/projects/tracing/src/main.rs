use yuanrong_errors::{Error, SdkErrorCode, error_event};

fn main() {
    tracing_subscriber::fmt().without_time().with_ansi(false).init();

    let error = Error::new(SdkErrorCode::InvokeRateLimited).with_message("100 calls a second");
    error_event!(error, function = "demo");
}
