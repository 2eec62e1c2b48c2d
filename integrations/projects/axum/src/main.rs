use axum::{
    body::to_bytes,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yuanrong_errors::{Error, RestErrorCode};

fn call() -> Result<&'static str, Error> {
    Err(Error::new(RestErrorCode::FunctionNotFound).with_message("there is no function demo"))
}

async fn handler() -> Result<&'static str, (StatusCode, String)> {
    call().map_err(|error| (error.kind().into(), error.report().to_string()))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), axum::Error> {
    let (parts, body) = Response::into_parts(handler().await.into_response());
    let body = to_bytes(body, 1024).await?;
    println!("{}\n{}", parts.status, String::from_utf8_lossy(&body));
    Ok(())
}
