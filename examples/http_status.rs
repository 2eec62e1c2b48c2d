//! The HTTP status that a gateway should send, instead of the 500 that it received.
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
        let (received, send) = (code.entry().sent_http_status(), StatusCode::from(code.kind()));
        println!("{code}\n  received {received:?}, send {send}");
        assert_eq!(send.as_u16(), code.kind().http_status());
        assert_ne!(Some(send.as_u16()), received);
    }
}
