//! Codes in logs: what `scan::mentions` finds, and what it does not take for a code.
#![cfg(feature = "scan")]

use proptest::prelude::*;
use yuanrong_errors::{ErrorCode, Table, entries, scan};

#[test]
fn every_code_is_found_under_a_key_and_by_name() {
    for entry in entries() {
        let code = entry.error_code();
        let line = format!("code: {}, msg: x", entry.code());
        let found: Vec<_> = scan::mentions(line.as_bytes()).map(|mention| mention.code()).collect();
        assert_eq!(found, [ErrorCode::from_code(entry.code())], "{line}");
        for name in entry.upstream_names().iter().filter(|name| name.starts_with("ERR_")) {
            let mention = scan::mentions(name.as_bytes()).next().expect("a name");
            assert_eq!(Some(mention.code()), ErrorCode::from_name(name));
            assert_eq!(mention.range(), 0..name.len());
            assert!(mention.table_is_certain());
        }
        assert!(scan::mentions(code.to_string().as_bytes()).all(|mention| mention.code() == code));
    }
}

/// Returns the codes that a text mentions, each with its table, and whether that is certain.
fn found(text: &str) -> Vec<(i32, Table, bool)> {
    let describe = |mention: scan::Mention| {
        let code = mention.code();
        (code.code(), code.table().expect("a known code"), mention.table_is_certain())
    };
    scan::mentions(text.as_bytes()).map(describe).collect()
}

#[test]
fn the_text_decides_the_table() {
    use Table::{Rest, Sdk};
    for (text, table, is_certain) in [
        ("code: 4010, msg: x", Rest, false),
        ("code: 4010, module code: 20", Sdk, true),
        ("ErrCode: 4010, ErrMsg: x", Sdk, true),
        ("X-Inner-Code: 4202", Rest, true),
        (r#"{"code":4202}"#, Rest, true),
        ("code: 4202, msg: x", Sdk, false),
        (r#"msg="code: 4202, x""#, Sdk, false),
        (r#"code="4202""#, Sdk, false),
        ("code: 4115", Rest, true),
    ] {
        let found = found(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].1, found[0].2), (table, is_certain), "{text}");
    }
    let name = "EDERR_OPERATE_DISK_FAILED";
    for before in ["", "put failed: "] {
        let text = format!("{before}{name}, disk 2");
        let mention = scan::mentions(text.as_bytes()).next().expect("a name");
        assert_eq!(mention.range(), before.len()..before.len() + name.len(), "{text}");
    }
}

#[test]
fn the_numbers_of_the_web_socket_channel_are_not_codes() {
    for (text, codes) in [
        (r#"{"type":"response","error":{"code":1001}}"#, &[][..]),
        (r#"{"error":{"code":1005},"type":"response"}"#, &[]),
        ("{\"error\":{\"code\":1005},\n\"type\":\"response\"}", &[1005]),
        ("{\"type\":\"response\",\n\"error\":{\"code\":1005}}", &[1005]),
        (r#"{"type":"response","error":{"code":4010}}"#, &[4010]),
        (r#"{"type":"response","error":{"message":"code: 1002"}}"#, &[1002]),
        (r#"{"type":"response","error":"x","code":1002}"#, &[1002]),
        (r#"{"type":"request","error":{"code":1002}}"#, &[1002]),
        (r#"{"error":{"code":1002}}"#, &[1002]),
    ] {
        let found: Vec<i32> = found(text).iter().map(|(code, ..)| *code).collect();
        assert_eq!(found, codes, "{text}");
    }
}

#[test]
fn text_that_looks_like_keys_takes_no_longer_than_other_text() {
    const SIZE: usize = 1 << 20;
    for piece in ["R_", "ERR_", "code", "codem", "code_", "code-", "code ", "m", "\\"] {
        let text = piece.repeat(SIZE / piece.len());
        // Looking back a few bytes for each piece takes milliseconds; to the start of the word, minutes.
        assert_eq!(scan::mentions(text.as_bytes()).count(), 0, "{piece}");
    }
}

#[test]
fn the_line_before_does_not_matter() {
    for before in ["connection close", "exit", "http error", "rpc error:", "closed with"] {
        for line_break in ["\n", "\r\n", " \n\t"] {
            let text = format!("{before}{line_break}code: 1002, msg: x\n");
            let found: Vec<i32> =
                scan::mentions(text.as_bytes()).map(|mention| mention.code().code()).collect();
            assert_eq!(found, [1002], "{text:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mention_is_found_at_any_offset(before in "[ -~]{0,200}", after in "[ -~]{0,200}") {
        let line = format!("{before}; errcode: 1002; {after}");
        let range = before.len() + 11..before.len() + 15;
        let found = scan::mentions(line.as_bytes()).any(|mention| mention.range() == range);
        prop_assert!(found, "{}", line);
    }
}
