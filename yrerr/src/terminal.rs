//! Where the output goes, and how it looks there.

// The library's own, which is no part of its interface.
#[path = "../../escape.rs"]
mod escape;

use anstyle::{AnsiColor, Style};
use escape::Escaped;
use std::{
    io::{self, BufWriter, Write},
    path::Path,
};

/// For codes and names.
pub(crate) const TITLE: Style = Style::new().bold();
/// For what to do.
pub(crate) const SOLUTION: Style = AnsiColor::Green.on_default();
/// For what stands beside.
pub(crate) const LABEL: Style = Style::new().dimmed();

/// Standard output, coloured on a terminal only and never with `NO_COLOR`.
pub(crate) fn output() -> impl Write {
    BufWriter::new(anstream::stdout().lock())
}

/// Standard output for what must come out byte by byte.
pub(crate) fn plain_output() -> impl Write {
    BufWriter::new(io::stdout().lock())
}

/// To standard error, where a failure to write has nowhere left to be told.
pub(crate) fn report(message: std::fmt::Arguments<'_>) {
    let _ = writeln!(anstream::stderr(), "yrerr: {message}");
}

/// The name of a file, in which nothing moves the cursor.
pub(crate) fn shown(file: &Path) -> String {
    Escaped(&file.to_string_lossy()).to_string()
}
