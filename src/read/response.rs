//! Finds the error code in the body of a REST response.
//!
//! The module `rest` describes the bodies.

use super::cursor::{Cursor, Integer, RawString, RawValue, unescaped};
use crate::{ErrorCode, code::is_success};

/// Returns the error code in the body of a REST response; `None` for a success, and for a body
/// without a code.
///
/// This is the hot path of a gateway. It is there in every feature set, allocates nothing, and skips
/// values that nest to any depth.
///
/// The body is read up to its `code` and no further, so that the code is found even where the body is
/// cut off after it. For a body that is valid JSON, the result is that of the strict reader,
/// `ErrorBody`; for any other body it is whatever is in the place of a code. A number that is in no
/// table is [`ErrorCode::Unknown`]; one that does not fit in 32 bits is not a code.
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
    Fields::read(body).verdict().0
}

/// What a body says about the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict<'a> {
    /// There is nothing in the place of a code.
    Nothing,
    Success,
    Code(ErrorCode),
    /// There is something else in the place of a code: a word, a number of another channel, or one
    /// that does not fit in 32 bits. `value` is its JSON text.
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

impl<'a> CodeField<'a> {
    /// Judges the number; `is_channel` says that 1001 to 1005 are the WebSocket channel's own.
    #[inline]
    fn verdict(self, is_channel: bool) -> Verdict<'a> {
        match self.integer {
            Integer::InRange(1001..=1005) if is_channel => self.other(),
            Integer::InRange(number) if is_success(number) => Verdict::Success,
            Integer::InRange(number) => Verdict::Code(ErrorCode::from_rest_code(number)),
            Integer::OutOfRange => self.other(),
        }
    }

    #[inline]
    fn other(self) -> Verdict<'a> {
        Verdict::Other { value: self.text, is_integer: true }
    }
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
    is_response: bool,
}

impl<'a> Fields<'a> {
    /// Reads an object up to its `code`, or to a syntax error.
    #[inline]
    fn read(object: &'a [u8]) -> Self {
        let mut fields = Self::default();
        // What comes before a syntax error counts.
        let _ = fields.read_members(Cursor::at_json(object));
        fields
    }

    #[inline]
    fn read_members(&mut self, mut cursor: Cursor<'a>) -> Option<()> {
        let mut more = cursor.open_object()?;
        while more {
            let key = Key::from_string(cursor.key()?);
            let value = cursor.value()?;
            // Only a complete member counts: of a number that is cut off, digits are missing.
            more = cursor.next_member()?;
            self.take(key, value);
            if matches!(self.code, Some(CodeField { key: Key::Code, .. })) {
                break;
            }
        }
        Some(())
    }

    /// Takes note of a member.
    #[inline]
    pub(crate) fn take(&mut self, key: Key, value: RawValue<'a>) {
        let text = value.text();
        match key {
            Key::Code | Key::ErrorCode | Key::InnerCode => match value.integer() {
                None => {
                    self.word.get_or_insert(text);
                }
                Some(integer) if self.code.is_none_or(|best| key < best.key) => {
                    self.code = Some(CodeField { key, integer, text });
                }
                Some(_) => {}
            },
            Key::Error if text.starts_with(b"{") => {
                self.error.get_or_insert(text);
            }
            Key::Type => {
                let is_response = |string| unescaped(string).eq(*b"response");
                self.is_response |= value.string().is_some_and(is_response);
            }
            _ => {}
        }
    }

    /// Returns the verdict, and whether the object under `error` gave it.
    #[inline]
    pub(crate) fn verdict(&self) -> (Verdict<'a>, bool) {
        match self.code {
            Some(code) => (code.verdict(false), false),
            None => self.verdict_without_code(),
        }
    }

    #[inline]
    fn verdict_without_code(&self) -> (Verdict<'a>, bool) {
        let inner = self.error.map(Self::read).unwrap_or_default();
        match (inner.code, self.word.or(inner.word)) {
            (Some(code), _) => (code.verdict(self.is_response), true),
            (None, Some(value)) => {
                (Verdict::Other { value, is_integer: false }, self.word.is_none())
            }
            (None, None) => (Verdict::Nothing, false),
        }
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
    TraceId,
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
            _ => Self::Other,
        }
    }
}
