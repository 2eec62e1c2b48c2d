//! Finds the error codes that a log mentions.
//!
//! [`mentions`] finds every known code in a text: under the keys that openYuanrong's components and
//! SDKs write, in JSON fields, in the header `X-Inner-Code`, as names that begin with `ERR_`, and in
//! what the `Display` and the `Debug` of this crate show. Exit codes, HTTP and gRPC status codes, close
//! codes of channels, codes of databases, module codes, ports, line numbers, quantities and other
//! numbers are not mentions: a false alarm costs more trust than a miss. Where an overlay is
//! installed, the numbers that it adds to the catalogue are known codes, too.
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
    code_key::{self, CodeKey, Following, Form},
    cursor::{Cursor, Integer},
};
use crate::{ErrorCode, overlay::advice};
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
            let mention = match self.text[candidate] {
                b'R' => mention_by_constant(self.text, candidate),
                b'0'..=b'9' => mention_by_display(self.text, candidate),
                _ => {
                    let key = code_key::read(self.text, candidate);
                    key.and_then(|key| mention_under_key(self.text, &key))
                }
            };
            if let Some((mention, end)) = mention {
                self.offset = end;
                return Some(mention);
            }
        }
        self.offset = self.text.len();
        None
    }
}

impl core::iter::FusedIterator for Mentions<'_> {}

/// Returns the first offset from this one on at which there is "cod", in any case, "R_", 码, or a digit
/// before a space and a capital letter, as in our `Display`.
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

#[inline]
fn is_candidate(a: u8, b: u8, c: u8) -> bool {
    let is_cod = ((a ^ b'C') | (b ^ b'O') | (c ^ b'D')) & 0xDF == 0;
    let is_constant = (a ^ b'R') | (b ^ b'_') == 0;
    let is_chinese = (a ^ 0xE7) | (b ^ 0xA0) | (c ^ 0x81) == 0;
    // Digits are 0x30 and more, capital letters from 0x41 to 0x5a.
    let is_shown = ((a ^ 0x30) & 0xF0) | (b ^ b' ') | ((c ^ 0x40) & 0xE0) == 0;
    is_cod | is_constant | is_chinese | is_shown
}

/// Returns the mention of a code under a key, and the offset from which to read on.
fn mention_under_key(text: &[u8], key: &CodeKey) -> Option<(Mention, usize)> {
    let range = key.value.clone();
    let value = &text[range.clone()];
    let Some(integer) = Integer::parse(value) else {
        let code = key.named(text)?;
        let following = Following::read(text, range.end);
        let is_vague = key.is_ordinary_word(text) && !following.is_certain();
        let is_ours = !is_vague && !key.is_of_others(text, following.is_certain());
        let end = range.end;
        return is_ours.then_some((Mention { code, range, table_is_certain: true }, end));
    };
    let Integer::InRange(number) = integer else { return None };
    // No code is written with a zero in front.
    if value.starts_with(b"0") || is_of_channel(text, key, number) {
        return None;
    }
    let following = Following::read(text, range.end);
    let is_fixed = following.has_module || !matches!(key.form, Form::Plain | Form::Prefixed);
    let code = match key.form {
        Form::Header | Form::Field => ErrorCode::from_rest_code(number),
        Form::Status if !(1000..=9999).contains(&number) => return None,
        Form::Status | Form::Sdk => code_key::beside_module(number, following.module.or(Some(0))),
        _ => code_key::beside_module(number, following.module),
    };
    let (code, end) = match shown_after(text, range.end, number) {
        Some((shown, end)) => (shown, end),
        None => (code, range.end),
    };
    if !advice::is_known(code) || key.is_of_others(text, following.is_certain()) {
        return None;
    }
    let is_certain = is_fixed || ErrorCode::candidates(number).count() == 1;
    let table_is_certain = code.is_known() && is_certain;
    Some((Mention { code, range, table_is_certain }, end))
}

/// Returns the code whose name follows its number, and the offset at which the name ends: one mention
/// has both.
fn shown_after(text: &[u8], offset: usize, number: i32) -> Option<(ErrorCode, usize)> {
    let name = text[offset..].strip_prefix(b" ")?;
    if !name.first()?.is_ascii_uppercase() {
        return None;
    }
    let (code, length) = code_key::shown(number, name)?;
    Some((code, offset + 1 + length))
}

/// Returns whether a number is the WebSocket channel's own: one from 1001 to 1005 in an `error`
/// object, with `"type":"response"` beside that on the same line.
fn is_of_channel(text: &[u8], key: &CodeKey, number: i32) -> bool {
    /// How many bytes are searched, so that a long line is not read again and again.
    const NEAR: usize = 512;
    if !(1001..=1005).contains(&number) || key.form != Form::Field {
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

/// Returns the mention of a code by its constant. `offset` is that of the second R of `ERR_`.
fn mention_by_constant(text: &[u8], offset: usize) -> Option<(Mention, usize)> {
    let range = code_key::constant_at(text, offset)?;
    let code = code_key::named(str::from_utf8(&text[range.clone()]).ok()?)?;
    let end = range.end;
    Some((Mention { code, range, table_is_certain: true }, end))
}

/// Returns the mention of a code by number and name, as `Display` writes them: `4115
/// FunctionNotFound: …`. `offset` is that of the last digit.
fn mention_by_display(text: &[u8], offset: usize) -> Option<(Mention, usize)> {
    /// More than the digits of any code.
    const LONGEST: usize = 7;
    let (digits, name) = (&text[..=offset], &text[offset + 2..]);
    // A constant is found by itself.
    if name.starts_with(b"ERR_") {
        return None;
    }
    let is_digit = |byte: &&u8| byte.is_ascii_digit();
    let length = digits.iter().rev().take(LONGEST).take_while(is_digit).count();
    let (before, number) = digits.split_at(digits.len() - length);
    if length < 4
        || before.last().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"._-:/".contains(byte))
    {
        return None;
    }
    let Some(Integer::InRange(number)) = Integer::parse(number) else { return None };
    let (code, length) =
        code_key::shown(number, name).filter(|(_, length)| name[*length..].starts_with(b": "))?;
    let range = offset + 2..offset + 2 + length;
    let end = range.end;
    Some((Mention { code, range, table_is_certain: true }, end))
}
