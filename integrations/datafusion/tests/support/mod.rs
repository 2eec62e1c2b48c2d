//! Shared by the tests and the benchmark.

pub(crate) mod cluster;
pub(crate) mod logs;
pub(crate) mod summary;
