//! http: the kind of an error is the status that a server should respond with.

use http::StatusCode;
use yuanrong_errors::{Error, RestErrorCode};

#[test]
fn a_kind_is_a_status() {
    // openYuanrong itself responded with 500.
    let error = Error::new(RestErrorCode::FunctionNotFound).with_http_status(500);
    assert_eq!(StatusCode::from(error.kind()), StatusCode::NOT_FOUND);
}
