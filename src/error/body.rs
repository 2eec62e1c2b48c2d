use super::{Error, exception::with_message};
use crate::{
    ErrorCode,
    read::{
        cursor::{Cursor, RawValue},
        json_string::{decoded_bytes, without_quotes},
        response::{Fields, Key, Verdict},
    },
};
use alloc::{borrow::Cow, boxed::Box, format, string::ToString};
use core::{fmt, str};
use serde::de::IgnoredAny;

/// The error body of a REST response, read strictly.
///
/// It borrows from the body. Only strings with escapes are copied.
///
/// # Examples
/// ```
/// use yuanrong_errors::{RestErrorCode, rest::ErrorBody};
///
/// let body = br#"{"code": 4115, "message": "the function is not found", "trace_id": "7f3a"}"#;
/// let body = ErrorBody::parse(body)?;
/// assert_eq!(body.code(), Some(RestErrorCode::FunctionNotFound.into()));
/// assert_eq!(body.message(), Some("the function is not found"));
/// assert_eq!(body.trace_id(), Some("7f3a"));
/// assert!(!body.is_success());
/// # Ok::<(), yuanrong_errors::rest::ParseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorBody<'a> {
    code: Option<ErrorCode>,
    raw_code: Option<Cow<'a, str>>,
    message: Option<Cow<'a, str>>,
    trace_id: Option<Cow<'a, str>>,
    outcome: Outcome,
    has_failed: bool,
    has_other_members: bool,
}

/// What the code of a body says about the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Success,
    Failure,
    /// There is no code, or it is a word, which can mean either.
    Unstated,
}

impl From<Verdict<'_>> for Outcome {
    fn from(verdict: Verdict<'_>) -> Self {
        match verdict {
            Verdict::Success => Self::Success,
            Verdict::Code(_) | Verdict::Other { is_integer: true, .. } => Self::Failure,
            Verdict::Other { is_integer: false, .. } | Verdict::Nothing => Self::Unstated,
        }
    }
}

impl<'a> ErrorBody<'a> {
    /// Reads a body: a JSON object with any members. A byte-order mark in front of it is skipped.
    ///
    /// # Errors
    /// If the body is not UTF-8, not JSON or not an object, the error says what is wrong and at
    /// which byte.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::{ErrorBody, ParseErrorKind};
    ///
    /// let error = ErrorBody::parse(br#"{"code" 4115}"#).unwrap_err();
    /// assert_eq!((error.offset(), error.kind()), (8, ParseErrorKind::Syntax));
    /// assert_eq!(error.to_string(), "expected `:` at byte 8");
    /// ```
    pub fn parse(body: &'a [u8]) -> Result<Self, ParseError> {
        let text = str::from_utf8(body).map_err(|error| ParseError {
            offset: error.valid_up_to(),
            kind: ParseErrorKind::NotUtf8,
            reason: "not UTF-8".into(),
        })?;
        let json = text.strip_prefix('\u{feff}').unwrap_or(text);
        let object = json.trim_start_matches([' ', '\t', '\n', '\r']);
        let start = text.len() - object.len();
        if !object.starts_with('{') {
            return Err(ParseError {
                offset: start,
                kind: ParseErrorKind::NotAnObject,
                reason: "expected an object".into(),
            });
        }
        let members = Members::read(object);
        if !members.is_complete {
            serde_json::from_str::<IgnoredAny>(object)
                .map_err(|error| ParseError::from_json(&error, object, start))?;
        }
        Ok(Self::from_members(&members))
    }

    fn from_members(outer: &Members<'a>) -> Self {
        let (verdict, is_inner) = outer.fields.verdict();
        let inner = outer.fields.error().and_then(|object| str::from_utf8(object).ok());
        let inner = inner.map(Members::read).unwrap_or_default();
        // A message belongs to the code beside it.
        let [first, second] = if is_inner { [&inner, outer] } else { [outer, &inner] };
        let (code, raw_code) = match verdict {
            Verdict::Code(code) => (Some(code), None),
            Verdict::Other { value, .. } => (None, Some(decoded_bytes(value))),
            Verdict::Success | Verdict::Nothing => (None, None),
        };
        Self {
            code,
            raw_code,
            message: first.message().or_else(|| second.message()).map(without_quotes),
            trace_id: first.trace_id().or_else(|| second.trace_id()),
            outcome: verdict.into(),
            has_failed: outer.has_failed,
            has_other_members: outer.has_others,
        }
    }

    /// Returns the error code; `None` for a success, and for a body without a code.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{RestErrorCode, rest::ErrorBody};
    ///
    /// let body = ErrorBody::parse(br#"{"status": 500, "errorCode": "4010"}"#)?;
    /// assert_eq!(body.code(), Some(RestErrorCode::InvokeFunctionTimeout.into()));
    /// assert_eq!(ErrorBody::parse(b"{}")?.code(), None);
    /// # Ok::<(), yuanrong_errors::rest::ParseError>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        self.code
    }

    /// Returns what is in the place of the code where that is not an error code: a word, a number
    /// beyond 32 bits, or a number of the WebSocket channel's own.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::ErrorBody;
    ///
    /// let body = ErrorBody::parse(br#"{"code": "INVALID_QUERY"}"#)?;
    /// assert_eq!(body.raw_code(), Some("INVALID_QUERY"));
    /// assert_eq!(ErrorBody::parse(br#"{"code": 4115}"#)?.raw_code(), None);
    /// # Ok::<(), yuanrong_errors::rest::ParseError>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn raw_code(&self) -> Option<&str> {
        self.raw_code.as_deref()
    }

    /// Returns the message: a string without its quotes, or the JSON text of any other value but
    /// `null`.
    ///
    /// It is the `message` of the object, else its `msg`, its `errorMessage`, or an `error` that is
    /// a string.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::ErrorBody;
    ///
    /// let body = ErrorBody::parse(br#"{"code": 4002, "message": {"reason": ["no", "disk"]}}"#)?;
    /// assert_eq!(body.message(), Some(r#"{"reason": ["no", "disk"]}"#));
    /// # Ok::<(), yuanrong_errors::rest::ParseError>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Returns the id under which the servers' logs have the request.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::ErrorBody;
    ///
    /// let body = ErrorBody::parse(br#"{"code": 4115, "trace_id": "7f3a"}"#)?;
    /// assert_eq!(body.trace_id(), Some("7f3a"));
    /// # Ok::<(), yuanrong_errors::rest::ParseError>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.trace_id.as_deref()
    }

    /// Returns whether the code reports success. For a body without a code this is false.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::ErrorBody;
    ///
    /// assert!(ErrorBody::parse(br#"{"code": 200200}"#)?.is_success());
    /// assert!(!ErrorBody::parse(br#"{"result": "done"}"#)?.is_success());
    /// # Ok::<(), yuanrong_errors::rest::ParseError>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.outcome == Outcome::Success
    }

    pub(super) fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Returns whether the `status` is that of a failure, whatever the code is.
    pub(super) fn has_failed(&self) -> bool {
        self.has_failed
    }

    /// Returns whether the object has a code, a message, perhaps a trace id, and nothing else.
    pub(super) fn is_bare(&self) -> bool {
        self.message.is_some() && !self.has_other_members
    }

    /// Returns whether the object has anything of an error body.
    pub(super) fn is_error_body(&self) -> bool {
        self.outcome != Outcome::Unstated || self.raw_code.is_some() || self.message.is_some()
    }

    pub(super) fn to_error(&self, depth: u8) -> Error {
        let error = Error::with_code(self.code);
        let error = match &self.raw_code {
            Some(raw_code) => error.with_raw_code(&**raw_code),
            None => error,
        };
        self.describe(error, depth)
    }

    /// Adds message and trace id to an error.
    pub(super) fn describe(&self, mut error: Error, depth: u8) -> Error {
        if let Some(trace_id) = &self.trace_id {
            error = error.with_trace_id(&**trace_id);
        }
        with_message(error, self.message().unwrap_or_default(), depth)
    }
}

/// The members of an object.
#[derive(Default)]
struct Members<'a> {
    object: &'a str,
    fields: Fields<'a>,
    /// Whether the object is valid, and nothing follows it.
    is_complete: bool,
    /// The `status` is that of a failure.
    has_failed: bool,
    /// There are members other than code, message and trace id.
    has_others: bool,
}

impl<'a> Members<'a> {
    /// Reads an object, up to a syntax error.
    ///
    /// The cursor checks strings and short integers, which is all that most bodies have; `serde_json`
    /// checks any other value.
    fn read(object: &'a str) -> Self {
        let mut members = Self { object, ..Self::default() };
        members.is_complete = members.read_to_end().is_some();
        members
    }

    fn read_to_end(&mut self) -> Option<()> {
        let mut cursor = Cursor::at_json(self.object.as_bytes());
        let mut more = cursor.open_object()?;
        while more {
            let key = Key::from_string(cursor.key()?);
            let value = match cursor.simple_value() {
                Some(value) => value,
                None => cursor.advance(json_length(&self.object[cursor.offset()..])?),
            };
            self.take(key, value);
            more = cursor.next_member()?;
        }
        cursor.is_at_end().then_some(())
    }

    fn take(&mut self, key: Key, value: RawValue<'a>) {
        self.fields.take(key, value);
        self.has_failed |=
            key == Key::Status && matches!(value.text(), br#""failed""# | br#""timeout""#);
        self.has_others |= !matches!(key, Key::Code | Key::Message | Key::TraceId);
    }

    fn message(&self) -> Option<Cow<'a, str>> {
        self.fields.message().map(|value| value.decoded_in(self.object))
    }

    fn trace_id(&self) -> Option<Cow<'a, str>> {
        self.fields.trace_id().map(|value| value.decoded_in(self.object))
    }
}

/// Returns the length of the JSON value at the start of a text; `None` if there is none.
// Inlined, it makes the loop over the simple values a tenth slower.
#[cold]
fn json_length(text: &str) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}

/// Why a body is not an error body, and at which byte.
///
/// # Examples
/// ```
/// use yuanrong_errors::rest::{ErrorBody, ParseErrorKind};
///
/// let error = ErrorBody::parse(b"<html>").unwrap_err();
/// assert_eq!((error.offset(), error.kind()), (0, ParseErrorKind::NotAnObject));
/// assert_eq!(error.to_string(), "expected an object at byte 0");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ParseError {
    offset: usize,
    kind: ParseErrorKind,
    reason: Box<str>,
}

/// What is wrong with a body that is not an error body.
///
/// # Examples
/// ```
/// use yuanrong_errors::rest::{ErrorBody, ParseErrorKind};
///
/// let error = ErrorBody::parse(br#"{"code": 41"#).unwrap_err();
/// assert_eq!(error.kind(), ParseErrorKind::Truncated);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// The body is not UTF-8.
    NotUtf8,
    /// The body does not begin as a JSON object does: it is empty, or something else.
    NotAnObject,
    /// The body ends before the object does.
    Truncated,
    /// The body is not valid JSON.
    Syntax,
}

impl ParseError {
    /// Returns the number of bytes before the error.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::ErrorBody;
    ///
    /// assert_eq!(ErrorBody::parse(br#"{"code": 4115"#).unwrap_err().offset(), 13);
    /// ```
    #[inline]
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Returns what is wrong.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::{ErrorBody, ParseErrorKind};
    ///
    /// let error = ErrorBody::parse(b"{\"message\": \"stra\xdfe\"}").unwrap_err();
    /// assert_eq!(error.kind(), ParseErrorKind::NotUtf8);
    /// ```
    #[inline]
    #[must_use]
    pub fn kind(&self) -> ParseErrorKind {
        self.kind
    }

    /// `object` is the text that was read, and `start` is its offset in the body.
    fn from_json(error: &serde_json::Error, object: &str, start: usize) -> Self {
        let message = error.to_string();
        let reason: Box<str> = message.split(" at line ").next().unwrap_or_default().into();
        if error.is_eof() || (&*reason == "invalid number" && ends_in_number(object)) {
            let offset = start + object.len();
            return Self { offset, kind: ParseErrorKind::Truncated, reason };
        }
        // serde_json counts lines and columns from 1, and columns in bytes.
        let lines_before = object.split_inclusive('\n').take(error.line().saturating_sub(1));
        let line_start = lines_before.map(str::len).sum::<usize>();
        let mut offset = line_start + error.column().saturating_sub(1);
        if reason.starts_with("control character") {
            // Here serde_json points to the byte before it.
            offset +=
                object.bytes().skip(offset).take_while(|byte| !byte.is_ascii_control()).count();
        }
        Self { offset: start + offset, kind: ParseErrorKind::Syntax, reason }
    }
}

/// Returns whether a text is cut off in a number, which `serde_json` does not report as the end.
fn ends_in_number(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
    let number = &text[text.trim_end_matches(is_part).len()..];
    !number.is_empty() && serde_json::from_str::<IgnoredAny>(&format!("{number}0")).is_ok()
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.reason, self.offset)
    }
}

impl core::error::Error for ParseError {}
