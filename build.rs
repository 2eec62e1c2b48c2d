//! Writes the catalogue in `data/` as the Rust that `src/table/mod.rs` includes.

#[path = "build/mod.rs"]
pub mod generator;

use std::{env, error::Error, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    for input in ["build", "data", "src/table/hash.rs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    match write_table() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn write_table() -> Result<(), Box<dyn Error>> {
    let rust = generator::generate(Path::new("data"))?;
    let folder = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR, but it is missing")?;
    fs::write(Path::new(&folder).join("table.rs"), rust)?;
    Ok(())
}
