use http::StatusCode;
use yuanrong_errors::{Error, RestErrorCode};

fn main() {
    let error = Error::new(RestErrorCode::FunctionNotFound).with_http_status(500);
    println!("to be answered with {}", StatusCode::from(error.kind()));
}
