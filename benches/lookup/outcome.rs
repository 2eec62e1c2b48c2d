//! From the contenders to the times, and from the times to tables.

use crate::{
    contenders::{Contender, Names, Numbers, Way, chain, throughput},
    support::{
        limit::Limit,
        race::{Race, Runner, Times},
        text_table::TextTable,
    },
    workload::Workload,
};

/// The runners that look up numbers, for each of [`Workload::ALL`] and in it for each contender.
pub(crate) struct NumberLanes {
    throughput: Vec<Vec<Runner>>,
    chain: Vec<Vec<Runner>>,
    /// For each workload the same loops around no lookup.
    idle_throughput: Vec<Runner>,
    idle_chain: Vec<Runner>,
}

impl NumberLanes {
    /// `pools` has one for each workload.
    pub(crate) fn enter<'a>(
        race: &mut Race<'a>,
        numbers: &'a Numbers,
        pools: &'a [Vec<u32>],
    ) -> Self {
        let mut lanes = Self {
            throughput: Vec::new(),
            chain: Vec::new(),
            idle_throughput: Vec::new(),
            idle_chain: Vec::new(),
        };
        for pool in pools {
            let contenders = numbers.contenders.iter();
            lanes
                .throughput
                .push(contenders.map(|one| race.enter(pool, &one.throughput)).collect());
            lanes.idle_throughput.push(race.enter(pool, |part| throughput(part, |number| number)));
            lanes.chain.push(numbers.chains.iter().map(|lap| race.enter(pool, lap)).collect());
            lanes.idle_chain.push(race.enter(pool, |part| chain(part, |number| number)));
        }
        lanes
    }

    fn of(&self, way: Way, workload: Workload) -> Runner {
        self.throughput[workload as usize][way as usize]
    }
}

/// How the numbers of a set were looked up.
pub(crate) struct NumberOutcome<'a> {
    pub(crate) numbers: &'a Numbers,
    pub(crate) lanes: &'a NumberLanes,
    pub(crate) times: &'a Times,
}

impl NumberOutcome<'_> {
    pub(crate) fn throughput(&self) -> TextTable {
        let mut table = TextTable::new(header());
        let mut push = |name: &str, bytes: Option<usize>, runner: &dyn Fn(Workload) -> Runner| {
            let mut row = vec![name.to_owned(), optional(bytes)];
            for workload in Workload::ALL {
                let floor = self.lanes.of(Way::DirectTable, workload);
                row.push(decimal(self.times.median(runner(workload))));
                row.push(decimal(self.times.ratio(runner(workload), floor)));
            }
            table.push(row);
        };
        for one in &self.numbers.contenders {
            push(one.way.name(), one.bytes, &|workload| self.lanes.of(one.way, workload));
        }
        push("no lookup", None, &|workload| self.lanes.idle_throughput[workload as usize]);
        table
    }

    pub(crate) fn chain(&self) -> TextTable {
        let mut table = TextTable::new(header());
        for one in &self.numbers.contenders {
            let mut row = vec![one.way.name().to_owned(), optional(one.bytes)];
            for workload in Workload::ALL {
                let idle = self.lanes.idle_chain[workload as usize];
                let runner = |way: Way| self.lanes.chain[workload as usize][way as usize];
                let floor = self.times.net(runner(Way::DirectTable), idle);
                row.push(decimal(self.times.net(runner(one.way), idle)));
                row.push(match self.chain_ratio(one.way, workload) {
                    ratio if floor > 0.0 => decimal(ratio),
                    _ => "-".to_owned(),
                });
            }
            table.push(row);
        }
        table
    }

    /// The lookup by number alone, of the same numbers as the typed one.
    pub(crate) fn merged(&self, runners: &[(Workload, Runner)]) -> TextTable {
        let mut table = TextTable::new(["", "ns", "times the typed lookup"]);
        for &(workload, runner) in runners {
            table.push([
                workload.name().to_owned(),
                decimal(self.times.median(runner)),
                decimal(self.times.ratio(runner, self.lanes.of(Way::Ours, workload))),
            ]);
        }
        table
    }

    /// Times the direct table's, harness taken off.
    fn chain_ratio(&self, way: Way, workload: Workload) -> f64 {
        let lane = &self.lanes.chain[workload as usize];
        let idle = self.lanes.idle_chain[workload as usize];
        self.times.net_ratio(lane[way as usize], lane[Way::DirectTable as usize], idle)
    }

    /// What is demanded of a typed lookup, and whether it holds.
    pub(crate) fn limits(&self) -> Vec<Limit> {
        let title = self.numbers.title;
        let mut limits = Vec::new();
        for workload in [Workload::RandomHits, Workload::SkewedHits] {
            let what = format!("{title}: {}, times the direct table", workload.name());
            let floor = self.lanes.of(Way::DirectTable, workload);
            let ratio = self.times.ratio(self.lanes.of(Way::Ours, workload), floor);
            limits.push(Limit::at_most(2.2, what, ratio));
        }
        for workload in [Workload::NearMisses, Workload::Mix] {
            let what = format!("{title}: {}, times the random hits", workload.name());
            let ratio = self.times.ratio(self.lanes.of(Way::Ours, workload), self.hits());
            limits.push(Limit::at_most(1.15, what, ratio));
        }
        let peers: [(f64, &[Way]); 4] = [
            (12.0, &[Way::Phf]),
            (8.0, &[Way::Strum]),
            (8.0, &[Way::NumEnum]),
            (2.5, &[Way::FoldHash, Way::RustcHash]),
        ];
        for (limit, ways) in peers {
            let (advantage, way, workload) = self.least_advantage(ways);
            let (name, workload) = (way.name(), workload.name());
            let what = format!("{title}: times as fast as {name}; least with {workload}");
            limits.push(Limit::at_least(limit, what, advantage));
        }
        let what = format!("{title}: chain of random hits, times the direct table");
        limits.push(Limit::at_most(2.3, what, self.chain_ratio(Way::Ours, Workload::RandomHits)));
        limits
    }

    /// What the crate takes for a random hit.
    pub(crate) fn hits(&self) -> Runner {
        self.lanes.of(Way::Ours, Workload::RandomHits)
    }

    /// How many times as fast as these ways the crate is, where that is the least: with the fastest
    /// of them, and on the workload that suits it best.
    fn least_advantage(&self, ways: &[Way]) -> (f64, Way, Workload) {
        let pairs = ways.iter().flat_map(|&way| Workload::ALL.map(|workload| (way, workload)));
        let advantages = pairs.map(|(way, workload)| {
            let [peer, ours] = [way, Way::Ours].map(|way| self.lanes.of(way, workload));
            (self.times.ratio(peer, ours), way, workload)
        });
        let none = (f64::NAN, Way::Ours, Workload::RandomHits);
        advantages.min_by(|left, right| left.0.total_cmp(&right.0)).unwrap_or(none)
    }
}

/// Enters those who look up names.
pub(crate) fn enter_names<'a>(
    race: &mut Race<'a>,
    names: &'a Names,
    pool: &'a [&'static str],
) -> Vec<Runner> {
    names.contenders.iter().map(|one| race.enter(pool, &one.throughput)).collect()
}

/// How names were looked up: each way beside the crate's own, which is the first.
pub(crate) fn name_table(names: &Names, runners: &[Runner], times: &Times) -> TextTable {
    let mut table = TextTable::new(["", "bytes", "random hits", "ratio"]);
    for (one, runner) in names.contenders.iter().zip(runners) {
        let Contender { way, bytes, .. } = one;
        table.push([
            way.name().to_owned(),
            optional(*bytes),
            decimal(times.median(*runner)),
            decimal(times.ratio(*runner, runners[0])),
        ]);
    }
    table
}

fn header() -> Vec<&'static str> {
    let pairs = Workload::ALL.iter().flat_map(|workload| [workload.name(), "ratio"]);
    ["", "bytes"].into_iter().chain(pairs).collect()
}

fn optional(bytes: Option<usize>) -> String {
    bytes.map_or_else(|| "-".to_owned(), |bytes| bytes.to_string())
}

fn decimal(value: f64) -> String {
    format!("{value:.2}")
}
