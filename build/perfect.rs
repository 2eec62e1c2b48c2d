//! The search for a perfect hash: one under which no two keys share a slot.
//!
//! Fixed numbers of steps bound the search, not a clock, so the same table always gives the same
//! hash.

use super::hash;
use std::cmp::Reverse;

/// A perfect hash: what [`hash::slot`] needs to know besides the key.
#[derive(Debug)]
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

/// A hash for the numbers of a table, ascending: with one multiplier where one can be found.
///
/// Published numbers come in runs, and a multiplication spreads a run evenly, so one multiplier
/// serves far more of them than it would of random numbers.
pub(crate) fn for_numbers(numbers: &[u32]) -> Layout {
    let slots = (3 * numbers.len()).next_power_of_two();
    let single = || [slots, 2 * slots].into_iter().find_map(|slots| one(numbers, slots));
    (numbers.len() <= MOST_FOR_ONE_MULTIPLIER)
        .then(single)
        .flatten()
        .unwrap_or_else(|| displaced(numbers))
}

/// A seed and a hash for the names of a table.
pub(crate) fn for_names(names: &[&str]) -> (u64, Layout) {
    (0..)
        .find_map(|seed| {
            let mut keys: Vec<u32> = names.iter().map(|name| hash::name_key(name, seed)).collect();
            keys.sort_unstable();
            keys.is_sorted_by(|left, right| left < right).then(|| (seed, displaced(&keys)))
        })
        .unwrap_or_else(|| unreachable!("no two names are the same, so some seed tells them apart"))
}

/// A hash with a single multiplier and so many slots, if the search finds one.
fn one(numbers: &[u32], slots: usize) -> Option<Layout> {
    let mut taken_by = vec![0; slots];
    let mut steps = 0;
    for (try_number, multiplier) in (1_u32..).zip(multipliers()) {
        if steps > STEPS {
            return None;
        }
        // The largest numbers collide first, so that a wrong multiplier is given up early.
        let fits = numbers.iter().rev().all(|&number| {
            steps += 1;
            let taken = &mut taken_by[hash::slot(number, &[multiplier], slots)];
            std::mem::replace(taken, try_number) != try_number
        });
        if fits {
            return Some(Layout { multipliers: vec![multiplier], slots });
        }
    }
    None
}

/// Hash and displace: the keys fall into small buckets, and each bucket gets the first multiplier
/// that leads all its keys to free slots, the fullest buckets first.
fn displaced(keys: &[u32]) -> Layout {
    let bucket_count = keys.len().div_ceil(4).next_power_of_two();
    let mut buckets = vec![Vec::new(); bucket_count];
    for &key in keys {
        buckets[hash::bucket(key, bucket_count)].push(key);
    }
    let mut fullest_first: Vec<usize> = (0..bucket_count).collect();
    fullest_first.sort_by_key(|&bucket| Reverse(buckets[bucket].len()));

    let mut slots = (keys.len() + keys.len() / 4).next_power_of_two();
    loop {
        let mut free = vec![true; slots];
        let mut chosen = vec![1; bucket_count];
        let all_fit = fullest_first.iter().all(|&bucket| {
            let multiplier = displacement(&buckets[bucket], &mut free);
            chosen[bucket] = multiplier.unwrap_or(1);
            multiplier.is_some()
        });
        if all_fit {
            return Layout { multipliers: chosen, slots };
        }
        slots *= 2;
    }
}

/// A multiplier that leads all keys of one bucket to free slots, which it then takes.
fn displacement(bucket: &[u32], free: &mut [bool]) -> Option<u32> {
    const TRIES: usize = 1 << 16;
    multipliers().take(TRIES).find(|&multiplier| {
        let mut taken = Vec::with_capacity(bucket.len());
        for &key in bucket {
            let slot = hash::slot(key, &[multiplier], free.len());
            if !std::mem::take(&mut free[slot]) {
                break;
            }
            taken.push(slot);
        }
        let fits = taken.len() == bucket.len();
        if !fits {
            for slot in taken {
                free[slot] = true;
            }
        }
        fits
    })
}

/// Odd numbers in an order that looks random and is always the same.
fn multipliers() -> impl Iterator<Item = u32> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let upper = (state >> 32) as u32;
        upper | 1
    })
}
