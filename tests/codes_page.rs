//! `docs/codes.md` says what the catalogue says. To write the page anew:
//!
//! ```sh
//! UPDATE=1 cargo test --all-features --test codes_page
//! ```
#![cfg(feature = "zh")]

use std::{
    env,
    fmt::{self, Write},
    fs,
    path::Path,
};
use yuanrong_errors::{Entry, ErrorCode, Lang, Operation, Table, UPSTREAM_RELEASE, entries};

const RANGES: &str = include_str!("../data/ranges.tsv");

#[test]
fn the_page_is_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/codes.md");
    let page = page().expect("strings take everything");
    if env::var_os("UPDATE").is_some() {
        fs::write(&file, &page).expect("written");
    }
    let written = fs::read_to_string(&file).expect("the page is there");
    let same = written.lines().zip(page.lines()).take_while(|(old, new)| old == new).count();
    assert!(written == page, "docs/codes.md:{} is out of date: see this test's head", same + 1);
}

fn page() -> Result<String, fmt::Error> {
    let mut page = String::new();
    write!(
        page,
        "<!-- Written by tests/codes_page.rs from the tables in data/. -->\n\n\
         # The error codes of openYuanRong\n\n\
         All {} codes that reach a caller, as of the release of {UPSTREAM_RELEASE}, in English \
         and Chinese. *documented* is what openYuanRong publishes, *observed* what its own source \
         does, *advised* what this catalogue says. The texts in Chinese are this catalogue's \
         translation.\n\n\
         openYuanRong 全部 {} 个可到达调用方的错误码（{UPSTREAM_RELEASE} 版本），含中英文说明。\n",
        entries().len(),
        entries().len()
    )?;
    for &table in Table::ALL {
        let title = match table {
            Table::Sdk => "SDK codes",
            _ => "REST codes",
        };
        write!(
            page,
            "\n## {title}\n\n| code | name | what happened | retry |\n| --- | --- | --- | --- |\n"
        )?;
        let rows = || entries().filter(move |entry| entry.table() == table);
        for entry in rows() {
            let (code, anchor, name) = (entry.code(), anchor(entry), entry.name());
            let (text, retry) = (markdown(entry.description()), entry.retry());
            writeln!(page, "| [{code}](#{anchor}) | `{name}` | {text} | {retry} |")?;
        }
        let mut last_range = String::new();
        for entry in rows() {
            let range = range(entry.code());
            if range != last_range {
                write!(page, "\n### {range}\n")?;
                last_range = range;
            }
            section(entry, &mut page)?;
        }
    }
    Ok(page)
}

/// One code in both languages.
fn section(entry: &Entry, page: &mut String) -> fmt::Result {
    let code = entry.code();
    write!(page, "\n<a id=\"{}\"></a>\n\n#### {code} `{}`\n", anchor(entry), entry.name())?;
    for lang in [Lang::En, Lang::Zh] {
        let [message, description, solution] =
            [entry.message_in(lang), entry.description_in(lang), entry.solution_in(lang)]
                .map(markdown);
        let [also, label] = match lang {
            Lang::Zh => ["可能另指", "解决方案"],
            _ => ["May also be", "Solution"],
        };
        if entry.table() == Table::Rest {
            write!(page, "\n**{message}** {description}\n")?;
        } else {
            write!(page, "\n{description}\n")?;
        }
        if !entry.also().is_empty() {
            let meanings: Vec<_> = entry.also_in(lang).iter().map(|text| markdown(text)).collect();
            let separator = if lang == Lang::Zh { "；" } else { "; " };
            write!(page, "\n*{also}:* {}\n", meanings.join(separator))?;
        }
        write!(page, "\n*{label} ({}):* {solution}\n", entry.solution_origin())?;
    }
    let (origin, reason) = (entry.retry_origin(), markdown(entry.retry_reason()));
    write!(page, "\n- retry: {} ({origin}): {reason}", entry.retry())?;
    for &operation in Operation::ALL {
        let class = entry.retry_for(operation);
        if class != entry.retry() {
            write!(page, "; {operation}: {class}")?;
        }
    }
    write!(page, "\n- kind: {}", entry.kind())?;
    if let Some(status) = entry.sent_http_status() {
        write!(page, "; sent with HTTP {status}")?;
    }
    let names: Vec<String> =
        entry.upstream_names().iter().map(|name| format!("`{name}`")).collect();
    let variant = match entry.error_code() {
        ErrorCode::Sdk(code) => format!("SdkErrorCode::{code:?}"),
        ErrorCode::Rest(code) => format!("RestErrorCode::{code:?}"),
        ErrorCode::Unknown(_) => unreachable!("an entry is known"),
    };
    write!(page, "\n- upstream: {} ({})\n- Rust: `{variant}`\n", names.join(", "), entry.origin())?;
    let other = ErrorCode::candidates(code).find(|other| other.table() != Some(entry.table()));
    if let Some(other) = other.and_then(ErrorCode::entry) {
        let (anchor, table) = (anchor(other), other.table());
        writeln!(page, "- {code} is also a code of the [{table} table](#{anchor})")?;
    }
    Ok(())
}

fn anchor(entry: &Entry) -> String {
    format!("{}-{}", entry.table(), entry.code())
}

/// The narrowest range of `data/ranges.tsv` that has the number.
fn range(number: u32) -> String {
    let ranges = RANGES.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [first, last]: [u32; 2] = [0, 1].map(|cell| cells[cell].parse().expect("a number"));
        (first, last, cells[2])
    });
    let narrowest = ranges
        .filter(|&(first, last, _)| first <= number && number <= last)
        .min_by_key(|&(first, last, _)| last - first);
    match narrowest.expect("every number is in a range") {
        (_, u32::MAX, _) => "Other numbers".to_owned(),
        (first, last, message) => match message.strip_prefix("Unknown code of ") {
            Some(name) => format!("{first} to {last}: {}", name.trim_end_matches('.')),
            None => format!("{first} to {last}"),
        },
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
