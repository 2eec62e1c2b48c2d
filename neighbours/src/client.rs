//! A client of openYuanRong's REST API, with reqwest.

use reqwest::{Client, Response};
use yuanrong_errors::{Error, ErrorCode, SdkErrorCode, rest};

/// Turns an answer into its body, or into an error. Of the body no more is read than 1 MiB.
///
/// # Errors
/// What the header, the body and the status of the answer tell.
pub async fn check(mut response: Response) -> Result<Vec<u8>, Error> {
    const LIMIT: usize = 1 << 20;
    let status = response.status().as_u16();
    // The header first: when a scheduler shuts down, the body is empty.
    let inner_code = response.headers().get("X-Inner-Code").and_then(|code| code.to_str().ok());
    let from_header = inner_code.map(Error::from_inner_code);
    let trace_id = response.headers().get("X-Trace-Id").and_then(|id| id.to_str().ok());
    let trace_id = trace_id.map(str::to_owned);

    let mut body = Vec::new();
    while body.len() < LIMIT {
        match response.chunk().await.map_err(lost)? {
            Some(chunk) => body.extend_from_slice(&chunk),
            None => break,
        }
    }
    let result = match from_header.filter(|error| body.is_empty() && error.code().is_known()) {
        Some(error) => Err(error.with_http_status(status)),
        None => rest::check(status, &body),
    };
    result.map_err(|error| match (error.trace_id(), trace_id) {
        (None, Some(trace_id)) => error.with_trace_id(trace_id),
        _ => error,
    })?;
    Ok(body)
}

/// Calls a function: one line for the answer.
///
/// # Errors
/// Those of the server, and [`SdkErrorCode::InnerCommunication`] where it cannot be reached.
pub async fn call(client: &Client, url: &str) -> Result<Vec<u8>, Error> {
    check(client.post(url).send().await.map_err(lost)?).await
}

fn lost(error: reqwest::Error) -> Error {
    Error::new(ErrorCode::from(SdkErrorCode::InnerCommunication)).with_source(error)
}
