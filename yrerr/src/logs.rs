//! `yrerr annotate` and `yrerr summary`: codes in log files.

use crate::{
    annotate::{Options, Output, annotate},
    arguments::{AnnotateArguments, Format, SummaryArguments},
    summary::Total,
    terminal::{Outcome, plain_output, report, shown},
};
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    fs::File,
    io::{self, IsTerminal, Read, Write},
    path::{Path, PathBuf},
};
use yuanrong_errors::Lang;

/// Copies logs to standard output and explains their codes.
pub(crate) fn annotate_files(arguments: &AnnotateArguments, lang: Lang) -> io::Result<Outcome> {
    let output = match arguments.format {
        Format::Text => Output::Text,
        Format::Json => Output::JsonLines,
    };
    let options = Options::new()
        .output(output)
        .only_with_codes(arguments.only)
        .explain_once(arguments.once)
        .flush(true)
        .language(lang);
    let mut out = Lines { out: plain_output(), last: b'\n' };
    let mut logs = Logs::new(&arguments.files, !io::stdout().is_terminal())?;
    logs.read(&options, &mut out)?;
    if arguments.summary {
        out.end_line()?;
    }
    out.flush()?;
    // The summary locks standard output again.
    drop(out);
    let outcome = logs.outcome();
    if arguments.summary {
        logs.total.write(arguments.format, lang)?;
    }
    Ok(outcome)
}

/// Counts the codes of logs.
pub(crate) fn summarize_files(arguments: &SummaryArguments, lang: Lang) -> io::Result<Outcome> {
    let options = Options::new().output(Output::Nothing);
    let mut logs = Logs::new(&arguments.files, true)?;
    logs.read(&options, &mut Lines { out: io::sink(), last: b'\n' })?;
    let outcome = logs.outcome();
    logs.total.write(arguments.format, lang)?;
    Ok(outcome)
}

/// The files to read, and the codes that were found in them.
struct Logs<'a> {
    files: Vec<&'a Path>,
    bar: ProgressBar,
    total: Total,
    has_failed: bool,
}

impl<'a> Logs<'a> {
    fn new(files: &'a [PathBuf], can_show_bar: bool) -> io::Result<Self> {
        let mut files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        if files.is_empty() {
            files.push(Path::new("-"));
        }
        let sizes = files.iter().filter_map(|file| file.metadata().ok()).map(|data| data.len());
        let bar = if can_show_bar { progress_bar(sizes.sum())? } else { ProgressBar::hidden() };
        let total = Total::new(files.len() > 1);
        Ok(Self { files, bar, total, has_failed: false })
    }

    /// Reads one file after the other. A file that cannot be read is reported, and the others are
    /// still read.
    fn read(&mut self, options: &Options, out: &mut Lines<impl Write>) -> io::Result<()> {
        let has_many_files = self.files.len() > 1;
        for file in self.files.clone() {
            let reader = match open(file) {
                Ok(reader) => reader,
                Err(error) => {
                    self.report(file, &error);
                    continue;
                }
            };
            let mut options = options.clone().explained_before(self.total.codes().collect());
            if has_many_files {
                options = options.file(file.to_string_lossy());
            }
            // A last line without a line break must not run into the first line of the next file.
            out.end_line()?;
            let mut log = Log { reader, bar: &self.bar, failure: None };
            let summary = annotate(&mut log, &mut *out, &options)?;
            if let Some(error) = log.failure {
                self.report(file, &error);
            }
            self.total.add(file, &summary);
        }
        self.bar.finish_and_clear();
        Ok(())
    }

    fn report(&mut self, file: &Path, error: &io::Error) {
        self.has_failed = true;
        self.bar.suspend(|| report(format_args!("{}: {error}", shown(file))));
    }

    fn outcome(&self) -> Outcome {
        if self.has_failed { Outcome::Reported } else { self.total.codes().next().is_some().into() }
    }
}

fn open(file: &Path) -> io::Result<Box<dyn Read>> {
    if file.as_os_str() == "-" {
        Ok(Box::new(io::stdin().lock()))
    } else {
        Ok(Box::new(File::open(file)?))
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
struct Log<'a> {
    reader: Box<dyn Read>,
    bar: &'a ProgressBar,
    failure: Option<io::Error>,
}

impl Read for Log<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.reader.read(buffer) {
            Ok(read) => {
                self.bar.inc(read as u64);
                Ok(read)
            }
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
