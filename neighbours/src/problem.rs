//! A server's answer about a failed call: problem details by RFC 9457, with axum.

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header::CONTENT_TYPE};
use yuanrong_errors::Error;

/// An error as an answer.
#[derive(Debug)]
pub struct Problem(pub Error);

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Self(error) = self;
        let status = StatusCode::from(error.kind());
        let body = serde_json::json!({
            "type": format!("urn:yuanrong:{}", error.name()),
            "title": error.description(),
            "status": status.as_u16(),
            "detail": error.server_message(),
            "instance": error.trace_id(),
            "code": error.code().code(),
            "solution": error.solution(),
            "retryable": error.is_retryable(),
        });
        let headers = [(CONTENT_TYPE, "application/problem+json")];
        (status, headers, body.to_string()).into_response()
    }
}
