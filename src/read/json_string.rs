//! Decodes the strings of JSON.

use alloc::{borrow::Cow, string::String, vec::Vec};
use core::str;

/// Returns a JSON string without its quotes and escapes, and any other value as its JSON text. A
/// string that is cut off has no quote at its end.
///
/// Half of a surrogate pair becomes U+FFFD.
pub(crate) fn decoded(value: &str) -> Cow<'_, str> {
    match unquoted(value) {
        Some(string) if string.contains('\\') => Cow::Owned(unescaped(string.as_bytes())),
        Some(string) => Cow::Borrowed(string),
        None => Cow::Borrowed(value),
    }
}

/// Does the same with bytes, of which those that are not UTF-8 become U+FFFD.
pub(crate) fn decoded_bytes(value: &[u8]) -> Cow<'_, str> {
    match lossy(value) {
        Cow::Borrowed(value) => decoded(value),
        Cow::Owned(value) => Cow::Owned(decoded(&value).into_owned()),
    }
}

/// Does what `String::from_utf8_lossy` does, which is several times slower on valid text.
fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

/// Returns a message without the quotes of a JSON string, which some servers add to it.
pub(crate) fn without_quotes(message: Cow<'_, str>) -> Cow<'_, str> {
    let Some(inside) = message.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return message;
    };
    let is_string = !has_bare_quote(inside) && !ends_in_escape(inside.as_bytes());
    if is_string { Cow::Owned(unescaped(inside.as_bytes())) } else { message }
}

/// Returns whether a quote is in a string without a backslash in front of it.
fn has_bare_quote(string: &str) -> bool {
    let mut parts = string.split('"').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_some() && !ends_in_escape(part.as_bytes()) {
            return true;
        }
    }
    false
}

/// Returns whether the last backslash of a string escapes what follows the string.
fn ends_in_escape(string: &[u8]) -> bool {
    string.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Returns what is between the quotes of a string.
fn unquoted(value: &str) -> Option<&str> {
    let string = value.strip_prefix('"')?;
    match string.strip_suffix('"') {
        Some(inside) if !ends_in_escape(inside.as_bytes()) => Some(inside),
        _ => Some(string),
    }
}

/// Returns a string without escapes: those of JSON, and `\'`, which other languages have in theirs.
/// Any other backslash stays.
pub(crate) fn unescaped(string: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(string.len());
    let mut rest = string;
    while let Some(index) = rest.iter().position(|byte| *byte == b'\\') {
        bytes.extend_from_slice(&rest[..index]);
        rest = &rest[index + 1..];
        let (character, length) = escaped_character(rest);
        bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        rest = &rest[length..];
    }
    bytes.extend_from_slice(rest);
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Returns the character whose escape follows a backslash, and how many bytes there are to skip.
fn escaped_character(rest: &[u8]) -> (char, usize) {
    match rest.first() {
        Some(b'n') => ('\n', 1),
        Some(b'r') => ('\r', 1),
        Some(b't') => ('\t', 1),
        Some(b'b') => ('\u{8}', 1),
        Some(b'f') => ('\u{c}', 1),
        Some(byte @ (b'"' | b'\'' | b'\\' | b'/')) => (char::from(*byte), 1),
        Some(b'u') => match utf16_unit(&rest[1..]) {
            Some(unit) => character_of(unit, &rest[5..]),
            None => ('\\', 0),
        },
        _ => ('\\', 0),
    }
}

/// Returns the character of a UTF-16 unit, which needs a second one in the bytes that follow if it is
/// half of a pair, and how many bytes there are to skip.
fn character_of(unit: u16, following: &[u8]) -> (char, usize) {
    let second = following.strip_prefix(b"\\u").and_then(utf16_unit);
    let mut characters = char::decode_utf16([Some(unit), second].into_iter().flatten());
    match characters.next() {
        // A pair has used both units.
        Some(Ok(character)) => (character, if character.len_utf16() == 2 { 11 } else { 5 }),
        _ => (char::REPLACEMENT_CHARACTER, 5),
    }
}

/// Returns the UTF-16 unit that four hexadecimal digits spell.
fn utf16_unit(digits: &[u8]) -> Option<u16> {
    let digit = |value: u16, digit: &u8| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(value * 16 + u16::try_from(digit).ok()?)
    };
    digits.get(..4)?.iter().try_fold(0, digit)
}
