//! Finds the error codes that a log mentions.
//!
//! [`mentions`] finds every known code in a text: under the keys that openYuanrong's components and
//! SDKs write, in JSON fields, in the header `X-Inner-Code`, as names that begin with `ERR_` or `K_`, as
//! the texts of the data system (`code: [Out of memory], msg: […]`), and in what the `Display` and the `Debug` of this crate show. Exit codes, HTTP and gRPC status codes, close
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

use super::candidates::Candidates;
use super::{
    code_key::{self, CodeKey, Displayed, Form},
    cursor::{Cursor, Integer},
    following::Following,
    html, response,
};
use crate::{ErrorCode, Table, overlay::advice};
use core::{ops::Range, str};

/// Finds every known code that a text mentions, in order. The text need not be UTF-8. Allocates
/// nothing.
///
/// Each field of a JSON object is read alone: only `rest::code_of` knows which of several fields has
/// the code of a whole body. What it knows from other fields is looked for on the same line and at
/// most 512 bytes away: the numbers of the WebSocket channel and of the dashboard are their own, and
/// a `payload` or a `sandboxId` makes a code the SDK's.
///
/// A bare `code: 1005` counts, since the logs are openYuanrong's, but not after the name of another
/// program (`MySQL error code: 1005`), as the close code of a channel, or after a word that makes
/// another code of it (`postal code: 4001`). What `Display` shows of a code is one mention.
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
    Mentions { text, offset: 0, candidates: Candidates::after(text, 0) }
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
    /// The offset from which to read on.
    offset: usize,
    candidates: Candidates<'a>,
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
        while let Some(candidate) = self.candidates.next() {
            if candidate < self.offset {
                continue;
            }
            let mention = match self.text[candidate] {
                b'R' | b'K' => mention_by_constant(self.text, candidate),
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
        None
    }
}

impl core::iter::FusedIterator for Mentions<'_> {}

/// Returns the mention of a code under a key, and the offset from which to read on.
fn mention_under_key(text: &[u8], key: &CodeKey) -> Option<(Mention, usize)> {
    let range = key.value.clone();
    let value = &text[range.clone()];
    let Some(integer) = Integer::parse(value) else {
        let code = key.named(text)?;
        let is_certain = || Following::of(text, key.value.end).has_message();
        let is_vague = key.is_ordinary_word(text) && !is_certain();
        let is_ours = !is_vague && !key.is_of_others(text, is_certain);
        let end = range.end;
        return is_ours.then_some((Mention { code, range, table_is_certain: true }, end));
    };
    let Integer::InRange(number) = integer else { return None };
    // No code is written with a zero in front.
    if value.starts_with(b"0") || is_of_channel(text, key, number) || is_of_dashboard(text, key) {
        return None;
    }
    let following = Following::of(text, range.end);
    let (has_module, module) = following.module();
    let shown = shown_after(text, range.end, number);
    let is_fixed =
        has_module || shown.is_some() || !matches!(key.form, Form::Plain | Form::Prefixed);
    let is_in = |table| ErrorCode::in_table(table, number).is_known();
    let is_ambiguous = is_in(Table::Sdk) && is_in(Table::Rest);
    let code = match key.form {
        Form::Field if is_ambiguous || is_in(Table::FunctionSystem) => in_field(text, key, number),
        Form::Header | Form::Field => ErrorCode::from_rest_code(number),
        Form::Status => response::in_status(number),
        Form::DataSystem => ErrorCode::in_table(Table::DataSystem, number),
        Form::Sdk => code_key::beside_module(number, module.or(Some(0))),
        _ => code_key::beside_module(number, module),
    };
    let (code, end) = shown.unwrap_or((code, range.end));
    let is_other = || !has_module && key.is_of_others(text, || following.has_message());
    if !advice::is_known(code) || is_other() || html::ends_within_page(beside(text, key)[0]) {
        return None;
    }
    let table_is_certain = code.is_known() && (is_fixed || !is_ambiguous);
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
    (1001..=1005).contains(&number) && key.form == Form::Field && {
        let [before, after] = beside(text, key);
        has_field(before, b"error", b"{")
            && [before, after].iter().any(|text| has_field(text, b"type", b"response"))
    }
}

/// Returns whether a number is the dashboard's own: `{"code":2001,"data":"","msg":"fail"}`.
fn is_of_dashboard(text: &[u8], key: &CodeKey) -> bool {
    matches!(text[key.value.clone()], [b'1' | b'2', b'0', b'0', b'1' | b'2'])
        && key.form == Form::Field
        && {
            let texts = beside(text, key);
            let has =
                |name: &[u8], value: &[u8]| texts.iter().any(|text| has_field(text, name, value));
            has(b"data", b"\"") && has(b"msg", b"fail\"") && !has(b"message", b"")
        }
}

/// Returns what a number means in a JSON field. The other fields of the object decide: the kill API
/// has a `payload`, and a sandbox has an id.
fn in_field(text: &[u8], key: &CodeKey, number: i32) -> ErrorCode {
    let has = |name| beside(text, key).iter().any(|text| has_field(text, name, b""));
    let is_bare = text[key.start..].starts_with(b"code");
    if is_bare && has(b"payload") {
        response::in_kill_response(number)
    } else if !is_bare && has(b"sandboxId") {
        response::in_sandbox_response(number)
    } else {
        ErrorCode::from_rest_code(number)
    }
}

/// Returns what is beside a key on its line, as far as that is searched: so a long line is not read
/// again and again.
fn beside<'a>(text: &'a [u8], key: &CodeKey) -> [&'a [u8]; 2] {
    const NEAR: usize = 512;
    let is_line_break = |byte: &u8| *byte == b'\n';
    let before = &text[key.start.saturating_sub(NEAR)..key.start];
    let after = &text[key.value.end..text.len().min(key.value.end + NEAR)];
    [
        before.rsplit(is_line_break).next().unwrap_or_default(),
        after.split(is_line_break).next().unwrap_or_default(),
    ]
}

/// Returns whether a text has a JSON field of this name with a value that begins like this.
fn has_field(text: &[u8], name: &[u8], value: &[u8]) -> bool {
    memchr::memmem::find_iter(text, name).any(|offset| {
        if !text[..offset].ends_with(b"\"") {
            return false;
        }
        let mut cursor = Cursor::in_text(text, offset + name.len());
        cursor.eat_separator() && cursor.eat_text(value)
    })
}

/// Returns the mention of a code by its constant. `offset` is that of the letter before the first
/// underscore.
fn mention_by_constant(text: &[u8], offset: usize) -> Option<(Mention, usize)> {
    let range = code_key::constant_at(text, offset)?;
    let code = code_key::named(str::from_utf8(&text[range.clone()]).ok()?)?;
    let end = range.end;
    Some((Mention { code, range, table_is_certain: true }, end))
}

/// Returns the mention of a code by number and name, as `Display` writes them. `offset` is that of the
/// last digit.
fn mention_by_display(text: &[u8], offset: usize) -> Option<(Mention, usize)> {
    let Displayed { code, number, name } = Displayed::read(text, offset)?;
    Some((Mention { code, range: number, table_is_certain: true }, name.end))
}
