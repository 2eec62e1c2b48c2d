//! An [`Error`] as a [`tonic::Status`], and back.
//!
//! The status carries the error in Google's error details, which clients in other languages can read,
//! too: `ErrorInfo` has the name as its reason, and as metadata what has no place of its own;
//! `RequestInfo` has the trace id, and `RetryInfo` how long to wait.

use std::{collections::HashMap, error::Error as StdError, iter};
use tonic::{Code, ConnectError, Status, TimeoutExpired};
use tonic_types::{ErrorDetails, ErrorInfo, StatusExt};
use yuanrong_errors::{Error, ErrorCode, ErrorKind, Module, Retry};

/// The domain of `ErrorInfo`, within which its reason is unique.
pub const DOMAIN: &str = "openyuanrong.org";

/// The keys of the metadata.
mod key {
    pub(super) const CODE: &str = "code";
    pub(super) const RAW_CODE: &str = "raw_code";
    pub(super) const MODULE: &str = "module";
    pub(super) const HTTP_STATUS: &str = "http_status";
    pub(super) const KIND: &str = "kind";
    pub(super) const RETRY: &str = "retry";
}

/// Turns an error into the status with which a service responds.
///
/// A message of more than 1 KiB is cut: a status travels in HTTP/2 headers, twice, and many clients
/// refuse headers of more than 8 KiB. The error's source and the text that it was read from are left
/// out.
#[must_use]
pub fn to_status(error: &Error) -> Status {
    let mut details = ErrorDetails::new();
    let reason = error.name().or(error.raw_code()).unwrap_or_default();
    details.set_error_info(cut(reason, 256), DOMAIN, metadata(error));
    if let Some(trace_id) = error.trace_id() {
        details.set_request_info(cut(trace_id, 256), "");
    }
    if let Some(retry_after) = error.retry_after() {
        details.set_retry_info(Some(retry_after));
    }
    let code = Code::from_i32(error.kind().grpc_code());
    Status::with_error_details(code, cut(error.message(), 1024), details)
}

/// Turns the status of a failed call into an error: the one that the service had, or else one without
/// a code, whose source is the status.
#[must_use]
pub fn from_status(status: Status) -> Error {
    let details = status.get_error_details();
    match details.error_info().filter(|info| info.domain == DOMAIN) {
        Some(info) => from_details(info, &details, status.message()),
        None => from_other_status(status),
    }
}

fn metadata(error: &Error) -> HashMap<String, String> {
    let code = error.code().map(|code| match code.table() {
        Some(table) => format!("{table}:{}", code.code()),
        None => format!("unknown:{}", code.code()),
    });
    let values = [
        (key::CODE, code),
        (key::RAW_CODE, error.raw_code().map(|text| cut(text, 256))),
        (key::MODULE, error.module().map(|module| module.code().to_string())),
        (key::HTTP_STATUS, error.http_status().map(|status| status.to_string())),
        (key::KIND, Some(error.kind().to_string())),
        (key::RETRY, Some(error.retry().to_string())),
    ];
    values.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

fn from_details(info: &ErrorInfo, details: &ErrorDetails, message: &str) -> Error {
    let value = |key: &str| info.metadata.get(key).map(String::as_str);
    let mut error = match value(key::CODE).and_then(|code| code.parse::<ErrorCode>().ok()) {
        Some(code) => Error::new(code),
        None => Error::without_code(),
    };
    if let Some(raw_code) = value(key::RAW_CODE) {
        error = error.with_raw_code(raw_code);
    }
    if let Some(module) = value(key::MODULE).and_then(|number| number.parse().ok()) {
        error = error.with_module(Module::from_code(module));
    }
    if let Some(status) = value(key::HTTP_STATUS).and_then(|status| status.parse().ok()) {
        error = error.with_http_status(status);
    }
    if let Some(request) = details.request_info() {
        error = error.with_trace_id(&*request.request_id);
    }
    if let Some(delay) = details.retry_info().and_then(|retry| retry.retry_delay) {
        error = error.with_retry_after(delay);
    }
    // The service's server sent no message: the text is the catalogue's.
    if message != error.message() {
        error = error.with_message(message);
    }
    // The service knew a cause, or its operator's advice: its kind and class count.
    if let Some(kind) = value(key::KIND).and_then(|kind| kind.parse().ok())
        && kind != error.kind()
    {
        error = error.with_kind(kind);
    }
    if let Some(retry) = value(key::RETRY).and_then(|retry| retry.parse().ok())
        && retry != error.retry()
    {
        error = error.with_retry(retry);
    }
    error
}

/// Returns the error of a status that no service made of an error: that of a proxy, or of tonic itself.
fn from_other_status(status: Status) -> Error {
    let (kind, retry) = if has_cause::<ConnectError>(&status) {
        // The call was not sent.
        (ErrorKind::Unavailable, Retry::Backoff)
    } else if has_cause::<TimeoutExpired>(&status) {
        // tonic calls it cancelled.
        (ErrorKind::DeadlineExceeded, Retry::IfIdempotent)
    } else {
        let kind = ErrorKind::from_grpc_code(status.code().into());
        let retry = match kind {
            ErrorKind::ResourceExhausted => Retry::Throttled,
            ErrorKind::Unavailable | ErrorKind::DeadlineExceeded => Retry::IfIdempotent,
            _ => Retry::Never,
        };
        (kind, retry)
    };
    let error = Error::without_code().with_kind(kind).with_retry(retry);
    error.with_message(status.message()).with_source(status)
}

fn has_cause<T: StdError + 'static>(status: &Status) -> bool {
    iter::successors(status.source(), |cause| (*cause).source()).any(<dyn StdError>::is::<T>)
}

/// Returns the start of a text that has more than this many bytes, and how many are left out.
fn cut(text: &str, limit: usize) -> String {
    if text.len() <= limit {
        return text.to_owned();
    }
    let start = &text[..text.floor_char_boundary(limit)];
    format!("{start}… (+{} bytes)", text.len() - start.len())
}
