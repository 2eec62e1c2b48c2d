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
    let multiplier = multipliers[bucket(key, multipliers.len())];
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
/// than 40 bytes most of them. The seed is one under which the names of a table have keys that all
/// differ.
///
/// Five words at even distances are hashed, whatever the length: a loop over all bytes would be
/// mispredicted, and costs twice as much on names of many lengths.
#[inline]
pub(crate) fn name_key(name: &str, seed: u64) -> u32 {
    /// The multipliers of `SplitMix64`'s finaliser and of `xxHash64`.
    const MIX: [u64; 5] = [
        0xBF58_476D_1CE4_E5B9,
        0x94D0_49BB_1331_11EB,
        0x9E37_79B1_85EB_CA87,
        0xC2B2_AE3D_27D4_EB4F,
        0x1656_67B1_9E37_79F9,
    ];
    let bytes = name.as_bytes();
    let Some(last) = bytes.len().checked_sub(8) else {
        return mix(short(bytes) ^ seed.wrapping_add(bytes.len() as u64), MIX[0]);
    };
    let mut hash = seed.wrapping_add(bytes.len() as u64);
    for (quarter, multiplier) in MIX.into_iter().enumerate() {
        hash ^= word(bytes, last * quarter / 4).wrapping_mul(multiplier);
    }
    mix(hash ^ (hash >> 32), MIX[0])
}

#[inline]
fn mix(hash: u64, multiplier: u64) -> u32 {
    (hash.wrapping_mul(multiplier) >> 32) as u32
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
