//! reqwest: three lines turn a response into success or an error.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::TcpListener,
    thread,
};
use yuanrong_errors::{Error, ErrorKind, RestErrorCode, Retry, rest};

/// Calls a function.
async fn call(url: &str) -> Result<Vec<u8>, Error> {
    let response = reqwest::get(url).await.map_err(connection_failed)?;
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.bytes().await.map_err(connection_failed)?;
    rest::Response::from_parts(status, &headers, &body).check()?;
    Ok(body.into())
}

/// A connection that was not established carried no call. After that, the call may have run.
fn connection_failed(error: reqwest::Error) -> Error {
    let kind =
        if error.is_timeout() { ErrorKind::DeadlineExceeded } else { ErrorKind::Unavailable };
    let retry = if error.is_connect() { Retry::Backoff } else { Retry::IfIdempotent };
    let failed = Error::without_code().with_message(error.to_string());
    failed.with_kind(kind).with_retry(retry).with_source(error)
}

/// A server that has no function.
fn serve(listener: &TcpListener) -> io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    let mut request = BufReader::new(stream.try_clone()?).lines();
    while request.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let body = r#"{"code": 4115, "message": "there is no function demo"}"#;
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 500 Internal Server Error\r\nX-Inner-Code: 4115\r\nX-Trace-Id: 7f3a\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
}

#[tokio::test]
async fn a_response_becomes_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let server = thread::spawn(move || serve(&listener));

    let error = call(&url).await.unwrap_err();
    assert!(error.is(RestErrorCode::FunctionNotFound));
    assert_eq!(error.to_string(), "4115 FunctionNotFound: there is no function demo");
    assert_eq!(error.trace_id(), Some("7f3a"));

    // Nobody listens any more: the call was not sent.
    server.join().expect("no panic").expect("a response was sent");
    let error = call(&url).await.unwrap_err();
    assert_eq!((error.code(), error.kind()), (None, ErrorKind::Unavailable));
    assert_eq!(error.retry(), Retry::Backoff);
}
