//! A client that gets every shape of answer from a server on this machine.
#![cfg(feature = "json")]

use std::{
    error::Error as _,
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
};
use yuanrong_errors::{Error, Retry, rest};

/// An answer, and what a client must read in it.
struct Answer {
    status: u16,
    headers: &'static str,
    body: &'static str,
    /// The code and the server's message; nothing of a success.
    failure: Option<(u32, Option<&'static str>)>,
    raw_code: Option<&'static str>,
    trace_id: Option<&'static str>,
    /// The code of the cause.
    cause: Option<u32>,
}

const NOTHING: Answer = Answer {
    status: 200,
    headers: "",
    body: "",
    failure: None,
    raw_code: None,
    trace_id: None,
    cause: None,
};

const fn answer(status: u16, body: &'static str, code: u32, message: &'static str) -> Answer {
    Answer { status, body, failure: Some((code, Some(message))), ..NOTHING }
}

const ANSWERS: &[Answer] = &[
    answer(500, r#"{"code":4115,"message":"not found"}"#, 4115, "not found"),
    answer(200, r#"{"code":"4115","message":"with 200"}"#, 4115, "with 200"),
    Answer {
        trace_id: Some("7f"),
        ..answer(500, r#"{"trace_id":"7f","message":"\"label\"","code":150444}"#, 150_444, "label")
    },
    answer(500, r#"{"code":4002,"message":{"a":[1]}}"#, 4002, r#"{"a":[1]}"#),
    answer(200, r#"{"type":"error","error":{"code":4010,"message":"late"}}"#, 4010, "late"),
    Answer {
        raw_code: Some("1001"),
        ..answer(200, r#"{"type":"response","error":{"code":1001,"message":"token"}}"#, 0, "token")
    },
    answer(200, r#"{"status":500,"errorCode":4211,"message":"slow"}"#, 4211, "slow"),
    answer(500, r#"{"errorCode":"4211","message":"initializer"}"#, 4211, "initializer"),
    answer(500, r#"{"innerCode":"3002","message":"reset"}"#, 3002, "reset"),
    answer(500, r#"{"code":404,"message":"agent"}"#, 404, "agent"),
    Answer {
        raw_code: Some("INVALID_QUERY"),
        ..answer(400, r#"{"code":"INVALID_QUERY","message":"q"}"#, 0, "q")
    },
    answer(500, r#"{"code":4104,"msg":"dashboard"}"#, 4104, "dashboard"),
    answer(500, r#"{"code":6032,"errorMessage":"scheduler"}"#, 6032, "scheduler"),
    answer(500, r#"{"message":"no code"}"#, 0, "no code"),
    answer(500, r#"{"error":"only text"}"#, 0, "only text"),
    answer(502, "<html>bad gateway</html>", 0, "<html>bad gateway</html>"),
    // An error inside the message: an object, a list.
    Answer {
        cause: Some(4211),
        ..answer(
            500,
            r#"{"code":2002,"message":{"errorCode":"4211","message":"late"}}"#,
            2002,
            r#"{"errorCode":"4211","message":"late"}"#,
        )
    },
    Answer {
        cause: Some(4211),
        ..answer(500, r#"{"code":2002,"message":[{"code":4211}]}"#, 2002, r#"[{"code":4211}]"#)
    },
    // The header, without a body and with one.
    Answer { headers: "X-Inner-Code: 9000\r\n", failure: Some((9000, None)), ..NOTHING },
    Answer {
        headers: "x-inner-code: 4115\r\nX-TRACE-ID: 91\r\n",
        trace_id: Some("91"),
        ..answer(500, r#"{"message":"said in the body"}"#, 4115, "said in the body")
    },
    Answer {
        headers: "X-Inner-Code: 4115\r\nX-Trace-Id: of-the-header\r\n",
        trace_id: Some("7f"),
        ..answer(500, r#"{"code":4104,"message":"m","trace_id":"7f"}"#, 4104, "m")
    },
    Answer { status: 503, failure: Some((0, None)), ..NOTHING },
    // Success.
    Answer { headers: "X-Inner-Code: 0\r\n", body: r#"{"code":0,"message":"done"}"#, ..NOTHING },
    Answer { headers: "X-Inner-Code: 200200\r\n", body: "done", ..NOTHING },
    Answer { status: 204, ..NOTHING },
];

/// What is to be done: how the solution begins, and the retry class.
fn advice_on(code: u32) -> (&'static str, Retry) {
    match code {
        0 => ("Go by the HTTP status and the message.", Retry::Never),
        2002 => ("Check the user function error and fix it", Retry::IfIdempotent),
        3002 => ("Check whether the environment network is normal.", Retry::IfIdempotent),
        4002 => ("Check the stack in the message", Retry::IfIdempotent),
        4010 => ("Check what the function waits for", Retry::IfIdempotent),
        4104 => ("Correct the parameter that the message names.", Retry::Never),
        4115 | 6032 => ("Check the function name, version and tenant", Retry::Never),
        4211 => ("Check what the initializer waits for", Retry::IfIdempotent),
        9000 => ("Check whether the code initiates call requests", Retry::OtherInstance),
        150_444 => ("Check the instance label in the call", Retry::Never),
        _ => ("", Retry::Never),
    }
}

fn serve(listener: &TcpListener) -> io::Result<()> {
    for Answer { status, headers, body, .. } in ANSWERS {
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

/// Success, or the error of an answer.
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
    let answer = rest::check_answer(status, header("X-Inner-Code"), body.as_bytes());
    Ok(answer.map_err(|error| match (error.trace_id(), header("X-Trace-Id")) {
        (None, Some(trace_id)) => error.with_trace_id(trace_id),
        _ => error,
    }))
}

#[test]
fn every_shape_of_answer_is_read() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = thread::spawn(move || serve(&listener));
    for answer in ANSWERS {
        let result = call(address).expect("an answer");
        let Some((code, message)) = answer.failure else {
            assert!(result.is_ok(), "{result:?}");
            continue;
        };
        let error = result.expect_err(answer.body);
        assert_eq!(error.code().code(), code, "{}", answer.body);
        assert_eq!(error.server_message(), message);
        assert_eq!(error.http_status(), Some(answer.status));
        assert_eq!(error.raw_code(), answer.raw_code);
        assert_eq!(error.trace_id(), answer.trace_id);
        let cause = error.source().and_then(|cause| cause.downcast_ref::<Error>());
        assert_eq!(cause.map(|cause| cause.code().code()), answer.cause);

        let (solution, retry) = advice_on(code);
        assert!(error.solution().starts_with(solution), "{code}: {}", error.solution());
        assert_eq!(error.retry(), retry, "{code}");
        let message = message.unwrap_or("-");
        println!("{code}: {message}\n  {}\n  {}", error.solution(), retry.advice());
    }
    server.join().expect("the server ends").expect("it could answer");
}
