//! Any document: an overlay, or an error on one line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yuanrong_errors::{Lang, entries, overlay::Overlay};

fuzz_target!(|document: &str| match Overlay::from_json(document) {
    Ok(overlay) => {
        let json = document.strip_prefix('\u{feff}').unwrap_or(document);
        assert!(serde_json::from_str::<serde_json::Value>(json).is_ok());
        for entry in entries() {
            for &lang in Lang::ALL {
                assert!(!overlay.solution(entry.error_code(), lang).is_empty());
            }
        }
    }
    Err(error) => assert!(!error.to_string().contains(char::is_control)),
});
