use yuanrong_errors::{Error, SdkErrorCode, WithSolutions};

fn main() {
    tracing_subscriber::fmt()
        .without_time()
        .with_ansi(false)
        .map_event_format(WithSolutions::new)
        .init();

    let error = Error::new(SdkErrorCode::InvokeRateLimited).with_message("100 calls a second");
    tracing::error!(%error, "the call failed");
    tracing::warn!("no such error");
}
