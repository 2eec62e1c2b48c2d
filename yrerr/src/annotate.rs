use super::{Mention, mentions};
use crate::{Entry, ErrorCode, Lang, Table, advice};
use std::{
    io::{self, Read, Write},
    string::String,
    vec,
    vec::Vec,
};

/// What [`annotate`] writes.
///
/// # Examples
/// ```
/// use yuanrong_errors::scan::Output;
///
/// assert_eq!(Output::default(), Output::Text);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Output {
    /// The log unchanged, and after each line that mentions codes a line for each of them.
    #[default]
    Text,
    /// A JSON object for each line: `line` is its number, `text` the line, `codes` a list of what it
    /// mentions; `file` stands in front where [`Options::file`] gives a name. The table of a code that
    /// only an overlay has is `null`.
    JsonLines,
    /// Nothing: for those who want the [`Summary`].
    Nothing,
}

/// How [`annotate`] works.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Lang, scan::Options};
///
/// let options = Options::new().only_with_codes(true).language(Lang::Zh);
/// assert_ne!(options, Options::default());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    output: Output,
    only_with_codes: bool,
    once: bool,
    flush: bool,
    lang: Lang,
    explained: Vec<ErrorCode>,
    file: Option<String>,
}

impl Options {
    /// Every line, each code explained after each line, in English.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::scan::Options;
    ///
    /// assert_eq!(Options::new(), Options::default());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What to write.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::scan::{Options, Output};
    ///
    /// let options = Options::new().output(Output::JsonLines);
    /// ```
    #[must_use]
    pub fn output(self, output: Output) -> Self {
        Self { output, ..self }
    }

    /// Whether to leave out the lines that mention no code. Of a line of more than 128 KiB, what
    /// stands in front of the first part with a code is then left out.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::scan::Options;
    ///
    /// let options = Options::new().only_with_codes(true);
    /// ```
    #[must_use]
    pub fn only_with_codes(self, only_with_codes: bool) -> Self {
        Self { only_with_codes, ..self }
    }

    /// Whether to explain each code only the first time.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::scan::Options;
    ///
    /// let options = Options::new().explain_once(true);
    /// ```
    #[must_use]
    pub fn explain_once(self, once: bool) -> Self {
        Self { once, ..self }
    }

    /// With [`explain_once`](Self::explain_once): codes that were explained before, such as those of
    /// another file.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{SdkErrorCode, scan::{Options, annotate}};
    ///
    /// let told = vec![SdkErrorCode::ResourceNotEnough.into()];
    /// let options = Options::new().explain_once(true).explained_before(told);
    /// let mut out = Vec::new();
    /// annotate(&b"code: 1002\n"[..], &mut out, &options)?;
    /// assert_eq!(out, b"code: 1002\n");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn explained_before(self, explained: Vec<ErrorCode>) -> Self {
        Self { explained, ..self }
    }

    /// The name of the file that is read, for [`Output::JsonLines`] to tell as `file`.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::scan::{Options, Output, annotate};
    ///
    /// let options = Options::new().output(Output::JsonLines).file("a.log");
    /// let mut out = Vec::new();
    /// annotate(&b"fine\n"[..], &mut out, &options)?;
    /// assert_eq!(out, br#"{"file":"a.log","line":1,"text":"fine","codes":[]}
    /// "#);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn file(self, name: impl Into<String>) -> Self {
        Self { file: Some(name.into()), ..self }
    }

    /// Whether to flush the writer after each piece that was read, so that a log that is still being
    /// written can be followed.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::scan::Options;
    ///
    /// let options = Options::new().flush(true);
    /// ```
    #[must_use]
    pub fn flush(self, flush: bool) -> Self {
        Self { flush, ..self }
    }

    /// The language of the explanations; English where the feature `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Lang, scan::Options};
    ///
    /// let options = Options::new().language(Lang::Zh);
    /// ```
    #[must_use]
    pub fn language(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }
}

/// How often a log mentions a code, and where.
///
/// # Examples
/// ```
/// use yuanrong_errors::scan::{Options, annotate};
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
    /// The code.
    ///
    /// # Examples
    /// See [`CodeCount`].
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// How often it is mentioned.
    ///
    /// # Examples
    /// See [`CodeCount`].
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The number of the first line that mentions it, from 1 on.
    ///
    /// # Examples
    /// See [`CodeCount`].
    #[must_use]
    pub fn first_line(&self) -> u64 {
        self.first_line
    }

    /// The number of the last line that mentions it.
    ///
    /// # Examples
    /// See [`CodeCount`].
    #[must_use]
    pub fn last_line(&self) -> u64 {
        self.last_line
    }
}

/// What a log mentioned.
///
/// # Examples
/// ```
/// use yuanrong_errors::scan::{Options, Output, annotate};
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
}

impl Summary {
    /// How many lines there are; what follows the last line break counts as one.
    ///
    /// # Examples
    /// See [`Summary`].
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// How many lines mention a code.
    ///
    /// # Examples
    /// See [`Summary`].
    #[must_use]
    pub fn lines_with_codes(&self) -> u64 {
        self.lines_with_codes
    }

    /// The codes, the most frequent first.
    ///
    /// # Examples
    /// See [`CodeCount`].
    #[must_use]
    pub fn codes(&self) -> &[CodeCount] {
        &self.codes
    }

    /// Counts a mention, and returns whether it is the first of its code.
    fn count(&mut self, code: ErrorCode, line: u64) -> bool {
        if let Some(count) = self.codes.iter_mut().find(|count| count.code == code) {
            count.count += 1;
            count.last_line = line;
            return false;
        }
        self.codes.push(CodeCount { code, count: 1, first_line: line, last_line: line });
        true
    }
}

/// How much is read at a time.
const PIECE: usize = 128 * 1024;

/// How much of a long line is looked at again with what follows: more than a key and its value have.
const OVERLAP: usize = 1024;

/// Reads a log to its end and writes it with an explanation after each line that mentions a code.
///
/// The log is bytes: it need not be UTF-8, and it comes out unchanged. Lines may be of any length;
/// not more than some 256 KiB are held at a time.
///
/// # Errors
/// Those of the reader and the writer.
///
/// # Examples
/// ```
/// use yuanrong_errors::scan::{Options, annotate};
///
/// let mut out = Vec::new();
/// annotate(&b"start\ncode: 1005, msg: slow down\nend\n"[..], &mut out, &Options::new())?;
/// assert_eq!(
///     String::from_utf8_lossy(&out),
///     "start
/// code: 1005, msg: slow down
///   ^ 1005 ERR_INVOKE_RATE_LIMITED: Request limit reached. Solution: Retry after a certain interval. \
/// Retry: throttled.
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
        writer,
        options,
        summary: Summary::default(),
        line: Line::default(),
        is_within_line: false,
    };
    let mut buffer = vec![0; 2 * PIECE];
    // What is in the buffer: up to `seen` it was looked at in the line's context before.
    let (mut start, mut seen, mut end) = (0, 0, 0);
    loop {
        if end + PIECE > buffer.len() {
            buffer.copy_within(start..end, 0);
            (seen, end, start) = (seen - start, end - start, 0);
        }
        let read = match reader.read(buffer.get_mut(end..).unwrap_or_default()) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if read == 0 {
            break;
        }
        let new = end;
        end += read;
        let Some(text) = buffer.get(..end) else { break };
        // Whole lines first.
        if let Some(last) = memchr::memrchr(b'\n', text.get(new..end).unwrap_or_default()) {
            let after = new + last + 1;
            annotator.lines(text.get(start..after).unwrap_or_default(), seen - start)?;
            (start, seen) = (after, after);
        }
        // Then what is too long to wait for its end.
        if end - start > PIECE {
            let mut cut = end - OVERLAP;
            // At the end of a character, of which four bytes are the most.
            let is_within = |cut: usize| text.get(cut).is_some_and(|byte| byte & 0xC0 == 0x80);
            cut -= (0..4).find(|step| !is_within(cut - step)).unwrap_or(0);
            let part = text.get(start..end).unwrap_or_default();
            annotator.part_of_line(part, seen - start, cut - start)?;
            (start, seen) = (cut.saturating_sub(OVERLAP).max(start), cut);
        }
        if options.flush {
            annotator.writer.flush()?;
        }
    }
    let rest = buffer.get(start..end).unwrap_or_default();
    if !rest.is_empty() {
        annotator.part_of_line(rest, seen - start, rest.len())?;
        annotator.end_of_line(b"")?;
    }
    annotator.writer.flush()?;
    annotator
        .summary
        .codes
        .sort_by_key(|count| (core::cmp::Reverse(count.count), count.first_line));
    Ok(annotator.summary)
}

/// A code of the line that is being read.
struct Found {
    code: ErrorCode,
    table_is_certain: bool,
    is_to_explain: bool,
}

/// The line that is being read.
#[derive(Default)]
struct Line {
    codes: Vec<Found>,
    /// Whether some of it was written.
    is_shown: bool,
}

struct Annotator<'a, W> {
    writer: W,
    options: &'a Options,
    summary: Summary,
    line: Line,
    is_within_line: bool,
}

impl<W: Write> Annotator<'_, W> {
    /// Lines that are all there. What stands before `seen` was looked at before.
    fn lines(&mut self, text: &[u8], seen: usize) -> io::Result<()> {
        let mut start = 0;
        if self.is_within_line {
            let end = memchr::memchr(b'\n', text.get(seen..).unwrap_or_default());
            let end = seen + end.unwrap_or(text.len() - seen);
            self.part_of_line(text.get(..end).unwrap_or_default(), seen, end)?;
            self.end_of_line(b"\n")?;
            start = end + 1;
        } else {
            debug_assert_eq!(seen, 0, "only a line that was begun was looked at");
        }
        self.whole_lines(text.get(start..).unwrap_or_default())
    }

    /// Lines of which nothing was looked at before: those without codes pass in one piece.
    fn whole_lines(&mut self, text: &[u8]) -> io::Result<()> {
        let writes_all = self.options.output == Output::Text && !self.options.only_with_codes;
        if self.options.output == Output::JsonLines && !self.options.only_with_codes {
            return self.each_line(text);
        }
        // What was written, and where the line of the last mention begins and ends.
        let (mut written, mut begin, mut end) = (0, 0, 0);
        for mention in mentions(text) {
            let at = mention.range().start;
            if at >= end {
                if end > 0 {
                    self.finish_line(text, &mut written, begin, end, writes_all)?;
                }
                let before = text.get(end..at).unwrap_or_default();
                begin = memchr::memrchr(b'\n', before).map_or(end, |line| end + line + 1);
                self.summary.lines += count_lines(text.get(end..begin).unwrap_or_default());
                let after = text.get(at..).unwrap_or_default();
                end = memchr::memchr(b'\n', after).map_or(text.len(), |line| at + line + 1);
            }
            self.note(&mention);
        }
        if end > 0 {
            self.finish_line(text, &mut written, begin, end, writes_all)?;
        }
        self.summary.lines += count_lines(text.get(end..).unwrap_or_default());
        if writes_all {
            self.writer.write_all(text.get(written..).unwrap_or_default())?;
        }
        Ok(())
    }

    /// A line whose mentions are noted, from `begin` to `end`, and what stands before it.
    fn finish_line(
        &mut self,
        text: &[u8],
        written: &mut usize,
        begin: usize,
        end: usize,
        writes_all: bool,
    ) -> io::Result<()> {
        let from = if writes_all { *written } else { begin };
        let line = text.get(from..end).unwrap_or_default();
        *written = end;
        if self.options.output == Output::JsonLines {
            self.line.is_shown = true;
            self.begin_json()?;
            self.json_text(line.strip_suffix(b"\n").unwrap_or(line))?;
        } else if self.options.output == Output::Text {
            self.writer.write_all(line)?;
        }
        self.explain_line()
    }

    fn each_line(&mut self, text: &[u8]) -> io::Result<()> {
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            self.part_of_line(line, 0, line.len())?;
            self.end_of_line(b"\n")?;
        }
        Ok(())
    }

    /// A part of a line: what stands before `seen` was written, and of what stands from there on,
    /// mentions that begin before `cut` are taken and the bytes up to there written.
    fn part_of_line(&mut self, text: &[u8], seen: usize, cut: usize) -> io::Result<()> {
        self.is_within_line = true;
        for mention in mentions(text) {
            if (seen..cut).contains(&mention.range().start) {
                self.note(&mention);
            }
        }
        let is_shown =
            self.line.is_shown || !self.options.only_with_codes || !self.line.codes.is_empty();
        if !is_shown || self.options.output == Output::Nothing {
            return Ok(());
        }
        let part = text.get(seen..cut).unwrap_or_default();
        if self.options.output == Output::JsonLines {
            if !self.line.is_shown {
                self.begin_json()?;
            }
            self.line.is_shown = true;
            self.json_text(part)
        } else {
            self.line.is_shown = true;
            self.writer.write_all(part)
        }
    }

    fn end_of_line(&mut self, line_break: &[u8]) -> io::Result<()> {
        self.is_within_line = false;
        if self.options.output == Output::Text && self.line.is_shown {
            self.writer.write_all(line_break)?;
            // What has no line break gets one before an explanation.
            if line_break.is_empty() && self.line.codes.iter().any(|found| found.is_to_explain) {
                self.writer.write_all(b"\n")?;
            }
        }
        self.explain_line()
    }

    /// Takes a mention in the line that is being read.
    fn note(&mut self, mention: &Mention) {
        let (code, table_is_certain) = (mention.code(), mention.table_is_certain());
        let is_first = self.summary.count(code, self.summary.lines + 1);
        if let Some(found) = self.line.codes.iter_mut().find(|found| found.code == code) {
            found.table_is_certain |= table_is_certain;
            return;
        }
        let is_to_explain =
            !self.options.once || (is_first && !self.options.explained.contains(&code));
        self.line.codes.push(Found { code, table_is_certain, is_to_explain });
    }

    /// Writes what the codes of the line mean, and begins another line.
    fn explain_line(&mut self) -> io::Result<()> {
        self.summary.lines += 1;
        self.summary.lines_with_codes += u64::from(!self.line.codes.is_empty());
        let line = core::mem::take(&mut self.line);
        match self.options.output {
            Output::Text => {
                for found in line.codes.iter().filter(|found| found.is_to_explain) {
                    self.explain(found)?;
                }
                Ok(())
            }
            Output::JsonLines if line.is_shown => self.end_json(&line.codes),
            Output::JsonLines | Output::Nothing => Ok(()),
        }
    }

    fn explain(&mut self, found: &Found) -> io::Result<()> {
        let (lang, code) = (self.options.lang, found.code);
        let (number, name) = (code.code(), advice::name(code));
        let (what, solution) = (advice::description(code, lang), advice::solution(code, lang));
        write!(self.writer, "  ^ {number} {name}: {what}")?;
        if !found.table_is_certain {
            self.tell_other_table(code)?;
        }
        for meaning in code.entry().map_or(&[][..], |entry: &Entry| entry.also_in(lang)) {
            match lang {
                Lang::Zh => write!(self.writer, " 另指：{meaning}。")?,
                _ => write!(self.writer, " May also be: {meaning}.")?,
            }
        }
        match lang {
            Lang::Zh => write!(self.writer, " 解决：{solution}")?,
            _ => write!(self.writer, " Solution: {solution}")?,
        }
        if let Some(runbook) = advice::runbook(code) {
            match lang {
                Lang::Zh => write!(self.writer, " 手册：{runbook}")?,
                _ => write!(self.writer, " Runbook: {runbook}")?,
            }
        }
        match lang {
            Lang::Zh => writeln!(self.writer, " 重试：{}。", code.retry().advice_in(lang)),
            _ => writeln!(self.writer, " Retry: {}.", code.retry()),
        }
    }

    /// The table of a code, where the text leaves it open, and what the number means in the other.
    fn tell_other_table(&mut self, code: ErrorCode) -> io::Result<()> {
        let lang = self.options.lang;
        let others = ErrorCode::candidates(code.code()).filter(|other| *other != code);
        for other in others {
            let [table, other_table] = [code, other].map(table_of);
            let (name, what) = (other.name(), other.description_in(lang));
            match lang {
                Lang::Zh => write!(
                    self.writer,
                    " 此为 {table} 表的含义；在 {other_table} 表中为 {name}：{what}"
                )?,
                _ => write!(
                    self.writer,
                    " That is of the {table} table; in the {other_table} table, {name}: {what}"
                )?,
            }
        }
        Ok(())
    }

    fn begin_json(&mut self) -> io::Result<()> {
        self.writer.write_all(b"{")?;
        if let Some(file) = &self.options.file {
            self.writer.write_all(b"\"file\":\"")?;
            self.json_text(file.as_bytes())?;
            self.writer.write_all(b"\",")?;
        }
        write!(self.writer, "\"line\":{},\"text\":\"", self.summary.lines + 1)
    }

    /// A part of a line, as it stands in a string. Bytes that are not UTF-8 become U+FFFD.
    fn json_text(&mut self, text: &[u8]) -> io::Result<()> {
        for chunk in text.utf8_chunks() {
            let mut plain = chunk.valid();
            while let Some(at) = plain.find(|c: char| c < ' ' || c == '"' || c == '\\') {
                let (before, after) = plain.split_at(at);
                self.writer.write_all(before.as_bytes())?;
                let special = after.bytes().next().unwrap_or_default();
                match special {
                    b'"' | b'\\' => self.writer.write_all(&[b'\\', special])?,
                    _ => write!(self.writer, "\\u{special:04x}")?,
                }
                plain = after.get(1..).unwrap_or_default();
            }
            self.writer.write_all(plain.as_bytes())?;
            if !chunk.invalid().is_empty() {
                self.writer.write_all("\u{FFFD}".as_bytes())?;
            }
        }
        Ok(())
    }

    fn end_json(&mut self, codes: &[Found]) -> io::Result<()> {
        self.writer.write_all(b"\",\"codes\":[")?;
        let lang = self.options.lang;
        for (index, found) in codes.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            let (code, is_certain) = (found.code, found.table_is_certain);
            write!(self.writer, "{comma}{{\"table\":")?;
            match code.table() {
                Some(table) => write!(self.writer, "\"{table}\"")?,
                None => self.writer.write_all(b"null")?,
            }
            let number = code.code();
            write!(self.writer, ",\"table_is_certain\":{is_certain},\"code\":{number}")?;
            self.json_member("name", advice::name(code))?;
            self.json_member("message", advice::message(code, lang))?;
            self.json_member("solution", advice::solution(code, lang))?;
            if let Some(runbook) = advice::runbook(code) {
                self.json_member("runbook", runbook)?;
            }
            self.json_member("retry", code.retry().as_str())?;
            self.writer.write_all(b"}")?;
        }
        self.writer.write_all(b"]}\n")
    }

    /// A member of an object that has others before it.
    fn json_member(&mut self, name: &str, text: &str) -> io::Result<()> {
        write!(self.writer, ",\"{name}\":\"")?;
        self.json_text(text.as_bytes())?;
        self.writer.write_all(b"\"")
    }
}

/// The table of a code that a text mentions.
fn table_of(code: ErrorCode) -> &'static str {
    code.table().map_or("", Table::as_str)
}

fn count_lines(text: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', text).count() as u64
}
