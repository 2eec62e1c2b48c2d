//! Lookups by number and by name: this crate and its peers, all with the same codes, in one run.
//!
//! `cargo bench -p yuanrong-errors-benches --bench lookup` measures and prints; with `-- --check` it
//! fails if a limit is missed. `cargo test --benches` only checks that all contenders return the same
//! results.
#![expect(clippy::print_stdout, reason = "a benchmark prints its results")]

#[path = "lookup/contenders.rs"]
mod contenders;
#[path = "lookup/found.rs"]
mod found;
#[path = "lookup/outcome.rs"]
mod outcome;
#[path = "lookup/peers.rs"]
mod peers;
#[expect(dead_code, reason = "each benchmark uses a part of it")]
mod support;
#[path = "lookup/workload.rs"]
mod workload;

use contenders::{Names, NumberContender, Numbers, throughput};
use outcome::{NameOutcome, NumberLanes, NumberOutcome, enter_names};
use std::{collections::HashMap, env, process::ExitCode};
use support::{
    limit::{Limit, limit_table},
    race::{POOL, Race},
    random::Random,
};
use workload::Workload;
use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};

/// Lookups per lap.
const LAP: usize = 1 << 15;

/// Rounds of a race. A set of codes takes a few seconds.
const ROUNDS: usize = 200;

fn main() -> ExitCode {
    let sdk = Set::new(contenders::sdk_numbers());
    let rest = Set::new(contenders::rest_numbers());
    let all = Set::new(contenders::all_numbers());
    let sdk_names = NameSet::new(contenders::sdk_names());
    let rest_names = NameSet::new(contenders::rest_names());

    let given = |flag: &str| env::args().any(|argument| argument == flag);
    // `cargo bench` gives this flag, and `cargo test` does not.
    if !given("--bench") {
        println!("all contenders return the same results; `cargo bench` measures them");
        return ExitCode::SUCCESS;
    }

    let mut limits = Vec::new();
    limits.extend(sdk.race_typed(&sdk_names, SdkErrorCode::from_code, SdkErrorCode::is_retryable));
    limits.extend(rest.race_typed(
        &rest_names,
        RestErrorCode::from_code,
        RestErrorCode::is_retryable,
    ));
    all.race();
    println!("limits\n{}", limit_table(&limits));
    let missed = limits.iter().any(|limit| !limit.holds());
    if missed && given("--check") { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// A set of codes, and a pool of numbers to look up for each workload.
struct Set {
    numbers: Numbers,
    pools: Vec<Vec<i32>>,
}

impl Set {
    fn new(numbers: Numbers) -> Self {
        let codes = numbers.codes;
        let pools: Vec<Vec<i32>> =
            Workload::ALL.iter().map(|workload| workload.pool(codes)).collect();
        let expected = |number| codes.binary_search(&number).is_ok().then_some(number);
        for NumberContender { contender, .. } in &numbers.contenders {
            for pool in &pools {
                contender.check(pool, expected);
            }
        }
        Self { numbers, pools }
    }

    fn race(&self) {
        let mut race = Race::of_laps(LAP);
        let lanes = NumberLanes::enter(&mut race, &self.numbers, &self.pools);
        let times = race.run(ROUNDS);
        self.print(&NumberOutcome { numbers: &self.numbers, lanes: &lanes, times: &times });
    }

    /// Runs a race that also has lookups by name, and `is_retryable` of the codes.
    fn race_typed<C: Copy>(
        &self,
        names: &NameSet,
        from_code: impl Fn(i32) -> Option<C>,
        is_retryable: impl Fn(C) -> bool + Copy,
    ) -> Vec<Limit> {
        let hits = &self.pools[Workload::RandomHits as usize];
        let codes: Vec<C> = hits.iter().copied().filter_map(from_code).collect();

        let mut race = Race::of_laps(LAP);
        let lanes = NumberLanes::enter(&mut race, &self.numbers, &self.pools);
        let merged = [Workload::RandomHits, Workload::Mix].map(|workload| {
            let pool = &self.pools[workload as usize];
            (workload, race.enter(pool, |part| throughput(part, ErrorCode::from_code)))
        });
        let retryable = race.enter(&codes, |part| throughput(part, is_retryable));
        let name_runners = enter_names(&mut race, &names.names, &names.pool);
        let times = race.run(ROUNDS);

        let outcome = NumberOutcome { numbers: &self.numbers, lanes: &lanes, times: &times };
        self.print(&outcome);
        let title = self.numbers.title;
        let name_outcome =
            NameOutcome { title, names: &names.names, runners: &name_runners, times: &times };
        println!(
            "{title}: ns from a name to its code, and the ratio to yuanrong-errors\n{}",
            name_outcome.table()
        );
        println!(
            "{title}: the same numbers by ErrorCode::from_code, which looks into both tables\n{}",
            outcome.merged(&merged)
        );
        let mut limits = outcome.limits();
        limits.push(Limit::at_most(
            1.15,
            format!("{title}: enum to is_retryable(), times number to enum"),
            times.ratio(retryable, outcome.ours(Workload::RandomHits)),
        ));
        limits.push(name_outcome.limit());
        limits
    }

    fn print(&self, outcome: &NumberOutcome<'_>) {
        let title = self.numbers.title;
        println!(
            "{title}: ns from a number to its code, and the ratio to the direct table\n{}",
            outcome.throughput()
        );
        println!(
            "{title}: the same where a match branches on the result, and the ratio to the direct \
             table\n{}",
            outcome.matched()
        );
        println!(
            "{title}: the same where each lookup depends on the one before, without the time of the \
             loop; below 0 where misses are predicted and nothing waits\n{}",
            outcome.chain()
        );
    }
}

/// Names, and a pool of names to look up.
struct NameSet {
    names: Names,
    pool: Vec<&'static str>,
}

impl NameSet {
    fn new(names: Names) -> Self {
        let mut random = Random::new(0);
        let pool: Vec<&str> = (0..POOL).map(|_| random.pick(&names.codes).0).collect();
        let codes: HashMap<&str, i32> = names.codes.iter().copied().collect();
        for contender in &names.contenders {
            contender.check(&pool, |name| codes.get(name).copied());
        }
        Self { names, pool }
    }
}
