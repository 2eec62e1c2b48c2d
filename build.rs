//! Turns `data/` into the Rust that `src/table.rs` includes.

#[path = "build/mod.rs"]
mod generator;

use std::{env, fs, path::Path, process};

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src/hash.rs");
    if let Err(reason) = write_table() {
        println!("cargo::error={reason}");
        process::exit(1);
    }
}

fn write_table() -> Result<(), String> {
    let rust = match generator::generate(Path::new("data")) {
        Ok(rust) => rust,
        Err(fault) => return Err(fault.0),
    };
    let Some(directory) = env::var_os("OUT_DIR") else {
        return Err("OUT_DIR is not set: cargo sets it".to_owned());
    };
    match fs::write(Path::new(&directory).join("table.rs"), rust) {
        Ok(()) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}
