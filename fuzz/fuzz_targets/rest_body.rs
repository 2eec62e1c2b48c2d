//! Any body: the strict reader accepts what serde_json accepts, `code_of` agrees with it, and nothing
//! that came in is lost.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::value::RawValue;
use yuanrong_errors::{
    Error,
    rest::{self, ErrorBody, ParseErrorKind},
};

fuzz_target!(|body: &[u8]| {
    let strict = ErrorBody::parse(body);
    let error = Error::from_rest(500, body);
    let without_mark = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    let by_serde = serde_json::from_slice::<&RawValue>(without_mark);
    let is_object = by_serde.is_ok_and(|value| value.get().starts_with('{'));
    let is_text = std::str::from_utf8(body).is_ok();
    assert_eq!(strict.is_ok(), is_object && is_text);
    match &strict {
        Ok(read) => {
            assert_eq!(rest::code_of(body), read.code());
            assert_eq!(error.code(), read.code());
            assert_eq!(rest::check(500, None, body).is_ok(), read.is_success());
        }
        Err(error) => {
            assert!(error.offset() <= body.len());
            assert_eq!(error.kind() == ParseErrorKind::NotUtf8, !is_text);
            assert!(!error.to_string().contains(char::is_control));
        }
    }
    if let Some(code) = rest::code_of(body) {
        assert_eq!(error.code(), Some(code));
        assert!(rest::check(200, None, body).is_err());
    }
    let message = error.server_message().map(str::as_bytes);
    assert_eq!(error.received_bytes().or(message).unwrap_or_default(), body);
    assert!(!error.to_string().contains(char::is_control));
    assert!(!error.report().to_string().contains(char::is_control));
});
