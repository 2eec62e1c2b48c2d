//! The codes that a text can mention: those of the catalogue, and those that an overlay adds.

use yuanrong_errors::{
    Entry, ErrorCode, Table, entries,
    overlay::{self, Advice},
};

/// A code that somebody knows.
#[derive(Clone, Copy)]
pub(crate) enum Known {
    /// The catalogue has it.
    Entry(Entry),
    /// Only the overlay has it.
    Added(Added),
}

/// A code that only the overlay has.
#[derive(Clone, Copy)]
pub(crate) struct Added {
    pub(crate) table: Table,
    pub(crate) code: ErrorCode,
    pub(crate) advice: &'static Advice,
}

impl Known {
    /// Returns all codes, those of the catalogue first.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        entries().map(Self::Entry).chain(added_codes().map(Self::Added))
    }

    pub(crate) fn table(self) -> Table {
        match self {
            Self::Entry(entry) => entry.table(),
            Self::Added(added) => added.table,
        }
    }

    pub(crate) fn code(self) -> ErrorCode {
        match self {
            Self::Entry(entry) => entry.error_code(),
            Self::Added(added) => added.code,
        }
    }

    pub(crate) fn number(self) -> i32 {
        self.code().code()
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Entry(entry) => entry.name(),
            // An overlay is refused where such a code has no name.
            Self::Added(added) => added.advice.name().unwrap_or_default(),
        }
    }
}

/// Returns the codes that only the overlay has.
pub(crate) fn added_codes() -> impl Iterator<Item = Added> {
    let added = overlay::installed().into_iter().flat_map(overlay::Overlay::added_codes);
    added.map(|(table, number, advice)| {
        let code = ErrorCode::in_table(table, number);
        Added { table, code, advice }
    })
}

/// Returns the name of the Rust variant.
pub(crate) fn variant(entry: Entry) -> String {
    match entry.error_code() {
        ErrorCode::Sdk(code) => format!("{code:?}"),
        ErrorCode::Rest(code) => format!("{code:?}"),
        ErrorCode::DataSystem(code) => format!("{code:?}"),
        ErrorCode::FunctionSystem(code) => format!("{code:?}"),
        // The library may get a table that this program does not know.
        code => format!("{code:?}"),
    }
}
