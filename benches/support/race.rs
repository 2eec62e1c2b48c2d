//! Timing on a machine that is not quiet.
//!
//! All runners of a race run a short lap in each round, so whatever slows the machine down for
//! longer than a round slows all of them alike, and what is shorter is lost in the median.

use std::{hint::black_box, time::Instant};

/// How many items a pool has: more than a branch predictor can remember.
pub(crate) const POOL: usize = 1 << 17;

/// What part of a lap is run before it, untimed, to bring code and tables back into the caches.
const WARM_UP: usize = 16;

/// What to time, in turns.
pub(crate) struct Race<'a> {
    /// How many items of the pool a lap takes. The next round takes the next ones.
    lap: usize,
    /// Each runs a lap from this item of its pool on, and returns the nanoseconds for an item.
    laps: Vec<Box<dyn Fn(usize) -> f64 + 'a>>,
}

/// A runner of a race.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Runner(usize);

impl<'a> Race<'a> {
    /// `lap` is a power of two, and less than [`POOL`].
    pub(crate) fn of_laps(lap: usize) -> Self {
        Self { lap, laps: Vec::new() }
    }

    /// `lap` does its work on each item of a part of the pool, which holds [`POOL`] items.
    pub(crate) fn enter<T: Copy>(&mut self, pool: &'a [T], lap: impl Fn(&[T]) + 'a) -> Runner {
        let length = self.lap;
        self.laps.push(Box::new(move |start| time(pool, start, length, &lap)));
        Runner(self.laps.len() - 1)
    }

    pub(crate) fn run(self, rounds: usize) -> Times {
        let mut nanoseconds = vec![Vec::with_capacity(rounds); self.laps.len()];
        for round in 0..rounds {
            for turn in 0..self.laps.len() {
                // Back and forth, so that nobody always runs behind the same one.
                let runner = if round % 2 == 0 { turn } else { self.laps.len() - 1 - turn };
                nanoseconds[runner].push(self.laps[runner](round * self.lap % POOL));
            }
        }
        Times { nanoseconds }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a lap is short")]
fn time<T: Copy>(pool: &[T], start: usize, length: usize, lap: &impl Fn(&[T])) -> f64 {
    let part = &pool[start..start + length];
    // The first runner on a part would else wait for memory, and the others would not.
    for item in part {
        black_box(*item);
    }
    let next = (start + length) % POOL;
    lap(&pool[next..next + length / WARM_UP]);

    let begin = Instant::now();
    lap(part);
    begin.elapsed().as_secs_f64() * 1e9 / length as f64
}

/// The outcome of a race.
#[derive(Debug)]
pub(crate) struct Times {
    nanoseconds: Vec<Vec<f64>>,
}

impl Times {
    /// Nanoseconds for an item: the median over the rounds.
    pub(crate) fn median(&self, runner: Runner) -> f64 {
        median(self.of(runner).iter().copied())
    }

    /// How many times as long as `base` it takes `runner`.
    ///
    /// The median of the ratios of the rounds, and not the ratio of the medians: with the clock of
    /// the processor going up and down, the former varied by 1 % from run to run, the latter by 4 %.
    pub(crate) fn ratio(&self, runner: Runner, base: Runner) -> f64 {
        let rounds = self.of(runner).iter().zip(self.of(base));
        median(rounds.map(|(time, base)| time / base))
    }

    /// The time of `runner` that is not `idle`, which is what a lap costs that does nothing.
    pub(crate) fn net(&self, runner: Runner, idle: Runner) -> f64 {
        let rounds = self.of(runner).iter().zip(self.of(idle));
        median(rounds.map(|(time, idle)| time - idle))
    }

    /// The ratio of two such times.
    pub(crate) fn net_ratio(&self, runner: Runner, base: Runner, idle: Runner) -> f64 {
        let rounds = self.of(runner).iter().zip(self.of(base)).zip(self.of(idle));
        median(rounds.map(|((time, base), idle)| (time - idle) / (base - idle)))
    }

    fn of(&self, runner: Runner) -> &[f64] {
        &self.nanoseconds[runner.0]
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}
