//! The whole catalogue as a page in Markdown, in both languages.

use crate::{catalogue::variant, terminal::plain_output};
use std::io::{self, Write};
use yuanrong_errors::{Entry, ErrorCode, Lang, Operation, Table, UPSTREAM_RELEASE, entries};

const RANGES: &str = include_str!("../../../data/ranges.tsv");

pub(crate) fn write() -> io::Result<bool> {
    let mut out = plain_output();
    let count = entries().len();
    write!(
        out,
        "<!-- Written by `yrerr export --format markdown` from the tables in data/. -->\n\n\
         # The error codes of openYuanRong\n\n\
         All {count} codes that reach a caller, as of the release of {UPSTREAM_RELEASE}, in English \
         and Chinese. *documented* is what openYuanRong publishes, *observed* what its own source \
         does, *advised* what this catalogue says. The texts in Chinese are this catalogue's \
         translation.\n\n\
         openYuanRong 全部 {count} 个可到达调用方的错误码（{UPSTREAM_RELEASE} 版本），含中英文说明。\n"
    )?;
    for &table in Table::ALL {
        let title = if table == Table::Sdk { "SDK codes" } else { "REST codes" };
        write!(
            out,
            "\n## {title}\n\n| code | name | what happened | retry |\n| --- | --- | --- | --- |\n"
        )?;
        let rows = || entries().filter(move |entry| entry.table() == table);
        for entry in rows() {
            let (code, anchor, name) = (entry.code(), anchor(entry), entry.name());
            let (text, retry) = (markdown(entry.description()), entry.retry());
            writeln!(out, "| [{code}](#{anchor}) | `{name}` | {text} | {retry} |")?;
        }
        let mut last_range = String::new();
        for entry in rows() {
            let range = range(entry.code());
            if range != last_range {
                write!(out, "\n### {range}\n")?;
                last_range = range;
            }
            section(entry, &mut out)?;
        }
    }
    out.flush()?;
    Ok(true)
}

/// One code in both languages.
fn section(entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    let code = entry.code();
    write!(out, "\n<a id=\"{}\"></a>\n\n#### {code} `{}`\n", anchor(entry), entry.name())?;
    for &lang in Lang::ALL {
        texts(entry, lang, out)?;
    }
    let (origin, reason) = (entry.retry_origin(), markdown(entry.retry_reason()));
    write!(out, "\n- retry: {} ({origin}): {reason}", entry.retry())?;
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
    let names: Vec<String> =
        entry.upstream_names().iter().map(|name| format!("`{name}`")).collect();
    let type_name = if entry.table() == Table::Sdk { "SdkErrorCode" } else { "RestErrorCode" };
    writeln!(out, "\n- upstream: {} ({})", names.join(", "), entry.origin())?;
    writeln!(out, "- Rust: `{type_name}::{}`", variant(entry))?;
    let other = ErrorCode::candidates(code).find(|other| other.table() != Some(entry.table()));
    if let Some(other) = other.and_then(ErrorCode::entry) {
        let (anchor, table) = (anchor(other), other.table());
        writeln!(out, "- {code} is also a code of the [{table} table](#{anchor})")?;
    }
    Ok(())
}

fn texts(entry: &Entry, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let texts = [entry.message_in(lang), entry.description_in(lang), entry.solution_in(lang)];
    let [message, description, solution] = texts.map(markdown);
    let [also, label, separator] = match lang {
        Lang::Zh => ["可能另指", "解决方案", "；"],
        _ => ["May also be", "Solution", "; "],
    };
    if entry.table() == Table::Rest {
        write!(out, "\n**{message}** {description}\n")?;
    } else {
        write!(out, "\n{description}\n")?;
    }
    if !entry.also().is_empty() {
        let meanings: Vec<_> = entry.also_in(lang).iter().map(|text| markdown(text)).collect();
        write!(out, "\n*{also}:* {}\n", meanings.join(separator))?;
    }
    write!(out, "\n*{label} ({}):* {solution}\n", entry.solution_origin())
}

fn anchor(entry: &Entry) -> String {
    format!("{}-{}", entry.table(), entry.code())
}

/// The narrowest range of `data/ranges.tsv` that has the number.
fn range(number: u32) -> String {
    let ranges = RANGES.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let first: u32 = cells.next()?.parse().ok()?;
        let last: u32 = cells.next()?.parse().ok()?;
        (first <= number && number <= last).then_some((first, last, cells.next()?))
    });
    match ranges.min_by_key(|(first, last, _)| last - first) {
        Some((first, last, message)) if last < u32::MAX => {
            match message.strip_prefix("Unknown code of ") {
                Some(name) => format!("{first} to {last}: {}", name.trim_end_matches('.')),
                None => format!("{first} to {last}"),
            }
        }
        _ => "Other numbers".to_owned(),
    }
}

/// A text that Markdown shows as it is.
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
