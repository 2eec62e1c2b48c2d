//! What a cursor moves past in texts: spaces, quotes, colors, and the separators between keys and
//! values.

use super::cursor::Cursor;

/// The characters that begin an escape sequence, as themselves and as strings spell them.
const ESCAPES: [&[u8]; 4] = [b"\x1b", b"\\u001b", b"\\u001B", b"\\x1b"];

/// Spaces that are not ASCII: the one that does not break, and the one of full width.
const WIDE_SPACES: [&str; 2] = ["\u{a0}", "\u{3000}"];

/// Quotes and marks around a key or a value, besides those with backslashes before them.
const QUOTES: [&str; 6] = ["`", "“", "”", "%22", "**", "&quot;"];

/// What a number or a name can be wrapped in.
const WRAPPERS: [&str; 4] = ["Some(", "Optional[", "!!int ", "+"];

/// Returns whether the last letter of a text belongs to an escape, and so not to a word that follows.
#[inline]
pub(crate) fn ends_with_escape(text: &[u8]) -> bool {
    match text {
        [.., b'\\', b'n' | b't' | b'r'] => true,
        [.., b'0'..=b'9' | b'[' | b';' | b':', b'm' | b'K'] => without_color(text).is_some(),
        // `\u4f60`, as JSON writes a character, and `%3A`, as addresses do.
        [.., b'%', a, b] => a.is_ascii_hexdigit() && b.is_ascii_hexdigit(),
        [.., b'\\', b'u', a, b, c, d] => [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()),
        _ => false,
    }
}

/// Returns a text without the spaces at its end, the escapes that stand for spaces, and those that
/// set a color. A line break stays, since the line before it belongs to another record.
pub(super) fn trim_end(text: &[u8]) -> &[u8] {
    let mut text = text;
    while let Some(shorter) = match text.last() {
        Some(b' ' | b'\t') => Some(&text[..text.len() - 1]),
        Some(b't') => without_escaped(text, b"t"),
        Some(b'm' | b'K') => without_color(text),
        _ => None,
    } {
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
    let before = text.strip_suffix(b"m").or_else(|| text.strip_suffix(b"K"))?;
    let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b';' | b':');
    let parameters = before.iter().rev().take_while(|byte| is_part(byte)).count();
    let before = before[..before.len() - parameters].strip_suffix(b"[")?;
    ESCAPES.iter().find_map(|escape| before.strip_suffix(*escape))
}

impl<'a> Cursor<'a> {
    /// Returns a cursor at an offset, which is at most the length of the text.
    pub(crate) fn in_text(text: &'a [u8], offset: usize) -> Self {
        Self { bytes: text, offset }
    }

    /// Moves past what separates a key from its value, and returns whether anything does.
    pub(crate) fn eat_separator(&mut self) -> bool {
        // Nearly every separator is one of these.
        match self.rest() {
            [b':', b' ', b'0'..=b'9', ..] => {
                self.offset += 2;
                return true;
            }
            [b':' | b'=', b'0'..=b'9', ..] => {
                self.offset += 1;
                return true;
            }
            _ => {}
        }
        let start = self.offset;
        self.eat_quote();
        self.skip_spaces();
        let end_of_key = self.offset;
        if self.eat_mark() {
            self.skip_spaces();
            self.eat(b'(');
        } else if self.offset > start && self.eat_verb() {
            self.skip_spaces();
            if self.eat_mark() {
                self.skip_spaces();
            }
        } else {
            self.offset = end_of_key;
        }
        self.skip_spaces();
        self.eat_quote();
        self.skip_colors();
        self.offset > start
    }

    /// Moves past a mark between a key and its value.
    fn eat_mark(&mut self) -> bool {
        match self.peek() {
            Some(b':') => {
                self.offset += 1;
                self.eat(b'=');
                true
            }
            Some(b'=') => {
                self.offset += 1;
                let _ = self.eat(b'=') || self.eat(b'>');
                true
            }
            Some(b'(') => self.eat(b'('),
            Some(b'%') => self.eat_any(&["%3A", "%3D", "%3a", "%3d"]),
            // JSON can spell any character like this.
            Some(b'\\') => self.eat_any(&["\\uff1a", "\\uFF1A", "\\uff1d", "\\uFF1D", "\\uff08"]),
            Some(byte) if !byte.is_ascii() => self.eat_any(&["：", "＝", "（"]),
            _ => false,
        }
    }

    /// Moves past a word that separates a key from its value: `code is 1002`.
    fn eat_verb(&mut self) -> bool {
        let start = self.offset;
        let is_verb =
            matches!(self.peek(), Some(b'i' | b'I' | b'e')) && self.eat_word(&["is", "equals"]);
        let is_whole = match self.peek() {
            Some(b' ' | b'\t' | b':' | b'=' | b'(') => true,
            Some(byte) => !byte.is_ascii(),
            None => false,
        };
        if !(is_verb && is_whole) {
            self.offset = start;
        }
        self.offset > start
    }

    /// Moves past one of these texts.
    pub(super) fn eat_any(&mut self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.eat_text(text.as_bytes()))
    }

    /// Moves past what a value is wrapped in: `Some(`, `Optional[`, a plus sign.
    pub(super) fn eat_wrapper(&mut self) {
        if matches!(self.peek(), Some(b'S' | b'O' | b'!' | b'+')) {
            self.eat_any(&WRAPPERS);
        }
    }

    /// Moves past one of these words, in any case and with spaces or underscores in it.
    pub(crate) fn eat_word(&mut self, words: &[&str]) -> bool {
        let start = self.offset;
        let Some(first) = self.peek() else { return false };
        let can_begin = |word: &&&str| word.as_bytes()[0].eq_ignore_ascii_case(&first);
        for word in words.iter().filter(can_begin) {
            // Most have no spaces in them.
            let text = self.rest().get(..word.len());
            if text.is_some_and(|text| text.eq_ignore_ascii_case(word.as_bytes())) {
                self.offset += word.len();
                return true;
            }
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
        while let Some(byte) = self.peek() {
            let start = self.offset;
            match byte {
                b' ' | b'\t' | b',' | b';' | b')' | b']' => self.offset += 1,
                b'"' | b'\'' | b'`' | b'%' | b'*' | b'&' => self.eat_quote(),
                b'\x1b' => self.skip_colors(),
                b'\\' => {
                    self.skip_colors();
                    self.eat_quote();
                    self.eat_any(&["\\uff0c", "\\uFF0C", "\\uff09"]);
                }
                _ if !byte.is_ascii() => {
                    self.eat_quote();
                    let _ = self.eat_any(&["，", "）", "；"]) || self.eat_any(&WIDE_SPACES);
                }
                _ => {}
            }
            if self.offset == start {
                return;
            }
        }
    }

    /// Moves past spaces, tabs, and escape sequences that set a color.
    pub(crate) fn skip_spaces(&mut self) {
        while let Some(byte) = self.peek() {
            let start = self.offset;
            match byte {
                b' ' | b'\t' => self.offset += 1,
                b'\x1b' | b'\\' => self.skip_colors(),
                _ if !byte.is_ascii() => {
                    self.eat_any(&WIDE_SPACES);
                }
                _ => {}
            }
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
                self.skip_while(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':'));
                if self.eat(b'm') || self.eat(b'K') {
                    continue;
                }
            }
            self.offset = start;
            return;
        }
    }

    /// Moves past a quote, with the backslashes that it has in JSON within a string.
    pub(super) fn eat_quote(&mut self) {
        let start = self.offset;
        match self.peek() {
            Some(b'\\' | b'"' | b'\'') => {
                self.skip_while(|byte| byte == b'\\');
                if !(self.eat(b'"') || self.eat(b'\'')) {
                    self.offset = start;
                }
            }
            Some(b'`' | b'%' | b'*' | b'&') => {
                self.eat_any(&QUOTES);
            }
            Some(byte) if !byte.is_ascii() => {
                self.eat_any(&QUOTES);
            }
            _ => {}
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
