//! Any JSON object: the hot path says what a plain reading of all members says.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use yuanrong_errors::{ErrorCode, Table, rest};

/// All members of an object, those that are there twice twice.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(All)
    }
}

/// What the first integer, or string of digits, under the best of the keys says.
fn integer(members: &Members) -> Option<Option<u32>> {
    ["code", "errorCode", "innerCode"].into_iter().find_map(|key| {
        members.0.iter().filter(|(name, _)| name == key).find_map(|(_, value)| {
            let text = value.get();
            let digits = serde_json::from_str::<String>(text).unwrap_or_else(|_| text.to_owned());
            let is_string = text.starts_with('"');
            let plain = digits.strip_prefix('-').filter(|_| !is_string).unwrap_or(&digits);
            let is_integer = !plain.is_empty() && plain.bytes().all(|b| b.is_ascii_digit());
            is_integer.then(|| digits.parse().ok())
        })
    })
}

fn plainly(members: &Members) -> Option<ErrorCode> {
    let is_response = members.0.iter().any(|(name, value)| {
        name == "type" && serde_json::from_str::<String>(value.get()).is_ok_and(|t| t == "response")
    });
    let of_object = |object: &RawValue| serde_json::from_str::<Members>(object.get()).ok();
    let error = members.0.iter().filter(|(name, _)| name == "error");
    let error = error.filter_map(|(_, value)| of_object(value)).next();
    let number = match integer(members) {
        Some(number) => number?,
        None => error
            .and_then(|error| integer(&error))
            .flatten()
            .filter(|number| !(is_response && (1001..=1005).contains(number)))?,
    };
    if matches!(number, 0 | 200 | 6030 | 150_200 | 200_200 | 200_202 | 200_204) {
        return None;
    }
    Some(match ErrorCode::in_table(Table::Rest, number) {
        ErrorCode::Unknown(_) => ErrorCode::in_table(Table::Sdk, number),
        code => code,
    })
}

fuzz_target!(|body: &[u8]| {
    let code = rest::code_of(body);
    if let Ok(members) = serde_json::from_slice::<Members>(body) {
        assert_eq!(code, plainly(&members));
    }
});
