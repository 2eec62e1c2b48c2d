//! The contenders: the crate and its peers, with the same codes and in the same loops.
#![expect(clippy::cast_sign_loss, reason = "a negative index is beyond the end of a table")]

use crate::{found::Found, peers};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use std::{fmt::Debug, hint::black_box};
use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};

/// A way to look up.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    DirectTable,
    Ours,
    FoldHash,
    RustcHash,
    Match,
    Strum,
    NumEnum,
    BinarySearch,
    Phf,
}

impl Way {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::DirectTable => "direct table",
            Self::Ours => "yuanrong-errors",
            Self::FoldHash => "HashMap, foldhash",
            Self::RustcHash => "HashMap, rustc-hash",
            Self::Match => "match",
            Self::Strum => "strum FromRepr",
            Self::NumEnum => "num_enum",
            Self::BinarySearch => "binary search",
            Self::Phf => "phf",
        }
    }
}

/// Work on a part of a pool.
pub(crate) type Lap<K> = Box<dyn Fn(&[K])>;

/// A way to look up keys, with its table.
pub(crate) struct Contender<K> {
    pub(crate) way: Way,
    /// The size of its data, if that is known.
    pub(crate) bytes: Option<usize>,
    pub(crate) throughput: Lap<K>,
    find: Box<dyn Fn(K) -> Option<i32>>,
}

impl<K: Copy + Debug + 'static> Contender<K> {
    fn new<F: Found>(
        way: Way,
        bytes: Option<usize>,
        find: impl Fn(K) -> F + Copy + 'static,
    ) -> Self {
        Self {
            way,
            bytes,
            throughput: Box::new(move |pool| throughput(pool, find)),
            find: Box::new(move |key| find(key).code()),
        }
    }

    /// Stops the benchmark if a lookup returns a wrong result.
    pub(crate) fn check(&self, pool: &[K], expected: impl Fn(K) -> Option<i32>) {
        for &key in pool {
            assert_eq!((self.find)(key), expected(key), "{key:?} by {:?}", self.way);
        }
    }
}

/// Looks up each key. No lookup depends on another one. The whole result is written to memory, in
/// whatever form it has: the least that a program can do with it.
///
/// Each iteration takes eight keys. An iteration for each key would take longer than the fastest
/// lookups.
#[inline(never)]
pub(crate) fn throughput<K: Copy, F>(mut pool: &[K], find: impl Fn(K) -> F) {
    while let Some((keys, others)) = pool.split_first_chunk::<8>() {
        for &key in keys {
            black_box(find(key));
        }
        pool = others;
    }
    for &key in pool {
        black_box(find(key));
    }
}

/// Looks up each number in the same loop, and branches on the result as a `match` of a program does.
fn matched<F: Found>(pool: &[i32], find: impl Fn(i32) -> F) {
    // The compiler does not merge two `black_box`, so it cannot replace the branch.
    throughput(pool, |number| match find(number).value() {
        Some(value) => {
            black_box(value);
        }
        None => {
            black_box((number, "miss"));
        }
    });
}

/// Looks up each number, which depends on the result for the number before.
///
/// The result goes through memory. Otherwise the compiler sees that the result of a miss is not
/// used, and inserts a branch into a lookup that has none.
#[inline(never)]
pub(crate) fn chain<F: Found>(pool: &[i32], find: impl Fn(i32) -> F) {
    let zero = black_box(0);
    let mut last = 0;
    for number in pool {
        last = black_box(find(number ^ (last & zero))).bits();
    }
    black_box(last);
}

/// A contender that looks up numbers, with the other ways to use the results.
pub(crate) struct NumberContender {
    pub(crate) contender: Contender<i32>,
    pub(crate) matched: Lap<i32>,
    pub(crate) chain: Lap<i32>,
}

impl NumberContender {
    fn new<F: Found>(
        way: Way,
        bytes: Option<usize>,
        find: impl Fn(i32) -> F + Copy + 'static,
    ) -> Self {
        Self {
            contender: Contender::new(way, bytes, find),
            matched: Box::new(move |pool| matched(pool, find)),
            chain: Box::new(move |pool| chain(pool, find)),
        }
    }
}

/// A set of codes, and the contenders that look up its numbers.
pub(crate) struct Numbers {
    pub(crate) title: &'static str,
    pub(crate) codes: &'static [i32],
    /// In the order of [`Way`].
    pub(crate) contenders: Vec<NumberContender>,
}

/// Keeps a contender's table until the end of the benchmark.
fn leak<T>(table: T) -> &'static T {
    Box::leak(Box::new(table))
}

macro_rules! numbers {
    ($set:ident, $title:literal, $ours:expr) => {{
        use peers::$set::{CODES, DIRECT, OUR_BYTES, PHF, Peer, SORTED, by_match};
        let fold: &HashMap<_, _, FixedState> = leak(SORTED.iter().copied().collect());
        let fx: &HashMap<_, _, FxBuildHasher> = leak(SORTED.iter().copied().collect());
        let phf_bytes = size_of_val(PHF.disps) + size_of_val(PHF.entries);
        let contenders = vec![
            NumberContender::new(Way::DirectTable, Some(size_of_val(&DIRECT)), |number| {
                DIRECT.get(number as usize).copied().flatten()
            }),
            NumberContender::new(Way::Ours, Some(OUR_BYTES), $ours),
            NumberContender::new(Way::FoldHash, Some(fold.allocation_size()), |number| {
                fold.get(&number).copied()
            }),
            NumberContender::new(Way::RustcHash, Some(fx.allocation_size()), |number| {
                fx.get(&number).copied()
            }),
            NumberContender::new(Way::Match, None, by_match),
            NumberContender::new(Way::Strum, None, Peer::from_repr),
            NumberContender::new(Way::NumEnum, None, |number| Peer::try_from(number).ok()),
            NumberContender::new(Way::BinarySearch, Some(size_of_val(&SORTED)), |number| {
                let found = SORTED.binary_search_by_key(&number, |row| row.0);
                found.ok().map(|index| SORTED[index].1)
            }),
            NumberContender::new(Way::Phf, Some(phf_bytes), |number| PHF.get(&number).copied()),
        ];
        Numbers { title: $title, codes: &CODES, contenders }
    }};
}

pub(crate) fn sdk_numbers() -> Numbers {
    numbers!(sdk, "SDK codes", SdkErrorCode::from_code)
}

pub(crate) fn rest_numbers() -> Numbers {
    numbers!(rest, "REST codes", RestErrorCode::from_code)
}

/// Returns the numbers of both tables. The crate looks into both, and each peer has them in one.
pub(crate) fn all_numbers() -> Numbers {
    numbers!(all, "all codes", ErrorCode::from_code)
}

/// The names of a table, and the contenders that look them up.
pub(crate) struct Names {
    /// Each name with the number of its code.
    pub(crate) codes: Vec<(&'static str, i32)>,
    /// The crate first.
    pub(crate) contenders: Vec<Contender<&'static str>>,
}

macro_rules! names {
    ($set:ident, $Enum:ident) => {{
        use peers::$set::{OUR_NAME_BYTES, PHF_NAMES, SORTED_NAMES, name_by_match};
        let fold: &HashMap<_, _, FixedState> = leak(SORTED_NAMES.iter().copied().collect());
        let fx: &HashMap<_, _, FxBuildHasher> = leak(SORTED_NAMES.iter().copied().collect());
        let phf_bytes = size_of_val(PHF_NAMES.disps) + size_of_val(PHF_NAMES.entries);
        let contenders = vec![
            Contender::new(Way::Ours, Some(OUR_NAME_BYTES), $Enum::from_name),
            Contender::new(Way::FoldHash, Some(fold.allocation_size()), |name| {
                fold.get(name).copied()
            }),
            Contender::new(Way::RustcHash, Some(fx.allocation_size()), |name| {
                fx.get(name).copied()
            }),
            Contender::new(Way::Match, None, name_by_match),
            Contender::new(Way::BinarySearch, Some(size_of_val(&SORTED_NAMES)), |name| {
                let found = SORTED_NAMES.binary_search_by_key(&name, |row| row.0);
                found.ok().map(|index| SORTED_NAMES[index].1)
            }),
            Contender::new(Way::Phf, Some(phf_bytes), |name| PHF_NAMES.get(name).copied()),
        ];
        let codes = SORTED_NAMES.iter().map(|row| (row.0, row.1 as i32)).collect();
        Names { codes, contenders }
    }};
}

pub(crate) fn sdk_names() -> Names {
    names!(sdk, SdkErrorCode)
}

pub(crate) fn rest_names() -> Names {
    names!(rest, RestErrorCode)
}
