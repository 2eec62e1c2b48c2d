//! What the build script is made of: read the tables, check them, find the hashes, write Rust.
//!
//! Standard library only. The tests compile these modules as well, as ordinary code.

pub(crate) mod emit;
pub(crate) mod perfect;
pub(crate) mod rows;

#[path = "../src/hash.rs"]
mod hash;
#[path = "../src/unknown.rs"]
#[allow(dead_code, unreachable_pub, reason = "public in the crate, where all of it is used")]
mod unknown;
#[path = "../src/vocabulary.rs"]
#[allow(dead_code, unreachable_pub, reason = "public in the crate, where all of it is used")]
mod vocabulary;

use rows::{Catalogue, Fault};
use std::path::Path;

/// Reads the tables of a folder and returns the Rust source of the catalogue.
pub(crate) fn generate(data: &Path) -> Result<String, Fault> {
    Catalogue::read(data).map(|catalogue| emit::rust(&catalogue))
}
