//! What the build script is made of: read the tables, check them, find the hashes, write Rust.
//!
//! Standard library only, and few instances of its generic code: each user of the crate compiles
//! this before anything else. The tests compile it as well, as ordinary code.

pub(crate) mod emit;
pub(crate) mod perfect;
pub(crate) mod rows;

#[path = "../src/hash.rs"]
pub(crate) mod hash;

use rows::{Catalogue, Fault};
use std::path::Path;

/// Reads the tables of a folder and returns the Rust source of the catalogue.
pub(crate) fn generate(data: &Path) -> Result<String, Fault> {
    emit::rust(&Catalogue::read(data)?)
}
