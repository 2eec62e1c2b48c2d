//! The search for a perfect hash: one under which no two keys share a slot.
//!
//! The search is limited by a number of steps and not by a clock, so that the same table always
//! gets the same hash.

use super::hash;

/// A perfect hash.
#[derive(Debug)]
pub struct Layout {
    /// One multiplier per bucket, a power of two of them.
    pub multipliers: Vec<u32>,
    /// The number of slots, a power of two.
    pub slots: usize,
}

impl Layout {
    /// Returns the slot of a code.
    #[must_use]
    pub fn slot(&self, code: i32) -> usize {
        hash::slot(key(code), &self.multipliers, self.slots)
    }
}

/// A perfect hash of names.
#[derive(Debug)]
pub struct NameLayout {
    /// The seed that turns names into keys.
    pub seed: u64,
    /// The hash of the keys.
    pub layout: Layout,
}

impl NameLayout {
    /// Returns the slot of a name.
    #[must_use]
    pub fn slot(&self, name: &str) -> usize {
        let Layout { multipliers, slots } = &self.layout;
        hash::slot(hash::name_key(name, self.seed), multipliers, *slots)
    }
}

/// Finds a hash for different codes.
///
/// Codes come in runs, and a multiplication spreads a run evenly. A single multiplier therefore
/// serves many more of them than it would of random numbers.
#[must_use]
pub fn for_codes(codes: &[i32]) -> Layout {
    /// With more codes, the search for a single multiplier is hopeless.
    const MAX_FOR_ONE_MULTIPLIER: usize = 512;

    let keys: Vec<u32> = codes.iter().map(|&code| key(code)).collect();
    if keys.len() <= MAX_FOR_ONE_MULTIPLIER {
        let slots = (3 * keys.len()).next_power_of_two();
        for slots in [slots, 2 * slots] {
            if let Some(multiplier) = single_multiplier(&keys, slots) {
                return Layout { multipliers: vec![multiplier], slots };
            }
        }
    }
    displace(&into_buckets(&keys), keys.len())
}

/// Finds a hash for different names.
///
/// Returns `None` if no seed tells the names apart. Such names are long and differ only in bytes
/// that the hash leaves out.
#[must_use]
pub fn for_names(names: &[&str]) -> Option<NameLayout> {
    const SEEDS: u64 = 100;

    for seed in 0..SEEDS {
        let keys: Vec<u32> = names.iter().map(|name| hash::name_key(name, seed)).collect();
        let buckets = into_buckets(&keys);
        if buckets.iter().all(|bucket| is_unique(bucket)) {
            return Some(NameLayout { seed, layout: displace(&buckets, keys.len()) });
        }
    }
    None
}

#[expect(clippy::cast_sign_loss, reason = "the key is the code's 32 bits")]
fn key(code: i32) -> u32 {
    code as u32
}

fn is_unique(keys: &[u32]) -> bool {
    (1..keys.len()).all(|index| !keys[..index].contains(&keys[index]))
}

/// Finds a multiplier that gives each key a slot of its own.
fn single_multiplier(keys: &[u32], slots: usize) -> Option<u32> {
    /// The effort for one number of slots: about 50 ms in a debug build.
    const STEPS: usize = 1 << 22;

    // Holds the number of the last attempt that took the slot, so it never has to be cleared.
    let mut taken_in = vec![0; slots];
    let mut steps = 0;
    for (attempt, multiplier) in (1_u32..).zip(Multipliers::new()) {
        let mut free = 0;
        // The largest keys collide first, so a wrong multiplier is given up early.
        for &key in keys.iter().rev() {
            let slot = hash::slot_under(multiplier, key, slots);
            if taken_in[slot] == attempt {
                break;
            }
            taken_in[slot] = attempt;
            free += 1;
        }
        if free == keys.len() {
            return Some(multiplier);
        }
        steps += free + 1;
        if steps > STEPS {
            break;
        }
    }
    None
}

/// Sorts keys into buckets, three to six per bucket on average.
fn into_buckets(keys: &[u32]) -> Vec<Vec<u32>> {
    let mut buckets = vec![Vec::new(); keys.len().div_ceil(6).next_power_of_two()];
    let count = buckets.len();
    for &key in keys {
        buckets[hash::bucket(key, count)].push(key);
    }
    buckets
}

/// Hash and displace: gives each bucket a multiplier that leads all its keys to free slots.
///
/// This ends for keys that all differ, with more slots if necessary.
fn displace(buckets: &[Vec<u32>], keys: usize) -> Layout {
    let mut slots = (keys + keys / 4).next_power_of_two();
    loop {
        if let Some(multipliers) = displacements(buckets, slots) {
            return Layout { multipliers, slots };
        }
        slots *= 2;
    }
}

/// Finds a multiplier for each bucket, the fullest buckets first.
fn displacements(buckets: &[Vec<u32>], slots: usize) -> Option<Vec<u32>> {
    let mut is_free = vec![true; slots];
    let mut multipliers = vec![1; buckets.len()];
    let fullest = buckets.iter().map(Vec::len).max()?;
    for size in (1..=fullest).rev() {
        for (index, bucket) in buckets.iter().enumerate() {
            if bucket.len() == size {
                multipliers[index] = displacement(bucket, &mut is_free)?;
            }
        }
    }
    Some(multipliers)
}

/// Finds a multiplier that leads all keys of a bucket to free slots, and takes these slots.
fn displacement(bucket: &[u32], is_free: &mut [bool]) -> Option<u32> {
    const ATTEMPTS: usize = 1 << 16;

    for multiplier in Multipliers::new().take(ATTEMPTS) {
        let mut taken = Vec::new();
        for &key in bucket {
            let slot = hash::slot_under(multiplier, key, is_free.len());
            if !is_free[slot] {
                break;
            }
            is_free[slot] = false;
            taken.push(slot);
        }
        if taken.len() == bucket.len() {
            return Some(multiplier);
        }
        for slot in taken {
            is_free[slot] = true;
        }
    }
    None
}

/// Odd numbers in an order that looks random and is always the same.
struct Multipliers {
    state: u64,
}

impl Multipliers {
    fn new() -> Self {
        Self { state: 0x9E37_79B9_7F4A_7C15 }
    }
}

impl Iterator for Multipliers {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        const FACTOR: u64 = 6_364_136_223_846_793_005;
        const INCREMENT: u64 = 1_442_695_040_888_963_407;
        self.state = self.state.wrapping_mul(FACTOR).wrapping_add(INCREMENT);
        Some((self.state >> 32) as u32 | 1)
    }
}
