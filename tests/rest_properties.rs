//! What holds for every REST body: nothing panics, nothing is lost, and all readings agree.
#![cfg(feature = "json")]

use proptest::prelude::*;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use yuanrong_errors::{
    Error, ErrorCode,
    rest::{self, ErrorBody, ParseErrorKind},
};

/// Checks what holds for any bytes.
fn check_any(body: &[u8]) {
    let shown = String::from_utf8_lossy(body);
    let strict = ErrorBody::parse(body);
    let checked = rest::check(500, None, body);
    if let Ok(read) = &strict {
        assert_eq!(rest::code_of(body), read.code(), "{shown}");
        assert!(read.code().is_none() || !read.is_success(), "{shown}");
        assert_eq!(checked.is_ok(), read.is_success(), "{shown}");
        if let Err(error) = &checked {
            assert_eq!(error.code(), read.code(), "{shown}");
        }
        if read.code().is_some() {
            let error = Error::from_text(&shown).expect("the text has a code");
            assert_eq!(error.code(), read.code(), "{shown}");
        }
    }
    if let Some(code) = rest::code_of(body) {
        let error = rest::check(200, None, body).expect_err("a code");
        assert_eq!(error.code(), Some(code), "{shown}");
    }
    let others = [(200, None), (302, Some("soon")), (500, Some("4115")), (503, Some("0"))];
    let others = others.map(|(status, header)| rest::check(status, header, body));
    for error in others.into_iter().chain([checked]).filter_map(Result::err) {
        // Every byte can be read back: the body is the message, or is kept beside it.
        let message = error.server_message().map(str::as_bytes);
        assert_eq!(error.received_bytes().or(message).unwrap_or_default(), body);
        let text = error.received().or(error.server_message()).unwrap_or_default();
        assert!(shown.starts_with(text.trim_end_matches('\u{fffd}')), "{shown}");
    }

    let without_mark = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    let by_serde = serde_json::from_slice::<&RawValue>(without_mark);
    let is_object = by_serde.is_ok_and(|value| value.get().starts_with('{'));
    let is_text = std::str::from_utf8(body).is_ok();
    assert_eq!(strict.is_ok(), is_object && is_text, "{shown}");
    if let Err(error) = strict {
        assert_eq!(error.kind() == ParseErrorKind::NotUtf8, !is_text, "{shown}");
        assert!(error.offset() <= body.len(), "{shown}");
        let is_at_the_end = error.offset() == body.len();
        assert!(is_at_the_end || error.kind() != ParseErrorKind::Truncated, "{shown}");
    }
}

const REAL: &str = r#"{"code":150424,"message":"function \"demo\" not found: é","trace_id":"7f3a","extra":[1,{"a":"b"}]}"#;

#[test]
fn every_prefix_deletion_and_replacement_of_a_real_body() {
    let real = REAL.as_bytes();
    for at in 0..real.len() {
        check_any(&real[..at]);
        let (head, tail) = (&real[..at], &real[at + 1..]);
        check_any(&[head, tail].concat());
        for byte in 0..=u8::MAX {
            check_any(&[head, &[byte], tail].concat());
        }
    }
}

#[test]
fn a_number_that_is_cut_off_is_not_a_code() {
    for at in 0..REAL.len() - 1 {
        let code = rest::code_of(&REAL.as_bytes()[..at]).map(ErrorCode::code);
        assert!(matches!(code, None | Some(150_424)), "{code:?}");
    }
}

#[test]
fn long_bodies_and_bytes_that_are_not_utf_8() {
    for long in ["é".repeat(100_000), "€".repeat(50_000), "x".repeat(65_536)] {
        check_any(long.as_bytes());
        check_any(&[long.as_bytes(), b"\xff"].concat());
        check_any(&[b"{\"code\":4115,\"x\":\"", long.as_bytes(), b"\xff\"}"].concat());
    }
}

/// Generates JSON values that have the keys and numbers that matter in all places.
fn json() -> impl Strategy<Value = String> {
    let string = prop_oneof![
        Just(r#""code""#.to_owned()),
        Just(r#""\u0063ode\":4115""#.to_owned()),
        Just(r#""\ud83d""#.to_owned()),
        Just(r#""response""#.to_owned()),
        Just(r#""re\u0073ponse""#.to_owned()),
        "[ -~]{0,8}".prop_map(|text| serde_json::to_string(&text).expect("a string")),
        "\\PC{0,6}".prop_map(|text| serde_json::to_string(&text).expect("a string")),
        (-9..300_000).prop_map(|number| format!("\"{number}\"")),
    ];
    let scalar = prop_oneof![
        string,
        (-300_000..300_000).prop_map(|number: i32| number.to_string()),
        any::<i32>().prop_map(|number| number.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<i128>().prop_map(|number| number.to_string()),
        any::<f64>().prop_filter("finite", |x| x.is_finite()).prop_map(|x| format!("{x:e}")),
        prop::sample::select(vec![
            "null",
            "true",
            "false",
            "0",
            "200",
            "-0",
            "-1",
            "-200",
            "1001",
            "1e999",
            "2147483648",
            "-2147483648",
            "-2147483649",
        ])
        .prop_map(str::to_owned),
    ];
    scalar.prop_recursive(4, 40, 6, |value| {
        let array = prop::collection::vec(value.clone(), 0..4)
            .prop_map(|values| format!("[{}]", values.join(",")));
        prop_oneof![array, object(value)]
    })
}

fn object(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let space = prop_oneof![Just(""), Just(" "), Just("\n\t")];
    (prop::collection::vec((key(), value), 0..6), space).prop_map(|(members, space)| {
        let member =
            |(key, value): &(String, String)| format!("{space}{key}{space}:{space}{value}{space}");
        format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
    })
}

fn key() -> impl Strategy<Value = String> {
    let names = [
        "code",
        "errorCode",
        "innerCode",
        "error",
        "type",
        "message",
        "msg",
        "trace_id",
        "codes",
        "\\u0063ode",
        "\\u0065rror",
        "c\\u006Fde",
        "co\\u00e9de",
        "",
    ];
    prop::sample::select(names.map(|name| format!("\"{name}\"")).to_vec())
}

/// What a document has in the place of the code: a number in 32 bits, or any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    Code(i32),
    Other,
}

/// Applies the rules of precedence to all members of a document.
fn expected_code(document: &str) -> Option<i32> {
    let outer = members(document);
    let is_response = outer.iter().any(|(key, value)| {
        key == "type" && serde_json::from_str::<String>(value).is_ok_and(|text| text == "response")
    });
    let number = number_in(&outer).or_else(|| {
        let (_, error) =
            outer.iter().find(|(key, value)| key == "error" && value.starts_with('{'))?;
        Some(match number_in(&members(error))? {
            Number::Code(1001..=1005) if is_response => Number::Other,
            number => number,
        })
    });
    match number? {
        Number::Code(0 | 200 | 6030 | 150_200 | 200_200 | 200_202 | 200_204) | Number::Other => {
            None
        }
        Number::Code(number) => Some(number),
    }
}

/// Returns the first integer, as a number or in a string, under the key that counts most.
fn number_in(members: &[(String, String)]) -> Option<Number> {
    ["code", "errorCode", "innerCode"].iter().find_map(|name| {
        let mut values = members.iter().filter(|(key, _)| key == name).map(|(_, value)| value);
        values.find_map(|value| {
            let string = serde_json::from_str::<String>(value);
            let number = string.as_ref().unwrap_or(value);
            let digits = number.strip_prefix('-').unwrap_or(number);
            let is_integer = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_integer.then(|| number.parse().map_or(Number::Other, Number::Code))
        })
    })
}

/// Returns all members of an object: key and JSON text of the value.
fn members(object: &str) -> Vec<(String, String)> {
    struct Members;
    impl<'de> Visitor<'de> for Members {
        type Value = Vec<(String, String)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some((key, value)) = map.next_entry::<String, Box<RawValue>>()? {
                members.push((key, value.get().to_owned()));
            }
            Ok(members)
        }
    }
    let mut deserializer = serde_json::Deserializer::from_str(object);
    serde::Deserializer::deserialize_map(&mut deserializer, Members).expect("an object")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_valid_json_all_readings_follow_the_rules(document in object(json())) {
        let code = rest::code_of(document.as_bytes());
        prop_assert_eq!(code.map(ErrorCode::code), expected_code(&document), "{}", document);
        prop_assert_eq!(code, code.map(|code| ErrorCode::from_rest_code(code.code())));
        check_any(document.as_bytes());
    }

    #[test]
    fn any_bytes_are_taken(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        check_any(&bytes);
    }

    #[test]
    fn bytes_that_look_like_json_are_taken(text in r#"[{}\[\]",:\\ue0-9cod. -]{0,40}"#) {
        check_any(text.as_bytes());
        check_any(format!("{{\"code\":{text}").as_bytes());
    }

    #[test]
    fn no_number_is_lost(number in prop_oneof![any::<i128>(), any::<i32>().prop_map(i128::from)]) {
        prop_assume!(number != 0);
        let written = |error: &Error| {
            let code = || error.code().map_or(0, ErrorCode::code).to_string();
            error.raw_code().map_or_else(code, str::to_owned)
        };
        for body in [format!(r#"{{"code":{number}}}"#), format!(r#"{{"errorCode":"{number}"}}"#)] {
            let error = rest::check(500, None, body.as_bytes()).expect_err("a failure");
            prop_assert_eq!(written(&error), number.to_string());
        }
        let error = rest::check(500, Some(&number.to_string()), b"").expect_err("a failure");
        prop_assert_eq!(written(&error), number.to_string());
    }

    #[test]
    fn no_text_is_lost(message in "\\PC*", trace_id in any::<String>()) {
        let body = serde_json::json!({"code": 4115, "message": message, "trace_id": trace_id});
        let body = body.to_string();
        let error = rest::check(500, None, body.as_bytes()).expect_err("a failure");
        let shown = error.server_message().unwrap_or_default();
        // A message in quotes is shown without them and without its escapes.
        let is_quoted = message.starts_with('"') && message.ends_with('"');
        prop_assert!(shown == message || is_quoted);
        prop_assert_eq!(error.trace_id(), Some(trace_id.as_str()));
        prop_assert_eq!(error.received(), Some(body.as_str()));
    }
}
