//! Replaces a line of the SDK table: the generator returns Rust, or a fault that names the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::{fs, path::PathBuf, sync::LazyLock};

const FILES: [&str; 13] = [
    "sdk.tsv",
    "rest.tsv",
    "datasystem.tsv",
    "functionsystem.tsv",
    "shared.tsv",
    "ranges.tsv",
    "contacts.tsv",
    "zh/sdk.tsv",
    "zh/rest.tsv",
    "zh/datasystem.tsv",
    "zh/functionsystem.tsv",
    "zh/ranges.tsv",
    "zh/contacts.tsv",
];

/// A data folder with the project's own files, and the text of its SDK table.
static DATA: LazyLock<(PathBuf, String)> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("table-reader-{}", std::process::id()));
    fs::create_dir_all(folder.join("zh")).expect("the folder is created");
    let data = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../data"));
    for file in FILES {
        fs::copy(data.join(file), folder.join(file)).expect("the file is copied");
    }
    let sdk = fs::read_to_string(data.join("sdk.tsv")).expect("the table is UTF-8");
    (folder, sdk)
});

fuzz_target!(|input: (u8, &[u8])| {
    let (index, line) = input;
    let (folder, sdk) = &*DATA;
    let mut lines: Vec<&[u8]> = sdk.lines().map(str::as_bytes).collect();
    let index = usize::from(index) % lines.len();
    lines[index] = line;
    fs::write(folder.join("sdk.tsv"), lines.join(&b'\n')).expect("the table is written");
    match yuanrong_errors_generator::generate(folder) {
        Ok(rust) => assert!(rust.contains("pub enum SdkErrorCode")),
        Err(fault) => {
            let fault = fault.to_string();
            assert!(fault.contains(".tsv"), "{fault}");
        }
    }
});
