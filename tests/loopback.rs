//! A client that gets every shape of response from a server on this machine, and retries as the
//! errors permit.
#![cfg(feature = "json")]

use std::{
    error::Error as _,
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};
use yuanrong_errors::{Error, ErrorCode, ErrorKind, Operation, Retry, rest};

/// A response, and what a client must read in it.
struct Case {
    status: u16,
    /// Lines that end in a line feed.
    headers: &'static str,
    body: &'static str,
    expected: Option<Expected>,
}

/// What is read of a response that reports a failure.
#[derive(Clone, Copy)]
struct Expected {
    /// The code, or the word in its place.
    code: &'static str,
    kind: ErrorKind,
    retry: Retry,
    message: &'static str,
    /// The code of the cause.
    cause: Option<i32>,
    trace_id: Option<&'static str>,
    retry_after: Option<u64>,
}

const fn success(status: u16, headers: &'static str, body: &'static str) -> Case {
    Case { status, headers, body, expected: None }
}

const fn failure(
    status: u16,
    headers: &'static str,
    body: &'static str,
    expected: Expected,
) -> Case {
    Case { status, headers, body, expected: Some(expected) }
}

const fn reads(
    code: &'static str,
    kind: ErrorKind,
    retry: Retry,
    message: &'static str,
) -> Expected {
    Expected { code, kind, retry, message, cause: None, trace_id: None, retry_after: None }
}

use ErrorKind::{
    Aborted, AlreadyExists, DeadlineExceeded, FailedPrecondition, Internal, InvalidArgument,
    NotFound, ResourceExhausted, Unavailable, Unknown, UserCode,
};
use Retry::{Backoff, IfIdempotent, Never, OtherInstance, Throttled};

const NOT_FOUND: Expected = reads("4115", NotFound, Never, "no demo");

#[rustfmt::skip]
const CASES: &[Case] = &[
    // Success. The body is the function's own.
    success(200, "X-Inner-Code: 0\n", r#"{"code":4115,"message":"the function's own"}"#),
    success(200, "X-Inner-Code: 0\n", r#"{"code":1002}"#),
    success(200, "X-Inner-Code: 200200\n", "done"),
    success(200, "X-Inner-Code: 0\n", r#"[{"code":1005}]"#),
    success(200, "", r#"{"code":0,"message":"done"}"#),
    success(200, "", r#"{"code":200,"data":"x"}"#),
    success(200, "", r#"{"code":0,"message":"","payload":""}"#),
    success(200, "", "<p>any page</p>"),
    success(200, "Content-Type: text/event-stream\n", "data: {\"code\":1005,\"word\":\"a\"}\n\ndata: [DONE]\n\n"),
    success(204, "", ""),
    // Header and body.
    failure(500, "X-Inner-Code: 4115\n", r#"{"code":4115,"message":"no demo"}"#, NOT_FOUND),
    failure(500, "X-Inner-Code: 4115\n", r#"{"code":4104,"message":"no demo"}"#, NOT_FOUND),
    failure(200, "X-Inner-Code: 4115\n", r#"{"code":0,"message":"no demo"}"#, NOT_FOUND),
    failure(500, "x-inner-code: 4115, 4115\n", r#"{"message":"no demo"}"#, NOT_FOUND),
    failure(200, "X-Inner-Code: 9000\n", "", reads("9000", Unavailable, OtherInstance, "Instance exited after executing finalize.")),
    failure(502, "X-Inner-Code: 0\n", "bad gateway", reads("", Unavailable, IfIdempotent, "bad gateway")),
    failure(500, "X-Inner-Code: 4115\nX-Trace-Id: 91\n", r#"{"message":"no demo"}"#, Expected { trace_id: Some("91"), ..NOT_FOUND }),
    failure(500, "X-Trace-Id: 91\n", r#"{"code":4115,"message":"no demo","trace_id":"7f"}"#, Expected { trace_id: Some("7f"), ..NOT_FOUND }),
    failure(500, "X-Inner-Code: 500\n", r#"{"body":"invalid invoke argument","innerCode":"500"}"#, reads("500", Internal, IfIdempotent, "invalid invoke argument")),
    // Error bodies.
    failure(500, "", r#"{"code":4115,"message":"no demo"}"#, NOT_FOUND),
    failure(200, "", r#"{"code":"4115","message":"\"no demo\""}"#, NOT_FOUND),
    failure(200, "", r#"[{"code":0},{"code":4115,"message":"no demo"}]"#, NOT_FOUND),
    failure(500, "", r#"{"code":4115,"errorMessage":"no demo"}"#, NOT_FOUND),
    failure(500, "", r#"{"code":4002,"message":{"a":[1]}}"#, reads("4002", UserCode, IfIdempotent, r#"{"a":[1]}"#)),
    failure(200, "", r#"{"type":"error","error":{"code":4010,"message":"late"}}"#, reads("4010", DeadlineExceeded, IfIdempotent, "late")),
    failure(200, "", r#"{"type":"response","error":{"code":1001,"message":"token"}}"#, reads("1001?", Unknown, Never, "token")),
    failure(500, "", r#"{"errorCode":"4211","message":"late"}"#, reads("4211", DeadlineExceeded, IfIdempotent, "late")),
    failure(500, "", r#"{"innerCode":"3002","message":"reset"}"#, reads("3002", Unavailable, IfIdempotent, "reset")),
    failure(500, "", r#"{"code":1002,"message":"no node"}"#, reads("1002", ResourceExhausted, Backoff, "no node")),
    failure(500, "", r#"{"code":1005,"message":"limit"}"#, reads("1005", ResourceExhausted, Throttled, "limit")),
    failure(500, "", r#"{"code":99999,"message":"new"}"#, reads("99999", Unknown, Never, "new")),
    failure(503, "", r#"{"code":99999,"message":"new"}"#, reads("99999", Unavailable, IfIdempotent, "new")),
    failure(500, "", r#"{"code":-1,"message":"unset"}"#, reads("-1", Unknown, Never, "unset")),
    // An HTTP status in the place of the code.
    failure(200, "", r#"{"code":404,"message":"no instance","data":null}"#, reads("404", NotFound, Never, "no instance")),
    failure(500, "", r#"{"code":409,"message":"paused","data":null}"#, reads("409", Aborted, Never, "paused")),
    failure(500, "", r#"{"code":503,"message":"busy"}"#, reads("503", Unavailable, IfIdempotent, "busy")),
    // The kill API, the dashboard, the session-context API.
    failure(200, "", r#"{"code":1007,"message":"gone","payload":""}"#, reads("1007", Unavailable, OtherInstance, "gone")),
    failure(500, "", r#"{"code":2001,"data":"","msg":"fail"}"#, reads("2001?", Internal, IfIdempotent, "fail")),
    failure(500, "", r#""failed to create app, code: 1002, message: no node""#, reads("1002", ResourceExhausted, Backoff, "no node")),
    failure(404, "", r#""not found job, submissionId: x""#, reads("", NotFound, Never, "not found job, submissionId: x")),
    failure(400, "", r#"{"code":"INVALID_QUERY","message":"q"}"#, reads("INVALID_QUERY?", InvalidArgument, Never, "q")),
    failure(500, "", r#"{"code":"INTERNAL_ERROR","message":"internal error"}"#, reads("INTERNAL_ERROR?", Internal, IfIdempotent, "internal error")),
    // An error in the message.
    failure(500, "", r#"{"code":2002,"message":{"errorCode":"4211","message":"late"}}"#, Expected { cause: Some(4211), ..reads("2002", UserCode, IfIdempotent, r#"{"errorCode":"4211","message":"late"}"#) }),
    failure(500, "", r#"{"code":1001,"message":{"code":150424,"message":"no demo"}}"#, Expected { cause: Some(150_424), ..reads("1001", NotFound, Never, r#"{"code":150424,"message":"no demo"}"#) }),
    // Event streams.
    failure(200, "Content-Type: text/event-stream\n", "event: final\ndata: {\"sandboxId\":\"s\",\"status\":\"failed\",\"errorCode\":1004,\"message\":\"exists\"}\n\n", reads("1004", AlreadyExists, Never, "exists")),
    failure(200, "Content-Type: text/event-stream\n", "event: final\ndata: {\"sandboxId\":\"s\",\"status\":\"timeout\",\"errorCode\":409,\"message\":\"m\"}\n\n", reads("409", Aborted, Never, "m")),
    failure(200, "Content-Type: text/event-stream\n", "event: final\ndata: {\"sandboxId\":\"s\",\"status\":\"failed\",\"errorCode\":0,\"message\":\"m\"}\n\n", reads("0?", Unknown, Never, "m")),
    failure(200, "", "data: {\"word\":1}\n\ndata: {\"code\":4010,\"message\":\"\\\"function invoke timeout\\\"\"}\n\ndata: [DONE]\n\n", reads("4010", DeadlineExceeded, IfIdempotent, "function invoke timeout")),
    // No code at all.
    failure(500, "", r#"{"message":"no code"}"#, reads("", Internal, IfIdempotent, "no code")),
    failure(500, "", r#"{"code":null,"message":"no code"}"#, reads("", Internal, IfIdempotent, "no code")),
    failure(404, "", r#"{"error":"only text"}"#, reads("", NotFound, Never, "only text")),
    failure(409, "", "instance paused", reads("", Aborted, Never, "instance paused")),
    failure(412, "", "", reads("", FailedPrecondition, Never, "Precondition Failed")),
    failure(502, "Content-Type: text/html\n", "<html>bad gateway</html>", reads("", Unavailable, IfIdempotent, "Bad Gateway")),
    failure(429, "Retry-After: 7\n", "", Expected { retry_after: Some(7), ..reads("", ResourceExhausted, Throttled, "Too Many Requests") }),
    failure(503, "Date: Sun, 06 Nov 1994 08:49:37 GMT\nRetry-After: Sun, 06 Nov 1994 08:50:07 GMT\n", "", Expected { retry_after: Some(30), ..reads("", Unavailable, IfIdempotent, "Service Unavailable") }),
];

/// How often the server has got the request for each response.
static REQUESTS: [AtomicUsize; CASES.len()] = [const { AtomicUsize::new(0) }; CASES.len()];

fn serve(listener: &TcpListener) -> io::Result<()> {
    loop {
        let mut stream = listener.accept()?.0;
        let mut request = BufReader::new(&stream);
        let mut line = String::new();
        request.read_line(&mut line)?;
        let path = line.split([' ', '/']).nth(2).unwrap_or_default();
        let Ok(index) = path.parse::<usize>() else { return Ok(()) };
        while request.read_line(&mut line)? > 2 {}
        REQUESTS[index].fetch_add(1, Ordering::Relaxed);
        let Case { status, headers, body, .. } = &CASES[index];
        let (headers, length) = (headers.replace('\n', "\r\n"), body.len());
        write!(
            stream,
            "HTTP/1.1 {status} status\r\n{headers}Content-Length: {length}\r\n\
             Connection: close\r\n\r\n{body}",
        )?;
    }
}

fn request(address: SocketAddr, path: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "POST /{path} HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    let mut response = String::new();
    stream.read_to_string(&mut response)?;
    Ok(response)
}

/// Returns success, or the error that the response reports.
fn call(address: SocketAddr, path: &str) -> Result<(), Error> {
    let response = request(address, path).map_err(|error| {
        let refused = Error::without_code().with_message(error.to_string()).with_source(error);
        refused.with_kind(Unavailable).with_retry(Backoff)
    })?;
    let (head, body) = response.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let header = |name: &str| {
        let headers = head.lines().filter_map(|line| line.split_once(": "));
        headers.into_iter().find(|header| header.0.eq_ignore_ascii_case(name)).map(|(_, v)| v)
    };
    rest::Response::new(status, body.as_bytes())
        .inner_code(header("X-Inner-Code"))
        .trace_id(header("X-Trace-Id"))
        .retry_after(header("Retry-After"))
        .date(header("Date"))
        .content_type(header("Content-Type"))
        .check()
}

const ATTEMPTS: usize = 3;

/// Calls until the call succeeds or the error permits no retry.
fn call_with_retries(address: SocketAddr, path: &str, idempotent: bool) -> Result<(), Error> {
    let mut attempt = 1;
    loop {
        match call(address, path) {
            Err(error)
                if attempt < ATTEMPTS
                    && error.permits_retry(Operation::InvokeStateless, idempotent) =>
            {
                attempt += 1;
            }
            result => return result,
        }
    }
}

fn assert_read(error: &Error, expected: &Expected, response: &Case) {
    let Case { status, headers, body, .. } = response;
    let what = format!("{status} {headers}{body}: {error:?}");
    let code = error.code().map(|code| code.code().to_string());
    let code = code.or(error.raw_code().map(|word| format!("{word}?"))).unwrap_or_default();
    assert_eq!(code, expected.code, "{what}");
    assert_eq!((error.kind(), error.retry()), (expected.kind, expected.retry), "{what}");
    assert_eq!(error.message(), expected.message, "{what}");
    assert_eq!(error.http_status(), Some(*status), "{what}");
    assert_eq!(error.trace_id(), expected.trace_id, "{what}");
    assert_eq!(error.retry_after(), expected.retry_after.map(Duration::from_secs), "{what}");
    assert!(!error.solution().is_empty(), "{what}");
    let cause = error.source().and_then(|cause| cause.downcast_ref::<Error>());
    assert_eq!(cause.and_then(Error::code).map(ErrorCode::code), expected.cause, "{what}");
}

#[test]
fn every_shape_of_response_is_read_and_retried_as_it_permits() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = thread::spawn(move || serve(&listener));
    for (index, case) in CASES.iter().enumerate() {
        let path = index.to_string();
        for idempotent in [false, true] {
            let result = call_with_retries(address, &path, idempotent);
            let attempts = REQUESTS[index].swap(0, Ordering::Relaxed);
            let Some(expected) = &case.expected else {
                assert!(result.is_ok(), "{}: {result:?}", case.body);
                assert_eq!(attempts, 1, "{}: a success is called once", case.body);
                continue;
            };
            let error = result.expect_err(case.body);
            assert_read(&error, expected, case);
            let is_retried = match error.retry_for(Operation::InvokeStateless) {
                Never => false,
                Backoff | Throttled => true,
                _ => idempotent,
            };
            assert_eq!(attempts, if is_retried { ATTEMPTS } else { 1 }, "{}", case.body);
        }
    }
    request(address, "end").expect("the server ends");
    server.join().expect("the server ends").expect("it could respond");

    let error = call(address, "0").expect_err("the server is gone");
    assert_eq!((error.code(), error.kind(), error.retry()), (None, Unavailable, Backoff));
    let source = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    assert_eq!(source.map(io::Error::kind), Some(io::ErrorKind::ConnectionRefused));
}
