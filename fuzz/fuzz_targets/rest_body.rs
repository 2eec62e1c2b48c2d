//! Any body: the strict reading takes what serde_json takes, `code_of` agrees with it, and nothing
//! that came in is lost.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::value::RawValue;
use yuanrong_errors::{
    Error,
    rest::{self, ErrorBody},
};

fuzz_target!(|body: &[u8]| {
    let strict = ErrorBody::parse(body);
    let error = Error::from_rest(500, body);
    let without_mark = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    let by_serde = serde_json::from_slice::<&RawValue>(without_mark);
    let is_object = by_serde.is_ok_and(|value| value.get().starts_with('{'));
    assert_eq!(strict.is_ok(), is_object && std::str::from_utf8(body).is_ok());
    if let Ok(read) = &strict {
        let code = (!read.is_success() && read.code().code() != 0).then(|| read.code());
        assert_eq!(rest::code_of(body), code);
        assert_eq!(error.code(), read.code());
    }
    if let Some(code) = rest::code_of(body) {
        assert_eq!(error.code(), code);
        assert!(rest::check(200, body).is_err());
    }
    let message = error.server_message().map(str::as_bytes);
    assert_eq!(error.received_bytes().or(message).unwrap_or_default(), body);
    assert!(!error.to_string().contains(char::is_control));
    assert!(!error.report().to_string().contains(char::is_control));
});
