//! The numbers that are looked up.

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

    /// Returns numbers of this kind, for a table of these codes, which are in ascending order.
    pub(crate) fn pool(self, codes: &[i32]) -> Vec<i32> {
        let mut source = Source::new(codes, self as u64);
        (0..POOL).map(|_| source.number(self)).collect()
    }
}

/// Draws numbers.
struct Source<'a> {
    codes: &'a [i32],
    skew: Skew,
    random: Random,
}

impl<'a> Source<'a> {
    fn new(codes: &'a [i32], seed: u64) -> Self {
        let mut random = Random::new(seed);
        Self { codes, skew: Skew::new(codes, &mut random), random }
    }

    fn number(&mut self, workload: Workload) -> i32 {
        match workload {
            Workload::RandomHits => self.random.pick(self.codes),
            Workload::SkewedHits => self.skew.pick(&mut self.random),
            Workload::NearMisses => self.miss(Self::near),
            Workload::UniformMisses => self.miss(|source| source.random.next_i32()),
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

    /// Draws until a number is not a code.
    fn miss(&mut self, mut draw: impl FnMut(&mut Self) -> i32) -> i32 {
        loop {
            let number = draw(self);
            if self.codes.binary_search(&number).is_err() {
                return number;
            }
        }
    }

    /// Draws a number that is at most eight away from a code.
    fn near(&mut self) -> i32 {
        const DISTANCES: [i32; 17] = [-8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8];
        self.random.pick(self.codes).saturating_add(self.random.pick(&DISTANCES))
    }
}

/// Codes by Zipf's law: the first is drawn twice as often as the second, three times as often as the
/// third, and so on.
struct Skew {
    /// The most frequent first.
    codes: Vec<i32>,
    /// How often one of the codes up to this one is drawn, in parts of 2^32.
    up_to: Vec<u32>,
}

impl Skew {
    fn new(codes: &[i32], random: &mut Random) -> Self {
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

    fn pick(&self, random: &mut Random) -> i32 {
        let share = random.next_u32();
        let rank = self.up_to.partition_point(|up_to| *up_to < share);
        self.codes[rank.min(self.codes.len() - 1)]
    }
}
