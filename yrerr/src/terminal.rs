//! Where the output goes, what it looks like, and how the program ends.

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use std::{
    fmt,
    io::{self, BufWriter, IsTerminal, Write},
    path::Path,
};
use textwrap::{WordSplitter, core::display_width};
use yuanrong_errors::__private::Escaped;

/// The style of codes and names.
pub(crate) const TITLE: Style = Style::new().bold();
/// The style of what to do.
pub(crate) const SOLUTION: Style = AnsiColor::Green.on_default();
/// The style of labels and line numbers.
pub(crate) const LABEL: Style = Style::new().dimmed();
/// The style of file names before lines.
pub(crate) const FILE: Style = AnsiColor::Magenta.on_default();
/// The style of line numbers before lines.
pub(crate) const LINE: Style = AnsiColor::Green.on_default();
/// The style of what is between file names, line numbers and lines.
pub(crate) const SEPARATOR: Style = AnsiColor::Cyan.on_default();

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

/// Returns standard output, colored on a terminal only and never with `NO_COLOR`, unless
/// `CLICOLOR_FORCE` or the option `--color` says otherwise.
pub(crate) fn output() -> impl Write {
    BufWriter::new(anstream::stdout().lock())
}

/// Returns standard output for bytes that must come out unchanged.
pub(crate) fn plain_output() -> impl Write {
    /// Logs are written in large pieces.
    const CAPACITY: usize = 64 * 1024;
    BufWriter::with_capacity(CAPACITY, io::stdout().lock())
}

/// Returns whether [`output`] is colored.
pub(crate) fn is_colored() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Returns the number of columns of the terminal that standard output is; `None` if it is none.
pub(crate) fn width() -> Option<usize> {
    /// On a narrower one, texts would be a column of single words.
    const NARROWEST: u16 = 40;
    let stdout = io::stdout();
    if !stdout.is_terminal() {
        return None;
    }
    let (width, _) = terminal_size::terminal_size_of(&stdout)?;
    Some(width.0.max(NARROWEST).into())
}

/// Returns a text in lines of this width, each but the first with an indent.
pub(crate) fn wrapped(text: &str, width: Option<usize>, indent: usize) -> String {
    let Some(width) = width.filter(|width| *width > indent && display_width(text) > *width) else {
        return text.to_owned();
    };
    let indent = " ".repeat(indent);
    let options = textwrap::Options::new(width)
        .subsequent_indent(&indent)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::fill(text, options)
}

/// Returns spaces after a label, so that the text after it begins in a column.
pub(crate) fn padding(label: &str, column: usize) -> String {
    " ".repeat(column.saturating_sub(display_width(label)).max(1))
}

/// Writes a message to standard error, where a failure to write cannot be reported.
pub(crate) fn report(message: fmt::Arguments<'_>) {
    let _ = writeln!(anstream::stderr(), "yrerr: {message}");
}

/// Returns the name of a file with control characters escaped.
pub(crate) fn shown(file: &Path) -> String {
    Escaped(&file.to_string_lossy()).to_string()
}

/// Returns the start of a text, on one line and without control characters.
pub(crate) fn excerpt(text: &str) -> String {
    const COLUMNS: usize = 60;
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = Escaped(&line.join(" ")).to_string();
    let mut width = 0;
    let start: String = line
        .chars()
        .take_while(|character| {
            width += display_width(character.encode_utf8(&mut [0; 4]));
            width <= COLUMNS
        })
        .collect();
    if start.len() == line.len() { start } else { format!("{} …", start.trim_end()) }
}

#[cfg(test)]
mod tests {
    use super::{display_width, excerpt, padding, wrapped};

    #[test]
    fn lines_are_no_wider_than_the_terminal() {
        let english = "  solution:    Check whether the requested resources exceed the resources.";
        let chinese =
            "  解决方法 检查请求的资源是否超出内核管理的资源，并检查集群中是否有足够的节点。";
        for (text, indent) in [(english, 15), (chinese, 11)] {
            let lines = wrapped(text, Some(40), indent);
            assert!(lines.lines().count() > 1, "{lines}");
            for (index, line) in lines.lines().enumerate() {
                assert!(display_width(line) <= 40, "{line}");
                assert!(index == 0 || line.starts_with(&" ".repeat(indent)), "{line}");
            }
            let joined: String = lines.split_whitespace().collect();
            assert_eq!(joined, text.split_whitespace().collect::<String>());
        }
        assert_eq!(wrapped(english, None, 15), english, "not on a terminal");
        assert_eq!(wrapped("short", Some(40), 15), "short");
        let styled = "\u{1b}[32mgreen words that are as wide as the line\u{1b}[0m";
        assert_eq!(wrapped(styled, Some(41), 2), styled, "escape sequences have no width");
    }

    #[test]
    fn texts_begin_in_one_column_and_excerpts_are_short() {
        assert_eq!(padding("提示", 9), " ".repeat(5));
        assert_eq!(padding("a longer label", 9), " ");
        assert_eq!(excerpt("a\tb\n\u{1b}[2J c"), "a b \\u{1b}[2J c");
        let long = "宽".repeat(40);
        assert_eq!(excerpt(&long), format!("{} …", "宽".repeat(30)));
    }
}
