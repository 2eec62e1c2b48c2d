//! Writes the peers that the benchmarks run beside the crate from the same tables in `data/`, so
//! that all of them always hold the same codes.

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
    println!("cargo::rerun-if-changed=build.rs");
    let sdk = read("sdk.tsv")?;
    let rest = read("rest.tsv")?;
    let modules = [module("sdk", &sdk), module("rest", &rest), module("all", &all(&sdk, &rest))];
    let directory = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: run by cargo")?;
    let file = Path::new(&directory).join("peers.rs");
    fs::write(&file, modules.concat()).map_err(|error| format!("{}: {error}", file.display()))
}

/// A code, and what the crate finds it by.
struct Row {
    code: u32,
    variant: String,
    names: Vec<String>,
}

/// The rows of a table in the data folder, by code.
fn read(table: &str) -> Result<Vec<Row>, String> {
    let file = format!("../data/{table}");
    println!("cargo::rerun-if-changed={file}");
    let text = fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| header.iter().position(|title| *title == name);
    let needed = |name: &str| column(name).ok_or_else(|| format!("{file}: no column {name}"));
    let (code, variant, names) = (needed("code")?, needed("variant")?, needed("names")?);
    let origin = needed("origin")?;
    // Only the REST table publishes texts that name a code; that is the one with descriptions.
    let message = column("description").and(column("message"));

    let mut rows = lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
            let message = message.map(cell).filter(|_| cell(origin) == "documented");
            Ok(Row {
                code: cell(code).parse().map_err(|error| format!("{file}: {line}: {error}"))?,
                variant: cell(variant).to_owned(),
                names: findable(cell(names), cell(variant), message),
            })
        })
        .collect::<Result<Vec<Row>, String>>()?;
    rows.sort_by_key(|row| row.code);
    Ok(rows)
}

/// Each of the names once.
fn findable(names: &str, variant: &str, message: Option<&str>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names.split(',').chain([variant]).chain(message) {
        if !all.iter().any(|known| known == name) {
            all.push(name.to_owned());
        }
    }
    all
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

fn module(name: &str, rows: &[Row]) -> String {
    let items = [
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
    let mut names: Vec<(&str, &Row)> = rows
        .iter()
        .flat_map(|row| row.names.iter().map(move |name| (name.as_str(), row)))
        .collect();
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
