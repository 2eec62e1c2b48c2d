//! Servers that respond with anything but an error body: the client does not hang, does not fall
//! for forgeries, and loses nothing that was sent.

use reqwest::Client;
use servers::client;
use std::{
    error::Error as _,
    io::{self, BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};
use yuanrong_errors::{Error, ErrorCode, ErrorKind, RestErrorCode};

/// The limit for each step. Generous, for a machine that has other work to do.
const LIMIT: Duration = Duration::from_secs(30);

/// A server that responds to one call in its own way.
struct Server {
    url: String,
    ended: Receiver<io::Result<()>>,
}

impl Server {
    fn start(respond: impl FnOnce(&mut TcpStream) -> io::Result<()> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/", listener.local_addr().expect("an address"));
        let (end, ended) = channel();
        thread::spawn(move || {
            let result = listener.accept().and_then(|(mut stream, _)| {
                read_request(&stream)?;
                respond(&mut stream)
            });
            // A test that does not wait for the end has dropped the receiver.
            let _ = end.send(result);
        });
        Self { url, ended }
    }

    /// Waits for the server to end. The result is an error if the client hung up.
    async fn end(self) -> io::Result<()> {
        // On another thread: the client needs this one to hang up.
        let ended = tokio::task::spawn_blocking(move || self.ended.recv_timeout(LIMIT));
        ended.await.expect("no panic").expect("the client hangs up on an endless response")
    }
}

fn read_request(stream: &TcpStream) -> io::Result<()> {
    let mut request = BufReader::new(stream);
    let mut line = String::new();
    while request.read_line(&mut line)? > 2 {
        line.clear();
    }
    Ok(())
}

/// Sends a head that announces `length` bytes, and a body, which can have another length.
fn send(stream: &mut TcpStream, status: u16, length: usize, body: &[u8]) -> io::Result<()> {
    write!(stream, "HTTP/1.1 {status} status\r\nContent-Length: {length}\r\n\r\n")?;
    stream.write_all(body)
}

/// Sends a head without a length.
fn send_head(stream: &mut TcpStream) -> io::Result<()> {
    stream.write_all(b"HTTP/1.1 500 status\r\nConnection: close\r\n\r\n")
}

/// Sends the same bytes until the client hangs up.
fn send_endlessly(stream: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
    let piece = bytes.repeat(16 * 1024);
    loop {
        stream.write_all(&piece)?;
    }
}

/// Returns the error of a call, and checks that it forges nothing wherever it is shown.
async fn call(server: &Server) -> Error {
    let client = Client::new();
    let result = client::call(&client, &server.url);
    let result = tokio::time::timeout(LIMIT, result).await.expect("the client does not hang");
    let error = result.expect_err("the response reports no success");
    forges_nothing(&error);
    error
}

async fn error_of(status: u16, body: &[u8]) -> Error {
    let body = body.to_vec();
    call(&Server::start(move |stream| send(stream, status, body.len(), &body))).await
}

/// The start of each forged line in the bodies of this file.
const FORGED: &str = "forged";

#[track_caller]
fn forges_nothing(error: &Error) {
    let lines = [error.to_string(), error.report().to_string()];
    let texts = [format!("{error:#}"), format!("{:#}", error.report())];
    for line in &lines {
        assert!(!line.contains('\n'), "{line:?} is one line");
    }
    for text in lines.iter().chain(&texts) {
        for line in text.lines() {
            assert!(!line.contains(is_dangerous), "{line:?}");
            assert!(!line.trim_start().starts_with(FORGED), "{text:?}");
        }
    }
}

/// Says whether a character can move the cursor of a terminal or change the direction of text.
fn is_dangerous(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// Returns everything that an error keeps of the response.
fn kept(error: &Error) -> String {
    [error.raw_code(), error.server_message(), error.received()]
        .map(Option::unwrap_or_default)
        .join("\n")
}

#[tokio::test]
async fn a_slow_response_is_waited_for() {
    let server = Server::start(|stream| {
        stream.set_nodelay(true)?;
        let body = r#"{"code":4115,"message":"slow"}"#;
        let length = body.len();
        let response = format!("HTTP/1.1 500 status\r\nContent-Length: {length}\r\n\r\n{body}");
        for byte in response.bytes() {
            stream.write_all(&[byte])?;
            thread::sleep(Duration::from_millis(2));
        }
        Ok(())
    });
    let error = call(&server).await;
    assert!(error.is(RestErrorCode::FunctionNotFound));
    assert_eq!((error.server_message(), error.http_status()), (Some("slow"), Some(500)));
    server.end().await.expect("the client reads to the end");
}

#[tokio::test]
async fn an_endless_response_is_read_up_to_a_limit() {
    let server = Server::start(|stream| {
        send_head(stream)?;
        stream.write_all(br#"{"code":4115,"message":"padded"}"#)?;
        send_endlessly(stream, b" ")
    });
    let error = call(&server).await;
    assert!(error.is(RestErrorCode::FunctionNotFound));
    assert_eq!(error.server_message(), Some("padded"));
    server.end().await.expect_err("the client hangs up");
}

#[tokio::test]
async fn a_response_that_is_cut_off_at_the_limit_is_no_success() {
    let server = Server::start(|stream| {
        stream.write_all(b"HTTP/1.1 200 status\r\nConnection: close\r\n\r\n")?;
        send_endlessly(stream, b"data")
    });
    let error = call(&server).await;
    assert_eq!(error.server_message(), Some("the response is longer than 1 MiB"));
    assert_eq!(error.http_status(), Some(200));
    server.end().await.expect_err("the client hangs up");
}

#[tokio::test]
async fn an_endless_head_is_a_lost_connection() {
    let server = Server::start(|stream| {
        stream.write_all(b"HTTP/1.1 500 status\r\n")?;
        send_endlessly(stream, b"X-More: more\r\n")
    });
    let error = call(&server).await;
    assert_eq!((error.code(), error.kind()), (None, ErrorKind::Unavailable));
    assert!(error.source().is_some());
    server.end().await.expect_err("the client hangs up");
}

#[tokio::test]
async fn bytes_that_are_not_http_are_a_lost_connection() {
    for bytes in [&b""[..], b"\0\x1b[2Jforged\n", b"HTTP/1.1 500 sta", b"{\"code\":4115}\r\n\r\n"] {
        let error = call(&Server::start(move |stream| stream.write_all(bytes))).await;
        assert_eq!((error.code(), error.kind()), (None, ErrorKind::Unavailable), "{bytes:?}");
        assert!(error.source().is_some());
    }
}

/// A body with a wrong type, its code, and the value in the place of a code.
const WRONGLY_TYPED: [(&str, Option<i32>, Option<&str>); 13] = [
    ("<html><body>code: 4115</body></html>", None, None),
    (r#"[{"code":4115,"message":"typed"}]"#, Some(4115), None),
    (r#""4115""#, None, None),
    ("4115", None, None),
    (r#"{"code":{"value":4115},"message":"typed"}"#, None, Some(r#"{"value":4115}"#)),
    (r#"{"code":[4115],"message":"typed"}"#, None, Some("[4115]")),
    (r#"{"code":41.15,"message":"typed"}"#, None, Some("41.15")),
    (r#"{"code":-4115,"message":"typed"}"#, Some(-4115), None),
    (r#"{"code":4294971411,"message":"typed"}"#, None, Some("4294971411")),
    (r#"{"code":true,"message":"typed"}"#, None, Some("true")),
    (r#"{"code":"4115","message":["typed"]}"#, Some(4115), None),
    (r#"{"code":4115,"message":7}"#, Some(4115), None),
    (r#"{"code":4115,"message":null,"trace_id":7}"#, Some(4115), None),
];

#[tokio::test]
async fn values_of_a_wrong_type_are_kept() {
    for (body, code, raw_code) in WRONGLY_TYPED {
        let error = error_of(500, body.as_bytes()).await;
        let number = error.code().map(ErrorCode::code);
        assert_eq!((number, error.raw_code()), (code, raw_code), "{body}");
        assert!(kept(&error).contains(body), "{body}: the whole body is kept");
    }
}

/// A body with control characters, and the message in it.
const CONTROLS: [(&str, &str); 4] = [
    (
        r#"{"code":4115,"message":"no\nforged: 1001\r\nforged\u001b[2J\u202e\u2066\u0000\u2028forged"}"#,
        "no\nforged: 1001\r\nforged\u{1b}[2J\u{202e}\u{2066}\0\u{2028}forged",
    ),
    (
        "{\"code\":4115,\"message\":\"no\u{202e}\u{2067}\u{85}\u{9b}2J\u{7f}\",\"trace_id\":\"\\nforged\"}",
        "no\u{202e}\u{2067}\u{85}\u{9b}2J\u{7f}",
    ),
    (
        r#"{"code":4115,"message":"{\"code\":1001,\"message\":\"\\nforged\\u001b[2J\"}"}"#,
        r#"{"code":1001,"message":"\nforged\u001b[2J"}"#,
    ),
    (r#"{"trace_id":"\u001b[2J","code":4115,"message":"\n\nforged\n"}"#, "\n\nforged\n"),
];

#[tokio::test]
async fn control_characters_are_kept_and_never_shown() {
    for (body, message) in CONTROLS {
        let error = error_of(500, body.as_bytes()).await;
        assert!(error.is(RestErrorCode::FunctionNotFound), "{body:?}");
        assert_eq!(error.server_message(), Some(message));
    }
    let error = error_of(500, br#"{"code":"\u001b[2J\nforged","message":"a word"}"#).await;
    assert_eq!(error.raw_code(), Some("\u{1b}[2J\nforged"));
    assert_eq!(error.server_message(), Some("a word"));
    let page = "<html>\u{1b}[2J\nforged: 1001\r\n\0\u{202e}</html>";
    let error = error_of(502, page.as_bytes()).await;
    assert_eq!((error.code(), error.server_message()), (None, None), "a page is not a message");
    assert_eq!(error.received(), Some(page));
}

/// A header comes from the server, too.
#[tokio::test]
async fn headers_forge_nothing() {
    let server = Server::start(|stream| {
        stream.write_all(
            b"HTTP/1.1 503 status\r\nX-Inner-Code: 4115\r\nX-Trace-Id: 7\t\xE2\x80\xAEf\r\n",
        )?;
        stream.write_all(b"Content-Length: 0\r\n\r\n")
    });
    let error = call(&server).await;
    assert!(error.is(RestErrorCode::FunctionNotFound));
    assert_eq!(error.http_status(), Some(503));
}
