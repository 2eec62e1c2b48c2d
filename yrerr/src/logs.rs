//! `yrerr annotate` and `yrerr summary`: codes in log files.

use crate::{
    annotate::{Options, Output, annotate},
    arguments::{AnnotateArguments, Format, SummaryArguments},
    input::{self, Trouble},
    labels,
    summary::Total,
    terminal::{Outcome, is_colored, plain_output, report, shown, width},
};
use indicatif::{ProgressBar, ProgressStyle};
use same_file::Handle;
use std::{
    io::{self, IsTerminal, Read, Write},
    path::{Path, PathBuf},
};
use yuanrong_errors::Lang;

/// Copies logs to standard output and explains their codes.
pub(crate) fn annotate_files(arguments: &AnnotateArguments, lang: Lang) -> io::Result<Outcome> {
    let mut options = Options::new()
        .output(match arguments.format {
            Format::Text => Output::Text,
            Format::Json => Output::JsonLines,
        })
        .line_numbers(arguments.line_number)
        .only_with_codes(arguments.only)
        .explain_once(arguments.once)
        .flush(true)
        .colored(is_colored())
        .language(lang);
    if let Some(lines) = arguments.context {
        options = options.context(lines);
    }
    if let Some(columns) = width() {
        options = options.width(columns);
    }
    let mut out = Lines { out: plain_output(), last: b'\n' };
    let mut logs = Logs::new(&arguments.files, !io::stdout().is_terminal(), lang)?;
    let has_many_files = arguments.files.len() > 1;
    logs.shows_file = !arguments.no_filename && (arguments.with_filename || has_many_files);
    logs.read(&options, &mut out)?;
    if arguments.summary {
        out.end_line()?;
    }
    out.flush()?;
    // The summary locks standard output again.
    drop(out);
    // A filter that has nothing to say is not a failure.
    let outcome = if logs.has_failed { Outcome::Reported } else { Outcome::Found };
    if arguments.summary {
        logs.total.write(arguments.format.into(), None, lang)?;
    }
    Ok(outcome)
}

/// Counts the codes of logs.
pub(crate) fn summarize_files(arguments: &SummaryArguments, lang: Lang) -> io::Result<Outcome> {
    let options = Options::new().output(Output::Nothing);
    let mut logs = Logs::new(&arguments.files, true, lang)?;
    logs.read(&options, &mut Lines { out: io::sink(), last: b'\n' })?;
    let has_codes = logs.total.codes().next().is_some();
    let outcome = if logs.has_failed { Outcome::Reported } else { has_codes.into() };
    logs.total.write(arguments.format, arguments.top, lang)?;
    Ok(outcome)
}

/// The files to read, and the codes that were found in them.
struct Logs<'a> {
    files: Vec<&'a Path>,
    /// Whether the name of the file is before each line.
    shows_file: bool,
    output: Option<Handle>,
    bar: ProgressBar,
    total: Total,
    has_failed: bool,
    lang: Lang,
}

impl<'a> Logs<'a> {
    fn new(files: &'a [PathBuf], can_show_bar: bool, lang: Lang) -> io::Result<Self> {
        let mut files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        if files.is_empty() {
            files.push(Path::new("-"));
        }
        let sizes = files.iter().filter_map(|file| file.metadata().ok()).map(|data| data.len());
        let bar = if can_show_bar { progress_bar(sizes.sum())? } else { ProgressBar::hidden() };
        let total = Total::new(files.len() > 1);
        let output = input::output_file();
        Ok(Self { files, shows_file: false, output, bar, total, has_failed: false, lang })
    }

    /// Reads one file after the other. A file that cannot be read is reported, and the others are
    /// still read.
    fn read(&mut self, options: &Options, out: &mut Lines<impl Write>) -> io::Result<()> {
        for file in self.files.clone() {
            let reader = match input::open(file, self.output.as_ref(), &self.bar) {
                Ok(reader) => reader,
                Err(trouble) => {
                    self.report(file, &trouble);
                    continue;
                }
            };
            let mut options = options.clone().explained_before(self.total.codes().collect());
            if self.shows_file {
                options = options.file(file.to_string_lossy());
            }
            // A last line without a line break must not run into the first line of the next file.
            out.end_line()?;
            let mut log = Log { reader, failure: None };
            let summary = annotate(&mut log, &mut *out, &options)?;
            if let Some(error) = log.failure {
                self.report(file, &Trouble::Failure(error));
            }
            self.total.add(file, &summary);
        }
        self.bar.finish_and_clear();
        Ok(())
    }

    fn report(&mut self, file: &Path, trouble: &Trouble) {
        self.has_failed = true;
        let file = shown(file);
        let advice = labels::trouble(self.lang, &file, trouble);
        self.bar.suspend(|| report(format_args!("{file}: {advice}")));
    }
}

/// Returns a bar if there is much to read. It is hidden where standard error is not a terminal.
fn progress_bar(bytes: u64) -> io::Result<ProgressBar> {
    const MUCH: u64 = 256 << 20;
    if bytes < MUCH {
        return Ok(ProgressBar::hidden());
    }
    let template = "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
    let style = ProgressStyle::with_template(template).map_err(io::Error::other)?;
    Ok(ProgressBar::new(bytes).with_style(style))
}

/// A file that is being read. A failure ends it and is kept, so that what was read still counts.
struct Log {
    reader: Box<dyn Read>,
    failure: Option<io::Error>,
}

impl Read for Log {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.reader.read(buffer) {
            Ok(read) => Ok(read),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                self.failure = Some(error);
                Ok(0)
            }
        }
    }
}

/// A writer that knows whether it is at the start of a line.
struct Lines<W> {
    out: W,
    last: u8,
}

impl<W: Write> Lines<W> {
    fn end_line(&mut self) -> io::Result<()> {
        if self.last == b'\n' { Ok(()) } else { self.write_all(b"\n") }
    }
}

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        if let Some(last) = bytes[..written].last() {
            self.last = *last;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
