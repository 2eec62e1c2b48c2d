//! Which error codes does a log mention?
//!
//! [`mentions`] finds every known code in a text: under the keys that openYuanRong's components and
//! SDKs write, in JSON fields, in the header `X-Inner-Code`, and the names that begin with `ERR_`.
//! Exit codes, HTTP and gRPC status codes, module codes, ports, line numbers and other numbers are
//! no mentions: a false alarm costs more trust than a miss. Where an overlay is installed, the
//! numbers that it adds to the catalogue are known codes, too. With the feature `std`, `annotate`
//! reads a log of any size and writes after each line what its codes mean.
//!
//! # Examples
//! ```
//! use yuanrong_errors::{SdkErrorCode, scan};
//!
//! let line = b"E0822 core.cpp:1002] invoke failed, code: 1007, msg: killed, exit code: 137";
//! let mention = scan::mentions(line).next().unwrap();
//! assert_eq!(mention.code(), SdkErrorCode::InstanceExited.into());
//! assert_eq!(&line[mention.range()], b"1007");
//! assert_eq!(scan::mentions(line).count(), 1);
//! ```

use crate::{
    ErrorCode, Table, advice,
    key::{self, Keyed, Rest},
    rest,
};
use core::{ops::Range, str};

#[cfg(feature = "std")]
mod annotate;

#[cfg(feature = "std")]
pub use annotate::{CodeCount, Options, Output, Summary, annotate};

/// Finds every known code that a text mentions, in order. The text need not be UTF-8. Allocates
/// nothing.
///
/// A field of a JSON object is read as it stands: which of several fields is the code of a whole
/// body, only `rest::code_of` tells. The numbers 1001 to 1005 of a WebSocket channel are told from
/// the SDK's by an `error` object before them and `"type":"response"`, on the same line and not more
/// than 512 bytes away.
///
/// # Examples
/// ```
/// use yuanrong_errors::scan;
///
/// let text = b"{\"code\":4115,\"message\":\"no\"}\nretcode = 1002\nERR_ETCD_OPERATION_ERROR";
/// let codes: Vec<u32> = scan::mentions(text).map(|mention| mention.code().code()).collect();
/// assert_eq!(codes, [4115, 1002, 3005]);
/// ```
#[inline]
#[must_use]
pub fn mentions(text: &[u8]) -> Mentions<'_> {
    Mentions { text, at: 0 }
}

/// The mentions of a text: what [`mentions`] returns.
///
/// # Examples
/// ```
/// let mut mentions = yuanrong_errors::scan::mentions(b"code: 1002, then code: 1003");
/// assert_eq!(mentions.next().map(|mention| mention.code().code()), Some(1002));
/// assert_eq!(mentions.count(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Mentions<'a> {
    text: &'a [u8],
    at: usize,
}

/// A code that a text mentions.
///
/// # Examples
/// ```
/// let mention = yuanrong_errors::scan::mentions(b"errCode=4202").next().unwrap();
/// assert_eq!(mention.range(), 8..12);
/// assert!(!mention.table_is_certain(), "4202 is in both tables");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mention {
    code: ErrorCode,
    range: Range<usize>,
    table_is_certain: bool,
}

impl Mention {
    /// The code; [`ErrorCode::Unknown`] only where an installed overlay has its number.
    ///
    /// # Examples
    /// ```
    /// let mention = yuanrong_errors::scan::mentions(b"code: 1002").next().unwrap();
    /// println!("{}", mention.code().solution());
    /// ```
    #[inline]
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// Where the number or the name stands.
    ///
    /// # Examples
    /// ```
    /// let mention = yuanrong_errors::scan::mentions(b"code: 1002").next().unwrap();
    /// assert_eq!(mention.range(), 6..10);
    /// ```
    #[inline]
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Whether it is certain which table the code is of: only one has the number, or the text tells
    /// by a name, a module code, a JSON field or the header. Else the code is that of
    /// [`ErrorCode::from_code`]. Of a code that only an overlay has, it is not.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Table, scan};
    ///
    /// let sdk = scan::mentions(b"code: 4202, module code: 30, msg: full").next().unwrap();
    /// assert_eq!((sdk.code().table(), sdk.table_is_certain()), (Some(Table::Sdk), true));
    /// let rest = scan::mentions(b"{\"code\": 4202}").next().unwrap();
    /// assert_eq!((rest.code().table(), rest.table_is_certain()), (Some(Table::Rest), true));
    /// ```
    #[inline]
    #[must_use]
    pub fn table_is_certain(&self) -> bool {
        self.table_is_certain
    }
}

impl Iterator for Mentions<'_> {
    type Item = Mention;

    fn next(&mut self) -> Option<Mention> {
        while let Some(candidate) = next_candidate(self.text, self.at) {
            self.at = candidate + 1;
            let mention = match self.text.get(candidate) {
                Some(b'R') => named(self.text, candidate),
                _ => key::read(self.text, candidate).and_then(|keyed| under_key(self.text, &keyed)),
            };
            if let Some(mention) = mention {
                self.at = mention.range.end;
                return Some(mention);
            }
        }
        self.at = self.text.len();
        None
    }
}

impl core::iter::FusedIterator for Mentions<'_> {}

/// The next place from `at` on where "cod" stands, in any case, or "R_".
///
/// Sixty-four places at a time, then sixteen, in a form that the compiler makes vectors of: that is as
/// fast for rare letters as for frequent ones, and both needles cost one pass.
fn next_candidate(text: &[u8], at: usize) -> Option<usize> {
    let at = past_blocks::<64, 66>(text, at);
    let at = past_blocks::<16, 18>(text, at);
    let rest = text.get(at..)?;
    let here = rest.windows(3).position(|window| is_candidate(window[0], window[1], window[2]));
    here.map(|here| at + here)
}

/// The first block of places from `at` on that has a candidate. A block is read with the two bytes
/// behind it, which a candidate at its end has.
#[inline]
fn past_blocks<const PLACES: usize, const BYTES: usize>(text: &[u8], at: usize) -> usize {
    let mut at = at;
    while let Some(block) = text.get(at..).and_then(<[u8]>::first_chunk::<BYTES>) {
        let [one, two, three] = [0, 1, 2].map(|start| block.get(start..start + PLACES));
        let (Some(one), Some(two), Some(three)) = (one, two, three) else { break };
        let triples = one.iter().zip(two).zip(three);
        if triples.fold(0, |any, ((a, b), c)| any | u8::from(is_candidate(*a, *b, *c))) != 0 {
            break;
        }
        at += PLACES;
    }
    at
}

#[expect(clippy::needless_bitwise_bool, reason = "branches would keep this out of vectors")]
#[inline]
fn is_candidate(a: u8, b: u8, c: u8) -> bool {
    let is_cod = (a | 0x20 == b'c') & (b | 0x20 == b'o') & (c | 0x20 == b'd');
    is_cod | ((a == b'R') & (b == b'_'))
}

/// A code under a key.
fn under_key(text: &[u8], keyed: &Keyed) -> Option<Mention> {
    let range = keyed.value.clone();
    let value = text.get(range.clone())?;
    if !value.first()?.is_ascii_digit() {
        let code = ErrorCode::from_name(str::from_utf8(value).ok()?)?;
        return Some(Mention { code, range, table_is_certain: true });
    }
    // No code is written with a zero in front.
    if value.starts_with(b"0") {
        return None;
    }
    let number = value.iter().try_fold(0_u32, |number, digit| {
        number.checked_mul(10)?.checked_add(u32::from(digit.wrapping_sub(b'0')))
    })?;
    if is_of_channel(text, keyed, number) {
        return None;
    }
    let told = table_told(text, keyed);
    let in_told = match told {
        Some(Table::Sdk) => ErrorCode::in_table(Table::Sdk, number),
        Some(Table::Rest) => rest::code_of_number(number),
        _ => ErrorCode::from_code(number),
    };
    let code = if in_told.is_known() { in_told } else { ErrorCode::from_code(number) };
    let is_certain = told.is_some() || ErrorCode::candidates(number).count() == 1;
    let table_is_certain = code.is_known() && is_certain;
    advice::is_known(code).then_some(Mention { code, range, table_is_certain })
}

/// The table that a text tells a code to be of: the SDK's by a module behind it, that of REST where
/// the key is a JSON field or the header's.
fn table_told(text: &[u8], keyed: &Keyed) -> Option<Table> {
    let mut rest = Rest { text, at: keyed.value.end };
    rest.punctuation();
    if rest.module_key().is_some() {
        return Some(Table::Sdk);
    }
    let key = text.get(keyed.start..keyed.value.start)?;
    // So the C++ SDK writes it, and Java over it.
    if key.starts_with(b"ErrCode") {
        return Some(Table::Sdk);
    }
    let is_header = key.get(..7).is_some_and(|key| key.eq_ignore_ascii_case(b"x-inner"));
    (is_field(text, keyed) || is_header).then_some(Table::Rest)
}

/// Whether a key is a field of a JSON object.
fn is_field(text: &[u8], keyed: &Keyed) -> bool {
    let key = text.get(keyed.start..keyed.value.start).unwrap_or_default();
    text.get(..keyed.start).is_some_and(|before| before.ends_with(b"\"")) && key.contains(&b'"')
}

/// Whether a number is the WebSocket channel's own: one from 1001 to 1005 in an `error` object, with
/// `"type":"response"` beside that, as far as the line tells.
fn is_of_channel(text: &[u8], keyed: &Keyed, number: u32) -> bool {
    /// How far is looked, so that a long line is not read again and again.
    const NEAR: usize = 512;
    if !(1001..=1005).contains(&number) || !is_field(text, keyed) {
        return false;
    }
    let before = text.get(keyed.start.saturating_sub(NEAR)..keyed.start).unwrap_or_default();
    let before = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let behind = text.get(keyed.value.end..).unwrap_or_default();
    let behind = behind.get(..NEAR).unwrap_or(behind);
    let behind = behind.split(|byte| *byte == b'\n').next().unwrap_or_default();
    has_field(before, b"error", b"{")
        && [before, behind].iter().any(|text| has_field(text, b"type", b"response"))
}

/// Whether a text has a field of this name with a value that begins so.
fn has_field(text: &[u8], name: &[u8], value: &[u8]) -> bool {
    memchr::memmem::find_iter(text, name).any(|at| {
        let mut rest = Rest { text, at: at + name.len() };
        rest.separator().is_some() && rest.eat(value)
    })
}

/// A name that begins with `ERR_`, as a whole word; `at` is its second R.
fn named(text: &[u8], at: usize) -> Option<Mention> {
    /// At least one byte more than the longest name has.
    const LONGEST: usize = 64;
    let start = at.checked_sub(2)?;
    if !text.get(start..)?.starts_with(b"ERR_") {
        return None;
    }
    let start = if text.get(..start)?.ends_with(b"ED") { start - 2 } else { start };
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let before = text.get(..start)?;
    if before.last().is_some_and(is_part) && !key::ends_with_escape(before) {
        return None;
    }
    let word = text.get(start..)?;
    let length = word.iter().take(LONGEST).take_while(|byte| is_part(byte)).count();
    let name = str::from_utf8(word.get(..length)?).ok()?;
    let code = key::named(name)?;
    Some(Mention { code, range: start..start + length, table_is_certain: true })
}
