//! The solutions that say "contact us", with a place for the contact that an operator names.

use super::{
    catalogue::{Codes, check_order},
    tsv::{Cell, Fault, File, Line, Row, row},
};
use std::{
    fmt::{self, Write},
    path::Path,
};

/// The place of the contact.
const PLACE: &str = "{contact}";

/// A solution, in two parts: before and after the contact.
#[derive(Debug)]
pub struct Parts(String, String);

impl Cell for Parts {
    fn parse(text: &str) -> Result<Self, String> {
        match text.split_once(PLACE) {
            Some((before, after)) if !after.contains(PLACE) => {
                Ok(Self(before.to_owned(), after.to_owned()))
            }
            _ => Err(format!("{text:?} does not have {PLACE} exactly once")),
        }
    }
}

row! {
    /// A solution that says "contact us".
    pub struct Contact {
        /// The number of the row.
        pub number: i32,
        /// The solution, as one or more codes have it.
        pub solution: String,
        /// The same with a place for the contact.
        pub with_contact: Parts,
    }
}

/// The solutions that say "contact us", in both languages.
#[derive(Debug)]
pub struct Contacts {
    english: File<Contact>,
    chinese: File<Contact>,
}

impl Contacts {
    /// Reads both files and checks that they have every solution of the tables that says "contact
    /// us".
    pub(super) fn read(data: &Path, tables: &[Codes]) -> Result<Self, Fault> {
        let english = File::read(data.join("contacts.tsv"), Contact::COLUMNS)?;
        let chinese = File::read(data.join("zh/contacts.tsv"), Contact::COLUMNS)?;
        check_order(&english)?;
        check_order(&chinese)?;
        let is_missing = |contacts: &File<Contact>, us: &str, solution: &String| {
            solution.to_lowercase().contains(us)
                && contacts.rows.iter().all(|contact| contact.solution != *solution)
        };
        for codes in tables {
            for (index, row) in codes.file.rows.iter().enumerate() {
                if is_missing(&english, "contact us", &row.solution) {
                    let reason = "contacts.tsv has no row for this solution".to_owned();
                    return Err(codes.file.fault(index, "solution", reason));
                }
            }
            for (index, row) in codes.chinese.rows.iter().enumerate() {
                if is_missing(&chinese, "联系我们", &row.solution) {
                    let reason = "zh/contacts.tsv has no row for this solution".to_owned();
                    return Err(codes.chinese.fault(index, "solution", reason));
                }
            }
        }
        Ok(Self { english, chinese })
    }

    pub(super) fn write(&self, out: &mut String) -> fmt::Result {
        writeln!(
            out,
            "\n/// The solutions that say \"contact us\", split where the contact goes."
        )?;
        writeln!(out, "#[cfg(feature = \"overlay\")]\npub(crate) mod contacts {{")?;
        write_parts(out, &self.english)?;
        writeln!(out, "#[cfg(feature = \"zh\")]\npub(crate) mod zh {{")?;
        write_parts(out, &self.chinese)?;
        writeln!(out, "}}\n}}")
    }
}

fn write_parts(out: &mut String, contacts: &File<Contact>) -> fmt::Result {
    let count = contacts.rows.len();
    writeln!(out, "pub(crate) static SOLUTIONS: [(&str, [&str; 2]); {count}] = [")?;
    for Contact { solution, with_contact: Parts(before, after), .. } in &contacts.rows {
        writeln!(out, "    ({solution:?}, [{before:?}, {after:?}]),")?;
    }
    writeln!(out, "];")
}
