use crate::table::Row;
use core::{error::Error, fmt};

/// A number that is in none of the tables that were asked.
///
/// Only a lookup or the reading of a stored code makes one. [`ErrorCode::in_table`] asks a single
/// table, so another table may have the number that it does not find.
///
/// [`ErrorCode::in_table`]: crate::ErrorCode::in_table
///
/// # Examples
/// ```
/// use yuanrong_errors::ErrorCode;
///
/// let ErrorCode::Unknown(code) = ErrorCode::from_code(7) else { panic!("7 is in no table") };
/// assert_eq!(code.get(), 7);
/// assert_eq!(code.to_string(), "7");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownCode(i32);

impl UnknownCode {
    #[inline]
    pub(crate) const fn new(number: i32) -> Self {
        Self(number)
    }

    /// Returns the number as it came in.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// if let ErrorCode::Unknown(code) = ErrorCode::from_code(99_999) {
    ///     println!("newer than this release: {}", code.get());
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub const fn get(self) -> i32 {
        self.0
    }

    /// The row of the range that describes the number.
    #[inline]
    pub(crate) const fn row(self) -> Row {
        Row::of_range(self.0)
    }

    /// The HTTP status that the number is, if it is one.
    #[inline]
    pub(crate) const fn http_status(self) -> Option<u16> {
        match self.0 {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the pattern bounds the number"
            )]
            status @ 100..=599 => Some(status as u16),
            _ => None,
        }
    }
}

/// Writes the number.
impl fmt::Display for UnknownCode {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for UnknownCode {}

impl From<UnknownCode> for i32 {
    #[inline]
    fn from(code: UnknownCode) -> Self {
        code.0
    }
}
