//! Who takes part: the crate and its peers, with the same codes and in the same loops.

use crate::{answer::Answer, peers};
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
    /// The size of its data, where it has any that can be asked.
    pub(crate) bytes: Option<usize>,
    pub(crate) throughput: Lap<K>,
    find: Box<dyn Fn(K) -> Option<u32>>,
}

impl<K: Copy + Debug + 'static> Contender<K> {
    fn new<A: Answer>(
        way: Way,
        bytes: Option<usize>,
        find: impl Fn(K) -> A + Copy + 'static,
    ) -> Self {
        Self {
            way,
            bytes,
            throughput: Box::new(move |pool| throughput(pool, find)),
            find: Box::new(move |key| find(key).code()),
        }
    }

    /// Stops the benchmark where a way of looking up finds what it should not.
    pub(crate) fn check(&self, pool: &[K], expected: impl Fn(K) -> Option<u32>) {
        for &key in pool {
            assert_eq!((self.find)(key), expected(key), "{key:?} by {:?}", self.way);
        }
    }
}

/// Looks up each key, none of which waits for another. All of an answer is written to memory, in
/// whatever form it has: that is the least that can be done with it.
///
/// Eight keys to a turn, since turning the loop for each would take longer than the fastest lookups.
#[inline(never)]
pub(crate) fn throughput<K: Copy, A>(mut pool: &[K], find: impl Fn(K) -> A) {
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

/// Looks up each number, for which it takes the answer to the one before.
///
/// The answer goes through memory. Without that, the compiler sees that nobody needs the answer of
/// a miss, and puts a branch where the lookup has none.
#[inline(never)]
pub(crate) fn chain<A: Answer>(pool: &[u32], find: impl Fn(u32) -> A) {
    let zero = black_box(0);
    let mut last = 0;
    for number in pool {
        last = black_box(find(number ^ (last & zero))).bits();
    }
    black_box(last);
}

/// A set of codes, and those who look up its numbers.
pub(crate) struct Numbers {
    pub(crate) title: &'static str,
    pub(crate) codes: &'static [u32],
    /// In the order of [`Way`].
    pub(crate) contenders: Vec<Contender<u32>>,
    /// For each contender, lookups each of which waits for the one before.
    pub(crate) chains: Vec<Lap<u32>>,
}

fn chained<A: Answer>(
    way: Way,
    bytes: Option<usize>,
    find: impl Fn(u32) -> A + Copy + 'static,
) -> (Contender<u32>, Lap<u32>) {
    (Contender::new(way, bytes, find), Box::new(move |pool| chain(pool, find)))
}

/// Lives as long as the benchmark, so that all of the contenders' tables do.
fn kept<T>(table: T) -> &'static T {
    Box::leak(Box::new(table))
}

macro_rules! numbers {
    ($set:ident, $title:literal, $ours:expr) => {{
        use peers::$set::{CODES, DIRECT, OUR_BYTES, PHF, Peer, SORTED, by_match};
        let fold: &HashMap<_, _, FixedState> = kept(SORTED.iter().copied().collect());
        let fx: &HashMap<_, _, FxBuildHasher> = kept(SORTED.iter().copied().collect());
        let phf_bytes = size_of_val(PHF.disps) + size_of_val(PHF.entries);
        let (contenders, chains) = [
            chained(Way::DirectTable, Some(size_of_val(&DIRECT)), |number| {
                DIRECT.get(number as usize).copied().flatten()
            }),
            chained(Way::Ours, Some(OUR_BYTES), $ours),
            chained(Way::FoldHash, Some(fold.allocation_size()), |number| {
                fold.get(&number).copied()
            }),
            chained(Way::RustcHash, Some(fx.allocation_size()), |number| fx.get(&number).copied()),
            chained(Way::Match, None, by_match),
            chained(Way::Strum, None, Peer::from_repr),
            chained(Way::NumEnum, None, |number| Peer::try_from(number).ok()),
            chained(Way::BinarySearch, Some(size_of_val(&SORTED)), |number| {
                let found = SORTED.binary_search_by_key(&number, |row| row.0);
                found.ok().map(|index| SORTED[index].1)
            }),
            chained(Way::Phf, Some(phf_bytes), |number| PHF.get(&number).copied()),
        ]
        .into_iter()
        .unzip();
        Numbers { title: $title, codes: &CODES, contenders, chains }
    }};
}

pub(crate) fn sdk_numbers() -> Numbers {
    numbers!(sdk, "SDK codes", SdkErrorCode::from_code)
}

pub(crate) fn rest_numbers() -> Numbers {
    numbers!(rest, "REST codes", RestErrorCode::from_code)
}

/// Where the crate does not know the table, and its peers hold both in one.
pub(crate) fn all_numbers() -> Numbers {
    numbers!(all, "all codes", ErrorCode::from_code)
}

/// The names of a table, and those who look them up.
pub(crate) struct Names {
    /// Each with the number of its code.
    pub(crate) codes: Vec<(&'static str, u32)>,
    /// The crate first.
    pub(crate) contenders: Vec<Contender<&'static str>>,
}

macro_rules! names {
    ($set:ident, $Enum:ident) => {{
        use peers::$set::{OUR_NAME_BYTES, PHF_NAMES, SORTED_NAMES, name_by_match};
        let fold: &HashMap<_, _, FixedState> = kept(SORTED_NAMES.iter().copied().collect());
        let fx: &HashMap<_, _, FxBuildHasher> = kept(SORTED_NAMES.iter().copied().collect());
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
        let codes = SORTED_NAMES.iter().map(|row| (row.0, row.1 as u32)).collect();
        Names { codes, contenders }
    }};
}

pub(crate) fn sdk_names() -> Names {
    names!(sdk, SdkErrorCode)
}

pub(crate) fn rest_names() -> Names {
    names!(rest, RestErrorCode)
}
