//! Any response: the strict reader accepts what serde_json accepts, all readers agree, and nothing that
//! came in is lost.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::value::RawValue;
use yuanrong_errors::{
    Error,
    rest::{self, ErrorBody, ParseErrorKind},
};

fuzz_target!(|input: &[u8]| {
    // What is in front of a NUL is the text of each header.
    let end = input.iter().position(|byte| *byte == 0);
    let (header, body) = match end {
        Some(end) => (std::str::from_utf8(&input[..end]).ok(), &input[end + 1..]),
        None => (None, input),
    };
    let strict = ErrorBody::parse(body);
    let without_mark = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    let by_serde = serde_json::from_slice::<&RawValue>(without_mark);
    let is_object = by_serde.is_ok_and(|value| value.get().starts_with('{'));
    let is_text = std::str::from_utf8(body).is_ok();
    assert_eq!(strict.is_ok(), is_object && is_text);
    match &strict {
        Ok(read) => {
            assert_eq!(rest::code_of(body), read.code());
            match rest::check(500, None, body) {
                Ok(()) => assert!(read.is_success()),
                Err(error) => {
                    assert!(!read.is_success());
                    assert_eq!(error.code(), read.code());
                    assert_eq!(error.raw_code(), read.raw_code());
                }
            }
        }
        Err(error) => {
            assert!(error.offset() <= body.len());
            assert_eq!(error.kind() == ParseErrorKind::NotUtf8, !is_text);
            assert!(!error.to_string().contains(char::is_control));
        }
    }
    if let Some(code) = rest::code_of(body) {
        assert!(rest::check(200, None, body).is_err_and(|error| error.is(code)));
    }
    for http_status in [200, 302, 503] {
        let response = rest::Response::new(http_status, body)
            .inner_code(header)
            .retry_after(header)
            .date(header)
            .trace_id(header)
            .content_type(header);
        if let Err(error) = response.check() {
            check_error(&error, body);
        }
    }
    if let Ok(data) = std::str::from_utf8(body) {
        if let Err(error) = rest::check_event(header, data) {
            check_error(&error, body);
        }
    }
});

fn check_error(error: &Error, body: &[u8]) {
    let message = error.server_message().map(str::as_bytes);
    assert_eq!(error.received_bytes().or(message).unwrap_or_default(), body);
    assert!(!error.to_string().contains(char::is_control));
    assert!(!error.report().to_string().contains(char::is_control));
}
