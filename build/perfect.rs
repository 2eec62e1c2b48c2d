//! The search for a perfect hash: one under which no two keys share a slot.
//!
//! Numbers of steps bound the search, not a clock, so the same table always gives the same hash.

use super::hash;

/// A perfect hash: what `hash::slot` needs to know besides the key.
pub(crate) struct Layout {
    /// One multiplier for each bucket; their number is a power of two.
    pub(crate) multipliers: Vec<u32>,
    /// How many slots there are: a power of two.
    pub(crate) slots: usize,
}

impl Layout {
    pub(crate) fn slot(&self, key: u32) -> usize {
        hash::slot(key, &self.multipliers, self.slots)
    }
}

/// More numbers than this have no single multiplier that could be found in time.
const MOST_FOR_ONE_MULTIPLIER: usize = 512;

/// Steps of the search for a single multiplier, for each number of slots: 20 ms in a debug build.
const STEPS: usize = 1 << 22;

/// A hash for different numbers, ascending: with one multiplier where one can be found.
///
/// Published numbers come in runs, and a multiplication spreads a run evenly, so one multiplier
/// serves far more of them than it would of random numbers.
pub(crate) fn for_numbers(numbers: &[u32]) -> Layout {
    let slots = (3 * numbers.len()).next_power_of_two();
    if numbers.len() <= MOST_FOR_ONE_MULTIPLIER {
        for slots in [slots, 2 * slots] {
            if let Some(multiplier) = single_multiplier(numbers, slots) {
                return Layout { multipliers: vec![multiplier], slots };
            }
        }
    }
    displace(&in_buckets(numbers), numbers.len())
}

/// A hash for different names, and the seed that their keys are made with. `None` for names that no
/// seed tells apart: they are long, and differ only in bytes that do not count.
pub(crate) fn for_names(names: &[&str]) -> Option<(u64, Layout)> {
    const SEEDS: u64 = 100;
    for seed in 0..SEEDS {
        let mut keys = Vec::new();
        for name in names {
            keys.push(hash::name_key(name, seed));
        }
        let buckets = in_buckets(&keys);
        if !have_twins(&buckets) {
            return Some((seed, displace(&buckets, keys.len())));
        }
    }
    None
}

/// A multiplier that leads each number to a slot of its own, if the search finds one.
fn single_multiplier(numbers: &[u32], slots: usize) -> Option<u32> {
    let mut taken_in_try = vec![0; slots];
    let mut candidates = Multipliers::new();
    let mut steps = 0;
    for this_try in 1_u32.. {
        if steps > STEPS {
            break;
        }
        let multiplier = candidates.next();
        // The largest numbers collide first, so that a wrong multiplier is given up early. Counted
        // by hand, since an iterator takes three times as long where nothing is optimised.
        let mut left = numbers.len();
        while left > 0 {
            let slot = hash::slot_under(multiplier, numbers[left - 1], slots);
            if taken_in_try[slot] == this_try {
                break;
            }
            taken_in_try[slot] = this_try;
            left -= 1;
        }
        if left == 0 {
            return Some(multiplier);
        }
        steps += numbers.len() - left + 1;
    }
    None
}

/// The keys by the bucket that they fall into, three to six to a bucket on average.
fn in_buckets(keys: &[u32]) -> Vec<Vec<u32>> {
    let mut buckets = vec![Vec::new(); keys.len().div_ceil(6).next_power_of_two()];
    let count = buckets.len();
    for &key in keys {
        buckets[hash::bucket(key, count)].push(key);
    }
    buckets
}

/// Whether some key stands there twice: no hash can tell the two apart.
fn have_twins(buckets: &[Vec<u32>]) -> bool {
    for bucket in buckets {
        for (index, key) in bucket.iter().enumerate() {
            if bucket[..index].contains(key) {
                return true;
            }
        }
    }
    false
}

/// Hash and displace: each bucket gets the first multiplier that leads all its keys to free slots,
/// the fullest buckets first. There is one for keys that all differ, if need be with more slots.
fn displace(buckets: &[Vec<u32>], keys: usize) -> Layout {
    let mut slots = (keys + keys / 4).next_power_of_two();
    loop {
        if let Some(multipliers) = displacements(buckets, slots) {
            return Layout { multipliers, slots };
        }
        slots *= 2;
    }
}

fn displacements(buckets: &[Vec<u32>], slots: usize) -> Option<Vec<u32>> {
    let mut free = vec![true; slots];
    let mut multipliers = vec![1; buckets.len()];
    let mut fullest = 0;
    for bucket in buckets {
        fullest = fullest.max(bucket.len());
    }
    for size in (1..=fullest).rev() {
        for (index, bucket) in buckets.iter().enumerate() {
            if bucket.len() == size {
                multipliers[index] = displacement(bucket, &mut free)?;
            }
        }
    }
    Some(multipliers)
}

/// A multiplier that leads all keys of one bucket to free slots, which it then takes.
fn displacement(bucket: &[u32], free: &mut [bool]) -> Option<u32> {
    const TRIES: usize = 1 << 16;
    let mut candidates = Multipliers::new();
    for _ in 0..TRIES {
        let multiplier = candidates.next();
        let mut taken = Vec::new();
        for &key in bucket {
            let slot = hash::slot_under(multiplier, key, free.len());
            if !free[slot] {
                break;
            }
            free[slot] = false;
            taken.push(slot);
        }
        if taken.len() == bucket.len() {
            return Some(multiplier);
        }
        for slot in &taken {
            free[*slot] = true;
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

    fn next(&mut self) -> u32 {
        const INCREMENT: u64 = 1_442_695_040_888_963_407;
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(INCREMENT);
        let upper = (self.state >> 32) as u32;
        upper | 1
    }
}
