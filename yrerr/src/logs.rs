//! Codes in logs.

use crate::{
    Format, Outcome, catalogue,
    terminal::{LABEL, SOLUTION, TITLE, output, plain_output, report, shown},
};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use std::{
    cmp::Reverse,
    fs::File,
    io::{self, IsTerminal, Read, Write},
    path::{Path, PathBuf},
};
use yuanrong_errors::{
    Error, ErrorCode, Lang, Table,
    scan::{self, Options, Output},
};

pub(crate) fn annotate(
    files: &[PathBuf],
    only: bool,
    once: bool,
    with_summary: bool,
    format: Format,
    lang: Lang,
) -> io::Result<Outcome> {
    let options = Options::new()
        .output(if format == Format::Json { Output::JsonLines } else { Output::Text })
        .only_with_codes(only)
        .explain_once(once)
        .flush(true)
        .language(lang);
    let mut out = Lines { out: plain_output(), last: b'\n' };
    let is_quiet = !io::stdout().is_terminal();
    let found = scan(files, &options, is_quiet, &mut out)?;
    if with_summary {
        out.end_line()?;
    }
    out.flush()?;
    drop(out);
    if with_summary {
        found.write(format, lang)?;
    }
    Ok(found.outcome())
}

pub(crate) fn summary(files: &[PathBuf], format: Format, lang: Lang) -> io::Result<Outcome> {
    let options = Options::new().output(Output::Nothing);
    let found = scan(files, &options, true, &mut Lines { out: io::sink(), last: b'\n' })?;
    found.write(format, lang)?;
    Ok(found.outcome())
}

/// Reads the files one after the other. A file that cannot be read is reported, and the others are
/// read all the same.
fn scan(
    files: &[PathBuf],
    options: &Options,
    is_quiet: bool,
    out: &mut Lines<impl Write>,
) -> io::Result<Found> {
    let standard_input = [PathBuf::from("-")];
    let files = if files.is_empty() { &standard_input[..] } else { files };
    let total = files.iter().filter_map(|file| file.metadata().ok()).map(|data| data.len()).sum();
    let bar = if is_quiet { bar(total) } else { ProgressBar::hidden() };
    let mut found = Found { is_of_many: files.len() > 1, ..Found::default() };
    for file in files {
        let reader: Box<dyn Read> = if file.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            match File::open(file) {
                Ok(reader) => Box::new(reader),
                Err(error) => {
                    found.failed(file, &error, &bar);
                    continue;
                }
            }
        };
        let mut options =
            options.clone().explained_before(found.codes.iter().map(|count| count.code).collect());
        if found.is_of_many {
            options = options.file(file.to_string_lossy());
        }
        // A last line without a line break is no part of the next file's first line.
        out.end_line()?;
        let mut log = Log { reader, bar: &bar, failure: None };
        let summary = scan::annotate(&mut log, &mut *out, &options)?;
        if let Some(error) = log.failure {
            found.failed(file, &error, &bar);
        }
        found.add(file, &summary);
    }
    bar.finish_and_clear();
    found.codes.sort_by_key(|count| Reverse(count.times));
    Ok(found)
}

/// Shown where a person waits for much to be read; hidden where standard error is no terminal.
fn bar(bytes: u64) -> ProgressBar {
    const MUCH: u64 = 256 << 20;
    if bytes < MUCH {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}");
    let bar = ProgressBar::new(bytes);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A file that is read. Where reading fails it ends, and the failure is kept: what was read counts.
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

/// A writer that knows whether a line was begun.
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
        if let Some(last) = bytes.get(..written).and_then(<[u8]>::last) {
            self.last = *last;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A line of a file.
#[derive(Clone)]
struct Place {
    file: PathBuf,
    line: u64,
}

struct Count {
    code: ErrorCode,
    times: u64,
    first: Place,
    last: Place,
}

/// What all files mention.
#[derive(Default)]
struct Found {
    lines: u64,
    lines_with_codes: u64,
    codes: Vec<Count>,
    is_of_many: bool,
    has_failed: bool,
}

impl Found {
    fn failed(&mut self, file: &Path, error: &io::Error, bar: &ProgressBar) {
        self.has_failed = true;
        bar.suspend(|| report(format_args!("{}: {error}", shown(file))));
    }

    fn add(&mut self, file: &Path, summary: &scan::Summary) {
        self.lines += summary.lines();
        self.lines_with_codes += summary.lines_with_codes();
        for of_file in summary.codes() {
            let [first, last] = [of_file.first_line(), of_file.last_line()]
                .map(|line| Place { file: file.to_owned(), line });
            let (code, times) = (of_file.code(), of_file.count());
            if let Some(known) = self.codes.iter_mut().find(|known| known.code == code) {
                known.times += times;
                known.last = last;
            } else {
                self.codes.push(Count { code, times, first, last });
            }
        }
    }

    fn outcome(&self) -> Outcome {
        if self.has_failed { Outcome::Reported } else { (!self.codes.is_empty()).into() }
    }

    fn write(&self, format: Format, lang: Lang) -> io::Result<()> {
        match format {
            Format::Text => self.as_text(lang),
            Format::Json => self.as_json(lang),
        }
    }

    fn place(&self, place: &Place) -> String {
        if self.is_of_many {
            format!("{}:{}", shown(&place.file), place.line)
        } else {
            place.line.to_string()
        }
    }

    fn as_text(&self, lang: Lang) -> io::Result<()> {
        let mut out = output();
        for count in &self.codes {
            let (code, times) = (count.code, count.times);
            let error = Error::from(code);
            let report = error.report().in_language(lang);
            let (number, name, what) = (code.code(), report.name(), report.description());
            let [first, last] = [&count.first, &count.last].map(|place| self.place(place));
            let (lines, to) = if lang == Lang::Zh { ("行", "至") } else { ("lines", "to") };
            writeln!(
                out,
                "{TITLE}{times:>8} x {number} {name}{TITLE:#}: {what} {LABEL}({lines} {first} {to} {last}){LABEL:#}"
            )?;
            let (solution, _) = catalogue::solution(code, lang);
            writeln!(out, "           {SOLUTION}{solution}{SOLUTION:#}")?;
            if let Some(runbook) = report.runbook() {
                writeln!(out, "           {runbook}")?;
            }
        }
        let (with, all) = (self.lines_with_codes, self.lines);
        match lang {
            Lang::Zh => writeln!(out, "{all} 行中有 {with} 行包含错误码")?,
            _ => writeln!(out, "{with} of {all} lines mention a code")?,
        }
        out.flush()
    }

    fn as_json(&self, lang: Lang) -> io::Result<()> {
        let codes = self.codes.iter().map(|count| {
            let code = count.code;
            let (solution, solution_origin) = catalogue::solution(code, lang);
            let error = Error::from(code);
            let report = error.report().in_language(lang);
            // Of a code that is newer than the catalogue, the overlay has no message.
            let message =
                if code.is_known() { code.message_in(lang) } else { report.description() };
            let mut object = json!({
                "table": code.table().map(Table::as_str),
                "code": code.code(),
                "name": report.name(),
                "count": count.times,
                "first_line": count.first.line,
                "last_line": count.last.line,
                "message": message,
                "solution": solution,
                "solution_origin": solution_origin,
            });
            if let Some(runbook) = report.runbook() {
                object["runbook"] = runbook.into();
            }
            if self.is_of_many {
                object["first_file"] = count.first.file.to_string_lossy().into();
                object["last_file"] = count.last.file.to_string_lossy().into();
            }
            object
        });
        let document = json!({
            "lines": self.lines,
            "lines_with_codes": self.lines_with_codes,
            "codes": codes.collect::<Vec<Value>>(),
        });
        let mut out = plain_output();
        serde_json::to_writer(&mut out, &document)?;
        writeln!(out)?;
        out.flush()
    }
}
