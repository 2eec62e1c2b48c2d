//! What codes mean.

use crate::{
    Arguments,
    catalogue::{self, variant},
    terminal::{LABEL, SOLUTION, TITLE, output, report},
};
use clap::CommandFactory;
use serde_json::json;
use std::{
    fmt::Display,
    io::{self, Write},
};
use yuanrong_errors::{
    Entry, ErrorCode, Lang, Operation, RestErrorCode, Retry, SdkErrorCode, Table, entries,
    overlay::{self, Advice},
};

/// What a word of the command line means.
enum Meaning {
    Entry(&'static Entry),
    /// A code that only the overlay has.
    Newer(ErrorCode, &'static Advice),
    Unknown(ErrorCode),
}

/// Every meaning of a number, the likeliest first, or of a name; none for what is neither.
fn find(code: &str) -> Vec<Meaning> {
    let number = code.parse::<u32>().ok();
    let meanings: Vec<ErrorCode> = if let Some(number) = number {
        ErrorCode::candidates(number).collect()
    } else {
        let sdk = SdkErrorCode::from_name(code).map(ErrorCode::Sdk);
        let rest = RestErrorCode::from_name(code).map(ErrorCode::Rest);
        sdk.into_iter().chain(rest).collect()
    };
    let mut meanings: Vec<Meaning> =
        meanings.into_iter().filter_map(ErrorCode::entry).map(Meaning::Entry).collect();
    if meanings.is_empty() && number.is_none() {
        meanings.extend(entries().filter(|entry| variant(entry) == code).map(Meaning::Entry));
    }
    if let Some(number) = number {
        // A number that one table has, an overlay may have for the other.
        let codes = Table::ALL.iter().map(|table| ErrorCode::in_table(*table, number));
        let mut newer = codes.filter(|code| !code.is_known());
        meanings.extend(newer.find_map(|code| Some(Meaning::Newer(code, advice(code)?))));
    }
    if meanings.is_empty() {
        let named = || overlay::installed()?.code_of_name(code);
        let other = number.map(ErrorCode::from_code).or_else(named);
        meanings.extend(other.map(|code| match advice(code) {
            Some(advice) => Meaning::Newer(code, advice),
            None => Meaning::Unknown(code),
        }));
    }
    meanings
}

/// The two codes of the catalogue whose numbers are nearest, one below and one above.
fn neighbours(number: u32) -> impl Iterator<Item = &'static Entry> {
    let below = entries().filter(move |entry| entry.code() < number);
    let above = entries().filter(move |entry| entry.code() > number);
    let nearest = [below.max_by_key(|entry| entry.code()), above.min_by_key(|entry| entry.code())];
    nearest.into_iter().flatten()
}

/// The names that are nearly this one or contain it, and commands; the likeliest first.
fn similar_names(name: &str) -> Vec<String> {
    /// Shorter words are contained in too many names.
    const SHORTEST: usize = 4;
    /// Of a name that contains the word: less than of one that is nearly the same.
    const CONTAINS: f64 = 0.9;
    let wanted = name.to_lowercase();
    let likeness = |name: &str| {
        let name = name.to_lowercase();
        let contains = wanted.len() >= SHORTEST && name.contains(&wanted);
        strsim::jaro_winkler(&wanted, &name).max(if contains { CONTAINS } else { 0.0 })
    };
    let upstream = entries().flat_map(Entry::upstream_names).map(ToString::to_string);
    let names = upstream.chain(entries().map(variant)).map(|name| (likeness(&name), name));
    let command = Arguments::command();
    let commands = command.get_subcommands().map(|command| {
        let name = command.get_name();
        (strsim::jaro_winkler(&wanted, name), format!("the command `yrerr {name}`"))
    });
    let mut similar: Vec<(f64, String)> =
        names.chain(commands).filter(|(likeness, _)| *likeness >= CONTAINS).collect();
    similar.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    similar.dedup();
    similar.into_iter().map(|(_, name)| name).take(3).collect()
}

/// Says that a text is no code, and what may have been meant.
fn report_unknown(code: &str) {
    let similar = similar_names(code).join(" or ");
    if similar.is_empty() {
        report(format_args!("{code:?} is no error code of the catalogue"));
    } else {
        report(format_args!("{code:?} is no error code of the catalogue: {similar}?"));
    }
}

/// A list of entries, and one of the codes that the catalogue does not have. Returns whether every
/// code was found.
pub(crate) fn as_json(codes: &[String], lang: Lang) -> io::Result<bool> {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    let mut all_found = true;
    for code in codes {
        let meanings = find(code);
        if meanings.is_empty() {
            all_found = false;
            report_unknown(code);
        }
        for meaning in meanings {
            match meaning {
                Meaning::Entry(entry) => found.push(entry),
                Meaning::Newer(code, advice) => {
                    let mut newer = json!({
                        "code": code.code(),
                        "name": advice.name(),
                        "message": code.message_in(lang),
                        "description": advice.description(),
                        "solution": advice.solution().unwrap_or(code.solution_in(lang)),
                        "nearest": [],
                    });
                    if let Some(runbook) = advice.runbook() {
                        newer["runbook"] = runbook.into();
                    }
                    unknown.push(newer);
                }
                Meaning::Unknown(code) => {
                    all_found = false;
                    let nearest: Vec<u32> = neighbours(code.code()).map(Entry::code).collect();
                    unknown.push(json!({
                        "code": code.code(),
                        "name": null,
                        "message": code.message_in(lang),
                        "description": code.description_in(lang),
                        "solution": code.solution_in(lang),
                        "nearest": nearest,
                    }));
                }
            }
        }
    }
    catalogue::json(&found, &unknown, lang)?;
    Ok(all_found)
}

/// Returns whether every code was found.
pub(crate) fn as_text(codes: &[String], lang: Lang) -> io::Result<bool> {
    let mut explainer = Explainer { out: output(), lang, is_first: true };
    let mut all_found = true;
    for code in codes {
        let meanings = find(code);
        if meanings.is_empty() {
            all_found = false;
            explainer.out.flush()?;
            report_unknown(code);
        }
        for meaning in meanings {
            match meaning {
                Meaning::Entry(entry) => explainer.explain(entry)?,
                Meaning::Newer(code, advice) => explainer.explain_newer(code, advice)?,
                Meaning::Unknown(code) => {
                    all_found = false;
                    explainer.explain_unknown(code)?;
                }
            }
        }
    }
    explainer.out.flush()?;
    Ok(all_found)
}

fn advice(code: ErrorCode) -> Option<&'static Advice> {
    overlay::installed()?.advice(code)
}

/// Writes explanations, a blank line between two.
struct Explainer<W> {
    out: W,
    lang: Lang,
    is_first: bool,
}

impl<W: Write> Explainer<W> {
    fn explain(&mut self, entry: &Entry) -> io::Result<()> {
        let (lang, retry) = (self.lang, entry.retry());
        let table = self.word("table", "表");
        self.title(
            format_args!("{} {}", entry.code(), entry.name()),
            format_args!(" ({} {table}, {})", entry.table(), entry.origin()),
        )?;
        self.line("message:", "消息", entry.message_in(lang))?;
        if entry.description() != entry.message() {
            self.line("description:", "描述", entry.description_in(lang))?;
        }
        // Before the solution, which is for the first meaning only.
        for meaning in entry.also_in(lang) {
            self.line("may also be:", "另指", meaning)?;
        }
        let (solution, origin) = catalogue::solution(entry.error_code(), lang);
        self.line(
            "solution:",
            "解决",
            format_args!("{SOLUTION}{solution}{SOLUTION:#} ({origin})"),
        )?;
        if let Some(runbook) = catalogue::runbook(entry.error_code()) {
            self.line("runbook:", "手册", runbook)?;
        }
        self.line("kind:", "类型", entry.kind())?;
        self.line("retry:", "重试", self.advice(retry))?;
        for operation in Operation::ALL {
            let class = entry.retry_for(*operation);
            if class != retry {
                self.line("", "　　", format_args!("{operation}: {}", self.advice(class)))?;
            }
        }
        let (reason, origin) = (entry.retry_reason(), entry.retry_origin());
        self.line("because:", "依据", format_args!("{reason} ({origin})"))
    }

    /// What an overlay says of a code that is newer than the catalogue.
    fn explain_newer(&mut self, code: ErrorCode, advice: &Advice) -> io::Result<()> {
        let name = advice.name().unwrap_or(code.name());
        self.title(format_args!("{} {name}", code.code()), " (overlay)")?;
        self.line("description:", "描述", advice.description().unwrap_or_default())?;
        let solution = advice.solution().unwrap_or(code.solution_in(self.lang));
        self.line("solution:", "解决", solution)?;
        match advice.runbook() {
            Some(runbook) => self.line("runbook:", "手册", runbook),
            None => Ok(()),
        }
    }

    /// What the range of a number says, and which known codes are nearest.
    fn explain_unknown(&mut self, code: ErrorCode) -> io::Result<()> {
        let number = code.code();
        self.title(format_args!("{number} {}", code.name()), "")?;
        self.line("message:", "消息", code.message_in(self.lang))?;
        self.line("description:", "描述", code.description_in(self.lang))?;
        self.line("solution:", "解决", code.solution_in(self.lang))?;
        self.line("retry:", "重试", self.advice(code.retry()))?;
        for entry in neighbours(number) {
            let (code, name) = (entry.code(), entry.name());
            let description = entry.description_in(self.lang);
            self.line("nearest:", "邻近", format_args!("{code} {name}: {description}"))?;
        }
        Ok(())
    }

    fn advice(&self, retry: Retry) -> String {
        format!("{retry}: {}", retry.advice_in(self.lang))
    }

    fn title(&mut self, title: impl Display, more: impl Display) -> io::Result<()> {
        if !self.is_first {
            writeln!(self.out)?;
        }
        self.is_first = false;
        writeln!(self.out, "{TITLE}{title}{TITLE:#}{more}")
    }

    fn line(&mut self, english: &str, chinese: &str, text: impl Display) -> io::Result<()> {
        // A Chinese character is two columns wide.
        let width = if self.lang == Lang::Zh { 3 } else { 12 };
        writeln!(self.out, "  {LABEL}{:<width$}{LABEL:#} {text}", self.word(english, chinese))
    }

    fn word<'w>(&self, english: &'w str, chinese: &'w str) -> &'w str {
        if self.lang == Lang::Zh { chinese } else { english }
    }
}
