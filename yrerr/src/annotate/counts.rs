//! Which codes a log mentions, and how often.

use std::{
    cmp::Reverse,
    collections::{HashMap, hash_map::Entry},
};
use yuanrong_errors::ErrorCode;

/// How often a log mentions a code, and where.
///
/// # Examples
/// ```
/// use yrerr::{Options, annotate};
///
/// let log = "code: 1002\nfine\ncode: 1002\n";
/// let summary = annotate(log.as_bytes(), Vec::new(), &Options::new())?;
/// let count = summary.codes()[0];
/// assert_eq!(count.code().code(), 1002);
/// assert_eq!((count.count(), count.first_line(), count.last_line()), (2, 1, 3));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeCount {
    code: ErrorCode,
    count: u64,
    first_line: u64,
    last_line: u64,
}

impl CodeCount {
    /// Returns the code.
    ///
    /// # Examples
    /// See [`CodeCount`].
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// Returns the number of mentions.
    ///
    /// # Examples
    /// See [`CodeCount`].
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Returns the number of the first line that mentions the code. Line numbers start at 1.
    ///
    /// # Examples
    /// See [`CodeCount`].
    #[must_use]
    pub fn first_line(&self) -> u64 {
        self.first_line
    }

    /// Returns the number of the last line that mentions the code.
    ///
    /// # Examples
    /// See [`CodeCount`].
    #[must_use]
    pub fn last_line(&self) -> u64 {
        self.last_line
    }
}

/// What a log mentions.
///
/// # Examples
/// ```
/// use yrerr::{Options, Output, annotate};
///
/// let options = Options::new().output(Output::Nothing);
/// let summary = annotate(&b"code: 1002\ncode: 1003\n"[..], std::io::sink(), &options)?;
/// assert_eq!((summary.lines(), summary.lines_with_codes()), (2, 2));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    lines: u64,
    lines_with_codes: u64,
    codes: Vec<CodeCount>,
    /// The index of each code, while codes are counted.
    indexes: HashMap<ErrorCode, usize>,
}

impl Summary {
    /// Returns the number of lines. Text after the last line break counts as a line.
    ///
    /// # Examples
    /// See [`Summary`].
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Returns the number of lines that mention a code.
    ///
    /// # Examples
    /// See [`Summary`].
    #[must_use]
    pub fn lines_with_codes(&self) -> u64 {
        self.lines_with_codes
    }

    /// Returns the codes, the most frequent first.
    ///
    /// # Examples
    /// See [`CodeCount`].
    #[must_use]
    pub fn codes(&self) -> &[CodeCount] {
        &self.codes
    }

    /// Returns the number of the line that is being read.
    pub(super) fn current_line(&self) -> u64 {
        self.lines + 1
    }

    /// Counts lines of which none mentions a code.
    pub(super) fn add_lines(&mut self, lines: u64) {
        self.lines += lines;
    }

    /// Counts the line that is being read.
    pub(super) fn end_line(&mut self, has_codes: bool) {
        self.lines += 1;
        self.lines_with_codes += u64::from(has_codes);
    }

    /// Counts a mention in the line that is being read, and returns whether it is the first one of
    /// its code.
    pub(super) fn add_mention(&mut self, code: ErrorCode) -> bool {
        let line = self.current_line();
        match self.indexes.entry(code) {
            Entry::Occupied(index) => {
                let count = &mut self.codes[*index.get()];
                count.count += 1;
                count.last_line = line;
                false
            }
            Entry::Vacant(index) => {
                index.insert(self.codes.len());
                self.codes.push(CodeCount { code, count: 1, first_line: line, last_line: line });
                true
            }
        }
    }

    /// Ends the counting, and puts the most frequent codes first.
    pub(super) fn sort(&mut self) {
        self.indexes = HashMap::new();
        self.codes.sort_by_key(|count| (Reverse(count.count), count.first_line));
    }
}
