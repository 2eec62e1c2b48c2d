//! Reads REST responses: success or failure, and of a failure what the response says.

use super::{
    Error,
    body::{ErrorBody, Outcome},
    events,
    exception::{LENGTH_LIMIT, with_message},
    retry_after::wait,
};
use crate::{
    ErrorCode,
    code::is_success,
    read::{
        cursor::Integer,
        json_string::{decoded, decoded_bytes},
        response::{self, Verdict},
    },
    vocabulary::start_of,
};
use alloc::{borrow::Cow, string::String};
use core::{fmt, str};
use serde::de::{Deserializer as _, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A REST response, from what a client has received: it reports success, or says what failed.
///
/// 1. The header `X-Inner-Code` decides where it is present. The frontend sends it with every call,
///    and then the body of a successful call is the function's own, whatever it looks like.
/// 2. Else the body decides: an error body, an array of them, or a JSON string.
/// 3. Else the events of an event stream decide: the event `final`, and the one before `[DONE]`.
/// 4. Else the HTTP status decides: 200 to 299 is success.
///
/// With the feature `http`, `from_http` and `from_parts` take everything from a response.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use yuanrong_errors::{RestErrorCode, Retry, rest::Response};
///
/// // The function has run, and its own result has a field `code`.
/// let body = br#"{"code": 4115, "city": "Potsdam"}"#;
/// assert!(Response::new(200, body).inner_code(Some("0")).check().is_ok());
///
/// let body = br#"{"code": 4115, "message": "the function is not found"}"#;
/// let error = Response::new(500, body).inner_code(Some("4115")).check().unwrap_err();
/// assert!(error.is(RestErrorCode::FunctionNotFound));
///
/// let error = Response::new(429, b"").retry_after(Some("7")).check().unwrap_err();
/// assert_eq!(error.to_string(), "HTTP 429: Too Many Requests");
/// assert_eq!(error.retry(), Retry::Throttled);
/// assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Response<'a> {
    http_status: u16,
    body: &'a [u8],
    inner_code: Option<&'a str>,
    trace_id: Option<&'a str>,
    retry_after: Option<&'a str>,
    date: Option<&'a str>,
    content_type: Option<&'a str>,
}

impl<'a> Response<'a> {
    /// Creates a response without headers.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::Response;
    ///
    /// let error = Response::new(503, b"route unavailable").check().unwrap_err();
    /// assert_eq!(error.to_string(), "HTTP 503: route unavailable");
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(http_status: u16, body: &'a [u8]) -> Self {
        Self {
            http_status,
            body,
            inner_code: None,
            trace_id: None,
            retry_after: None,
            date: None,
            content_type: None,
        }
    }

    /// Sets the header `X-Inner-Code`. Of several values, joined by commas, the first that is a
    /// number counts.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{SdkErrorCode, rest::Response};
    ///
    /// // A function scheduler that is shutting down.
    /// let error = Response::new(200, b"").inner_code(Some("9000")).check().unwrap_err();
    /// assert!(error.is(SdkErrorCode::Finalized));
    /// ```
    #[inline]
    #[must_use]
    pub const fn inner_code(mut self, inner_code: Option<&'a str>) -> Self {
        self.inner_code = inner_code;
        self
    }

    /// Sets the header `X-Trace-Id`. It counts where the body has no trace id.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::Response;
    ///
    /// let error = Response::new(503, b"").trace_id(Some("7f3a")).check().unwrap_err();
    /// assert_eq!(error.trace_id(), Some("7f3a"));
    /// ```
    #[inline]
    #[must_use]
    pub const fn trace_id(mut self, trace_id: Option<&'a str>) -> Self {
        self.trace_id = trace_id;
        self
    }

    /// Sets the header `Retry-After`: seconds, or a date, which counts where the
    /// [`date`](Self::date) of the response is known.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use yuanrong_errors::rest::Response;
    ///
    /// let error = Response::new(503, b"").retry_after(Some("30")).check().unwrap_err();
    /// assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry_after(mut self, retry_after: Option<&'a str>) -> Self {
        self.retry_after = retry_after;
        self
    }

    /// Sets the header `Date`, against which a date in [`retry_after`](Self::retry_after) counts.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use yuanrong_errors::rest::Response;
    ///
    /// let error = Response::new(503, b"")
    ///     .retry_after(Some("Sun, 06 Nov 1994 08:50:07 GMT"))
    ///     .date(Some("Sun, 06 Nov 1994 08:49:37 GMT"))
    ///     .check()
    ///     .unwrap_err();
    /// assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    /// ```
    #[inline]
    #[must_use]
    pub const fn date(mut self, date: Option<&'a str>) -> Self {
        self.date = date;
        self
    }

    /// Sets the header `Content-Type`. It distinguishes event streams and HTML pages that do not
    /// look like one.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::Response;
    ///
    /// let body = b"<b>bad gateway</b>";
    /// let error = Response::new(502, body).content_type(Some("text/html")).check().unwrap_err();
    /// assert_eq!(error.to_string(), "HTTP 502: an HTML page of 18 bytes");
    /// ```
    #[inline]
    #[must_use]
    pub const fn content_type(mut self, content_type: Option<&'a str>) -> Self {
        self.content_type = content_type;
        self
    }

    /// Checks whether the response reports success.
    ///
    /// # Errors
    /// Returns what the response says about the failure. The whole body is in
    /// [`Error::received`], unless the message is all of it.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::Response;
    ///
    /// assert!(Response::new(200, br#"{"code": 0, "result": "done"}"#).check().is_ok());
    ///
    /// let body = br#"{"code": 4115, "message": "the function is not found"}"#;
    /// let error = Response::new(200, body).check().unwrap_err();
    /// assert_eq!(error.to_string(), "4115 FunctionNotFound: the function is not found");
    /// ```
    pub fn check(&self) -> Result<(), Error> {
        let Some(mut error) = self.failure() else { return Ok(()) };
        if let (None, Some(trace_id)) =
            (error.trace_id(), self.trace_id.filter(|id| !id.is_empty()))
        {
            error = error.with_trace_id(trace_id);
        }
        if let Some(wait) = self.retry_after.and_then(|value| wait(value, self.date)) {
            error = error.with_retry_after(wait);
        }
        Err(error.with_received_body(self.body).with_http_status(self.http_status))
    }

    fn failure(&self) -> Option<Error> {
        match self.inner_code.and_then(inner_code_in) {
            None => self.failure_in_body(),
            Some((_, Integer::InRange(number))) if is_success(number) => {
                (self.http_status >= 400).then(|| self.failure_of_proxy())
            }
            Some((_, Integer::InRange(number))) => {
                Some(self.with_message_of_body(Error::new(ErrorCode::from_rest_code(number))))
            }
            Some((text, Integer::OutOfRange)) => {
                Some(self.with_message_of_body(Error::without_code().with_raw_code(text)))
            }
        }
    }

    /// Returns the failure that a proxy reports for a call that has succeeded. Its body says nothing
    /// about a code.
    fn failure_of_proxy(&self) -> Error {
        match ErrorBody::parse(self.body) {
            Ok(body) => match body.message() {
                Some(message) if !message.is_empty() => Error::without_code().with_message(message),
                _ => Error::without_code(),
            },
            Err(_) => self.with_text(Error::without_code()),
        }
    }

    /// Adds what the body says to the code that the header has.
    fn with_message_of_body(&self, error: Error) -> Error {
        match Content::of(self.body) {
            Content::Object(body) => body.describe(error, 0),
            Content::String(message) => with_message(error, &message, 0),
            Content::Array(_) => error,
            Content::Broken(_) | Content::Text => self.with_text(error),
        }
    }

    fn failure_in_body(&self) -> Option<Error> {
        let content = Content::of(self.body);
        let reported = match &content {
            Content::Object(body) => match body.outcome() {
                Outcome::Success => return None,
                Outcome::Failure => Some(body.to_error(0)),
                Outcome::Unstated => None,
            },
            Content::Broken(verdict) => (Outcome::from(*verdict) == Outcome::Failure)
                .then(|| self.with_text(error_of(*verdict))),
            Content::Array(array) => first_failure(array, false),
            Content::String(_) => None,
            Content::Text => self.failure_in_events(),
        };
        if reported.is_some() || (200..300).contains(&self.http_status) {
            return reported;
        }
        let error = self.failure_by_status(content);
        match self.inner_code.map(str::trim_ascii) {
            Some(word)
                if !word.is_empty() && error.code().is_none() && error.raw_code().is_none() =>
            {
                Some(error.with_raw_code(word))
            }
            _ => Some(error),
        }
    }

    /// Returns the error of a response that has failed by its HTTP status alone.
    fn failure_by_status(&self, content: Content<'_>) -> Error {
        match content {
            Content::Object(body) if body.is_error_body() => body.to_error(0),
            Content::Object(body) => self.with_text(body.to_error(0)),
            // A body that is cut off or broken proves no success.
            Content::Broken(verdict) => self.with_text(error_of(verdict)),
            Content::Array(array) => {
                first_failure(array, true).unwrap_or_else(|| self.with_text(Error::without_code()))
            }
            Content::String(text) if text.is_empty() => Error::without_code(),
            Content::String(text) => {
                Error::from_text(&text).unwrap_or_else(|| Error::without_code().with_message(text))
            }
            Content::Text => self.with_text(Error::without_code()),
        }
    }

    fn failure_in_events(&self) -> Option<Error> {
        let text = str::from_utf8(self.body).ok()?;
        let is_stream = self.has_content_type("text/event-stream") || events::is_stream(text);
        if is_stream { events::failure_in_stream(text) } else { None }
    }

    fn has_content_type(&self, expected: &str) -> bool {
        let value = self.content_type.unwrap_or_default();
        let essence = value.split_once(';').map_or(value, |(essence, _)| essence);
        essence.trim_ascii().eq_ignore_ascii_case(expected)
    }

    /// Sets the body as the message, unless it is a page for a browser.
    fn with_text(&self, error: Error) -> Error {
        if self.is_html_page() {
            return error.with_html_page();
        }
        let text = lossy_start(self.body);
        if text.is_empty() { error } else { error.with_message(start_of(&text, LENGTH_LIMIT)) }
    }

    fn is_html_page(&self) -> bool {
        let body = self.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(self.body).trim_ascii_start();
        let start = &body[..body.len().min(1024)];
        let has = |tag: &[u8]| start.windows(tag.len()).any(|part| part.eq_ignore_ascii_case(tag));
        body.starts_with(b"<")
            && (self.has_content_type("text/html") || has(b"<html") || has(b"<!doctype html"))
    }
}

/// Returns the first number in a header `X-Inner-Code`, which can have several values.
pub(crate) fn inner_code_in(header: &str) -> Option<(&str, Integer)> {
    let mut values = header.split(',').map(str::trim_ascii);
    values.find_map(|value| Some((value, Integer::parse(value.as_bytes())?)))
}

/// What a body is.
enum Content<'a> {
    Object(ErrorBody<'a>),
    /// It begins as an object does, is not valid, and says this about the code all the same.
    Broken(Verdict<'a>),
    /// It begins as an array does.
    Array(&'a str),
    String(Cow<'a, str>),
    Text,
}

impl<'a> Content<'a> {
    fn of(body: &'a [u8]) -> Self {
        let json = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii();
        match json.first() {
            Some(b'{') => match ErrorBody::parse(body) {
                Ok(object) => Self::Object(object),
                Err(_) => Self::Broken(response::verdict_of(body)),
            },
            Some(b'[') => str::from_utf8(json).map_or(Self::Text, Self::Array),
            Some(b'"') => match serde_json::from_slice::<&RawValue>(json) {
                Ok(value) => Self::String(decoded(value.get())),
                Err(_) => Self::Text,
            },
            _ => Self::Text,
        }
    }
}

/// Makes an error of what an invalid body says about the code.
fn error_of(verdict: Verdict<'_>) -> Error {
    match verdict {
        Verdict::Code(code) => Error::new(code),
        Verdict::Other { value, .. } => Error::without_code().with_raw_code(&*decoded_bytes(value)),
        Verdict::Success | Verdict::Nothing => Error::without_code(),
    }
}

/// Returns the start of a body, with U+FFFD for bytes that are not UTF-8.
fn lossy_start(body: &[u8]) -> Cow<'_, str> {
    // A character that is cut in two here is beyond the limit, so that `start_of` cuts it off.
    String::from_utf8_lossy(&body[..body.len().min(LENGTH_LIMIT + 4)])
}

/// Returns the first object of an array that reports a failure. Where the response has failed
/// anyway, a message is enough.
fn first_failure(array: &str, has_failed: bool) -> Option<Error> {
    let mut deserializer = serde_json::Deserializer::from_str(array);
    let error = deserializer.deserialize_seq(FirstFailure { has_failed }).ok()?;
    deserializer.end().ok()?;
    error
}

struct FirstFailure {
    has_failed: bool,
}

impl<'de> Visitor<'de> for FirstFailure {
    type Value = Option<Error>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Option<Error>, A::Error> {
        let (mut failure, mut message) = (None, None);
        while let Some(element) = array.next_element::<&RawValue>()? {
            if failure.is_some() {
                continue;
            }
            let Ok(body) = ErrorBody::parse(element.get().as_bytes()) else { continue };
            match body.outcome() {
                Outcome::Failure => failure = Some(body.to_error(0)),
                Outcome::Unstated if self.has_failed && body.is_error_body() => {
                    message.get_or_insert_with(|| body.to_error(0));
                }
                _ => {}
            }
        }
        Ok(failure.or(message))
    }
}

/// Checks whether a response reports success, by its HTTP status, the header `X-Inner-Code` and its
/// body: the short form of [`Response::check`].
///
/// # Errors
/// Returns what the response says about the failure.
///
/// # Examples
/// ```
/// use yuanrong_errors::{RestErrorCode, rest};
///
/// assert!(rest::check(200, Some("0"), b"any body").is_ok());
///
/// let error = rest::check(500, Some("4115"), br#"{"message": "no demo"}"#).unwrap_err();
/// assert!(error.is(RestErrorCode::FunctionNotFound));
/// assert_eq!(error.message(), "no demo");
///
/// assert!(rest::check(502, None, b"<html>Bad gateway</html>").is_err());
/// ```
pub fn check(http_status: u16, inner_code: Option<&str>, body: &[u8]) -> Result<(), Error> {
    Response::new(http_status, body).inner_code(inner_code).check()
}
