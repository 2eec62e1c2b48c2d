//! Writes the catalogue as Rust: the two enums, their slots and their columns.

use super::{
    hash,
    perfect::{self, Layout},
    rows::{Catalogue, Row},
    vocabulary::{Retry, Table},
};
use std::fmt::{Debug, Display, Write};

const SDK_DOC: &str = "\
An error code that an SDK raises, in C++, Python, Java or Go.

`as u32` is the number. The enum grows with the platform, so a `match` needs a `_` arm; a code that
this release does not know is kept as [`ErrorCode::Unknown`].

# Examples
```
use yuanrong_errors::SdkErrorCode;

assert_eq!(SdkErrorCode::ParamInvalid as u32, 1001);
```";

const REST_DOC: &str = "\
An error code that the REST API answers, in the body of a response.

`as u32` is the number. The enum grows with the platform, so a `match` needs a `_` arm; a code that
this release does not know is kept as [`ErrorCode::Unknown`].

# Examples
```
use yuanrong_errors::RestErrorCode;

assert_eq!(RestErrorCode::FunctionNotFound as u32, 4115);
```";

/// The Rust source of the whole catalogue.
pub(crate) fn rust(catalogue: &Catalogue) -> String {
    let sdk = TableWriter { table: Table::Sdk, rows: &catalogue.sdk, doc: SDK_DOC };
    let rest = TableWriter { table: Table::Rest, rows: &catalogue.rest, doc: REST_DOC };
    [
        "// Written by the build script from the tables in data/.\n".to_owned(),
        sdk.enumeration(),
        rest.enumeration(),
        sdk.module(0),
        rest.module(catalogue.sdk.len()),
        merged(catalogue),
        entries(&[sdk, rest]),
    ]
    .join("\n")
}

/// One of the two tables, with what it takes to write it.
struct TableWriter<'a> {
    table: Table,
    rows: &'a [Row],
    doc: &'static str,
}

impl TableWriter<'_> {
    fn enum_name(&self) -> String {
        format!("{:?}ErrorCode", self.table)
    }

    fn path(&self, row: &Row) -> String {
        format!("{}::{}", self.enum_name(), row.variant)
    }

    fn enumeration(&self) -> String {
        let mut out = doc(self.doc, "");
        out.push_str(
            "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
             #[cfg_attr(feature = \"strum\", derive(strum::EnumCount, strum::EnumIter, strum::VariantArray))]\n\
             #[repr(u32)]\n\
             #[non_exhaustive]\n",
        );
        push(&mut out, format_args!("pub enum {} {{\n", self.enum_name()));
        for row in self.rows {
            out.push_str(&doc(&variant_doc(self.table, row), "    "));
            let names = self
                .findable(row)
                .filter(|name| *name != row.variant && !name.contains(char::is_whitespace));
            for alias in [row.code.to_string()].into_iter().chain(names.map(str::to_owned)) {
                push(&mut out, format_args!("    #[doc(alias = {alias:?})]\n"));
            }
            push(&mut out, format_args!("    {} = {},\n", row.variant, decimal(row.code)));
        }
        out.push_str("}\n\n");

        push(&mut out, format_args!("impl {} {{\n", self.enum_name()));
        let example = format!(
            "Every code of the table, in code order.\n\n\
             # Examples\n\
             ```\n\
             use yuanrong_errors::{0};\n\n\
             assert!({0}::ALL.is_sorted());\n\
             assert!({0}::ALL.contains(&{1}));\n\
             ```",
            self.enum_name(),
            self.path(&self.rows[0]),
        );
        out.push_str(&doc(&example, "    "));
        out.push_str("    pub const ALL: &'static [Self] = &[\n");
        for row in self.rows {
            push(&mut out, format_args!("        Self::{},\n", row.variant));
        }
        out.push_str("    ];\n}\n");
        out
    }

    /// The module of the table's slots and columns.
    fn module(&self, first_entry: usize) -> String {
        let head = format!(
            "/// Columns that begin with `SLOT` go by the slot of a code, the others by row.\n\
             pub(crate) mod {} {{\n\
             \x20   use super::{{{}, ErrorKind, Origin, Retry}};\n\n\
             \x20   /// The place of the table's first row in `ENTRIES`.\n\
             \x20   pub(crate) const FIRST_ENTRY: usize = {first_entry};\n\n",
            self.table,
            self.enum_name()
        );
        [head, self.slots(), self.columns(), self.names(), "}\n".to_owned()].concat()
    }

    /// What a reader gets to by a multiplication and a shift.
    fn slots(&self) -> String {
        let codes: Vec<u32> = self.rows.iter().map(|row| row.code).collect();
        let layout = perfect::for_numbers(&codes);
        let residents = residents(&codes, &layout, |code| *code);
        let column = |name: &str, cell_type: &str, cell: &dyn Fn(&Row) -> String| {
            let cells: Vec<_> = residents.iter().map(|&row| cell(&self.rows[row])).collect();
            dense(name, cell_type, &cells)
        };
        let rows: Vec<_> = residents.iter().map(usize::to_string).collect();
        [
            multipliers("MULTIPLIERS", &layout),
            column("SLOT_CODE", &self.enum_name(), &|row| self.path(row)),
            column("SLOT_KIND", "ErrorKind", &|row| path("ErrorKind", row.kind)),
            column("SLOT_RETRY", "Retry", &|row| path("Retry", row.retry)),
            dense("SLOT_ROW", "u16", &rows),
        ]
        .concat()
    }

    /// What a reader gets to by the number of the row.
    fn columns(&self) -> String {
        let description = match self.table {
            Table::Sdk => "    pub(crate) use self::MESSAGE as DESCRIPTION;\n\n".to_owned(),
            Table::Rest => self.column("DESCRIPTION", "&str", |row| quoted(&row.description)),
        };
        let retry_for = |row: &Row| {
            let classes: Vec<_> = row.retry_for.iter().map(|retry| path("Retry", retry)).collect();
            format!("[{}]", classes.join(", "))
        };
        [
            self.column("NAME", "&str", |row| quoted(&row.names[0])),
            self.column("UPSTREAM_NAMES", "&[&str]", |row| list(&row.names)),
            self.column("MESSAGE", "&str", |row| quoted(&row.message)),
            description,
            self.column("SOLUTION", "&str", |row| quoted(&row.solution)),
            self.column("SOLUTION_ORIGIN", "Origin", |row| path("Origin", row.solution_origin)),
            self.column("RETRY_FOR", "[Retry; 3]", retry_for),
            self.column("RETRY_ORIGIN", "Origin", |row| path("Origin", row.retry_origin)),
            self.column("RETRY_REASON", "&str", |row| quoted(&row.retry_reason)),
            self.column("ORIGIN", "Origin", |row| path("Origin", row.origin)),
            self.column("SENT_HTTP_STATUS", "Option<u16>", |row| format!("{:?}", row.http)),
            self.column("ALSO", "&[&str]", |row| list(&row.also)),
        ]
        .concat()
    }

    /// The names of the table and their slots.
    fn names(&self) -> String {
        let with_row = |row| self.findable(row).map(move |name| (name, row));
        let names: Vec<(&str, &Row)> = self.rows.iter().flat_map(with_row).collect();
        let (seed, layout) =
            perfect::for_names(&names.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        let residents = residents(&names, &layout, |(name, _)| hash::name_key(name, seed));
        let slots: Vec<_> = residents.iter().map(usize::to_string).collect();
        let cells: Vec<_> =
            names.iter().map(|(name, row)| format!("({name:?}, {})", self.path(row))).collect();
        [
            format!("    pub(crate) const NAME_SEED: u64 = {seed};\n\n"),
            multipliers("NAME_MULTIPLIERS", &layout),
            dense("NAME_SLOTS", "u16", &slots),
            sparse("NAMES", &format!("(&str, {})", self.enum_name()), &cells),
        ]
        .concat()
    }

    fn findable<'a>(&self, row: &'a Row) -> impl Iterator<Item = &'a str> + use<'a> {
        row.findable_names(self.table).into_iter()
    }

    fn column(&self, name: &str, cell_type: &str, cell: impl Fn(&Row) -> String) -> String {
        sparse(name, cell_type, &self.rows.iter().map(cell).collect::<Vec<_>>())
    }
}

/// What a variant's page says: texts, solution, retry advice, and who says so.
fn variant_doc(table: Table, row: &Row) -> String {
    let mut out = match table {
        Table::Sdk => format!("**{}**: {}", row.code, prose(&row.message)),
        Table::Rest => {
            format!("**{}** `{}`: {}", row.code, row.message, prose(&row.description))
        }
    };
    push(
        &mut out,
        format_args!("\n\nSolution ({}): {}", row.solution_origin, prose(&row.solution)),
    );
    push(
        &mut out,
        format_args!(
            "\n\nRetry: {} ({}): {}.",
            retry_link(row.retry),
            row.retry_origin,
            prose(&row.retry_reason)
        ),
    );
    for (retry, operation) in
        row.retry_for.iter().zip(["creating", "stateful calls", "stateless calls"])
    {
        if *retry != row.retry {
            push(&mut out, format_args!(" For {operation}: {}.", retry_link(*retry)));
        }
    }
    for meaning in &row.also {
        push(&mut out, format_args!("\n\nUpstream also uses the number for: {}.", prose(meaning)));
    }
    let names: Vec<String> = row.names.iter().map(|name| format!("`{name}`")).collect();
    push(&mut out, format_args!("\n\nKind: [`ErrorKind::{:?}`]. ", row.kind));
    push(&mut out, format_args!("Upstream: {}; {}.", names.join(", "), row.origin));
    out
}

fn retry_link(retry: Retry) -> String {
    format!("[{retry}](Retry::{retry:?})")
}

/// Both tables at once, for a number of which the table is not known. A slot holds a code of each
/// table; where only one of them lives there, the other is some code that lives elsewhere.
fn merged(catalogue: &Catalogue) -> String {
    let codes: Vec<u32> = catalogue.merged.keys().copied().collect();
    let layout = perfect::for_numbers(&codes);
    let column = |table: Table, rows: &[Row]| -> Vec<String> {
        let winners = || rows.iter().filter(|row| catalogue.merged.get(&row.code) == Some(&table));
        let path = |row: &Row| format!("{table:?}ErrorCode::{}", row.variant);
        let filler = winners().next().map(path).unwrap_or_default();
        let mut cells = vec![filler; layout.slots];
        winners().for_each(|row| cells[layout.slot(row.code)] = path(row));
        cells
    };
    let sdk = column(Table::Sdk, &catalogue.sdk);
    let rest = column(Table::Rest, &catalogue.rest);
    let cells: Vec<String> =
        sdk.iter().zip(&rest).map(|(sdk, rest)| format!("({sdk}, {rest})")).collect();

    let mut out = "/// Both tables at once, for numbers of which the table is not known.\n\
                   pub(crate) mod merged {\n\
                   \x20   use super::{RestErrorCode, SdkErrorCode};\n\n"
        .to_owned();
    out.push_str(&multipliers("MULTIPLIERS", &layout));
    out.push_str(&dense("SLOT_CODES", "(SdkErrorCode, RestErrorCode)", &cells));
    out.push_str("}\n");
    out
}

fn entries(tables: &[TableWriter<'_>]) -> String {
    let mut cells = Vec::new();
    for writer in tables {
        for (index, row) in writer.rows.iter().enumerate() {
            cells.push(format!("Entry::new({}, {index})", error_code(writer.table, &row.variant)));
        }
    }
    let mut out = format!("pub(crate) static ENTRIES: [Entry; {}] = [\n", cells.len());
    for cell in cells {
        push(&mut out, format_args!("    {cell},\n"));
    }
    out.push_str("];\n");
    out
}

fn error_code(table: Table, variant: &str) -> String {
    format!("ErrorCode::{table:?}({table:?}ErrorCode::{variant})")
}

/// For each slot the index of the item that lives there. A slot that is free holds an item that
/// lives elsewhere: no key that leads to the slot is that item's, so it is never taken for a hit.
fn residents<T>(items: &[T], layout: &Layout, key: impl Fn(&T) -> u32) -> Vec<usize> {
    let mut slots = vec![0; layout.slots];
    for (index, item) in items.iter().enumerate() {
        slots[layout.slot(key(item))] = index;
    }
    slots
}

/// A constant and no static, so that a single multiplier becomes part of the instruction.
fn multipliers(name: &str, layout: &Layout) -> String {
    let cells: Vec<String> =
        layout.multipliers.iter().map(|multiplier| hexadecimal(*multiplier)).collect();
    dense(name, "u32", &cells).replacen("static", "const", 1)
}

/// A static array with as many cells on a line as fit.
fn dense(name: &str, cell_type: &str, cells: &[String]) -> String {
    let mut body = String::new();
    let mut width = 0;
    for cell in cells {
        if width == 0 || width + cell.len() + 2 > 100 {
            body.push_str(if body.is_empty() { "        " } else { "\n        " });
            width = 8;
        } else {
            body.push(' ');
            width += 1;
        }
        push(&mut body, format_args!("{cell},"));
        width += cell.len() + 1;
    }
    format!("    pub(crate) static {name}: [{cell_type}; {}] = [\n{body}\n    ];\n\n", cells.len())
}

/// A static array with a cell on each line.
fn sparse(name: &str, cell_type: &str, cells: &[String]) -> String {
    let mut out = format!("    pub(crate) static {name}: [{cell_type}; {}] = [\n", cells.len());
    for cell in cells {
        push(&mut out, format_args!("        {cell},\n"));
    }
    out.push_str("    ];\n\n");
    out
}

fn doc(text: &str, indent: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let blank = if line.is_empty() { "" } else { " " };
        push(&mut out, format_args!("{indent}///{blank}{line}\n"));
    }
    out
}

/// Text that Markdown shows as it is.
fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_[]<>|#".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn path(enum_name: &str, variant: impl Debug) -> String {
    format!("{enum_name}::{variant:?}")
}

fn hexadecimal(number: u32) -> String {
    format!("0x{:04X}_{:04X}", number >> 16, number & 0xFFFF)
}

/// With separators where Rust's style asks for them: from six digits on.
fn decimal(number: u32) -> String {
    match number {
        0..100_000 => number.to_string(),
        100_000..1_000_000 => format!("{}_{:03}", number / 1000, number % 1000),
        _ => format!("{}_{:03}_{:03}", number / 1_000_000, number / 1000 % 1000, number % 1000),
    }
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

fn list(texts: &[String]) -> String {
    format!("&{texts:?}")
}

/// Appends to a string, which cannot fail.
fn push(out: &mut String, text: impl Display) {
    let _ = write!(out, "{text}");
}
