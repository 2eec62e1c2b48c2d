//! The summary of all logs, which `yrerr summary` writes.

use crate::{
    annotate::Summary,
    arguments::SummaryFormat,
    labels::{labels, line_range, lines_with_codes},
    terminal::{LABEL, SOLUTION, TITLE, output, plain_output, shown, width, wrapped},
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
    /// The part of all mentions, from 0 to 1.
    share: f64,
    first_file: String,
    first_line: u64,
    last_file: String,
    last_line: u64,
    message: &'static str,
    description: &'static str,
    solution: &'static str,
    solution_origin: &'static str,
    hint: Option<&'static str>,
    retry: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    runbook: Option<&'static str>,
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

    /// Writes the codes, the most frequent first, and at most so many as `top` says.
    pub(crate) fn write(
        mut self,
        format: SummaryFormat,
        top: Option<usize>,
        lang: Lang,
    ) -> io::Result<()> {
        self.codes.sort_by_key(|count| Reverse(count.times));
        let shown = &self.codes[..top.unwrap_or(usize::MAX).min(self.codes.len())];
        match format {
            SummaryFormat::Text => self.write_text(shown, lang),
            SummaryFormat::Json => self.write_json(shown, lang),
            SummaryFormat::Prometheus => write_metrics(shown),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
    fn share(&self, count: &Count) -> f64 {
        let all: u64 = self.codes.iter().map(|count| count.times).sum();
        count.times as f64 / all as f64
    }

    fn write_text(&self, shown: &[Count], lang: Lang) -> io::Result<()> {
        /// Where the texts begin.
        const COLUMN: usize = 19;
        let (mut out, width, colon) = (output(), width(), labels(lang).colon);
        for count in shown {
            let Texts { name, description, solution, hint, runbook, .. } =
                Texts::of(count.code, lang);
            let (times, code) = (count.times, numbered(count.code, name));
            let percent = 100.0 * self.share(count);
            let last = (count.last != count.first).then(|| self.shown(&count.last));
            let lines = line_range(lang, &self.shown(&count.first), last.as_deref());
            let row = format!(
                "{times:>8} {percent:>6.1} %  {TITLE}{code}{TITLE:#}{colon}{description}\
                 {LABEL}{lines}{LABEL:#}"
            );
            writeln!(out, "{}", wrapped(&row, width, COLUMN))?;
            let solution = format!("{SOLUTION}{solution}{SOLUTION:#}");
            let more = hint.into_iter().chain(runbook).map(str::to_owned);
            for text in std::iter::once(solution).chain(more) {
                let line = format!("{:COLUMN$}{text}", "");
                writeln!(out, "{}", wrapped(&line, width, COLUMN))?;
            }
        }
        let hidden = self.codes.len() - shown.len();
        let lines = lines_with_codes(lang, self.lines_with_codes, self.lines, hidden);
        writeln!(out, "{lines}")?;
        out.flush()
    }

    fn shown(&self, location: &Location) -> String {
        if self.has_many_files {
            format!("{}:{}", shown(&location.file), location.line)
        } else {
            location.line.to_string()
        }
    }

    fn write_json(&self, shown: &[Count], lang: Lang) -> io::Result<()> {
        let document = Document {
            lines: self.lines,
            lines_with_codes: self.lines_with_codes,
            codes: shown.iter().map(|count| self.row(count, lang)).collect(),
        };
        let mut out = plain_output();
        serde_json::to_writer(&mut out, &document)?;
        writeln!(out)?;
        out.flush()
    }

    fn row(&self, count: &Count, lang: Lang) -> Row {
        let texts = Texts::of(count.code, lang);
        let [first_file, last_file] = [&count.first, &count.last]
            .map(|location| location.file.to_string_lossy().into_owned());
        Row {
            table: count.code.table().map(Table::as_str),
            code: count.code.code(),
            name: texts.name,
            count: count.times,
            share: self.share(count),
            first_file,
            first_line: count.first.line,
            last_file,
            last_line: count.last.line,
            message: texts.message,
            description: texts.description,
            solution: texts.solution,
            solution_origin: texts.solution_origin_in(Lang::En),
            hint: texts.hint,
            retry: count.code.retry().as_str(),
            runbook: texts.runbook,
        }
    }
}

/// Writes a counter for each code, in the text format of Prometheus.
fn write_metrics(shown: &[Count]) -> io::Result<()> {
    const NAME: &str = "yuanrong_error_mentions_total";
    let mut out = plain_output();
    writeln!(out, "# HELP {NAME} How often logs mention an error code of openYuanrong.")?;
    writeln!(out, "# TYPE {NAME} counter")?;
    for Count { code, times, .. } in shown {
        let table = code.table().map_or("", Table::as_str);
        let name = label_value(Texts::of(*code, Lang::En).name.unwrap_or_default());
        let (number, kind, retry) = (code.code(), code.kind(), code.retry());
        writeln!(
            out,
            "{NAME}{{table=\"{table}\",code=\"{number}\",name=\"{name}\",kind=\"{kind}\",\
             retry=\"{retry}\"}} {times}"
        )?;
    }
    out.flush()
}

/// Returns the value of a label as Prometheus reads it. An operator can choose the name of a code.
fn label_value(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
