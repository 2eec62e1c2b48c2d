//! An overlay: an operator's own advice replaces the catalogue's, and describes newer codes.

use yuanrong_errors::{Error, SdkErrorCode, overlay::Overlay};

const ADVICE: &str = r#"{"contact": "the platform team", "codes": [
    {"table": "sdk", "code": 1005, "solution": "Ask for a larger quota.",
     "runbook": "https://runbooks.example.com/1005"},
    {"table": "rest", "code": 4999, "name": "QuotaFrozen", "description": "The quota is frozen."}
]}"#;

#[test]
fn a_report_shows_the_operators_advice() {
    let overlay = Overlay::from_json(ADVICE).expect("a valid overlay");
    overlay.install().expect("the first overlay");

    assert_eq!(
        Error::new(SdkErrorCode::InvokeRateLimited).report().to_string(),
        "1005 ERR_INVOKE_RATE_LIMITED: Request limit reached. | solution: Ask for a larger quota. \
         | retry: throttled | runbook: https://runbooks.example.com/1005"
    );
    assert_eq!(Error::new(4999).to_string(), "4999 QuotaFrozen: The quota is frozen.");
    let internal = Error::new(SdkErrorCode::InnerSystemError);
    assert_eq!(internal.solution(), "Contact the platform team.");
}
