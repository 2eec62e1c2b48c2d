//! The generator of the catalogue: reads the tables in `data/`, checks every cell, finds the
//! perfect hashes and writes Rust.
//!
//! The build script compiles this folder as a module. Tests, benchmarks and fuzz targets depend on
//! it as the package `yuanrong-errors-generator`. It uses the standard library only, because every
//! user of the crate compiles it first.

pub mod catalogue;
pub mod cells;
pub mod contacts;
mod docs;
mod emit;
pub mod perfect;
pub mod tables;
pub mod tsv;

#[path = "../src/table/hash.rs"]
mod hash;

use self::{catalogue::Catalogue, tsv::Fault};
use std::path::Path;

/// Reads the tables in a folder and returns the Rust source of the catalogue.
///
/// # Errors
/// Returns a [`Fault`] with file, line, column and reason for the first bad cell.
pub fn generate(data: &Path) -> Result<String, Fault> {
    emit::catalogue(&Catalogue::read(data)?)
}
