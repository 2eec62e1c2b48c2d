use std::error::Error as StdError;
use yuanrong_errors::{Error, SdkErrorCode, overlay::Overlay};

const ADVICE: &str = r#"{"codes": [
    {"table": "sdk", "code": 1005, "solution": "Ask for a larger quota.",
     "runbook": "https://runbooks.example.com/1005"},
    {"table": "rest", "code": 4999, "name": "QuotaFrozen", "description": "The quota is frozen."}
]}"#;

fn main() -> Result<(), Box<dyn StdError>> {
    Overlay::from_json(ADVICE)?.install().map_err(|_| "an overlay is installed already")?;

    println!("{}", Error::new(SdkErrorCode::InvokeRateLimited).report());
    println!("{}", Error::new(4999).report());
    Ok(())
}
