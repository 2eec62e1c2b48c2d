//! A client of openYuanRong's REST API, with reqwest.

use reqwest::{Client, Response};
use yuanrong_errors::{Error, ErrorCode, SdkErrorCode, rest};

/// Turns an answer into its body, or into an error. Of the body no more is read than 1 MiB: a longer
/// one that tells of no error is one.
///
/// # Errors
/// What the header, the body and the status of the answer tell.
pub async fn check(mut response: Response) -> Result<Vec<u8>, Error> {
    const LIMIT: usize = 1 << 20;
    let status = response.status().as_u16();
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    let inner_code = header("X-Inner-Code").map(str::to_owned);
    let trace_id = header("X-Trace-Id").map(str::to_owned);

    let mut body = Vec::new();
    while body.len() <= LIMIT {
        match response.chunk().await.map_err(lost)? {
            Some(chunk) => body.extend_from_slice(&chunk),
            None => break,
        }
    }
    let result = rest::check_answer(status, inner_code.as_deref(), &body);
    result.map_err(|error| match (error.trace_id(), trace_id) {
        (None, Some(trace_id)) => error.with_trace_id(trace_id),
        _ => error,
    })?;
    if body.len() > LIMIT {
        let told = Error::new(0).with_message("the answer is longer than 1 MiB");
        return Err(told.with_http_status(status));
    }
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
