//! Reads the events of an event stream.

use super::{
    Error,
    body::{ErrorBody, Outcome},
};
use alloc::{borrow::Cow, string::String};
use core::iter;

/// Checks whether one event of an event stream reports a failure: the event named `final`, or an
/// event without a name whose data has a code, a message, at most a trace id, and nothing else.
///
/// This is for a client that reads a stream event by event. An event without a name counts only as
/// the last one before `[DONE]`: a client that waits for that passes no other. The events of a
/// function itself are its own, and none of them is a failure.
/// [`Response::check`](crate::rest::Response::check) reads a whole stream.
///
/// # Errors
/// Returns what the event says about the failure.
///
/// # Examples
/// ```
/// use yuanrong_errors::{SdkErrorCode, rest};
///
/// let data = r#"{"sandboxId": "s", "status": "failed", "errorCode": 1004, "message": "exists"}"#;
/// let error = rest::check_event(Some("final"), data).unwrap_err();
/// assert!(error.is(SdkErrorCode::InstanceDuplicated));
///
/// assert!(rest::check_event(None, r#"{"code": 4010, "message": "timeout"}"#).is_err());
/// assert!(rest::check_event(None, r#"{"code": 4010, "word": "hello"}"#).is_ok());
/// assert!(rest::check_event(Some("progress"), r#"{"code": 4010, "message": "m"}"#).is_ok());
/// ```
pub fn check_event(event: Option<&str>, data: &str) -> Result<(), Error> {
    let failure = match event {
        Some("final") => failure_in_final(data),
        event if is_unnamed(event) => failure_in_last(data),
        _ => None,
    };
    failure.map_or(Ok(()), |error| Err(error.with_received(data)))
}

/// Returns whether an event has no name. `message` is the name of an event without one.
fn is_unnamed(name: Option<&str>) -> bool {
    matches!(name, None | Some("" | "message"))
}

/// Returns the failure in the event `final`.
fn failure_in_final(data: &str) -> Option<Error> {
    let body = ErrorBody::parse(data.as_bytes()).ok()?;
    (body.outcome() == Outcome::Failure || body.has_failed()).then(|| body.to_error(0))
}

/// Returns the failure in the last event before `[DONE]`.
fn failure_in_last(data: &str) -> Option<Error> {
    let body = ErrorBody::parse(data.as_bytes()).ok()?;
    (body.outcome() == Outcome::Failure && body.is_bare()).then(|| body.to_error(0))
}

/// Returns the failure that a whole stream reports.
pub(super) fn failure_in_stream(text: &str) -> Option<Error> {
    let mut last: Option<Event<'_>> = None;
    for event in events(text) {
        let failure = if event.name == Some("final") {
            failure_in_final(&event.data)
        } else if event.data.trim_ascii() == "[DONE]" {
            let last = last.filter(|last| is_unnamed(last.name));
            last.and_then(|last| failure_in_last(&last.data))
        } else {
            None
        };
        if failure.is_some() {
            return failure;
        }
        last = Some(event);
    }
    None
}

/// Returns whether a text is an event stream, by its lines.
pub(super) fn is_stream(text: &str) -> bool {
    let mut has_data = false;
    for line in lines(text).filter(|line| !line.is_empty()) {
        match line.split_once(':') {
            Some(("data", _)) => has_data = true,
            Some(("" | "event" | "id" | "retry", _)) => {}
            _ => return false,
        }
    }
    has_data
}

struct Event<'a> {
    name: Option<&'a str>,
    data: Cow<'a, str>,
}

/// Iterates over the events that have data. The last one counts even where the empty line after it
/// is missing.
fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    let mut lines = lines(text);
    iter::from_fn(move || {
        let mut name = None;
        let mut data: Option<Cow<'_, str>> = None;
        loop {
            match (lines.next(), data) {
                (None | Some(""), Some(data)) => return Some(Event { name, data }),
                (None, None) => return None,
                (Some(""), None) => (name, data) = (None, None),
                (Some(line), collected) => {
                    let (field, value) = line.split_once(':').unwrap_or((line, ""));
                    let value = value.strip_prefix(' ').unwrap_or(value);
                    data = match (field, collected) {
                        ("data", None) => Some(Cow::Borrowed(value)),
                        ("data", Some(lines)) => Some(Cow::Owned(joined(lines, value))),
                        (_, collected) => collected,
                    };
                    if field == "event" {
                        name = Some(value);
                    }
                }
            }
        }
    })
}

/// Appends a line to the data of an event.
fn joined(lines: Cow<'_, str>, line: &str) -> String {
    let mut lines = lines.into_owned();
    lines.push('\n');
    lines.push_str(line);
    lines
}

/// Iterates over lines, which end in a line feed, a carriage return, or both.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    lines.flat_map(|line| line.split('\r')).fuse()
}
