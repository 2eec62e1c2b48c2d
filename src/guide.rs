//! Guides: the tables, retrying, logs, adding a code.

/// How the tables share numbers, and which one a number belongs to.
#[doc = include_str!("../docs/guide/tables.md")]
pub mod tables {}

/// How to decide whether to retry a call.
#[doc = include_str!("../docs/guide/retrying.md")]
pub mod retrying {}

/// How to find codes in logs, from one file to more than a machine can read.
#[doc = include_str!("../docs/guide/logs.md")]
pub mod logs {}

/// How to add a code to the catalogue.
#[doc = include_str!("../data/README.md")]
pub mod adding_a_code {}
