//! Enters the contenders into a race, and turns its times into tables and limits.

use crate::{
    contenders::{Contender, Names, NumberContender, Numbers, Way, chain, throughput},
    support::{
        limit::Limit,
        race::{Race, Runner, Times},
        text_table::TextTable,
    },
    workload::Workload,
};

/// The runners of one workload, each list in the order of [`Way`].
struct Lane {
    throughput: Vec<Runner>,
    matched: Vec<Runner>,
    chain: Vec<Runner>,
    /// The loops of `throughput` and `chain` without a lookup.
    idle_throughput: Runner,
    idle_chain: Runner,
}

/// The runners that look up numbers: a lane for each of [`Workload::ALL`].
pub(crate) struct NumberLanes(Vec<Lane>);

impl NumberLanes {
    /// `pools` has one for each workload.
    pub(crate) fn enter<'a>(
        race: &mut Race<'a>,
        numbers: &'a Numbers,
        pools: &'a [Vec<i32>],
    ) -> Self {
        let contenders = &numbers.contenders;
        let lane = |pool: &'a Vec<i32>| Lane {
            throughput: contenders
                .iter()
                .map(|one| race.enter(pool, &one.contender.throughput))
                .collect(),
            matched: contenders.iter().map(|one| race.enter(pool, &one.matched)).collect(),
            chain: contenders.iter().map(|one| race.enter(pool, &one.chain)).collect(),
            idle_throughput: race.enter(pool, |part| throughput(part, |number| number)),
            idle_chain: race.enter(pool, |part| chain(part, |number| number)),
        };
        Self(pools.iter().map(lane).collect())
    }

    fn of(&self, workload: Workload) -> &Lane {
        &self.0[workload as usize]
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
        let mut table = self.ratios(|lane| &lane.throughput);
        let mut row = vec!["no lookup".to_owned(), optional(None)];
        for workload in Workload::ALL {
            let lane = self.lanes.of(workload);
            row.extend(self.time_and_ratio(lane.idle_throughput, &lane.throughput));
        }
        table.push(row);
        table
    }

    pub(crate) fn matched(&self) -> TextTable {
        self.ratios(|lane| &lane.matched)
    }

    fn ratios(&self, runners: impl Fn(&Lane) -> &[Runner]) -> TextTable {
        let mut table = TextTable::new(header());
        for NumberContender { contender, .. } in &self.numbers.contenders {
            let mut row = vec![contender.way.name().to_owned(), optional(contender.bytes)];
            for workload in Workload::ALL {
                let runners = runners(self.lanes.of(workload));
                row.extend(self.time_and_ratio(runners[contender.way as usize], runners));
            }
            table.push(row);
        }
        table
    }

    /// Returns the time of a runner, and its ratio to the direct table among `runners`.
    fn time_and_ratio(&self, runner: Runner, runners: &[Runner]) -> [String; 2] {
        let base = runners[Way::DirectTable as usize];
        [self.times.median(runner), self.times.ratio(runner, base)].map(decimal)
    }

    pub(crate) fn chain(&self) -> TextTable {
        let mut table = TextTable::new(header());
        for NumberContender { contender, .. } in &self.numbers.contenders {
            let mut row = vec![contender.way.name().to_owned(), optional(contender.bytes)];
            for workload in Workload::ALL {
                let lane = self.lanes.of(workload);
                let net = |way: Way| self.times.net(lane.chain[way as usize], lane.idle_chain);
                row.push(decimal(net(contender.way)));
                row.push(match self.chain_ratio(contender.way, workload) {
                    ratio if net(Way::DirectTable) > 0.0 => decimal(ratio),
                    _ => "-".to_owned(),
                });
            }
            table.push(row);
        }
        table
    }

    /// Compares the lookup by number alone with the typed one, for the same numbers.
    pub(crate) fn merged(&self, runners: &[(Workload, Runner)]) -> TextTable {
        let mut table = TextTable::new(["", "ns", "times the typed lookup"]);
        for &(workload, runner) in runners {
            table.push([
                workload.name().to_owned(),
                decimal(self.times.median(runner)),
                decimal(self.times.ratio(runner, self.ours(workload))),
            ]);
        }
        table
    }

    /// Returns the ratio to the direct table, each without the time of the loop.
    fn chain_ratio(&self, way: Way, workload: Workload) -> f64 {
        let Lane { chain, idle_chain, .. } = self.lanes.of(workload);
        let base = chain[Way::DirectTable as usize];
        self.times.net_ratio(chain[way as usize], base, *idle_chain)
    }

    /// Returns the limits for a typed lookup.
    pub(crate) fn limits(&self) -> Vec<Limit> {
        let title = self.numbers.title;
        let ratio = |runners: &[Runner]| {
            self.times.ratio(runners[Way::Ours as usize], runners[Way::DirectTable as usize])
        };
        let mut limits = Vec::new();
        for workload in [Workload::RandomHits, Workload::SkewedHits] {
            let what = format!("{title}: {}, times the direct table", workload.name());
            limits.push(Limit::at_most(1.2, what, ratio(&self.lanes.of(workload).throughput)));
        }
        for workload in [Workload::RandomHits, Workload::SkewedHits, Workload::Mix] {
            let name = workload.name();
            let what = format!("{title}: {name} through match, times the direct table");
            limits.push(Limit::at_most(1.15, what, ratio(&self.lanes.of(workload).matched)));
        }
        for workload in [Workload::NearMisses, Workload::Mix] {
            let what = format!("{title}: {}, times the random hits", workload.name());
            let ratio = self.times.ratio(self.ours(workload), self.ours(Workload::RandomHits));
            limits.push(Limit::at_most(1.15, what, ratio));
        }
        let peers: [(f64, &[Way]); 4] = [
            (12.0, &[Way::Phf]),
            (7.0, &[Way::Strum]),
            (7.0, &[Way::NumEnum]),
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

    /// Returns the crate's own runner.
    pub(crate) fn ours(&self, workload: Workload) -> Runner {
        self.lanes.of(workload).throughput[Way::Ours as usize]
    }

    /// Returns how many times as fast as these ways the crate is, at the least: compared with the
    /// fastest of them, on the workload that suits it best.
    fn least_advantage(&self, ways: &[Way]) -> (f64, Way, Workload) {
        let pairs = ways.iter().flat_map(|&way| Workload::ALL.map(|workload| (way, workload)));
        let advantages = pairs.map(|(way, workload)| {
            let peer = self.lanes.of(workload).throughput[way as usize];
            (self.times.ratio(peer, self.ours(workload)), way, workload)
        });
        let none = (f64::NAN, Way::Ours, Workload::RandomHits);
        advantages.min_by(|left, right| left.0.total_cmp(&right.0)).unwrap_or(none)
    }
}

/// How the names of a set were looked up.
pub(crate) struct NameOutcome<'a> {
    pub(crate) title: &'static str,
    pub(crate) names: &'a Names,
    pub(crate) runners: &'a [Runner],
    pub(crate) times: &'a Times,
}

impl NameOutcome<'_> {
    pub(crate) fn table(&self) -> TextTable {
        let mut table = TextTable::new(["", "bytes", "random hits", "ratio"]);
        for (Contender { way, bytes, .. }, runner) in self.names.contenders.iter().zip(self.runners)
        {
            table.push([
                way.name().to_owned(),
                optional(*bytes),
                decimal(self.times.median(*runner)),
                decimal(self.ratio(*runner)),
            ]);
        }
        table
    }

    /// Returns the limit for lookups by name.
    pub(crate) fn limit(&self) -> Limit {
        let fastest = self
            .names
            .contenders
            .iter()
            .zip(self.runners)
            .filter(|(one, _)| matches!(one.way, Way::FoldHash | Way::RustcHash))
            .map(|(_, runner)| self.ratio(*runner))
            .fold(f64::INFINITY, f64::min);
        let what = format!("{}: names, times as fast as the fastest HashMap", self.title);
        Limit::at_least(1.0, what, fastest)
    }

    /// Returns the ratio to the crate's own lookup, which is the first contender.
    fn ratio(&self, runner: Runner) -> f64 {
        self.times.ratio(runner, self.runners[0])
    }
}

/// Enters the contenders that look up names.
pub(crate) fn enter_names<'a>(
    race: &mut Race<'a>,
    names: &'a Names,
    pool: &'a [&'static str],
) -> Vec<Runner> {
    names.contenders.iter().map(|one| race.enter(pool, &one.throughput)).collect()
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
