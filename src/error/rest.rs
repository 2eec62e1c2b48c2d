use super::{Fields, Key, Verdict, verdict_of};
use crate::{
    Error, ErrorCode, UnknownNumber,
    json::{Cursor, Fault},
    text::{LIMIT, is_integer, shortened, with_message},
};
use alloc::{borrow::Cow, string::String};
use core::{fmt, str};

/// The error body of a REST answer, read strictly.
///
/// It borrows from the body. Only strings with escapes are copied; apart from them and from values
/// that nest more than 64 deep, nothing is allocated.
///
/// # Examples
/// ```
/// use yuanrong_errors::{RestErrorCode, rest::ErrorBody};
///
/// let body = br#"{"code": 4115, "message": "the function is not found", "trace_id": "7f3a"}"#;
/// let body = ErrorBody::parse(body)?;
/// assert_eq!(body.code(), RestErrorCode::FunctionNotFound.into());
/// assert_eq!(body.message(), Some("the function is not found"));
/// assert_eq!(body.trace_id(), Some("7f3a"));
/// assert!(!body.is_success());
/// # Ok::<(), yuanrong_errors::rest::ParseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorBody<'a> {
    code: ErrorCode,
    /// Whether the code says that the call succeeded, if it says anything: a word does not.
    outcome: Option<bool>,
    raw_code: Option<Cow<'a, str>>,
    message: Option<Cow<'a, str>>,
    trace_id: Option<Cow<'a, str>>,
}

impl<'a> ErrorBody<'a> {
    /// Reads a body: a JSON object, whatever its members are. A byte-order mark in front of it is
    /// passed over.
    ///
    /// # Errors
    /// Where the body is not UTF-8, not JSON or no object, the error says at which byte.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::ErrorBody;
    ///
    /// let error = ErrorBody::parse(br#"{"code": 4115, "message""#).unwrap_err();
    /// assert_eq!(error.to_string(), "expected `:` at byte 24");
    /// ```
    pub fn parse(body: &'a [u8]) -> Result<Self, ParseError> {
        let text = str::from_utf8(body)
            .map_err(|error| Fault { at: error.valid_up_to(), reason: "not UTF-8" })?;
        let mut texts = Texts::default();
        let mut fields = Fields::default();
        let mut cursor = Cursor::new(body);
        let mut more = cursor.open_object()?;
        while more {
            let key = Key::of(cursor.key()?);
            let start = cursor.place();
            let has_escapes = cursor.check_value()?;
            fields.take(key, cursor.since(start));
            let text = text.get(start..cursor.place()).unwrap_or_default();
            texts.take(key, Value { text, has_escapes });
            more = cursor.next_member()?;
        }
        cursor.end()?;
        let (verdict, is_inner) = fields.verdict();
        if let Some(error) = fields.error {
            texts.take_inner(error, is_inner)?;
        }

        let unknown = |number| ErrorCode::Unknown(UnknownNumber::new(number));
        let (code, outcome, other) = match verdict {
            Verdict::Code(code) => (code, Some(false), None),
            Verdict::Success(number) => (unknown(number), Some(true), None),
            Verdict::Other { value, is_integer } => {
                (unknown(0), is_integer.then_some(false), Some(value))
            }
            Verdict::Nothing => (unknown(0), None, None),
        };
        Ok(Self {
            code,
            outcome,
            raw_code: other.map(|value| Value::of(value).decoded()),
            message: texts.message.map(|(_, value)| without_quotes(value.decoded())),
            trace_id: texts.trace_id.map(Value::decoded),
        })
    }

    /// The code; [`ErrorCode::Unknown`] of 0 where the body has none. Of a success, it is `Unknown`
    /// with the number of that.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::rest::ErrorBody;
    ///
    /// let body = ErrorBody::parse(br#"{"status": 500, "errorCode": "4211"}"#)?;
    /// assert_eq!(body.code().name(), "UserFuncInitTimeoutCode");
    /// assert_eq!(ErrorBody::parse(b"{}")?.code().code(), 0);
    /// # Ok::<(), yuanrong_errors::rest::ParseError>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// What stands in the place of the code where it is no number of the catalogue's: a word, a
    /// number that is negative or too large, a number of the WebSocket channel's own.
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

    /// The message: a string without its quotes, or the JSON text of any other value but `null`.
    ///
    /// Where there is no `message`, it is `msg`, `errorMessage`, or an `error` that is a string.
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

    /// The id under which the servers' logs have the request.
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

    /// Whether the code says that the call succeeded. A body without a code says nothing.
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
        self.outcome == Some(true)
    }

    /// Whether there is anything of an error body in it.
    fn says_something(&self) -> bool {
        self.outcome.is_some() || self.raw_code.is_some() || self.message.is_some()
    }
}

/// The members that are shown to a person, each as the text of its value.
#[derive(Default)]
struct Texts<'a> {
    /// The first under the key that counts most.
    message: Option<(Key, Value<'a>)>,
    trace_id: Option<Value<'a>>,
}

impl<'a> Texts<'a> {
    #[inline]
    fn take(&mut self, key: Key, value: Value<'a>) {
        let is_message = match key {
            Key::Message | Key::Msg | Key::ErrorMessage => true,
            Key::Error => value.text.starts_with('"'),
            _ => false,
        };
        if value.text == "null" {
            return;
        }
        if is_message && self.message.is_none_or(|(best, _)| key < best) {
            self.message = Some((key, value));
        } else if key == Key::TraceId {
            self.trace_id.get_or_insert(value);
        }
    }

    /// What an object under `error` says, where the outer one says nothing, or where the code is that
    /// object's: a message belongs to the code beside it.
    fn take_inner(&mut self, object: &'a [u8], is_first: bool) -> Result<(), Fault> {
        let mut inner = Self::default();
        let mut cursor = Cursor::new(object);
        let mut more = cursor.open_object()?;
        while more {
            let key = Key::of(cursor.key()?);
            let start = cursor.place();
            cursor.skip_value()?;
            inner.take(key, Value::of(cursor.since(start).text()));
            more = cursor.next_member()?;
        }
        let (first, second) = if is_first { (&inner, &*self) } else { (&*self, &inner) };
        *self = Self {
            message: first.message.or(second.message),
            trace_id: first.trace_id.or(second.trace_id),
        };
        Ok(())
    }
}

/// The text of a value.
#[derive(Clone, Copy)]
struct Value<'a> {
    text: &'a str,
    /// Whether it is a string that has escapes.
    has_escapes: bool,
}

impl<'a> Value<'a> {
    /// A part of a body that is known to be UTF-8.
    fn of(bytes: &'a [u8]) -> Self {
        let text = str::from_utf8(bytes).unwrap_or_default();
        Self { text, has_escapes: text.starts_with('"') && text.contains('\\') }
    }

    /// A string without quotes and escapes, any other value as its JSON text. A string that spells
    /// half of a surrogate pair, which no text can hold, keeps its escapes.
    fn decoded(self) -> Cow<'a, str> {
        let inside = self.text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        if self.has_escapes {
            if let Ok(decoded) = serde_json::from_str::<String>(self.text) {
                return Cow::Owned(decoded);
            }
        }
        Cow::Borrowed(inside.unwrap_or(self.text))
    }
}

/// Some messages are quoted once more, as a JSON string.
fn without_quotes(message: Cow<'_, str>) -> Cow<'_, str> {
    let inside = message.strip_prefix('"').and_then(|message| message.strip_suffix('"'));
    let Some(inside) = inside else { return message };
    match serde_json::from_str::<String>(&message) {
        Ok(decoded) => Cow::Owned(decoded),
        // No string of JSON's: a line break stands in it as it is.
        Err(_) if !inside.contains('"') => Cow::Owned(inside.into()),
        Err(_) => message,
    }
}

/// Why a body is no error body, and at which byte.
///
/// # Examples
/// ```
/// use yuanrong_errors::rest::ErrorBody;
///
/// let error = ErrorBody::parse(b"<html>").unwrap_err();
/// assert_eq!((error.offset(), error.to_string()), (0, "expected an object at byte 0".to_owned()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ParseError(Fault);

impl ParseError {
    /// The number of bytes in front of the fault.
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
        self.0.at
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.0.reason, self.0.at)
    }
}

impl core::error::Error for ParseError {}

impl From<Fault> for ParseError {
    fn from(fault: Fault) -> Self {
        Self(fault)
    }
}

impl Error {
    /// What an answer says that failed. Never fails itself.
    ///
    /// What is no error body, such as plain text or an HTML page, is kept as the server's message,
    /// up to 64 KiB and with U+FFFD for bytes that are not UTF-8. Its code is what
    /// [`code_of`](crate::rest::code_of) sees, else [`ErrorCode::Unknown`] of 0. Where the message
    /// is not all of the body, that is in [`received`](Self::received), and its bytes in
    /// [`received_bytes`](Self::received_bytes). An error that the message tells as JSON is the
    /// [`source`](core::error::Error::source).
    ///
    /// # Examples
    /// ```
    /// use std::error::Error as _;
    /// use yuanrong_errors::{Error, ErrorCode, SdkErrorCode};
    ///
    /// let body = br#"{"code": 2002, "message": {"errorCode": "4211", "message": "timed out"}}"#;
    /// let error = Error::from_rest(500, body);
    /// assert_eq!(error.code(), SdkErrorCode::UserFunctionException.into());
    /// let cause = error.source().and_then(ErrorCode::in_chain);
    /// assert_eq!(cause, Some(ErrorCode::from_code(4211)));
    ///
    /// let error = Error::from_rest(502, b"Bad gateway");
    /// assert_eq!(error.server_message(), Some("Bad gateway"));
    /// assert!(!error.code().is_known());
    /// ```
    #[must_use]
    pub fn from_rest(http_status: u16, body: &[u8]) -> Self {
        let error = match ErrorBody::parse(body) {
            Ok(read) if read.says_something() => Self::from_body(&read, 0),
            Ok(read) => Self::from_body(&read, 0).with_text(body),
            Err(_) => Self::from_verdict(verdict_of(body)).with_text(body),
        };
        error.with_received_body(body).with_http_status(http_status)
    }

    /// What a body says of the code that is no error body.
    fn from_verdict(verdict: Verdict<'_>) -> Self {
        match verdict {
            Verdict::Code(code) => Self::new(code),
            Verdict::Other { value, .. } => match str::from_utf8(value) {
                Ok(text) => Self::new(0).with_raw_code(&Value::of(text.as_bytes()).decoded()),
                Err(_) => Self::new(0),
            },
            Verdict::Success(_) | Verdict::Nothing => Self::new(0),
        }
    }

    /// With a body as the message.
    fn with_text(self, body: &[u8]) -> Self {
        // A character that is cut in two here is cut off below.
        let text = String::from_utf8_lossy(body.get(..LIMIT + 4).unwrap_or(body));
        if text.is_empty() { self } else { self.with_message(shortened(&text)) }
    }

    fn from_body(body: &ErrorBody<'_>, depth: u8) -> Self {
        let mut error = Self::new(body.code);
        if let Some(raw_code) = &body.raw_code {
            error = error.with_raw_code(raw_code);
        }
        if let Some(trace_id) = &body.trace_id {
            error = error.with_trace_id(&**trace_id);
        }
        with_message(error, body.message().unwrap_or_default(), depth)
    }
}

/// The error of a JSON object with an error's code, or of the first such object in a list.
pub(crate) fn error_in(text: &str, depth: u8) -> Option<Error> {
    let error_of = |object: &str| {
        let body = ErrorBody::parse(object.as_bytes()).ok()?;
        let is_error = body.outcome == Some(false) || body.raw_code.is_some();
        is_error.then(|| Error::from_body(&body, depth))
    };
    if text.starts_with('{') {
        return error_of(text);
    }
    let mut cursor = Cursor::new(text.as_bytes());
    let mut more = cursor.open_array().ok()?;
    let mut first = None;
    while more {
        let start = cursor.place();
        cursor.skip_value().ok()?;
        if first.is_none() {
            first = error_of(text.get(start..cursor.place())?);
        }
        more = cursor.next_element().ok()?;
    }
    cursor.end().ok()?;
    first
}

/// Tells an answer that succeeded from one that failed: by the code in the body, and where that has
/// none by the HTTP status, of which 200 to 299 are success.
///
/// # Errors
/// What [`Error::from_rest`] makes of the answer, where it failed.
///
/// # Examples
/// ```
/// use yuanrong_errors::{RestErrorCode, rest};
///
/// assert!(rest::check(200, br#"{"code": 0, "result": "done"}"#).is_ok());
/// assert!(rest::check(200, b"any other body").is_ok());
///
/// let error = rest::check(200, br#"{"code": 4115}"#).unwrap_err();
/// assert_eq!(error.code(), RestErrorCode::FunctionNotFound.into());
/// assert!(rest::check(502, b"<html>Bad gateway</html>").is_err());
/// ```
pub fn check(http_status: u16, body: &[u8]) -> Result<(), Error> {
    check_answer(http_status, None, body)
}

/// Tells an answer that succeeded from one that failed, as [`check`] does, by the header
/// `X-Inner-Code` too: by the code in the body, where that has none by the one in the header, and
/// where there is none by the HTTP status. What the body says besides the code is kept.
///
/// A scheduler that shuts down, for one, answers with 200, an empty body and 9000 in the header.
///
/// # Errors
/// What the answer says, where it failed.
///
/// # Examples
/// ```
/// use yuanrong_errors::{RestErrorCode, rest};
///
/// let error = rest::check_answer(200, Some("9000"), b"").unwrap_err();
/// assert_eq!(error.code().code(), 9000);
///
/// let error = rest::check_answer(500, Some("4115"), br#"{"message": "no demo"}"#).unwrap_err();
/// assert_eq!(error.code(), RestErrorCode::FunctionNotFound.into());
/// assert_eq!(error.server_message(), Some("no demo"));
///
/// assert!(rest::check_answer(200, Some("0"), br#"{"result": "done"}"#).is_ok());
/// ```
pub fn check_answer(http_status: u16, inner_code: Option<&str>, body: &[u8]) -> Result<(), Error> {
    match outcome_of(body) {
        Some(true) => return Ok(()),
        Some(false) => return Err(Error::from_rest(http_status, body)),
        None => {}
    }
    let told = inner_code.map(Error::from_inner_code);
    let is_integer = |told: &Error| told.raw_code().is_none_or(|code| is_integer(code.trim()));
    let code = told.as_ref().filter(|told| is_integer(told));
    let is_success = match code {
        Some(told) => told.raw_code().is_none() && super::is_success(told.code().code()),
        None => (200..300).contains(&http_status),
    };
    if is_success {
        return Ok(());
    }
    let error = Error::from_rest(http_status, body);
    // A word in the body says more than one in the header.
    let is_header_s = code.is_some() || error.raw_code().is_none();
    Err(match told {
        Some(told) if is_header_s => error.with_code_of(told),
        _ => error,
    })
}

/// Whether the code in a body says that the call succeeded. In a body that is not read to its end,
/// only a code that tells of a failure counts.
fn outcome_of(body: &[u8]) -> Option<bool> {
    match ErrorBody::parse(body) {
        Ok(body) => body.outcome,
        Err(_) => match verdict_of(body) {
            Verdict::Code(_) | Verdict::Other { is_integer: true, .. } => Some(false),
            _ => None,
        },
    }
}
