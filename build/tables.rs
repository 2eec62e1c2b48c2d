//! The tables of the catalogue.

use super::{cells::not_one_of, tsv::Cell};

/// A table: a file in `data/`, its Chinese texts in `data/zh/`, and an enum of the crate.
#[derive(Debug)]
pub struct Table {
    /// The name of the file without `.tsv`, and of the generated module.
    pub name: &'static str,
    /// The name of the enum.
    pub enum_name: &'static str,
    /// The first line of the enum's documentation.
    pub doc: &'static str,
    /// Whether the table has a column `description`. Elsewhere the message is the description.
    pub has_description: bool,
    /// Which messages are names by which a code is found.
    pub message_names: MessageNames,
    /// Whether the codes are inner statuses, which reach a caller only inside other errors. Such a
    /// table is not asked where only the number is known.
    pub is_inner: bool,
}

/// Which messages of a table are names by which a code is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageNames {
    /// No message.
    No,
    /// The messages of documented rows.
    Documented,
    /// Every message.
    All,
}

/// The tables of the catalogue.
pub static TABLES: &[Table] = &[
    Table {
        name: "sdk",
        enum_name: "SdkErrorCode",
        doc: "An error code that an SDK raises, in C++, Python, Java or Go.",
        has_description: false,
        message_names: MessageNames::No,
        is_inner: false,
    },
    Table {
        name: "rest",
        enum_name: "RestErrorCode",
        doc: "An error code that the REST API returns in the body of a response.",
        has_description: true,
        message_names: MessageNames::Documented,
        is_inner: false,
    },
    Table {
        name: "datasystem",
        enum_name: "DataSystemErrorCode",
        doc: "A status of the data system, which reaches a caller inside another error.",
        has_description: true,
        message_names: MessageNames::All,
        is_inner: true,
    },
    Table {
        name: "functionsystem",
        enum_name: "FunctionSystemErrorCode",
        doc: "A status of the function system, which reaches a caller inside another error.",
        has_description: true,
        message_names: MessageNames::All,
        is_inner: true,
    },
];

impl Table {
    /// Returns the name of the file in `data/` and in `data/zh/`.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}.tsv", self.name)
    }

    /// Returns those of a row's columns that the files of this table have.
    #[must_use]
    pub fn header(&self, columns: &[&'static str]) -> Vec<&'static str> {
        let mut header = columns.to_vec();
        header.retain(|column| match *column {
            "description" => self.has_description,
            "defers" | "http" => !self.is_inner,
            "surfaces_as" => self.is_inner,
            _ => true,
        });
        header
    }
}

/// A word of `shared.tsv`.
impl Cell for &'static Table {
    fn parse(text: &str) -> Result<Self, String> {
        let merged = || TABLES.iter().filter(|table| !table.is_inner);
        merged()
            .find(|table| table.name == text)
            .ok_or_else(|| not_one_of(text, &merged().map(|table| table.name).collect::<Vec<_>>()))
    }
}
