//! Any text as a code or a word: what is read is written back, and what is not is named.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yuanrong_errors::{ErrorCode, ErrorKind, RestErrorCode, Retry, SdkErrorCode};

fuzz_target!(|text: &str| {
    match text.parse::<ErrorCode>() {
        Ok(code) => {
            let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
            if is_digits {
                assert_eq!(text.trim_start_matches('0').parse().unwrap_or(0), code.code());
            } else {
                let sdk = SdkErrorCode::from_name(text).map(ErrorCode::Sdk);
                let rest = RestErrorCode::from_name(text).map(ErrorCode::Rest);
                assert_eq!(sdk.or(rest), Some(code));
            }
        }
        Err(error) => {
            assert!(text.starts_with(error.given()));
            assert!(!error.to_string().contains(char::is_control));
        }
    }
    if let Ok(kind) = text.parse::<ErrorKind>() {
        assert_eq!(kind.as_str(), text);
    }
    if let Ok(retry) = text.parse::<Retry>() {
        assert_eq!(retry.as_str(), text);
    }
});
