//! Every cell of `data/` reads back from the crate.

use std::{collections::HashMap, fs, path::Path};
use yuanrong_errors::{Entry, Operation, Table, entries, lookup_in};

/// The rows of a table: the cells by the name of their column.
fn rows(table: Table) -> Vec<HashMap<String, String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(format!("{table}.tsv"));
    let text = fs::read_to_string(file).expect("the table");
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned));
    let header: Vec<String> = lines.next().expect("a header").collect();
    lines.map(|cells| header.iter().cloned().zip(cells).collect()).collect()
}

/// The items of a cell that may be empty.
fn items(cell: &str, separator: char) -> Vec<&str> {
    cell.split(separator).filter(|item| !item.is_empty()).collect()
}

#[test]
fn entries_are_the_rows() {
    let mut count = 0;
    for &table in Table::ALL {
        for row in rows(table) {
            let entry = lookup_in(table, row["code"].parse().expect("a number")).expect("a row");
            check(entry, &row);
            count += 1;
        }
    }
    assert_eq!(count, entries().len());
}

fn check(entry: &Entry, row: &HashMap<String, String>) {
    let code = format!("{:?}", entry.error_code());
    assert!(code.ends_with(&format!("({})", row["variant"])), "{code}");
    assert_eq!(entry.upstream_names(), items(&row["names"], ','), "{code}");
    assert_eq!(entry.message(), row["message"], "{code}");
    let description = row.get("description").unwrap_or(&row["message"]);
    assert_eq!(entry.description(), description, "{code}");
    assert_eq!(entry.solution(), row["solution"], "{code}");
    assert_eq!(entry.solution_origin().as_str(), row["solution_origin"], "{code}");
    assert_eq!(entry.kind().as_str(), row["kind"], "{code}");
    assert_eq!(entry.retry().as_str(), row["retry"], "{code}");
    assert_eq!(entry.retry_origin().as_str(), row["retry_origin"], "{code}");
    assert_eq!(entry.retry_reason(), row["retry_reason"], "{code}");
    assert_eq!(entry.origin().as_str(), row["origin"], "{code}");
    assert_eq!(entry.also(), items(&row["also"], ';'), "{code}");
    let status = entry.sent_http_status().map_or(String::new(), |status| status.to_string());
    assert_eq!(status, row["http"], "{code}");
    for (operation, column) in [
        (Operation::Create, "retry_create"),
        (Operation::InvokeStateful, "retry_stateful"),
        (Operation::InvokeStateless, "retry_stateless"),
    ] {
        let class = if row[column].is_empty() { &row["retry"] } else { &row[column] };
        assert_eq!(entry.retry_for(operation).as_str(), class, "{code}");
    }
}
