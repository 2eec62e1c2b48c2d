//! Reads REST responses.

use super::{
    Error,
    body::{ErrorBody, Outcome, decoded},
    exception::{LENGTH_LIMIT, shortened},
};
use crate::{
    code::is_success,
    read::{
        cursor::Integer,
        response::{self, Verdict},
    },
};
use alloc::string::String;
use core::{fmt, str};
use serde::de::{Deserializer as _, SeqAccess, Visitor};
use serde_json::value::RawValue;

impl Error {
    /// Reads the body of a response that failed. Never fails itself.
    ///
    /// If the body is not an error body, but for example plain text or an HTML page, it is kept as
    /// the server's message: up to 64 KiB, and with U+FFFD for bytes that are not UTF-8. Its code
    /// is the one that [`code_of`](crate::rest::code_of) finds, if any.
    ///
    /// If the message is not all of the body, that is in [`received`](Self::received), and its
    /// bytes are in [`received_bytes`](Self::received_bytes). If the message has another error in
    /// it, as JSON, that error is the [`source`](core::error::Error::source).
    ///
    /// # Examples
    /// ```
    /// use std::error::Error as _;
    /// use yuanrong_errors::{Error, ErrorCode, RestErrorCode, SdkErrorCode};
    ///
    /// let body = br#"{"code": 2002, "message": {"errorCode": "4010", "message": "timed out"}}"#;
    /// let error = Error::from_rest(500, body);
    /// assert_eq!(error.code(), Some(SdkErrorCode::UserFunctionException.into()));
    /// let cause = error.source().and_then(ErrorCode::in_chain);
    /// assert_eq!(cause, Some(RestErrorCode::InvokeFunctionTimeout.into()));
    ///
    /// let error = Error::from_rest(502, b"Bad gateway");
    /// assert_eq!(error.server_message(), Some("Bad gateway"));
    /// assert_eq!(error.code(), None);
    /// ```
    #[must_use]
    pub fn from_rest(http_status: u16, body: &[u8]) -> Self {
        Reading::of(body).into_error(http_status, body)
    }
}

/// What could be read of a body.
enum Reading<'a> {
    Object(ErrorBody<'a>),
    /// The body is not valid, and this is what it says about the code all the same.
    Invalid(Verdict<'a>),
}

impl<'a> Reading<'a> {
    fn of(body: &'a [u8]) -> Self {
        match ErrorBody::parse(body) {
            Ok(object) => Self::Object(object),
            Err(_) => Self::Invalid(response::verdict_of(body)),
        }
    }

    fn outcome(&self) -> Outcome {
        match self {
            Self::Object(object) => object.outcome(),
            Self::Invalid(verdict) => match Outcome::from(*verdict) {
                // A body that is cut off or broken proves no success.
                Outcome::Success => Outcome::Unstated,
                outcome => outcome,
            },
        }
    }

    fn into_error(self, http_status: u16, body: &[u8]) -> Error {
        let error = match self {
            Self::Object(object) if object.is_error_body() => object.to_error(0),
            Self::Object(object) => with_text(object.to_error(0), body),
            Self::Invalid(verdict) => with_text(error_of(verdict), body),
        };
        error.with_received_body(body).with_http_status(http_status)
    }
}

/// Makes an error of what an invalid body says about the code.
fn error_of(verdict: Verdict<'_>) -> Error {
    match verdict {
        Verdict::Code(code) => Error::new(code),
        Verdict::Other { value, .. } => match str::from_utf8(value) {
            Ok(value) => Error::without_code().with_raw_code(&decoded(value)),
            Err(_) => Error::without_code(),
        },
        Verdict::Success | Verdict::Nothing => Error::without_code(),
    }
}

/// Sets the body as the message.
fn with_text(error: Error, body: &[u8]) -> Error {
    // A character that is cut in two here is beyond the limit, so that `shortened` cuts it off.
    let text = String::from_utf8_lossy(&body[..body.len().min(LENGTH_LIMIT + 4)]);
    if text.is_empty() { error } else { error.with_message(shortened(&text)) }
}

/// Returns the error in a JSON object that reports one, or in the first such object of an array.
pub(super) fn error_in(text: &str, depth: u8) -> Option<Error> {
    if text.starts_with('{') {
        return error_in_object(text, depth);
    }
    if !text.starts_with('[') {
        return None;
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let error = deserializer.deserialize_seq(FirstError { depth }).ok()?;
    deserializer.end().ok()?;
    error
}

fn error_in_object(object: &str, depth: u8) -> Option<Error> {
    let body = ErrorBody::parse(object.as_bytes()).ok()?;
    let is_error = body.outcome() == Outcome::Failure || body.raw_code().is_some();
    is_error.then(|| body.to_error(depth))
}

/// Finds the first error in an array.
struct FirstError {
    depth: u8,
}

impl<'de> Visitor<'de> for FirstError {
    type Value = Option<Error>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Option<Error>, A::Error> {
        let mut first = None;
        while let Some(element) = array.next_element::<&RawValue>()? {
            first = first.or_else(|| error_in_object(element.get(), self.depth));
        }
        Ok(first)
    }
}

/// Checks whether a response reports success, by its body, the header `X-Inner-Code` and the HTTP
/// status: the code in the body decides, else the number in the header, else the status, of which
/// 200 to 299 are success. For example, a scheduler that shuts down responds with 200, an empty
/// body and 9000 in the header.
///
/// # Errors
/// Returns what the response says about the failure, as [`Error::from_rest`] reads it, with the
/// code in the header where the body has none.
///
/// # Examples
/// ```
/// use yuanrong_errors::{RestErrorCode, rest};
///
/// assert!(rest::check(200, None, br#"{"code": 0, "result": "done"}"#).is_ok());
/// assert!(rest::check(200, Some("0"), b"any other body").is_ok());
///
/// let error = rest::check(200, None, br#"{"code": 4115}"#).unwrap_err();
/// assert!(error.is(RestErrorCode::FunctionNotFound));
///
/// let error = rest::check(500, Some("4115"), br#"{"message": "no demo"}"#).unwrap_err();
/// assert!(error.is(RestErrorCode::FunctionNotFound));
/// assert_eq!(error.message(), "no demo");
///
/// assert!(rest::check(502, None, b"<html>Bad gateway</html>").is_err());
/// ```
pub fn check(http_status: u16, inner_code: Option<&str>, body: &[u8]) -> Result<(), Error> {
    let reading = Reading::of(body);
    match reading.outcome() {
        Outcome::Success => return Ok(()),
        Outcome::Failure => return Err(reading.into_error(http_status, body)),
        Outcome::Unstated => {}
    }
    let number = inner_code.and_then(|header| Integer::parse(header.trim_ascii().as_bytes()));
    let succeeded = match number {
        Some(Integer::InRange(number)) => is_success(number),
        Some(Integer::OutOfRange) => false,
        None => (200..300).contains(&http_status),
    };
    if succeeded {
        return Ok(());
    }
    let error = reading.into_error(http_status, body);
    Err(match inner_code {
        // A word in the body says more than a word in the header, and less than a number.
        Some(header) if number.is_some() || error.raw_code().is_none() => {
            error.with_code_of(&Error::from_inner_code(header))
        }
        _ => error,
    })
}
