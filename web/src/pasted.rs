//! Finds the codes in a text that somebody pasted, whatever it is.

use crate::{
    catalogue::{Exceptions, exceptions, id},
    words::Both,
};
use serde::Serialize;
use std::{error::Error as _, iter, ops::Range};
use yuanrong_errors::{
    Entry, Error, ErrorCode, Table, entries, rest,
    scan::{self, Mention},
};

/// How many different failures are returned.
const MOST_FINDINGS: usize = 200;

/// How many characters of a text are shown before and after its code.
const SHOWN_AROUND: usize = 160;

/// How the first line of a Python traceback starts.
const TRACEBACK: &str = "Traceback (most recent call last)";

/// What a code was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A number or a name alone.
    Code,
    /// The body of a response.
    Body,
    /// The text of an exception, or one line.
    Text,
    /// A line of several.
    Log,
}

/// A failure that a text reports.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    form: Form,
    /// The number of the first line that reports it.
    line: usize,
    /// How many lines report it.
    lines: usize,
    excerpt: Excerpt,
    failure: Failure,
}

impl Finding {
    /// Returns every code of the failure, those of its causes last.
    pub fn codes(&self) -> impl Iterator<Item = ErrorCode> {
        let causes = self.failure.causes.iter().map(|cause| cause.error_code);
        iter::once(self.failure.error_code).chain(causes).flatten()
    }
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    before: String,
    /// The code as the text spells it.
    code: String,
    after: String,
}

impl Excerpt {
    /// Returns what is around a code. The range is one of the text.
    fn of(text: &str, code: Range<usize>) -> Self {
        let before = text.get(..code.start).unwrap_or_default();
        let after = text.get(code.end..).unwrap_or_default();
        let cut = before.char_indices().rev().nth(SHOWN_AROUND).map(|(index, _)| index);
        let before = cut.map_or(before.to_owned(), |index| format!("…{}", &before[index..]));
        let cut = after.char_indices().nth(SHOWN_AROUND).map(|(index, _)| index);
        let after = cut.map_or(after.to_owned(), |index| format!("{}…", &after[..index]));
        Self { before, code: text.get(code).unwrap_or_default().to_owned(), after }
    }

    /// Returns the start of a text.
    fn start_of(text: &str) -> Self {
        Self::of(text, 0..0)
    }
}

/// One failed call, with its advice.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    #[serde(skip)]
    error_code: Option<ErrorCode>,
    #[serde(flatten)]
    title: Title,
    http_status: Option<u16>,
    module: Option<String>,
    trace_id: Option<String>,
    kind: &'static str,
    retry: &'static str,
    retry_for: Exceptions,
    texts: Both<Texts>,
    causes: Vec<Cause>,
    /// What else the number may mean, where the text does not say which table it is from.
    or_else: Vec<String>,
}

/// The number, the name and the message of an error.
#[derive(Clone, Debug, Serialize)]
struct Title {
    /// What names the code in a link, where the catalogue has it.
    id: Option<String>,
    code: Option<i32>,
    /// What the code is if the catalogue does not have it.
    unknown: Option<Unknown>,
    /// What is in the place of a code, where it is none.
    raw_code: Option<String>,
    name: Option<&'static str>,
    /// What the server said.
    message: Option<String>,
}

/// What a number is that the catalogue does not have.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Unknown {
    HttpStatus,
    Code,
}

/// An error that a message carries.
#[derive(Clone, Debug, Serialize)]
struct Cause {
    #[serde(skip)]
    error_code: Option<ErrorCode>,
    #[serde(flatten)]
    title: Title,
}

/// What to do, in one language.
#[derive(Clone, Debug, Serialize)]
struct Texts {
    /// What the code or the HTTP status means.
    meaning: Option<&'static str>,
    solution: String,
    hint: Option<String>,
}

impl Unknown {
    fn of(code: ErrorCode) -> Self {
        if (100..=599).contains(&code.code()) { Self::HttpStatus } else { Self::Code }
    }
}

impl Title {
    fn of(error: &Error) -> Self {
        Self {
            id: error.entry().map(id),
            code: error.code().map(ErrorCode::code),
            unknown: error.code().filter(|code| !code.is_known()).map(Unknown::of),
            raw_code: error.raw_code().map(str::to_owned),
            name: error.name(),
            message: error.server_message().map(str::to_owned),
        }
    }
}

impl Failure {
    fn new(error: &Error) -> Self {
        let status = error.http_status().map(|status| ErrorCode::from_code(status.into()));
        let meaning = error.code().or(status);
        let cause = |error: &Error| Cause { error_code: error.code(), title: Title::of(error) };
        Self {
            error_code: error.code(),
            title: Title::of(error),
            http_status: error.http_status(),
            module: error.module().map(|module| format!("{} {module}", module.code())),
            trace_id: error.trace_id().map(str::to_owned),
            kind: error.kind().as_str(),
            retry: error.retry().as_str(),
            retry_for: exceptions(error.retry(), |operation| error.retry_for(operation)),
            texts: Both::of(|lang| Texts {
                meaning: meaning.map(|code| code.description_in(lang)),
                solution: error.solution_in(lang).to_owned(),
                hint: error.hint_in(lang).map(str::to_owned),
            }),
            causes: chain(error).skip(1).map(cause).collect(),
            or_else: Vec::new(),
        }
    }

    /// Adds the other meanings of a number, where a text does not say which table it is from.
    fn with_other_tables(self, mention: &Mention) -> Self {
        if mention.table_is_certain() {
            return self;
        }
        let is_meant = |entry: &Entry| matches!(entry.table(), Table::Sdk | Table::Rest);
        let all = ErrorCode::candidates(mention.code().code());
        let others = all.filter(|other| *other != mention.code()).filter_map(ErrorCode::entry);
        Self { or_else: others.filter(is_meant).map(id).collect(), ..self }
    }
}

/// Returns an error and the errors that it carries, the outermost first.
fn chain(error: &Error) -> impl Iterator<Item = &Error> {
    iter::successors(Some(error), |&error| error.source()?.downcast_ref())
}

/// Finds the failures that a text reports, in their order.
///
/// The text is a number or a name, or several of them; the body of a response; the text of an
/// exception; or lines of a log. What the library's readers find in it is what counts.
#[must_use]
pub fn findings(text: &str) -> Vec<Finding> {
    let text = text.trim();
    if let Some(codes) = codes_alone(text) {
        return codes;
    }
    if let Some(error) = body(text) {
        // The status that was assumed is none of the text.
        let failure = Failure { http_status: None, ..Failure::new(&error) };
        return vec![finding(Form::Body, 1, Excerpt::start_of(text), failure)];
    }
    let mut findings = Vec::new();
    if is_one_failure(text) {
        add_line(&mut findings, Form::Text, 1, text);
    } else {
        for (index, line) in text.lines().enumerate() {
            add_line(&mut findings, Form::Log, index + 1, line.trim());
        }
    }
    findings
}

fn finding(form: Form, line: usize, excerpt: Excerpt, failure: Failure) -> Finding {
    Finding { form, line, lines: 1, excerpt, failure }
}

/// Reads the body of a response, where the text is one that reports a code.
fn body(text: &str) -> Option<Error> {
    /// What a response without a status of its own most likely had.
    const HTTP_STATUS: u16 = 500;
    let is_body = ["{", "[", "\"", "event:", "data:"].iter().any(|start| text.starts_with(start));
    let error = rest::check(HTTP_STATUS, None, text.as_bytes()).err().filter(|_| is_body)?;
    error.code().is_some().then_some(error)
}

fn is_one_failure(text: &str) -> bool {
    text.starts_with(TRACEBACK) || !text.contains('\n')
}

/// Adds what a line reports, or counts it where the same was reported before.
fn add_line(findings: &mut Vec<Finding>, form: Form, number: usize, line: &str) {
    let mentions: Vec<Mention> = scan::mentions(line.as_bytes()).collect();
    let is_mentioned = |code: ErrorCode| mentions.iter().any(|mention| mention.code() == code);
    // A line of a log need not be an exception text: only what is surely a code counts in it.
    let is_meant = |error: &Error| form == Form::Text || error.code().is_some_and(is_mentioned);
    if form == Form::Log && mentions.is_empty() {
        return;
    }
    let mut read: Vec<ErrorCode> = Vec::new();
    if let Some(error) = Error::from_text(line).filter(is_meant) {
        read.extend(chain(&error).filter_map(Error::code));
        let failure = Failure::new(&error);
        let new = match mentions.iter().find(|mention| Some(mention.code()) == error.code()) {
            Some(own) => {
                let excerpt = Excerpt::of(line, own.range());
                finding(form, number, excerpt, failure.with_other_tables(own))
            }
            None => finding(form, number, Excerpt::start_of(line), failure),
        };
        add(findings, new);
    }
    for mention in &mentions {
        if !read.contains(&mention.code()) {
            read.push(mention.code());
            let failure = Failure::new(&mention.code().into()).with_other_tables(mention);
            add(findings, finding(form, number, Excerpt::of(line, mention.range()), failure));
        }
    }
}

fn add(findings: &mut Vec<Finding>, new: Finding) {
    if let Some(same) = findings.iter_mut().find(|finding| finding.codes().eq(new.codes())) {
        same.lines += 1;
    } else if findings.len() < MOST_FINDINGS {
        findings.push(new);
    }
}

/// Reads a text that has nothing but numbers and names.
fn codes_alone(text: &str) -> Option<Vec<Finding>> {
    let is_separator =
        |character: char| character.is_whitespace() || ",;，；、".contains(character);
    let mut findings = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // The text of a status has spaces.
        let whole = meanings(line);
        let words: Vec<&str> = if whole.is_empty() {
            line.split(is_separator).filter(|word| !word.is_empty()).collect()
        } else {
            vec![line]
        };
        for word in words {
            let codes = meanings(word);
            if codes.is_empty() {
                return None;
            }
            for code in codes {
                let excerpt = Excerpt::of(word, 0..word.len());
                add(&mut findings, finding(Form::Code, 1, excerpt, Failure::new(&code.into())));
            }
        }
    }
    (!findings.is_empty()).then_some(findings)
}

/// Returns every meaning of a number, a number with its table or a name in any case, the likeliest
/// first.
fn meanings(word: &str) -> Vec<ErrorCode> {
    let word = word.trim_matches(['"', '\'', '`', '(', ')', '[', ']', '.', ':']);
    if let Ok(number) = word.replace('_', "").parse() {
        let known: Vec<ErrorCode> = ErrorCode::candidates(number).collect();
        return if known.is_empty() { vec![ErrorCode::from_code(number)] } else { known };
    }
    let is_named = |entry: &Entry| {
        let names = entry.upstream_names().iter().copied();
        let message = Some(entry.message()).filter(|text| ErrorCode::from_name(text).is_some());
        names.chain(message).any(|name| name.eq_ignore_ascii_case(word))
    };
    let named: Vec<ErrorCode> = entries().filter(is_named).map(Entry::error_code).collect();
    if named.is_empty() { word.parse().into_iter().collect() } else { named }
}
