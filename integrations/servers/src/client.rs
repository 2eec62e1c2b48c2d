//! A client of openYuanrong's REST API, with reqwest.

use reqwest::{Client, Response};
use yuanrong_errors::{Error, ErrorKind, Retry, rest};

/// Turns a response into its body, or into an error. Reads at most 1 MiB of the body; a longer body
/// that reports no error is an error, too.
///
/// # Errors
/// Returns what the header, the body and the status of the response say about the failure.
pub async fn check(mut response: Response) -> Result<Vec<u8>, Error> {
    const LIMIT: usize = 1 << 20;
    let (status, headers) = (response.status(), response.headers().clone());
    let mut body = Vec::new();
    while body.len() <= LIMIT {
        match response.chunk().await.map_err(connection_failed)? {
            Some(chunk) => body.extend_from_slice(&chunk),
            None => break,
        }
    }
    rest::Response::from_parts(status, &headers, &body).check()?;
    if body.len() > LIMIT {
        let too_long = Error::without_code().with_message("the response is longer than 1 MiB");
        return Err(too_long.with_http_status(status.as_u16()));
    }
    Ok(body)
}

/// Calls a function.
///
/// # Errors
/// Returns the error of the server, or one without a code if it cannot be reached.
pub async fn call(client: &Client, url: &str) -> Result<Vec<u8>, Error> {
    check(client.post(url).send().await.map_err(connection_failed)?).await
}

/// Turns a failure of the connection into an error. A connection that was not established carried no
/// call. After that, the call may have run.
#[must_use]
pub fn connection_failed(error: reqwest::Error) -> Error {
    let kind =
        if error.is_timeout() { ErrorKind::DeadlineExceeded } else { ErrorKind::Unavailable };
    let retry = if error.is_connect() { Retry::Backoff } else { Retry::IfIdempotent };
    let failed = Error::without_code().with_message(error.to_string());
    failed.with_kind(kind).with_retry(retry).with_source(error)
}
