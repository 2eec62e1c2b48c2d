//! How do I choose between the two tables, retry, and add a code?

#[doc = include_str!("../docs/guide/tables.md")]
pub mod tables {}

#[doc = include_str!("../docs/guide/retrying.md")]
pub mod retrying {}

/// How do I add a code?
#[doc = include_str!("../data/README.md")]
pub mod adding_a_code {}
