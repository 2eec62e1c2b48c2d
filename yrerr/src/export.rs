//! The catalogue as CSV, and as JSON that follows `docs/export.schema.json`.

use crate::{
    terminal::plain_output,
    texts::{Texts, variant},
};
use serde::Serialize;
use std::io::{self, Write};
use yuanrong_errors::{Entry, ErrorCode, Lang, Operation, UPSTREAM_RELEASE, entries};

/// The JSON document.
#[derive(Serialize)]
struct Document<'a> {
    upstream_release: &'static str,
    language: &'static str,
    entries: Vec<Row<&'static [&'static str]>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    unknown: &'a [UnknownRow],
}

/// One code. `List` is the type of a list of texts, which depends on the format.
#[derive(Serialize)]
struct Row<List> {
    table: &'static str,
    code: i32,
    variant: String,
    names: List,
    message: &'static str,
    description: &'static str,
    solution: &'static str,
    solution_origin: &'static str,
    hint: Option<&'static str>,
    kind: &'static str,
    http_status: u16,
    retryable: bool,
    retry: &'static str,
    retry_create: &'static str,
    retry_stateful: &'static str,
    retry_stateless: &'static str,
    retry_origin: &'static str,
    retry_reason: &'static str,
    origin: &'static str,
    sent_http_status: Option<u16>,
    surfaces_as: Option<i32>,
    other_meanings: List,
    #[serde(skip_serializing_if = "Option::is_none")]
    runbook: Option<&'static str>,
}

/// A code that was asked for and that the catalogue does not have.
#[derive(Serialize)]
pub(crate) struct UnknownRow {
    pub(crate) code: i32,
    pub(crate) name: Option<&'static str>,
    pub(crate) message: &'static str,
    pub(crate) description: &'static str,
    pub(crate) solution: &'static str,
    pub(crate) hint: Option<&'static str>,
    pub(crate) nearest: Vec<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) runbook: Option<&'static str>,
}

impl<List> Row<List> {
    fn new(entry: Entry, lang: Lang, list: fn(&'static [&'static str]) -> List) -> Self {
        let texts = Texts::of(entry.error_code(), lang);
        let retry_for = |operation| entry.retry_for(operation).as_str();
        Self {
            table: entry.table().as_str(),
            code: entry.code(),
            variant: variant(entry),
            names: list(entry.upstream_names()),
            message: texts.message,
            description: texts.description,
            solution: texts.solution,
            solution_origin: texts.solution_origin_in(Lang::En),
            hint: texts.hint,
            kind: entry.kind().as_str(),
            http_status: entry.kind().http_status(),
            retryable: entry.is_retryable(),
            retry: entry.retry().as_str(),
            retry_create: retry_for(Operation::Create),
            retry_stateful: retry_for(Operation::InvokeStateful),
            retry_stateless: retry_for(Operation::InvokeStateless),
            retry_origin: entry.retry_origin().as_str(),
            retry_reason: entry.retry_reason_in(lang),
            origin: entry.origin().as_str(),
            sent_http_status: entry.sent_http_status(),
            surfaces_as: entry.surfaces_as().map(ErrorCode::code),
            other_meanings: list(entry.other_meanings_in(lang)),
            runbook: texts.runbook,
        }
    }
}

/// Writes entries and unknown codes as a JSON document.
pub(crate) fn write_json(
    entries: impl IntoIterator<Item = Entry>,
    unknown: &[UnknownRow],
    lang: Lang,
) -> io::Result<()> {
    let document = Document {
        upstream_release: UPSTREAM_RELEASE,
        language: lang.as_str(),
        entries: entries.into_iter().map(|entry| Row::new(entry, lang, |list| list)).collect(),
        unknown,
    };
    let mut out = plain_output();
    serde_json::to_writer_pretty(&mut out, &document)?;
    writeln!(out)?;
    out.flush()
}

/// Writes the whole catalogue as CSV, with a semicolon between the items of a list.
pub(crate) fn write_csv(lang: Lang) -> io::Result<()> {
    let mut out = csv::Writer::from_writer(plain_output());
    for entry in entries() {
        let row = Row::new(entry, lang, |list| list.join(";"));
        // Every row needs the same columns, and few codes have a runbook.
        out.serialize(Row { runbook: None, ..row }).map_err(writer_error)?;
    }
    out.flush()
}

/// Returns the error of the output itself, so that a closed pipe is recognized.
fn writer_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
