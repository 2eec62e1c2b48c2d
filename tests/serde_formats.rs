//! Codes in JSON, which is human-readable, and in postcard, which is not.
#![cfg(feature = "serde")]

use serde::{
    Deserialize, Serialize,
    de::{
        DeserializeOwned, IntoDeserializer,
        value::{self, I64Deserializer, U32Deserializer},
    },
};
use serde_json::{from_str, to_string};
use std::{collections::BTreeMap, fmt::Debug};
use yuanrong_errors::{
    DataSystemErrorCode, Entry, ErrorCode, ErrorKind, FunctionSystemErrorCode, Lang, Operation,
    Origin, RestErrorCode, Retry, SdkErrorCode, Table, entries,
};

/// Writes a value in both formats and reads it back.
#[track_caller]
fn assert_round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let json = to_string(value).unwrap();
    assert_eq!(from_str::<T>(&json).unwrap(), *value, "{json}");
    let bytes = postcard::to_allocvec(value).unwrap();
    assert_eq!(postcard::from_bytes::<T>(&bytes).unwrap(), *value);
}

/// Every code of every table, and numbers that are in no table or not in the one that was asked.
fn codes() -> impl Iterator<Item = ErrorCode> {
    let unknown = [i32::MIN, -1, 0, 7, 404, 99_999, i32::MAX].map(ErrorCode::from_code);
    let missing = [(Table::Rest, 1001), (Table::Sdk, 4115), (Table::DataSystem, 10_000)];
    let missing = missing.map(|(table, number)| ErrorCode::in_table(table, number));
    entries().map(Entry::error_code).chain(unknown).chain(missing)
}

#[test]
fn a_typed_code_is_its_number() {
    macro_rules! check {
        ($($Code:ident),*) => {$(
            for &code in $Code::ALL {
                assert_eq!(to_string(&code).unwrap(), code.code().to_string());
                assert_round_trip(&code);
            }
            let keys: BTreeMap<$Code, u32> = $Code::ALL.iter().copied().zip(1..).collect();
            assert_round_trip(&keys);
        )*};
    }
    check!(SdkErrorCode, RestErrorCode, DataSystemErrorCode, FunctionSystemErrorCode);
}

#[test]
fn a_code_keeps_its_table() {
    for code in codes() {
        let table = code.table().map_or("unknown", Table::as_str);
        assert_eq!(to_string(&code).unwrap(), format!("\"{table}:{}\"", code.code()));
        assert_round_trip(&code);
    }
}

#[test]
fn a_code_of_a_newer_release_keeps_its_number() {
    let code: ErrorCode = from_str(r#""rest:4999""#).unwrap();
    assert_eq!(code, ErrorCode::from_code(4999));
    assert!(!code.is_known());
}

#[test]
fn a_code_is_the_key_of_a_map() {
    let counts: BTreeMap<ErrorCode, u32> = codes().zip(1..).collect();
    assert_round_trip(&counts);
    let counts = BTreeMap::from([(RestErrorCode::FunctionNotFound, 2)]);
    assert_eq!(to_string(&counts).unwrap(), r#"{"4115":2}"#);
    assert_round_trip(&counts);
}

#[test]
fn numbers_digits_and_names_are_read_from_json() {
    for json in ["1001", r#""1001""#, r#""ERR_PARAM_INVALID""#, r#""ParamInvalid""#] {
        assert_eq!(from_str::<SdkErrorCode>(json).unwrap(), SdkErrorCode::ParamInvalid, "{json}");
        assert_eq!(from_str::<ErrorCode>(json).unwrap(), SdkErrorCode::ParamInvalid.into());
    }
    assert_eq!(from_str::<ErrorCode>(r#""REST:4202""#).unwrap(), ErrorCode::from_rest_code(4202));
    assert_eq!(from_str::<ErrorCode>("-1").unwrap(), ErrorCode::from_code(-1));
    for json in [r#""DataSystem:6""#, r#""K_OUT_OF_MEMORY""#, r#""Out of memory""#] {
        let expected = DataSystemErrorCode::OutOfMemory.into();
        assert_eq!(from_str::<ErrorCode>(json).unwrap(), expected, "{json}");
    }
    assert_eq!(
        from_str::<FunctionSystemErrorCode>("-1").unwrap(),
        FunctionSystemErrorCode::Failed,
        "a typed code has one table"
    );
}

/// TOML has only signed integers.
#[test]
fn signed_integers_are_read() {
    let read = |number: i64| {
        let deserializer: I64Deserializer<value::Error> = number.into_deserializer();
        SdkErrorCode::deserialize(deserializer)
    };
    assert_eq!(read(1001), Ok(SdkErrorCode::ParamInvalid));
    assert!(read(-1001).is_err());
    assert!(read(4115).is_err());
    assert!(read((1 << 32) + 1001).is_err());
}

#[test]
fn a_value_that_is_not_a_code_is_refused() {
    for (json, reason) in [
        ("4115", "invalid value: integer `4115`, expected a number or name of the SDK table"),
        ("-1", "invalid value: integer `-1`"),
        ("18446744073709551615", "invalid value: integer `18446744073709551615`"),
        (r#""nope""#, r#"invalid value: string "nope""#),
        ("19", "invalid value: integer `19`"),
        ("1001.5", "invalid type: floating point `1001.5`"),
        ("null", "invalid type: null"),
    ] {
        let error = from_str::<SdkErrorCode>(json).unwrap_err().to_string();
        assert!(error.starts_with(reason), "{error}");
    }
    for json in ["2147483648", "-2147483649", r#""soap:1001""#, r#""rest:""#, r#"{"rest":4115}"#] {
        assert!(from_str::<ErrorCode>(json).is_err(), "{json}");
    }
}

#[test]
fn an_unknown_tag_of_a_binary_format_is_refused() {
    let code = ErrorCode::from(RestErrorCode::FunctionNotFound);
    let mut bytes = postcard::to_allocvec(&code).unwrap();
    assert_eq!(postcard::from_bytes::<ErrorCode>(&bytes), Ok(code));
    bytes[0] = 99;
    assert!(postcard::from_bytes::<ErrorCode>(&bytes).is_err());
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Failure {
    #[serde(with = "yuanrong_errors::serde_number")]
    code: ErrorCode,
}

#[test]
fn serde_number_writes_a_bare_number_and_loses_the_table() {
    for code in codes() {
        let json = to_string(&Failure { code }).unwrap();
        assert_eq!(json, format!(r#"{{"code":{}}}"#, code.code()));
        let expected = Failure { code: ErrorCode::from_code(code.code()) };
        assert_eq!(from_str::<Failure>(&json).unwrap(), expected);
        let bytes = postcard::to_allocvec(&Failure { code }).unwrap();
        assert_eq!(bytes, postcard::to_allocvec(&code.code()).unwrap());
        assert_eq!(postcard::from_bytes::<Failure>(&bytes).unwrap(), expected);
    }
    let code = ErrorCode::from_rest_code(4202);
    assert_eq!(from_str::<Failure>(r#"{"code":"rest:4202"}"#).unwrap(), Failure { code });
    assert!(from_str::<Failure>(r#"{"code":2147483648}"#).is_err());
    let number: U32Deserializer<value::Error> = 4202_u32.into_deserializer();
    let code = ErrorCode::from_code(4202);
    assert_eq!(yuanrong_errors::serde_number::deserialize(number), Ok(code));
}

#[test]
fn the_vocabulary_is_kebab_case() {
    macro_rules! check {
        ($($Word:ident),*) => {$(
            for word in $Word::ALL {
                assert_eq!(to_string(word).unwrap(), format!("\"{word}\""));
                assert_round_trip(word);
            }
            let error = from_str::<$Word>("\"no such word\"").unwrap_err().to_string();
            assert!(error.contains("\"no such word\""), "{error}");
        )*};
    }
    check!(ErrorKind, Lang, Operation, Origin, Retry, Table);
    let error = from_str::<Retry>("5").unwrap_err().to_string();
    assert!(error.contains("expected a word in kebab-case"), "{error}");
}
