//! reqwest: one line turns a response into success or an error.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::TcpListener,
    thread,
};
use yuanrong_errors::{RestErrorCode, rest};

/// A server that has no function.
fn serve(listener: &TcpListener) -> io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    let mut request = BufReader::new(stream.try_clone()?).lines();
    while request.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let body = r#"{"code": 4115, "message": "there is no function demo"}"#;
    let length = body.len();
    write!(stream, "HTTP/1.1 500 Internal Server Error\r\nContent-Length: {length}\r\n\r\n{body}")
}

#[tokio::test]
async fn a_response_becomes_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    thread::spawn(move || serve(&listener));

    let response = reqwest::get(url).await.expect("a response");
    let status = response.status().as_u16();
    let inner_code = response.headers().get("X-Inner-Code").cloned();
    let inner_code = inner_code.as_ref().and_then(|value| value.to_str().ok());
    let body = response.bytes().await.expect("a body");

    let error = rest::check(status, inner_code, &body).unwrap_err();
    assert!(error.is(RestErrorCode::FunctionNotFound));
    assert_eq!(error.to_string(), "4115 FunctionNotFound: there is no function demo");
}
