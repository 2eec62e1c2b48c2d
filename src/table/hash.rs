//! Maps a key to its slot.
//!
//! The build script and the crate both compile this file, so the functions that lay out a table are
//! the functions that read it.

/// The multiplier that spreads keys over buckets: 2^32 divided by the golden ratio.
const SPREAD: u32 = 0x9E37_79B9;

/// Returns the slot of `key` in a table of `slots` slots, a power of two.
///
/// The key selects a multiplier, one per bucket, and the multiplier selects the slot. With a single
/// multiplier the selection is folded away, which leaves a multiplication and a shift.
#[inline]
pub(crate) const fn slot(key: u32, multipliers: &[u32], slots: usize) -> usize {
    slot_under(multipliers[bucket(key, multipliers.len())], key, slots)
}

/// Returns the slot of `key` under one multiplier.
#[inline]
pub(crate) const fn slot_under(multiplier: u32, key: u32, slots: usize) -> usize {
    scale(key.wrapping_mul(multiplier), slots)
}

/// Returns the bucket of `key` among `buckets` buckets, a power of two.
#[inline]
pub(crate) const fn bucket(key: u32, buckets: usize) -> usize {
    scale(key.wrapping_mul(SPREAD), buckets)
}

/// Scales `product` from the range below 2^32 to the range below `count`.
#[inline]
const fn scale(product: u32, count: usize) -> usize {
    ((product as u64 * count as u64) >> 32) as usize
}

/// Turns a name into a key.
///
/// The key depends on the length of the name and on each of its bytes, or on most of them in a name
/// of more than 24 bytes. The seed is chosen so that the names of a table have different keys.
///
/// It hashes the first, the middle and the last eight bytes, whatever the length. A loop over all
/// bytes takes nearly twice as long, because its end is mispredicted where lengths vary.
#[inline]
pub(crate) fn name_key(name: &str, seed: u64) -> u32 {
    /// The multipliers of the finalizer of `SplitMix64`.
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

/// Returns the eight bytes from `start` on.
#[inline]
fn word(bytes: &[u8], start: usize) -> u64 {
    bytes.get(start..).and_then(<[u8]>::first_chunk).map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

/// Returns the bytes of a name that is shorter than a word.
#[inline]
fn short(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |value, &byte| (value << 8) | u64::from(byte))
}
