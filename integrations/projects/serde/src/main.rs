use serde::{Deserialize, Serialize};
use yuanrong_errors::{ErrorCode, SdkErrorCode};

#[derive(Debug, Deserialize, Serialize)]
struct Alarm {
    code: ErrorCode,
    at: u64,
}

fn main() -> serde_json::Result<()> {
    let alarm: Alarm = serde_json::from_str(r#"{"code": "ERR_INVOKE_RATE_LIMITED", "at": 7}"#)?;
    assert_eq!(alarm.code, SdkErrorCode::InvokeRateLimited.into());
    println!("{}", serde_json::to_string(&alarm)?);
    Ok(())
}
