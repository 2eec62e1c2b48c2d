//! ureq: three lines turn a response into success or an error.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::TcpListener,
    thread,
};
use ureq::Agent;
use yuanrong_errors::{Error, ErrorKind, RestErrorCode, Retry, rest};

/// Calls a function. The agent leaves the HTTP status to us.
fn call(agent: &Agent, url: &str) -> Result<Vec<u8>, Error> {
    let (parts, mut body) = agent.get(url).call().map_err(connection_failed)?.into_parts();
    let body = body.read_to_vec().map_err(connection_failed)?;
    rest::Response::from_parts(parts.status, &parts.headers, &body).check()?;
    Ok(body)
}

/// A connection that was not established carried no call. After that, the call may have run.
fn connection_failed(error: ureq::Error) -> Error {
    let (kind, retry) = match &error {
        ureq::Error::Io(io) if io.kind() == io::ErrorKind::ConnectionRefused => {
            (ErrorKind::Unavailable, Retry::Backoff)
        }
        ureq::Error::Timeout(_) => (ErrorKind::DeadlineExceeded, Retry::IfIdempotent),
        _ => (ErrorKind::Unavailable, Retry::IfIdempotent),
    };
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
         Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

#[test]
fn a_response_becomes_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let server = thread::spawn(move || serve(&listener));

    let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
    let error = call(&agent, &url).unwrap_err();
    assert!(error.is(RestErrorCode::FunctionNotFound));
    assert_eq!(error.to_string(), "4115 FunctionNotFound: there is no function demo");
    assert_eq!(error.trace_id(), Some("7f3a"));

    // Nobody listens any more: the call was not sent.
    server.join().expect("no panic").expect("a response was sent");
    let error = call(&agent, &url).unwrap_err();
    assert_eq!((error.code(), error.kind()), (None, ErrorKind::Unavailable));
    assert_eq!(error.retry(), Retry::Backoff);
}
