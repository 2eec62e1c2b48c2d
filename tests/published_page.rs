//! What the crate says of a documented code is what openYuanRong's error-code page says of it, to
//! the letter. `published/error-codes.txt` is the text of that page.

use yuanrong_errors::{Entry, Table, entries, lookup_in};

const PAGE: &str = include_str!("published/error-codes.txt");

/// The three cells of each row between two lines of the page.
fn rows(after: &str, before: Option<&str>) -> Vec<[&'static str; 3]> {
    let (_, part) = PAGE.split_once(after).expect("the page has this line");
    let part = before.map_or(part, |line| part.split_once(line).expect("and this one").0);
    let cells: Vec<&str> = part.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(cells.len() % 3, 0, "three cells to a row");
    cells.chunks(3).map(|row| [row[0], row[1], row[2]]).collect()
}

fn sdk_rows() -> Vec<[&'static str; 3]> {
    rows("\nError Code\n\nDescription\n\nSolution\n", Some("\nNote\n"))
}

fn rest_rows() -> Vec<[&'static str; 3]> {
    rows("\nError Code\n\nError Message\n\nDescription\n", None)
}

fn documented(table: Table, code: &str) -> &'static Entry {
    let entry = lookup_in(table, code.parse().expect("a number")).expect("in the table");
    assert!(entry.is_documented(), "{code} is documented");
    entry
}

#[test]
fn the_page_has_49_and_60_rows() {
    assert_eq!((sdk_rows().len(), rest_rows().len()), (49, 60));
}

#[test]
fn sdk_codes_have_the_published_description_and_solution() {
    for [code, description, solution] in sdk_rows() {
        let entry = documented(Table::Sdk, code);
        assert_eq!(entry.message(), description);
        assert_eq!(entry.description(), description);
        assert_eq!(entry.solution(), solution);
        assert_eq!(entry.solution_origin().as_str(), "documented");
    }
}

#[test]
fn rest_codes_have_the_published_message_and_description() {
    for [code, message, description] in rest_rows() {
        let entry = documented(Table::Rest, code);
        assert_eq!(entry.message(), message);
        assert_eq!(entry.description(), description);
        assert_ne!(entry.solution_origin().as_str(), "documented");
    }
}

#[test]
fn no_other_code_counts_as_documented() {
    for (table, published) in [(Table::Sdk, sdk_rows()), (Table::Rest, rest_rows())] {
        let documented =
            entries().filter(|entry| entry.table() == table && entry.is_documented()).count();
        assert_eq!(documented, published.len(), "{table}");
    }
}
