//! One body, read by each reader: number and table are the same.
#![cfg(all(feature = "json", feature = "scan"))]

use proptest::prelude::*;
use yuanrong_errors::{Entry, Error, ErrorCode, entries, rest, scan};

fn number() -> impl Strategy<Value = i32> {
    let codes: Vec<i32> = entries().map(Entry::code).collect();
    prop_oneof![
        4 => prop::sample::select(codes),
        1 => prop::sample::select(vec![0, 1, 7, 200, 404, 500, 6030, 150_200, 99_999, -1, 80_034]),
        1 => any::<i32>(),
    ]
}

fn member() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,12}".prop_map(|text| format!(r#""message": "{text}""#)),
        Just(r#""message":"a \"b\" \u4f60 \\ c""#.to_owned()),
        Just(r#""message":{"a":[1,{"b":null}]}"#.to_owned()),
        Just(r#""trace_id":"7f3a""#.to_owned()),
        Just(r#""data":"""#.to_owned()),
        Just(r#""msg":"fail""#.to_owned()),
        Just(r#""payload":"""#.to_owned()),
        Just(r#""sandboxId":"s1""#.to_owned()),
        Just(r#""status":"timeout""#.to_owned()),
        Just(r#""status":500"#.to_owned()),
    ]
}

/// Generates a body: one code among other members, and the key of the code.
fn body() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec!["code", "errorCode", "innerCode"]);
    let members = prop::collection::vec(member(), 0..4);
    (key, number(), any::<bool>(), members, 0..4_usize).prop_map(
        |(key, number, is_string, mut members, index)| {
            let value = if is_string { format!("\"{number}\"") } else { number.to_string() };
            members.insert(index.min(members.len()), format!("\"{key}\":{value}"));
            format!("{{{}}}", members.join(","))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_readers_find_the_same_code(body in body(), prefix in "[a-zA-Z ,:]{0,20}") {
        let code = rest::code_of(body.as_bytes());
        let parsed = rest::ErrorBody::parse(body.as_bytes()).expect("a valid body");
        prop_assert_eq!(parsed.code(), code);
        let error = rest::check(500, None, body.as_bytes()).err();
        prop_assert_eq!(error.as_ref().and_then(Error::code), code);
        for text in [body.clone(), format!("{prefix}: {body}"), format!("{prefix}: {body} end")] {
            let read = Error::from_text(&text);
            prop_assert_eq!(read.as_ref().and_then(Error::code), code, "{}", text);
            if let Some(read) = read.filter(|_| code.is_some()) {
                prop_assert_eq!(read.server_message().unwrap_or_default(), parsed.message().unwrap_or_default());
                prop_assert_eq!(read.trace_id(), parsed.trace_id());
            }
        }
        let mention = scan::mentions(body.as_bytes()).next().map(|mention| mention.code());
        prop_assert_eq!(mention, code.filter(|code| code.is_known()), "{}", body);
    }

    #[test]
    fn a_body_in_a_log_is_read_like_the_body(body in body(), number in number()) {
        let line = format!("E0822 10:15:02 a.go:7] id {number} resp {body}\n");
        let code = rest::code_of(body.as_bytes()).filter(|code: &ErrorCode| code.is_known());
        let found: Vec<_> = scan::mentions(line.as_bytes()).map(|mention| mention.code()).collect();
        prop_assert_eq!(found, code.into_iter().collect::<Vec<_>>(), "{}", line);
    }
}
