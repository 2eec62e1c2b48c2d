//! How is a code written and read with serde?
//!
//! A code is a number. Where the format is for people, as JSON is, reading also takes the number as
//! a string of digits, or a name. [`ErrorCode`] reads any `u32`; the typed enums
//! refuse what is not theirs. The enums of the vocabulary, such as [`Retry`], are
//! strings in kebab-case.
//!
//! # Examples
//! ```
//! use yuanrong_errors::{ErrorCode, SdkErrorCode};
//!
//! assert_eq!(serde_json::to_string(&SdkErrorCode::ParamInvalid)?, "1001");
//! assert_eq!(serde_json::from_str::<ErrorCode>("\"1001\"")?, SdkErrorCode::ParamInvalid.into());
//! # Ok::<(), serde_json::Error>(())
//! ```

use crate::{
    ErrorCode, ErrorKind, Lang, Operation, Origin, RestErrorCode, Retry, SdkErrorCode, Table,
};
use ::serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, Unexpected, Visitor},
};
use core::{fmt, marker::PhantomData, str::FromStr};

/// What tells the three types of code apart when one is read.
trait Code: FromStr {
    const EXPECTED: &'static str;

    fn from_number(number: u32) -> Option<Self>;
}

/// Reads a code from a number, or from a text that its `FromStr` takes.
struct CodeVisitor<C>(PhantomData<C>);

impl<C: Code> Visitor<'_> for CodeVisitor<C> {
    type Value = C;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(C::EXPECTED)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<C, E> {
        u32::try_from(number)
            .ok()
            .and_then(C::from_number)
            .ok_or_else(|| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<C, E> {
        match u64::try_from(number) {
            Ok(number) => self.visit_u64(number),
            Err(_) => Err(E::invalid_value(Unexpected::Signed(number), &self)),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<C, E> {
        text.parse().map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

macro_rules! serde_code {
    ($Type:ident, $expected:literal, $from_number:expr) => {
        impl Code for $Type {
            const EXPECTED: &'static str = $expected;

            fn from_number(number: u32) -> Option<Self> {
                $from_number(number)
            }
        }

        /// As its number.
        impl Serialize for $Type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u32(self.code())
            }
        }

        /// From its number; where the format is for people, from a string of digits or a name too.
        impl<'de> Deserialize<'de> for $Type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let visitor = CodeVisitor(PhantomData);
                if deserializer.is_human_readable() {
                    deserializer.deserialize_any(visitor)
                } else {
                    deserializer.deserialize_u32(visitor)
                }
            }
        }
    };
}

serde_code!(SdkErrorCode, "the number or name of an SDK error code", SdkErrorCode::from_code);
serde_code!(RestErrorCode, "the number or name of a REST error code", RestErrorCode::from_code);
serde_code!(ErrorCode, "a 32-bit number or the name of an error code", |number| Some(
    ErrorCode::from_code(number)
));

/// Reads a word of the vocabulary.
struct WordVisitor<W>(PhantomData<W>);

impl<W: FromStr<Err: fmt::Display>> Visitor<'_> for WordVisitor<W> {
    type Value = W;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word in kebab-case")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<W, E> {
        text.parse().map_err(E::custom)
    }
}

macro_rules! serde_word {
    ($($Type:ident),*) => {
        $(
            /// As a word in kebab-case.
            impl Serialize for $Type {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }

            /// From a word in kebab-case.
            impl<'de> Deserialize<'de> for $Type {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserializer.deserialize_str(WordVisitor(PhantomData))
                }
            }
        )*
    };
}

serde_word!(ErrorKind, Lang, Operation, Origin, Retry, Table);

/// Keeps the table beside the number, for use with `#[serde(with = "…")]`.
///
/// As a bare number, an [`ErrorCode`] reads back by the rule of [`ErrorCode::from_code`], which has
/// to choose where both tables hold the number. Tagged, it is an enum by serde's usual form, in
/// JSON `{"sdk":4001}`, `{"rest":4115}` or `{"unknown":7}`, and reads back as it was. An unknown
/// number is looked up in both tables when it is read: one that the writer's release did not have, or
/// that [`ErrorCode::in_table`] did not find in its table, becomes known.
///
/// # Examples
/// ```
/// use serde::{Deserialize, Serialize};
/// use yuanrong_errors::{ErrorCode, RestErrorCode};
///
/// #[derive(Serialize, Deserialize)]
/// struct Failure {
///     #[serde(with = "yuanrong_errors::serde::tagged")]
///     code: ErrorCode,
/// }
///
/// let failure = Failure { code: RestErrorCode::FunctionNotFound.into() };
/// let json = serde_json::to_string(&failure)?;
/// assert_eq!(json, r#"{"code":{"rest":4115}}"#);
/// assert_eq!(serde_json::from_str::<Failure>(&json)?.code, failure.code);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub mod tagged {
    use crate::{ErrorCode, RestErrorCode, SdkErrorCode};
    use ::serde::{
        Deserialize, Deserializer, Serializer,
        de::{EnumAccess, Error, Unexpected, VariantAccess, Visitor},
    };
    use core::fmt;

    const NAME: &str = "ErrorCode";
    const VARIANTS: &[&str] = &["sdk", "rest", "unknown"];

    /// Writes the table and the number.
    ///
    /// # Errors
    /// Those of the serializer.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{SdkErrorCode, serde::tagged};
    ///
    /// let mut json = Vec::new();
    /// let code = SdkErrorCode::ParamInvalid.into();
    /// tagged::serialize(&code, &mut serde_json::Serializer::new(&mut json))?;
    /// assert_eq!(json, br#"{"sdk":1001}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn serialize<S: Serializer>(code: &ErrorCode, serializer: S) -> Result<S::Ok, S::Error> {
        let index = match code {
            ErrorCode::Sdk(_) => 0,
            ErrorCode::Rest(_) => 1,
            ErrorCode::Unknown(_) => 2,
        };
        let variant = VARIANTS[index as usize];
        serializer.serialize_newtype_variant(NAME, index, variant, &code.code())
    }

    /// Reads what [`serialize`] wrote.
    ///
    /// # Errors
    /// Those of the deserializer; another tag than these three; a number that the table does not
    /// hold.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{SdkErrorCode, serde::tagged};
    ///
    /// let mut json = serde_json::Deserializer::from_str(r#"{"sdk":1001}"#);
    /// assert_eq!(tagged::deserialize(&mut json)?, SdkErrorCode::ParamInvalid.into());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ErrorCode, D::Error> {
        deserializer.deserialize_enum(NAME, VARIANTS, TaggedVisitor)
    }

    struct TaggedVisitor;

    impl<'de> Visitor<'de> for TaggedVisitor {
        type Value = ErrorCode;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an error code beside its table")
        }

        fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<ErrorCode, A::Error> {
            let (tag, number) = data.variant::<Tag>()?;
            match tag {
                Tag::Sdk => number.newtype_variant::<SdkErrorCode>().map(ErrorCode::Sdk),
                Tag::Rest => number.newtype_variant::<RestErrorCode>().map(ErrorCode::Rest),
                Tag::Unknown => number.newtype_variant().map(ErrorCode::from_code),
            }
        }
    }

    enum Tag {
        Sdk,
        Rest,
        Unknown,
    }

    impl<'de> Deserialize<'de> for Tag {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_identifier(TagVisitor)
        }
    }

    struct TagVisitor;

    impl Visitor<'_> for TagVisitor {
        type Value = Tag;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("sdk, rest or unknown")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Tag, E> {
            match text {
                "sdk" => Ok(Tag::Sdk),
                "rest" => Ok(Tag::Rest),
                "unknown" => Ok(Tag::Unknown),
                _ => Err(E::unknown_variant(text, VARIANTS)),
            }
        }

        fn visit_u64<E: Error>(self, index: u64) -> Result<Tag, E> {
            match index {
                0 => Ok(Tag::Sdk),
                1 => Ok(Tag::Rest),
                2 => Ok(Tag::Unknown),
                _ => Err(E::invalid_value(Unexpected::Unsigned(index), &self)),
            }
        }
    }
}
