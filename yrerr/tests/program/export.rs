//! `yrerr export`

use crate::support::{REPOSITORY, follows_schema, parse_json, succeeds, yrerr};
use std::{env, fs, path::Path};
use yuanrong_errors::{ErrorCode, Lang, Operation, entries};

#[test]
fn json_follows_its_schema() {
    for &lang in Lang::ALL {
        let output = yrerr(&["export", "--format", "json", "--lang", lang.as_str()]);
        let export = parse_json(succeeds(&output));
        follows_schema(&export);
        let rows = export["entries"].as_array().expect("a list");
        assert_eq!(rows.len(), entries().len());
        for (row, entry) in rows.iter().zip(entries()) {
            assert_eq!(row["code"], entry.code());
            assert_eq!(row["table"], entry.table().as_str());
            assert_eq!(row["retry_reason"], entry.retry_reason_in(lang));
            let surfaces_as = entry.surfaces_as().map(|code| i64::from(code.code()));
            assert_eq!(row["surfaces_as"].as_i64(), surfaces_as);
            assert_eq!(row["solution"], entry.solution_in(lang));
            assert_eq!(row["hint"].as_str(), entry.hint_in(lang));
            assert_eq!(row["retry_create"], entry.retry_for(Operation::Create).as_str());
        }
    }
}

#[test]
fn csv_reads_back() {
    let output = yrerr(&["export", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(succeeds(&output).as_bytes());
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|other| other == name).expect("a column");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), entries().len());
    for (row, entry) in rows.iter().zip(entries()) {
        assert_eq!(row[column("code")], entry.code().to_string());
        assert_eq!(row[column("names")], entry.upstream_names().join(";"));
        assert_eq!(&row[column("solution")], entry.solution());
        assert_eq!(&row[column("hint")], entry.hint().unwrap_or_default());
        assert_eq!(&row[column("retryable")], if entry.is_retryable() { "true" } else { "false" });
        assert_eq!(row[column("other_meanings")], entry.other_meanings().join(";"));
        let surfaces_as = entry.surfaces_as().map(ErrorCode::code);
        let surfaces_as = surfaces_as.map(|code| code.to_string()).unwrap_or_default();
        assert_eq!(row[column("surfaces_as")], surfaces_as);
    }
}

#[test]
fn the_page_has_every_code_of_every_table() {
    let output = yrerr(&["export", "--format", "markdown"]);
    let page = succeeds(&output);
    for entry in entries() {
        let (table, code, name) = (entry.table(), entry.code(), entry.name());
        let heading = format!("\n<a id=\"{table}-{code}\"></a>\n\n### {code} `{name}`\n");
        assert_eq!(page.matches(&heading).count(), 1, "{table} {code}");
    }
    for heading in ["SDK codes", "REST codes", "Data-system statuses", "Function-system statuses"] {
        assert!(page.contains(&format!("\n## {heading}\n")), "{heading}");
    }
    for line in [
        "- surfaces as: [4202](#sdk-4202) `ERR_SHARED_MEMORY_LIMITED`",
        "- Rust: `DataSystemErrorCode::OutOfMemory`",
        "- Rust: `FunctionSystemErrorCode::Failed`",
        "- 3001 is also a code of the [datasystem table](#datasystem-3001)",
    ] {
        assert!(page.lines().any(|other| other == line), "{line}");
    }
}

/// `UPDATE=1 cargo test -p yrerr` rewrites the page.
#[test]
fn the_page_of_all_codes_is_up_to_date() {
    let output = yrerr(&["export", "--format", "markdown"]);
    let page = succeeds(&output);
    let file = Path::new(REPOSITORY).join("docs/codes.md");
    if env::var_os("UPDATE").is_some() {
        fs::write(&file, page).expect("written");
    }
    let written = fs::read_to_string(&file).expect("the page is there");
    let same = written.lines().zip(page.lines()).take_while(|(old, new)| old == new).count();
    let line = same + 1;
    assert!(written == page, "docs/codes.md:{line} is out of date: run `UPDATE=1 cargo test`");
}
