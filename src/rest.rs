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
//! then in the SDK's, since the frontend passes codes of that on.
//!
//! The HTTP status says little: the meta service sends 500 where the request is wrong, and some
//! interfaces answer errors with 200. The header `X-Inner-Code` has the code too, and is there when
//! the body is empty.

use crate::{
    ErrorCode, Table,
    json::{Cursor, Fault, unescaped},
};
use core::ops::Range;

#[cfg(feature = "json")]
mod body;

#[cfg(feature = "json")]
pub(crate) use body::error_in;
#[cfg(feature = "json")]
pub use body::{ErrorBody, ParseError, check};

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
    let mut fields = Fields::default();
    // What was found in front of a fault counts.
    let _ = fields.read_codes(body, Cursor::new(body));
    match fields.verdict(body) {
        Verdict::Code(code) => Some(code),
        _ => None,
    }
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing stands where a code would.
    Nothing,
    Success(u32),
    Code(ErrorCode),
    /// Something that is no number of the catalogue's.
    Other {
        place: Range<usize>,
        is_integer: bool,
    },
}

/// The members of an object that matter, each where its value is.
#[derive(Default)]
pub(crate) struct Fields {
    code: Option<Range<usize>>,
    error_code: Option<Range<usize>>,
    inner_code: Option<Range<usize>>,
    /// The first that stands in the place of a code and is none.
    no_code: Option<Range<usize>>,
    /// An object under `error`.
    pub(crate) error: Option<Range<usize>>,
    is_response: bool,
}

impl Fields {
    /// Reads an object up to its code.
    fn read_codes(&mut self, body: &[u8], mut cursor: Cursor<'_>) -> Result<(), Fault> {
        let mut more = cursor.open_object()?;
        while more && self.code.is_none() {
            let member = cursor.member(Cursor::skip_value)?;
            // Only what is complete counts: of a number that is cut off, the rest is missing.
            more = cursor.next_member()?;
            self.take(body, Key::of(member.key), member.value);
        }
        Ok(())
    }

    pub(crate) fn take(&mut self, body: &[u8], key: Key, value: Range<usize>) {
        let place = match key {
            Key::Code => &mut self.code,
            Key::ErrorCode => &mut self.error_code,
            Key::InnerCode => &mut self.inner_code,
            Key::Error if body.get(value.start) == Some(&b'{') => {
                self.error.get_or_insert(value);
                return;
            }
            Key::Type => {
                let text = body.get(value).unwrap_or_default();
                self.is_response |=
                    string(text).is_some_and(|text| unescaped(text).eq(*b"response"));
                return;
            }
            _ => return,
        };
        if place.is_some() {
            return;
        }
        if integer(body.get(value.clone()).unwrap_or_default()) == Place::NoInteger {
            self.no_code.get_or_insert(value);
        } else {
            *place = Some(value);
        }
    }

    pub(crate) fn verdict(&self, body: &[u8]) -> Verdict {
        if let Some(place) = self.own_code() {
            return self.judge(body, place.clone(), false);
        }
        if let Some(error) = &self.error {
            let mut inner = Self::default();
            // What was found in front of a fault counts.
            let _ = inner.read_codes(body, Cursor::starting(body, error.start));
            if let Some(place) = inner.own_code() {
                return self.judge(body, place.clone(), true);
            }
            if self.no_code.is_none() {
                return inner.word();
            }
        }
        self.word()
    }

    fn word(&self) -> Verdict {
        let word = |place| Verdict::Other { place, is_integer: false };
        self.no_code.clone().map_or(Verdict::Nothing, word)
    }

    fn own_code(&self) -> Option<&Range<usize>> {
        self.code.as_ref().or(self.error_code.as_ref()).or(self.inner_code.as_ref())
    }

    fn judge(&self, body: &[u8], place: Range<usize>, is_under_error: bool) -> Verdict {
        match integer(body.get(place.clone()).unwrap_or_default()) {
            // The WebSocket channel has these five numbers of its own.
            Place::Number(1001..=1005) if is_under_error && self.is_response => {
                Verdict::Other { place, is_integer: true }
            }
            Place::Number(number) if is_success(number) => Verdict::Success(number),
            Place::Number(number) => Verdict::Code(code_of_number(number)),
            Place::OutOfRange => Verdict::Other { place, is_integer: true },
            Place::NoInteger => Verdict::Other { place, is_integer: false },
        }
    }
}

/// The keys that matter.
#[derive(Clone, Copy)]
pub(crate) enum Key {
    Code,
    ErrorCode,
    InnerCode,
    Error,
    Type,
    #[cfg(feature = "json")]
    Message,
    #[cfg(feature = "json")]
    Msg,
    #[cfg(feature = "json")]
    ErrorMessage,
    #[cfg(feature = "json")]
    TraceId,
    Other,
}

impl Key {
    /// Keys are compared after unescaping.
    pub(crate) fn of(spelled: &[u8]) -> Self {
        if !spelled.contains(&b'\\') {
            return Self::named(spelled);
        }
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
fn string(value: &[u8]) -> Option<&[u8]> {
    value.strip_prefix(b"\"")?.strip_suffix(b"\"")
}

/// Reads the value in the place of a code: an integer, or a string of digits.
fn integer(value: &[u8]) -> Place {
    let Some(spelled) = string(value) else {
        let (digits, is_negative) =
            value.strip_prefix(b"-").map_or((value, false), |digits| (digits, true));
        return match number(digits.iter().copied()) {
            Place::Number(_) if is_negative => Place::OutOfRange,
            place => place,
        };
    };
    number(unescaped(spelled))
}

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
