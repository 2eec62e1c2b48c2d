//! An operator's own advice.
#![cfg(feature = "overlay")]

use yuanrong_errors::{
    Error, ErrorCode, Lang, RestErrorCode, SdkErrorCode,
    overlay::{Overlay, installed},
};

const DOCUMENT: &str = r#"{
    "contact": "the platform team",
    "codes": [
        {"table": "sdk", "code": 1002, "solution": "Ask for a quota.", "runbook": "https://r/1002"},
        {"table": "sdk", "code": 3003, "contact": "the night shift"},
        {"table": "rest", "code": 4202, "solution": "Rebuild the image."},
        {"table": "rest", "code": 4999, "name": "QuotaFrozen", "description": "It is frozen."}
    ]
}"#;

#[test]
fn what_an_operator_says_is_shown_and_the_catalogue_stays() {
    Overlay::from_json(DOCUMENT).expect("right").install().expect("the first");
    let again = Overlay::from_json(r#"{"contact": "another"}"#).expect("right");
    assert_eq!(again.clone().install(), Err(again), "once for a process");
    let overlay = installed().expect("installed");

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
        assert_eq!(overlay.solution(code, Lang::Zh), "请联系the night shift。");
    }
    assert_eq!(
        SdkErrorCode::ResourceNotEnough.solution(),
        "Check whether the requested resources exceed the resources managed by the kernel."
    );

    let report = format!("{:#}", Error::new(1002).report());
    assert!(
        report.contains("\n  solution:  Ask for a quota.\n  runbook:   https://r/1002\n"),
        "{report}"
    );
    let report = Error::new(4999).report().to_string();
    assert!(report.starts_with("4999 QuotaFrozen: It is frozen. | solution: "), "{report}");

    #[cfg(feature = "scan")]
    {
        use yuanrong_errors::scan::{Options, annotate};
        let mut out = Vec::new();
        annotate(&b"code: 1002\n"[..], &mut out, &Options::new()).expect("in memory");
        assert!(String::from_utf8_lossy(&out).contains("Solution: Ask for a quota."));
    }
}

#[test]
fn a_bad_overlay_is_refused_with_the_row_and_the_field() {
    let row = |row: &str| format!(r#"{{"codes": [{{"table": "sdk", "code": 1002}}, {row}]}}"#);
    for (document, told) in [
        ("[]".to_owned(), "the document must be an object"),
        (r#"{"codes": {}}"#.to_owned(), "field `codes`: {} is not a list"),
        (r#"{"contact": 5}"#.to_owned(), "field `contact`: 5 is not a text"),
        (r#"{"contact": " "}"#.to_owned(), "field `contact`: the text is empty"),
        (r#"{"cods": []}"#.to_owned(), "field `cods`: unknown"),
        (row("5"), "row 2: a row must be an object"),
        (row(r#"{"code": 1}"#), "row 2: field `table`: missing"),
        (
            row(r#"{"table": "soap", "code": 1}"#),
            "row 2: field `table`: \"soap\" is no table: sdk or rest",
        ),
        (row(r#"{"table": "sdk"}"#), "row 2: field `code`: missing"),
        (
            row(r#"{"table": "sdk", "code": "1003"}"#),
            "row 2: field `code`: \"1003\" is not a number of 32 bits",
        ),
        (
            row(r#"{"table": "sdk", "code": -1}"#),
            "row 2: field `code`: -1 is not a number of 32 bits",
        ),
        (
            row(r#"{"table": "sdk", "code": 1003, "solutoin": "x"}"#),
            "row 2: field `solutoin`: unknown",
        ),
        (
            row(r#"{"table": "sdk", "code": 1003, "solution": null}"#),
            "row 2: field `solution`: null is not a text",
        ),
        (row(r#"{"table": "sdk", "code": 1002}"#), "row 2: field `code`: sdk 1002 is given twice"),
        (
            row(r#"{"table": "sdk", "code": 1003, "name": "X"}"#),
            "row 2: field `name`: only for codes that the catalogue does not have, and it has sdk 1003",
        ),
        (
            row(r#"{"table": "sdk", "code": 1003, "solution": "a", "solution": "b"}"#),
            "field `solution` is given twice at line 1 column 107",
        ),
        (
            r#"{"codes": [], "codes": []}"#.to_owned(),
            "field `codes` is given twice at line 1 column 26",
        ),
        (row(r#"{"table": "rest", "code": 0}"#), "row 2: field `code`: 0 means success"),
        (
            row(r#"{"table": "sdk", "code": 1003, "runbook": "a\nb"}"#),
            "row 2: field `runbook`: the text holds a control character",
        ),
        (row(r#"{"table": "sdk", "code": 77}"#), "row 2: field `name`: missing"),
        (
            row(r#"{"table": "sdk", "code": 77, "name": "X"}"#),
            "row 2: field `description`: missing",
        ),
        (
            row(r#"{"table": "s\u001bdk", "code": 1}"#),
            "row 2: field `table`: the text holds a control character",
        ),
    ] {
        let error = Overlay::from_json(&document).expect_err(told);
        assert_eq!(error.to_string(), told);
    }
    let cut = Overlay::from_json(&DOCUMENT[..100]).expect_err("cut off").to_string();
    assert!(cut.contains("line 4"), "{cut}");
}
