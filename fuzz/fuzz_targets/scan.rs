//! Any bytes: mentions come in order, each is a known code's number or name, and none stands where a
//! plain pattern sees nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use regex::bytes::Regex;
use std::sync::LazyLock;
use yuanrong_errors::{ErrorCode, scan};

/// Whatever may be a mention: every key with a number or a word, and every name.
static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
    let between = r#"[^0-9A-Za-z_\[\n]|\x1b\[[0-9;]*m|(?i-u:is) "#;
    // Go prints a header as a list.
    let list = r#"(?i-u:x-inner-code)(?:[^0-9A-Za-z_\n]|\x1b\[[0-9;]*m)*$"#;
    let key = format!(r#"(?i-u:code)(?:{between})*$|{list}|(?-u:\b)[A-Z]*ERR_[A-Z]*$"#);
    Regex::new(&key).expect("a pattern")
});

fuzz_target!(|text: &[u8]| {
    let mut end = 0;
    for mention in scan::mentions(text) {
        let range = mention.range();
        assert!(end <= range.start && range.start < range.end);
        end = range.end;
        let told = std::str::from_utf8(&text[range.clone()]).expect("ASCII");
        assert!(mention.code().is_known());
        match told.parse::<u32>() {
            Ok(number) => assert_eq!(mention.code().code(), number),
            Err(_) => {
                let named = ErrorCode::from_name(told).is_some() || told.contains("ERR_");
                assert!(named, "{told}");
            }
        }
        let is_name = told.contains("ERR_");
        assert!(is_name || LOOSE.is_match(&text[..range.start]), "{told}");
    }
    assert_eq!(scan::mentions(text).last().map(|mention| mention.range().end).unwrap_or(0), end);
});
