//! A client that gets every shape of response from a server on this machine.
#![cfg(feature = "json")]

use std::{
    error::Error as _,
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
};
use yuanrong_errors::{Error, ErrorCode, Retry, rest};

/// A response, and what a client must read in it.
struct Response {
    status: u16,
    headers: &'static str,
    body: &'static str,
    expected: Option<Failure>,
}

/// What is read of a response that reports a failure.
struct Failure {
    code: Option<i32>,
    message: Option<&'static str>,
    retry: Retry,
    raw_code: Option<&'static str>,
    trace_id: Option<&'static str>,
    /// The code of the cause.
    cause: Option<i32>,
}

const SUCCESS: Response = Response { status: 200, headers: "", body: "", expected: None };

const NEVER: Failure = Failure {
    code: None,
    message: None,
    retry: Retry::Never,
    raw_code: None,
    trace_id: None,
    cause: None,
};

const IF_IDEMPOTENT: Failure = Failure { retry: Retry::IfIdempotent, ..NEVER };

const fn response(status: u16, body: &'static str, failure: Failure) -> Response {
    Response { status, body, expected: Some(failure), ..SUCCESS }
}

const RESPONSES: &[Response] = &[
    response(500, r#"{"code":4115,"message":"not found"}"#, NEVER.with(4115, "not found")),
    response(200, r#"{"code":"4115","message":"with 200"}"#, NEVER.with(4115, "with 200")),
    response(
        500,
        r#"{"trace_id":"7f","message":"\"label\"","code":150444}"#,
        Failure { trace_id: Some("7f"), ..NEVER.with(150_444, "label") },
    ),
    response(500, r#"{"code":4002,"message":{"a":[1]}}"#, IF_IDEMPOTENT.with(4002, r#"{"a":[1]}"#)),
    response(
        200,
        r#"{"type":"error","error":{"code":4010,"message":"late"}}"#,
        IF_IDEMPOTENT.with(4010, "late"),
    ),
    response(
        200,
        r#"{"type":"response","error":{"code":1001,"message":"token"}}"#,
        Failure { raw_code: Some("1001"), ..NEVER.without_code("token") },
    ),
    response(
        200,
        r#"{"status":500,"errorCode":4211,"message":"slow"}"#,
        IF_IDEMPOTENT.with(4211, "slow"),
    ),
    response(
        500,
        r#"{"errorCode":"4211","message":"initializer"}"#,
        IF_IDEMPOTENT.with(4211, "initializer"),
    ),
    response(500, r#"{"innerCode":"3002","message":"reset"}"#, IF_IDEMPOTENT.with(3002, "reset")),
    response(500, r#"{"code":404,"message":"agent"}"#, NEVER.with(404, "agent")),
    response(500, r#"{"code":503,"message":"agent"}"#, IF_IDEMPOTENT.with(503, "agent")),
    response(500, r#"{"code":-1,"message":"unset"}"#, NEVER.with(-1, "unset")),
    response(
        400,
        r#"{"code":"INVALID_QUERY","message":"q"}"#,
        Failure { raw_code: Some("INVALID_QUERY"), ..NEVER.without_code("q") },
    ),
    response(500, r#"{"code":4104,"msg":"dashboard"}"#, NEVER.with(4104, "dashboard")),
    response(500, r#"{"code":6032,"errorMessage":"scheduler"}"#, NEVER.with(6032, "scheduler")),
    response(500, r#"{"message":"no code"}"#, IF_IDEMPOTENT.without_code("no code")),
    response(404, r#"{"error":"only text"}"#, NEVER.without_code("only text")),
    response(
        502,
        "<html>bad gateway</html>",
        IF_IDEMPOTENT.without_code("<html>bad gateway</html>"),
    ),
    response(503, "", IF_IDEMPOTENT),
    response(429, "", Failure { retry: Retry::Throttled, ..NEVER }),
    // An error in the message: an object, an array.
    response(
        500,
        r#"{"code":2002,"message":{"errorCode":"4211","message":"late"}}"#,
        Failure {
            cause: Some(4211),
            ..IF_IDEMPOTENT.with(2002, r#"{"errorCode":"4211","message":"late"}"#)
        },
    ),
    response(
        500,
        r#"{"code":2002,"message":[{"code":4211}]}"#,
        Failure { cause: Some(4211), ..IF_IDEMPOTENT.with(2002, r#"[{"code":4211}]"#) },
    ),
    // The header, without a body and with one.
    Response {
        headers: "X-Inner-Code: 9000\r\n",
        expected: Some(Failure { code: Some(9000), retry: Retry::OtherInstance, ..NEVER }),
        ..SUCCESS
    },
    Response {
        headers: "x-inner-code: 4115\r\nX-TRACE-ID: 91\r\n",
        ..response(
            500,
            r#"{"message":"in the body"}"#,
            Failure { trace_id: Some("91"), ..NEVER.with(4115, "in the body") },
        )
    },
    Response {
        headers: "X-Inner-Code: 4115\r\nX-Trace-Id: of-the-header\r\n",
        ..response(
            500,
            r#"{"code":4104,"message":"m","trace_id":"7f"}"#,
            Failure { trace_id: Some("7f"), ..NEVER.with(4104, "m") },
        )
    },
    // Success.
    Response { headers: "X-Inner-Code: 0\r\n", body: r#"{"code":0,"message":"done"}"#, ..SUCCESS },
    Response { headers: "X-Inner-Code: 200200\r\n", body: "done", ..SUCCESS },
    Response { status: 204, ..SUCCESS },
];

impl Failure {
    const fn with(self, code: i32, message: &'static str) -> Self {
        Self { code: Some(code), message: Some(message), ..self }
    }

    const fn without_code(self, message: &'static str) -> Self {
        Self { message: Some(message), ..self }
    }
}

fn serve(listener: &TcpListener) -> io::Result<()> {
    for Response { status, headers, body, .. } in RESPONSES {
        let mut stream = listener.accept()?.0;
        let mut request = BufReader::new(&stream);
        let mut line = String::new();
        while request.read_line(&mut line)? > 2 {
            line.clear();
        }
        let length = body.len();
        write!(
            stream,
            "HTTP/1.1 {status} status\r\n{headers}Content-Length: {length}\r\n\
             Connection: close\r\n\r\n{body}",
        )?;
    }
    Ok(())
}

/// Returns success, or the error that the response reports.
fn call(address: SocketAddr) -> io::Result<Result<(), Error>> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    let mut response = String::new();
    stream.read_to_string(&mut response)?;
    let (head, body) = response.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let header = |name: &str| {
        let headers = head.lines().filter_map(|line| line.split_once(": "));
        headers.into_iter().find(|header| header.0.eq_ignore_ascii_case(name)).map(|(_, v)| v)
    };
    let result = rest::check(status, header("X-Inner-Code"), body.as_bytes());
    Ok(result.map_err(|error| match (error.trace_id(), header("X-Trace-Id")) {
        (None, Some(trace_id)) => error.with_trace_id(trace_id),
        _ => error,
    }))
}

#[test]
fn every_shape_of_response_is_read() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = thread::spawn(move || serve(&listener));
    for response in RESPONSES {
        let (body, result) = (response.body, call(address).expect("a response"));
        let Some(expected) = &response.expected else {
            assert!(result.is_ok(), "{result:?}");
            continue;
        };
        let error = result.expect_err(body);
        assert_eq!(error.code().map(ErrorCode::code), expected.code, "{body}");
        assert_eq!(error.server_message(), expected.message, "{body}");
        assert_eq!(error.http_status(), Some(response.status), "{body}");
        assert_eq!(error.retry(), expected.retry, "{body}");
        assert_eq!(error.raw_code(), expected.raw_code, "{body}");
        assert_eq!(error.trace_id(), expected.trace_id, "{body}");
        assert!(!error.solution().is_empty(), "{body}");
        let cause = error.source().and_then(|cause| cause.downcast_ref::<Error>());
        let cause = cause.and_then(Error::code).map(ErrorCode::code);
        assert_eq!(cause, expected.cause, "{body}");
    }
    server.join().expect("the server ends").expect("it could respond");
}
