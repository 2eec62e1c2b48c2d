//! Tables of more codes than there are, made up, and read and laid out by what the crate's own
//! build script is made of.

use crate::generator::{hash, perfect, rows::Catalogue};
use std::{fmt::Write, fs, path::Path};

const SIZES: [usize; 4] = [109, 268, 1_000, 10_000];

/// A module for each size, with what a lookup needs.
pub(crate) fn modules(folder: &Path) -> Result<String, String> {
    let module = |codes: usize| {
        let folder = folder.join(codes.to_string());
        write_data(&folder, codes).map_err(|error| format!("{}: {error}", folder.display()))?;
        let catalogue = Catalogue::read(&folder).map_err(|fault| fault.0)?;
        Ok(format!("pub(crate) mod codes_{codes} {{\n{}}}\n", tables(&catalogue)?))
    };
    SIZES.into_iter().map(module).collect()
}

/// Numbers as upstream gives them out: in runs, with gaps.
fn numbers(count: usize) -> Vec<u32> {
    let runs = (0..).map(|run: u32| 1001 + run * 1013);
    let run = |start| (0..25).filter(|step| step % 7 != 3).map(move |step| start + step);
    runs.flat_map(run).take(count).collect()
}

/// A data folder whose SDK table has so many codes. The REST table has one, since it must have some.
fn write_data(folder: &Path, count: usize) -> Result<(), std::io::Error> {
    const AFTER_MESSAGE: &str = "solution\tsolution_origin\tkind\tretry\tretry_origin\tretry_reason\
        \tretry_create\tretry_stateful\tretry_stateless\torigin\thttp\talso";
    const CELLS: &str = "Do.\tadvised\tinternal\tnever\tadvised\tmade up\t\t\t\tobserved\t\t";
    let codes = numbers(count);
    let mut sdk = format!("code\tvariant\tnames\tmessage\t{AFTER_MESSAGE}\n");
    let mut zh = "table\tcode\tmessage\tdescription\tsolution\talso\n".to_owned();
    for (index, code) in codes.iter().enumerate() {
        // Of many lengths, as names are.
        let tail = &"_WHICH_COULD_NOT_BE_FOUND_IN_TIME"[..index % 34];
        let _ = writeln!(sdk, "{code}\tCode{code}\tERR_{code}{tail}\tA text.\t{CELLS}");
        let _ = writeln!(zh, "sdk\t{code}\tA text.\t\tDo.\t");
    }
    zh += "rest\t1\tA text.\tA text.\tDo.\t\nrange\t0\tA text.\tA text.\tDo.\t\n";
    let rest = format!(
        "code\tvariant\tnames\tmessage\tdescription\t{AFTER_MESSAGE}\n\
         1\tOne\tONE\tA text.\tA text.\t{CELLS}\n"
    );
    let ranges = "first\tlast\tmessage\tdescription\tsolution\n0\t4294967295\tAny.\tAny.\tDo.\n";

    fs::create_dir_all(folder)?;
    fs::write(folder.join("sdk.tsv"), sdk)?;
    fs::write(folder.join("rest.tsv"), rest)?;
    fs::write(folder.join("shared.tsv"), "code\ttable\treason\n")?;
    fs::write(folder.join("ranges.tsv"), ranges)?;
    fs::write(folder.join("zh.tsv"), zh)
}

fn tables(catalogue: &Catalogue) -> Result<String, String> {
    let rows = &catalogue.sdk;
    let codes: Vec<u32> = rows.iter().map(|row| row.code).collect();
    let layout = perfect::for_numbers(&codes);
    // Where no code lives, one that lives elsewhere.
    let mut slots = vec![codes[0]; layout.slots];
    for &code in &codes {
        slots[layout.slot(code)] = code;
    }

    let names: Vec<(&str, u32)> = rows
        .iter()
        .flat_map(|row| row.findable_names().into_iter().map(|name| (name, row.code)))
        .collect();
    let keys: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
    let (seed, name_layout) = perfect::for_names(&keys).ok_or("names that are too alike")?;
    let mut places = vec![0; name_layout.slots];
    for (place, name) in keys.iter().enumerate() {
        places[name_layout.slot(hash::name_key(name, seed))] = place;
    }
    let greatest = codes[codes.len() - 1];
    Ok([
        format!("pub(crate) const GREATEST: usize = {greatest};\n"),
        array("static CODES", "u32", &codes),
        array("const MULTIPLIERS", "u32", &layout.multipliers),
        array("static CODE_BY_SLOT", "u32", &slots),
        format!("pub(crate) const NAME_SEED: u64 = {seed};\n"),
        array("const NAME_MULTIPLIERS", "u32", &name_layout.multipliers),
        array("static NAME_PLACE", "u16", &places),
        array("static NAMES", "(&str, u32)", &names),
    ]
    .concat())
}

fn array<T: std::fmt::Debug>(name: &str, of: &str, items: &[T]) -> String {
    format!("pub(crate) {name}: [{of}; {}] = {items:?};\n", items.len())
}
