//! Finds JSON objects in texts.

use super::{cursor::Cursor, json_string::unescaped, response::Body};
use alloc::string::String;

/// An object in a text.
pub(crate) struct Object<'a> {
    pub(crate) start: usize,
    /// The offset at which the object ends, or at which it has a syntax error.
    pub(crate) end: usize,
    pub(crate) content: Content<'a>,
}

#[expect(clippy::large_enum_variant, reason = "it is short-lived, and nearly always the large one")]
pub(crate) enum Content<'a> {
    Body(Body<'a>),
    /// The object is within a string of JSON, or of another language: this is its text.
    Escaped(String),
}

/// Finds the objects of a text, one after another. What is within an object is not looked at again.
pub(crate) struct Objects<'a> {
    text: &'a str,
    offset: usize,
    /// Whether an object that is not valid has been read as a string of another language. That goes to
    /// the end of the text, so it happens once.
    was_unescaped: bool,
}

impl<'a> Objects<'a> {
    pub(crate) fn in_text(text: &'a str) -> Self {
        Self { text, offset: 0, was_unescaped: false }
    }
}

impl<'a> Iterator for Objects<'a> {
    type Item = Object<'a>;

    fn next(&mut self) -> Option<Object<'a>> {
        let bytes = self.text.as_bytes();
        loop {
            let index = bytes[self.offset..].iter().position(|byte| *byte == b'{')?;
            let start = self.offset + index;
            let first = bytes[start + 1..].trim_ascii_start();
            let backslashes = first.iter().take_while(|byte| **byte == b'\\').count();
            if backslashes > 0 && first.get(backslashes) == Some(&b'"') {
                let end = start + end_of_literal(&bytes[start..]);
                self.offset = end;
                let content = Content::Escaped(unescaped(&bytes[start..end]));
                return Some(Object { start, end, content });
            }
            if !first.starts_with(b"\"") && !first.starts_with(b"}") {
                self.offset = start + 1;
                continue;
            }
            let body = Body::read(&bytes[start..]);
            let end = start + body.end;
            if !body.is_complete && !self.was_unescaped && bytes[start..end].contains(&b'\\') {
                self.was_unescaped = true;
                let text = unescaped(&bytes[start..]);
                if Body::read(text.as_bytes()).is_complete {
                    self.offset = bytes.len();
                    return Some(Object {
                        start,
                        end: bytes.len(),
                        content: Content::Escaped(text),
                    });
                }
            }
            // A body moves past the brace at least.
            self.offset = end.max(start + 1);
            return Some(Object { start, end: self.offset, content: Content::Body(body) });
        }
    }
}

/// Returns the length up to the quote that ends the string literal in which a text begins.
pub(super) fn end_of_literal(text: &[u8]) -> usize {
    let mut offset = 0;
    while let Some(byte) = text.get(offset) {
        match byte {
            b'"' => return offset,
            b'\\' => offset += 2,
            _ => offset += 1,
        }
    }
    text.len()
}

/// Iterates over the strings in a JSON text that are values, without their quotes.
pub(crate) fn strings(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut cursor = Cursor::in_text(text, 0);
    core::iter::from_fn(move || {
        loop {
            cursor.skip_while(|byte| byte != b'"');
            cursor.peek()?;
            let string = cursor.string()?.text;
            cursor.skip_whitespace();
            if cursor.peek() != Some(b':') {
                return Some(string);
            }
        }
    })
}
