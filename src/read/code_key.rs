//! Reads the keys under which texts and logs have error codes: a spelling of "code", a separator, and
//! a number or a name.

use super::cursor::Cursor;
use crate::{ErrorCode, SdkErrorCode};
use core::ops::Range;

/// A code under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CodeKey {
    /// The offset at which the key begins.
    pub(crate) start: usize,
    /// The range of the number, with its sign, or of the name.
    pub(crate) value: Range<usize>,
}

/// Words that make something else of a "code" that follows them.
const OTHER_CODES: &[&str] = &[
    "exit", "status", "http", "grpc", "close", "module", "return", "response", "signal", "source",
    "country", "zip", "post", "bar", "qr", "op", "byte", "key", "area", "color",
];

/// Words that make something else even of an "error code".
const OTHER_ERROR_CODES: &[&str] = &["exit", "status", "http", "grpc"];

/// Words before "with code 1" or "(code 1)" that make it the code of a process or of a channel.
const ENDS: &[&str] = &["close", "closed", "closes", "exit", "exited", "exits"];

/// Words that can be joined to the front of "code": `errCode`, `error_code`, `ret code`.
const OUR_CODES: &[&str] = &["err", "error", "inner", "ret", HEADER];

/// What makes "code" the header `X-Inner-Code`.
const HEADER: &str = "x-inner";

/// More than the length of the longest of these words together with a joining character and the
/// letter of an escape. A longer word is none of them, so that its start need not be found.
const LONGEST_WORD: usize = 10;

/// Units that make a duration or a size of a number.
const UNITS: &[&str] =
    &["ms", "us", "µs", "μs", "ns", "s", "sec", "seconds", "bytes", "kb", "mb", "gb"];

/// Reads the key whose "code" is at `offset`, if it is a key, and the range of its value.
///
/// Both ranges begin and end beside an ASCII character, so that they can be cut out of a `str`.
pub(crate) fn read(text: &[u8], offset: usize) -> Option<CodeKey> {
    let word = text.get(offset..offset + 4)?;
    if !word.eq_ignore_ascii_case(b"code") {
        return None;
    }
    let (start, prefix) = start_of_key(&text[..offset])?;
    let mut cursor = Cursor { bytes: text, offset: offset + 4 };
    if !cursor.eat_separator() {
        return None;
    }
    // Go prints a header as a list.
    if is_one_of(prefix, &[HEADER]) && cursor.eat(b'[') {
        cursor.eat_quote();
    }
    let value = cursor.code()?;
    let (before, behind) = (&text[..start], cursor.rest());
    let is_other = prefix.is_empty() && is_other_code(before, behind);
    (!is_other && !begins_with_unit(behind)).then_some(CodeKey { start, value })
}

/// Returns whether the text around a code without a prefix shows that it is not an error code.
fn is_other_code(before: &[u8], behind: &[u8]) -> bool {
    let mut cursor = Cursor { bytes: behind, offset: 0 };
    cursor.skip_while(|byte| matches!(byte, b' ' | b',' | b';'));
    // `[code: 5, status: …]` is a status of the function system.
    (before.ends_with(b"[") && cursor.eat_word(&["status"]))
        // `code=5; exitCode=1` is about a process.
        || cursor.eat_word(&["exitcode"])
        // Go writes a gRPC status as `rpc error: code = NotFound desc = …`.
        || before.ends_with(b"rpc error: ")
        || before.ends_with(b"code = ")
        || (cursor.eat_word(&["desc"]) && cursor.eat_text(b" ="))
}

fn begins_with_unit(text: &[u8]) -> bool {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    let is_part = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let length = text.iter().take(LONGEST_WORD).take_while(|byte| is_part(byte)).count();
    is_one_of(&text[..length], UNITS)
}

/// Returns the offset at which a key begins and the prefix that is joined to its "code", from the
/// text before "code"; `None` if that makes it another code.
fn start_of_key(text: &[u8]) -> Option<(usize, &[u8])> {
    let is_joined = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-');
    let (before, joined) = split_word(text, is_joined);
    if before.last().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let word = joined.strip_suffix(b"_").or(joined.strip_suffix(b"-")).unwrap_or(joined);
    if !word.is_empty() {
        return is_one_of(word, OUR_CODES).then_some((before.len(), word));
    }
    let (before_word, word) = last_word(before);
    if is_one_of(word, OUR_CODES) {
        // An "http error code" is another code, too.
        let is_other = is_one_of(last_word(before_word).1, OTHER_ERROR_CODES);
        return (!is_other).then_some((before_word.len(), word));
    }
    let what_ends = if word.is_empty() {
        trim_end(before).strip_suffix(b"(").map(last_word)
    } else {
        is_one_of(word, &["with"]).then(|| last_word(before_word))
    };
    let is_other =
        is_one_of(word, OTHER_CODES) || what_ends.is_some_and(|(_, word)| is_one_of(word, ENDS));
    (!is_other).then_some((before.len(), b""))
}

/// Splits off the word at the end of a text, without the whitespace after it.
fn last_word(text: &[u8]) -> (&[u8], &[u8]) {
    split_word(trim_end(text), |byte| byte.is_ascii_alphabetic())
}

/// Splits off the word at the end of a text, or as much of it as a known word can have.
fn split_word(text: &[u8], is_part: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let letters = text.iter().rev().take(LONGEST_WORD).take_while(|byte| is_part(**byte)).count();
    let (before, word) = text.split_at(text.len() - letters);
    match text.get(..=before.len()) {
        Some(with_letter) if ends_with_escape(with_letter) => text.split_at(with_letter.len()),
        _ => (before, word),
    }
}

/// Returns whether the last letter of a text belongs to an escape, and so not to a word that follows.
pub(crate) fn ends_with_escape(text: &[u8]) -> bool {
    without_escaped(text, b"ntr").or_else(|| without_color(text)).is_some()
}

/// Returns a text without the spaces at its end, the escapes that stand for spaces, and those that
/// set a color. A line break stays, since the line before it belongs to another record.
fn trim_end(text: &[u8]) -> &[u8] {
    let mut text = text;
    while let Some(shorter) = text
        .strip_suffix(b" ")
        .or_else(|| text.strip_suffix(b"\t"))
        .or_else(|| without_escaped(text, b"t"))
        .or_else(|| without_color(text))
    {
        text = shorter;
    }
    text
}

/// Returns a text without one of these letters and the backslashes before it: `\n` as it is in a JSON
/// string, or in a JSON string within a JSON string.
fn without_escaped<'a>(text: &'a [u8], letters: &[u8]) -> Option<&'a [u8]> {
    let (letter, before) = text.split_last()?;
    let backslashes = before.iter().rev().take_while(|byte| **byte == b'\\').count();
    let is_escape = backslashes > 0 && letters.contains(letter);
    is_escape.then(|| &before[..before.len() - backslashes])
}

/// Returns a text without the escape sequence at its end that sets a color.
fn without_color(text: &[u8]) -> Option<&[u8]> {
    let before = text.strip_suffix(b"m")?;
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b';';
    let parameters = before.iter().rev().take_while(|byte| is_part(byte)).count();
    let before = before[..before.len() - parameters].strip_suffix(b"[")?;
    ESCAPES.iter().find_map(|escape| before.strip_suffix(*escape))
}

/// The character that begins an escape sequence, as itself and as strings spell it.
const ESCAPES: [&[u8]; 4] = [b"\x1b", b"\\u001b", b"\\u001B", b"\\x1b"];

fn is_one_of(word: &[u8], words: &[&str]) -> bool {
    // Most words are empty: there is none.
    !word.is_empty() && words.iter().any(|other| word.eq_ignore_ascii_case(other.as_bytes()))
}

/// Returns the code that a name in a text has.
pub(crate) fn named(name: &str) -> Option<ErrorCode> {
    match name {
        // openYuanrong's published page misspells these two.
        "ERR_SHARED_MEMORY_LIMIT" => Some(SdkErrorCode::SharedMemoryLimited.into()),
        "EDERR_OPERATE_DISK_FAILED" => Some(SdkErrorCode::OperateDiskFailed.into()),
        name => ErrorCode::from_name(name),
    }
}

/// What the value under the key of a module is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ModuleKey {
    Name,
    Number,
}

/// Texts.
impl<'a> Cursor<'a> {
    /// Returns a cursor at an offset, which is at most the length of the text.
    pub(crate) fn in_text(text: &'a [u8], offset: usize) -> Self {
        Self { bytes: text, offset }
    }

    /// Moves past what separates a key from its value, and returns whether anything does.
    pub(crate) fn eat_separator(&mut self) -> bool {
        let start = self.offset;
        self.eat_quote();
        self.skip_spaces();
        let is_marked = match self.peek() {
            Some(mark @ (b':' | b'=' | b'(')) => self.eat(mark),
            Some(byte) if !byte.is_ascii() => {
                self.eat_text("：".as_bytes()) || self.eat_text("（".as_bytes())
            }
            _ => false,
        };
        if is_marked {
            self.skip_spaces();
            self.eat(b'(');
        } else if self.offset > start {
            let word = self.offset;
            if !(self.eat_word(&["is"]) && self.eat(b' ')) {
                self.offset = word;
            }
        }
        self.skip_spaces();
        self.eat_quote();
        self.skip_colors();
        self.offset > start
    }

    /// Moves past a code: an identifier, or a number that is not part of something longer.
    fn code(&mut self) -> Option<Range<usize>> {
        let start = self.offset;
        self.eat(b'-');
        if self.skip_while(|byte| byte.is_ascii_digit()) > 0 {
            return (!self.is_inside_more()).then_some(start..self.offset);
        }
        self.offset = start;
        let length = self.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        (length > 0).then_some(start..self.offset)
    }

    /// Returns whether what follows a number makes it a part of something longer.
    fn is_inside_more(&self) -> bool {
        let Some(first) = self.peek() else { return false };
        let second = self.bytes.get(self.offset + 1);
        match first {
            b'_' | b'%' => true,
            b'.' | b':' | b'/' => second.is_some_and(u8::is_ascii_digit),
            b'-' => second.is_some_and(u8::is_ascii_alphanumeric),
            _ => first.is_ascii_alphanumeric(),
        }
    }

    /// Moves past the key of a module and its separator.
    pub(crate) fn eat_module_key(&mut self) -> Option<ModuleKey> {
        self.eat(b'[');
        // After nearly every code there is something else.
        if !matches!(self.peek(), Some(b'm' | b'M')) {
            return None;
        }
        let key = if self.eat_word(&["modulename"]) {
            ModuleKey::Name
        } else if self.eat_word(&["modulecode", "mcode"]) {
            ModuleKey::Number
        } else {
            return None;
        };
        self.eat_separator().then_some(key)
    }

    /// Moves past one of these words, in any case and with spaces or underscores in it.
    pub(crate) fn eat_word(&mut self, words: &[&str]) -> bool {
        let start = self.offset;
        for word in words {
            let mut letters = word.bytes().peekable();
            while let Some(&letter) = letters.peek() {
                match self.peek() {
                    Some(byte) if byte.eq_ignore_ascii_case(&letter) => {
                        letters.next();
                    }
                    Some(b' ' | b'_') if self.offset > start => {}
                    _ => break,
                }
                self.offset += 1;
            }
            if letters.peek().is_none() {
                return true;
            }
            self.offset = start;
        }
        false
    }

    /// Moves past what is between a value and the next key.
    pub(crate) fn skip_punctuation(&mut self) {
        loop {
            let start = self.offset;
            self.skip_spaces();
            self.eat_quote();
            self.skip_while(|byte| matches!(byte, b',' | b';' | b')' | b']'));
            if self.peek().is_some_and(|byte| !byte.is_ascii()) {
                let _ = self.eat_text("，".as_bytes()) || self.eat_text("）".as_bytes());
            }
            if self.offset == start {
                return;
            }
        }
    }

    /// Moves past spaces, tabs, and escape sequences that set a color.
    pub(crate) fn skip_spaces(&mut self) {
        loop {
            self.skip_while(|byte| matches!(byte, b' ' | b'\t'));
            let start = self.offset;
            self.skip_colors();
            if self.offset == start {
                return;
            }
        }
    }

    fn skip_colors(&mut self) {
        // Nearly every text has none, and every step looks for them.
        while matches!(self.peek(), Some(b'\x1b' | b'\\')) {
            let start = self.offset;
            if ESCAPES.iter().any(|escape| self.eat_text(escape)) && self.eat(b'[') {
                self.skip_while(|byte| byte.is_ascii_digit() || byte == b';');
                if self.eat(b'm') {
                    continue;
                }
            }
            self.offset = start;
            return;
        }
    }

    /// Moves past a quote, with the backslashes that it has in JSON within a string.
    fn eat_quote(&mut self) {
        if !matches!(self.peek(), Some(b'\\' | b'"' | b'\'')) {
            return;
        }
        let start = self.offset;
        let backslashes = self.skip_while(|byte| byte == b'\\');
        if !(self.eat(b'"') || backslashes == 0 && self.eat(b'\'')) {
            self.offset = start;
        }
    }

    pub(crate) fn eat_text(&mut self, text: &[u8]) -> bool {
        let found = self.rest().starts_with(text);
        self.offset += if found { text.len() } else { 0 };
        found
    }

    /// Moves past the bytes of a kind, and returns how many there were.
    pub(super) fn skip_while(&mut self, is_part: impl Fn(u8) -> bool) -> usize {
        let length = self.rest().iter().take_while(|byte| is_part(**byte)).count();
        self.offset += length;
        length
    }
}
