//! Codes and vocabulary in serde's data model.
//!
//! A typed enum is a number. An [`ErrorCode`] is the string `rest:4202` in a human-readable format,
//! else an enum of serde's (the table as tag, the number as content), so it reads back as it was.
//! The vocabulary, such as [`Retry`], is strings in kebab-case.

use crate::{
    DataSystemErrorCode, ErrorCode, ErrorKind, FunctionSystemErrorCode, Lang, Operation, Origin,
    RestErrorCode, Retry, SdkErrorCode, Table,
    code::{UNKNOWN, UnknownCode},
    table::for_each_table,
};
use core::{fmt, marker::PhantomData, str::FromStr};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{EnumAccess, Error, Unexpected, VariantAccess, Visitor},
};

/// What distinguishes the types of code when one is read.
trait Code: FromStr {
    /// Writes what is expected of a value that is refused.
    fn expect(f: &mut fmt::Formatter<'_>) -> fmt::Result;

    fn from_number(number: i32) -> Option<Self>;
}

/// Reads a code from a number, or from a text that its `FromStr` takes.
struct CodeVisitor<C>(PhantomData<C>);

impl<C: Code> Visitor<'_> for CodeVisitor<C> {
    type Value = C;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        C::expect(f)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<C, E> {
        let code = i32::try_from(number).ok().and_then(C::from_number);
        code.ok_or_else(|| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<C, E> {
        let code = i32::try_from(number).ok().and_then(C::from_number);
        code.ok_or_else(|| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<C, E> {
        text.parse().map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

impl Code for ErrorCode {
    fn expect(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the number or name of an error code")
    }

    fn from_number(number: i32) -> Option<Self> {
        Some(Self::from_code(number))
    }
}

macro_rules! typed_codes {
    ($($Table:ident, $Enum:ident, $table:ident;)*) => {$(
        impl Code for $Enum {
            fn expect(f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a number or name of the {} table", Table::$Table.title())
            }

            fn from_number(number: i32) -> Option<Self> {
                Self::from_code(number)
            }
        }

        /// Writes the number.
        impl Serialize for $Enum {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i32(self.code())
            }
        }

        /// Reads the number; in a human-readable format also a string of digits or a name.
        impl<'de> Deserialize<'de> for $Enum {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    deserializer.deserialize_any(CodeVisitor(PhantomData))
                } else {
                    deserializer.deserialize_i32(CodeVisitor(PhantomData))
                }
            }
        }
    )*};
}

for_each_table!(typed_codes);

const NAME: &str = "ErrorCode";

/// The tags of a binary format: 0 for an unknown code, then the tables in order.
const VARIANTS: &[&str] = &[UNKNOWN, "sdk", "rest", "datasystem", "functionsystem"];

/// Writes the string `rest:4202` in a human-readable format, else an enum of serde's.
///
/// # Examples
/// ```
/// use yuanrong_errors::{ErrorCode, RestErrorCode};
///
/// let code = ErrorCode::from(RestErrorCode::FunctionNotFound);
/// assert_eq!(serde_json::to_string(&code)?, r#""rest:4115""#);
/// assert_eq!(serde_json::to_string(&ErrorCode::from_code(99_999))?, r#""unknown:99999""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.code();
        let tag = self.table().map_or(0, |table| 1 + table as u32);
        let table = VARIANTS[tag as usize];
        if serializer.is_human_readable() {
            serializer.collect_str(&format_args!("{table}:{number}"))
        } else {
            serializer.serialize_newtype_variant(NAME, tag, table, &number)
        }
    }
}

/// Reads what [`Serialize`] writes; in a human-readable format also a number or a name, as
/// [`ErrorCode::from_code`] and [`ErrorCode::from_name`] look them up.
///
/// A code that a newer release has written and this one does not have reads as
/// [`ErrorCode::Unknown`]: the number stays, the table is lost.
///
/// # Examples
/// ```
/// use yuanrong_errors::ErrorCode;
///
/// let code: ErrorCode = serde_json::from_str(r#""rest:4202""#)?;
/// assert_eq!(code, ErrorCode::from_rest_code(4202));
/// assert_eq!(serde_json::from_str::<ErrorCode>("1002")?, ErrorCode::from_code(1002));
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for ErrorCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(CodeVisitor(PhantomData))
        } else {
            deserializer.deserialize_enum(NAME, VARIANTS, TaggedVisitor)
        }
    }
}

struct TaggedVisitor;

impl<'de> Visitor<'de> for TaggedVisitor {
    type Value = ErrorCode;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an error code with its table")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<ErrorCode, A::Error> {
        let (Tag(table), number) = data.variant()?;
        let number = number.newtype_variant()?;
        Ok(match table {
            Some(table) => ErrorCode::in_table(table, number),
            None => ErrorCode::Unknown(UnknownCode::new(number)),
        })
    }
}

/// The table of a tagged code; `None` for an unknown one.
struct Tag(Option<Table>);

impl<'de> Deserialize<'de> for Tag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(TagVisitor)
    }
}

struct TagVisitor;

impl Visitor<'_> for TagVisitor {
    type Value = Tag;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the tag of a table")
    }

    fn visit_u64<E: Error>(self, tag: u64) -> Result<Tag, E> {
        let Some(index) = tag.checked_sub(1) else { return Ok(Tag(None)) };
        let table = usize::try_from(index).ok().and_then(|index| Table::ALL.get(index));
        let table = table.ok_or_else(|| E::invalid_value(Unexpected::Unsigned(tag), &self))?;
        Ok(Tag(Some(*table)))
    }

    fn visit_str<E: Error>(self, tag: &str) -> Result<Tag, E> {
        if tag == UNKNOWN {
            return Ok(Tag(None));
        }
        tag.parse().map(|table| Tag(Some(table))).map_err(|_| E::unknown_variant(tag, VARIANTS))
    }
}

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

macro_rules! words {
    ($($Word:ident),*) => {
        $(
            /// Writes the word in kebab-case.
            impl Serialize for $Word {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }

            /// Reads the word in kebab-case.
            impl<'de> Deserialize<'de> for $Word {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserializer.deserialize_str(WordVisitor(PhantomData))
                }
            }
        )*
    };
}

words!(ErrorKind, Lang, Operation, Origin, Retry, Table);

/// Writes an [`ErrorCode`] as a bare number, with `#[serde(with = "yuanrong_errors::serde_number")]`.
///
/// This loses the table: a number of several tables reads back by the rule of
/// [`ErrorCode::from_code`], so REST 4202 becomes SDK 4202, which has another retry class.
///
/// # Examples
/// ```
/// use serde::{Deserialize, Serialize};
/// use yuanrong_errors::{ErrorCode, RestErrorCode};
///
/// #[derive(Serialize, Deserialize)]
/// struct Failure {
///     #[serde(with = "yuanrong_errors::serde_number")]
///     code: ErrorCode,
/// }
///
/// let failure = Failure { code: RestErrorCode::FunctionNotFound.into() };
/// let json = serde_json::to_string(&failure)?;
/// assert_eq!(json, r#"{"code":4115}"#);
/// assert_eq!(serde_json::from_str::<Failure>(&json)?.code, failure.code);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub mod serde_number {
    use super::{CodeVisitor, ErrorCode};
    use core::marker::PhantomData;
    use serde::{Deserializer, Serializer};

    /// Writes the number.
    ///
    /// # Errors
    /// Returns the serializer's error.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{SdkErrorCode, serde_number};
    ///
    /// let mut json = Vec::new();
    /// let code = SdkErrorCode::ParamInvalid.into();
    /// serde_number::serialize(&code, &mut serde_json::Serializer::new(&mut json))?;
    /// assert_eq!(json, b"1001");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn serialize<S: Serializer>(code: &ErrorCode, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i32(code.code())
    }

    /// Reads a number; in a human-readable format also what an [`ErrorCode`] is read from.
    ///
    /// # Errors
    /// Returns the deserializer's error, or one for a number that does not fit in 32 bits.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{SdkErrorCode, serde_number};
    ///
    /// let mut json = serde_json::Deserializer::from_str("1001");
    /// assert_eq!(serde_number::deserialize(&mut json)?, SdkErrorCode::ParamInvalid.into());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ErrorCode, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(CodeVisitor(PhantomData))
        } else {
            deserializer.deserialize_i32(CodeVisitor(PhantomData))
        }
    }
}
