//! Reads files of tab-separated values into typed rows.

use std::{
    error::Error,
    fmt, fs,
    path::{Path, PathBuf},
};

/// Why the build stops: the place of a bad cell, and what is wrong with it.
#[derive(Debug)]
pub struct Fault {
    path: PathBuf,
    line: Option<usize>,
    column: Option<&'static str>,
    reason: String,
}

impl Fault {
    fn new(path: &Path, line: usize, column: &'static str, reason: String) -> Self {
        Self { path: path.to_owned(), line: Some(line), column: Some(column), reason }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ": column {column}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl Error for Fault {}

/// A type that a cell is parsed into.
pub trait Cell: Sized {
    /// Returns the value of an empty cell.
    ///
    /// # Errors
    /// Returns the reason why the cell cannot be empty.
    fn empty() -> Result<Self, String> {
        Err("the text is empty".to_owned())
    }

    /// Parses the text of a cell that is not empty.
    ///
    /// # Errors
    /// Returns the reason why the text is wrong.
    fn parse(text: &str) -> Result<Self, String>;
}

/// Any text.
impl Cell for String {
    fn parse(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

/// A cell that may be empty.
impl<T: Cell> Cell for Option<T> {
    fn empty() -> Result<Self, String> {
        Ok(None)
    }

    fn parse(text: &str) -> Result<Self, String> {
        T::parse(text).map(Some)
    }
}

/// Checks what holds for every text: it has neither surrounding whitespace nor control characters.
fn check_text(text: &str) -> Result<(), String> {
    if text.trim() != text {
        Err(format!("{text:?} begins or ends with whitespace"))
    } else if text.chars().any(char::is_control) {
        Err(format!("{text:?} contains a control character"))
    } else {
        Ok(())
    }
}

/// Splits a cell into texts, each of which is checked like a cell.
pub(super) fn split_texts(cell: &str, separator: char) -> Result<Vec<String>, String> {
    let mut texts = Vec::new();
    for text in cell.split(separator) {
        check_text(text)?;
        texts.push(if text.is_empty() { String::empty()? } else { text.to_owned() });
    }
    Ok(texts)
}

/// A row whose fields are the columns of its file. The macro `row!` implements it.
pub trait Row: Sized {
    /// The names of the columns, in their order.
    const COLUMNS: &'static [&'static str];

    /// Parses every cell of a line.
    ///
    /// # Errors
    /// Returns a [`Fault`] for the first bad cell.
    fn parse(line: &Line<'_>) -> Result<Self, Fault>;

    /// Returns the number in the first column, by which rows are sorted.
    fn number(&self) -> i32;
}

/// Declares a row: a struct in which each field is the column of the same name.
macro_rules! row {
    (
        $(#[$row_doc:meta])*
        pub struct $Row:ident {
            $(#[$first_doc:meta])* pub $first:ident: $First:ty,
            $($(#[$doc:meta])* pub $column:ident: $Cell:ty,)*
        }
    ) => {
        $(#[$row_doc])*
        #[derive(Debug)]
        pub struct $Row {
            $(#[$first_doc])* pub $first: $First,
            $($(#[$doc])* pub $column: $Cell,)*
        }

        impl Row for $Row {
            const COLUMNS: &'static [&'static str] =
                &[stringify!($first), $(stringify!($column)),*];

            fn parse(line: &Line<'_>) -> Result<Self, Fault> {
                Ok(Self {
                    $first: line.cell(stringify!($first))?,
                    $($column: line.cell(stringify!($column))?,)*
                })
            }

            fn number(&self) -> i32 {
                self.$first.into()
            }
        }
    };
}
pub(super) use row;

/// A line of a file, split into cells.
#[derive(Debug)]
pub struct Line<'a> {
    path: &'a Path,
    number: usize,
    header: &'a [&'static str],
    cells: Vec<&'a str>,
}

impl Line<'_> {
    /// Parses the cell of a column. A column that the file does not have counts as empty.
    ///
    /// # Errors
    /// Returns a [`Fault`] where the text is wrong.
    pub fn cell<T: Cell>(&self, column: &'static str) -> Result<T, Fault> {
        let text = self.text(column);
        let value = if text.is_empty() { T::empty() } else { T::parse(text) };
        value.map_err(|reason| self.fault(column, reason))
    }

    fn text(&self, column: &str) -> &str {
        let index = self.header.iter().position(|name| *name == column);
        index.map_or("", |index| self.cells[index])
    }

    fn fault(&self, column: &'static str, reason: String) -> Fault {
        Fault::new(self.path, self.number, column, reason)
    }
}

/// A file, parsed.
#[derive(Debug)]
pub struct File<T> {
    path: PathBuf,
    /// The rows, in their order.
    pub rows: Vec<T>,
}

impl<T: Row> File<T> {
    /// Reads a file that has the columns of the header, which are some or all of its row type.
    ///
    /// # Errors
    /// Returns a [`Fault`] for a file that cannot be read, and for the first bad cell.
    pub fn read(path: PathBuf, header: &[&'static str]) -> Result<Self, Fault> {
        let text = read_text(&path)?;
        let mut rows = Vec::new();
        for line in split_lines(&path, &text, header)? {
            rows.push(T::parse(&line)?);
        }
        Ok(Self { path, rows })
    }

    /// Returns the name of the file.
    pub(super) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Makes a fault in a cell of the row with this index.
    pub(super) fn fault(&self, row: usize, column: &'static str, reason: String) -> Fault {
        // Lines count from 1, and the first one is the header.
        Fault::new(&self.path, row + 2, column, reason)
    }

    /// Makes a fault of a whole column, which is reported at the header.
    pub(super) fn column_fault(&self, column: &'static str, reason: String) -> Fault {
        Fault::new(&self.path, 1, column, reason)
    }
}

fn read_text(path: &Path) -> Result<String, Fault> {
    let fault = |line, reason| Fault { path: path.to_owned(), line, column: None, reason };
    let bytes = fs::read(path).map_err(|error| fault(None, error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.split(|byte| *byte == b'\n').count();
        fault(Some(line), "the line is not UTF-8".to_owned())
    })
}

/// Splits a text into the lines below the header, each with a cell for each column.
fn split_lines<'a>(
    path: &'a Path,
    text: &'a str,
    header: &'a [&'static str],
) -> Result<Vec<Line<'a>>, Fault> {
    let mut lines = Vec::new();
    for (text, number) in text.strip_suffix('\n').unwrap_or(text).split('\n').zip(1..) {
        let line = Line { path, number, header, cells: text.split('\t').collect() };
        let (found, expected) = (line.cells.len(), header.len());
        if number == 1 {
            if line.cells != header {
                let reason = format!("the header must be: {}", header.join(", "));
                return Err(Fault { path: path.to_owned(), line: Some(1), column: None, reason });
            }
        } else if found < expected {
            return Err(line.fault(header[found], "the cell is missing".to_owned()));
        } else if found > expected {
            let reason = format!("{found} cells instead of {expected}");
            return Err(line.fault(header[expected - 1], reason));
        } else {
            for (column, cell) in header.iter().zip(&line.cells) {
                check_text(cell).map_err(|reason| line.fault(column, reason))?;
            }
            lines.push(line);
        }
    }
    Ok(lines)
}
