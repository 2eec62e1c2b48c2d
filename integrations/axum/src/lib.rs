//! A server's response to a failed call: problem details by RFC 9457, with axum.

use axum::response::{IntoResponse, Response};
use http::{
    StatusCode,
    header::{CONTENT_TYPE, RETRY_AFTER},
};
use yuanrong_errors::{Error, Table};

/// An error as a response, in the words of an installed overlay, else in the catalogue's. A member
/// without a value is left out.
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
        let mut body = serde_json::json!({
            // The code says what the problem is, so its type needs no address.
            "type": "about:blank",
            "status": status.as_u16(),
            "detail": error.message(),
            "solution": error.solution(),
            "retryable": error.is_retryable(),
        });
        if let Some(code) = error.code() {
            body["code"] = code.code().into();
        }
        for (member, text) in [
            // RFC 9457: the title of a problem without a type is the text of the status.
            ("title", status.canonical_reason()),
            ("name", error.name()),
            // The same number can be in several tables.
            ("table", error.table().map(Table::as_str)),
            ("hint", error.hint()),
            ("runbook", error.runbook()),
            ("trace_id", error.trace_id()),
        ] {
            if let Some(text) = text {
                body[member] = text.into();
            }
        }
        let content_type = [(CONTENT_TYPE, "application/problem+json")];
        let retry_after = error.retry_after().map(|delay| [(RETRY_AFTER, delay.as_secs())]);
        (status, content_type, retry_after, body.to_string()).into_response()
    }
}
