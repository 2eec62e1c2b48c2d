//! Any table in place of the project's SDK table: Rust, or a fault that names the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::{fs, path::PathBuf, sync::LazyLock};

#[allow(dead_code, unreachable_pub)]
#[path = "../../build/mod.rs"]
mod generator;

/// A data folder, the files of the project in it.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("table-reader-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let data = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../data"));
    for file in ["sdk.tsv", "rest.tsv", "shared.tsv", "ranges.tsv", "zh.tsv"] {
        fs::copy(data.join(file), folder.join(file)).expect("copied");
    }
    folder
});

fuzz_target!(|table: &[u8]| {
    fs::write(FOLDER.join("sdk.tsv"), table).expect("written");
    match generator::generate(&FOLDER) {
        Ok(rust) => assert!(rust.contains("pub enum SdkErrorCode")),
        Err(fault) => assert!(fault.0.contains(".tsv"), "{}", fault.0),
    }
});
