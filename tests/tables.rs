//! Every cell of `data/` reads back from the crate.

use std::{collections::HashMap, fs, path::Path};
use yuanrong_errors::{Entry, ErrorCode, Lang, Operation, Retry, Table, entries, lookup_in};

/// The rows of a file of `data/`: the cells by the name of their column.
fn rows(name: &str) -> Vec<HashMap<String, String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(format!("{name}.tsv"));
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
        for row in rows(table.as_str()) {
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

#[test]
fn an_unknown_number_says_what_its_range_does() {
    let rows = rows("ranges");
    let bounds = |row: &HashMap<String, String>| {
        let [first, last]: [u32; 2] = ["first", "last"].map(|end| row[end].parse().expect("u32"));
        first..=last
    };
    for number in (0..600_000).chain(rows.iter().map(|row| *bounds(row).end())) {
        let ErrorCode::Unknown(_) = ErrorCode::from_code(number) else { continue };
        let narrowest = rows
            .iter()
            .filter(|row| bounds(row).contains(&number))
            .min_by_key(|row| bounds(row).end() - bounds(row).start())
            .expect("every number is in a range");
        let code = ErrorCode::from_code(number);
        assert_eq!(code.message(), narrowest["message"], "{number}");
        assert_eq!(code.description(), narrowest["description"], "{number}");
        assert_eq!(code.solution(), narrowest["solution"], "{number}");
    }
}

#[cfg(feature = "zh")]
#[test]
fn the_chinese_texts_are_those_of_the_rows() {
    let rows = rows("zh");
    for row in rows.iter().filter(|row| row["table"] != "range") {
        let number = row["code"].parse().expect("a number");
        let entry = lookup_in(row["table"].parse().expect("a table"), number).expect("a row");
        assert_eq!(entry.message_in(Lang::Zh), row["message"]);
        let is_sdk = entry.table() == Table::Sdk;
        let description = if is_sdk { &row["message"] } else { &row["description"] };
        assert_eq!(entry.description_in(Lang::Zh), description);
        assert_eq!(entry.solution_in(Lang::Zh), row["solution"]);
        assert_eq!(entry.also_in(Lang::Zh), items(&row["also"], ';'));
    }
    for row in rows.iter().filter(|row| row["table"] == "range") {
        let code = ErrorCode::from_code(row["code"].parse().expect("a number"));
        if !code.is_known() {
            assert_eq!(code.message_in(Lang::Zh), row["message"]);
            assert_eq!(code.description_in(Lang::Zh), row["description"]);
            assert_eq!(code.solution_in(Lang::Zh), row["solution"]);
        }
    }
}

#[cfg(not(feature = "zh"))]
#[test]
fn without_the_feature_every_text_is_english() {
    for entry in entries() {
        assert_eq!(entry.message_in(Lang::Zh), entry.message());
        assert_eq!(entry.description_in(Lang::Zh), entry.description());
        assert_eq!(entry.solution_in(Lang::Zh), entry.solution());
        assert_eq!(entry.also_in(Lang::Zh), entry.also());
    }
    for &retry in Retry::ALL {
        assert_eq!(retry.advice_in(Lang::Zh), retry.advice());
    }
    assert_eq!(ErrorCode::from_code(7).message_in(Lang::Zh), ErrorCode::from_code(7).message());
}

#[test]
fn english_is_the_language_of_the_plain_readers() {
    for code in entries().map(Entry::error_code).chain([ErrorCode::from_code(1099)]) {
        assert_eq!(code.message_in(Lang::En), code.message());
        assert_eq!(code.description_in(Lang::En), code.description());
        assert_eq!(code.solution_in(Lang::En), code.solution());
    }
    for &retry in Retry::ALL {
        assert_eq!(retry.advice_in(Lang::En), retry.advice());
    }
}
