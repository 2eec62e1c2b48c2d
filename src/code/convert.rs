//! Conversions between codes, numbers and text.

use super::{ErrorCode, UnknownCode};
use crate::{
    DataSystemErrorCode, FunctionSystemErrorCode, ParseCodeError, RestErrorCode, SdkErrorCode,
    Table, TryFromCodeError, table::for_each_table,
};
use core::str::FromStr;

/// Implements `TryFrom` each of these integers for a typed enum, whose table this is.
macro_rules! try_from {
    ($Enum:ident, $Table:ident, [$($Integer:ident),*]) => {
        $(
            impl TryFrom<$Integer> for $Enum {
                type Error = TryFromCodeError;

                #[inline]
                fn try_from(number: $Integer) -> Result<Self, TryFromCodeError> {
                    let code = i32::try_from(number).ok().and_then(Self::from_code);
                    code.ok_or_else(|| TryFromCodeError::new(Some(Table::$Table), number))
                }
            }
        )*
    };
}

/// Implements the conversions of the typed enums.
macro_rules! conversions {
    ($($Table:ident, $Enum:ident, $table:ident;)*) => {$(
        impl From<$Enum> for ErrorCode {
            #[inline]
            fn from(code: $Enum) -> Self {
                Self::$Table(code)
            }
        }

        impl From<$Enum> for i32 {
            #[inline]
            fn from(code: $Enum) -> Self {
                code.code()
            }
        }

        try_from!($Enum, $Table, [i32, u32, i64, u64]);

        /// Reads a number of the table, in decimal digits, or a name that `from_name` takes.
        impl FromStr for $Enum {
            type Err = ParseCodeError;

            #[inline]
            fn from_str(text: &str) -> Result<Self, ParseCodeError> {
                parse_number(text)
                    .map_or_else(|| Self::from_name(text), Self::from_code)
                    .ok_or_else(|| ParseCodeError::new(Table::$Table.code_title(), text))
            }
        }
    )*};
}

for_each_table!(conversions);

/// Looks the number up as [`ErrorCode::from_code`] does.
impl From<i32> for ErrorCode {
    #[inline]
    fn from(number: i32) -> Self {
        Self::from_code(number)
    }
}

impl From<ErrorCode> for i32 {
    #[inline]
    fn from(code: ErrorCode) -> Self {
        code.code()
    }
}

macro_rules! try_from_wider {
    ($($Integer:ident),*) => {
        $(
            /// Fails only for a number that does not fit in a signed 32-bit integer.
            impl TryFrom<$Integer> for ErrorCode {
                type Error = TryFromCodeError;

                #[inline]
                fn try_from(number: $Integer) -> Result<Self, TryFromCodeError> {
                    let fits = i32::try_from(number).map(Self::from_code);
                    fits.map_err(|_| TryFromCodeError::new(None, number))
                }
            }
        )*
    };
}

try_from_wider!(u32, i64, u64);

/// Reads a number (`1002`), a name that [`ErrorCode::from_name`] takes, or a number with its table,
/// such as `rest:4202`, `datasystem:19` or `unknown:99999`.
///
/// A number that the named table does not have is [`Unknown`](ErrorCode::Unknown).
impl FromStr for ErrorCode {
    type Err = ParseCodeError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, ParseCodeError> {
        parse_number(text)
            .map(Self::from_code)
            .or_else(|| with_table(text))
            .or_else(|| Self::from_name(text))
            .ok_or_else(|| ParseCodeError::new("error code", text))
    }
}

/// The word that is written instead of a table for a number that no table has.
pub(crate) const UNKNOWN: &str = "unknown";

#[inline]
fn with_table(text: &str) -> Option<ErrorCode> {
    let (table, number) = text.split_once(':')?;
    let number = parse_number(number)?;
    if table.eq_ignore_ascii_case(UNKNOWN) {
        return Some(ErrorCode::Unknown(UnknownCode::new(number)));
    }
    Some(ErrorCode::in_table(table.parse().ok()?, number))
}

/// Reads decimal digits with or without a minus sign; `i32::from_str` would take a plus sign, too.
#[inline]
fn parse_number(text: &str) -> Option<i32> {
    if text.starts_with('+') { None } else { text.parse().ok() }
}
