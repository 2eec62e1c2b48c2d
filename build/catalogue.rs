//! The tables in `data/`, parsed and checked.

use super::{
    cells::{HttpStatus, Kind, Names, Origin, Retry, RowOrigin, Texts, Variant, Yes},
    contacts::Contacts,
    tables::{MessageNames, TABLES, Table},
    tsv::{Fault, File, Line, Row, row},
};
use std::{num::NonZeroI32, path::Path};

row! {
    /// A code of a table.
    pub struct CodeRow {
        /// The number.
        pub code: NonZeroI32,
        /// The variant.
        pub variant: Variant,
        /// Upstream's constants.
        pub names: Names,
        /// The message.
        pub message: String,
        /// What happened, in tables that have this column.
        pub description: Option<String>,
        /// What to do.
        pub solution: String,
        /// Who gives the solution.
        pub solution_origin: Origin,
        /// What to check first.
        pub hint: Option<String>,
        /// The kind of failure.
        pub kind: Kind,
        /// The retry class.
        pub retry: Retry,
        /// Who gives the retry class.
        pub retry_origin: Origin,
        /// Why the retry class is right.
        pub retry_reason: String,
        /// The retry class for creating an instance, where it differs.
        pub retry_create: Option<Retry>,
        /// The retry class for stateful calls, where it differs.
        pub retry_stateful: Option<Retry>,
        /// The retry class for stateless calls, where it differs.
        pub retry_stateless: Option<Retry>,
        /// Whether the advice of the cause counts where the cause is known.
        pub defers: Option<Yes>,
        /// Where the row comes from.
        pub origin: RowOrigin,
        /// The HTTP status that the server sends with the code.
        pub http: Option<HttpStatus>,
        /// The SDK code that an inner status becomes for a caller.
        pub surfaces_as: Option<NonZeroI32>,
        /// What else upstream uses the number for.
        pub also: Texts,
    }
}

row! {
    /// The Chinese texts of a code.
    pub struct CodeTexts {
        /// The number.
        pub code: NonZeroI32,
        /// The message.
        pub message: String,
        /// What happened, in tables that have this column.
        pub description: Option<String>,
        /// What to do.
        pub solution: String,
        /// What to check first.
        pub hint: Option<String>,
        /// Why the retry class is right.
        pub retry_reason: String,
        /// What else upstream uses the number for.
        pub also: Texts,
    }
}

row! {
    /// What is known of a number that is in no table.
    pub struct Range {
        /// The first number.
        pub first: i32,
        /// The last number.
        pub last: i32,
        /// The message.
        pub message: String,
        /// What the number means.
        pub description: String,
        /// What to do.
        pub solution: String,
    }
}

row! {
    /// The Chinese texts of a range.
    pub struct RangeTexts {
        /// The first number.
        pub first: i32,
        /// The message.
        pub message: String,
        /// What the number means.
        pub description: String,
        /// What to do.
        pub solution: String,
    }
}

row! {
    /// The table that a number means, where several tables have it.
    pub struct Shared {
        /// The number.
        pub code: NonZeroI32,
        /// The table.
        pub table: &'static Table,
        /// Why this table.
        pub reason: String,
    }
}

impl CodeRow {
    /// Returns the description, which is the message in tables without descriptions.
    #[must_use]
    pub fn description(&self) -> &str {
        self.description.as_ref().unwrap_or(&self.message)
    }

    /// Returns the retry class for each operation, in the order of the crate's `Operation`.
    #[must_use]
    pub fn retry_for(&self) -> [Retry; 3] {
        [self.retry_create, self.retry_stateful, self.retry_stateless]
            .map(|retry| retry.unwrap_or(self.retry))
    }
}

/// A table with its rows.
#[derive(Debug)]
pub struct Codes {
    /// The table.
    pub table: &'static Table,
    /// The rows, sorted by code.
    pub file: File<CodeRow>,
    /// The Chinese texts of each row.
    pub chinese: File<CodeTexts>,
    /// The codes that are found where only the number is known, in their order.
    pub merged: Vec<i32>,
}

impl Codes {
    fn read(data: &Path, table: &'static Table) -> Result<Self, Fault> {
        let path = data.join(table.file_name());
        let file = File::read(path, &table.header(CodeRow::COLUMNS))?;
        let path = data.join("zh").join(table.file_name());
        let chinese = File::read(path, &table.header(CodeTexts::COLUMNS))?;
        let codes = Self { table, file, chinese, merged: Vec::new() };
        codes.check_rows()?;
        codes.check_names()?;
        codes.check_chinese()?;
        Ok(codes)
    }

    /// Returns every text by which a row is found, each once: upstream's constants, then the
    /// variant, then the message of a documented row where messages are names.
    #[must_use]
    pub fn names<'a>(&self, row: &'a CodeRow) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for constant in row.names.iter() {
            names.push(constant);
        }
        if !names.contains(&&*row.variant) {
            names.push(&row.variant);
        }
        let is_named = match self.table.message_names {
            MessageNames::No => false,
            MessageNames::Documented => row.origin == RowOrigin::Documented,
            MessageNames::All => true,
        };
        if is_named && !names.contains(&&*row.message) {
            names.push(&row.message);
        }
        names
    }

    fn check_rows(&self) -> Result<(), Fault> {
        let file = &self.file;
        if file.rows.is_empty() {
            return Err(file.column_fault("code", "the table has no rows".to_owned()));
        }
        check_order(file)?;
        for (index, row) in file.rows.iter().enumerate() {
            if self.table.has_description && row.description.is_none() {
                return Err(file.fault(index, "description", "the text is empty".to_owned()));
            }
            for (column, retry) in [
                ("retry_create", row.retry_create),
                ("retry_stateful", row.retry_stateful),
                ("retry_stateless", row.retry_stateless),
            ] {
                if retry == Some(row.retry) {
                    let reason = "the same as in column retry: leave it empty".to_owned();
                    return Err(file.fault(index, column, reason));
                }
            }
        }
        Ok(())
    }

    /// Returns the row of a code.
    fn row(&self, code: i32) -> Option<&CodeRow> {
        let rows = &self.file.rows;
        rows.binary_search_by(|row| row.number().cmp(&code)).ok().map(|index| &rows[index])
    }

    /// Checks that no name finds two rows.
    fn check_names(&self) -> Result<(), Fault> {
        let rows = &self.file.rows;
        let mut names = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            for name in self.names(row) {
                names.push((name, index));
            }
        }
        names.sort_unstable();
        for pair in names.windows(2) {
            let [(name, first), (other, index)] = [pair[0], pair[1]];
            if name == other {
                let column = if rows[index].names.iter().any(|constant| constant == name) {
                    "names"
                } else if &*rows[index].variant == name {
                    "variant"
                } else {
                    "message"
                };
                let reason = format!("{name:?} is already a name of {}", rows[first].code);
                return Err(self.file.fault(index, column, reason));
            }
        }
        Ok(())
    }

    fn check_chinese(&self) -> Result<(), Fault> {
        let (file, chinese) = (&self.file, &self.chinese);
        check_same_rows(file, chinese)?;
        let name = file.name();
        for (index, (row, texts)) in file.rows.iter().zip(&chinese.rows).enumerate() {
            let cells = [
                ("description", &row.description, &texts.description),
                ("hint", &row.hint, &texts.hint),
            ];
            for (column, original, translation) in cells {
                let reason = match (original, translation) {
                    (Some(_), None) => format!("the text is empty, but {name} has one"),
                    (None, Some(_)) => format!("{name} has no such text: leave the cell empty"),
                    _ => continue,
                };
                return Err(chinese.fault(index, column, reason));
            }
            let (found, expected) = (texts.also.len(), row.also.len());
            if found != expected {
                let reason = format!("{found} meanings, but {name} has {expected}");
                return Err(chinese.fault(index, "also", reason));
            }
        }
        Ok(())
    }
}

/// Everything in `data/`.
#[derive(Debug)]
pub struct Catalogue {
    /// The tables, in the order of [`TABLES`].
    pub tables: Vec<Codes>,
    /// Together the ranges have every number. Of two that have one, the later counts.
    pub ranges: File<Range>,
    /// The Chinese texts of each range.
    pub ranges_chinese: File<RangeTexts>,
    /// The solutions that say "contact us".
    pub contacts: Contacts,
}

impl Catalogue {
    /// Reads and checks every file of a folder.
    ///
    /// # Errors
    /// Returns a [`Fault`] for the first bad cell.
    pub fn read(data: &Path) -> Result<Self, Fault> {
        let mut tables = Vec::new();
        for table in TABLES {
            tables.push(Codes::read(data, table)?);
        }
        let shared = File::read(data.join("shared.tsv"), Shared::COLUMNS)?;
        merge(&mut tables, &shared)?;
        check_surfaces(&tables)?;
        let ranges = File::read(data.join("ranges.tsv"), Range::COLUMNS)?;
        check_ranges(&ranges)?;
        let ranges_chinese = File::read(data.join("zh/ranges.tsv"), RangeTexts::COLUMNS)?;
        check_same_rows(&ranges, &ranges_chinese)?;
        let contacts = Contacts::read(data, &tables)?;
        Ok(Self { tables, ranges, ranges_chinese, contacts })
    }
}

/// Checks that every code that an inner status becomes is an SDK code.
fn check_surfaces(tables: &[Codes]) -> Result<(), Fault> {
    let sdk = &tables[0];
    for codes in tables {
        for (index, row) in codes.file.rows.iter().enumerate() {
            if let Some(code) = row.surfaces_as {
                if sdk.row(code.get()).is_none() {
                    let reason = format!("{code} is not in {}", sdk.file.name());
                    return Err(codes.file.fault(index, "surfaces_as", reason));
                }
            }
        }
    }
    Ok(())
}

/// Finds the codes of each table that are found where only the number is known.
fn merge(tables: &mut [Codes], shared: &File<Shared>) -> Result<(), Fault> {
    check_order(shared)?;
    let mut ties = Vec::new();
    for index in 0..tables.len() {
        let mut merged = Vec::new();
        let codes = &tables[index];
        for row in codes.file.rows.iter().filter(|_| !codes.table.is_inner) {
            let code = row.number();
            let table = if let Some(table) = clear_owner(tables, code) {
                table
            } else {
                ties.push(code);
                let Some(choice) = shared.rows.iter().find(|choice| choice.number() == code) else {
                    let reason = format!("no row says which table's code {code} means");
                    return Err(shared.column_fault("code", reason));
                };
                choice.table
            };
            if table.name == codes.table.name {
                merged.push(code);
            }
        }
        tables[index].merged = merged;
    }
    for (index, choice) in shared.rows.iter().enumerate() {
        let code = choice.number();
        if !ties.contains(&code) {
            let reason = format!("{code} needs no choice: remove the row");
            return Err(shared.fault(index, "code", reason));
        }
    }
    Ok(())
}

/// Returns the only table that has a code, or of several the only one in which it is documented.
fn clear_owner(tables: &[Codes], code: i32) -> Option<&'static Table> {
    let (mut owners, mut documented) = (Vec::new(), Vec::new());
    for codes in tables.iter().filter(|codes| !codes.table.is_inner) {
        if let Some(row) = codes.row(code) {
            owners.push(codes.table);
            if row.origin == RowOrigin::Documented {
                documented.push(codes.table);
            }
        }
    }
    match (&*owners, &*documented) {
        ([table], _) | (_, [table]) => Some(table),
        _ => None,
    }
}

/// Checks that rows are sorted by code, each code once.
pub(super) fn check_order<T: Row>(file: &File<T>) -> Result<(), Fault> {
    for (index, pair) in file.rows.windows(2).enumerate() {
        let (last, code) = (pair[0].number(), pair[1].number());
        if code <= last {
            let reason = if code == last {
                format!("{code} is also on the line before")
            } else {
                format!("{code} comes after {last}: rows are sorted by code")
            };
            return Err(file.fault(index + 1, "code", reason));
        }
    }
    Ok(())
}

/// Checks that the rows of a Chinese file are those of the English one, in the same order.
fn check_same_rows<T: Row, U: Row>(english: &File<T>, chinese: &File<U>) -> Result<(), Fault> {
    let (column, name) = (U::COLUMNS[0], english.name());
    for (index, row) in chinese.rows.iter().enumerate() {
        let reason = match english.rows.get(index) {
            Some(expected) if expected.number() == row.number() => continue,
            Some(expected) => format!("this row must be for {}", expected.number()),
            None => format!("{name} has no row for {}", row.number()),
        };
        return Err(chinese.fault(index, column, reason));
    }
    match english.rows.get(chinese.rows.len()) {
        Some(missing) => {
            let reason = format!("there is no row for {}", missing.number());
            Err(chinese.column_fault(column, reason))
        }
        None => Ok(()),
    }
}

/// Checks that ranges are sorted by their first number and leave no number out.
fn check_ranges(file: &File<Range>) -> Result<(), Fault> {
    // The least number that the next range may begin with, and the least that no range has yet.
    let (mut next, mut missing) = (i64::from(i32::MIN), i64::from(i32::MIN));
    for (index, range) in file.rows.iter().enumerate() {
        let (first, last) = (i64::from(range.first), i64::from(range.last));
        if first < next {
            let reason = "ranges are sorted by their first number, each once".to_owned();
            return Err(file.fault(index, "first", reason));
        }
        if last < first {
            return Err(file.fault(index, "last", "less than the first number".to_owned()));
        }
        if first > missing {
            return Err(file.fault(index, "first", format!("no range has {missing}")));
        }
        next = first + 1;
        missing = missing.max(last + 1);
    }
    if missing <= i64::from(i32::MAX) {
        return Err(file.column_fault("last", format!("no range has {missing}")));
    }
    Ok(())
}
