//! Timing on a machine that is not quiet.
//!
//! In each round of a race, every runner runs a short lap. Whatever slows the machine down for longer
//! than a round therefore affects all runners, and the median removes what is shorter.

use std::{hint::black_box, time::Instant};

/// The number of items in a pool: more than a branch predictor can learn.
pub(crate) const POOL: usize = 1 << 17;

/// Before each lap, a part of it runs without timing, to load code and tables into the caches. This
/// is the divisor.
const WARM_UP: usize = 16;

/// Runners that are timed in turns.
pub(crate) struct Race<'a> {
    /// The number of items in a lap. Each round takes the next items of the pool.
    lap: usize,
    /// Each runs a lap that starts at this item of its pool, and returns the nanoseconds per item.
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

    /// Adds a runner. `lap` takes a part of the pool, which has [`POOL`] items.
    pub(crate) fn enter<T: Copy>(&mut self, pool: &'a [T], lap: impl Fn(&[T]) + 'a) -> Runner {
        let length = self.lap;
        self.laps.push(Box::new(move |start| time(pool, start, length, &lap)));
        Runner(self.laps.len() - 1)
    }

    pub(crate) fn run(self, rounds: usize) -> Times {
        let mut nanoseconds = vec![Vec::with_capacity(rounds); self.laps.len()];
        for round in 0..rounds {
            for turn in 0..self.laps.len() {
                // Back and forth, so that no runner always follows the same one.
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
    // Otherwise only the first runner on this part would wait for memory.
    for item in part {
        black_box(*item);
    }
    let next = (start + length) % POOL;
    lap(&pool[next..next + length / WARM_UP]);

    let begin = Instant::now();
    lap(part);
    begin.elapsed().as_secs_f64() * 1e9 / length as f64
}

/// The times of a race.
#[derive(Debug)]
pub(crate) struct Times {
    nanoseconds: Vec<Vec<f64>>,
}

impl Times {
    /// Returns the nanoseconds per item: the median of the rounds.
    pub(crate) fn median(&self, runner: Runner) -> f64 {
        median(self.of(runner).iter().copied())
    }

    /// Returns the time of `runner` as a multiple of the time of `base`: the median of the ratios of
    /// all rounds.
    ///
    /// The clock of the processor goes up and down. From run to run, the median of the ratios varied
    /// by 1 %, and the ratio of the medians by 4 %.
    pub(crate) fn ratio(&self, runner: Runner, base: Runner) -> f64 {
        let rounds = self.of(runner).iter().zip(self.of(base));
        median(rounds.map(|(time, base)| time / base))
    }

    /// Returns the time of `runner` without that of `idle`, a lap that does nothing.
    pub(crate) fn net(&self, runner: Runner, idle: Runner) -> f64 {
        let rounds = self.of(runner).iter().zip(self.of(idle));
        median(rounds.map(|(time, idle)| time - idle))
    }

    /// Returns the ratio of two such times.
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
