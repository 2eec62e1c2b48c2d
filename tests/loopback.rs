//! A client that gets every shape of answer from a server on this machine.
#![cfg(feature = "json")]

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
};
use yuanrong_errors::{Error, rest};

/// An answer, and what a client must read in it: the code, the server's message.
struct Answer {
    status: u16,
    inner_code: Option<&'static str>,
    body: &'static str,
    code: u32,
    message: Option<&'static str>,
}

const fn answer(status: u16, body: &'static str, code: u32, message: &'static str) -> Answer {
    Answer { status, inner_code: None, body, code, message: Some(message) }
}

const ANSWERS: &[Answer] = &[
    answer(500, r#"{"code":4115,"message":"not found"}"#, 4115, "not found"),
    answer(200, r#"{"code":"4115","message":"with 200"}"#, 4115, "with 200"),
    answer(500, r#"{"trace_id":"7f","message":"\"label\"","code":150444}"#, 150_444, "label"),
    answer(500, r#"{"code":4002,"message":{"a":[1]}}"#, 4002, r#"{"a":[1]}"#),
    answer(200, r#"{"type":"error","error":{"code":4010,"message":"late"}}"#, 4010, "late"),
    answer(200, r#"{"status":500,"errorCode":4211,"message":"slow"}"#, 4211, "slow"),
    answer(500, r#"{"innerCode":"3002","message":"reset"}"#, 3002, "reset"),
    answer(500, r#"{"code":404,"message":"agent"}"#, 404, "agent"),
    answer(400, r#"{"code":"INVALID_QUERY","message":"q"}"#, 0, "q"),
    answer(500, r#"{"code":4104,"msg":"dashboard"}"#, 4104, "dashboard"),
    answer(500, r#"{"code":6032,"errorMessage":"scheduler"}"#, 6032, "scheduler"),
    answer(500, r#"{"message":"no code"}"#, 0, "no code"),
    answer(500, r#"{"error":"only text"}"#, 0, "only text"),
    answer(502, "<html>bad gateway</html>", 0, "<html>bad gateway</html>"),
    Answer { status: 200, inner_code: Some("9000"), body: "", code: 9000, message: None },
    Answer { status: 503, inner_code: None, body: "", code: 0, message: None },
];

fn serve(listener: &TcpListener) -> io::Result<()> {
    for answer in ANSWERS {
        let mut stream = listener.accept()?.0;
        let mut request = BufReader::new(&stream);
        let mut line = String::new();
        while request.read_line(&mut line)? > 2 {
            line.clear();
        }
        let header = answer.inner_code.map(|code| format!("X-Inner-Code: {code}\r\n"));
        write!(
            stream,
            "HTTP/1.1 {} status\r\n{}Content-Length: {}\r\nConnection: close\r\n\r\n{}",
            answer.status,
            header.unwrap_or_default(),
            answer.body.len(),
            answer.body
        )?;
    }
    Ok(())
}

/// The error of an answer; `None` if it tells of success.
fn call(address: SocketAddr) -> io::Result<Option<Error>> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    let mut response = String::new();
    stream.read_to_string(&mut response)?;
    let (head, body) = response.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    // The header first: the body can be empty.
    let inner_code = head.lines().find_map(|line| line.strip_prefix("X-Inner-Code: "));
    if let Some(inner_code) = inner_code.filter(|code| !matches!(*code, "0" | "200200")) {
        return Ok(Some(Error::from_inner_code(inner_code).with_http_status(status)));
    }
    Ok(rest::check(status, body.as_bytes()).err())
}

#[test]
fn every_shape_of_answer_is_read() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = thread::spawn(move || serve(&listener));
    for answer in ANSWERS {
        let error = call(address).expect("an answer").expect("an error");
        assert_eq!(error.code().code(), answer.code, "{}", answer.body);
        assert_eq!(error.server_message(), answer.message);
        assert_eq!(error.http_status(), Some(answer.status));
        let (message, solution) = (error.server_message().unwrap_or("-"), error.solution());
        println!("{}: {message}\n  {solution}\n  {}", error.code(), error.retry().advice());
    }
    server.join().expect("the server ends").expect("it could answer");
}
