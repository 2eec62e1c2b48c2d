//! Reading JSON where it lies: no copy, no allocation, no recursion.

/// A place in JSON text.
pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// What is wrong with a text, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) reason: &'static str,
}

/// A text that a cursor has moved past, and what follows it.
#[derive(Clone, Copy)]
pub(crate) struct Passed<'a> {
    to_the_end: &'a [u8],
    length: usize,
}

impl<'a> Passed<'a> {
    #[inline]
    pub(crate) fn text(self) -> &'a [u8] {
        self.to_the_end.get(..self.length).unwrap_or_default()
    }

    /// The text as a number, if it is one of up to seven digits.
    #[inline]
    pub(crate) fn short_number(self) -> Option<u32> {
        short_number(self.to_the_end)
            .filter(|(_, length)| *length == self.length)
            .map(|(number, _)| number)
    }
}

/// What stands between the quotes of a string.
#[derive(Clone, Copy)]
pub(crate) struct Spelled<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) has_escapes: bool,
}

impl<'a> Cursor<'a> {
    /// At the first byte that is neither a blank nor part of a byte-order mark.
    #[inline]
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let at = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Self::starting(bytes, at)
    }

    /// At the first byte from `at` on that is no blank.
    #[inline]
    pub(crate) fn starting(bytes: &'a [u8], at: usize) -> Self {
        let mut cursor = Self { bytes, at };
        cursor.skip_blanks();
        cursor
    }

    /// Moves past the brace that opens an object, and tells whether there are members.
    #[inline]
    pub(crate) fn open_object(&mut self) -> Result<bool, Fault> {
        self.expect(b'{', "expected an object")?;
        self.skip_blanks();
        Ok(!self.eat(b'}'))
    }

    /// Moves past the next key; the cursor is then at its value.
    #[inline]
    pub(crate) fn key(&mut self) -> Result<Spelled<'a>, Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.fault("expected a key"));
        }
        let key = self.string()?;
        self.skip_blanks();
        self.expect(b':', "expected `:`")?;
        self.skip_blanks();
        Ok(key)
    }

    /// Where the cursor is.
    #[inline]
    pub(crate) fn place(&self) -> usize {
        self.at
    }

    /// The text from a place on that the cursor has moved past.
    #[inline]
    pub(crate) fn since(&self, start: usize) -> Passed<'a> {
        Passed { to_the_end: self.rest(start), length: self.at - start }
    }

    #[inline]
    fn rest(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..).unwrap_or_default()
    }

    /// Moves past what follows a member, and tells whether another comes.
    #[inline]
    pub(crate) fn next_member(&mut self) -> Result<bool, Fault> {
        self.skip_blanks();
        if self.eat(b',') {
            self.skip_blanks();
            return Ok(true);
        }
        self.expect(b'}', "expected `,` or `}`")?;
        Ok(false)
    }

    /// Moves past the bracket that opens a list, and tells whether there are elements.
    #[cfg(feature = "json")]
    #[inline]
    pub(crate) fn open_array(&mut self) -> Result<bool, Fault> {
        self.expect(b'[', "expected a list")?;
        self.skip_blanks();
        Ok(!self.eat(b']'))
    }

    /// Moves past what follows an element, and tells whether another comes.
    #[cfg(feature = "json")]
    #[inline]
    pub(crate) fn next_element(&mut self) -> Result<bool, Fault> {
        self.skip_blanks();
        if self.eat(b',') {
            self.skip_blanks();
            return Ok(true);
        }
        self.expect(b']', "expected `,` or `]`")?;
        Ok(false)
    }

    /// Only blanks may follow.
    #[cfg(feature = "json")]
    #[inline]
    pub(crate) fn end(&mut self) -> Result<(), Fault> {
        self.skip_blanks();
        if self.peek().is_some() { Err(self.fault("expected the end")) } else { Ok(()) }
    }

    /// Moves past a value of which only the extent is wanted. Brackets are counted and not matched,
    /// so values may nest to any depth.
    #[inline]
    pub(crate) fn skip_value(&mut self) -> Result<(), Fault> {
        if self.peek() == Some(b'"') {
            return self.string().map(|_| ());
        }
        if let Some((_, length)) = short_number(self.rest(self.at)) {
            if !self.bytes.get(self.at + length).copied().is_some_and(is_scalar) {
                self.at += length;
                return Ok(());
            }
        }
        self.skip_any_value()
    }

    #[inline]
    fn skip_any_value(&mut self) -> Result<(), Fault> {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.string()?;
                }
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                Some(b',' | b':' | b' ' | b'\t' | b'\n' | b'\r') if depth > 0 => self.at += 1,
                Some(byte) if is_scalar(byte) => {
                    while self.peek().is_some_and(is_scalar) {
                        self.at += 1;
                    }
                }
                _ => return Err(self.fault("expected a value")),
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// Moves past a value, and checks all of it. Tells whether it is a string with escapes.
    #[cfg(feature = "json")]
    #[inline]
    pub(crate) fn check_value(&mut self) -> Result<bool, Fault> {
        match self.peek() {
            Some(b'"') => return self.string().map(|spelled| spelled.has_escapes),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.check_any_value()?,
        }
        Ok(false)
    }

    #[cfg(feature = "json")]
    #[inline]
    fn check_any_value(&mut self) -> Result<(), Fault> {
        let mut open = Brackets::default();
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.string()?;
                }
                Some(b'{') => {
                    if self.open_object()? {
                        open.push(true);
                        self.key()?;
                        continue;
                    }
                }
                Some(b'[') => {
                    if self.open_array()? {
                        open.push(false);
                        continue;
                    }
                }
                Some(b'-' | b'0'..=b'9') => self.number()?,
                Some(b't') => self.word(b"true")?,
                Some(b'f') => self.word(b"false")?,
                Some(b'n') => self.word(b"null")?,
                _ => return Err(self.fault("expected a value")),
            }
            // Behind a value: close what ends here, up to a comma or the end of the outermost.
            loop {
                let Some(is_object) = open.last() else { return Ok(()) };
                if is_object && self.next_member()? {
                    self.key()?;
                    break;
                }
                if !is_object && self.next_element()? {
                    break;
                }
                open.pop();
            }
        }
    }

    #[inline]
    fn string(&mut self) -> Result<Spelled<'a>, Fault> {
        let start = self.at + 1;
        self.at = start;
        let mut has_escapes = false;
        loop {
            self.at += plain(self.rest(self.at));
            match self.peek() {
                Some(b'"') => {
                    let text = self.bytes.get(start..self.at).unwrap_or_default();
                    self.at += 1;
                    return Ok(Spelled { text, has_escapes });
                }
                Some(b'\\') => {
                    has_escapes = true;
                    self.escape()?;
                }
                Some(_) => return Err(self.fault("control character in a string")),
                None => return Err(self.fault("the string has no end")),
            }
        }
    }

    #[inline]
    fn escape(&mut self) -> Result<(), Fault> {
        let length = match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
            Some(b'u') => {
                let digits = self.bytes.get(self.at + 2..self.at + 6).unwrap_or_default();
                if digits.len() < 4 || !digits.iter().all(u8::is_ascii_hexdigit) {
                    return Err(self.fault("expected four hexadecimal digits"));
                }
                6
            }
            _ => return Err(self.fault("no such escape")),
        };
        self.at += length;
        Ok(())
    }

    #[cfg(feature = "json")]
    #[inline]
    fn number(&mut self) -> Result<(), Fault> {
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            if !self.eat(b'+') {
                self.eat(b'-');
            }
            self.digits()?;
        }
        Ok(())
    }

    #[cfg(feature = "json")]
    #[inline]
    fn digits(&mut self) -> Result<(), Fault> {
        if let Some((_, length)) = short_number(self.rest(self.at)) {
            self.at += length;
            return Ok(());
        }
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(self.fault("expected a digit"));
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    #[cfg(feature = "json")]
    #[inline]
    fn word(&mut self, word: &[u8]) -> Result<(), Fault> {
        if !self.rest(self.at).starts_with(word) {
            return Err(self.fault("expected a value"));
        }
        self.at += word.len();
        Ok(())
    }

    #[inline]
    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    #[inline]
    fn expect(&mut self, byte: u8, reason: &'static str) -> Result<(), Fault> {
        if self.eat(byte) { Ok(()) } else { Err(self.fault(reason)) }
    }

    #[inline]
    fn fault(&self, reason: &'static str) -> Fault {
        Fault { at: self.at, reason }
    }
}

/// Part of a number, or of `true`, `false` or `null`.
#[inline]
fn is_scalar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')
}

/// The brackets that are open: for each, whether it is an object's.
#[cfg(feature = "json")]
#[derive(Default)]
struct Brackets {
    depth: usize,
    /// The first 64, so that only a value that nests deeper than that allocates.
    first: u64,
    more: alloc::vec::Vec<bool>,
}

#[cfg(feature = "json")]
impl Brackets {
    #[inline]
    fn push(&mut self, is_object: bool) {
        if self.depth < 64 {
            self.first = (self.first & !(1 << self.depth)) | (u64::from(is_object) << self.depth);
        } else {
            self.more.push(is_object);
        }
        self.depth += 1;
    }

    #[inline]
    fn pop(&mut self) {
        self.depth -= 1;
        self.more.pop();
    }

    #[inline]
    fn last(&self) -> Option<bool> {
        let last = self.depth.checked_sub(1)?;
        self.more.last().copied().or(Some((self.first >> last.min(63)) & 1 == 1))
    }
}

/// How many bytes at the start can stand in a string as they are: no quote, no backslash, no
/// control character.
#[inline]
fn plain(bytes: &[u8]) -> usize {
    let mut count = plain_in_words(bytes.get(..8).unwrap_or(bytes));
    if count < 8 {
        return count;
    }
    // The compiler makes vectors of this. Most keys end before it.
    while let Some(block) = bytes.get(count..).and_then(<[u8]>::first_chunk::<64>) {
        if block.iter().fold(0, |special, &byte| special | u8::from(!is_plain(byte))) != 0 {
            break;
        }
        count += 64;
    }
    count + plain_in_words(bytes.get(count..).unwrap_or_default())
}

/// The same, eight bytes at a time.
#[inline]
fn plain_in_words(bytes: &[u8]) -> usize {
    /// The high bit of each byte of `word` that is less than `limit`. Bytes above the first of them
    /// may be marked wrongly.
    #[inline]
    const fn less(word: u64, limit: u64) -> u64 {
        word.wrapping_sub(ONES * limit) & !word & HIGH_BITS
    }
    let mut count = 0;
    let words = bytes.chunks_exact(8);
    let rest = words.remainder();
    for word in words {
        let word = u64::from_le_bytes(word.try_into().unwrap_or_default());
        let quotes = less(word ^ (ONES * u64::from(b'"')), 1);
        let backslashes = less(word ^ (ONES * u64::from(b'\\')), 1);
        let special = less(word, 0x20) | quotes | backslashes;
        if special != 0 {
            return count + special.trailing_zeros() as usize / 8;
        }
        count += 8;
    }
    count + rest.iter().take_while(|byte| is_plain(**byte)).count()
}

#[inline]
fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && byte != b'"' && byte != b'\\'
}

const ONES: u64 = u64::MAX / 255;
const HIGH_BITS: u64 = ONES * 0x80;

/// The number at the start, of up to seven digits, and how many they are.
///
/// Without a branch for each digit: how many there are is what no predictor knows.
#[inline]
fn short_number(bytes: &[u8]) -> Option<(u32, usize)> {
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
    let number = (quads * 10_000 + (quads >> 32)) & 0xFFFF_FFFF;
    Some((u32::try_from(number).ok()?, count as usize))
}

/// The characters of a string as it is spelled between the quotes, as far as they are ASCII: any
/// other comes out as a byte that is not.
#[inline]
pub(crate) fn unescaped(spelled: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let mut bytes = spelled.iter().copied();
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
