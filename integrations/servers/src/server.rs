//! A server on this machine that fails as openYuanrong does.

use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::post,
};
use futures_util::stream;
use http::StatusCode;
use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};
use tokio::{net::TcpListener, task::JoinHandle};

/// A server that listens, and the calls that it received.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    functions: Functions,
    task: JoinHandle<io::Result<()>>,
}

/// A way in which a call fails.
#[derive(Clone, Copy, Debug)]
pub enum Failure {
    /// The frontend's: HTTP 500, and the code in the body.
    Body(i32),
    /// The gateway's: HTTP 200, and the code in a header.
    Header(i32),
    /// A proxy's: this HTTP status, and a page.
    Proxy(u16),
    /// HTTP 429, and how many seconds to wait.
    Busy(u16),
    /// The connection ends before the response does.
    CutOff,
}

/// A function that fails a number of times.
#[derive(Debug)]
struct Function {
    failure: Failure,
    failures: usize,
    /// When it was called.
    calls: Vec<Instant>,
}

type Functions = Arc<Mutex<HashMap<String, Function>>>;

impl Server {
    /// Listens on a free port.
    ///
    /// # Errors
    /// Returns those of the system.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let functions = Functions::default();
        let router =
            Router::new().route("/{name}", post(respond)).with_state(Arc::clone(&functions));
        let task = tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, functions, task })
    }

    /// Adds a function that fails so many times and then succeeds. Returns its address.
    #[must_use]
    pub fn failing(&self, name: &str, failure: Failure, failures: usize) -> String {
        let function = Function { failure, failures, calls: Vec::new() };
        let mut functions = self.functions.lock().unwrap_or_else(PoisonError::into_inner);
        functions.insert(name.to_owned(), function);
        format!("http://{}/{name}", self.address)
    }

    /// Returns when the function was called.
    #[must_use]
    pub fn calls(&self, name: &str) -> Vec<Instant> {
        let functions = self.functions.lock().unwrap_or_else(PoisonError::into_inner);
        functions.get(name).map(|function| function.calls.clone()).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Returns the address of a port on which nobody listens.
///
/// # Errors
/// Returns those of the system.
pub fn unreachable_url() -> io::Result<String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    Ok(format!("http://{}/", listener.local_addr()?))
}

async fn respond(State(functions): State<Functions>, Path(name): Path<String>) -> Response {
    let mut functions = functions.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(function) = functions.get_mut(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    function.calls.push(Instant::now());
    let attempt = function.calls.len();
    if attempt > function.failures {
        // The function's own result has a field `code`.
        return ([("X-Inner-Code", "0")], r#"{"code": 4115, "city": "Potsdam"}"#).into_response();
    }
    match function.failure {
        Failure::Body(code) => {
            let body = format!(r#"{{"code": {code}, "message": "attempt {attempt}"}}"#);
            (StatusCode::INTERNAL_SERVER_ERROR, [("X-Trace-Id", "7f3a")], body).into_response()
        }
        Failure::Header(code) => ([("X-Inner-Code", code.to_string())], "").into_response(),
        Failure::Proxy(status) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
            (status, "<html><body>a page of the proxy</body></html>").into_response()
        }
        Failure::Busy(seconds) => {
            let headers = [("Retry-After", seconds.to_string())];
            (StatusCode::TOO_MANY_REQUESTS, headers, "slow down").into_response()
        }
        Failure::CutOff => {
            let reset = io::Error::from(io::ErrorKind::ConnectionReset);
            Body::from_stream(stream::iter([Ok("half of "), Err(reset)])).into_response()
        }
    }
}
