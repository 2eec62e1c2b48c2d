//! Copies a log and explains its codes.

mod counts;
mod explanation;
mod json_line;
mod options;
mod printer;

pub use counts::{CodeCount, Summary};
pub use options::{Options, Output};

use memchr::{memchr, memchr_iter, memrchr};
use printer::Printer;
use std::{
    io::{self, Read, Write},
    mem,
    ops::Range,
};
use yuanrong_errors::{
    ErrorCode,
    scan::{Mention, mentions},
};

/// How much is read at a time, and how long a line can get before it is written in parts.
const PART: usize = 128 * 1024;

/// How much of a long line is scanned again together with what follows, since a mention may be cut
/// in two. A key and its value are shorter.
const OVERLAP: usize = 1024;

/// Reads a log to its end and writes it with an explanation below each line that mentions a code.
///
/// The log is bytes: it need not be UTF-8, and it comes out unchanged. Lines can have any length;
/// about 256 KiB are held at a time.
///
/// # Errors
/// Returns the first error of the reader or the writer.
///
/// # Examples
/// ```
/// use yrerr::{Options, annotate};
///
/// let mut out = Vec::new();
/// annotate(&b"start\ncode: 9003, msg: no response\nend\n"[..], &mut out, &Options::new())?;
/// assert_eq!(
///     String::from_utf8_lossy(&out),
///     "start
/// code: 9003, msg: no response
///   ^ 9003 ERR_HEALTH_CHECK_FAILED: The health check of the instance failed. Solution: Check the \
/// health check function of the instance and its runtime log for the cause. Retry: never.
/// end
/// "
/// );
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn annotate(
    mut reader: impl Read,
    writer: impl Write,
    options: &Options,
) -> io::Result<Summary> {
    let mut annotator = Annotator {
        printer: Printer::new(writer, options),
        options,
        summary: Summary::default(),
        line: Line::default(),
        is_within_line: false,
    };
    let mut buffer = vec![0; 2 * PART];
    // The buffer holds bytes up to `end`. Those before `seen` are done, and are kept from `start` on
    // for a mention that they begin: start <= seen <= end.
    let (mut start, mut seen, mut end) = (0, 0, 0);
    loop {
        if end + PART > buffer.len() {
            buffer.copy_within(start..end, 0);
            (seen, end, start) = (seen - start, end - start, 0);
        }
        // There is room: what the last round left is at most one part.
        let read = match reader.read(&mut buffer[end..]) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let new = end..end + read;
        end = new.end;
        if let Some(last) = memrchr(b'\n', &buffer[new.clone()]) {
            let after = new.start + last + 1;
            annotator.complete_lines(&buffer[start..after], seen - start)?;
            (start, seen) = (after, after);
        }
        if end - start > PART {
            // The line is too long to wait for its end.
            let cut = char_boundary(&buffer[..end], end - OVERLAP);
            annotator.part_of_line(&buffer[start..end], seen - start..cut - start)?;
            (start, seen) = (start.max(cut.saturating_sub(OVERLAP)), cut);
        }
        if options.flush {
            annotator.printer.flush()?;
        }
    }
    if start < end {
        annotator.end_of_line(&buffer[start..end], seen - start..end - start, b"")?;
    }
    annotator.printer.flush()?;
    annotator.summary.sort();
    Ok(annotator.summary)
}

/// Returns the last index up to `at` at which no UTF-8 character is cut in two.
fn char_boundary(text: &[u8], at: usize) -> usize {
    let is_continuation = |index: usize| text[index] & 0xC0 == 0x80;
    // A character has at most three continuation bytes; more of them are not UTF-8.
    let start = (at.saturating_sub(3)..=at).rev().find(|index| !is_continuation(*index));
    start.unwrap_or(at)
}

/// A code of the line that is being read.
struct LineCode {
    code: ErrorCode,
    table_is_certain: bool,
    is_explained: bool,
}

/// The line that is being read.
#[derive(Default)]
struct Line {
    codes: Vec<LineCode>,
    /// Whether a part of the line was written before its end was read.
    is_written: bool,
}

struct Annotator<'a, W> {
    printer: Printer<'a, W>,
    options: &'a Options,
    summary: Summary,
    line: Line,
    /// Whether a part of a line was read and its end was not.
    is_within_line: bool,
}

impl<W: Write> Annotator<'_, W> {
    /// Takes text that ends in a line break. The bytes up to `seen` were taken before, as a part of
    /// the first line.
    fn complete_lines(&mut self, text: &[u8], seen: usize) -> io::Result<()> {
        if !self.is_within_line {
            return self.whole_lines(text);
        }
        let end = seen + text[seen..].iter().take_while(|byte| **byte != b'\n').count();
        self.end_of_line(&text[..end], seen..end, b"\n")?;
        // There is a line break at `end`, since the text ends in one.
        self.whole_lines(&text[end + 1..])
    }

    /// Takes whole lines. Those without codes are counted and written as one piece.
    fn whole_lines(&mut self, text: &[u8]) -> io::Result<()> {
        // The line of the last mention.
        let mut line = 0..0;
        for mention in mentions(text) {
            let at = mention.range().start;
            if at >= line.end {
                if !line.is_empty() {
                    self.line_with_codes(&text[line.clone()])?;
                }
                let start = memrchr(b'\n', &text[line.end..at]);
                let start = start.map_or(line.end, |last| line.end + last + 1);
                self.lines_without_codes(&text[line.end..start])?;
                let end = memchr(b'\n', &text[at..]).map_or(text.len(), |next| at + next + 1);
                line = start..end;
            }
            self.add_mention(&mention);
        }
        if !line.is_empty() {
            self.line_with_codes(&text[line.clone()])?;
        }
        self.lines_without_codes(&text[line.end..])
    }

    fn lines_without_codes(&mut self, text: &[u8]) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let first = self.summary.current_line();
        self.summary.add_lines(count_lines(text));
        self.printer.lines_without_codes(text, first)
    }

    /// Writes a line whose mentions were added.
    fn line_with_codes(&mut self, text: &[u8]) -> io::Result<()> {
        let (number, line) = (self.summary.current_line(), mem::take(&mut self.line));
        self.summary.end_line(true);
        self.printer.line_with_codes(without_line_break(text), number, b"\n", &line.codes)
    }

    /// Takes the part `new` of a line that is too long to be held: the mentions that begin there, and
    /// the bytes. `text` has more bytes before and after it, so that no mention is cut in two.
    fn part_of_line(&mut self, text: &[u8], new: Range<usize>) -> io::Result<()> {
        self.is_within_line = true;
        self.add_mentions(text, &new);
        let has_codes = !self.line.codes.is_empty();
        if !self.line.is_written && (has_codes || self.printer.is_written_without_codes()) {
            self.line.is_written = true;
            self.printer.begin_line(self.summary.current_line(), has_codes)?;
        }
        if self.line.is_written { self.printer.part_of_line(&text[new]) } else { Ok(()) }
    }

    /// Takes the last part of a line, or a whole line, in the way of
    /// [`part_of_line`](Self::part_of_line). The line break is empty at the end of a log without one.
    fn end_of_line(&mut self, text: &[u8], new: Range<usize>, line_break: &[u8]) -> io::Result<()> {
        let is_whole = !mem::replace(&mut self.is_within_line, false);
        self.add_mentions(text, &new);
        let (number, line) = (self.summary.current_line(), mem::take(&mut self.line));
        self.summary.end_line(!line.codes.is_empty());
        let part = &text[new];
        if line.is_written {
            self.printer.part_of_line(part)?;
            self.printer.end_line(line_break, &line.codes)
        } else if !line.codes.is_empty() {
            self.printer.line_with_codes(part, number, line_break, &line.codes)
        } else if is_whole {
            self.printer.line_without_codes(part, number, line_break)
        } else {
            Ok(())
        }
    }

    /// Adds the mentions that begin in a part of the text.
    fn add_mentions(&mut self, text: &[u8], new: &Range<usize>) {
        for mention in mentions(text) {
            if new.contains(&mention.range().start) {
                self.add_mention(&mention);
            }
        }
    }

    /// Adds a mention to the line that is being read.
    fn add_mention(&mut self, mention: &Mention) {
        let (code, table_is_certain) = (mention.code(), mention.table_is_certain());
        let is_first = self.summary.add_mention(code);
        if let Some(found) = self.line.codes.iter_mut().find(|found| found.code == code) {
            found.table_is_certain |= table_is_certain;
            return;
        }
        let is_explained =
            !self.options.once || (is_first && !self.options.explained.contains(&code));
        self.line.codes.push(LineCode { code, table_is_certain, is_explained });
    }
}

fn without_line_break(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\n").unwrap_or(line)
}

fn count_lines(text: &[u8]) -> u64 {
    memchr_iter(b'\n', text).count() as u64
}
