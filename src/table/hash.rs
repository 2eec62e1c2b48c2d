//! Where a key has its slot.
//!
//! The build script and the crate compile this same file, so a table is laid out by the very
//! functions that later read it.

/// Spreads the keys over the buckets: 2^32 divided by the golden ratio.
const SPREAD: u32 = 0x9E37_79B9;

/// The slot of `key` in a table of `slots` slots, a power of two.
///
/// The key chooses a multiplier, one for each bucket, and the multiplier chooses the slot. With a
/// single multiplier the choice folds away, and a multiplication and a shift are left.
#[inline]
pub(crate) const fn slot(key: u32, multipliers: &[u32], slots: usize) -> usize {
    slot_under(multipliers[bucket(key, multipliers.len())], key, slots)
}

/// The slot of `key` under one multiplier.
#[inline]
pub(crate) const fn slot_under(multiplier: u32, key: u32, slots: usize) -> usize {
    scale(key.wrapping_mul(multiplier), slots)
}

/// The bucket of `key` where there are `buckets` buckets, a power of two.
#[inline]
pub(crate) const fn bucket(key: u32, buckets: usize) -> usize {
    scale(key.wrapping_mul(SPREAD), buckets)
}

/// `product`, a fraction of 2^32, as the same fraction of `count`: always less than `count`.
#[inline]
const fn scale(product: u32, count: usize) -> usize {
    ((product as u64 * count as u64) >> 32) as usize
}

/// Turns a name into a key, in which its length counts and each of its bytes, or of a name of more
/// than 24 bytes most of them. The seed is one under which the names of a table have keys that all
/// differ.
///
/// The first, the middle and the last eight bytes are hashed, whatever the length: a loop over all
/// bytes would be mispredicted on names of many lengths, and take nearly twice as long.
#[inline]
pub(crate) fn name_key(name: &str, seed: u64) -> u32 {
    /// The multipliers of `SplitMix64`'s finaliser.
    const MIX: [u64; 2] = [0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB];
    let bytes = name.as_bytes();
    let length = bytes.len() as u64;
    let words = match bytes.len().checked_sub(8) {
        Some(last) => {
            let [first, middle, last] = [0, last / 2, last].map(|start| word(bytes, start));
            first.wrapping_mul(MIX[0]) ^ middle.wrapping_mul(MIX[1]) ^ last.rotate_left(32)
        }
        None => short(bytes).wrapping_mul(MIX[0]),
    };
    let hash = words ^ seed.wrapping_add(length);
    ((hash ^ (hash >> 32)).wrapping_mul(MIX[0]) >> 32) as u32
}

/// The eight bytes from `start` on.
#[inline]
fn word(bytes: &[u8], start: usize) -> u64 {
    bytes.get(start..).and_then(<[u8]>::first_chunk).map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

/// The bytes of a name that is shorter than a word.
#[inline]
fn short(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |value, &byte| (value << 8) | u64::from(byte))
}
