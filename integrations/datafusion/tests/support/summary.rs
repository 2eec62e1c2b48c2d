//! What `yrerr summary` counts.

use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The mentions of a code: its table, number, name, and how often it is mentioned.
pub(crate) type Count = (Option<String>, i64, Option<String>, i64);

/// Runs `yrerr summary`, and returns its counts in the order of the codes.
pub(crate) fn summary(files: &[PathBuf]) -> Vec<Count> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--locked", "--package", "yrerr", "--manifest-path"])
        .arg(manifest)
        .args(["--", "summary", "--format", "json"])
        .args(files)
        .output()
        .expect("cargo runs");
    let json: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let number = |value: &Value| value.as_i64().expect("a number");
    let codes = json["codes"].as_array().expect("the codes").iter();
    let mut counts: Vec<Count> = codes
        .map(|row| {
            (text(&row["table"]), number(&row["code"]), text(&row["name"]), number(&row["count"]))
        })
        .collect();
    counts.sort();
    counts
}
