//! The status that a gateway should answer with, in place of the 500 that it was sent.
//!
//! `cargo run --features http --example http_status`

use http::StatusCode;
use yuanrong_errors::RestErrorCode;

fn main() {
    for code in [
        RestErrorCode::FunctionNotFound,
        RestErrorCode::FunctionNameExist,
        RestErrorCode::InvokeFunctionTimeout,
    ] {
        let (sent, right) = (code.entry().sent_http_status(), StatusCode::from(code.kind()));
        println!("{code}\n  sent with {sent:?}, to be answered with {right}");
        assert_eq!(right.as_u16(), code.kind().http_status());
        assert_ne!(Some(right.as_u16()), sent);
    }
}
