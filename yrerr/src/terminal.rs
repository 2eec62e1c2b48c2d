//! Where the output goes, what it looks like, and how the program ends.

use anstyle::{AnsiColor, Style};
use std::{
    fmt,
    io::{self, BufWriter, Write},
    path::Path,
};
use yuanrong_errors::__private::Escaped;

/// The style of codes and names.
pub(crate) const TITLE: Style = Style::new().bold();
/// The style of what to do.
pub(crate) const SOLUTION: Style = AnsiColor::Green.on_default();
/// The style of labels and line numbers.
pub(crate) const LABEL: Style = Style::new().dimmed();

/// How a command ends if no error stopped it.
pub(crate) enum Outcome {
    Found,
    NotFound,
    /// Something failed and was reported; the rest was done.
    Reported,
}

impl From<bool> for Outcome {
    fn from(found: bool) -> Self {
        if found { Self::Found } else { Self::NotFound }
    }
}

/// Returns standard output, colored on a terminal only and never with `NO_COLOR`.
pub(crate) fn output() -> impl Write {
    BufWriter::new(anstream::stdout().lock())
}

/// Returns standard output for bytes that must come out unchanged.
pub(crate) fn plain_output() -> impl Write {
    BufWriter::new(io::stdout().lock())
}

/// Writes a message to standard error, where a failure to write cannot be reported.
pub(crate) fn report(message: fmt::Arguments<'_>) {
    let _ = writeln!(anstream::stderr(), "yrerr: {message}");
}

/// Returns the name of a file with control characters escaped.
pub(crate) fn shown(file: &Path) -> String {
    Escaped(&file.to_string_lossy()).to_string()
}
