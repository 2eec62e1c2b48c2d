//! Writes the peers that the benchmarks run beside the crate from the same tables in `data/`, so
//! that all of them always hold the same codes.

#[path = "../build/mod.rs"]
#[allow(dead_code, reason = "the search for the hashes is needed, and the writing of enums is not")]
mod generator;
#[path = "growth/tables.rs"]
mod growth;

use generator::{
    perfect,
    rows::{self, Catalogue},
};
use std::{collections::BTreeMap, env, fmt::Write, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    match write_peers() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            println!("cargo::error={reason}");
            ExitCode::FAILURE
        }
    }
}

fn write_peers() -> Result<(), String> {
    for input in ["build.rs", "../build", "../data", "../src/hash.rs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let directory = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: run by cargo")?;
    let directory = Path::new(&directory);
    let write = |name: &str, text: String| {
        let file = directory.join(name);
        fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))
    };

    let catalogue = Catalogue::read(Path::new("../data")).map_err(|fault| fault.0)?;
    let (sdk, rest) = (table(&catalogue.sdk), table(&catalogue.rest));
    let all = all(&sdk, &rest);
    // By number alone, both tables are asked.
    let modules = [module("sdk", &sdk, 1), module("rest", &rest, 1), module("all", &all, 2)];
    write("peers.rs", modules.concat())?;
    write("growth.rs", growth::modules(&directory.join("growth"))?)
}

/// A code, and what the crate finds it by.
struct Row {
    code: u32,
    variant: String,
    names: Vec<&'static str>,
}

fn table(rows: &[rows::Row]) -> Vec<Row> {
    let row = |row: &rows::Row| Row {
        code: row.code,
        variant: row.cell("variant").to_owned(),
        names: row.findable_names(),
    };
    rows.iter().map(row).collect()
}

/// Both tables at once, each number once. Without names: those of two tables may be the same.
fn all(sdk: &[Row], rest: &[Row]) -> Vec<Row> {
    let mut numbers = BTreeMap::new();
    for (prefix, rows) in [("Sdk", sdk), ("Rest", rest)] {
        for row in rows {
            numbers.entry(row.code).or_insert_with(|| format!("{prefix}{}", row.variant));
        }
    }
    let row = |(code, variant)| Row { code, variant, names: Vec::new() };
    numbers.into_iter().map(row).collect()
}

/// `columns` is how many the crate's lookup by number asks.
fn module(name: &str, rows: &[Row], columns: usize) -> String {
    let items = [
        our_bytes(rows, columns),
        numbered_enum(rows),
        codes(rows),
        phf_by_number(rows),
        match_by_number(rows),
        sorted_by_number(rows),
        direct_table(rows),
        if rows.iter().any(|row| !row.names.is_empty()) { by_name(rows) } else { String::new() },
    ];
    format!("pub(crate) mod {name} {{\n{}}}\n", items.concat())
}

/// The sizes of the crate's own tables, which are private to it. A single multiplier is part of the
/// code; like those of the peers, the texts of the names are not counted.
fn our_bytes(rows: &[Row], columns: usize) -> String {
    let numbers: Vec<u32> = rows.iter().map(|row| row.code).collect();
    let layout = perfect::for_numbers(&numbers);
    let multipliers = if layout.multipliers.len() == 1 { 0 } else { layout.multipliers.len() };
    let by_number = 4 * (columns * layout.slots + multipliers);

    let names: Vec<&str> = rows.iter().flat_map(|row| &row.names).copied().collect();
    let by_name = match perfect::for_names(&names) {
        // A name takes a reference to its text, and its code.
        Some((_, layout)) if !names.is_empty() => {
            4 * layout.multipliers.len() + 2 * layout.slots + 20 * names.len()
        }
        _ => 0,
    };
    format!(
        "pub(crate) const OUR_BYTES: usize = {by_number};\n\
         pub(crate) const OUR_NAME_BYTES: usize = {by_name};\n"
    )
}

fn numbered_enum(rows: &[Row]) -> String {
    format!(
        "#[derive(Clone, Copy, Debug, strum::FromRepr, num_enum::TryFromPrimitive)]\n\
         #[repr(u32)]\n\
         pub(crate) enum Peer {{\n{}}}\n",
        each(rows, |row| format!("{} = {}", row.variant, row.code))
    )
}

fn codes(rows: &[Row]) -> String {
    let codes = each(rows, |row| row.code.to_string());
    format!("pub(crate) static CODES: [u32; {}] = [\n{codes}];\n", rows.len())
}

fn phf_by_number(rows: &[Row]) -> String {
    format!(
        "pub(crate) static PHF: phf::Map<u32, Peer> = phf::phf_map! {{\n{}}};\n",
        each(rows, |row| format!("{}_u32 => Peer::{}", row.code, row.variant))
    )
}

fn match_by_number(rows: &[Row]) -> String {
    format!(
        "#[inline]\n\
         pub(crate) const fn by_match(code: u32) -> Option<Peer> {{\n\
         Some(match code {{\n{}_ => return None,\n}})\n}}\n",
        each(rows, |row| format!("{} => Peer::{}", row.code, row.variant))
    )
}

fn sorted_by_number(rows: &[Row]) -> String {
    format!(
        "pub(crate) static SORTED: [(u32, Peer); {}] = [\n{}];\n",
        rows.len(),
        each(rows, |row| format!("({}, Peer::{})", row.code, row.variant))
    )
}

/// The floor, as fast as a table without hashing can be: a cell for each number up to the greatest
/// code, in as few bytes as the codes need, and in static memory, so that neither its address nor
/// its length has to be fetched. What it finds is an enum of the codes' ordinals, which is the cell
/// itself; the ordinals begin at 1, which leaves 0 to `None`.
fn direct_table(rows: &[Row]) -> String {
    let cells = rows.iter().map(|row| row.code as usize + 1).max().unwrap_or(0);
    let repr = if u8::try_from(rows.len()).is_ok() { "u8" } else { "u16" };
    let ordinals: Vec<(usize, &Row)> = (1..).zip(rows).collect();
    format!(
        "#[derive(Clone, Copy, Debug)]\n\
         #[repr({repr})]\n\
         pub(crate) enum Ordinal {{\n{}}}\n\
         pub(crate) static DIRECT: [Option<Ordinal>; {cells}] = {{\n\
         let mut cells = [None; {cells}];\n\
         {}cells\n}};\n",
        each(&ordinals, |(ordinal, row)| format!("{} = {ordinal}", row.variant)),
        rows.iter().fold(String::new(), |mut out, row| {
            let _ = writeln!(out, "cells[{}] = Some(Ordinal::{});", row.code, row.variant);
            out
        }),
    )
}

fn by_name(rows: &[Row]) -> String {
    let mut names: Vec<(&str, &Row)> =
        rows.iter().flat_map(|row| row.names.iter().map(move |&name| (name, row))).collect();
    names.sort_unstable_by_key(|(name, _)| *name);
    let arm = |(name, row): &(&str, &Row)| format!("{name:?} => Peer::{}", row.variant);
    format!(
        "pub(crate) static SORTED_NAMES: [(&str, Peer); {}] = [\n{}];\n\
         pub(crate) static PHF_NAMES: phf::Map<&str, Peer> = phf::phf_map! {{\n{}}};\n\
         #[inline]\n\
         pub(crate) fn name_by_match(name: &str) -> Option<Peer> {{\n\
         Some(match name {{\n{}_ => return None,\n}})\n}}\n",
        names.len(),
        each(&names, |(name, row)| format!("({name:?}, Peer::{})", row.variant)),
        each(&names, arm),
        each(&names, arm),
    )
}

/// A line for each item.
fn each<T>(items: &[T], line: impl Fn(&T) -> String) -> String {
    items.iter().map(|item| line(item) + ",\n").collect()
}
