//! Codes as text and as errors.

use super::{Entry, ErrorCode};
use crate::{
    DataSystemErrorCode, ErrorKind, FunctionSystemErrorCode, Lang, RestErrorCode, SdkErrorCode,
    table::for_each_table, vocabulary::nothing_known,
};
use core::{
    error::Error,
    fmt::{self, Debug, Display, Formatter},
};

/// Writes number, name and description; `{:#}` adds other meanings of the number, the solution, the
/// hint and the retry advice, a line each. Allocates nothing.
impl Display for ErrorCode {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code())?;
        if let Some(name) = self.name() {
            write!(f, " {name}")?;
        }
        write!(f, ": {}", self.description())?;
        if f.alternate() { self.write_advice(f) } else { Ok(()) }
    }
}

impl ErrorCode {
    /// Writes what to do, a line each.
    fn write_advice(self, f: &mut Formatter<'_>) -> fmt::Result {
        // Other meanings come first, so that nobody follows the solution of another fault.
        for meaning in self.entry().map_or(&[][..], Entry::other_meanings) {
            write!(f, "\nmay also be: {meaning}")?;
        }
        write!(f, "\nsolution: {}", self.solution())?;
        if let Some(hint) = self.hint() {
            write!(f, "\nhint: {hint}")?;
        }
        let retry = self.retry();
        write!(f, "\nretry: {retry}: ")?;
        match self.entry() {
            Some(entry) => {
                let (origin, reason) = (entry.retry_origin(), entry.retry_reason());
                write!(f, "{} ({origin}: {reason})", retry.advice())
            }
            None if self.kind() == ErrorKind::Unknown => f.write_str(nothing_known(Lang::En)),
            None => f.write_str(retry.advice()),
        }
    }
}

impl Error for ErrorCode {}

/// Writes what [`ErrorCode`] writes.
impl Display for Entry {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.error_code(), f)
    }
}

impl Debug for Entry {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("error_code", &self.error_code())
            .field("name", &self.name())
            .field("description", &self.description())
            .field("solution", &self.solution())
            .field("kind", &self.kind())
            .field("retry", &self.retry())
            .finish_non_exhaustive()
    }
}

macro_rules! typed {
    ($($Table:ident, $Enum:ident, $table:ident;)*) => {$(
        /// Writes what [`ErrorCode`] writes.
        impl Display for $Enum {
            #[inline]
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                Display::fmt(&ErrorCode::from(*self), f)
            }
        }

        impl Error for $Enum {}
    )*};
}

for_each_table!(typed);
