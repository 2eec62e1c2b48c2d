//! Where the output goes, and how it looks there.

use anstyle::{AnsiColor, Style};
use std::io::{self, BufWriter, Write};

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
