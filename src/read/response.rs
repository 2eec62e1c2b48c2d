//! Finds the error code in the body of a REST response.
//!
//! The module `rest` describes the bodies.

use super::cursor::{Cursor, Integer, RawString, RawValue, unescaped};
use crate::{
    ErrorCode, FunctionSystemErrorCode, RestErrorCode, SdkErrorCode, Table, code::is_success,
};
#[cfg(feature = "error")]
use {
    super::json_string::{decoded_bytes, without_quotes},
    alloc::borrow::Cow,
};

/// Returns the error code in the body of a REST response; `None` for a success, and for a body
/// without a code.
///
/// This is the hot path of a gateway. It is there in every feature set, allocates nothing, and skips
/// values that nest to any depth.
///
/// The body is read up to its `code` and no further, so that the code is found even where the body is
/// cut off after it. It is read on only where other members decide what the number means: after an
/// unknown number, one that is in several tables, and those that the dashboard uses for itself. For a
/// body that is valid JSON, the result is that of the strict reader, `ErrorBody`; for any other body
/// it is whatever is in the place of a code. A number that is in no table is
/// [`ErrorCode::Unknown`]; one that does not fit in 32 bits is not a code.
///
/// # Examples
/// ```
/// use yuanrong_errors::{RestErrorCode, rest};
///
/// let body = br#"{"code": 4115, "message": "the function [demo] is not found"}"#;
/// assert_eq!(rest::code_of(body), Some(RestErrorCode::FunctionNotFound.into()));
/// assert_eq!(rest::code_of(br#"{"code": 0, "result": [1, 2]}"#), None);
/// ```
#[inline]
#[must_use]
pub fn code_of(body: &[u8]) -> Option<ErrorCode> {
    match verdict_of(body) {
        Verdict::Code(code) => Some(code),
        _ => None,
    }
}

/// Returns what a body says about the code. What comes before a syntax error counts.
#[inline]
pub(crate) fn verdict_of(body: &[u8]) -> Verdict<'_> {
    let mut fields = Fields::default();
    // What comes before a syntax error counts.
    let _ = fields.read_members(&mut Cursor::at_json(body));
    fields.verdict().0
}

/// What a body says about the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict<'a> {
    /// There is nothing in the place of a code.
    Nothing,
    Success,
    Code(ErrorCode),
    /// There is something else in the place of a code: a word, a number that is not the catalogue's,
    /// or one that does not fit in 32 bits. `value` is its JSON text.
    Other {
        value: &'a [u8],
        is_integer: bool,
    },
}

/// An integer under a key of a code, and its JSON text.
#[derive(Clone, Copy)]
struct CodeField<'a> {
    key: Key,
    integer: Integer,
    text: &'a [u8],
}

/// What the members of an object say about the code.
#[derive(Clone, Copy, Default)]
pub(crate) struct Fields<'a> {
    /// The first integer under the key that counts most.
    code: Option<CodeField<'a>>,
    /// The first value in the place of a code that is not an integer.
    word: Option<&'a [u8]>,
    /// The first object under `error`.
    error: Option<&'a [u8]>,
    /// The first under the key that counts most.
    message: Option<(Key, RawValue<'a>)>,
    trace_id: Option<RawValue<'a>>,
    marks: u8,
}

/// The object has `"type":"response"`: it is of the WebSocket channel.
const IS_RESPONSE: u8 = 1;
/// The object has a `payload`, as the responses of the kill API have.
const HAS_PAYLOAD: u8 = 1 << 1;
/// The object has a `sandboxId`.
const HAS_SANDBOX_ID: u8 = 1 << 2;
/// The `status` of the object is that of a failure.
const IS_FAILED: u8 = 1 << 3;
/// The `data` of the object is an empty string.
const HAS_EMPTY_DATA: u8 = 1 << 4;
/// The object is the event of a channel that was closed: `"event":"close"` comes before its code.
const IS_CLOSE: u8 = 1 << 5;

impl<'a> Fields<'a> {
    /// Reads an object up to the code that decides, or to a syntax error.
    #[inline]
    fn read(object: &'a [u8]) -> Self {
        let mut fields = Self::default();
        // What comes before a syntax error counts.
        let _ = fields.read_members(&mut Cursor::at_json(object));
        fields
    }

    #[inline]
    fn read_members(&mut self, cursor: &mut Cursor<'a>) -> Option<()> {
        let mut more = cursor.open_object()?;
        while more {
            let key = Key::from_string(cursor.key()?);
            let value = cursor.value()?;
            // Only a complete member counts: of a number that is cut off, digits are missing.
            more = cursor.next_member()?;
            self.take(key, value);
            if key == Key::Code && self.is_decided() {
                break;
            }
        }
        Some(())
    }

    /// Returns whether the number under `code` means the same whatever follows.
    #[inline]
    fn is_decided(&self) -> bool {
        let Some(CodeField { key: Key::Code, integer, .. }) = &self.code else { return false };
        let Integer::InRange(number) = *integer else { return true };
        // All lookups come first: a branch on which table has a code could not be predicted.
        let is_rest = RestErrorCode::from_code(number).is_some();
        let is_sdk = SdkErrorCode::from_code(number).is_some();
        let is_status = FunctionSystemErrorCode::from_code(number).is_some()
            && !(1000..=9999).contains(&number);
        (is_rest != is_sdk && !is_status && !is_of_dashboard(number)) || is_success(number)
    }

    /// Takes note of a member.
    #[inline]
    pub(crate) fn take(&mut self, key: Key, value: RawValue<'a>) {
        let text = value.text();
        match key {
            Key::Code | Key::ErrorCode | Key::InnerCode => match value.integer() {
                None if is_nothing(text) => {}
                None => {
                    self.word.get_or_insert(text);
                }
                Some(integer) if self.code.is_none_or(|best| key < best.key) => {
                    self.code = Some(CodeField { key, integer, text });
                }
                Some(_) => {}
            },
            Key::Other => {}
            key => self.take_other(key, value),
        }
    }

    /// Takes note of a member that is not a code.
    fn take_other(&mut self, key: Key, value: RawValue<'a>) {
        let text = value.text();
        let is_string = |expected: &[u8]| {
            value.string().is_some_and(|string| unescaped(string).eq(expected.iter().copied()))
        };
        match key {
            Key::Error if text.starts_with(b"{") => {
                self.error.get_or_insert(text);
            }
            Key::Message | Key::Msg | Key::ErrorMessage | Key::Body => {
                self.take_message(key, value);
            }
            Key::Error if text.starts_with(b"\"") => self.take_message(key, value),
            Key::TraceId if text != b"null" => {
                self.trace_id.get_or_insert(value);
            }
            Key::Type if is_string(b"response") => self.marks |= IS_RESPONSE,
            Key::Type | Key::Event if self.code.is_none() && is_string(b"close") => {
                self.marks |= IS_CLOSE;
            }
            Key::Status if is_string(b"failed") || is_string(b"timeout") => self.marks |= IS_FAILED,
            Key::Data if text == b"\"\"" => self.marks |= HAS_EMPTY_DATA,
            Key::Payload => self.marks |= HAS_PAYLOAD,
            Key::SandboxId => self.marks |= HAS_SANDBOX_ID,
            _ => {}
        }
    }

    fn take_message(&mut self, key: Key, value: RawValue<'a>) {
        if value.text() != b"null" && self.message.is_none_or(|(best, _)| key < best) {
            self.message = Some((key, value));
        }
    }

    /// Returns the verdict, and whether the object under `error` gave it.
    #[inline]
    pub(crate) fn verdict(&self) -> (Verdict<'a>, bool) {
        match &self.code {
            Some(code) => (self.verdict_on(code), false),
            None => self.verdict_without_code(),
        }
    }

    fn verdict_without_code(&self) -> (Verdict<'a>, bool) {
        let inner = self.error.map(Self::read).unwrap_or_default();
        match (inner.code, self.word.or(inner.word)) {
            // These numbers are the WebSocket channel's own.
            (Some(CodeField { integer: Integer::InRange(1001..=1005), text, .. }), _)
                if self.has(IS_RESPONSE) =>
            {
                (Verdict::Other { value: text, is_integer: true }, true)
            }
            (Some(code), _) => (inner.verdict_on(&code), true),
            (None, Some(value)) => {
                (Verdict::Other { value, is_integer: false }, self.word.is_none())
            }
            (None, None) => (Verdict::Nothing, false),
        }
    }

    #[inline]
    fn verdict_on(&self, code: &CodeField<'a>) -> Verdict<'a> {
        let other = Verdict::Other { value: code.text, is_integer: true };
        match code.integer {
            Integer::OutOfRange => other,
            // The close codes of a WebSocket.
            Integer::InRange(1000..=1015) if self.has(IS_CLOSE) => Verdict::Nothing,
            Integer::InRange(number) if is_of_dashboard(number) && self.is_of_dashboard() => other,
            Integer::InRange(number) if is_success(number) => {
                let is_failed = code.key == Key::ErrorCode && self.has(IS_FAILED);
                if is_failed { other } else { Verdict::Success }
            }
            Integer::InRange(number) => Verdict::Code(self.code_of(number, code.key)),
        }
    }

    /// Returns what a number means in this object.
    #[inline]
    fn code_of(&self, number: i32, key: Key) -> ErrorCode {
        if key == Key::Code && self.has(HAS_PAYLOAD) {
            in_kill_response(number)
        } else if key != Key::Code && self.has(HAS_SANDBOX_ID) {
            in_sandbox_response(number)
        } else {
            ErrorCode::from_rest_code(number)
        }
    }

    #[inline]
    fn has(&self, mark: u8) -> bool {
        self.marks & mark != 0
    }

    /// Returns whether the object is what the dashboard sends for a failure of its own.
    fn is_of_dashboard(&self) -> bool {
        let is_fail =
            |(key, value): (Key, RawValue<'_>)| key == Key::Msg && value.text() == b"\"fail\"";
        self.has(HAS_EMPTY_DATA) && self.message.is_some_and(is_fail)
    }

    /// Returns the message.
    #[cfg(feature = "error")]
    pub(crate) fn message(&self) -> Option<RawValue<'a>> {
        let (key, value) = self.message?;
        // A function's own result has the message in its body.
        let is_message =
            key != Key::Body || self.code.is_some_and(|code| code.key == Key::InnerCode);
        is_message.then_some(value)
    }

    /// Returns the trace id.
    #[cfg(feature = "error")]
    pub(crate) fn trace_id(&self) -> Option<RawValue<'a>> {
        self.trace_id
    }

    /// Returns the JSON text of the object under `error`.
    #[cfg(feature = "error")]
    pub(crate) fn error(&self) -> Option<&'a [u8]> {
        self.error
    }
}

/// Returns what a number means in a status of the function system, which passes on SDK codes.
#[inline]
pub(crate) fn in_status(number: i32) -> ErrorCode {
    let is_sdk = (1000..=9999).contains(&number);
    ErrorCode::in_table(if is_sdk { Table::Sdk } else { Table::FunctionSystem }, number)
}

/// Returns what a number means in a response of the kill API, which has a `payload`: a status, or a
/// code of the REST API.
#[inline]
pub(crate) fn in_kill_response(number: i32) -> ErrorCode {
    let code = in_status(number);
    if code.is_known() { code } else { ErrorCode::from_rest_code(number) }
}

/// Returns what a number means in an object with the id of a sandbox: an SDK code, or one of the REST
/// API.
#[inline]
pub(crate) fn in_sandbox_response(number: i32) -> ErrorCode {
    let code = ErrorCode::in_table(Table::Sdk, number);
    if code.is_known() { code } else { ErrorCode::from_rest_code(number) }
}

/// Returns whether the dashboard uses a number for failures of its own.
#[inline]
fn is_of_dashboard(number: i32) -> bool {
    matches!(number, 1001 | 1002 | 2001 | 2002)
}

/// Returns whether a value says that there is no code.
fn is_nothing(value: &[u8]) -> bool {
    let is_empty = |open: &[u8], close: &[u8]| {
        let inside = value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inside.is_some_and(|inside| inside.trim_ascii().is_empty())
    };
    matches!(value, b"null" | b"false" | b"\"\"") || is_empty(b"{", b"}") || is_empty(b"[", b"]")
}

/// An error body that is read to its end, or to a syntax error.
#[cfg(feature = "error")]
pub(crate) struct Body<'a> {
    outer: Fields<'a>,
    /// The object under `error`.
    inner: Fields<'a>,
    verdict: Verdict<'a>,
    /// Whether the object under `error` gave the verdict.
    is_inner: bool,
    /// The offset at which the object ends, or at which it has a syntax error.
    pub(crate) end: usize,
    pub(crate) is_complete: bool,
}

#[cfg(feature = "error")]
impl<'a> Body<'a> {
    /// Reads an object at the start of a text that can go on after it. What comes before a syntax
    /// error counts, and so does a message that is cut off.
    pub(crate) fn read(text: &'a [u8]) -> Self {
        let mut cursor = Cursor::at_json(text);
        let mut outer = Fields::default();
        let is_complete = outer.read_to_end(&mut cursor).is_some();
        let mut inner = Fields::default();
        if let Some(error) = outer.error() {
            let _ = inner.read_to_end(&mut Cursor::at_json(error));
        }
        let (verdict, is_inner) = outer.verdict();
        Self { outer, inner, verdict, is_inner, end: cursor.offset, is_complete }
    }

    /// Returns what the body says about the code.
    pub(crate) fn verdict(&self) -> Verdict<'a> {
        self.verdict
    }

    /// Returns the message: a string without its quotes, or the JSON text of any other value but
    /// `null`.
    pub(crate) fn message(&self) -> Option<Cow<'a, str>> {
        let [first, second] = self.by_rank();
        let message = first.message().or(second.message())?;
        Some(without_quotes(decoded_bytes(message.text())))
    }

    /// Returns the id under which the servers' logs have the request.
    pub(crate) fn trace_id(&self) -> Option<Cow<'a, str>> {
        let [first, second] = self.by_rank();
        first.trace_id().or(second.trace_id()).map(|value| decoded_bytes(value.text()))
    }

    /// Returns both objects, the one with the code first: a message belongs to the code beside it.
    fn by_rank(&self) -> [&Fields<'a>; 2] {
        if self.is_inner { [&self.inner, &self.outer] } else { [&self.outer, &self.inner] }
    }
}

#[cfg(feature = "error")]
impl<'a> Fields<'a> {
    fn read_to_end(&mut self, cursor: &mut Cursor<'a>) -> Option<()> {
        let mut more = cursor.open_object()?;
        while more {
            let key = Key::from_string(cursor.key()?);
            let start = cursor.offset;
            let Some(value) = cursor.value() else {
                let rest = &cursor.bytes[start..];
                if cursor.offset == cursor.bytes.len() && rest.starts_with(b"\"") {
                    self.take_other(key, RawValue::new(rest));
                }
                return None;
            };
            // Only a complete member counts: of a number that is cut off, digits are missing.
            let next = cursor.next_member();
            if next.is_some() || value.string().is_some() {
                self.take(key, value);
            }
            more = next?;
        }
        Some(())
    }
}

/// The keys that matter. Among those of a code, and among those of a message, the first counts most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Code,
    ErrorCode,
    InnerCode,
    Type,
    Message,
    Msg,
    ErrorMessage,
    Error,
    Body,
    TraceId,
    Status,
    SandboxId,
    Payload,
    Data,
    Event,
    Other,
}

impl Key {
    #[inline]
    pub(crate) fn from_string(string: RawString<'_>) -> Self {
        if string.has_escapes {
            Self::from_escaped(string.text)
        } else {
            Self::from_name(string.text)
        }
    }

    #[inline]
    fn from_escaped(string: &[u8]) -> Self {
        let mut name = [0; Self::LONGEST];
        let mut length = 0;
        for byte in unescaped(string) {
            if length == name.len() {
                return Self::Other;
            }
            name[length] = byte;
            length += 1;
        }
        Self::from_name(&name[..length])
    }

    const LONGEST: usize = "errorMessage".len();

    /// Returns the key with this name, which has no escapes any more.
    #[inline]
    pub(crate) fn from_name(name: &[u8]) -> Self {
        match name {
            b"code" => Self::Code,
            b"errorCode" => Self::ErrorCode,
            b"innerCode" => Self::InnerCode,
            b"error" => Self::Error,
            b"type" => Self::Type,
            b"message" => Self::Message,
            b"msg" => Self::Msg,
            b"errorMessage" => Self::ErrorMessage,
            b"trace_id" => Self::TraceId,
            b"body" => Self::Body,
            b"data" => Self::Data,
            b"event" => Self::Event,
            b"status" => Self::Status,
            b"payload" => Self::Payload,
            b"sandboxId" => Self::SandboxId,
            _ => Self::Other,
        }
    }
}
