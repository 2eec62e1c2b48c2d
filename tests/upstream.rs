//! The tables against upstream's facts, where these lie beside the project: every pair of table and
//! code that can reach a caller, and the published rows.

use std::{collections::BTreeSet, fs, path::Path};
use yuanrong_errors::{Entry, Table, entries, lookup_in};

/// The rows of a file of facts without its header, or none where the file is not there.
fn facts(name: &str) -> Option<Vec<Vec<String>>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/source").join(name);
    let text = fs::read_to_string(file).ok()?;
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
    Some(text.lines().skip(1).map(cells).collect())
}

fn entry(table: &str, code: &str) -> &'static Entry {
    let (table, number) = (table.parse().expect("a table"), code.parse().expect("a number"));
    lookup_in(table, number).unwrap_or_else(|| panic!("{table} {code} is missing"))
}

#[test]
fn every_pair_is_there_with_its_variant_and_names() {
    let Some(rows) = facts("all-codes.tsv") else { return };
    let mut pairs = BTreeSet::new();
    for row in rows {
        let [table, code, variant, documented, names, rest @ ..] = &row[..] else {
            panic!("{row:?}")
        };
        let entry = entry(table, code);
        let code = format!("{:?}", entry.error_code());
        assert!(code.ends_with(&format!("({variant})")), "{code} {variant}");
        assert_eq!(entry.is_documented(), documented == "yes", "{code}");
        let names: Vec<&str> = names
            .split(';')
            .map(|name| name.split_once('(').map_or(name, |(name, _)| name).trim())
            .collect();
        assert!(names.iter().all(|name| entry.upstream_names().contains(name)), "{code} {names:?}");
        assert!(entry.upstream_names().iter().all(|name| names.contains(name)), "{code} {names:?}");
        if let Some(status) = rest.first().filter(|status| !status.is_empty()) {
            let sent = entry.sent_http_status().map(|status| status.to_string());
            assert_eq!(sent.as_ref(), Some(status), "{code}");
        }
        pairs.insert((entry.table(), entry.code()));
    }
    let ours = entries().map(|entry| (entry.table(), entry.code())).collect();
    assert_eq!(pairs, ours);
}

#[test]
fn the_published_rows_are_to_the_letter() {
    let Some(rows) = facts("documented-codes.tsv") else { return };
    assert_eq!(rows.len(), entries().filter(|entry| entry.is_documented()).count());
    for row in rows {
        let [table, code, first, second] = &row[..] else { panic!("{row:?}") };
        let entry = entry(table, code);
        let texts = match entry.table() {
            Table::Sdk => [entry.message(), entry.solution()],
            _ => [entry.message(), entry.description()],
        };
        assert_eq!(texts, [first, second], "{table} {code}");
    }
}
