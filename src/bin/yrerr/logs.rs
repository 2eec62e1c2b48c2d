//! Codes in logs.

use crate::{
    Format,
    terminal::{LABEL, SOLUTION, TITLE, output, plain_output, report},
};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use std::{
    fs::File,
    io::{self, IsTerminal, Read, Write},
    path::{Path, PathBuf},
};
use yuanrong_errors::{
    Lang,
    scan::{self, Options, Output, Summary},
};

/// Returns whether a code was found.
pub(crate) fn annotate(
    files: &[PathBuf],
    only: bool,
    once: bool,
    with_summary: bool,
    format: Format,
    lang: Lang,
) -> io::Result<bool> {
    let options = Options::new()
        .output(if format == Format::Json { Output::JsonLines } else { Output::Text })
        .only_with_codes(only)
        .explain_once(once)
        .flush(true)
        .language(lang);
    let mut out = plain_output();
    let (summary, all_read) = scan(files, &options, &mut out)?;
    out.flush()?;
    drop(out);
    if with_summary {
        match format {
            Format::Text => as_text(&summary, lang)?,
            Format::Json => as_json(&summary, lang)?,
        }
    }
    finish(&summary, all_read)
}

/// Returns whether a code was found.
pub(crate) fn summary(files: &[PathBuf], format: Format, lang: Lang) -> io::Result<bool> {
    let (summary, all_read) =
        scan(files, &Options::new().output(Output::Nothing), &mut io::sink())?;
    match format {
        Format::Text => as_text(&summary, lang)?,
        Format::Json => as_json(&summary, lang)?,
    }
    finish(&summary, all_read)
}

fn finish(summary: &Summary, all_read: bool) -> io::Result<bool> {
    if all_read {
        Ok(!summary.codes().is_empty())
    } else {
        Err(io::Error::other("not all was read"))
    }
}

/// Reads the files as one log; the numbers of lines go on from file to file. A file that cannot be
/// read is reported, and the others are read all the same.
fn scan(files: &[PathBuf], options: &Options, out: &mut impl Write) -> io::Result<(Summary, bool)> {
    let standard_input = [PathBuf::from("-")];
    let files = if files.is_empty() { &standard_input[..] } else { files };
    let total = files.iter().filter_map(|file| file.metadata().ok()).map(|data| data.len()).sum();
    let mut log = Files { next: files.iter(), current: None, bar: bar(total), all_read: true };
    let summary = scan::annotate(&mut log, out, options)?;
    log.bar.finish_and_clear();
    Ok((summary, log.all_read))
}

/// Shown where a person waits: for much to read, on a terminal that nothing else is written to.
fn bar(bytes: u64) -> ProgressBar {
    const MUCH: u64 = 256 << 20;
    if bytes < MUCH || io::stdout().is_terminal() {
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

/// The files of a command line, read one after the other.
struct Files<'a> {
    next: std::slice::Iter<'a, PathBuf>,
    current: Option<(&'a Path, Box<dyn Read>)>,
    bar: ProgressBar,
    all_read: bool,
}

impl Files<'_> {
    fn failed(&mut self, file: &Path, error: &io::Error) {
        self.all_read = false;
        let file = file.display();
        self.bar.suspend(|| report(format_args!("{file}: {error}")));
    }
}

impl Read for Files<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some((file, reader)) = &mut self.current {
                match reader.read(buffer) {
                    Ok(0) => {}
                    Ok(read) => {
                        self.bar.inc(read as u64);
                        return Ok(read);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(error) => {
                        let file = *file;
                        self.failed(file, &error);
                    }
                }
                self.current = None;
            }
            let Some(file) = self.next.next() else { return Ok(0) };
            if file.as_os_str() == "-" {
                self.current = Some((file, Box::new(io::stdin().lock())));
                continue;
            }
            match File::open(file) {
                Ok(reader) => self.current = Some((file, Box::new(reader))),
                Err(error) => self.failed(file, &error),
            }
        }
    }
}

fn as_text(summary: &Summary, lang: Lang) -> io::Result<()> {
    let mut out = output();
    for count in summary.codes() {
        let code = count.code();
        let (number, name, times) = (code.code(), code.name(), count.count());
        let (first, last) = (count.first_line(), count.last_line());
        let (lines, to) = if lang == Lang::Zh { ("行", "至") } else { ("lines", "to") };
        writeln!(
            out,
            "{TITLE}{times:>8} x {number} {name}{TITLE:#}: {} {LABEL}({lines} {first} {to} {last}){LABEL:#}",
            code.description_in(lang)
        )?;
        writeln!(out, "           {SOLUTION}{}{SOLUTION:#}", code.solution_in(lang))?;
    }
    let (with, all) = (summary.lines_with_codes(), summary.lines());
    match lang {
        Lang::Zh => writeln!(out, "{all} 行中有 {with} 行包含错误码")?,
        _ => writeln!(out, "{with} of {all} lines mention a code")?,
    }
    out.flush()
}

fn as_json(summary: &Summary, lang: Lang) -> io::Result<()> {
    let codes = summary.codes().iter().map(|count| {
        let code = count.code();
        json!({
            "table": code.table().map(yuanrong_errors::Table::as_str),
            "code": code.code(),
            "name": code.name(),
            "count": count.count(),
            "first_line": count.first_line(),
            "last_line": count.last_line(),
            "message": code.message_in(lang),
            "solution": code.solution_in(lang),
        })
    });
    let document = json!({
        "lines": summary.lines(),
        "lines_with_codes": summary.lines_with_codes(),
        "codes": codes.collect::<Vec<_>>(),
    });
    let mut out = plain_output();
    serde_json::to_writer(&mut out, &document)?;
    writeln!(out)?;
    out.flush()
}
