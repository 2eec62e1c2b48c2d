//! Any line in place of one of the project's SDK table: Rust, or a fault that names the file.
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

/// The build script leaks the tables, which it needs to its end: that is no fault.
#[unsafe(no_mangle)]
extern "C" fn __lsan_is_turned_off() -> std::ffi::c_int {
    1
}

static TABLE: &str = include_str!("../../data/sdk.tsv");

fuzz_target!(|input: (u8, &[u8])| {
    let (place, line) = input;
    let mut lines: Vec<&[u8]> = TABLE.lines().map(str::as_bytes).collect();
    let place = usize::from(place) % lines.len();
    lines[place] = line;
    fs::write(FOLDER.join("sdk.tsv"), lines.join(&b'\n')).expect("written");
    match generator::generate(&FOLDER) {
        Ok(rust) => assert!(rust.contains("pub enum SdkErrorCode")),
        Err(fault) => assert!(fault.0.contains(".tsv"), "{}", fault.0),
    }
});
