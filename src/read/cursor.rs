//! Reads JSON and texts in place: without a copy, an allocation or a recursion.

#[cfg(feature = "json")]
use {super::json_string::decoded, alloc::borrow::Cow};

/// An offset in bytes from which to read on.
///
/// The methods for JSON are below, those for texts in `code_key`.
pub(crate) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    /// At most the length of `bytes`: it moves past bytes that were seen, and nothing else.
    pub(super) offset: usize,
}

impl<'a> Cursor<'a> {
    /// Returns a cursor at the first byte that is not part of a byte-order mark or JSON whitespace.
    #[inline]
    pub(crate) fn at_json(bytes: &'a [u8]) -> Self {
        let offset = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let mut cursor = Self { bytes, offset };
        cursor.skip_whitespace();
        cursor
    }

    /// Returns the bytes that follow.
    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.offset..]
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.offset).copied()
    }

    #[inline]
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.offset += usize::from(found);
        found
    }
}

/// JSON. A method that returns `None` has found something that is not JSON.
impl<'a> Cursor<'a> {
    /// Moves past the brace that opens an object, and returns whether a member follows.
    #[inline]
    pub(crate) fn open_object(&mut self) -> Option<bool> {
        self.expect(b'{')?;
        self.skip_whitespace();
        Some(!self.eat(b'}'))
    }

    /// Moves past a key and its colon, to the value.
    #[inline]
    pub(crate) fn key(&mut self) -> Option<RawString<'a>> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let key = self.string()?;
        self.skip_whitespace();
        self.expect(b':')?;
        self.skip_whitespace();
        Some(key)
    }

    /// Moves past what follows a member, and returns whether another member comes.
    #[inline]
    pub(crate) fn next_member(&mut self) -> Option<bool> {
        self.skip_whitespace();
        if self.eat(b',') {
            self.skip_whitespace();
            return Some(true);
        }
        self.expect(b'}')?;
        Some(false)
    }

    /// Moves past a value of which only the extent is checked: brackets are counted, not matched, so
    /// that values can nest to any depth.
    #[inline]
    pub(crate) fn value(&mut self) -> Option<RawValue<'a>> {
        let start = self.offset;
        let has_escapes = self.skip_value()?;
        Some(RawValue {
            to_the_end: &self.bytes[start..],
            length: self.offset - start,
            has_escapes,
        })
    }

    /// Returns whether the value is a string with escapes.
    #[inline]
    fn skip_value(&mut self) -> Option<bool> {
        if self.peek() == Some(b'"') {
            return self.string().map(|string| string.has_escapes);
        }
        if let Some((_, length)) = short_number(self.rest()) {
            if !self.bytes.get(self.offset + length).copied().is_some_and(is_scalar) {
                self.offset += length;
                return Some(false);
            }
        }
        self.skip_any_value()?;
        Some(false)
    }

    #[inline]
    fn skip_any_value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.offset += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.offset += 1;
                }
                b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' if depth > 0 => self.offset += 1,
                byte if is_scalar(byte) => {
                    while self.peek().is_some_and(is_scalar) {
                        self.offset += 1;
                    }
                }
                _ => return None,
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Moves past a string; the cursor is at its first quote.
    #[inline]
    pub(super) fn string(&mut self) -> Option<RawString<'a>> {
        let start = self.offset + 1;
        self.offset = start;
        let mut has_escapes = false;
        loop {
            self.offset += plain_length(self.rest());
            match self.peek()? {
                b'"' => {
                    let text = &self.bytes[start..self.offset];
                    self.offset += 1;
                    return Some(RawString { text, has_escapes });
                }
                b'\\' => {
                    has_escapes = true;
                    self.escape()?;
                }
                // A control character.
                _ => return None,
            }
        }
    }

    #[inline]
    fn escape(&mut self) -> Option<()> {
        let length = match self.bytes.get(self.offset + 1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 2,
            b'u' => {
                let digits = self.bytes.get(self.offset + 2..self.offset + 6)?;
                if !digits.iter().all(u8::is_ascii_hexdigit) {
                    return None;
                }
                6
            }
            _ => return None,
        };
        self.offset += length;
        Some(())
    }

    #[inline]
    pub(super) fn skip_whitespace(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.offset += 1;
        }
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Option<()> {
        self.eat(byte).then_some(())
    }
}

/// For a reader that is strict about JSON.
#[cfg(feature = "json")]
impl<'a> Cursor<'a> {
    #[inline]
    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// Moves past a valid string or a short integer. Before any other value, it does not move and
    /// returns `None`.
    #[inline]
    pub(crate) fn simple_value(&mut self) -> Option<RawValue<'a>> {
        let start = self.offset;
        let value = match self.peek()? {
            b'"' | b'0'..=b'9' => self.value().filter(RawValue::is_simple),
            _ => None,
        };
        if value.is_none() {
            self.offset = start;
        }
        value
    }

    /// Moves past a value that is not a string, and has this many bytes.
    #[inline]
    pub(crate) fn advance(&mut self, length: usize) -> RawValue<'a> {
        let to_the_end = self.rest();
        self.offset += length;
        RawValue { to_the_end, length, has_escapes: false }
    }

    /// Moves past whitespace, and returns whether nothing else follows.
    pub(crate) fn is_at_end(&mut self) -> bool {
        self.skip_whitespace();
        self.rest().is_empty()
    }
}

/// The JSON text of a value.
#[derive(Clone, Copy)]
pub(crate) struct RawValue<'a> {
    /// The value and what follows it: eight bytes of a number can then be loaded at once, however
    /// few digits it has.
    to_the_end: &'a [u8],
    length: usize,
    /// Whether it is a string with escapes; of a value that a cursor has not read, whether it may be.
    #[cfg_attr(
        not(feature = "json"),
        expect(dead_code, reason = "only the strict reader needs it")
    )]
    has_escapes: bool,
}

impl<'a> RawValue<'a> {
    #[cfg(feature = "error")]
    #[inline]
    pub(crate) fn new(text: &'a [u8]) -> Self {
        Self { to_the_end: text, length: text.len(), has_escapes: true }
    }

    #[inline]
    pub(crate) fn text(self) -> &'a [u8] {
        &self.to_the_end[..self.length]
    }

    /// Returns a string without its quotes and escapes, and any other value as its JSON text.
    /// `source` is the text that the cursor reads.
    #[cfg(feature = "json")]
    #[inline]
    pub(crate) fn decoded_in(self, source: &'a str) -> Cow<'a, str> {
        let start = source.len() - self.to_the_end.len();
        let text = &source[start..start + self.length];
        if self.has_escapes {
            return decoded(text);
        }
        let string = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        Cow::Borrowed(string.unwrap_or(text))
    }

    /// Returns whether the value is a string, or an integer of a few digits.
    #[cfg(feature = "json")]
    #[inline]
    fn is_simple(&self) -> bool {
        match self.text() {
            [b'"', ..] => true,
            [b'0', _, ..] => false,
            _ => short_number(self.to_the_end).is_some_and(|(_, length)| length == self.length),
        }
    }

    /// Returns what is between the quotes, if the value is a string.
    #[inline]
    pub(crate) fn string(self) -> Option<&'a [u8]> {
        self.text().strip_prefix(b"\"")?.strip_suffix(b"\"")
    }

    /// Returns the integer, if the value is one or a string that spells one.
    #[inline]
    pub(crate) fn integer(self) -> Option<Integer> {
        match short_number(self.to_the_end) {
            Some((number, length)) if length == self.length => Some(Integer::InRange(number)),
            _ => self.any_integer(),
        }
    }

    #[inline]
    fn any_integer(self) -> Option<Integer> {
        match self.string() {
            Some(string) => Integer::from_bytes(unescaped(string)),
            None => Integer::parse(self.text()),
        }
    }
}

/// What is between the quotes of a JSON string.
#[derive(Clone, Copy)]
pub(crate) struct RawString<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) has_escapes: bool,
}

/// An integer of any size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Integer {
    InRange(i32),
    /// It does not fit in 32 bits.
    OutOfRange,
}

impl Integer {
    /// Reads digits with an optional minus sign in front of them.
    #[inline]
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        Self::from_bytes(text.iter().copied())
    }

    #[inline]
    fn from_bytes(bytes: impl Iterator<Item = u8>) -> Option<Self> {
        let mut bytes = bytes.peekable();
        let is_negative = bytes.next_if_eq(&b'-').is_some();
        let mut magnitude = None;
        for byte in bytes {
            if !byte.is_ascii_digit() {
                return None;
            }
            // The largest `u32` is out of range with either sign.
            let shifted = magnitude.unwrap_or(0_u32).saturating_mul(10);
            magnitude = Some(shifted.saturating_add(u32::from(byte - b'0')));
        }
        let magnitude = magnitude?;
        let number = if is_negative {
            0_i32.checked_sub_unsigned(magnitude)
        } else {
            i32::try_from(magnitude).ok()
        };
        Some(number.map_or(Self::OutOfRange, Self::InRange))
    }
}

/// Returns whether a byte can be part of a number, or of `true`, `false` or `null`.
#[inline]
fn is_scalar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')
}

/// Returns the number of bytes at the start that a string can hold unescaped: no quote, no
/// backslash, no control character.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let mut length = plain_length_in_words(&bytes[..bytes.len().min(8)]);
    if length < 8 {
        return length;
    }
    // The compiler turns this into vector instructions. Most keys end before it.
    while let Some(block) = bytes[length..].first_chunk::<64>() {
        if block.iter().fold(0, |special, &byte| special | u8::from(!is_plain(byte))) != 0 {
            break;
        }
        length += 64;
    }
    length + plain_length_in_words(&bytes[length..])
}

/// Does the same, eight bytes at a time.
#[inline]
fn plain_length_in_words(bytes: &[u8]) -> usize {
    /// Sets the high bit of each byte of `word` that is less than `limit`. Bytes above the first of
    /// them may be marked wrongly.
    #[inline]
    const fn less(word: u64, limit: u64) -> u64 {
        word.wrapping_sub(ONES * limit) & !word & HIGH_BITS
    }
    let mut length = 0;
    let mut rest = bytes;
    while let Some((word, behind)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*word);
        let quotes = less(word ^ (ONES * u64::from(b'"')), 1);
        let backslashes = less(word ^ (ONES * u64::from(b'\\')), 1);
        let special = less(word, 0x20) | quotes | backslashes;
        if special != 0 {
            return length + special.trailing_zeros() as usize / 8;
        }
        length += 8;
        rest = behind;
    }
    length + rest.iter().take_while(|byte| is_plain(**byte)).count()
}

#[inline]
fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && byte != b'"' && byte != b'\\'
}

const ONES: u64 = u64::MAX / 255;
const HIGH_BITS: u64 = ONES * 0x80;

/// Returns the number at the start, of up to seven digits, and how many digits it has.
///
/// There is no branch for each digit: no predictor knows how many there are.
#[inline]
fn short_number(bytes: &[u8]) -> Option<(i32, usize)> {
    let word = u64::from_le_bytes(*bytes.first_chunk()?) ^ (ONES * u64::from(b'0'));
    // The high bit of each byte that is more than 9.
    let others = (((word & !HIGH_BITS) + ONES * (0x80 - 10)) | word) & HIGH_BITS;
    let count = others.trailing_zeros() / 8;
    if count == 0 || count > 7 {
        return None;
    }
    // Zeros in front; then pairs of digits, pairs of pairs, and both halves.
    let digits = word << (64 - 8 * count);
    let pairs = (digits * 10 + (digits >> 8)) & 0x00FF_00FF_00FF_00FF;
    let quads = (pairs * 100 + (pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    // The number is in the lower half. Without the highest bit of that, the compiler knows it to fit.
    let number = (quads * 10_000 + (quads >> 32)) & 0x7FFF_FFFF;
    Some((i32::try_from(number).ok()?, count as usize))
}

/// Returns the bytes of a JSON string, from what is between its quotes. An escape that is not ASCII
/// becomes one byte that is not ASCII.
#[inline]
pub(crate) fn unescaped(string: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let mut bytes = string.iter().copied();
    core::iter::from_fn(move || match bytes.next()? {
        b'\\' => Some(match bytes.next()? {
            b'u' => {
                let digit =
                    |value: u32, byte: u8| value * 16 + char::from(byte).to_digit(16).unwrap_or(0);
                let value = bytes.by_ref().take(4).fold(0, digit);
                u8::try_from(value).unwrap_or(u8::MAX)
            }
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            other => other,
        }),
        byte => Some(byte),
    })
}
