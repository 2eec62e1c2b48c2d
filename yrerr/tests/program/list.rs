//! `yrerr list` and `yrerr search`

use crate::support::{parse_json, stdout, succeeds, yrerr};
use yuanrong_errors::{Entry, Table, entries};

#[test]
fn list_filters() {
    let output = yrerr(&["list"]);
    assert_eq!(succeeds(&output).lines().count(), entries().len());
    let output = yrerr(&["list", "--table", "REST", "--retryable", "--kind", "not-found"]);
    for line in succeeds(&output).lines() {
        assert!(line.starts_with("rest "), "{line}");
    }
    let chosen = entries().filter(|entry| {
        entry.table() == Table::Rest && entry.is_retryable() && entry.kind().as_str() == "not-found"
    });
    assert_eq!(stdout(&output).lines().count(), chosen.count());
    let output = yrerr(&["list", "--documented", "--format", "json"]);
    let documented = entries().filter(|entry| entry.is_documented()).count();
    assert_eq!(parse_json(succeeds(&output))["entries"].as_array().map(Vec::len), Some(documented));
    for &table in Table::ALL {
        let output = yrerr(&["list", "--table", table.as_str()]);
        let of_table: Vec<Entry> = entries().filter(|entry| entry.table() == table).collect();
        let lines: Vec<&str> = succeeds(&output).lines().collect();
        assert_eq!(lines.len(), of_table.len(), "{table}");
        for (line, entry) in lines.iter().zip(of_table) {
            assert_eq!(
                *line,
                format!("{table} {:>6} {}: {}", entry.code(), entry.name(), entry.description())
            );
        }
    }
    let output = yrerr(&["list", "--kind", "unknown"]);
    assert_eq!(output.status.code(), Some(1), "no code is of this kind");
}

#[test]
fn search_finds_words_of_any_case_and_language() {
    let output = yrerr(&["search", "ETCD"]);
    assert!(succeeds(&output).contains("122002 EtcdError: Error in etcd."));
    assert!(!stdout(&output).contains("1002 ERR_RESOURCE_NOT_ENOUGH"));
    let output = yrerr(&["search", "租户", "预留"]);
    assert!(succeeds(&output).contains("150433"));
    assert!(succeeds(&yrerr(&["search", "rpc unavailable"])).contains(" 1002 K_RPC_UNAVAILABLE: "));
    assert_eq!(yrerr(&["search", "no such thing"]).status.code(), Some(1));
    let hinted = entries().find_map(|entry| Some((entry.name(), entry.hint()?)));
    if let Some((name, hint)) = hinted {
        assert!(succeeds(&yrerr(&["search", hint])).contains(name), "{hint}");
    }
}
