//! A server on this machine that fails as openYuanrong does.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::post,
};
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
    calls: Calls,
    task: JoinHandle<io::Result<()>>,
}

/// When each path was called.
type Calls = Arc<Mutex<HashMap<String, Vec<Instant>>>>;

impl Server {
    /// Listens on a free port.
    ///
    /// # Errors
    /// Returns those of the system.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let calls = Calls::default();
        let router = Router::new()
            .route("/fail/{code}/{times}/{name}", post(fail))
            .with_state(Arc::clone(&calls));
        let task = tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, calls, task })
    }

    /// Returns the address of a call that fails `times` times with this code and then succeeds.
    /// The name distinguishes calls.
    #[must_use]
    pub fn failing(&self, code: i32, times: usize, name: &str) -> String {
        format!("http://{}/fail/{code}/{times}/{name}", self.address)
    }

    /// Returns when the calls of this name arrived.
    #[must_use]
    pub fn calls(&self, name: &str) -> Vec<Instant> {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.get(name).cloned().unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn fail(
    State(calls): State<Calls>,
    Path((code, times, name)): Path<(i32, usize, String)>,
) -> Response {
    let mut calls = calls.lock().unwrap_or_else(PoisonError::into_inner);
    let of_name = calls.entry(name).or_default();
    of_name.push(Instant::now());
    if of_name.len() > times {
        return r#"{"code": 0, "result": "done"}"#.into_response();
    }
    if code == 9000 {
        // A scheduler that shuts down.
        return ([("X-Inner-Code", "9000")], "").into_response();
    }
    let body = format!(r#"{{"code": {code}, "message": "attempt {}"}}"#, of_name.len());
    (StatusCode::INTERNAL_SERVER_ERROR, [("X-Trace-Id", "7f3a")], body).into_response()
}
