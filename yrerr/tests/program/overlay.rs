//! `yrerr --overlay`

use crate::support::{file, follows_schema, parse_json, program, stderr, stdout, succeeds, yrerr};
use serde_json::{Value, json};
use yuanrong_errors::{Entry, entries};

const OVERLAY: &[u8] = br#"{"codes": [
    {"table": "sdk", "code": 1005, "solution": "Ask the platform team.", "runbook": "https://r/1"},
    {"table": "rest", "code": 4999, "name": "QuotaFrozen", "description": "The quota is frozen.",
     "runbook": "https://r/2"}
]}"#;

#[test]
fn every_command_shows_the_overlay() {
    let (overlay, log) = (file("overlay.json", OVERLAY), file("overlaid.log", b"code: 1005\n"));
    for arguments in [
        &["--overlay", &overlay, "annotate", &log][..],
        &["annotate", "--overlay", &overlay, &log],
        &["--overlay", &overlay, "summary", &log],
        &["summary", "--format", "json", &log, "--overlay", &overlay],
        &["annotate", "--summary", &log, "--overlay", &overlay],
        &["--overlay", &overlay, "1005"],
        &["--overlay", &overlay, "--format", "json", "1005"],
    ] {
        let output = yrerr(arguments);
        assert!(succeeds(&output).contains("Ask the platform team."), "{arguments:?}");
        assert!(!stdout(&output).contains("Retry after a certain"), "{arguments:?}");
    }
    let output = yrerr(&["--overlay", &overlay, "--format", "json", "1005", "4999"]);
    let document = parse_json(succeeds(&output));
    follows_schema(&document);
    assert_eq!(document["entries"][0]["solution_origin"], "overlay");
    let newer = document["entries"].as_array().and_then(|entries| entries.last());
    let newer = newer.expect("an entry");
    assert_eq!((&newer["names"][0], &newer["origin"]), (&"QuotaFrozen".into(), &"overlay".into()));
    for code in ["4999", "QuotaFrozen"] {
        let output = yrerr(&["--overlay", &overlay, code]);
        assert!(
            succeeds(&output).starts_with("4999 QuotaFrozen (rest table, overlay)\n"),
            "{code}"
        );
        assert!(stdout(&output).ends_with("\n  runbook:     https://r/2\n"), "{code}");
    }
    let output = yrerr(&["--overlay", &overlay, "1005"]);
    assert!(succeeds(&output).contains("\n  runbook:     https://r/1\n"), "{}", stdout(&output));
}

#[test]
fn codes_that_only_the_overlay_has_are_found_in_logs() {
    let overlay = file("newer.json", OVERLAY);
    let log = file("newer.log", b"code: 4999, msg: frozen since May\ncode: 4998, msg: x\n");
    let output = yrerr(&["--overlay", &overlay, "annotate", &log]);
    assert!(succeeds(&output).contains("\n  ^ 4999 QuotaFrozen: "), "{}", stdout(&output));
    let output = yrerr(&["--overlay", &overlay, "summary", &log]);
    let first = "       1  100.0 %  4999 QuotaFrozen: ";
    assert!(succeeds(&output).starts_with(first), "{}", stdout(&output));
    assert!(stdout(&output).ends_with("1 of 2 lines mention a code\n"), "{}", stdout(&output));
    let output = yrerr(&["--overlay", &overlay, "summary", "--format", "json", &log]);
    let newer = &parse_json(succeeds(&output))["codes"][0];
    assert_eq!((&newer["table"], &newer["name"]), (&Value::Null, &"QuotaFrozen".into()));
    assert_eq!(newer["message"], "The quota is frozen.");
    assert_eq!(yrerr(&["summary", &log]).status.code(), Some(1), "not without the overlay");
}

#[test]
fn an_operators_solution_takes_the_place_of_the_hint() {
    let hinted: Vec<_> = entries().filter(|entry| entry.hint().is_some()).collect();
    let row = |entry: &Entry| {
        let (table, code) = (entry.table().as_str(), entry.code());
        json!({ "table": table, "code": code, "solution": "Call 4711." })
    };
    let overlay = json!({ "codes": hinted.iter().map(row).collect::<Vec<_>>() }).to_string();
    let overlay = file("hint.json", overlay.as_bytes());
    let output = yrerr(&["--overlay", &overlay, "list", "--format", "json"]);
    let document = parse_json(succeeds(&output));
    for entry in document["entries"].as_array().expect("a list") {
        assert!(entry["hint"].is_null(), "{entry}");
    }
}

#[test]
fn the_origin_of_a_solution_is_the_overlay_where_an_operator_gives_it() {
    let published = "Retry after a certain interval.";
    let overlay = json!({
        "contact": "extension 4711",
        "codes": [{ "table": "sdk", "code": 1005, "solution": published }],
    });
    let overlay = file("origin.json", overlay.to_string().as_bytes());
    let output = yrerr(&["--overlay", &overlay, "sdk:1005", "sdk:1002", "ERR_INNER_SYSTEM_ERROR"]);
    let solutions: Vec<&str> =
        succeeds(&output).lines().filter(|line| line.contains("  solution: ")).collect();
    assert_eq!(solutions[0], format!("  solution:    {published} (overlay)"));
    assert!(solutions[1].ends_with("(documented)"), "without a contact: {}", solutions[1]);
    assert_eq!(solutions[2], "  solution:    Contact extension 4711. (overlay)");
}

#[test]
fn the_overlay_can_be_set_by_an_environment_variable() {
    let overlay = file("variable.json", OVERLAY);
    let with_variable = |value: &str, arguments: &[&str]| {
        program(arguments).env("YRERR_OVERLAY", value).output().expect("the program runs")
    };
    assert!(succeeds(&with_variable(&overlay, &["1005"])).contains("Ask the platform team."));
    assert!(succeeds(&with_variable("", &["1005"])).contains("Retry after a certain"));
    succeeds(&with_variable("no such file", &["completions", "bash"]));
    let output = with_variable("no such file", &["1005"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("yrerr: no such file: "), "{}", stderr(&output));
}

#[test]
fn every_command_shows_runbooks_of_each_meaning_of_a_number() {
    let overlay = br#"{"codes": [
        {"table": "sdk", "code": 1002, "runbook": "https://r/sdk"},
        {"table": "rest", "code": 1002, "name": "Newer", "description": "It is newer.",
         "runbook": "https://r/rest"}
    ]}"#;
    let (overlay, log) = (file("runbooks.json", overlay), file("runbooks.log", b"code: 1002\n"));
    for arguments in [
        &["1002"][..],
        &["--format", "json", "1002"],
        &["list", "--format", "json"],
        &["export", "--format", "json"],
        &["annotate", &log],
        &["annotate", "--format", "json", &log],
        &["summary", &log],
        &["summary", "--format", "json", &log],
    ] {
        let output = yrerr(&[&["--overlay", &overlay], arguments].concat());
        assert_eq!(succeeds(&output).matches("https://r/sdk").count(), 1, "{arguments:?}");
    }
    succeeds(&yrerr(&["--overlay", &overlay, "export", "--format", "csv"]));
    let explained = yrerr(&["--overlay", &overlay, "1002"]);
    assert!(
        succeeds(&explained).contains("\n\n1002 Newer (rest table, overlay)\n"),
        "{}",
        stdout(&explained)
    );
    let document =
        parse_json(succeeds(&yrerr(&["--overlay", &overlay, "--format", "json", "1002"])));
    follows_schema(&document);
    let newer = document["entries"].as_array().and_then(|entries| entries.last());
    assert_eq!(newer.map(|entry| &entry["runbook"]), Some(&"https://r/rest".into()));
}
