//! The whole catalogue as one Markdown page in both languages.

use crate::{
    labels::{labels, page_introduction, table_heading},
    paste::variant,
    terminal::plain_output,
};
use std::io::{self, Write};
use yuanrong_errors::{Entry, ErrorCode, Lang, Operation, Table, UPSTREAM_RELEASE, entries};

/// Writes the page to standard output.
pub(crate) fn write() -> io::Result<()> {
    let mut out = plain_output();
    write!(
        out,
        "<!-- Written by `yrerr export --format markdown` from the tables in data/. -->\n\n\
         # The error codes of openYuanrong\n"
    )?;
    for &lang in Lang::ALL {
        let introduction = page_introduction(lang, entries().len(), UPSTREAM_RELEASE);
        write!(out, "\n{introduction}\n")?;
    }
    for &table in Table::ALL {
        write!(out, "\n## {}\n\n", table_heading(table))?;
        write!(out, "| code | name | what happened | retry |\n| --- | --- | --- | --- |\n")?;
        let rows = || entries().filter(move |entry| entry.table() == table);
        for entry in rows() {
            let (code, anchor, name) = (entry.code(), anchor(entry), entry.name());
            let (text, retry) = (markdown(entry.description()), entry.retry());
            writeln!(out, "| [{code}](#{anchor}) | `{name}` | {text} | {retry} |")?;
        }
        for entry in rows() {
            write_section(entry, &mut out)?;
        }
    }
    out.flush()
}

/// Writes the section of one code.
fn write_section(entry: Entry, out: &mut impl Write) -> io::Result<()> {
    let code = entry.code();
    write!(out, "\n<a id=\"{}\"></a>\n\n### {code} `{}`\n", anchor(entry), entry.name())?;
    for &lang in Lang::ALL {
        write_texts(entry, lang, out)?;
    }
    write!(out, "\n- retry: {}", entry.retry())?;
    for &operation in Operation::ALL {
        let class = entry.retry_for(operation);
        if class != entry.retry() {
            write!(out, "; {operation}: {class}")?;
        }
    }
    write!(out, "\n- kind: {}", entry.kind())?;
    if let Some(status) = entry.sent_http_status() {
        write!(out, "; sent with HTTP {status}")?;
    }
    if let Some(other) = entry.surfaces_as().and_then(ErrorCode::entry) {
        let (number, anchor, name) = (other.code(), anchor(other), other.name());
        write!(out, "\n- surfaces as: [{number}](#{anchor}) `{name}`")?;
    }
    let names: Vec<String> =
        entry.upstream_names().iter().map(|name| format!("`{name}`")).collect();
    writeln!(out, "\n- upstream: {} ({})", names.join(", "), entry.origin())?;
    writeln!(out, "- Rust: `{}`", rust_path(entry))?;
    let others = ErrorCode::candidates(code).filter_map(ErrorCode::entry);
    for other in others.filter(|other| other.table() != entry.table()) {
        let (anchor, table) = (anchor(other), other.table());
        writeln!(out, "- {code} is also a code of the [{table} table](#{anchor})")?;
    }
    Ok(())
}

fn write_texts(entry: Entry, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let words = labels(lang);
    let labels = &words.page;
    let texts = [entry.message_in(lang), entry.description_in(lang), entry.solution_in(lang)];
    let [message, description, solution] = texts.map(markdown);
    // An SDK code's message is its description.
    if entry.description() == entry.message() {
        write!(out, "\n{description}\n")?;
    } else {
        write!(out, "\n**{message}** {description}\n")?;
    }
    let meanings = entry.other_meanings_in(lang);
    if !meanings.is_empty() {
        let meanings: Vec<String> = meanings.iter().map(|text| markdown(text)).collect();
        let meanings = meanings.join(labels.separator);
        write!(out, "\n*{}:* {meanings}\n", labels.other_meanings)?;
    }
    let [open, close] = words.brackets;
    let origin = entry.solution_origin().word_in(lang);
    write!(out, "\n*{}{open}{origin}{close}:* {solution}\n", labels.solution)?;
    if let Some(hint) = entry.hint_in(lang) {
        write!(out, "\n*{}:* {}\n", labels.hint, markdown(hint))?;
    }
    let origin = entry.retry_origin().word_in(lang);
    let (advice, reason) = (entry.retry().advice_in(lang), entry.retry_reason_in(lang));
    let (colon, reason) = (words.colon, markdown(reason));
    write!(out, "\n*{}{open}{origin}{close}:* {advice}{colon}{reason}\n", labels.retry)
}

fn anchor(entry: Entry) -> String {
    format!("{}-{}", entry.table(), entry.code())
}

/// Returns the path of the Rust variant.
fn rust_path(entry: Entry) -> String {
    let type_name = match entry.table() {
        Table::Sdk => "SdkErrorCode",
        Table::Rest => "RestErrorCode",
        Table::DataSystem => "DataSystemErrorCode",
        Table::FunctionSystem => "FunctionSystemErrorCode",
        // The library may get a table that this program does not know.
        _ => "ErrorCode",
    };
    format!("{type_name}::{}", variant(entry))
}

/// Returns a text with the characters escaped that Markdown reads as markup.
fn markdown(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if "\\`*_[]<>|#".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
