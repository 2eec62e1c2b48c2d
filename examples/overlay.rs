//! An operator's own advice: read once when the program starts, and shown from then on.
//!
//! `cargo run --features overlay --example overlay`

use yuanrong_errors::{
    Error, SdkErrorCode,
    overlay::{Overlay, OverlayError},
};

const DOCUMENT: &str = r#"{
    "contact": "the platform team",
    "codes": [
        {"table": "sdk", "code": 1002, "solution": "Ask for a larger quota in the portal.",
         "runbook": "https://runbooks.example.com/1002"},
        {"table": "rest", "code": 4999, "name": "QuotaFrozen", "description": "The quota is frozen."}
    ]
}"#;

fn main() -> Result<(), OverlayError> {
    Overlay::from_json(DOCUMENT)?.install().expect("the first overlay of the process");

    let error = Error::new(1002);
    assert_eq!(error.solution(), "Ask for a larger quota in the portal.");
    assert_eq!(error.runbook(), Some("https://runbooks.example.com/1002"));

    let newer = Error::new(4999).report().to_string();
    let contact = Error::new(SdkErrorCode::InnerSystemError).report().to_string();
    println!("{}\n{newer}\n{contact}", error.report());
    assert!(newer.starts_with("4999 QuotaFrozen: The quota is frozen."));
    assert!(contact.contains("solution: Contact the platform team."));

    // A mistake is reported with its row and its field, and nothing is installed.
    let error = Overlay::from_json(r#"{"codes": [{"table": "sdk", "code": "1002"}]}"#);
    assert!(error.is_err_and(|error| error.to_string().starts_with("row 1: field `code`")));
    Ok(())
}
