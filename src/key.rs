//! The keys under which texts and logs have error codes: some spelling of "code", something that
//! separates, a number or a name.

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

/// What may be joined to the front of "code": `errCode`, `error_code`, `ret code`.
const OUR_CODES: &[&str] = &["err", "error", "inner", "ret", "x-inner"];

/// Reads the key whose "code" stands at `at`, if it is one, and what it is the key of.
pub(crate) fn read(text: &[u8], at: usize) -> Option<Keyed> {
    let word = text.get(at..at + 4)?;
    if !word.eq_ignore_ascii_case(b"code") {
        return None;
    }
    let start = start_of_key(text, at)?;
    let mut rest = Rest { text, at: at + 4 };
    rest.separator()?;
    let value = rest.value()?;
    let behind = text.get(value.end..).unwrap_or_default();
    // With nothing that says whose code it is.
    let is_bare = start == at;
    // `[code: 5, status: …]` is a status of the function system, and in `code=5; exitCode=1` the
    // code of a process is meant.
    let is_bracketed = is_bare && start > 0 && text.get(start - 1) == Some(&b'[');
    if (is_bracketed && leads_to(behind, b"status")) || (is_bare && leads_to(behind, b"exitcode")) {
        return None;
    }
    Some(Keyed { start, value })
}

/// Where the key begins, with what is joined to the front of "code"; nothing if it is another code.
fn start_of_key(text: &[u8], at: usize) -> Option<usize> {
    let is_joined = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-');
    let before = text.get(..at)?;
    let joined = before.iter().rev().take_while(|byte| is_joined(byte)).count();
    let (before, joined) = before.split_at(at - joined);
    // The letter that ends an escape sequence is none of the word.
    let (before, joined) = match joined.strip_prefix(b"m") {
        Some(word) if begins_colour(before) => (&b""[..], word),
        _ => (before, joined),
    };
    let word = joined.strip_suffix(b"_").or(joined.strip_suffix(b"-")).unwrap_or(joined);
    if before.last().is_some_and(u8::is_ascii_digit)
        || !(word.is_empty() || is_one_of(word, OUR_CODES))
    {
        return None;
    }
    let (before_word, word) = last_word(before);
    if is_one_of(word, OTHER_CODES) {
        return None;
    }
    if !is_one_of(word, OUR_CODES) {
        return Some(at - joined.len());
    }
    // "http error code", too, is none of ours.
    (!is_one_of(last_word(before_word).1, OTHER_CODES)).then_some(before_word.len())
}

/// Whether a text ends with an escape sequence that lacks its last letter.
fn begins_colour(text: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b';';
    let part = text.iter().rev().take_while(|byte| is_part(byte)).count();
    text.get(..text.len() - part).is_some_and(|text| text.ends_with(b"\x1b["))
}

/// The word at the end of a text, if only blanks follow it, and what stands before it.
fn last_word(text: &[u8]) -> (&[u8], &[u8]) {
    let trimmed = text.trim_ascii_end();
    if trimmed.len() == text.len() {
        return (text, b"");
    }
    let letters = trimmed.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    trimmed.split_at(trimmed.len() - letters)
}

fn is_one_of(word: &[u8], words: &[&str]) -> bool {
    words.iter().any(|other| word.eq_ignore_ascii_case(other.as_bytes()))
}

/// Whether the next word is this one.
fn leads_to(text: &[u8], word: &[u8]) -> bool {
    let is_between = |byte: &u8| matches!(byte, b' ' | b',' | b';');
    let between = text.iter().take_while(|byte| is_between(byte)).count();
    let next = text.get(between..between + word.len()).unwrap_or_default();
    between > 0 && next.eq_ignore_ascii_case(word)
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
        if self.eat(b":") || self.eat("：".as_bytes()) {
            self.blanks();
            self.eat(b"(");
        } else if !(self.eat(b"=") || self.eat(b"(")) && self.at > start {
            self.eat(b"is ");
        }
        self.blanks();
        self.quote();
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
        self.at += self.count(|byte| matches!(byte, b' ' | b',' | b';' | b')' | b']' | b'"'));
        self.eat("，".as_bytes());
        self.blanks();
    }

    /// Blanks, and escape sequences that colour what follows.
    pub(crate) fn blanks(&mut self) {
        loop {
            self.at += self.count(|byte| matches!(byte, b' ' | b'\t'));
            if !self.text.get(self.at..).unwrap_or_default().starts_with(b"\x1b[") {
                return;
            }
            let mut end = self.at + 2;
            while self.text.get(end).is_some_and(|byte| byte.is_ascii_digit() || *byte == b';') {
                end += 1;
            }
            if self.text.get(end) != Some(&b'm') {
                return;
            }
            self.at = end + 1;
        }
    }

    /// A quote, as it stands in JSON or in JSON within a string.
    fn quote(&mut self) {
        let _ = self.eat(b"\\\"") || self.eat(b"\"") || self.eat(b"'");
    }

    pub(crate) fn eat(&mut self, text: &[u8]) -> bool {
        let found = self.text.get(self.at..).unwrap_or_default().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    pub(crate) fn count(&self, mut is_meant: impl FnMut(u8) -> bool) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.iter().take_while(|byte| is_meant(**byte)).count()
    }
}
