//! Lookups in larger tables: made-up tables of 109 to 10,000 codes, laid out by the crate's own
//! generator, a direct table and a `HashMap`.
//!
//! `cargo bench -p yuanrong-errors-benches --bench growth` measures and prints. `cargo test --benches`
//! only checks that all of them return the same results.
#![expect(clippy::cast_sign_loss, reason = "the bits are hashed, or an index beyond the end")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its results")]

#[path = "../src/table/hash.rs"]
mod hash;
#[expect(dead_code, reason = "each benchmark uses a part of it")]
mod support;
#[expect(dead_code, reason = "each benchmark uses a part of it")]
#[path = "lookup/workload.rs"]
mod workload;

#[expect(clippy::unreadable_literal, reason = "generated")]
mod tables {
    include!(concat!(env!("OUT_DIR"), "/growth.rs"));
}

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::{env, hint::black_box, num::NonZeroI32};
use support::{
    race::{POOL, Race, Runner},
    random::Random,
    text_table::TextTable,
};
use workload::Workload;

/// Lookups per lap.
const LAP: usize = 1 << 14;

const ROUNDS: usize = 100;

/// The result of a lookup. No code is 0, so it is as small as the number.
type Found = Option<NonZeroI32>;

/// Looks up the keys in a part of a pool.
type Lap<K> = Box<dyn Fn(&[K])>;

/// A way to look up keys.
struct Way<K> {
    lap: Lap<K>,
    find: Box<dyn Fn(K) -> Found>,
}

impl<K: Copy> Way<K> {
    fn new(find: impl Fn(K) -> Found + Copy + 'static) -> Self {
        let lap = move |pool: &[K]| {
            for &key in pool {
                black_box(find(key));
            }
        };
        Self { lap: Box::new(lap), find: Box::new(find) }
    }
}

/// The same codes in three kinds of table.
struct Size {
    codes: &'static [i32],
    names: &'static [(&'static str, i32)],
    /// Ours, the direct table and a `HashMap`.
    by_number: [Way<i32>; 3],
    /// Ours and a `HashMap`.
    by_name: [Way<&'static str>; 2],
    /// The sizes of our own tables, by number and by name.
    bytes: [usize; 2],
    direct_bytes: usize,
}

const fn non_zero<const N: usize>(numbers: &[i32; N]) -> [NonZeroI32; N] {
    let mut out = [NonZeroI32::MIN; N];
    let mut index = 0;
    while index < N {
        out[index] = NonZeroI32::new(numbers[index]).expect("no code is 0");
        index += 1;
    }
    out
}

/// Returns a table with a cell for each number up to the greatest code.
const fn direct<const CELLS: usize>(codes: &[i32]) -> [Found; CELLS] {
    let mut cells = [None; CELLS];
    let mut index = 0;
    while index < codes.len() {
        cells[codes[index] as usize] = NonZeroI32::new(codes[index]);
        index += 1;
    }
    cells
}

macro_rules! size {
    ($module:ident) => {{
        use tables::$module::*;
        // As in the crate: the table has the codes themselves, and the layout is constant.
        static CODE: [NonZeroI32; CODE_BY_SLOT.len()] = non_zero(&CODE_BY_SLOT);
        static DIRECT: [Found; GREATEST + 1] = direct(&CODES);
        static NAME_TABLE: [u32; NAME_MULTIPLIERS.len()] = NAME_MULTIPLIERS;
        let by_number: HashMap<i32, NonZeroI32, FixedState> =
            CODES.iter().filter_map(|&code| Some((code, NonZeroI32::new(code)?))).collect();
        let by_number: &'static _ = Box::leak(Box::new(by_number));
        let by_name: HashMap<&str, NonZeroI32, FixedState> =
            NAMES.iter().filter_map(|&(name, code)| Some((name, NonZeroI32::new(code)?))).collect();
        let by_name: &'static _ = Box::leak(Box::new(by_name));
        let multipliers = if MULTIPLIERS.len() == 1 { 0 } else { size_of_val(&MULTIPLIERS) };
        Size {
            codes: &CODES,
            names: &NAMES,
            by_number: [
                Way::new(|number: i32| {
                    let resident = CODE[hash::slot(number as u32, &MULTIPLIERS, CODE.len())];
                    [None, Some(resident)][usize::from(resident.get() == number)]
                }),
                Way::new(|number: i32| DIRECT.get(number as usize).copied().flatten()),
                Way::new(|number: i32| by_number.get(&number).copied()),
            ],
            by_name: [
                Way::new(|name: &'static str| {
                    let key = hash::name_key(name, NAME_SEED);
                    let index = NAME_PLACE[hash::slot(key, &NAME_TABLE, NAME_PLACE.len())];
                    let (resident, code) = NAMES.get(usize::from(index)).copied()?;
                    if resident == name { NonZeroI32::new(code) } else { None }
                }),
                Way::new(|name: &'static str| by_name.get(name).copied()),
            ],
            bytes: [
                size_of_val(&CODE) + multipliers,
                size_of_val(&NAME_PLACE) + size_of_val(&NAME_TABLE) + size_of_val(&NAMES),
            ],
            direct_bytes: size_of_val(&DIRECT),
        }
    }};
}

fn main() {
    let sizes = [size!(codes_109), size!(codes_268), size!(codes_1000), size!(codes_10000)];
    let is_bench = env::args().any(|argument| argument == "--bench");
    let mut numbers = TextTable::new([
        "codes",
        "bytes",
        "direct bytes",
        "hits ns",
        "direct",
        "HashMap",
        "mix ns",
        "direct",
        "HashMap",
    ]);
    let mut names = TextTable::new(["codes", "names", "bytes", "hits ns", "HashMap"]);
    for size in &sizes {
        let pools = [Workload::RandomHits, Workload::Mix].map(|workload| workload.pool(size.codes));
        let mut random = Random::new(0);
        let name_pool: Vec<&str> = (0..POOL).map(|_| random.pick(size.names).0).collect();
        size.check(&pools, &name_pool);
        if is_bench {
            size.race(&pools, &name_pool, &mut numbers, &mut names);
        }
    }
    if is_bench {
        println!(
            "made-up codes: ns from a number to its code, and the time of the others as a multiple \
             of it\n{numbers}"
        );
        println!("made-up codes: ns from a name to its code, likewise\n{names}");
    } else {
        println!("all contenders return the same results; `cargo bench` measures them");
    }
}

impl Size {
    fn check(&self, pools: &[Vec<i32>], name_pool: &[&'static str]) {
        for way in &self.by_number {
            for &number in pools.iter().flatten() {
                let code = self.codes.binary_search(&number).is_ok().then_some(number);
                assert_eq!((way.find)(number).map(NonZeroI32::get), code, "{number}");
            }
        }
        let codes: HashMap<&str, i32> = self.names.iter().copied().collect();
        for way in &self.by_name {
            for &name in name_pool {
                let code = codes.get(name).copied();
                assert_eq!((way.find)(name).map(NonZeroI32::get), code, "{name}");
            }
        }
    }

    fn race(
        &self,
        pools: &[Vec<i32>],
        name_pool: &[&'static str],
        numbers: &mut TextTable,
        names: &mut TextTable,
    ) {
        let mut race = Race::of_laps(LAP);
        let lanes: Vec<[Runner; 3]> = pools
            .iter()
            .map(|pool| self.by_number.each_ref().map(|way| race.enter(pool, &way.lap)))
            .collect();
        let name_lanes = self.by_name.each_ref().map(|way| race.enter(name_pool, &way.lap));
        let times = race.run(ROUNDS);

        let decimal = |value: f64| format!("{value:.2}");
        let mut row = vec![
            self.codes.len().to_string(),
            self.bytes[0].to_string(),
            self.direct_bytes.to_string(),
        ];
        for [ours, direct, map] in lanes {
            row.push(decimal(times.median(ours)));
            row.extend([direct, map].map(|peer| decimal(times.ratio(peer, ours))));
        }
        numbers.push(row);
        let [ours, map] = name_lanes;
        names.push([
            self.codes.len().to_string(),
            self.names.len().to_string(),
            self.bytes[1].to_string(),
            decimal(times.median(ours)),
            decimal(times.ratio(map, ours)),
        ]);
    }
}
