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

/// Turns a name into a key, in which each byte and the length count. The seed is the one under
/// which the names of a table have keys that all differ.
#[inline]
pub(crate) const fn name_key(name: &str, seed: u64) -> u32 {
    /// The first multiplier of `SplitMix64`'s finaliser.
    const MIX: u64 = 0xBF58_476D_1CE4_E5B9;
    let bytes = name.as_bytes();
    let mut hash = seed ^ bytes.len() as u64;
    let mut rest = bytes;
    while let Some((head, tail)) = rest.split_first_chunk::<8>() {
        hash = (hash ^ u64::from_le_bytes(*head)).wrapping_mul(MIX);
        hash ^= hash >> 29;
        rest = tail;
    }
    let last = match bytes.last_chunk::<8>() {
        Some(last) => u64::from_le_bytes(*last),
        None => short(bytes),
    };
    ((hash ^ last).wrapping_mul(MIX) >> 32) as u32
}

/// The bytes of a name that is shorter than a `u64`.
#[inline]
const fn short(mut bytes: &[u8]) -> u64 {
    let mut value = 0;
    while let Some((byte, rest)) = bytes.split_first() {
        value = (value << 8) | *byte as u64;
        bytes = rest;
    }
    value
}
