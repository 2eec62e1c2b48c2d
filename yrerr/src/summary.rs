//! The summary of all logs, which `yrerr summary` writes.

use crate::{
    annotate::Summary,
    arguments::Format,
    labels::{labels, line_range, lines_with_codes},
    terminal::{LABEL, SOLUTION, TITLE, output, plain_output, shown},
    texts::{Texts, numbered},
};
use serde::Serialize;
use std::{
    cmp::Reverse,
    collections::{HashMap, hash_map::Entry},
    io::{self, Write},
    path::{Path, PathBuf},
};
use yuanrong_errors::{ErrorCode, Lang, Table};

/// A line of a file.
#[derive(Clone, PartialEq, Eq)]
struct Location {
    file: PathBuf,
    line: u64,
}

struct Count {
    code: ErrorCode,
    times: u64,
    first: Location,
    last: Location,
}

/// The codes that all logs together mention.
#[derive(Default)]
pub(crate) struct Total {
    lines: u64,
    lines_with_codes: u64,
    codes: Vec<Count>,
    /// The index of each code.
    indexes: HashMap<ErrorCode, usize>,
    has_many_files: bool,
}

#[derive(Serialize)]
struct Document {
    lines: u64,
    lines_with_codes: u64,
    codes: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    table: Option<&'static str>,
    code: i32,
    name: Option<&'static str>,
    count: u64,
    first_line: u64,
    last_line: u64,
    message: &'static str,
    solution: &'static str,
    solution_origin: &'static str,
    hint: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    runbook: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_file: Option<String>,
}

impl Total {
    /// Creates an empty total. With many files, each line is shown with its file.
    pub(crate) fn new(has_many_files: bool) -> Self {
        Self { has_many_files, ..Self::default() }
    }

    /// Adds what one file mentions.
    pub(crate) fn add(&mut self, file: &Path, summary: &Summary) {
        self.lines += summary.lines();
        self.lines_with_codes += summary.lines_with_codes();
        for of_file in summary.codes() {
            let [first, last] = [of_file.first_line(), of_file.last_line()]
                .map(|line| Location { file: file.to_owned(), line });
            let (code, times) = (of_file.code(), of_file.count());
            match self.indexes.entry(code) {
                Entry::Occupied(index) => {
                    let count = &mut self.codes[*index.get()];
                    count.times += times;
                    count.last = last;
                }
                Entry::Vacant(index) => {
                    index.insert(self.codes.len());
                    self.codes.push(Count { code, times, first, last });
                }
            }
        }
    }

    /// Returns the codes that were found so far.
    pub(crate) fn codes(&self) -> impl Iterator<Item = ErrorCode> {
        self.codes.iter().map(|count| count.code)
    }

    /// Writes the codes, the most frequent first.
    pub(crate) fn write(mut self, format: Format, lang: Lang) -> io::Result<()> {
        self.codes.sort_by_key(|count| Reverse(count.times));
        match format {
            Format::Text => self.write_text(lang),
            Format::Json => self.write_json(lang),
        }
    }

    fn write_text(&self, lang: Lang) -> io::Result<()> {
        let (mut out, colon) = (output(), labels(lang).colon);
        for count in &self.codes {
            let Texts { name, description, solution, hint, runbook, .. } =
                Texts::of(count.code, lang);
            let (times, code) = (count.times, numbered(count.code, name));
            let last = (count.last != count.first).then(|| self.shown(&count.last));
            let lines = line_range(lang, &self.shown(&count.first), last.as_deref());
            writeln!(
                out,
                "{TITLE}{times:>8} x {code}{TITLE:#}{colon}{description}{LABEL}{lines}{LABEL:#}"
            )?;
            writeln!(out, "           {SOLUTION}{solution}{SOLUTION:#}")?;
            for text in hint.into_iter().chain(runbook) {
                writeln!(out, "           {text}")?;
            }
        }
        writeln!(out, "{}", lines_with_codes(lang, self.lines_with_codes, self.lines))?;
        out.flush()
    }

    fn shown(&self, location: &Location) -> String {
        if self.has_many_files {
            format!("{}:{}", shown(&location.file), location.line)
        } else {
            location.line.to_string()
        }
    }

    fn write_json(&self, lang: Lang) -> io::Result<()> {
        let document = Document {
            lines: self.lines,
            lines_with_codes: self.lines_with_codes,
            codes: self.codes.iter().map(|count| self.row(count, lang)).collect(),
        };
        let mut out = plain_output();
        serde_json::to_writer(&mut out, &document)?;
        writeln!(out)?;
        out.flush()
    }

    fn row(&self, count: &Count, lang: Lang) -> Row {
        let texts = Texts::of(count.code, lang);
        let [first_file, last_file] = [&count.first, &count.last].map(|location| {
            self.has_many_files.then(|| location.file.to_string_lossy().into_owned())
        });
        Row {
            table: count.code.table().map(Table::as_str),
            code: count.code.code(),
            name: texts.name,
            count: count.times,
            first_line: count.first.line,
            last_line: count.last.line,
            message: texts.message,
            solution: texts.solution,
            solution_origin: texts.solution_origin_in(Lang::En),
            hint: texts.hint,
            runbook: texts.runbook,
            first_file,
            last_file,
        }
    }
}
