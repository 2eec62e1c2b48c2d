//! The catalogue as a list.

use crate::{
    Format,
    terminal::{TITLE, output, plain_output},
};
use serde_json::{Value, json};
use std::io::{self, Write};
use yuanrong_errors::{
    Entry, ErrorCode, ErrorKind, Lang, Operation, Table, UPSTREAM_RELEASE, entries, overlay,
};

/// Which codes to list.
pub(crate) struct Filter {
    pub(crate) table: Option<Table>,
    pub(crate) retryable: bool,
    pub(crate) kind: Option<ErrorKind>,
    pub(crate) documented: bool,
}

impl Filter {
    pub(crate) fn takes(&self, entry: &Entry) -> bool {
        self.table.is_none_or(|table| entry.table() == table)
            && (!self.retryable || entry.is_retryable())
            && self.kind.is_none_or(|kind| entry.kind() == kind)
            && (!self.documented || entry.is_documented())
    }
}

/// Whether the names and texts of an entry, in any language, contain all of these words.
pub(crate) fn has_words(entry: &Entry, words: &[String]) -> bool {
    let mut texts = vec![variant(entry), entry.code().to_string()];
    texts.extend(entry.upstream_names().iter().map(ToString::to_string));
    for &lang in Lang::ALL {
        let of_language =
            [entry.message_in(lang), entry.description_in(lang), entry.solution_in(lang)];
        texts.extend(of_language.iter().chain(entry.also_in(lang)).map(ToString::to_string));
    }
    let text = texts.join("\n").to_lowercase();
    words.iter().all(|word| text.contains(&word.to_lowercase()))
}

/// Returns whether there are any.
pub(crate) fn list(takes: impl Fn(&Entry) -> bool, format: Format, lang: Lang) -> io::Result<bool> {
    let found: Vec<&Entry> = entries().filter(|entry| takes(entry)).collect();
    match format {
        Format::Json => json(&found, &[], lang)?,
        Format::Text => {
            let mut out = output();
            for entry in &found {
                let (table, code, name) = (entry.table(), entry.code(), entry.name());
                let text = entry.description_in(lang);
                writeln!(out, "{table:<4} {TITLE}{code:>6} {name}{TITLE:#}: {text}")?;
            }
            out.flush()?;
        }
    }
    Ok(!found.is_empty())
}

/// The solution of a code, and who says so.
pub(crate) fn solution(code: ErrorCode, lang: Lang) -> (&'static str, &'static str) {
    let own = code.solution_in(lang);
    let shown = overlay::installed().map_or(own, |overlay| overlay.solution(code, lang));
    let origin = code.entry().map_or("advised", |entry| entry.solution_origin().as_str());
    (shown, if shown == own { origin } else { "overlay" })
}

/// The address of the instructions for a code, where an overlay has one.
pub(crate) fn runbook(code: ErrorCode) -> Option<&'static str> {
    overlay::installed()?.advice(code)?.runbook()
}

/// A JSON object by `docs/export.schema.json`; `unknown` are the objects of codes that the catalogue
/// does not have.
pub(crate) fn json(entries: &[&Entry], unknown: &[Value], lang: Lang) -> io::Result<()> {
    let entries: Vec<Value> = entries.iter().map(|entry| object(entry, lang)).collect();
    let mut document = json!({
        "upstream_release": UPSTREAM_RELEASE,
        "language": lang.as_str(),
        "entries": entries,
    });
    if !unknown.is_empty() {
        document["unknown"] = unknown.into();
    }
    let mut out = plain_output();
    serde_json::to_writer_pretty(&mut out, &document)?;
    writeln!(out)?;
    out.flush()
}

fn object(entry: &Entry, lang: Lang) -> Value {
    let (solution, solution_origin) = solution(entry.error_code(), lang);
    let by_operation = |operation: Operation| entry.retry_for(operation).as_str();
    let mut object = json!({
        "table": entry.table().as_str(),
        "code": entry.code(),
        "variant": variant(entry),
        "names": entry.upstream_names(),
        "message": entry.message_in(lang),
        "description": entry.description_in(lang),
        "solution": solution,
        "solution_origin": solution_origin,
        "kind": entry.kind().as_str(),
        "http_status": entry.kind().http_status(),
        "retryable": entry.is_retryable(),
        "retry": entry.retry().as_str(),
        "retry_create": by_operation(Operation::Create),
        "retry_stateful": by_operation(Operation::InvokeStateful),
        "retry_stateless": by_operation(Operation::InvokeStateless),
        "retry_origin": entry.retry_origin().as_str(),
        "retry_reason": entry.retry_reason(),
        "origin": entry.origin().as_str(),
        "sent_http_status": entry.sent_http_status(),
        "also": entry.also_in(lang),
    });
    if let Some(runbook) = runbook(entry.error_code()) {
        object["runbook"] = runbook.into();
    }
    object
}

/// The fields of the JSON, lists with a semicolon between two.
pub(crate) fn csv(lang: Lang) -> io::Result<bool> {
    const COLUMNS: [&str; 20] = [
        "table",
        "code",
        "variant",
        "names",
        "message",
        "description",
        "solution",
        "solution_origin",
        "kind",
        "http_status",
        "retryable",
        "retry",
        "retry_create",
        "retry_stateful",
        "retry_stateless",
        "retry_origin",
        "retry_reason",
        "origin",
        "sent_http_status",
        "also",
    ];
    fn cell(value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(";"),
            other => other.to_string(),
        }
    }
    /// The error of the writer itself, so that a closed pipe is told from a failure.
    fn of_writer(error: csv::Error) -> io::Error {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        }
    }
    let mut out = csv::Writer::from_writer(plain_output());
    out.write_record(COLUMNS).map_err(of_writer)?;
    for entry in entries() {
        let object = object(entry, lang);
        let record = COLUMNS.map(|column| cell(&object[column]));
        out.write_record(record).map_err(of_writer)?;
    }
    out.flush()?;
    Ok(true)
}

/// The name of the Rust variant.
pub(crate) fn variant(entry: &Entry) -> String {
    match entry.error_code() {
        ErrorCode::Sdk(code) => format!("{code:?}"),
        ErrorCode::Rest(code) => format!("{code:?}"),
        ErrorCode::Unknown(_) => String::new(),
    }
}
