//! An operator's own advice.
#![cfg(feature = "overlay")]

use yuanrong_errors::{
    Entry, Error, ErrorCode, Lang, RestErrorCode, SdkErrorCode, entries,
    overlay::{Overlay, installed},
};

const DOCUMENT: &str = r#"{
    "contact": "the platform team",
    "codes": [
        {"table": "sdk", "code": 1002, "solution": "Ask for a quota.", "runbook": "https://r/1002"},
        {"table": "sdk", "code": 3002, "solution": "Ask the \"night\" shift, in C:\\rota.",
         "runbook": "https://r/3002"},
        {"table": "sdk", "code": 3003, "contact": "the night shift"},
        {"table": "rest", "code": 4202, "solution": "Rebuild the image."},
        {"table": "rest", "code": 4999, "name": "QuotaFrozen", "description": "It is frozen.",
         "solution": "Pay the bill.", "runbook": "https://r/4999"}
    ]
}"#;

/// Returns the overlay of this process, whichever test comes first.
fn overlay() -> &'static Overlay {
    let _ = Overlay::from_json(DOCUMENT).expect("right").install();
    installed().expect("installed")
}

#[test]
fn what_an_operator_says_is_shown_and_the_catalogue_stays() {
    let overlay = overlay();
    let again = Overlay::from_json(r#"{"contact": "another"}"#).expect("right");
    assert_eq!(again.clone().install(), Err(again), "once in a process");

    let solution = |code: ErrorCode| overlay.solution(code, Lang::En);
    assert_eq!(solution(SdkErrorCode::ResourceNotEnough.into()), "Ask for a quota.");
    assert_eq!(solution(SdkErrorCode::InnerSystemError.into()), "Contact the night shift.");
    assert_eq!(
        solution(SdkErrorCode::EtcdOperationError.into()),
        "Collect environment information and contact the platform team."
    );
    assert_eq!(
        solution(RestErrorCode::FunctionNotFound.into()),
        RestErrorCode::FunctionNotFound.solution()
    );
    let shared = SdkErrorCode::SharedMemoryLimited;
    assert_eq!(solution(shared.into()), shared.solution(), "the row is for the other table");
    if cfg!(feature = "zh") {
        let code = SdkErrorCode::InnerSystemError.into();
        assert_eq!(overlay.solution(code, Lang::Zh), "联系 the night shift。");
    }
    assert_eq!(
        SdkErrorCode::ResourceNotEnough.solution(),
        "Check whether the requested resources exceed the resources managed by the kernel."
    );
}

#[test]
fn an_error_says_what_the_operator_says() {
    overlay();
    let error = Error::new(1002);
    assert_eq!((error.solution(), error.runbook()), ("Ask for a quota.", Some("https://r/1002")));
    assert_eq!(error.message(), "Insufficient resources.");
    let report = format!("{:#}", error.report());
    let parts = "\n  solution:  Ask for a quota.\n  runbook:   https://r/1002\n";
    assert!(report.contains(parts), "{report}");
    let line = error.report().to_string();
    assert!(line.ends_with(" | retry: backoff | runbook: https://r/1002"), "{line}");
    assert!(format!("{error:#}").contains("\nsolution: Ask for a quota.\nretry: "), "{error:#}");

    let untouched = Error::new(1006);
    let code = SdkErrorCode::try_from(1006).expect("a code of the SDK");
    assert_eq!((untouched.solution(), untouched.hint()), (code.solution(), code.hint()));
    assert_eq!(untouched.runbook(), None);
    assert_eq!((Error::without_code().runbook(), Error::without_code().name()), (None, None));
}

#[test]
fn a_solution_of_the_operator_s_takes_the_place_of_the_hint() {
    overlay();
    let own = Error::new(3002);
    assert!(SdkErrorCode::InnerCommunication.hint().is_some(), "else this shows nothing");
    assert_eq!((own.solution(), own.hint()), ("Ask the \"night\" shift, in C:\\rota.", None));
    assert!(!format!("{:#}", own.report()).contains("hint:"), "{:#}", own.report());
    let with_contact = Error::new(3003);
    assert_eq!(with_contact.solution(), "Contact the night shift.");
    assert_eq!(with_contact.hint(), SdkErrorCode::InnerSystemError.hint());
}

#[test]
fn a_code_that_only_the_overlay_has_is_shown_by_its_name() {
    overlay();
    let newer = Error::new(4999);
    assert_eq!((newer.name(), newer.message()), (Some("QuotaFrozen"), "It is frozen."));
    assert_eq!((newer.solution(), newer.runbook()), ("Pay the bill.", Some("https://r/4999")));
    assert_eq!((newer.code().and_then(ErrorCode::name), newer.is_known()), (None, false));
    assert_eq!(newer.to_string(), "4999 QuotaFrozen: It is frozen.");
    assert_eq!(format!("{newer:?}"), "Error { code: 4999 QuotaFrozen }");
    assert_eq!(
        newer.report().to_string(),
        "4999 QuotaFrozen: It is frozen. | solution: Pay the bill. | retry: never | \
         runbook: https://r/4999"
    );
    let newer = newer.with_message("frozen since May");
    let full = format!("{:#}", newer.report());
    let start = "4999 QuotaFrozen: frozen since May\n  meaning:   It is frozen.\n";
    assert!(full.starts_with(start), "{full}");
    let again = Error::from_text(&newer.to_string()).expect("our own form");
    assert_eq!((again.code(), again.server_message()), (newer.code(), Some("frozen since May")));
}

#[cfg(feature = "scan")]
#[test]
fn logs_mention_the_codes_that_only_the_overlay_has() {
    use yuanrong_errors::scan::mentions;
    overlay();
    let log = b"code: 4999, {\"code\":4999}, code: 4998, 4999, exit code: 4999, code: 04999";
    let found: Vec<_> = mentions(log).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    for mention in found {
        assert!(matches!(mention.code(), ErrorCode::Unknown(_)));
        assert_eq!(&log[mention.range()], b"4999");
        assert!(!mention.table_is_certain(), "it is in no table");
    }
}

#[cfg(feature = "log")]
#[test]
fn records_of_log_have_the_runbook_where_there_is_one() {
    use log::{Log, Metadata, Record, kv::Key};
    use std::sync::Mutex;
    use yuanrong_errors::error_record;

    static SEEN: Mutex<Vec<[Option<String>; 2]>> = Mutex::new(Vec::new());

    struct Keeper;

    impl Log for Keeper {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn log(&self, record: &Record<'_>) {
            let field = |key| record.key_values().get(Key::from_str(key)).map(|v| v.to_string());
            let fields = ["error.solution", "error.runbook"].map(field);
            SEEN.lock().expect("not poisoned").push(fields);
        }

        fn flush(&self) {}
    }

    overlay();
    log::set_logger(&Keeper).expect("the first logger");
    log::set_max_level(log::LevelFilter::Error);
    error_record!(Error::new(1002));
    error_record!(Error::new(1006));
    log::set_max_level(log::LevelFilter::Off);
    error_record!(Error::new(1003));
    let seen = SEEN.lock().expect("not poisoned");
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(seen[0], [some("Ask for a quota."), some("https://r/1002")]);
    assert_eq!(seen[1], [some(Error::new(1006).solution()), None]);
    assert_eq!(seen.len(), 2, "log is off");
}

#[cfg(feature = "miette")]
#[test]
fn diagnostics_of_miette_have_the_address_of_the_runbook() {
    use miette::Diagnostic;
    overlay();
    let error = Error::new(1002);
    let [help, url] = [error.help(), error.url()].map(|text| text.expect("a text").to_string());
    assert!(help.starts_with("Ask for a quota.\n"), "{help}");
    assert_eq!(url, "https://r/1002");
    assert!(Error::new(1006).url().is_none());
}

#[cfg(feature = "tracing-subscriber")]
#[path = "support/buffer.rs"]
mod buffer;

#[cfg(feature = "tracing-subscriber")]
mod events_of_tracing {
    use super::{buffer::Buffer, overlay};
    use yuanrong_errors::{Error, WithSolutions, error_event};

    /// Returns the lines that these events are written as.
    fn written(as_json: bool, events: impl FnOnce()) -> Vec<String> {
        overlay();
        let out = Buffer::default();
        let writer = out.clone();
        let format = tracing_subscriber::fmt().with_writer(move || writer.clone());
        if as_json {
            let format = format.json().flatten_event(true).map_event_format(WithSolutions::new);
            tracing::subscriber::with_default(format.finish(), events);
        } else {
            let format = format.with_ansi(false).map_event_format(WithSolutions::new);
            tracing::subscriber::with_default(format.finish(), events);
        }
        let written = out.0.lock().expect("not poisoned").clone();
        String::from_utf8(written).expect("text").lines().map(str::to_owned).collect()
    }

    #[test]
    fn have_a_field_for_the_runbook_where_there_is_one() {
        let lines = written(true, || {
            error_event!(Error::new(1002));
            error_event!(Error::new(1006));
        });
        let fields: Vec<serde_json::Value> =
            lines.iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(fields[0]["error.runbook"], "https://r/1002");
        assert_eq!(fields[0]["error.solution"], "Ask for a quota.");
        assert!(fields[1].get("error.runbook").is_none(), "{}", lines[1]);
    }

    #[test]
    fn are_written_with_what_the_operator_says_about_any_code() {
        let events = || {
            tracing::error!("failed, code: 1002, module code: 10, msg: full");
            tracing::error!("failed, code: 4999, msg: frozen since May");
            tracing::error!("failed, code: 4998, msg: who knows");
        };
        let lines = written(false, events);
        for (line, ending) in lines.iter().zip([
            " error.solution=\"Ask for a quota.\" error.retry=\"backoff\" error.retryable=true \
             error.runbook=\"https://r/1002\"",
            " error.solution=\"Pay the bill.\" error.retry=\"never\" error.retryable=false \
             error.runbook=\"https://r/4999\"",
            " msg: who knows",
        ]) {
            assert!(line.ends_with(ending), "{line}");
        }
        let lines = written(true, events);
        let runbooks = lines.iter().map(|line| {
            let fields: serde_json::Value = serde_json::from_str(line).expect("JSON");
            fields["error.runbook"].as_str().map(str::to_owned)
        });
        let runbooks: Vec<_> = runbooks.collect();
        assert_eq!(runbooks[..2], ["1002", "4999"].map(|code| Some(format!("https://r/{code}"))));
        assert_eq!(runbooks[2], None);
    }

    #[test]
    fn keep_the_quotes_of_a_text() {
        let quoted = r#"Ask the "night" shift, in C:\rota."#;
        let event =
            || tracing::error!(error = %Error::new(3002), attempts = 3, share = 0.5, "failed");
        let line = &written(false, event)[0];
        let ending = format!(
            " error.solution={quoted:?} error.retry=\"if-idempotent\" error.retryable=true \
             error.runbook=\"https://r/3002\""
        );
        assert!(line.ends_with(&ending), "{line}");
        let fields: serde_json::Value =
            serde_json::from_str(&written(true, event)[0]).expect("JSON");
        assert_eq!(fields["error.solution"], quoted);
        assert_eq!(fields["error.runbook"], "https://r/3002");
    }
}

#[test]
fn a_bad_overlay_is_refused_with_the_row_and_the_field() {
    let row = |row: &str| format!(r#"{{"codes": [{{"table": "sdk", "code": 1002}}, {row}]}}"#);
    let sdk = |fields: &str| row(&format!(r#"{{"table": "sdk", {fields}}}"#));
    for (document, reason) in [
        ("[]".to_owned(), "the document must be an object"),
        (r#"{"codes": {}}"#.to_owned(), "field `codes`: expected a list, found {}"),
        (r#"{"contact": 5}"#.to_owned(), "field `contact`: expected a string, found 5"),
        (r#"{"contact": true}"#.to_owned(), "field `contact`: expected a string, found true"),
        (r#"{"contact": 1.5}"#.to_owned(), "field `contact`: expected a string, found 1.5"),
        (r#"{"contact": [[5]]}"#.to_owned(), "field `contact`: expected a string, found [[5]]"),
        (r#"{"contact": " "}"#.to_owned(), "field `contact`: the text is empty"),
        (r#"{"cods": []}"#.to_owned(), "unknown field `cods`"),
        (row("5"), "row 2: a row must be an object"),
        (row(r#"{"code": 1}"#), "row 2: field `table` is missing"),
        (row(r#"{"table": "soap", "code": 1}"#), "row 2: field `table`: unknown table \"soap\""),
        (row(r#"{"table": "sdk"}"#), "row 2: field `code` is missing"),
        (
            sdk(r#""code": "1003""#),
            "row 2: field `code`: expected a signed 32-bit integer, found \"1003\"",
        ),
        (
            sdk(r#""code": 4294967295"#),
            "row 2: field `code`: expected a signed 32-bit integer, found 4294967295",
        ),
        (sdk(r#""code": 1003, "solutoin": "x""#), "row 2: unknown field `solutoin`"),
        (
            sdk(r#""code": 1003, "solution": null"#),
            "row 2: field `solution`: expected a string, found null",
        ),
        (sdk(r#""code": 1002"#), "row 2: field `code`: sdk 1002 is given twice"),
        (
            sdk(r#""code": 1003, "name": "X""#),
            "row 2: field `name`: only for codes that are not in the catalogue, which has sdk 1003",
        ),
        (
            sdk(r#""code": 1003, "solution": "a", "solution": "b""#),
            "row 2: field `solution` is given twice at line 1 column 101",
        ),
        (
            r#"{"codes": [], "codes": []}"#.to_owned(),
            "field `codes` is given twice at line 1 column 21",
        ),
        (row(r#"{"table": "rest", "code": 0}"#), "row 2: field `code`: 0 means success"),
        (
            sdk(r#""code": 1003, "runbook": "a\nb""#),
            "row 2: field `runbook`: the text has a control character",
        ),
        (
            row("{\"table\": \"rest\", \"code\": 4115, \"solution\": \"a\\u2028b\"}"),
            "row 2: field `solution`: the text has a control character",
        ),
        (
            r#"{"contact": "a\u202eb"}"#.to_owned(),
            "field `contact`: the text has a bidirectional character",
        ),
        (
            sdk(r#""code": 77, "name": "ERR_PARAM_INVALID", "description": "x""#),
            "row 2: field `name`: \"ERR_PARAM_INVALID\" is already a name of sdk 1001",
        ),
        (
            sdk(r#""code": 77, "name": "FunctionNotFound", "description": "x""#),
            "row 2: field `name`: \"FunctionNotFound\" is already a name of rest 4115",
        ),
        (sdk(r#""code": 77"#), "row 2: field `name` is missing"),
        (sdk(r#""code": -77"#), "row 2: field `name` is missing"),
        (sdk(r#""code": 77, "name": "X""#), "row 2: field `description` is missing"),
        (
            row(r#"{"table": "s\u001bdk", "code": 1}"#),
            "row 2: field `table`: the text has a control character",
        ),
    ] {
        let error = Overlay::from_json(&document).expect_err(reason);
        assert_eq!(error.to_string(), reason);
    }
    let long = serde_json::json!({ "contact": ["x".repeat(100)] }).to_string();
    let reason = Overlay::from_json(&long).expect_err("a list").to_string();
    let shown = "x".repeat(62);
    assert_eq!(reason, format!("field `contact`: expected a string, found [\"{shown}…"));
    let cut = Overlay::from_json(&DOCUMENT[..100]).expect_err("cut off").to_string();
    assert!(cut.contains("line 4"), "{cut}");
}

#[test]
fn a_name_in_two_rows_is_refused() {
    let row = |table: &str, code: i32, name: &str| serde_json::json!({"table": table, "code": code, "name": name, "description": "New."});
    let overlay = |rows: [serde_json::Value; 2]| {
        Overlay::from_json(&serde_json::json!({ "codes": rows }).to_string())
    };
    let twice = overlay([row("rest", 4999, "QuotaFrozen"), row("sdk", 4998, "QuotaFrozen")]);
    let reason = "row 2: field `name`: \"QuotaFrozen\" is already a name of rest 4999";
    assert_eq!(twice.expect_err(reason).to_string(), reason);
    let other = overlay([row("rest", 4999, "QuotaFrozen"), row("sdk", 4999, "Frozen")]);
    let other = other.expect("a row for each table");
    assert_eq!(other.code_of_name("Frozen").map(ErrorCode::code), Some(4999));
    assert_eq!(other.code_of_name("frozen"), None);
}

#[test]
fn every_solution_that_says_contact_us_names_the_contact() {
    let contact = Overlay::from_json(r#"{"contact": "the night shift"}"#).expect("right");
    let platform = Overlay::from_json(r#"{"contact": "平台组"}"#).expect("right");
    let mut with_contact = 0;
    for code in entries().map(Entry::error_code) {
        let solution = contact.solution(code, Lang::En);
        let us = ["Contact us.", "contact us."];
        let expected = us.iter().fold(code.solution().to_owned(), |solution, us| {
            solution.replace(us, &us.replace("us", "the night shift"))
        });
        assert_eq!(solution, expected);
        with_contact += usize::from(solution != code.solution());
        if cfg!(feature = "zh") {
            let chinese = code.solution_in(Lang::Zh);
            let expected = chinese.replace("联系我们。", "联系 the night shift。");
            assert_eq!(contact.solution(code, Lang::Zh), expected);
            let expected = chinese.replace("联系我们。", "联系平台组。");
            assert_eq!(platform.solution(code, Lang::Zh), expected);
        }
    }
    assert!(with_contact > 10, "{with_contact}");
}

#[test]
fn many_codes_are_read_and_found_in_linear_time() {
    use std::fmt::Write;
    // With a search through all rows for each name, this would take hours.
    const CODES: i32 = 100_000;
    let mut document = String::from(r#"{"codes": ["#);
    for code in 1_000_000..1_000_000 + CODES {
        let comma = if code == 1_000_000 { "" } else { "," };
        write!(
            document,
            r#"{comma}{{"table": "rest", "code": {code}, "name": "New{code}", "description": "It."}}"#
        )
        .expect("a string takes all");
    }
    document += "]}";
    let overlay = Overlay::from_json(&document).expect("right");
    for code in 1_000_000..1_000_000 + CODES {
        let found = overlay.code_of_name(&format!("New{code}"));
        assert_eq!(found, Some(ErrorCode::from_code(code)));
        assert!(overlay.advice(ErrorCode::from_code(code)).is_some());
    }
}
