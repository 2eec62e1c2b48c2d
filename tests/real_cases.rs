//! Texts, bodies and log lines that openYuanrong's own packages printed, and shapes from its tests,
//! with the SDK and REST codes that a careful reader finds in each.
#![cfg(all(feature = "json", feature = "scan", feature = "std"))]

use serde_json::Value;
use std::{collections::BTreeSet, error::Error as _, iter};
use yuanrong_errors::{DataSystemErrorCode, Error, ErrorCode, Table, rest, scan};

/// A line of a file in `tests/real/`.
struct Case {
    kind: String,
    text: String,
    http_status: Option<u16>,
    expected: BTreeSet<i32>,
}

fn cases(lines: &str) -> Vec<Case> {
    let case = |line: &str| {
        let value: Value = serde_json::from_str(line).expect("a JSON object");
        let text = |field: &str| value[field].as_str().expect("a text").to_owned();
        let number =
            |value: &Value| i32::try_from(value.as_i64().expect("a number")).expect("fits");
        Case {
            kind: text("kind"),
            text: text("text"),
            http_status: value["http_status"]
                .as_u64()
                .map(|status| status.try_into().expect("fits")),
            expected: value["expect"].as_array().expect("a list").iter().map(number).collect(),
        }
    };
    lines.lines().map(case).collect()
}

/// Returns the codes that are read from a case, those of causes included.
fn found(case: &Case) -> Vec<ErrorCode> {
    let error = match &*case.kind {
        "text" => Error::from_text(&case.text),
        "rest_body" => {
            rest::check(case.http_status.unwrap_or(500), None, case.text.as_bytes()).err()
        }
        "log" => {
            return scan::mentions(case.text.as_bytes()).map(|mention| mention.code()).collect();
        }
        other => panic!("unknown kind {other:?}"),
    };
    let causes = iter::successors(error.as_ref(), |&error| error.source()?.downcast_ref());
    causes.filter_map(Error::code).collect()
}

fn is_sdk_or_rest(code: ErrorCode) -> bool {
    matches!(code.table(), Some(Table::Sdk | Table::Rest))
}

#[test]
fn every_real_text_body_and_log_line_is_read_right() {
    let cases = cases(include_str!("real/cases.jsonl"));
    assert_eq!(cases.len(), 1011);
    let mut wrong = Vec::new();
    for case in &cases {
        let known = found(case).into_iter().filter(|code| is_sdk_or_rest(*code));
        let found: BTreeSet<i32> = known.map(ErrorCode::code).collect();
        if found != case.expected {
            wrong.push(format!("{found:?} instead of {:?}: {}", case.expected, case.text));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// The shapes have numbers that are in no table, too, where openYuanrong means them as codes. HTTP
/// statuses are not listed.
#[test]
fn every_shape_is_read_right() {
    let cases = cases(include_str!("real/shapes.jsonl"));
    assert_eq!(cases.len(), 37);
    for case in cases {
        let found: BTreeSet<i32> = found(&case).into_iter().map(ErrorCode::code).collect();
        let (missing, more) = (&case.expected - &found, &found - &case.expected);
        let are_statuses = more.iter().all(|number| (100..600).contains(number));
        assert!(missing.is_empty() && are_statuses, "{found:?}: {}", case.text);
    }
}

/// The data system writes the text of a status in brackets.
#[test]
fn the_statuses_of_the_data_system_are_read_from_their_texts() {
    let mut count = 0;
    for case in cases(include_str!("real/cases.jsonl")) {
        let found = found(&case);
        let texts = case.text.split("code: [").skip(1).filter_map(|rest| rest.split_once(']'));
        let statuses = texts.filter_map(|(text, _)| DataSystemErrorCode::from_name(text));
        for status in statuses {
            assert!(found.contains(&status.into()), "{status:?} in {}", case.text);
            count += 1;
        }
    }
    assert!(count >= 20, "{count}");
}
