//! The errors of conversions: a number or a text that names nothing.

use super::Table;
use core::{error::Error, fmt};

/// The error of every `TryFrom` of this crate: a number that is not in the table, or that does not
/// fit in the 32 bits of a code.
///
/// # Examples
/// ```
/// use yuanrong_errors::{ErrorCode, SdkErrorCode, Table};
///
/// let error = SdkErrorCode::try_from(-1_i64).unwrap_err();
/// assert_eq!((error.table(), error.number()), (Some(Table::Sdk), -1));
/// assert_eq!(error.to_string(), "-1 is not in the SDK table");
///
/// let error = ErrorCode::try_from(1_u64 << 32).unwrap_err();
/// assert_eq!(error.to_string(), "4294967296 does not fit in a signed 32-bit integer");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TryFromCodeError {
    table: Option<Table>,
    number: i128,
}

impl TryFromCodeError {
    #[inline]
    pub(crate) fn new(table: Option<Table>, number: impl Into<i128>) -> Self {
        Self { table, number: number.into() }
    }

    /// Returns the table that was asked, or `None` where any 32-bit number would have done.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{RestErrorCode, Table};
    ///
    /// assert_eq!(RestErrorCode::try_from(1001_u32).unwrap_err().table(), Some(Table::Rest));
    /// ```
    #[inline]
    #[must_use]
    pub const fn table(&self) -> Option<Table> {
        self.table
    }

    /// Returns the number as it was, whichever integer type it came in.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::RestErrorCode;
    ///
    /// let error = RestErrorCode::try_from(u64::MAX).unwrap_err();
    /// assert_eq!(error.number(), 18_446_744_073_709_551_615);
    /// ```
    #[inline]
    #[must_use]
    pub const fn number(&self) -> i128 {
        self.number
    }
}

impl fmt::Display for TryFromCodeError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.table {
            Some(table) => write!(f, "{} is not in the {} table", self.number, table.title()),
            None => write!(f, "{} does not fit in a signed 32-bit integer", self.number),
        }
    }
}

impl Error for TryFromCodeError {}

/// The error of every `FromStr` of this crate: a text that is not a known name.
///
/// It keeps up to 64 bytes of the text. `Display` quotes them with control characters escaped.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Retry, SdkErrorCode};
///
/// let error = "ERR_PARAM_INVALD".parse::<SdkErrorCode>().unwrap_err();
/// assert_eq!(error.input(), "ERR_PARAM_INVALD");
/// assert_eq!(error.to_string(), r#"unknown SDK error code "ERR_PARAM_INVALD""#);
///
/// let error = "sometimes".parse::<Retry>().unwrap_err();
/// assert_eq!(error.to_string(), r#"unknown retry class "sometimes""#);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParseCodeError {
    expected: &'static str,
    input: [u8; Self::LIMIT],
    length: u8,
    is_truncated: bool,
}

impl ParseCodeError {
    const LIMIT: usize = 64;

    /// `expected` is what the input should have been, such as "retry class".
    #[inline]
    pub(crate) fn new(expected: &'static str, input: &str) -> Self {
        let start = start_of(input, Self::LIMIT);
        let length = start.len();
        let mut kept = [0; Self::LIMIT];
        kept[..length].copy_from_slice(start.as_bytes());
        Self {
            expected,
            input: kept,
            #[expect(clippy::cast_possible_truncation, reason = "at most `LIMIT`")]
            length: length as u8,
            is_truncated: length < input.len(),
        }
    }

    /// Returns the input, or as much of it as fits in 64 bytes, cut at the end of a character.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Table;
    ///
    /// let error = "soap".parse::<Table>().unwrap_err();
    /// assert_eq!(error.input(), "soap");
    /// ```
    #[inline]
    #[must_use]
    pub fn input(&self) -> &str {
        // The bytes were cut out of a `str` at a character boundary, so they are always valid.
        core::str::from_utf8(&self.input[..usize::from(self.length)]).unwrap_or_default()
    }

    /// Returns whether the input was longer than what [`input`](Self::input) returns.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Table;
    ///
    /// assert!(!"soap".parse::<Table>().unwrap_err().is_truncated());
    /// assert!("soap".repeat(20).parse::<Table>().unwrap_err().is_truncated());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_truncated(&self) -> bool {
        self.is_truncated
    }
}

impl fmt::Debug for ParseCodeError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParseCodeError")
            .field("expected", &self.expected)
            .field("input", &self.input())
            .field("is_truncated", &self.is_truncated)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ParseCodeError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = if self.is_truncated { "…" } else { "" };
        write!(f, "unknown {} {:?}{more}", self.expected, self.input())
    }
}

impl Error for ParseCodeError {}

/// Returns the start of a text: as many characters as this many bytes can hold.
pub(crate) fn start_of(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
