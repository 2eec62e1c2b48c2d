//! What a pasted text means. The library reads it; this module only decides how much of the text is
//! read at once.

use crate::meaning::{Meaning, meanings, meanings_of_number};
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

/// Reads the arguments of the command line. A text that lost its quotes, so that each of its words is
/// an argument, is read as one.
pub(crate) fn read_all<'a>(
    arguments: &'a [String],
    joined: &'a str,
    table: Option<Table>,
) -> Vec<Reading<'a>> {
    let readings: Vec<Reading<'_>> =
        arguments.iter().flat_map(|argument| read(argument, table)).collect();
    let may_be_one_text = arguments.len() > 1
        && !arguments.iter().any(|argument| argument.contains(char::is_whitespace))
        && readings.iter().any(|reading| matches!(reading.finding, Finding::Nothing));
    if !may_be_one_text {
        return readings;
    }
    let has_key = arguments.iter().any(|argument| argument.contains([':', '：', '=']));
    let together = read(joined, table);
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
    let mut starts = lines(text).filter(|line| mentions(line.as_bytes()).next().is_some());
    let has_many_failures = starts.next().is_some() && starts.next().is_some();
    if has_many_failures && !text.starts_with("Traceback") {
        let of_lines = lines(text).flat_map(|line| match mentions(line.as_bytes()).next() {
            Some(_) => read_whole(line, table),
            None => Vec::new(),
        });
        return once_each(of_lines);
    }
    read_whole(text, table)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Reads a text as one failure, and the codes that it mentions besides.
fn read_whole(text: &str, table: Option<Table>) -> Vec<Reading<'_>> {
    let mut readings = Vec::new();
    let mut known: Vec<i32> = Vec::new();
    if let Some(error) = Error::from_text(text) {
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
    if readings.is_empty() { read_lines(text, table) } else { readings }
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

/// Keeps one reading of each code, one with a message if there is one.
fn once_each<'a>(readings: impl Iterator<Item = Reading<'a>>) -> Vec<Reading<'a>> {
    let mut kept: Vec<Reading<'a>> = Vec::new();
    for reading in readings {
        let number = number_of(&reading.finding);
        let is_failure = |finding: &Finding| matches!(finding, Finding::Failure(_));
        let same = kept.iter_mut().find(|other| number_of(&other.finding) == number);
        match same.filter(|_| number.is_some()) {
            Some(other) if is_failure(&reading.finding) && !is_failure(&other.finding) => {
                *other = reading;
            }
            Some(_) => {}
            None => kept.push(reading),
        }
    }
    kept
}

fn number_of(finding: &Finding) -> Option<i32> {
    match finding {
        Finding::Code(found) | Finding::Mention(found) => found.first().map(Meaning::number),
        Finding::Failure(error) => error.code().map(ErrorCode::code),
        Finding::Success | Finding::Nothing => None,
    }
}
