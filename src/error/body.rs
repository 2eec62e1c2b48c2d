use super::{Error, exception::with_message};
use crate::{
    ErrorCode,
    read::{
        cursor::RawValue,
        json_string::{decoded, without_quotes},
        response::{Fields, Key, Verdict},
    },
};
use alloc::{borrow::Cow, boxed::Box, format, string::ToString};
use core::{fmt, str};
use serde::{
    Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue as JsonValue;

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
        let members =
            Members::read(object).map_err(|error| ParseError::from_json(&error, object, start))?;
        Ok(Self::from_members(&members))
    }

    fn from_members(outer: &Members<'a>) -> Self {
        let (verdict, is_inner) = outer.fields.verdict();
        // A part of a valid document is valid.
        let inner = outer.fields.error().and_then(|object| str::from_utf8(object).ok());
        let inner = inner.and_then(|object| Members::read(object).ok()).unwrap_or_default();
        // A message belongs to the code beside it.
        let [first, second] = if is_inner { [&inner, outer] } else { [outer, &inner] };
        let message = first.fields.message().or(second.fields.message());
        let trace_id = first.fields.trace_id().or(second.fields.trace_id());
        let (code, raw_code) = match verdict {
            Verdict::Code(code) => (Some(code), None),
            Verdict::Other { value, .. } => (None, Some(decoded(value))),
            Verdict::Success | Verdict::Nothing => (None, None),
        };
        Self {
            code,
            raw_code,
            message: message.map(|value| without_quotes(decoded(value))),
            trace_id: trace_id.map(decoded),
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
            Some(raw_code) => error.with_raw_code(raw_code),
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
    fields: Fields<'a>,
    /// The `status` is that of a failure.
    has_failed: bool,
    /// There are members other than code, message and trace id.
    has_others: bool,
}

impl<'a> Members<'a> {
    fn read(object: &'a str) -> serde_json::Result<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(object);
        let mut has_doubtful_keys = false;
        let visitor = MembersVisitor { has_doubtful_keys: &mut has_doubtful_keys };
        let members = deserializer.deserialize_map(visitor)?;
        deserializer.end()?;
        if has_doubtful_keys {
            serde_json::from_str::<IgnoredAny>(object)?;
        }
        Ok(members)
    }

    fn take(&mut self, key: Key, value: &'a str) {
        self.fields.take(key, RawValue::new(value.as_bytes()));
        self.has_failed |= key == Key::Status && matches!(value, r#""failed""# | r#""timeout""#);
        self.has_others |= !matches!(key, Key::Code | Key::Message | Key::TraceId);
    }
}

struct MembersVisitor<'a> {
    has_doubtful_keys: &'a mut bool,
}

impl<'de> Visitor<'de> for MembersVisitor<'_> {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members = Members::default();
        let is_doubtful = self.has_doubtful_keys;
        while let Some(key) = map.next_key_seed(KeyVisitor { is_doubtful })? {
            if key == Key::Other {
                members.has_others = true;
                map.next_value::<IgnoredAny>()?;
            } else {
                members.take(key, map.next_value::<&JsonValue>()?.get());
            }
        }
        Ok(members)
    }
}

/// Reads a key as bytes: as a string, a key with half of a surrogate pair would be an error.
struct KeyVisitor<'a> {
    /// Set where the key may have a control character, which `serde_json` does not refuse in bytes.
    is_doubtful: &'a mut bool,
}

impl<'de> DeserializeSeed<'de> for KeyVisitor<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl<'de> Visitor<'de> for KeyVisitor<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_bytes<E>(self, name: &'de [u8]) -> Result<Key, E> {
        *self.is_doubtful |= name.iter().any(u8::is_ascii_control);
        Ok(Key::from_name(name))
    }

    /// The key has escapes.
    fn visit_bytes<E>(self, name: &[u8]) -> Result<Key, E> {
        *self.is_doubtful = true;
        Ok(Key::from_name(name))
    }
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
