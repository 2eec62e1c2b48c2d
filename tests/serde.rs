//! Codes in JSON, which people read, and in postcard, which they do not.
#![cfg(feature = "serde")]

use serde::{
    Deserialize, Serialize,
    de::{
        DeserializeOwned, IntoDeserializer,
        value::{self, BoolDeserializer, I64Deserializer, MapAccessDeserializer, MapDeserializer},
    },
};
use serde_json::{from_str, json, to_string};
use std::fmt::Debug;
use yuanrong_errors::{
    ErrorCode, ErrorKind, Lang, Operation, Origin, RestErrorCode, Retry, SdkErrorCode, Table,
    entries, serde::tagged,
};

/// Writes a value in both formats and reads it back.
#[track_caller]
fn round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let json = to_string(value).unwrap();
    assert_eq!(from_str::<T>(&json).unwrap(), *value, "{json}");
    let bytes = postcard::to_allocvec(value).unwrap();
    assert_eq!(postcard::from_bytes::<T>(&bytes).unwrap(), *value);
}

#[test]
fn a_code_is_its_number() {
    for &code in SdkErrorCode::ALL {
        assert_eq!(to_string(&code).unwrap(), code.code().to_string());
        round_trip(&code);
    }
    for &code in RestErrorCode::ALL {
        assert_eq!(to_string(&code).unwrap(), code.code().to_string());
        round_trip(&code);
    }
    for number in [0, 7, 1001, 4115, u32::MAX] {
        let code = ErrorCode::from_code(number);
        assert_eq!(to_string(&code).unwrap(), number.to_string());
        round_trip(&code);
    }
}

#[test]
fn digits_and_names_are_read_from_json() {
    for text in [r#""1001""#, r#""ERR_PARAM_INVALID""#, r#""ParamInvalid""#, "1001"] {
        assert_eq!(from_str::<SdkErrorCode>(text).unwrap(), SdkErrorCode::ParamInvalid);
        assert_eq!(from_str::<ErrorCode>(text).unwrap(), SdkErrorCode::ParamInvalid.into());
    }
}

/// As TOML has them.
#[test]
fn a_format_whose_integers_have_a_sign_is_read_too() {
    let read = |number: i64| {
        let deserializer: I64Deserializer<value::Error> = number.into_deserializer();
        SdkErrorCode::deserialize(deserializer)
    };
    assert_eq!(read(1001), Ok(SdkErrorCode::ParamInvalid));
    assert!(read(-1001).is_err());
    assert!(read(4115).is_err());
}

#[test]
fn what_is_no_code_is_refused_by_value() {
    for (json, told) in [
        ("4115", "invalid value: integer `4115`, expected the number or name of an SDK error code"),
        ("-1", "invalid value: integer `-1`"),
        ("18446744073709551615", "invalid value: integer `18446744073709551615`"),
        (r#""nope""#, r#"invalid value: string "nope""#),
        ("1001.5", "invalid type: floating point `1001.5`"),
        ("null", "invalid type: null"),
    ] {
        let error = from_str::<SdkErrorCode>(json).unwrap_err().to_string();
        assert!(error.starts_with(told), "{error}");
    }
    let error = from_str::<Retry>("5").unwrap_err().to_string();
    assert!(error.contains("expected a word in kebab-case"), "{error}");
    assert!(from_str::<ErrorCode>("4294967296").is_err());
    assert!(from_str::<ErrorCode>("-1").is_err());
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Tagged {
    #[serde(with = "yuanrong_errors::serde::tagged")]
    code: ErrorCode,
}

#[test]
fn a_tagged_code_keeps_its_table() {
    for entry in entries() {
        let value = Tagged { code: entry.error_code() };
        let tag = entry.table().as_str();
        assert_eq!(to_string(&value).unwrap(), json!({"code": {tag: entry.code()}}).to_string());
        round_trip(&value);
    }
    let value = Tagged { code: ErrorCode::from_code(7) };
    assert_eq!(to_string(&value).unwrap(), r#"{"code":{"unknown":7}}"#);
    round_trip(&value);
}

#[test]
fn a_tagged_code_of_the_wrong_table_is_refused() {
    for json in [
        r#"{"code":{"sdk":4115}}"#,
        r#"{"code":{"rest":1001}}"#,
        r#"{"code":{"soap":1001}}"#,
        r#"{"code":{"unknown":"nope"}}"#,
        r#"{"code":1001}"#,
    ] {
        assert!(from_str::<Tagged>(json).is_err(), "{json}");
    }
    // By the number of the tag, as binary formats have it.
    let read = |tag: u32| {
        let map = MapDeserializer::<_, value::Error>::new([(tag, 4001_u32)].into_iter());
        tagged::deserialize(MapAccessDeserializer::new(map)).map_err(|error| error.to_string())
    };
    assert_eq!(read(0), Ok(ErrorCode::in_table(Table::Sdk, 4001)));
    assert_eq!(read(1), Ok(ErrorCode::in_table(Table::Rest, 4001)));
    assert_eq!(read(2), Ok(ErrorCode::from_code(4001)));
    assert_eq!(read(3).unwrap_err(), "invalid value: integer `3`, expected sdk, rest or unknown");
    let no_tag: BoolDeserializer<value::Error> = true.into_deserializer();
    let error = tagged::deserialize(no_tag).unwrap_err().to_string();
    assert_eq!(error, "invalid type: boolean `true`, expected an error code beside its table");
    let known_by_now = from_str::<Tagged>(r#"{"code":{"unknown":1001}}"#).unwrap();
    assert_eq!(known_by_now.code, SdkErrorCode::ParamInvalid.into());
}

#[test]
fn the_vocabulary_is_kebab_case() {
    macro_rules! check {
        ($($Word:ident),*) => {$(
            for word in $Word::ALL {
                assert_eq!(to_string(word).unwrap(), format!("\"{word}\""));
                round_trip(word);
            }
            let error = from_str::<$Word>("\"no such word\"").unwrap_err().to_string();
            assert!(error.contains("no such word"), "{error}");
        )*};
    }
    check!(ErrorKind, Lang, Operation, Origin, Retry, Table);
}
