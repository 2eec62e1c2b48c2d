//! serde: a field of a struct is a code, which JSON keeps together with its table.

use serde::{Deserialize, Serialize};
use yuanrong_errors::{ErrorCode, SdkErrorCode, serde_number};

#[derive(Debug, PartialEq, Deserialize, Serialize)]
struct Alarm {
    code: ErrorCode,
    /// For a receiver that expects a bare number.
    #[serde(with = "serde_number")]
    number: ErrorCode,
}

#[test]
fn a_code_is_written_with_its_table_and_read_in_any_form() {
    let code = ErrorCode::from(SdkErrorCode::InvokeRateLimited);
    let alarm = Alarm { code, number: code };
    let json = serde_json::to_string(&alarm).expect("a code can be written");
    assert_eq!(json, r#"{"code":"sdk:1005","number":1005}"#);
    for code in [r#""sdk:1005""#, r#""ERR_INVOKE_RATE_LIMITED""#, "1005"] {
        let json = format!(r#"{{"code":{code},"number":1005}}"#);
        assert_eq!(serde_json::from_str::<Alarm>(&json).expect("an alarm"), alarm);
    }
}
