//! Any text: nothing is lost, and the code can be read again from what is shown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yuanrong_errors::{Error, ErrorCode};

fuzz_target!(|text: &str| {
    let Some(error) = Error::from_text(text) else { return };
    assert_eq!(error.received().or(error.server_message()), Some(text));
    assert!(error.code().is_none() || error.raw_code().is_none());
    let shown = error.to_string();
    assert!(!shown.contains(char::is_control));
    assert!(!error.report().to_string().contains(char::is_control));
    // Without a name, nothing shows that a number is one of ours.
    if error.is_known() {
        let again = Error::from_text(&shown).expect("our own form");
        assert_eq!(again.code(), error.code());
    }
    let _ = ErrorCode::in_chain(&error);
    let _ = format!("{error:#} {error:?} {:#}", error.report());
});
