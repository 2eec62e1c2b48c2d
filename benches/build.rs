//! Writes the peers that the benchmarks run beside the crate. They come from the same tables in
//! `data/`, so they always have the same codes.

#[path = "growth/tables.rs"]
mod growth;

use std::{
    collections::BTreeMap, env, error::Error, fmt::Write, fs, path::Path, process::ExitCode,
};
use yuanrong_errors_generator::{
    catalogue::{Catalogue, Codes},
    perfect::{self, NameLayout},
};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=../data");
    match write_peers() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn write_peers() -> Result<(), Box<dyn Error>> {
    let folder = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR, but it is missing")?;
    let folder = Path::new(&folder);
    let catalogue = Catalogue::read(Path::new("../data"))?;
    // The tables that are asked where only the number is known.
    let merged = catalogue.tables.iter().filter(|codes| !codes.table.is_inner);
    let tables: Vec<(&Codes, Vec<Row<'_>>)> = merged.map(|codes| (codes, rows(codes))).collect();
    let all = all(&tables);

    let mut peers = String::new();
    for (codes, rows) in &tables {
        peers += &module(codes.table.name, rows, 1);
    }
    // A lookup by number alone reads a column of each table that is asked.
    peers += &module("all", &all, tables.len());
    fs::write(folder.join("peers.rs"), peers)?;
    fs::write(folder.join("growth.rs"), growth::modules(&folder.join("growth"))?)?;
    Ok(())
}

/// A code, and what the crate finds it by.
struct Row<'a> {
    code: i32,
    variant: String,
    names: Vec<&'a str>,
}

fn rows(codes: &Codes) -> Vec<Row<'_>> {
    let rows = codes.file.rows.iter().map(|row| Row {
        code: row.code.get(),
        variant: row.variant.to_string(),
        names: codes.names(row),
    });
    rows.collect()
}

/// All tables together, each number once. Without names: those of two tables may be the same.
fn all(tables: &[(&Codes, Vec<Row<'_>>)]) -> Vec<Row<'static>> {
    let mut variants = BTreeMap::new();
    for (codes, rows) in tables {
        let prefix = codes.table.enum_name.trim_end_matches("ErrorCode");
        for row in rows {
            variants.entry(row.code).or_insert_with(|| format!("{prefix}{}", row.variant));
        }
    }
    let row = |(code, variant)| Row { code, variant, names: Vec::new() };
    variants.into_iter().map(row).collect()
}

/// Writes the module of a set of codes. `columns` is how many columns the crate's lookup by number
/// reads.
fn module(name: &str, rows: &[Row<'_>], columns: usize) -> String {
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

/// Writes the sizes of the crate's own tables, which are private to it. A single multiplier is a
/// part of the code. The texts of the names are not counted, here or in the peers.
fn our_bytes(rows: &[Row<'_>], columns: usize) -> String {
    let codes: Vec<i32> = rows.iter().map(|row| row.code).collect();
    let layout = perfect::for_codes(&codes);
    let multipliers = if layout.multipliers.len() == 1 { 0 } else { layout.multipliers.len() };
    let by_number = 4 * (columns * layout.slots + multipliers);

    let names: Vec<&str> = rows.iter().flat_map(|row| &row.names).copied().collect();
    let by_name = match perfect::for_names(&names) {
        // A name takes a reference to its text, and its code.
        Some(NameLayout { layout, .. }) if !names.is_empty() => {
            4 * layout.multipliers.len() + 2 * layout.slots + 20 * names.len()
        }
        _ => 0,
    };
    format!(
        "pub(crate) const OUR_BYTES: usize = {by_number};\n\
         pub(crate) const OUR_NAME_BYTES: usize = {by_name};\n"
    )
}

fn numbered_enum(rows: &[Row<'_>]) -> String {
    format!(
        "#[derive(Clone, Copy, Debug, strum::FromRepr, num_enum::TryFromPrimitive)]\n\
         #[repr(i32)]\n\
         pub(crate) enum Peer {{\n{}}}\n",
        each(rows, |row| format!("{} = {}", row.variant, row.code))
    )
}

fn codes(rows: &[Row<'_>]) -> String {
    let codes = each(rows, |row| row.code.to_string());
    format!("pub(crate) static CODES: [i32; {}] = [\n{codes}];\n", rows.len())
}

fn phf_by_number(rows: &[Row<'_>]) -> String {
    format!(
        "pub(crate) static PHF: phf::Map<i32, Peer> = phf::phf_map! {{\n{}}};\n",
        each(rows, |row| format!("{}_i32 => Peer::{}", row.code, row.variant))
    )
}

fn match_by_number(rows: &[Row<'_>]) -> String {
    format!(
        "#[inline]\n\
         pub(crate) const fn by_match(code: i32) -> Option<Peer> {{\n\
         Some(match code {{\n{}_ => return None,\n}})\n}}\n",
        each(rows, |row| format!("{} => Peer::{}", row.code, row.variant))
    )
}

fn sorted_by_number(rows: &[Row<'_>]) -> String {
    format!(
        "pub(crate) static SORTED: [(i32, Peer); {}] = [\n{}];\n",
        rows.len(),
        each(rows, |row| format!("({}, Peer::{})", row.code, row.variant))
    )
}

/// Writes the lower bound: a table without hashing, as fast as one can be. It has a cell for each
/// number from 0 to the greatest code, in as few bytes as the codes need. It is in static memory, so
/// neither its address nor its length has to be loaded. It finds an enum of the codes' ordinals,
/// which is the cell itself. The ordinals begin at 1, which leaves 0 to `None`.
fn direct_table(rows: &[Row<'_>]) -> String {
    let cells = rows.iter().map(|row| row.code + 1).max().unwrap_or(0);
    let repr = if u8::try_from(rows.len()).is_ok() { "u8" } else { "u16" };
    let ordinals: Vec<(usize, &Row<'_>)> = (1..).zip(rows).collect();
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

fn by_name(rows: &[Row<'_>]) -> String {
    let mut names: Vec<(&str, &Row<'_>)> =
        rows.iter().flat_map(|row| row.names.iter().map(move |&name| (name, row))).collect();
    names.sort_unstable_by_key(|(name, _)| *name);
    let arm = |(name, row): &(&str, &Row<'_>)| format!("{name:?} => Peer::{}", row.variant);
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

/// Writes a line for each item.
fn each<T>(items: &[T], line: impl Fn(&T) -> String) -> String {
    items.iter().map(|item| line(item) + ",\n").collect()
}
