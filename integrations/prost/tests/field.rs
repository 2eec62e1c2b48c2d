//! prost: the field `int32 code` of a message becomes a typed code, and a typed code becomes the field.

use prost::Message;
use yuanrong_errors::{Error, ErrorCode, SdkErrorCode, Table};

/// What prost generates for this message:
///
/// ```proto
/// message CallResult {
///     int32 code = 1;
///     string message = 2;
/// }
/// ```
#[derive(Clone, PartialEq, Message)]
struct CallResult {
    #[prost(int32, tag = "1")]
    code: i32,
    #[prost(string, tag = "2")]
    message: String,
}

/// Returns the failure that a message reports. In protobuf, a field that was not sent is 0. Which
/// table the number belongs to is known from the message: here, it is a code of the SDKs.
fn check(result: CallResult) -> Result<(), Error> {
    match result.code {
        0 => Ok(()),
        code => {
            let code = ErrorCode::in_table(Table::Sdk, code);
            Err(Error::new(code).with_message(result.message))
        }
    }
}

fn received(message: &CallResult) -> CallResult {
    CallResult::decode(&*message.encode_to_vec()).expect("what prost writes, it reads")
}

#[test]
fn a_field_becomes_a_typed_code() {
    let sent = CallResult { code: SdkErrorCode::InstanceExited.into(), message: "gone".to_owned() };
    let error = check(received(&sent)).unwrap_err();
    let Some(ErrorCode::Sdk(SdkErrorCode::InstanceExited)) = error.code() else {
        panic!("{error:?}");
    };
    assert_eq!(error.to_string(), "1007 ERR_INSTANCE_EXITED: gone");
    assert!(check(received(&CallResult::default())).is_ok());
}

#[test]
fn every_code_becomes_a_field_and_back() {
    let codes = SdkErrorCode::ALL.iter().copied().map(ErrorCode::from);
    for code in codes.chain([-1, i32::MIN, i32::MAX, 99_999].map(ErrorCode::from)) {
        let sent = CallResult { code: code.into(), message: String::new() };
        assert_eq!(check(received(&sent)).unwrap_err().code(), Some(code));
    }
}
