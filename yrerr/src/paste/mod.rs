//! What a pasted text means. The library reads it; this module only decides how much of the text is
//! read at once.
//!
//! The program and the catalogue's page share this folder: the package `web/`, which is the page's
//! WebAssembly module, includes it by its path. So it uses nothing but the library. The library itself
//! has no use for it, and as a part of this package's API it would make each other dependency optional.

pub(crate) mod known;
pub(crate) mod meaning;

pub(crate) use known::{Known, variant};
pub(crate) use meaning::{Meaning, OtherNumber, Unknown};

use meaning::{is_http_status, meanings, meanings_of_number};
use std::error::Error as _;
use yuanrong_errors::{
    Error, ErrorCode, Table,
    rest::ErrorBody,
    scan::{Mention, mentions},
};

/// A text, and what it means.
pub(crate) struct Reading<'a> {
    pub(crate) text: &'a str,
    pub(crate) finding: Finding,
}

pub(crate) enum Finding {
    /// The text is a number or a name. It has these meanings, the likeliest first.
    Code(Vec<Meaning>),
    /// The text mentions a code, and says no more about it.
    Mention(Vec<Meaning>),
    /// The text reports a failure.
    Failure(Error),
    /// The text reports success.
    Success,
    Nothing,
}

/// Reads a number, a name, a body, the text of an exception, or lines of a log.
pub(crate) fn read(text: &str, table: Option<Table>) -> Vec<Reading<'_>> {
    let text = text.trim();
    let found = meanings(text, table);
    if !found.is_empty() {
        return vec![Reading { text, finding: Finding::Code(found) }];
    }
    if let Some(readings) = read_list(text, table) {
        return readings;
    }
    if let Ok(body) = ErrorBody::parse(text.as_bytes()) {
        if body.is_success() {
            return vec![Reading { text, finding: Finding::Success }];
        }
        return read_whole(text, table);
    }
    if is_log(text) {
        let of_lines = lines(text).flat_map(|line| match mentions(line.as_bytes()).next() {
            Some(_) => read_record(line, table),
            None => Vec::new(),
        });
        return once_each(of_lines);
    }
    read_whole(text, table)
}

/// Returns whether a text is lines of a log, and not one failure whose message has several lines.
fn is_log(text: &str) -> bool {
    let mut failures = lines(text).filter(|line| mentions(line.as_bytes()).next().is_some());
    let Some(first) = failures.next().filter(|_| !text.starts_with("Traceback")) else {
        return false;
    };
    let has_many_records = || lines(text).filter(|line| is_record(line)).nth(1).is_some();
    failures.next().is_some() || is_record(first) && has_many_records()
}

/// Returns whether a line starts with the time of a log record: `E0822`, `2026-08-22`, `[2026`.
fn is_record(line: &str) -> bool {
    let start = line.strip_prefix('[').unwrap_or(line);
    let start = start.strip_prefix(['I', 'W', 'E', 'F']).unwrap_or(start).as_bytes();
    start.len() > 4 && start[..4].iter().all(u8::is_ascii_digit)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Reads a text as one failure, and the codes that it mentions besides.
fn read_whole(text: &str, table: Option<Table>) -> Vec<Reading<'_>> {
    let readings = read_error(text, Error::from_text(text), table);
    if readings.is_empty() { read_lines(text, table) } else { readings }
}

/// Reads a record of a log, which need not be the text of an exception: only what is surely a code
/// counts, and an HTTP status that was sent with one.
fn read_record(line: &str, table: Option<Table>) -> Vec<Reading<'_>> {
    let mentioned: Vec<ErrorCode> =
        mentions(line.as_bytes()).map(|mention| Mention::code(&mention)).collect();
    let is_sure = |error: &Error| {
        let is_own = |code: ErrorCode| mentioned.contains(&code) || is_http_status(code.code());
        error.code().is_some_and(is_own)
            && chain(error).filter_map(Error::code).any(|code| mentioned.contains(&code))
    };
    read_error(line, Error::from_text(line).filter(is_sure), table)
}

/// Returns the failure that a text reports, and the codes that it mentions besides.
fn read_error(text: &str, error: Option<Error>, table: Option<Table>) -> Vec<Reading<'_>> {
    let mut readings = Vec::new();
    let mut known: Vec<i32> = Vec::new();
    if let Some(error) = error {
        let codes = chain(&error).filter_map(Error::code).map(ErrorCode::code);
        known.extend(codes);
        if let Some(code) = bare_code(&error) {
            let mention = mentions(text.as_bytes()).next();
            let is_certain = mention.is_none_or(|mention| mention.table_is_certain());
            let finding = Finding::Mention(meanings_of(code, is_certain, table));
            readings.push(Reading { text, finding });
        } else {
            readings.push(Reading { text, finding: Finding::Failure(error) });
        }
    }
    for mention in mentions(text.as_bytes()) {
        let code: ErrorCode = Mention::code(&mention);
        if !known.contains(&code.code()) {
            known.push(code.code());
            let found = meanings_of(code, mention.table_is_certain(), table);
            readings.push(Reading { text, finding: Finding::Mention(found) });
        }
    }
    readings
}

/// Reads a list of numbers and names; `None` if anything in it is neither.
fn read_list(text: &str, table: Option<Table>) -> Option<Vec<Reading<'_>>> {
    let separators = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '；' | '、');
    let mut readings: Vec<Reading<'_>> = Vec::new();
    for word in text.split(separators).filter(|word| !word.is_empty()) {
        let found = meanings(word, table);
        let number = found.first()?.number();
        // A number with its name is one code, of which the name says the table.
        let is_name = found.len() == 1 && ErrorCode::from_name(word).is_some();
        let has_number = |before: &Reading<'_>| number_of(&before.finding) == Some(number);
        if is_name && readings.last().is_some_and(has_number) {
            readings.pop();
        }
        readings.push(Reading { text: word, finding: Finding::Code(found) });
    }
    (!readings.is_empty()).then_some(readings)
}

/// Reads each line of a text that mentions no code.
fn read_lines(text: &str, table: Option<Table>) -> Vec<Reading<'_>> {
    if lines(text).nth(1).is_some() {
        let mut readings: Vec<Reading<'_>> =
            lines(text).flat_map(|line| read(line, table)).collect();
        // A misspelled name is worth a report, a sentence of somebody's log is not.
        readings.retain(|reading| {
            let is_word = !reading.text.contains(char::is_whitespace);
            is_word || !matches!(reading.finding, Finding::Nothing)
        });
        if readings.iter().any(|reading| !matches!(reading.finding, Finding::Nothing)) {
            return readings;
        }
    }
    vec![Reading { text, finding: Finding::Nothing }]
}

/// Returns what a code means that a text mentions. Where the text does not say which table it is of,
/// every meaning counts.
fn meanings_of(code: ErrorCode, is_certain: bool, table: Option<Table>) -> Vec<Meaning> {
    let table = table.or(code.table().filter(|_| is_certain));
    meanings_of_number(code.code(), table)
}

/// Returns the code of a failure of which nothing else is known.
fn bare_code(error: &Error) -> Option<ErrorCode> {
    let code = error.code().filter(|code| code.is_known())?;
    let has_message = error.server_message().is_some_and(|message| !message.is_empty());
    let has_more = has_message
        || error.module().is_some()
        || error.trace_id().is_some()
        || error.http_status().is_some()
        || error.source().is_some();
    (!has_more).then_some(code)
}

/// Returns an error and its causes, the outermost first.
pub(crate) fn chain<'a>(error: &'a Error) -> impl Iterator<Item = &'a Error> {
    std::iter::successors(Some(error), |&error: &&'a Error| error.source()?.downcast_ref())
}

/// Keeps one reading of the same codes, one with a message if there is one.
fn once_each<'a>(readings: impl Iterator<Item = Reading<'a>>) -> Vec<Reading<'a>> {
    let mut kept: Vec<(Vec<ErrorCode>, Reading<'a>)> = Vec::new();
    for reading in readings {
        let codes = codes_of(&reading.finding);
        let is_failure = |finding: &Finding| matches!(finding, Finding::Failure(_));
        match kept.iter_mut().find(|(other, _)| *other == codes) {
            Some((_, other)) if is_failure(&reading.finding) && !is_failure(&other.finding) => {
                *other = reading;
            }
            Some(_) => {}
            None => kept.push((codes, reading)),
        }
    }
    kept.into_iter().map(|(_, reading)| reading).collect()
}

/// Returns the likeliest code that a text mentions, or those of a failure and its causes.
fn codes_of(finding: &Finding) -> Vec<ErrorCode> {
    match finding {
        Finding::Code(found) | Finding::Mention(found) => {
            found.first().map(Meaning::code).into_iter().collect()
        }
        Finding::Failure(error) => chain(error).filter_map(Error::code).collect(),
        Finding::Success | Finding::Nothing => Vec::new(),
    }
}

fn number_of(finding: &Finding) -> Option<i32> {
    match finding {
        Finding::Code(found) | Finding::Mention(found) => found.first().map(Meaning::number),
        Finding::Failure(error) => error.code().map(ErrorCode::code),
        Finding::Success | Finding::Nothing => None,
    }
}
