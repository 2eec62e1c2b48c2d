//! What does the body of a REST answer say?
//!
//! [`code_of`] reads the error code and nothing else: the hot path of a gateway, in every feature
//! set. With the feature `json`, `ErrorBody` is the strict reading, which says what is wrong with a
//! body; `check` tells an answer that succeeded from one that failed; and `Error::from_rest` never
//! fails and loses nothing.
//!
//! An error body is a JSON object with a `code`, a number or a string of digits, a `message`, and
//! sometimes a `trace_id`. The answers of openYuanRong vary this: where the object has no `code`,
//! its `errorCode` counts, then its `innerCode`, then the same in an object under `error`. 0, 200,
//! 6030, 150200, 200200, 200202 and 200204 are success. A number is looked up in the REST table,
//! then in the SDK's, since the frontend also passes on SDK codes.
//!
//! The HTTP status says little: the meta service sends 500 where the request is wrong, and some
//! interfaces answer errors with 200. The header `X-Inner-Code` has the code too, and is there when
//! the body is empty: `check_answer` joins the three.

use crate::{
    ErrorCode, Table,
    json::{Cursor, Fault, Passed, Spelled, unescaped},
};

#[cfg(feature = "json")]
mod body;

#[cfg(feature = "json")]
pub(crate) use body::error_in;
#[cfg(feature = "json")]
pub use body::{ErrorBody, ParseError, check, check_answer};

/// The error code of a body; `None` for a success, and for a body without a code.
///
/// The body is read up to its `code` and no further, so one that is cut off behind it has its code
/// too. On every body that is valid JSON this says what the strict reading, `ErrorBody`, says; of
/// any other it says what stands where a code would stand. A number that is in no table is
/// [`ErrorCode::Unknown`], one of more than 32 bits is no code.
///
/// Allocates nothing. Values that are skipped may nest to any depth.
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

/// What a body says about the code; what was found in front of a fault counts.
#[inline]
fn verdict_of(body: &[u8]) -> Verdict<'_> {
    let mut fields = Fields::default();
    let _ = fields.read_codes(Cursor::new(body));
    fields.verdict().0
}

/// The code of a number in the answer of a REST call: from the REST table, else from the SDK's.
#[inline]
pub(crate) const fn code_of_number(number: u32) -> ErrorCode {
    match ErrorCode::in_table(Table::Rest, number) {
        ErrorCode::Unknown(_) => ErrorCode::in_table(Table::Sdk, number),
        code => code,
    }
}

/// Whether a number in the place of a code means success.
#[inline]
pub(crate) const fn is_success(number: u32) -> bool {
    matches!(number, 0 | 200 | 6030 | 150_200 | 200_200 | 200_202 | 200_204)
}

/// What stands in the place of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Number(u32),
    /// An integer that is negative or too large.
    OutOfRange,
    /// Anything else: a word, a decimal, an object.
    NoInteger,
}

/// What a body says about the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict<'a> {
    /// Nothing stands where a code would.
    Nothing,
    Success(u32),
    Code(ErrorCode),
    /// Something that is no number of the catalogue's: the text of that value.
    Other {
        value: &'a [u8],
        is_integer: bool,
    },
}

/// What the members of an object say about the code.
#[derive(Clone, Copy, Default)]
pub(crate) struct Fields<'a> {
    /// The first integer under the key that counts most, as text too.
    integer: Option<(Key, Place, &'a [u8])>,
    /// The first that stands in the place of a code and is none.
    word: Option<&'a [u8]>,
    /// An object under `error`.
    pub(crate) error: Option<&'a [u8]>,
    is_response: bool,
}

impl<'a> Fields<'a> {
    /// Reads an object up to its code.
    #[inline]
    fn read_codes(&mut self, mut cursor: Cursor<'a>) -> Result<(), Fault> {
        let mut more = cursor.open_object()?;
        while more {
            let key = Key::of(cursor.key()?);
            let start = cursor.place();
            cursor.skip_value()?;
            let value = cursor.since(start);
            // Only what is complete counts: of a number that is cut off, the rest is missing.
            more = cursor.next_member()?;
            self.take(key, value);
            if matches!(self.integer, Some((Key::Code, ..))) {
                break;
            }
        }
        Ok(())
    }

    #[inline]
    pub(crate) fn take(&mut self, key: Key, value: Passed<'a>) {
        match key {
            Key::Code | Key::ErrorCode | Key::InnerCode => match integer(value) {
                Place::NoInteger => {
                    self.word.get_or_insert(value.text());
                }
                place if self.integer.is_none_or(|(best, ..)| key < best) => {
                    self.integer = Some((key, place, value.text()));
                }
                _ => {}
            },
            Key::Error if value.text().starts_with(b"{") => {
                self.error.get_or_insert(value.text());
            }
            Key::Type => {
                let spelled = string(value.text());
                self.is_response |= spelled.is_some_and(|text| unescaped(text).eq(*b"response"));
            }
            _ => {}
        }
    }

    /// The verdict, and whether it is that of the object under `error`.
    #[inline]
    pub(crate) fn verdict(&self) -> (Verdict<'a>, bool) {
        match self.integer {
            Some((_, place, value)) => (judge(place, value, false), false),
            None => self.verdict_of_the_inner(),
        }
    }

    #[inline]
    fn verdict_of_the_inner(&self) -> (Verdict<'a>, bool) {
        let mut inner = Self::default();
        if let Some(error) = self.error {
            // What was found in front of a fault counts.
            let _ = inner.read_codes(Cursor::new(error));
        }
        match (inner.integer, self.word.or(inner.word)) {
            (Some((_, place, value)), _) => (judge(place, value, self.is_response), true),
            (None, Some(value)) => {
                (Verdict::Other { value, is_integer: false }, self.word.is_none())
            }
            (None, None) => (Verdict::Nothing, false),
        }
    }
}

/// `is_channel`: whether the number may be one of the five that the WebSocket channel has of its own.
#[inline]
fn judge(place: Place, value: &[u8], is_channel: bool) -> Verdict<'_> {
    match place {
        Place::Number(1001..=1005) if is_channel => Verdict::Other { value, is_integer: true },
        Place::Number(number) if is_success(number) => Verdict::Success(number),
        Place::Number(number) => Verdict::Code(code_of_number(number)),
        Place::OutOfRange => Verdict::Other { value, is_integer: true },
        Place::NoInteger => Verdict::Other { value, is_integer: false },
    }
}

/// The keys that matter. Of those that have codes the first counts most, and so it is with messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Code,
    ErrorCode,
    InnerCode,
    Type,
    #[cfg(feature = "json")]
    Message,
    #[cfg(feature = "json")]
    Msg,
    #[cfg(feature = "json")]
    ErrorMessage,
    Error,
    #[cfg(feature = "json")]
    TraceId,
    Other,
}

impl Key {
    /// Keys are compared after unescaping.
    #[inline]
    pub(crate) fn of(spelled: Spelled<'_>) -> Self {
        if spelled.has_escapes { Self::unescaped(spelled.text) } else { Self::named(spelled.text) }
    }

    #[inline]
    fn unescaped(spelled: &[u8]) -> Self {
        let mut name = [0; Self::LONGEST];
        let mut length = 0;
        for byte in unescaped(spelled) {
            let Some(place) = name.get_mut(length) else { return Self::Other };
            *place = byte;
            length += 1;
        }
        name.get(..length).map_or(Self::Other, Self::named)
    }

    const LONGEST: usize = "errorMessage".len();

    #[inline]
    fn named(name: &[u8]) -> Self {
        match name {
            b"code" => Self::Code,
            b"errorCode" => Self::ErrorCode,
            b"innerCode" => Self::InnerCode,
            b"error" => Self::Error,
            b"type" => Self::Type,
            #[cfg(feature = "json")]
            b"message" => Self::Message,
            #[cfg(feature = "json")]
            b"msg" => Self::Msg,
            #[cfg(feature = "json")]
            b"errorMessage" => Self::ErrorMessage,
            #[cfg(feature = "json")]
            b"trace_id" => Self::TraceId,
            _ => Self::Other,
        }
    }
}

/// What stands between the quotes, if the value is a string.
#[inline]
fn string(value: &[u8]) -> Option<&[u8]> {
    value.strip_prefix(b"\"")?.strip_suffix(b"\"")
}

/// Reads the value in the place of a code: an integer, or a string of digits.
#[inline]
fn integer(value: Passed<'_>) -> Place {
    value.short_number().map_or_else(|| any_integer(value.text()), Place::Number)
}

#[inline]
fn any_integer(value: &[u8]) -> Place {
    if let Some(spelled) = string(value) {
        return number(unescaped(spelled));
    }
    match value.strip_prefix(b"-") {
        None => number(value.iter().copied()),
        Some(digits) if number(digits.iter().copied()) == Place::NoInteger => Place::NoInteger,
        Some(_) => Place::OutOfRange,
    }
}

#[inline]
fn number(digits: impl Iterator<Item = u8>) -> Place {
    let mut place = Place::NoInteger;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return Place::NoInteger;
        }
        let digit = u32::from(byte - b'0');
        place = match place {
            Place::NoInteger => Place::Number(digit),
            Place::Number(number) => number
                .checked_mul(10)
                .and_then(|number| number.checked_add(digit))
                .map_or(Place::OutOfRange, Place::Number),
            Place::OutOfRange => Place::OutOfRange,
        };
    }
    place
}
