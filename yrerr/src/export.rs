//! Codes as CSV, and as JSON that follows `docs/export.schema.json`.

use crate::{
    paste::{Known, chain, variant},
    terminal::plain_output,
    texts::Texts,
};
use serde::Serialize;
use std::io::{self, Write};
use yuanrong_errors::{Entry, Error, ErrorCode, Lang, Module, Operation, UPSTREAM_RELEASE};

/// The JSON document.
#[derive(Serialize)]
struct Document<'a> {
    upstream_release: &'static str,
    language: &'static str,
    entries: Vec<Row<Vec<&'static str>>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    unknown: &'a [UnknownRow],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    failures: &'a [FailureRow<'a>],
}

/// One code. `List` is the type of a list of texts, which depends on the format.
#[derive(Serialize)]
struct Row<List> {
    table: &'static str,
    code: i32,
    variant: Option<String>,
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
    retry_origin: Option<&'static str>,
    retry_reason: Option<&'static str>,
    origin: &'static str,
    sent_http_status: Option<u16>,
    surfaces_as: Option<i32>,
    other_meanings: List,
    #[serde(skip_serializing_if = "Option::is_none")]
    runbook: Option<&'static str>,
}

/// A number that was asked for and that nobody knows.
#[derive(Serialize)]
pub(crate) struct UnknownRow {
    pub(crate) code: i32,
    pub(crate) message: &'static str,
    pub(crate) description: &'static str,
    pub(crate) solution: &'static str,
    pub(crate) hint: Option<&'static str>,
    pub(crate) nearest: Vec<i32>,
}

/// A failure that was read from a text, and the advice about it.
#[derive(Serialize)]
pub(crate) struct FailureRow<'a> {
    from: &'a str,
    #[serde(flatten)]
    failed: FailedCode<'a>,
    solution: &'a str,
    hint: Option<&'a str>,
    kind: &'static str,
    retry: &'static str,
    retryable: bool,
    http_status: Option<u16>,
    trace_id: Option<&'a str>,
    module: Option<i32>,
    causes: Vec<FailedCode<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    runbook: Option<&'a str>,
}

/// What a text says of a failure or of one of its causes.
#[derive(Serialize)]
struct FailedCode<'a> {
    table: Option<&'static str>,
    code: Option<i32>,
    raw_code: Option<&'a str>,
    name: Option<&'static str>,
    message: &'a str,
    description: Option<&'static str>,
}

impl<'a> FailedCode<'a> {
    fn new(error: &'a Error, lang: Lang) -> Self {
        let texts = error.code().map(|code| Texts::of(code, lang));
        Self {
            table: error.code().and_then(Known::of).map(|known| known.table().as_str()),
            code: error.code().map(ErrorCode::code),
            raw_code: error.raw_code(),
            name: texts.as_ref().and_then(|texts| texts.name),
            message: error.message(),
            description: texts.map(|texts| texts.description),
        }
    }
}

impl<'a> FailureRow<'a> {
    pub(crate) fn new(from: &'a str, error: &'a Error, lang: Lang) -> Self {
        Self {
            from,
            failed: FailedCode::new(error, lang),
            solution: error.solution_in(lang),
            hint: error.hint_in(lang),
            kind: error.kind().as_str(),
            retry: error.retry().as_str(),
            retryable: error.is_retryable(),
            http_status: error.http_status(),
            trace_id: error.trace_id(),
            module: error.module().map(Module::code),
            causes: chain(error).skip(1).map(|cause| FailedCode::new(cause, lang)).collect(),
            runbook: error.runbook(),
        }
    }
}

impl<List> Row<List> {
    fn new(known: Known, lang: Lang, list: fn(Vec<&'static str>) -> List) -> Self {
        let (texts, code) = (known.texts(lang), known.code());
        let entry = code.entry();
        let names = entry.map_or(vec![known.name()], |entry| entry.upstream_names().to_vec());
        let other_meanings = entry.map_or(&[][..], |entry| entry.other_meanings_in(lang));
        let retry_for = |operation| code.retry_for(operation).as_str();
        Self {
            table: known.table().as_str(),
            code: known.number(),
            variant: entry.map(variant),
            names: list(names),
            message: texts.message,
            description: texts.description,
            solution: texts.solution,
            solution_origin: texts.solution_origin_in(Lang::En),
            hint: texts.hint,
            kind: known.kind().as_str(),
            http_status: known.kind().http_status(),
            retryable: known.retry().is_retryable(),
            retry: known.retry().as_str(),
            retry_create: retry_for(Operation::Create),
            retry_stateful: retry_for(Operation::InvokeStateful),
            retry_stateless: retry_for(Operation::InvokeStateless),
            retry_origin: entry.map(|entry| entry.retry_origin().as_str()),
            retry_reason: entry.map(|entry| entry.retry_reason_in(lang)),
            origin: entry.map_or("overlay", |entry| entry.origin().as_str()),
            sent_http_status: entry.and_then(Entry::sent_http_status),
            surfaces_as: entry.and_then(Entry::surfaces_as).map(ErrorCode::code),
            other_meanings: list(other_meanings.to_vec()),
            runbook: texts.runbook,
        }
    }
}

/// Writes codes, unknown numbers and failures as a JSON document.
pub(crate) fn write_json(
    codes: impl IntoIterator<Item = Known>,
    unknown: &[UnknownRow],
    failures: &[FailureRow<'_>],
    lang: Lang,
) -> io::Result<()> {
    let document = Document {
        upstream_release: UPSTREAM_RELEASE,
        language: lang.as_str(),
        entries: codes.into_iter().map(|known| Row::new(known, lang, |list| list)).collect(),
        unknown,
        failures,
    };
    let mut out = plain_output();
    serde_json::to_writer_pretty(&mut out, &document)?;
    writeln!(out)?;
    out.flush()
}

/// Writes codes as CSV, with a semicolon between the items of a list.
pub(crate) fn write_csv(codes: impl IntoIterator<Item = Known>, lang: Lang) -> io::Result<()> {
    let mut out = csv::Writer::from_writer(plain_output());
    for known in codes {
        let row = Row::new(known, lang, |list| list.join(";"));
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
