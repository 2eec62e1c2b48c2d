//! `yrerr CODE`: everything that is known about a code, a failure or a pasted text.

use crate::{
    arguments::Format,
    export::{self, FailureRow, UnknownRow},
    labels::{self, LABEL_WIDTH, Labels, labels, table_and_origin, table_of_overlay},
    paste::{self, Finding, Known, Meaning, OtherNumber, Reading, Unknown},
    suggest,
    terminal::{self, LABEL, Outcome, SOLUTION, TITLE, excerpt, output, padding, report, wrapped},
    texts::Texts,
};
use std::{
    fmt::Display,
    io::{self, Read, Write},
};
use yuanrong_errors::{Entry, Error, ErrorCode, Lang, Operation, Retry, Table};

/// How much of standard input is read. More than this is a log.
const LIMIT: u64 = 1 << 20;

/// Explains what was asked for, and reports what is not understood.
pub(crate) fn explain(
    asked: &[String],
    table: Option<Table>,
    format: Format,
    lang: Lang,
) -> io::Result<Outcome> {
    let mut texts = Vec::new();
    for text in asked {
        texts.push(if text == "-" { standard_input(lang)? } else { text.clone() });
    }
    let joined = texts.join(" ");
    let readings = read_all(&texts, &joined, table);
    let all_found = match format {
        Format::Text => write_text(&readings, lang)?,
        Format::Json => write_json(&readings, lang)?,
    };
    Ok(all_found.into())
}

/// Reads the arguments of the command line. A text that lost its quotes, so that each of its words is
/// an argument, is read as one.
fn read_all<'a>(
    arguments: &'a [String],
    joined: &'a str,
    table: Option<Table>,
) -> Vec<Reading<'a>> {
    let readings: Vec<Reading<'_>> =
        arguments.iter().flat_map(|argument| paste::read(argument, table)).collect();
    let may_be_one_text = arguments.len() > 1
        && !arguments.iter().any(|argument| argument.contains(char::is_whitespace))
        && readings.iter().any(|reading| matches!(reading.finding, Finding::Nothing));
    if !may_be_one_text {
        return readings;
    }
    let has_key = arguments.iter().any(|argument| argument.contains([':', '：', '=']));
    let together = paste::read(joined, table);
    let is_one_text = together.iter().any(|reading| match &reading.finding {
        Finding::Failure(error) => has_key && error.code().is_some(),
        Finding::Mention(_) | Finding::Success => has_key,
        // An argument that is not understood does not make a name of all of them, but a text can be
        // the text of a status.
        Finding::Code(_) => together.len() == 1,
        Finding::Nothing => false,
    });
    if is_one_text { together } else { readings }
}

fn standard_input(lang: Lang) -> io::Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(io::Error::other(labels::input_is_a_log(lang)));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn report_nothing(text: &str, lang: Lang) {
    let similar = suggest::similar(text, lang);
    report(format_args!("{}", labels::nothing_found(lang, text, &similar)));
}

/// Writes a list of the known codes, a list of the others, and the failures that were read. Returns
/// whether everything was understood.
fn write_json(readings: &[Reading<'_>], lang: Lang) -> io::Result<bool> {
    let (mut found, mut unknown, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    let mut all_found = true;
    for Reading { text, finding } in readings {
        match finding {
            Finding::Code(meanings) | Finding::Mention(meanings) => {
                for meaning in meanings {
                    match meaning {
                        Meaning::Known(known) => found.push(*known),
                        Meaning::Unknown(number) => {
                            all_found &= number.other_number().is_some();
                            unknown.push(unknown_row(number, lang));
                        }
                    }
                }
            }
            Finding::Failure(error) => {
                let codes = paste::chain(error).filter_map(Error::code);
                found.extend(codes.filter_map(Known::of));
                failures.push(FailureRow::new(text, error, lang));
            }
            Finding::Success => {}
            Finding::Nothing => {
                all_found = false;
                report_nothing(text, lang);
            }
        }
    }
    export::write_json(found, &unknown, &failures, lang)?;
    Ok(all_found)
}

fn unknown_row(number: &Unknown, lang: Lang) -> UnknownRow {
    let Texts { message, description, solution, hint, .. } = Texts::of(number.code, lang);
    let nearest = number.nearest().into_iter().map(Known::number).collect();
    let code = number.code.code();
    UnknownRow { code, message, description, solution, hint, nearest }
}

/// Returns whether everything was understood.
fn write_text(readings: &[Reading<'_>], lang: Lang) -> io::Result<bool> {
    let width = terminal::width();
    let mut explainer =
        Explainer { out: output(), lang, labels: labels(lang), width, is_first: true };
    let mut all_found = true;
    for Reading { text, finding } in readings {
        let (meanings, from) = match finding {
            Finding::Code(meanings) => (meanings, None),
            Finding::Mention(meanings) => (meanings, Some(*text)),
            Finding::Failure(error) => {
                explainer.failure(text, error)?;
                continue;
            }
            Finding::Success => {
                explainer.title(Some(text), "", labels::reports_success(lang))?;
                continue;
            }
            Finding::Nothing => {
                all_found = false;
                explainer.out.flush()?;
                report_nothing(text, lang);
                continue;
            }
        };
        for meaning in meanings {
            match meaning {
                Meaning::Known(Known::Entry(entry)) => explainer.entry(from, *entry)?,
                Meaning::Known(added) => explainer.added(from, *added)?,
                Meaning::Unknown(number) => {
                    all_found &= number.other_number().is_some();
                    explainer.unknown(number)?;
                }
            }
        }
    }
    explainer.out.flush()?;
    Ok(all_found)
}

/// Writes explanations, with an empty line between two.
struct Explainer<W> {
    out: W,
    lang: Lang,
    labels: &'static Labels,
    width: Option<usize>,
    is_first: bool,
}

impl<W: Write> Explainer<W> {
    fn entry(&mut self, from: Option<&str>, entry: Entry) -> io::Result<()> {
        let (labels, retry) = (self.labels, entry.retry());
        let texts = Texts::of(entry.error_code(), self.lang);
        self.title(
            from,
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
        self.solution(&texts)?;
        if let Some(other) = entry.surfaces_as().and_then(ErrorCode::entry) {
            let (number, name) = (other.code(), other.name());
            self.line(labels.surfaces_as, format_args!("{number} {name}"))?;
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
        let (reason, [open, close]) = (entry.retry_reason_in(self.lang), labels.brackets);
        let origin = entry.retry_origin().word_in(self.lang);
        self.line(labels.reason, format_args!("{reason}{open}{origin}{close}"))
    }

    /// Writes what an overlay says about a code that the catalogue does not have.
    fn added(&mut self, from: Option<&str>, added: Known) -> io::Result<()> {
        let texts = added.texts(self.lang);
        let title = format!("{} {}", added.number(), added.name());
        self.title(from, title, table_of_overlay(self.lang, added.table()))?;
        self.line(self.labels.description, texts.description)?;
        self.solution(&texts)
    }

    /// Writes what the range of a number says, and which known codes are nearest.
    fn unknown(&mut self, number: &Unknown) -> io::Result<()> {
        let (labels, code) = (self.labels, number.code);
        let texts = Texts::of(code, self.lang);
        let what = number.other_number().map_or("", |what| labels::other_number(self.lang, what));
        self.title(None, code.code(), what)?;
        self.line(labels.message, texts.message)?;
        self.line(labels.description, texts.description)?;
        self.line(labels.solution, texts.solution)?;
        if let Some(hint) = texts.hint {
            self.line(labels.hint, hint)?;
        }
        if number.other_number() != Some(OtherNumber::Success) {
            self.line(labels.retry, self.advice(code.retry()))?;
        }
        for known in number.nearest() {
            let (code, name) = (known.number(), known.name());
            let description = known.texts(self.lang).description;
            let colon = labels.colon;
            self.line(labels.nearest, format_args!("{code} {name}{colon}{description}"))?;
        }
        Ok(())
    }

    /// Writes the library's report of a failure.
    fn failure(&mut self, text: &str, error: &Error) -> io::Result<()> {
        let report = format!("{:#}", error.report().in_language(self.lang));
        let mut lines = report.lines();
        self.title(Some(text), lines.next().unwrap_or_default(), "")?;
        for line in lines {
            match line.split_once(self.labels.colon) {
                Some((label, value)) => {
                    let label = format!("{}{}", label.trim(), self.labels.label_end);
                    self.line(&label, value.trim_start())?;
                }
                None => self.line(self.labels.no_label, line.trim())?,
            }
        }
        Ok(())
    }

    fn solution(&mut self, texts: &Texts) -> io::Result<()> {
        let labels = self.labels;
        let ([open, close], origin) = (labels.brackets, texts.solution_origin_in(self.lang));
        self.line(
            labels.solution,
            format_args!("{SOLUTION}{}{SOLUTION:#}{open}{origin}{close}", texts.solution),
        )?;
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

    /// Writes the first line of an explanation, with the text that it is of.
    fn title(
        &mut self,
        from: Option<&str>,
        title: impl Display,
        more: impl Display,
    ) -> io::Result<()> {
        if !self.is_first {
            writeln!(self.out)?;
        }
        self.is_first = false;
        let [open, close] = self.labels.from;
        let from = from.map(|text| format!("{LABEL}{open}{}{close}{LABEL:#}", excerpt(text)));
        let line = format!("{}{TITLE}{title}{TITLE:#}{more}", from.unwrap_or_default());
        writeln!(self.out, "{}", wrapped(&line, self.width, 2))
    }

    fn line(&mut self, label: &str, text: impl Display) -> io::Result<()> {
        let column = LABEL_WIDTH + 1;
        let padding = padding(label, column);
        let line = format!("  {LABEL}{label}{LABEL:#}{padding}{text}");
        writeln!(self.out, "{}", wrapped(&line, self.width, 2 + column))
    }
}
