//! Turns `data/` into the Rust that `src/table.rs` includes.

#[path = "build/mod.rs"]
mod generator;

use std::{env, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    for input in ["build.rs", "build", "data", "src/hash.rs", "src/unknown.rs", "src/vocabulary.rs"]
    {
        println!("cargo::rerun-if-changed={input}");
    }
    match write_table() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            println!("cargo::error={reason}");
            ExitCode::FAILURE
        }
    }
}

fn write_table() -> Result<(), String> {
    let rust = generator::generate(Path::new("data")).map_err(|fault| fault.to_string())?;
    let directory = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: run by cargo")?;
    let file = Path::new(&directory).join("table.rs");
    fs::write(&file, rust).map_err(|error| format!("{}: {error}", file.display()))
}
