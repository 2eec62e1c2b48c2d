//! What codes mean.

use crate::{
    catalogue,
    terminal::{LABEL, SOLUTION, TITLE, output, report},
};
use std::{
    fmt::Display,
    io::{self, Write},
};
use yuanrong_errors::{
    Entry, ErrorCode, Lang, Operation, RestErrorCode, Retry, SdkErrorCode, entries,
    overlay::{self, Advice},
};

/// Every meaning of a number, the likeliest first, or of a name.
fn find(code: &str) -> Vec<&'static Entry> {
    let meanings: Vec<ErrorCode> = if let Ok(number) = code.parse() {
        ErrorCode::candidates(number).collect()
    } else {
        let sdk = SdkErrorCode::from_name(code).map(ErrorCode::Sdk);
        let rest = RestErrorCode::from_name(code).map(ErrorCode::Rest);
        sdk.into_iter().chain(rest).collect()
    };
    meanings.into_iter().filter_map(ErrorCode::entry).collect()
}

/// The two codes of the catalogue whose numbers are nearest, one below and one above.
fn neighbours(number: u32) -> impl Iterator<Item = &'static Entry> {
    let below = entries().filter(move |entry| entry.code() < number);
    let above = entries().filter(move |entry| entry.code() > number);
    let nearest = [below.max_by_key(|entry| entry.code()), above.min_by_key(|entry| entry.code())];
    nearest.into_iter().flatten()
}

/// The names that are nearly this one, the likeliest first.
fn similar_names(name: &str) -> Vec<&'static str> {
    let wanted = name.to_lowercase();
    let mut similar: Vec<(f64, &str)> = entries()
        .flat_map(Entry::upstream_names)
        .map(|name| (strsim::jaro_winkler(&wanted, &name.to_lowercase()), *name))
        .filter(|(likeness, _)| *likeness > 0.9)
        .collect();
    similar.sort_by(|one, other| other.0.total_cmp(&one.0));
    similar.dedup_by_key(|(_, name)| *name);
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

/// A list of entries, those of unknown codes left out. Returns whether every code was found.
pub(crate) fn as_json(codes: &[String], lang: Lang) -> io::Result<bool> {
    let mut found = Vec::new();
    let mut all_found = true;
    for code in codes {
        let entries = find(code);
        if entries.is_empty() {
            all_found = false;
            report_unknown(code);
        }
        found.extend(entries);
    }
    catalogue::json(&found, lang)?;
    Ok(all_found)
}

/// Returns whether every code was found.
pub(crate) fn as_text(codes: &[String], lang: Lang) -> io::Result<bool> {
    let mut explainer = Explainer { out: output(), lang, is_first: true };
    let mut all_found = true;
    for code in codes {
        let entries = find(code);
        for &entry in &entries {
            explainer.explain(entry)?;
        }
        if entries.is_empty() {
            if let Ok(number) = code.parse() {
                all_found &= explainer.explain_unknown(number)?;
            } else {
                all_found = false;
                explainer.out.flush()?;
                report_unknown(code);
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
        let solution = entry.solution_in(lang);
        let shown = overlay::installed()
            .map_or(solution, |overlay| overlay.solution(entry.error_code(), lang));
        let origin = if shown == solution { entry.solution_origin().as_str() } else { "overlay" };
        let shown = format_args!("{SOLUTION}{shown}{SOLUTION:#} ({origin})");
        self.line("solution:", "解决", shown)?;
        if let Some(runbook) = advice(entry.error_code()).and_then(Advice::runbook) {
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

    /// What an overlay says of a number; else what its range does, and which known codes are nearest.
    /// Returns whether an overlay has it.
    fn explain_unknown(&mut self, number: u32) -> io::Result<bool> {
        let code = ErrorCode::from_code(number);
        if let Some(advice) = advice(code) {
            self.title(
                format_args!("{number} {}", advice.name().unwrap_or(code.name())),
                " (overlay)",
            )?;
            self.line("description:", "描述", advice.description().unwrap_or_default())?;
            self.line(
                "solution:",
                "解决",
                advice.solution().unwrap_or(code.solution_in(self.lang)),
            )?;
            if let Some(runbook) = advice.runbook() {
                self.line("runbook:", "手册", runbook)?;
            }
            return Ok(true);
        }
        self.title(format_args!("{number} {}", code.name()), "")?;
        self.line("message:", "消息", code.message_in(self.lang))?;
        self.line("description:", "描述", code.description_in(self.lang))?;
        self.line("solution:", "解决", code.solution_in(self.lang))?;
        self.line("retry:", "重试", self.advice(code.retry()))?;
        for entry in neighbours(number) {
            let description = entry.description_in(self.lang);
            let line = format_args!("{} {}: {description}", entry.code(), entry.name());
            self.line("nearest:", "邻近", line)?;
        }
        Ok(false)
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
