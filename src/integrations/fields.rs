//! The fields under which an error is logged: the same for log, for tracing and in JSON.

use crate::Error;

/// The value of a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Number(i32),
    Flag(bool),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

/// Returns the fields of an error. One without a value is left out of the log.
///
/// The macro `error_event!` has the same list, since tracing needs the names at compile time.
pub(super) fn fields(error: &Error) -> [(&'static str, Option<Value<'_>>); 12] {
    [
        ("error.code", error.code().map(|code| Value::Number(code.code()))),
        ("error.name", error.name().map(Value::Text)),
        ("error.table", error.table().map(|table| Value::Text(table.as_str()))),
        ("error.message", Some(error.message().into())),
        ("error.kind", Some(error.kind().as_str().into())),
        ("error.solution", Some(error.solution().into())),
        ("error.hint", error.hint().map(Value::Text)),
        ("error.retry", Some(error.retry().as_str().into())),
        ("error.retryable", Some(Value::Flag(error.is_retryable()))),
        ("http.response.status_code", error.http_status().map(|code| Value::Number(code.into()))),
        ("trace_id", error.trace_id().map(Value::Text)),
        ("error.runbook", error.runbook().map(Value::Text)),
    ]
}
