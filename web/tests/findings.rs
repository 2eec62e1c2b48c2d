//! What the page finds in a text that somebody pasted.

use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};
use yuanrong_errors::{ErrorCode, Table, entries};
use yuanrong_errors_web::{Catalogue, Finding, findings};

fn read(text: &str) -> Value {
    serde_json::to_value(findings(text)).expect("JSON")
}

/// Returns the codes in a text, those of causes after those that they cause.
fn codes(text: &str) -> Vec<String> {
    let codes = findings(text).iter().flat_map(Finding::codes).collect::<Vec<_>>();
    let word = |code: ErrorCode| match code.table() {
        Some(table) => format!("{table}:{}", code.code()),
        None => format!("unknown:{}", code.code()),
    };
    codes.into_iter().map(word).collect()
}

fn repository(file: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    fs::read_to_string(file).expect("the file is there")
}

#[test]
fn numbers_and_names_are_read_alone_and_together() {
    for (text, expected) in [
        ("1015", &["sdk:1015"][..]),
        (" 1015,\n", &["sdk:1015"]),
        ("1005", &["sdk:1005", "datasystem:1005"]),
        ("150_424", &["rest:150424"]),
        ("4202", &["sdk:4202", "rest:4202"]),
        ("rest:4202", &["rest:4202"]),
        ("datasystem:19", &["datasystem:19"]),
        ("99999", &["unknown:99999"]),
        ("503", &["unknown:503"]),
        ("functionnotfound", &["rest:4115"]),
        ("err_instance_exited", &["sdk:1007"]),
        ("Out of memory", &["datasystem:6"]),
        ("1015 4115；FunctionNotFound，K_TRY_AGAIN", &["sdk:1015", "rest:4115", "datasystem:19"]),
        ("1015\nOut of memory\n", &["sdk:1015", "datasystem:6"]),
        ("ErrCode:1005", &["sdk:1005"]),
        ("errCode: 4202", &["sdk:4202", "rest:4202"]),
        ("", &[]),
        ("hello 1002", &[]),
        ("99999999999", &[]),
    ] {
        assert_eq!(codes(text), expected, "{text:?}");
    }
}

#[test]
fn a_body_has_its_message_its_cause_and_its_trace() {
    let text = r#"{
        "code": 150425,
        "message": "failed to invoke, code: 3002, module code: 22, msg: peer is gone",
        "trace_id": "7f3a"
    }"#;
    let found = read(text);
    assert_eq!(codes(text), ["rest:150425", "sdk:3002"]);
    let failure = &found[0]["failure"];
    assert!(found[0]["place"].is_null(), "the text is one body");
    assert_eq!(failure["id"], "rest-150425");
    assert_eq!(failure["trace_id"], "7f3a");
    assert_eq!(failure["causes"][0]["message"], "peer is gone");
    assert_eq!(
        (&failure["kind"], &failure["retry"]),
        (&json!("not-found"), &json!("other-instance"))
    );
    let retry_for = json!([["create", "never"], ["invoke-stateful", "never"]]);
    assert_eq!(failure["retry_for"], retry_for);
    assert!(failure["http_status"].is_null(), "the text has none");
    assert!(failure["texts"]["zh"]["solution"].is_string());
    let success = r#"{"code": 0, "message": "fine"}"#;
    assert_eq!(codes(success), [""; 0]);
    assert!(read(success)[0]["failure"].is_null());
}

#[test]
fn a_line_that_is_pasted_alone_may_have_a_code_that_is_not_in_the_catalogue() {
    let found = read("failed to invoke, code: 9999, module code: 20, msg: new in this release");
    assert_eq!(found[0]["failure"]["code"], 9999);
    assert_eq!(found[0]["failure"]["kind"], "unknown");
    assert_eq!(found[0]["failure"]["unknown"], "code");
    assert_eq!(read("404")[0]["failure"]["unknown"], "http-status");
    assert_eq!(read("200200")[0]["failure"]["unknown"], "success");
    assert_eq!(read("4151")[0]["failure"]["nearest"], json!(["rest-4115", "rest-4143"]));
    assert!(read("1015")[0]["failure"]["unknown"].is_null());
    let found = read("HTTP 503: upstream connect error");
    assert_eq!(found[0]["failure"]["code"], Value::Null);
    assert_eq!(found[0]["failure"]["kind"], "unavailable");
}

#[test]
fn a_log_has_each_failure_once_with_its_first_line_and_the_number_of_lines() {
    let log = "started\n\
        create failed, code: 1015, msg: no meta, exit code: 137\n\
        retcode = 4202\n\
        create failed, code: 1015, msg: no meta, exit code: 137\n\
        process 4711 ended with exit code 1002\n";
    let found = read(log);
    assert_eq!(codes(log), ["sdk:1015", "sdk:4202", "rest:4202"]);
    let place = &found[0]["place"];
    assert_eq!((&place["line"], &place["lines"]), (&json!(2), &json!(2)));
    assert_eq!(found[0]["failure"]["message"], "no meta, exit code: 137");
    assert_eq!(
        place["excerpt"],
        json!({
            "before": "create failed, code: ",
            "code": "1015",
            "after": ", msg: no meta, exit code: 137",
        })
    );
    let log = "E0822 10:15:03 code: 1015, msg: no meta\nI0822 10:15:04 lease renewed";
    assert_eq!(read(log)[0]["failure"]["message"], "no meta", "of one record");
}

#[test]
fn a_long_line_is_cut_around_its_code() {
    let filler = "é".repeat(5000);
    let found = read(&format!("code: 1005\n{filler} code: 1002, msg: {filler}"));
    let excerpt = &found[1]["place"]["excerpt"];
    assert_eq!(excerpt["code"], "1002");
    for side in ["before", "after"] {
        let text = excerpt[side].as_str().expect("a text");
        assert!(text.contains('…') && text.chars().count() < 200, "{text}");
    }
}

#[test]
fn a_log_with_every_code_is_cut_off() {
    let mut log = String::from("start\n");
    for entry in entries() {
        writeln!(log, "failed: {entry:?}, {} {}", entry.code(), entry.name()).expect("written");
        writeln!(log, "{}", entry.error_code()).expect("written");
    }
    let count = findings(&log).len();
    assert_eq!(count, 200);
}

/// The codes that a careful reader finds in what openYuanrong's own packages printed.
#[test]
fn every_real_text_is_read_right() {
    for line in repository("tests/real/cases.jsonl").lines() {
        let case: Value = serde_json::from_str(line).expect("JSON");
        let text = case["text"].as_str().expect("a text");
        let expected: BTreeSet<i64> =
            case["expect"].as_array().expect("a list").iter().filter_map(Value::as_i64).collect();
        let is_meant = |code: &ErrorCode| matches!(code.table(), Some(Table::Sdk | Table::Rest));
        let found = findings(text);
        let found = found.iter().flat_map(Finding::codes).filter(is_meant);
        let found: BTreeSet<i64> = found.map(|code| code.code().into()).collect();
        assert_eq!(found, expected, "{text}");
    }
}

/// Lines with and without codes: as one log, they have the codes of its lines and no others.
#[test]
fn a_log_of_look_alikes_has_no_false_codes() {
    let corpus = repository("tests/log_corpus.txt");
    let lines = || corpus.lines().filter_map(|line| line.split_once('\t'));
    let log: Vec<&str> = lines().map(|(_, text)| text).collect();
    let found: BTreeSet<String> =
        codes(&log.join("\n").replace('␛', "\u{1b}")).into_iter().collect();
    let words = lines().flat_map(|(words, _)| words.split(' ')).filter(|word| *word != "-");
    let expected: BTreeSet<String> =
        words.map(|word| word.trim_end_matches('?').to_owned()).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_catalogue_has_every_code_and_every_word() {
    let catalogue = serde_json::to_value(Catalogue::new()).expect("JSON");
    let rows = catalogue["entries"].as_array().expect("a list");
    assert_eq!(rows.len(), entries().len());
    for (row, entry) in rows.iter().zip(entries()) {
        assert_eq!(row["id"], format!("{}-{}", entry.table(), entry.code()));
        assert_eq!(row["names"][0], entry.name());
        assert_eq!(row["texts"]["en"]["solution"], entry.solution());
        let is_word = |list: &str, word: &Value| {
            let words = catalogue["words"][list].as_array().expect("a list");
            words.iter().any(|other| other["id"] == *word)
        };
        assert!(is_word("kinds", &row["kind"]) && is_word("retry", &row["retry"]));
        assert!(is_word("tables", &row["table"]) && is_word("origins", &row["origin"]));
    }
}
