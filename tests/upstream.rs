//! The tables against upstream's facts: every pair of table and code that can reach a caller, and
//! the published rows.

use std::{collections::BTreeSet, fs, path::Path};
use yuanrong_errors::{Entry, Origin, Table, entries, lookup_in};

const ALL_CODES: &str = include_str!("published/all-codes.tsv");
const DOCUMENTED_CODES: &str = include_str!("published/documented-codes.tsv");

/// The rows of a file of facts without its header.
fn rows(facts: &str) -> Vec<Vec<&str>> {
    facts.lines().skip(1).map(|line| line.split('\t').collect()).collect()
}

fn entry(table: &str, code: &str) -> &'static Entry {
    let (table, number) = (table.parse().expect("a table"), code.parse().expect("a number"));
    lookup_in(table, number).unwrap_or_else(|| panic!("{table} {code} is missing"))
}

#[test]
fn every_pair_is_there_with_its_variant_and_names() {
    let mut pairs = BTreeSet::new();
    for row in rows(ALL_CODES) {
        let [table, code, variant, documented, names, rest @ ..] = &row[..] else {
            panic!("{row:?}")
        };
        let entry = entry(table, code);
        let code = format!("{:?}", entry.error_code());
        assert!(code.ends_with(&format!("({variant})")), "{code} {variant}");
        assert_eq!(entry.is_documented(), *documented == "yes", "{code}");
        let names: Vec<&str> = names
            .split(';')
            .map(|name| name.split_once('(').map_or(name, |(name, _)| name).trim())
            .collect();
        assert!(names.iter().all(|name| entry.upstream_names().contains(name)), "{code} {names:?}");
        assert!(entry.upstream_names().iter().all(|name| names.contains(name)), "{code} {names:?}");
        if let Some(status) = rest.first().filter(|status| !status.is_empty()) {
            let sent = entry.sent_http_status().map(|status| status.to_string());
            assert_eq!(sent.as_deref(), Some(*status), "{code}");
        }
        pairs.insert((entry.table(), entry.code()));
    }
    let ours = entries().map(|entry| (entry.table(), entry.code())).collect();
    assert_eq!(pairs, ours);
}

#[test]
fn of_268_codes_109_are_documented_and_159_observed() {
    let all = rows(ALL_CODES);
    let documented = all.iter().filter(|row| row[3] == "yes").count();
    assert_eq!((all.len(), documented, all.len() - documented), (268, 109, 159));
    assert_eq!(rows(DOCUMENTED_CODES).len(), 109);
    let of_origin = |origin| entries().filter(|entry| entry.origin() == origin).count();
    assert_eq!(entries().len(), 268);
    assert_eq!((of_origin(Origin::Documented), of_origin(Origin::Observed)), (109, 159));
}

/// Where the facts that the copies in `published` were made of lie beside the project.
#[test]
fn the_copies_of_the_facts_are_fresh() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/source");
    for (name, copy) in [("all-codes.tsv", ALL_CODES), ("documented-codes.tsv", DOCUMENTED_CODES)] {
        if let Ok(original) = fs::read_to_string(source.join(name)) {
            assert!(copy == original, "tests/published/{name} is out of date");
        }
    }
}

#[test]
fn the_published_rows_are_to_the_letter() {
    let rows = rows(DOCUMENTED_CODES);
    assert_eq!(rows.len(), entries().filter(|entry| entry.is_documented()).count());
    for row in rows {
        let [table, code, first, second] = &row[..] else { panic!("{row:?}") };
        let entry = entry(table, code);
        let texts = match entry.table() {
            Table::Sdk => [entry.message(), entry.solution()],
            _ => [entry.message(), entry.description()],
        };
        assert_eq!(texts, [*first, *second], "{table} {code}");
    }
}
