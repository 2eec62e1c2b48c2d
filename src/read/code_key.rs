//! The keys under which texts and logs have error codes: some spelling of "code", something that
//! separates, a number or a name.

use crate::{ErrorCode, SdkErrorCode};
use core::ops::Range;

/// A code in a text, under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Keyed {
    /// Where the key begins.
    pub(crate) start: usize,
    /// The number, with its sign, or the name.
    pub(crate) value: Range<usize>,
}

/// Words that make something else of a "code" that follows them.
const OTHER_CODES: &[&str] = &[
    "exit", "status", "http", "grpc", "close", "module", "return", "response", "signal", "source",
    "country", "zip", "post", "bar", "qr", "op", "byte", "key", "area", "color",
];

/// Those that make something else even of an "error code".
const OTHER_ERROR_CODES: &[&str] = &["exit", "status", "http", "grpc"];

/// What ends "with code 1" or "(code 1)": that is the code of a process or of a channel.
const ENDS: &[&str] = &["close", "closed", "closes", "exit", "exited", "exits"];

/// What may be joined to the front of "code": `errCode`, `error_code`, `ret code`.
const OUR_CODES: &[&str] = &["err", "error", "inner", "ret", HEADER];

/// What makes it the header `X-Inner-Code`.
const HEADER: &str = "x-inner";

/// More than the longest of these words has, with what joins it to "code" and the letter of an
/// escape: what is longer is none of them, and need not be looked at to its beginning.
const LONGEST_WORD: usize = 10;

/// What makes a duration or a size of a number.
const UNITS: &[&str] =
    &["ms", "us", "µs", "μs", "ns", "s", "sec", "seconds", "bytes", "kb", "mb", "gb"];

/// Reads the key whose "code" stands at `at`, if it is one, and what it is the key of.
pub(crate) fn read(text: &[u8], at: usize) -> Option<Keyed> {
    let word = text.get(at..at + 4)?;
    if !word.eq_ignore_ascii_case(b"code") {
        return None;
    }
    let (start, prefix) = start_of_key(text, at)?;
    let mut rest = Rest { text, at: at + 4 };
    rest.separator()?;
    // Go prints a header as a list.
    if is_one_of(prefix, &[HEADER]) && rest.eat(b"[") {
        rest.quote();
    }
    let value = rest.value()?;
    let behind = text.get(value.end..).unwrap_or_default();
    let before = text.get(..start).unwrap_or_default();
    let is_others = prefix.is_empty() && is_of_others(before, behind);
    (!is_others && !begins_with_unit(behind)).then_some(Keyed { start, value })
}

/// Whether a code with nothing that says whose it is belongs to others by what stands around it.
fn is_of_others(before: &[u8], behind: &[u8]) -> bool {
    let mut rest = Rest { text: behind, at: 0 };
    rest.at += rest.count(|byte| matches!(byte, b' ' | b',' | b';'));
    // `[code: 5, status: …]` is a status of the function system.
    (before.ends_with(b"[") && rest.word(&["status"]))
        // In `code=5; exitCode=1` the code of a process is meant.
        || rest.word(&["exitcode"])
        // `rpc error: code = NotFound desc = …` is how Go writes a status of gRPC.
        || before.ends_with(b"rpc error: ")
        || before.ends_with(b"code = ")
        || (rest.word(&["desc"]) && rest.eat(b" ="))
}

fn begins_with_unit(behind: &[u8]) -> bool {
    let behind = behind.strip_prefix(b" ").unwrap_or(behind);
    let is_part = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let length = behind.iter().take(LONGEST_WORD).take_while(|byte| is_part(byte)).count();
    is_one_of(behind.get(..length).unwrap_or_default(), UNITS)
}

/// Where the key begins, and what is joined to the front of "code"; nothing if it is another code.
fn start_of_key(text: &[u8], at: usize) -> Option<(usize, &[u8])> {
    let is_joined = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-');
    let (before, joined) = split_word(text.get(..at)?, is_joined);
    if before.last().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let word = joined.strip_suffix(b"_").or(joined.strip_suffix(b"-")).unwrap_or(joined);
    if !word.is_empty() {
        return is_one_of(word, OUR_CODES).then_some((before.len(), word));
    }
    let (before_word, word) = last_word(before);
    if is_one_of(word, OUR_CODES) {
        // "http error code", too, is none of ours.
        let is_others = is_one_of(last_word(before_word).1, OTHER_ERROR_CODES);
        return (!is_others).then_some((before_word.len(), word));
    }
    let what_ends = if word.is_empty() {
        without_blanks(before).strip_suffix(b"(").map(last_word)
    } else {
        is_one_of(word, &["with"]).then(|| last_word(before_word))
    };
    let is_others =
        is_one_of(word, OTHER_CODES) || what_ends.is_some_and(|(_, word)| is_one_of(word, ENDS));
    (!is_others).then_some((before.len(), b""))
}

/// The word at the end of a text, blanks behind it left out, and what stands before it.
fn last_word(text: &[u8]) -> (&[u8], &[u8]) {
    split_word(without_blanks(text), |byte| byte.is_ascii_alphabetic())
}

/// The word at the end of a text, or as much of it as could be one that is known, and what stands
/// before it.
fn split_word(text: &[u8], is_part: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let letters = text.iter().rev().take(LONGEST_WORD).take_while(|byte| is_part(**byte)).count();
    let (before, word) = text.split_at(text.len() - letters);
    match text.get(..=before.len()) {
        Some(with_letter) if ends_with_escape(with_letter) => text.split_at(with_letter.len()),
        _ => (before, word),
    }
}

/// Whether the last letter of a text is that of an escape, and so none of a word that follows.
pub(crate) fn ends_with_escape(text: &[u8]) -> bool {
    without_escaped(text, b"ntr").or_else(|| without_colour(text)).is_some()
}

/// A text without the blanks at its end, and without escapes that colour or stand for a blank. What
/// stands on the line before belongs to another record: a line break stays.
fn without_blanks(text: &[u8]) -> &[u8] {
    let mut text = text;
    while let Some(shorter) = text
        .strip_suffix(b" ")
        .or_else(|| text.strip_suffix(b"\t"))
        .or_else(|| without_escaped(text, b"t"))
        .or_else(|| without_colour(text))
    {
        text = shorter;
    }
    text
}

/// A text without one of these letters and the backslashes in front of it: `\n` as a string in JSON
/// has it, or as a string in that string.
fn without_escaped<'a>(text: &'a [u8], letters: &[u8]) -> Option<&'a [u8]> {
    let (letter, before) = text.split_last()?;
    let backslashes = before.iter().rev().take_while(|byte| **byte == b'\\').count();
    let is_escape = backslashes > 0 && letters.contains(letter);
    is_escape.then(|| before.get(..before.len() - backslashes)).flatten()
}

/// A text without the escape sequence that colours what follows it.
fn without_colour(text: &[u8]) -> Option<&[u8]> {
    let before = text.strip_suffix(b"m")?;
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b';';
    let part = before.iter().rev().take_while(|byte| is_part(byte)).count();
    let before = before.get(..before.len() - part)?.strip_suffix(b"[")?;
    ESCAPES.iter().find_map(|escape| before.strip_suffix(*escape))
}

/// The character that begins an escape sequence, as it is and as a string has it.
const ESCAPES: [&[u8]; 4] = [b"\x1b", b"\\u001b", b"\\u001B", b"\\x1b"];

fn is_one_of(word: &[u8], words: &[&str]) -> bool {
    // Most often no word stands there.
    !word.is_empty() && words.iter().any(|other| word.eq_ignore_ascii_case(other.as_bytes()))
}

/// The code of a name in a text.
pub(crate) fn named(name: &str) -> Option<ErrorCode> {
    match name {
        // So two of them are spelled in the documentation.
        "ERR_SHARED_MEMORY_LIMIT" => Some(SdkErrorCode::SharedMemoryLimited.into()),
        "EDERR_OPERATE_DISK_FAILED" => Some(SdkErrorCode::OperateDiskFailed.into()),
        name => ErrorCode::from_name(name),
    }
}

/// What a module is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ModuleKey {
    Name,
    Number,
}

/// What follows a key.
pub(crate) struct Rest<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) at: usize,
}

impl Rest<'_> {
    /// Moves past what separates a key from its value, or returns nothing if nothing does.
    pub(crate) fn separator(&mut self) -> Option<()> {
        let start = self.at;
        self.quote();
        self.blanks();
        let is_marked = match self.next() {
            mark @ (b':' | b'=' | b'(') => self.eat(&[mark]),
            first => !first.is_ascii() && (self.eat("：".as_bytes()) || self.eat("（".as_bytes())),
        };
        if is_marked {
            self.blanks();
            let _ = self.eat(b"(");
        } else if self.at > start {
            let here = self.at;
            if !(self.word(&["is"]) && self.eat(b" ")) {
                self.at = here;
            }
        }
        self.blanks();
        self.quote();
        self.colours();
        (self.at > start).then_some(())
    }

    /// A number with nothing behind it that would make it part of something else, or an identifier.
    pub(crate) fn value(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        self.eat(b"-");
        let digits = self.count(|byte| byte.is_ascii_digit());
        if digits > 0 {
            self.at += digits;
            return (!self.is_part_of_more()).then_some(start..self.at);
        }
        self.at = start;
        let letters = self.count(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        self.at += letters;
        (letters > 0).then_some(start..self.at)
    }

    fn is_part_of_more(&self) -> bool {
        let [first, second] =
            [0, 1].map(|step| self.text.get(self.at + step).copied().unwrap_or(0));
        match first {
            b'_' | b'%' => true,
            b'.' | b':' | b'/' => second.is_ascii_digit(),
            b'-' => second.is_ascii_alphanumeric(),
            _ => first.is_ascii_alphanumeric(),
        }
    }

    /// Moves past the key of a module and what separates it from its value.
    pub(crate) fn module_key(&mut self) -> Option<ModuleKey> {
        self.eat(b"[");
        // Behind nearly every code stands something else.
        if !self.next().eq_ignore_ascii_case(&b'm') {
            return None;
        }
        let key = if self.word(&["modulename"]) {
            ModuleKey::Name
        } else if self.word(&["modulecode", "mcode"]) {
            ModuleKey::Number
        } else {
            return None;
        };
        self.separator().map(|()| key)
    }

    /// Moves past one of these words, in any case and with blanks or underscores in it.
    pub(crate) fn word(&mut self, words: &[&str]) -> bool {
        let start = self.at;
        for word in words {
            let mut letters = word.bytes().peekable();
            while let Some(&letter) = letters.peek() {
                match self.text.get(self.at) {
                    Some(byte) if byte.eq_ignore_ascii_case(&letter) => {
                        letters.next();
                    }
                    Some(b' ' | b'_') if self.at > start => {}
                    _ => break,
                }
                self.at += 1;
            }
            if letters.peek().is_none() {
                return true;
            }
            self.at = start;
        }
        false
    }

    /// Moves past what stands between a value and the next key.
    pub(crate) fn punctuation(&mut self) {
        loop {
            let start = self.at;
            self.blanks();
            self.quote();
            self.at += self.count(|byte| matches!(byte, b',' | b';' | b')' | b']'));
            if !self.next().is_ascii() {
                let _ = self.eat("，".as_bytes()) || self.eat("）".as_bytes());
            }
            if self.at == start {
                return;
            }
        }
    }

    /// Blanks, and escape sequences that colour what follows.
    pub(crate) fn blanks(&mut self) {
        loop {
            self.at += self.count(|byte| matches!(byte, b' ' | b'\t'));
            let start = self.at;
            self.colours();
            if self.at == start {
                return;
            }
        }
    }

    fn colours(&mut self) {
        // Nearly every text has none, and this is asked at each step.
        while matches!(self.next(), b'\x1b' | b'\\') {
            let start = self.at;
            if ESCAPES.iter().any(|escape| self.eat(escape)) && self.eat(b"[") {
                self.at += self.count(|byte| byte.is_ascii_digit() || byte == b';');
                if self.eat(b"m") {
                    continue;
                }
            }
            self.at = start;
            return;
        }
    }

    /// A quote, as it stands in JSON or in JSON within strings.
    fn quote(&mut self) {
        if !matches!(self.next(), b'\\' | b'"' | b'\'') {
            return;
        }
        let start = self.at;
        self.at += self.count(|byte| byte == b'\\');
        if !(self.eat(b"\"") || self.at == start && self.eat(b"'")) {
            self.at = start;
        }
    }

    /// The byte that comes next; 0 at the end.
    fn next(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    pub(crate) fn eat(&mut self, text: &[u8]) -> bool {
        let found = self.text.get(self.at..).unwrap_or_default().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    pub(crate) fn count(&self, is_meant: impl FnMut(u8) -> bool) -> usize {
        self.count_up_to(usize::MAX, is_meant)
    }

    pub(crate) fn count_up_to(&self, limit: usize, mut is_meant: impl FnMut(u8) -> bool) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.iter().take(limit).take_while(|byte| is_meant(**byte)).count()
    }
}
