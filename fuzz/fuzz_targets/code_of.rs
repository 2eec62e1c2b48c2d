//! Any JSON object: the hot path finds the code that a plain reading of all members finds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use yuanrong_errors::{ErrorCode, Table, rest};

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

/// A key, and the first integer under it, as a number or in a string. The number is `None` if it does
/// not fit in 32 bits.
type Code = (&'static str, Option<i32>);

/// Returns the code under the key that counts most.
fn code(members: &Members) -> Option<Code> {
    ["code", "errorCode", "innerCode"].into_iter().find_map(|key| {
        let number = members.values(key).find_map(|value| {
            let string = serde_json::from_str::<String>(value);
            let number = string.as_deref().unwrap_or(value);
            let digits = number.strip_prefix('-').unwrap_or(number);
            let is_integer = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            is_integer.then(|| number.parse().ok())
        });
        Some((key, number?))
    })
}

impl Members {
    fn values<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.get())
    }

    fn has(&self, key: &str, string: &str) -> bool {
        self.values(key)
            .any(|value| serde_json::from_str::<String>(value).is_ok_and(|s| s == string))
    }

    /// Returns whether the dashboard sent this for a failure of its own.
    fn is_of_dashboard(&self) -> bool {
        let first = |key: &str| self.values(key).find(|value| *value != "null").map(str::to_owned);
        self.values("data").any(|value| value == "\"\"")
            && first("message").is_none()
            && first("msg").as_deref() == Some("\"fail\"")
    }
}

fn read_plainly(members: &Members) -> Option<ErrorCode> {
    if let Some(code) = code(members) {
        return read_code(members, code);
    }
    let object = members.values("error").find(|value| value.starts_with('{'))?;
    let error = serde_json::from_str::<Members>(object).ok()?;
    let (key, number) = code(&error)?;
    let is_of_channel = members.has("type", "response") && matches!(number, Some(1001..=1005));
    if is_of_channel { None } else { read_code(&error, (key, number)) }
}

fn read_code(members: &Members, (key, number): Code) -> Option<ErrorCode> {
    let number = number?;
    let is_success = matches!(number, 0 | 200 | 6030 | 150_200 | 200_200 | 200_202 | 200_204);
    let is_own = matches!(number, 1001 | 1002 | 2001 | 2002) && members.is_of_dashboard();
    if is_success || is_own {
        return None;
    }
    let mark = if key == "code" { "payload" } else { "sandboxId" };
    let sdk = ErrorCode::in_table(Table::Sdk, number);
    let is_sdk = members.values(mark).next().is_some() && sdk.is_known();
    Some(if is_sdk { sdk } else { ErrorCode::from_rest_code(number) })
}

fuzz_target!(|body: &[u8]| {
    let code = rest::code_of(body);
    if let Ok(members) = serde_json::from_slice::<Members>(body) {
        assert_eq!(code, read_plainly(&members));
    }
});
