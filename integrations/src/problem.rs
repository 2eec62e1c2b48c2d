//! A server's answer about a failed call: problem details by RFC 9457, with axum.

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header::CONTENT_TYPE};
use yuanrong_errors::Error;

/// An error as an answer, with what an overlay says of it. Members that the error has nothing for
/// are left out.
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
        let (report, status) = (error.report(), StatusCode::from(error.kind()));
        // The type needs no address: the code says what the problem is. The title of such a type is
        // the status's own.
        let mut body = serde_json::json!({
            "type": "about:blank",
            "status": status.as_u16(),
            "detail": report.message(),
            "code": error.code().code(),
            "name": report.name(),
            "description": report.description(),
            "solution": report.solution(),
            "retryable": error.is_retryable(),
        });
        for (member, text) in [
            ("title", status.canonical_reason()),
            ("runbook", report.runbook()),
            ("trace_id", error.trace_id()),
        ] {
            if let Some(text) = text {
                body[member] = text.into();
            }
        }
        let headers = [(CONTENT_TYPE, "application/problem+json")];
        (status, headers, body.to_string()).into_response()
    }
}
