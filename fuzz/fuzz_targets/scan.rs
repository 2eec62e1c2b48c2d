//! Any bytes: mentions come in order, each is the number or the name of a known code, and none is
//! where a loose pattern sees nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use regex::bytes::Regex;
use std::sync::LazyLock;
use yuanrong_errors::{ErrorCode, scan};

/// The text in front of whatever can be a mention: a key of a code on the same line, or the start
/// of a name.
static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
    let key = r"(?i-u:code|\xE7\xA0\x81)[^\n]*$|(?-u:\b)[A-Z]*ERR_[A-Z]*$";
    Regex::new(&format!("(?-u){key}")).expect("a pattern")
});

fuzz_target!(|text: &[u8]| {
    let mut end = 0;
    for mention in scan::mentions(text) {
        let range = mention.range();
        assert!(end <= range.start && range.start < range.end);
        end = range.end;
        let what = std::str::from_utf8(&text[range.clone()]).expect("ASCII");
        assert!(mention.code().is_known());
        match what.parse::<i32>() {
            Ok(number) => assert_eq!(mention.code().code(), number),
            Err(_) => {
                let is_variant = format!("{:?}", mention.code()).ends_with(&format!("({what})"));
                let is_name = ErrorCode::from_name(what).is_some() || what.contains("ERR_");
                assert!(is_name || is_variant, "{what}");
            }
        }
        let is_name = what.contains("ERR_");
        // Our `Display` has the name after the number.
        let is_displayed = matches!(text[range.end..], [b' ', b'A'..=b'Z', ..]);
        assert!(is_name || is_displayed || LOOSE.is_match(&text[..range.start]), "{what}");
    }
    assert_eq!(scan::mentions(text).last().map_or(0, |mention| mention.range().end), end);
});
