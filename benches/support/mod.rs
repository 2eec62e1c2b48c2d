//! What every benchmark needs: numbers from a fixed seed, timing in turns, and tables to print.

pub(crate) mod limit;
pub(crate) mod race;
pub(crate) mod random;
pub(crate) mod text_table;
