//! Made-up tables of more codes than openYuanrong has, read and laid out by the crate's own
//! generator.

use std::{error::Error, fmt::Write, fs, io, path::Path};
use yuanrong_errors_generator::{catalogue::Catalogue, perfect};

const SIZES: [usize; 4] = [109, 268, 1_000, 10_000];

/// Writes a module for each size, with what a lookup needs.
pub(crate) fn modules(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut modules = String::new();
    for size in SIZES {
        let data = folder.join(size.to_string());
        write_data(&data, size)?;
        let tables = tables(&Catalogue::read(&data)?)?;
        writeln!(modules, "pub(crate) mod codes_{size} {{\n{tables}}}")?;
    }
    Ok(modules)
}

/// Returns codes as upstream assigns them: in runs, with gaps.
fn codes(count: usize) -> Vec<i32> {
    let runs = (0..).map(|run| 1001 + run * 1013);
    let run = |start| (0..25).filter(|step| step % 7 != 3).map(move |step| start + step);
    runs.flat_map(run).take(count).collect()
}

/// Writes a data folder with this many codes in the SDK table, and one in each other table.
fn write_data(folder: &Path, count: usize) -> io::Result<()> {
    const AFTER_MESSAGE: &str = "solution\tsolution_origin\thint\tkind\tretry\tretry_origin\
        \tretry_reason\tretry_create\tretry_stateful\tretry_stateless\tdefers\torigin\thttp\talso";
    const CELLS: &str = "Do.\tadvised\t\tinternal\tnever\tadvised\tmade up\t\t\t\t\tobserved\t\t";
    let mut sdk = format!("code\tvariant\tnames\tmessage\t{AFTER_MESSAGE}\n");
    let mut sdk_chinese = "code\tmessage\tsolution\thint\tretry_reason\talso\n".to_owned();
    for (index, code) in codes(count).into_iter().enumerate() {
        // Real names have many lengths.
        let tail = &"_WHICH_COULD_NOT_BE_FOUND_IN_TIME"[..index % 34];
        let _ = writeln!(sdk, "{code}\tCode{code}\tERR_{code}{tail}\tA text.\t{CELLS}");
        let _ = writeln!(sdk_chinese, "{code}\tA text.\tDo.\t\tmade up\t");
    }
    let rest = format!(
        "code\tvariant\tnames\tmessage\tdescription\t{AFTER_MESSAGE}\n\
         1\tOne\tONE\tA text.\tA text.\t{CELLS}\n"
    );
    // An inner table has no column `defers`, and another one instead of `http`.
    let inner = rest.replace("\tdefers\torigin\thttp", "\torigin\tsurfaces_as");
    let inner = inner.replace("\t\tobserved", "\tobserved");
    let chinese = "code\tmessage\tdescription\tsolution\thint\tretry_reason\talso\n\
        1\tA.\tA.\tDo.\t\tmade up\t\n";
    let (first, last) = (i32::MIN, i32::MAX);
    let ranges = "message\tdescription\tsolution";
    let contacts = "number\tsolution\twith_contact\n";

    fs::create_dir_all(folder.join("zh"))?;
    for (file, text) in [
        ("sdk.tsv", sdk),
        ("rest.tsv", rest),
        ("datasystem.tsv", inner.clone()),
        ("functionsystem.tsv", inner),
        ("shared.tsv", "code\ttable\treason\n".to_owned()),
        ("ranges.tsv", format!("first\tlast\t{ranges}\n{first}\t{last}\tAny.\tAny.\tDo.\n")),
        ("zh/sdk.tsv", sdk_chinese),
        ("zh/rest.tsv", chinese.to_owned()),
        ("zh/datasystem.tsv", chinese.to_owned()),
        ("zh/functionsystem.tsv", chinese.to_owned()),
        ("contacts.tsv", contacts.to_owned()),
        ("zh/contacts.tsv", contacts.to_owned()),
        ("zh/ranges.tsv", format!("first\t{ranges}\n{first}\tAny.\tAny.\tDo.\n")),
    ] {
        fs::write(folder.join(file), text)?;
    }
    Ok(())
}

fn tables(catalogue: &Catalogue) -> Result<String, &'static str> {
    let sdk = &catalogue.tables[0];
    let rows = &sdk.file.rows;
    let codes: Vec<i32> = rows.iter().map(|row| row.code.get()).collect();
    let layout = perfect::for_codes(&codes);
    // A free slot has a code that lives in another slot.
    let mut slots = vec![codes[0]; layout.slots];
    for &code in &codes {
        slots[layout.slot(code)] = code;
    }

    let names: Vec<(&str, i32)> = rows
        .iter()
        .flat_map(|row| sdk.names(row).into_iter().map(|name| (name, row.code.get())))
        .collect();
    let keys: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
    let name_layout = perfect::for_names(&keys).ok_or("the names are too similar")?;
    let mut indexes = vec![0; name_layout.layout.slots];
    for (index, name) in keys.iter().enumerate() {
        indexes[name_layout.slot(name)] = index;
    }
    let greatest = codes[codes.len() - 1];
    Ok([
        format!("pub(crate) const GREATEST: usize = {greatest};\n"),
        array("static CODES", "i32", &codes),
        array("const MULTIPLIERS", "u32", &layout.multipliers),
        array("static CODE_BY_SLOT", "i32", &slots),
        format!("pub(crate) const NAME_SEED: u64 = {};\n", name_layout.seed),
        array("const NAME_MULTIPLIERS", "u32", &name_layout.layout.multipliers),
        array("static NAME_PLACE", "u16", &indexes),
        array("static NAMES", "(&str, i32)", &names),
    ]
    .concat())
}

fn array<T: std::fmt::Debug>(name: &str, element: &str, items: &[T]) -> String {
    format!("pub(crate) {name}: [{element}; {}] = {items:?};\n", items.len())
}
