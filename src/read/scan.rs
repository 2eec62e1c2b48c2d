//! Finds the error codes that a log mentions.
//!
//! [`mentions`] finds every known code in a text: under the keys that openYuanrong's components and
//! SDKs write, in JSON fields, in the header `X-Inner-Code`, and as names that begin with `ERR_`. Exit
//! codes, HTTP and gRPC status codes, module codes, ports, line numbers and other numbers are not
//! mentions: a false alarm costs more trust than a miss. Where an overlay is installed, the numbers
//! that it adds to the catalogue are known codes, too.
//!
//! The program `yrerr annotate` reads logs of any size in this way, and writes after each line what
//! its codes mean.
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

use super::{
    code_key::{self, CodeKey},
    cursor::{Cursor, Integer},
};
use crate::{ErrorCode, Table, overlay::advice};
use core::{ops::Range, str};

/// Finds every known code that a text mentions, in order. The text need not be UTF-8. Allocates
/// nothing.
///
/// Each field of a JSON object is read alone: only `rest::code_of` knows which of several fields has
/// the code of a whole body. The numbers 1001 to 1005 in an `error` object are the WebSocket
/// channel's own, not the SDK's, where `"type":"response"` is on the same line and at most 512 bytes
/// away.
///
/// # Examples
/// ```
/// use yuanrong_errors::scan;
///
/// let text = b"{\"code\":4115,\"message\":\"no\"}\nretcode = 1002\nERR_ETCD_OPERATION_ERROR";
/// let codes: Vec<i32> = scan::mentions(text).map(|mention| mention.code().code()).collect();
/// assert_eq!(codes, [4115, 1002, 3005]);
/// ```
#[inline]
pub fn mentions(text: &[u8]) -> Mentions<'_> {
    Mentions { text, offset: 0 }
}

/// An iterator over the codes that a text mentions, which [`mentions`] returns.
///
/// # Examples
/// ```
/// let mut mentions = yuanrong_errors::scan::mentions(b"code: 1002, then code: 1003");
/// assert_eq!(mentions.next().map(|mention| mention.code().code()), Some(1002));
/// assert_eq!(mentions.count(), 1);
/// ```
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Mentions<'a> {
    text: &'a [u8],
    offset: usize,
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
    /// Returns the code. It is [`ErrorCode::Unknown`] only where an installed overlay has its number.
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

    /// Returns the range of the number or the name in the text.
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

    /// Returns whether it is certain which table the code is from.
    ///
    /// It is where only one table has the number, and where the text fixes the table by a name, a
    /// module code, a JSON field or the header. Else the code is that of [`ErrorCode::from_code`]. For
    /// a code that only an overlay has, it is not certain.
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
        while let Some(candidate) = next_candidate(self.text, self.offset) {
            self.offset = candidate + 1;
            let mention = if self.text[candidate] == b'R' {
                mention_by_name(self.text, candidate)
            } else {
                let key = code_key::read(self.text, candidate);
                key.and_then(|key| mention_under_key(self.text, &key))
            };
            if let Some(mention) = mention {
                self.offset = mention.range.end;
                return Some(mention);
            }
        }
        self.offset = self.text.len();
        None
    }
}

impl core::iter::FusedIterator for Mentions<'_> {}

/// Returns the first offset from this one on at which there is "cod", in any case, or "R_".
///
/// It looks at 64 offsets at a time, then at 16, in a form that the compiler turns into vector
/// instructions: one pass for both needles, and as fast for frequent letters as for rare ones.
fn next_candidate(text: &[u8], offset: usize) -> Option<usize> {
    let offset = skip_blocks::<64, 66>(text, offset);
    let offset = skip_blocks::<16, 18>(text, offset);
    let rest = &text[offset..];
    let index = rest.windows(3).position(|bytes| is_candidate(bytes[0], bytes[1], bytes[2]));
    index.map(|index| offset + index)
}

/// Returns the offset of the first block from this one on that has a candidate. A block is read with
/// the two bytes after it, which a candidate at its end has.
#[inline]
fn skip_blocks<const OFFSETS: usize, const BYTES: usize>(text: &[u8], offset: usize) -> usize {
    const { assert!(BYTES == OFFSETS + 2) }
    let mut offset = offset;
    while let Some(block) = text[offset..].first_chunk::<BYTES>() {
        let [one, two, three] = [0, 1, 2].map(|start| &block[start..start + OFFSETS]);
        let triples = one.iter().zip(two).zip(three);
        if triples.fold(0, |any, ((a, b), c)| any | u8::from(is_candidate(*a, *b, *c))) != 0 {
            break;
        }
        offset += OFFSETS;
    }
    offset
}

#[expect(clippy::needless_bitwise_bool, reason = "branches would keep this out of vectors")]
#[inline]
fn is_candidate(a: u8, b: u8, c: u8) -> bool {
    let is_cod = (a | 0x20 == b'c') & (b | 0x20 == b'o') & (c | 0x20 == b'd');
    is_cod | ((a == b'R') & (b == b'_'))
}

/// Returns the mention of a code under a key.
fn mention_under_key(text: &[u8], key: &CodeKey) -> Option<Mention> {
    let range = key.value.clone();
    let value = &text[range.clone()];
    let Some(integer) = Integer::parse(value) else {
        let code = ErrorCode::from_name(str::from_utf8(value).ok()?)?;
        return Some(Mention { code, range, table_is_certain: true });
    };
    let Integer::InRange(number) = integer else { return None };
    // No code is written with a zero in front.
    if value.starts_with(b"0") || is_of_channel(text, key, number) {
        return None;
    }
    let table = fixed_table(text, key);
    let in_table = match table {
        Some(Table::Sdk) => ErrorCode::in_table(Table::Sdk, number),
        Some(Table::Rest) => ErrorCode::from_rest_code(number),
        _ => ErrorCode::from_code(number),
    };
    let code = if in_table.is_known() { in_table } else { ErrorCode::from_code(number) };
    let is_certain = table.is_some() || ErrorCode::candidates(number).count() == 1;
    let table_is_certain = code.is_known() && is_certain;
    advice::is_known(code).then_some(Mention { code, range, table_is_certain })
}

/// Returns the table that the text fixes: the SDK's where a module follows, the REST table where the
/// key is a JSON field or the header.
fn fixed_table(text: &[u8], key: &CodeKey) -> Option<Table> {
    let mut cursor = Cursor::in_text(text, key.value.end);
    cursor.skip_punctuation();
    if cursor.eat_module_key().is_some() {
        return Some(Table::Sdk);
    }
    let is_header =
        |key: &[u8]| key.get(..7).is_some_and(|key| key.eq_ignore_ascii_case(b"x-inner"));
    match &text[key.start..key.value.start] {
        // The C++ SDK writes it like this, and Java over it.
        name if name.starts_with(b"ErrCode") => Some(Table::Sdk),
        name if is_header(name) || is_field(text, key) => Some(Table::Rest),
        _ => None,
    }
}

/// Returns whether a key is a field of a JSON object.
fn is_field(text: &[u8], key: &CodeKey) -> bool {
    text[..key.start].ends_with(b"\"") && text[key.start..key.value.start].contains(&b'"')
}

/// Returns whether a number is the WebSocket channel's own: one from 1001 to 1005 in an `error`
/// object, with `"type":"response"` beside that on the same line.
fn is_of_channel(text: &[u8], key: &CodeKey, number: i32) -> bool {
    /// How many bytes are searched, so that a long line is not read again and again.
    const NEAR: usize = 512;
    if !(1001..=1005).contains(&number) || !is_field(text, key) {
        return false;
    }
    let is_line_break = |byte: &u8| *byte == b'\n';
    let before = &text[key.start.saturating_sub(NEAR)..key.start];
    let before = before.rsplit(is_line_break).next().unwrap_or_default();
    let end = text.len().min(key.value.end + NEAR);
    let after = text[key.value.end..end].split(is_line_break).next().unwrap_or_default();
    has_field(before, b"error", b"{")
        && [before, after].iter().any(|text| has_field(text, b"type", b"response"))
}

/// Returns whether a text has a field of this name with a value that begins like this.
fn has_field(text: &[u8], name: &[u8], value: &[u8]) -> bool {
    memchr::memmem::find_iter(text, name).any(|offset| {
        let mut cursor = Cursor::in_text(text, offset + name.len());
        cursor.eat_separator() && cursor.eat_text(value)
    })
}

/// Returns the mention of a code by a name that begins with `ERR_` and is a whole word. `offset` is
/// that of its second R.
fn mention_by_name(text: &[u8], offset: usize) -> Option<Mention> {
    /// More than the length of any name.
    const LONGEST: usize = 64;
    let start = offset.checked_sub(2)?;
    if !text[start..].starts_with(b"ERR_") {
        return None;
    }
    let start = if text[..start].ends_with(b"ED") { start - 2 } else { start };
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let (before, word) = text.split_at(start);
    if before.last().is_some_and(is_part) && !code_key::ends_with_escape(before) {
        return None;
    }
    let length = word.iter().take(LONGEST).take_while(|byte| is_part(byte)).count();
    let range = start..start + length;
    let name = str::from_utf8(&text[range.clone()]).ok()?;
    Some(Mention { code: code_key::named(name)?, range, table_is_certain: true })
}
