//! Codes as text and as errors.

use super::{Entry, ErrorCode};
use crate::{
    DataSystemErrorCode, ErrorKind, FunctionSystemErrorCode, Lang, Origin, RestErrorCode, Retry,
    SdkErrorCode, table::for_each_table, vocabulary::nothing_known,
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
        let code = match self {
            Self::Sdk(code) => return Display::fmt(code, f),
            Self::Rest(code) => return Display::fmt(code, f),
            Self::DataSystem(code) => return Display::fmt(code, f),
            Self::FunctionSystem(code) => return Display::fmt(code, f),
            Self::Unknown(code) => code,
        };
        write!(f, "{code}: {}", self.description())?;
        if !f.alternate() {
            return Ok(());
        }
        let retry = self.retry();
        let advice = match self.kind() {
            ErrorKind::Unknown => nothing_known(Lang::En),
            _ => retry.advice(),
        };
        write!(f, "\nsolution: {}\nretry: {retry}: {advice}", self.solution())
    }
}

/// What `{:#}` says of a known code.
struct Advice {
    other_meanings: &'static [&'static str],
    solution: &'static str,
    hint: Option<&'static str>,
    retry: Retry,
    retry_origin: Origin,
    retry_reason: &'static str,
}

impl Advice {
    /// Writes what to do, a line each.
    fn write(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // Other meanings come first, so that nobody follows the solution of another fault.
        for meaning in self.other_meanings {
            write!(f, "\nmay also be: {meaning}")?;
        }
        write!(f, "\nsolution: {}", self.solution)?;
        if let Some(hint) = self.hint {
            write!(f, "\nhint: {hint}")?;
        }
        let Self { retry, retry_origin, retry_reason, .. } = self;
        write!(f, "\nretry: {retry}: {} ({retry_origin}: {retry_reason})", retry.advice())
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

// Each typed enum reads the columns of its own table, so that a program that uses only SDK codes
// links no text of the other tables.
macro_rules! typed {
    ($($Table:ident, $Enum:ident, $table:ident;)*) => {$(
        /// Writes number, name and description; `{:#}` adds other meanings of the number, the
        /// solution, the hint and the retry advice, a line each. Allocates nothing.
        impl Display for $Enum {
            #[inline]
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                write!(f, "{} {}: {}", self.code(), self.name(), self.description())?;
                if !f.alternate() {
                    return Ok(());
                }
                let row = self.row();
                let advice = Advice {
                    other_meanings: row.other_meanings_in(Lang::En),
                    solution: row.solution_in(Lang::En),
                    hint: row.hint_in(Lang::En),
                    retry: self.retry(),
                    retry_origin: row.retry_origin(),
                    retry_reason: row.retry_reason_in(Lang::En),
                };
                advice.write(f)
            }
        }

        impl Error for $Enum {}
    )*};
}

for_each_table!(typed);
