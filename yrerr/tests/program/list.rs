//! `yrerr list` and `yrerr search`

use crate::support::{file, follows_schema, parse_json, stdout, succeeds, yrerr};
use yuanrong_errors::{Entry, Lang, Retry, Table, entries};

/// Returns the columns of a line, which two spaces or more separate.
fn columns(line: &str) -> Vec<&str> {
    line.split("  ").map(str::trim).filter(|column| !column.is_empty()).collect()
}

/// Returns what the columns show of a code.
fn columns_of(entry: Entry, lang: Lang) -> Vec<String> {
    vec![
        format!("{}:{}", entry.table(), entry.code()),
        entry.name().to_owned(),
        entry.retry().word_in(lang).to_owned(),
        entry.kind().word_in(lang).to_owned(),
        entry.description_in(lang).to_owned(),
    ]
}

#[test]
fn list_has_a_line_of_columns_per_code() {
    for &lang in Lang::ALL {
        let output = yrerr(&["list", "--lang", lang.as_str()]);
        let lines: Vec<&str> = succeeds(&output).lines().collect();
        assert_eq!(lines.len(), entries().len());
        for (line, entry) in lines.iter().zip(entries()) {
            assert_eq!(columns(line), columns_of(entry, lang));
        }
    }
    let output = yrerr(&["list"]);
    let column = |line: &str, text: &str| line.find(&format!("  {text}"));
    let kinds: Vec<_> = succeeds(&output)
        .lines()
        .zip(entries())
        .map(|(line, entry)| column(line, entry.kind().as_str()))
        .collect();
    assert!(kinds.iter().all(|kind| *kind == kinds[0]), "one below the other");
}

#[test]
fn list_filters() {
    let listed = |arguments: &[&str]| {
        let output = yrerr(&[&["list"], arguments].concat());
        let lines = succeeds(&output).lines().map(|line| columns(line)[0].to_owned());
        lines.collect::<Vec<String>>()
    };
    let chosen = |is_chosen: fn(&Entry) -> bool| {
        let chosen = entries().filter(is_chosen);
        chosen.map(|entry| columns_of(entry, Lang::En)[0].clone()).collect::<Vec<String>>()
    };
    assert_eq!(
        listed(&["--table", "REST", "--retryable", "--kind", "not-found"]),
        chosen(|entry| {
            let is_of_kind = entry.is_retryable() && entry.kind().as_str() == "not-found";
            entry.table() == Table::Rest && is_of_kind
        })
    );
    assert_eq!(
        listed(&["--retry", "throttled", "--retry=other-instance"]),
        chosen(|entry| matches!(entry.retry(), Retry::Throttled | Retry::OtherInstance))
    );
    assert_eq!(listed(&["--documented"]), chosen(|entry| entry.is_documented()));
    for &table in Table::ALL {
        let listed = listed(&["--table", table.as_str()]);
        assert!(listed.iter().all(|code| code.starts_with(&format!("{table}:"))), "{table}");
        assert_eq!(listed.len(), entries().filter(|entry| entry.table() == table).count());
    }
    let output = yrerr(&["list", "--kind", "unknown"]);
    assert_eq!(output.status.code(), Some(1), "no code is of this kind");
}

#[test]
fn list_and_search_write_json_and_csv() {
    let documented = entries().filter(|entry| entry.is_documented()).count();
    for arguments in [&["list", "--documented"][..], &["search", "etcd"]] {
        let text = yrerr(arguments);
        let count = succeeds(&text).lines().count();
        let output = yrerr(&[arguments, &["--format", "json"]].concat());
        let document = parse_json(succeeds(&output));
        follows_schema(&document);
        assert_eq!(document["entries"].as_array().map(Vec::len), Some(count));
        let output = yrerr(&[arguments, &["--format", "csv"]].concat());
        let mut reader = csv::Reader::from_reader(succeeds(&output).as_bytes());
        assert_eq!(reader.records().flatten().count(), count);
        assert!(arguments[0] != "list" || count == documented);
    }
}

#[test]
fn search_finds_words_of_any_case_and_language() {
    let output = yrerr(&["search", "ETCD"]);
    let lines: Vec<Vec<&str>> = succeeds(&output).lines().map(columns).collect();
    assert!(lines.iter().any(|line| line[1] == "EtcdError" && line[4] == "Error in etcd."));
    assert!(!stdout(&output).contains("ERR_RESOURCE_NOT_ENOUGH"));
    let output = yrerr(&["search", "租户", "预留"]);
    assert!(succeeds(&output).contains("150433"));
    assert!(succeeds(&yrerr(&["search", "rpc unavailable"])).contains("K_RPC_UNAVAILABLE"));
    assert_eq!(yrerr(&["search", "no such thing"]).status.code(), Some(1));
    let hinted = entries().find_map(|entry| Some((entry.name(), entry.hint()?)));
    if let Some((name, hint)) = hinted {
        assert!(succeeds(&yrerr(&["search", hint])).contains(name), "{hint}");
    }
}

#[test]
fn search_ranks_names_over_texts() {
    let output = yrerr(&["search", "etcd"]);
    let has_name = |line: &str| columns(line)[1].to_lowercase().contains("etcd");
    let is_in_name: Vec<bool> = succeeds(&output).lines().map(has_name).collect();
    assert!(is_in_name.is_sorted_by(|one, next| one >= next), "{}", stdout(&output));
    assert!(is_in_name[0] && is_in_name.contains(&false), "{}", stdout(&output));
    let output = yrerr(&["search", "4115"]);
    assert!(succeeds(&output).starts_with("rest:4115  FunctionNotFound "), "{}", stdout(&output));
}

#[test]
fn codes_of_an_overlay_are_listed_and_found() {
    let overlay = file(
        "listed.json",
        br#"{"codes": [{"table": "rest", "code": 4999, "name": "QuotaFrozen",
            "description": "The quota is frozen.", "solution": "Thaw it."}]}"#,
    );
    for arguments in [
        &["list", "--table", "rest"][..],
        &["search", "quotafrozen"],
        &["search", "thaw"],
        &["list", "--format", "csv"],
        &["export", "--format", "csv"],
        &["export", "--format", "json"],
    ] {
        let output = yrerr(&[arguments, &["--overlay", &overlay]].concat());
        assert!(succeeds(&output).contains("QuotaFrozen"), "{arguments:?}");
    }
}
