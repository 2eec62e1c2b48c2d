//! What is looked up.

use crate::support::{race::POOL, random::Random};

/// A kind of number to look up.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Workload {
    RandomHits,
    SkewedHits,
    NearMisses,
    UniformMisses,
    Mix,
}

impl Workload {
    pub(crate) const ALL: [Self; 5] =
        [Self::RandomHits, Self::SkewedHits, Self::NearMisses, Self::UniformMisses, Self::Mix];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::RandomHits => "random hits",
            Self::SkewedHits => "skewed hits",
            Self::NearMisses => "near misses",
            Self::UniformMisses => "uniform misses",
            Self::Mix => "mix",
        }
    }

    /// Numbers of this kind, for a table of these codes, ascending.
    pub(crate) fn pool(self, codes: &[u32]) -> Vec<u32> {
        let mut source = Source::new(codes, self as u64);
        (0..POOL).map(|_| source.number(self)).collect()
    }
}

/// Draws numbers.
struct Source<'a> {
    codes: &'a [u32],
    skew: Skew,
    random: Random,
}

impl<'a> Source<'a> {
    fn new(codes: &'a [u32], seed: u64) -> Self {
        let mut random = Random::new(seed);
        Self { codes, skew: Skew::new(codes, &mut random), random }
    }

    fn number(&mut self, workload: Workload) -> u32 {
        match workload {
            Workload::RandomHits => self.random.pick(self.codes),
            Workload::SkewedHits => self.skew.pick(&mut self.random),
            Workload::NearMisses => self.miss(Self::near),
            Workload::UniformMisses => self.miss(|source| source.random.next_u32()),
            Workload::Mix => {
                let kind = match self.random.below(4) {
                    0 | 1 => Workload::RandomHits,
                    2 => Workload::NearMisses,
                    _ => Workload::UniformMisses,
                };
                self.number(kind)
            }
        }
    }

    /// The first number that is no code.
    fn miss(&mut self, mut draw: impl FnMut(&mut Self) -> u32) -> u32 {
        loop {
            let number = draw(self);
            if self.codes.binary_search(&number).is_err() {
                return number;
            }
        }
    }

    /// A number beside a code.
    fn near(&mut self) -> u32 {
        const REACH: u32 = 8;
        let code = self.random.pick(self.codes);
        code.saturating_add(self.random.below(2 * REACH + 1)).saturating_sub(REACH)
    }
}

/// Codes of which the first comes up twice as often as the second, three times as often as the
/// third, and so on, as Zipf's law has it.
struct Skew {
    /// By frequency.
    codes: Vec<u32>,
    /// How often one of the codes up to this one comes up, in parts of 2^32.
    up_to: Vec<u32>,
}

impl Skew {
    fn new(codes: &[u32], random: &mut Random) -> Self {
        let mut codes = codes.to_vec();
        random.shuffle(&mut codes);
        let weights = || (1_u64..).take(codes.len()).map(|rank| (1 << 40) / rank);
        let all: u64 = weights().sum();
        let mut sum = 0;
        let up_to = weights().map(|weight| {
            sum += weight;
            u32::try_from((u128::from(sum) << 32) / u128::from(all)).unwrap_or(u32::MAX)
        });
        let up_to = up_to.collect();
        Self { codes, up_to }
    }

    fn pick(&self, random: &mut Random) -> u32 {
        let share = random.next_u32();
        let rank = self.up_to.partition_point(|up_to| *up_to < share);
        self.codes[rank.min(self.codes.len() - 1)]
    }
}
