//! Shared by the benchmarks: random numbers from a fixed seed, a log, timing in turns, and tables.

pub(crate) mod limit;
pub(crate) mod log;
pub(crate) mod race;
pub(crate) mod random;
pub(crate) mod text_table;
