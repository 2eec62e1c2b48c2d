//! Any JSON object: the hot path finds the code that a plain reading of all members finds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use yuanrong_errors::{ErrorCode, rest};

/// All members of an object, in order; a key can be there twice.
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

/// Returns the first integer, as a number or in a string, under the key that counts most. The inner
/// option is `None` for one that does not fit in 32 bits.
fn integer(members: &Members) -> Option<Option<i32>> {
    ["code", "errorCode", "innerCode"].into_iter().find_map(|key| {
        members.0.iter().filter(|(name, _)| name == key).find_map(|(_, value)| {
            let string = serde_json::from_str::<String>(value.get());
            let number = string.as_deref().unwrap_or(value.get());
            let digits = number.strip_prefix('-').unwrap_or(number);
            let is_integer = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            is_integer.then(|| number.parse().ok())
        })
    })
}

fn read_plainly(members: &Members) -> Option<ErrorCode> {
    let is_response = members.0.iter().any(|(name, value)| {
        name == "type" && serde_json::from_str::<String>(value.get()).is_ok_and(|t| t == "response")
    });
    let of_object = |object: &RawValue| serde_json::from_str::<Members>(object.get()).ok();
    let errors = members.0.iter().filter(|(name, _)| name == "error");
    let error = errors.filter_map(|(_, value)| of_object(value)).next();
    let number = match integer(members) {
        Some(number) => number?,
        None => error
            .and_then(|error| integer(&error))
            .flatten()
            .filter(|number| !(is_response && (1001..=1005).contains(number)))?,
    };
    let is_success = matches!(number, 0 | 200 | 6030 | 150_200 | 200_200 | 200_202 | 200_204);
    (!is_success).then(|| ErrorCode::from_rest_code(number))
}

fuzz_target!(|body: &[u8]| {
    let code = rest::code_of(body);
    if let Ok(members) = serde_json::from_slice::<Members>(body) {
        assert_eq!(code, read_plainly(&members));
    }
});
