//! Finds the offsets in a log at which a mention can be.

/// Iterates over the offsets at which there is "cod", in any case, "R_", "K_", 码, or a digit before a
/// space and a capital letter, as in our `Display`.
///
/// It looks at 64 offsets at a time, in a form that the compiler turns into vector instructions: one
/// pass for all needles, and as fast for frequent letters as for rare ones.
#[derive(Clone, Debug)]
pub(super) struct Candidates<'a> {
    text: &'a [u8],
    /// The offset of the block that was read last.
    block: usize,
    /// The candidates of that block that have not been returned, a bit each.
    found: u64,
    /// The offset of the block to be read next.
    next: usize,
}

/// How many offsets are in a block.
const OFFSETS: usize = 64;

/// A block is read with the two bytes after it, which a candidate at its end has.
type Block = [u8; OFFSETS + 2];

impl<'a> Candidates<'a> {
    /// Returns the candidates from this offset on.
    #[inline]
    pub(super) fn after(text: &'a [u8], offset: usize) -> Self {
        Self { text, block: 0, found: 0, next: offset }
    }
}

impl Iterator for Candidates<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            let rest = self.text.get(self.next..)?;
            self.block = self.next;
            self.next += OFFSETS;
            self.found = if let Some(block) = rest.first_chunk() {
                found_in(block)
            } else {
                // No candidate has a zero in it.
                let mut block = [0; OFFSETS + 2];
                block[..rest.len()].copy_from_slice(rest);
                found_in(&block)
            };
        }
        let index = self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        Some(self.block + index)
    }
}

/// Returns the candidates of a block, a bit each.
#[inline]
fn found_in(block: &Block) -> u64 {
    let [one, two, three] = [0, 1, 2].map(|start| &block[start..start + OFFSETS]);
    let mut found = [0; OFFSETS];
    let mut any = 0;
    for (found, ((a, b), c)) in found.iter_mut().zip(one.iter().zip(two).zip(three)) {
        // The highest bit says that there is a candidate, or that the third byte is not ASCII, as that
        // of 码 is not.
        *found = (u8::from(is_candidate(*a, *b, *c)) << 7) | *c;
        any |= *found;
    }
    if any.is_ascii() {
        return 0;
    }
    let found = highest_bits(&found);
    if block.is_ascii() {
        return found;
    }
    let is_found = |index: usize| {
        let bytes = [block[index], block[index + 1], block[index + 2]];
        let [a, b, c] = bytes;
        is_candidate(a, b, c) || bytes == "码".as_bytes()
    };
    (0..OFFSETS)
        .filter(|index| found >> index & 1 == 1 && is_found(*index))
        .fold(0, |bits, index| bits | 1 << index)
}

/// Returns the highest bit of each byte.
fn highest_bits(bytes: &[u8; OFFSETS]) -> u64 {
    /// Moves the lowest bit of each byte to the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    const LOWEST: u64 = u64::MAX / 255;
    let mut bits = 0;
    for (index, bytes) in bytes.chunks_exact(8).enumerate() {
        // The chunks are whole.
        let word = bytes.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        bits |= ((word >> 7 & LOWEST).wrapping_mul(GATHER) >> 56) << (8 * index);
    }
    bits
}

#[expect(clippy::needless_bitwise_bool, reason = "branches would keep this out of vectors")]
#[inline]
fn is_candidate(a: u8, b: u8, c: u8) -> bool {
    // The letter between these two is compared later: so few words have another one that it is not
    // worth the time here.
    let is_code = (a | 0x20 == b'c') & (c | 0x20 == b'd');
    // K and R have these bits, as have six others that are rare here.
    let is_constant = (a & 0xE6 == 0x42) & (b == b'_');
    // Digits are 0x30 and more, capital letters from 0x41 to 0x5a.
    let is_shown = (a & 0xF0 == 0x30) & (b == b' ') & (c & 0xE0 == 0x40);
    is_code | is_constant | is_shown
}
