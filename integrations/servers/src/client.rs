//! A client of openYuanrong's REST API, with reqwest.

use reqwest::{Client, Response};
use yuanrong_errors::{Error, SdkErrorCode, rest};

/// Turns a response into its body, or into an error. Reads at most 1 MiB of the body; a longer body
/// that reports no error is an error, too.
///
/// # Errors
/// Returns what the header, the body and the status of the response say about the failure.
pub async fn check(mut response: Response) -> Result<Vec<u8>, Error> {
    const LIMIT: usize = 1 << 20;
    let status = response.status().as_u16();
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    let inner_code = header("X-Inner-Code").map(str::to_owned);
    let trace_id = header("X-Trace-Id").map(str::to_owned);

    let mut body = Vec::new();
    while body.len() <= LIMIT {
        match response.chunk().await.map_err(connection_lost)? {
            Some(chunk) => body.extend_from_slice(&chunk),
            None => break,
        }
    }
    let result = rest::check(status, inner_code.as_deref(), &body);
    result.map_err(|error| match (error.trace_id(), trace_id) {
        (None, Some(trace_id)) => error.with_trace_id(trace_id),
        _ => error,
    })?;
    if body.len() > LIMIT {
        let too_long = Error::without_code().with_message("the response is longer than 1 MiB");
        return Err(too_long.with_http_status(status));
    }
    Ok(body)
}

/// Calls a function.
///
/// # Errors
/// Returns the error of the server, and [`SdkErrorCode::InnerCommunication`] if it cannot be reached.
pub async fn call(client: &Client, url: &str) -> Result<Vec<u8>, Error> {
    check(client.post(url).send().await.map_err(connection_lost)?).await
}

fn connection_lost(error: reqwest::Error) -> Error {
    Error::new(SdkErrorCode::InnerCommunication).with_source(error)
}
