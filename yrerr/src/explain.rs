//! `yrerr CODE`: everything that is known about a code.

use crate::{
    arguments::{Arguments, Format},
    export::{self, UnknownRow},
    labels::{Labels, labels, table_and_origin},
    terminal::{LABEL, Outcome, SOLUTION, TITLE, output, report},
    texts::{Texts, numbered, variant},
};
use clap::CommandFactory;
use std::{
    fmt::Display,
    io::{self, Write},
};
use yuanrong_errors::{Entry, ErrorCode, Lang, Operation, Retry, Table, entries, overlay};

/// What an argument means.
enum Meaning {
    Entry(Entry),
    /// A code that only the overlay has.
    Newer(ErrorCode),
    Unknown(Unknown),
}

/// A number that no table has, or not the one that was asked.
struct Unknown {
    code: ErrorCode,
    /// The table that was asked; `None` for all of them.
    table: Option<Table>,
}

impl Unknown {
    /// Returns the known codes with the nearest numbers, one below and one above.
    fn nearest(&self) -> impl Iterator<Item = Entry> {
        let number = self.code.code();
        let is_asked = |entry: &Entry| self.table.is_none_or(|table| entry.table() == table);
        // Of two tables that have a number, the first one counts.
        let below = entries().filter(is_asked).filter(|entry| entry.code() < number);
        let below = below.rev().max_by_key(|entry| entry.code());
        let above = entries().filter(is_asked).filter(|entry| entry.code() > number);
        below.into_iter().chain(above.min_by_key(|entry| entry.code()))
    }
}

/// Explains codes, and reports each argument that is not a code.
pub(crate) fn explain(codes: &[String], format: Format, lang: Lang) -> io::Result<Outcome> {
    match format {
        Format::Text => write_text(codes, lang),
        Format::Json => write_json(codes, lang),
    }
}

/// Returns every meaning of a number, a number with its table or a name, the likeliest first.
fn meanings(argument: &str) -> Vec<Meaning> {
    if let Ok(number) = argument.parse() {
        return meanings_of_number(number);
    }
    let meanings = meanings_of_name(argument);
    match argument.parse() {
        // What is no name is a number with its table, such as `datasystem:19`.
        Ok(code) if meanings.is_empty() => vec![meaning_in_table(argument, code)],
        _ => meanings,
    }
}

/// Returns what a code means that was asked for with its table.
fn meaning_in_table(argument: &str, code: ErrorCode) -> Meaning {
    match code.entry() {
        Some(entry) => Meaning::Entry(entry),
        None if is_in_overlay(code) => Meaning::Newer(code),
        None => {
            let table = argument.split_once(':').and_then(|(table, _)| table.parse().ok());
            Meaning::Unknown(Unknown { code, table })
        }
    }
}

fn meanings_of_number(number: i32) -> Vec<Meaning> {
    let known = ErrorCode::candidates(number).filter_map(ErrorCode::entry);
    let mut meanings: Vec<Meaning> = known.map(Meaning::Entry).collect();
    // An overlay may have a number for one table that the catalogue has for another.
    let in_tables = Table::ALL.iter().map(|table| ErrorCode::in_table(*table, number));
    let newer = in_tables.filter(|code| !code.is_known()).find(|code| is_in_overlay(*code));
    meanings.extend(newer.map(Meaning::Newer));
    if meanings.is_empty() {
        let code = ErrorCode::from_code(number);
        meanings.push(Meaning::Unknown(Unknown { code, table: None }));
    }
    meanings
}

fn meanings_of_name(name: &str) -> Vec<Meaning> {
    let is_upstream = |entry: &Entry| entry.upstream_names().contains(&name);
    let mut meanings: Vec<Meaning> = entries().filter(is_upstream).map(Meaning::Entry).collect();
    if meanings.is_empty() {
        let is_variant = |entry: &Entry| variant(*entry) == name;
        meanings.extend(entries().filter(is_variant).map(Meaning::Entry));
    }
    if meanings.is_empty() {
        // Upstream's text for a status is a name, too.
        meanings.extend(ErrorCode::from_name(name).and_then(ErrorCode::entry).map(Meaning::Entry));
    }
    if meanings.is_empty() {
        let newer = overlay::installed().and_then(|overlay| overlay.code_of_name(name));
        meanings.extend(newer.map(Meaning::Newer));
    }
    meanings
}

fn is_in_overlay(code: ErrorCode) -> bool {
    overlay::installed().is_some_and(|overlay| overlay.advice(code).is_some())
}

/// Returns the names and the commands that are similar to this name, the likeliest first.
fn similar_names(name: &str) -> Vec<String> {
    /// Too many names contain a shorter word.
    const SHORTEST: usize = 4;
    /// The similarity of a name that contains the word, and the least similarity that is suggested.
    const CONTAINS: f64 = 0.9;
    const MOST: usize = 3;
    let wanted = name.to_lowercase();
    let similarity = |name: &str| {
        let name = name.to_lowercase();
        let contains = wanted.len() >= SHORTEST && name.contains(&wanted);
        strsim::jaro_winkler(&wanted, &name).max(if contains { CONTAINS } else { 0.0 })
    };
    let upstream = entries().flat_map(Entry::upstream_names).map(ToString::to_string);
    let is_name = |message: &&str| ErrorCode::from_name(message).is_some();
    let messages = entries().map(Entry::message).filter(is_name).map(str::to_owned);
    let names = upstream.chain(entries().map(variant)).chain(messages);
    let names = names.map(|name| (similarity(&name), name));
    let command = Arguments::command();
    let commands = command.get_subcommands().map(|command| {
        let name = command.get_name();
        (strsim::jaro_winkler(&wanted, name), format!("the command `yrerr {name}`"))
    });
    let mut similar: Vec<(f64, String)> =
        names.chain(commands).filter(|(similarity, _)| *similarity >= CONTAINS).collect();
    similar.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    similar.dedup();
    similar.into_iter().map(|(_, name)| name).take(MOST).collect()
}

/// Reports that an argument is not a code, and which names are similar.
fn report_unknown(argument: &str) {
    match similar_names(argument).as_slice() {
        [] => report(format_args!("unknown error code {argument:?}")),
        [others @ .., last] => {
            let others = others.join(", ");
            let or = if others.is_empty() { "" } else { " or " };
            report(format_args!(
                "unknown error code {argument:?}; did you mean {others}{or}{last}?"
            ));
        }
    }
}

/// Writes a list of the known codes, and a list of the others.
fn write_json(codes: &[String], lang: Lang) -> io::Result<Outcome> {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    let mut all_found = true;
    for argument in codes {
        let meanings = meanings(argument);
        if meanings.is_empty() {
            all_found = false;
            report_unknown(argument);
        }
        for meaning in meanings {
            match meaning {
                Meaning::Entry(entry) => found.push(entry),
                Meaning::Newer(code) => unknown.push(unknown_row(code, lang, Vec::new())),
                Meaning::Unknown(number) => {
                    all_found = false;
                    let nearest = number.nearest().map(Entry::code).collect();
                    unknown.push(unknown_row(number.code, lang, nearest));
                }
            }
        }
    }
    export::write_json(found, &unknown, lang)?;
    Ok(all_found.into())
}

fn unknown_row(code: ErrorCode, lang: Lang, nearest: Vec<i32>) -> UnknownRow {
    let Texts { name, message, description, solution, hint, runbook, .. } = Texts::of(code, lang);
    UnknownRow { code: code.code(), name, message, description, solution, hint, nearest, runbook }
}

fn write_text(codes: &[String], lang: Lang) -> io::Result<Outcome> {
    let mut explainer = Explainer { out: output(), lang, labels: labels(lang), is_first: true };
    let mut all_found = true;
    for argument in codes {
        let meanings = meanings(argument);
        if meanings.is_empty() {
            all_found = false;
            explainer.out.flush()?;
            report_unknown(argument);
        }
        for meaning in meanings {
            match meaning {
                Meaning::Entry(entry) => explainer.entry(entry)?,
                Meaning::Newer(code) => explainer.newer(code)?,
                Meaning::Unknown(number) => {
                    all_found = false;
                    explainer.unknown(&number)?;
                }
            }
        }
    }
    explainer.out.flush()?;
    Ok(all_found.into())
}

/// Writes explanations, with an empty line between two.
struct Explainer<W> {
    out: W,
    lang: Lang,
    labels: &'static Labels,
    is_first: bool,
}

impl<W: Write> Explainer<W> {
    fn entry(&mut self, entry: Entry) -> io::Result<()> {
        let (labels, retry) = (self.labels, entry.retry());
        let texts = Texts::of(entry.error_code(), self.lang);
        self.title(
            format_args!("{} {}", entry.code(), entry.name()),
            table_and_origin(self.lang, entry.table(), entry.origin()),
        )?;
        self.line(labels.message, texts.message)?;
        // An SDK code's message is its description.
        if entry.description() != entry.message() {
            self.line(labels.description, texts.description)?;
        }
        // The other meanings come first, since the solution is not for them.
        for meaning in entry.other_meanings_in(self.lang) {
            self.line(labels.other_meaning, meaning)?;
        }
        let ([open, close], origin) = (labels.brackets, texts.solution_origin_in(self.lang));
        self.line(
            labels.solution,
            format_args!("{SOLUTION}{}{SOLUTION:#}{open}{origin}{close}", texts.solution),
        )?;
        self.hint_and_runbook(&texts)?;
        if let Some(other) = entry.surfaces_as().and_then(ErrorCode::entry) {
            let shown = format_args!("{} {}", other.code(), other.name());
            self.line(labels.surfaces_as, shown)?;
        }
        self.line(labels.kind, entry.kind().word_in(self.lang))?;
        self.line(labels.retry, self.advice(retry))?;
        for &operation in Operation::ALL {
            let class = entry.retry_for(operation);
            if class != retry {
                let advice = self.advice(class);
                let (operation, colon) = (operation.word_in(self.lang), labels.colon);
                self.line(labels.no_label, format_args!("{operation}{colon}{advice}"))?;
            }
        }
        let reason = entry.retry_reason_in(self.lang);
        let origin = entry.retry_origin().word_in(self.lang);
        self.line(labels.reason, format_args!("{reason}{open}{origin}{close}"))
    }

    /// Writes what an overlay says about a code that the catalogue does not have.
    fn newer(&mut self, code: ErrorCode) -> io::Result<()> {
        let texts = Texts::of(code, self.lang);
        self.title(numbered(code, texts.name), " (overlay)")?;
        self.line(self.labels.description, texts.description)?;
        self.line(self.labels.solution, texts.solution)?;
        self.hint_and_runbook(&texts)
    }

    /// Writes what the range of a number says, and which known codes are nearest.
    fn unknown(&mut self, number: &Unknown) -> io::Result<()> {
        let (labels, code) = (self.labels, number.code);
        let texts = Texts::of(code, self.lang);
        self.title(code.code(), "")?;
        self.line(labels.message, texts.message)?;
        self.line(labels.description, texts.description)?;
        self.line(labels.solution, texts.solution)?;
        self.hint_and_runbook(&texts)?;
        self.line(labels.retry, self.advice(code.retry()))?;
        for entry in number.nearest() {
            let (code, name) = (entry.code(), entry.name());
            let description = entry.description_in(self.lang);
            let colon = labels.colon;
            self.line(labels.nearest, format_args!("{code} {name}{colon}{description}"))?;
        }
        Ok(())
    }

    fn hint_and_runbook(&mut self, texts: &Texts) -> io::Result<()> {
        let labels = self.labels;
        for (label, text) in [(labels.hint, texts.hint), (labels.runbook, texts.runbook)] {
            if let Some(text) = text {
                self.line(label, text)?;
            }
        }
        Ok(())
    }

    fn advice(&self, retry: Retry) -> String {
        let (word, colon) = (retry.word_in(self.lang), self.labels.colon);
        format!("{word}{colon}{}", retry.advice_in(self.lang))
    }

    fn title(&mut self, title: impl Display, more: impl Display) -> io::Result<()> {
        if !self.is_first {
            writeln!(self.out)?;
        }
        self.is_first = false;
        writeln!(self.out, "{TITLE}{title}{TITLE:#}{more}")
    }

    fn line(&mut self, label: &str, text: impl Display) -> io::Result<()> {
        let width = self.labels.width;
        writeln!(self.out, "  {LABEL}{label:<width$}{LABEL:#} {text}")
    }
}
