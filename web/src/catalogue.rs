//! The whole catalogue as the page shows it.

use crate::words::{Both, Words};
use serde::Serialize;
use yuanrong_errors::{Entry, ErrorCode, Operation, Retry, UPSTREAM_RELEASE, entries};

/// Everything that the page shows of the catalogue.
#[derive(Clone, Debug, Serialize)]
pub struct Catalogue {
    release: &'static str,
    words: Words,
    entries: Vec<Row>,
}

/// One code.
#[derive(Clone, Debug, Serialize)]
struct Row {
    id: String,
    table: &'static str,
    code: i32,
    /// Upstream's names, the usual one first.
    names: &'static [&'static str],
    rust: String,
    kind: &'static str,
    retry: &'static str,
    retry_for: Exceptions,
    origin: &'static str,
    solution_origin: &'static str,
    retry_origin: &'static str,
    sent_http_status: Option<u16>,
    surfaces_as: Option<String>,
    /// The codes of the other tables with the same number.
    same_number: Vec<String>,
    texts: Both<Texts>,
}

/// The texts of a code in one language.
#[derive(Clone, Debug, Serialize)]
struct Texts {
    /// Absent where the description says the same.
    message: Option<&'static str>,
    description: &'static str,
    solution: &'static str,
    hint: Option<&'static str>,
    retry_reason: &'static str,
    other_meanings: &'static [&'static str],
    docs_url: Option<&'static str>,
}

impl Catalogue {
    /// Returns all codes, by table and number.
    #[must_use]
    pub fn new() -> Self {
        Self {
            release: UPSTREAM_RELEASE,
            words: Words::new(),
            entries: entries().map(Row::new).collect(),
        }
    }
}

impl Default for Catalogue {
    fn default() -> Self {
        Self::new()
    }
}

impl Row {
    fn new(entry: Entry) -> Self {
        let code = entry.error_code();
        let others = ErrorCode::candidates(entry.code()).filter(|other| *other != code);
        Self {
            id: id(entry),
            table: entry.table().as_str(),
            code: entry.code(),
            names: entry.upstream_names(),
            rust: rust_path(code),
            kind: entry.kind().as_str(),
            retry: entry.retry().as_str(),
            retry_for: exceptions(entry.retry(), |operation| entry.retry_for(operation)),
            origin: entry.origin().as_str(),
            solution_origin: entry.solution_origin().as_str(),
            retry_origin: entry.retry_origin().as_str(),
            sent_http_status: entry.sent_http_status(),
            surfaces_as: entry.surfaces_as().and_then(ErrorCode::entry).map(id),
            same_number: others.filter_map(ErrorCode::entry).map(id).collect(),
            texts: Both::of(|lang| Texts {
                // An SDK code's message is its description.
                message: (entry.message() != entry.description()).then(|| entry.message_in(lang)),
                description: entry.description_in(lang),
                solution: entry.solution_in(lang),
                hint: entry.hint_in(lang),
                retry_reason: entry.retry_reason_in(lang),
                other_meanings: entry.other_meanings_in(lang),
                docs_url: entry.docs_url_in(lang),
            }),
        }
    }
}

/// The operations for which the retry class is another one.
pub(crate) type Exceptions = Vec<(&'static str, &'static str)>;

/// Returns the operations whose retry class is not this one.
pub(crate) fn exceptions(retry: Retry, retry_for: impl Fn(Operation) -> Retry) -> Exceptions {
    let classes = Operation::ALL.iter().map(|operation| (*operation, retry_for(*operation)));
    let others = classes.filter(|(_, class)| *class != retry);
    others.map(|(operation, class)| (operation.as_str(), class.as_str())).collect()
}

/// Returns what names a code in a link to it: `sdk-1002`.
pub(crate) fn id(entry: Entry) -> String {
    format!("{}-{}", entry.table(), entry.code())
}

/// Returns the path of the Rust variant.
fn rust_path(code: ErrorCode) -> String {
    let (name, variant) = match code {
        ErrorCode::Sdk(code) => ("SdkErrorCode", variant(code)),
        ErrorCode::Rest(code) => ("RestErrorCode", variant(code)),
        ErrorCode::DataSystem(code) => ("DataSystemErrorCode", variant(code)),
        ErrorCode::FunctionSystem(code) => ("FunctionSystemErrorCode", variant(code)),
        code => ("ErrorCode", variant(code)),
    };
    format!("{name}::{variant}")
}

fn variant(code: impl std::fmt::Debug) -> String {
    format!("{code:?}")
}
