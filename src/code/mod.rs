//! The codes: typed enums, `ErrorCode`, `Entry`, and every method that they share.

mod accessors;
mod convert;
mod display;
mod entry;
mod typed;
mod unknown;

#[cfg(feature = "serde")]
pub(crate) use convert::UNKNOWN;
pub use entry::{Entry, entries};
pub use unknown::UnknownCode;

use crate::{
    DataSystemErrorCode, ErrorKind, FunctionSystemErrorCode, RestErrorCode, Retry, SdkErrorCode,
    Table,
    table::{self, Row, hash, merged},
};

/// Any error code, known or not: nothing is lost on the way in.
///
/// `Display` writes number, name and description; `{:#}` adds other meanings of the number, the
/// solution, the hint and the retry advice, a line each. No method allocates.
///
/// # Examples
/// ```
/// use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};
///
/// fn explain(number: i32) -> &'static str {
///     match ErrorCode::from_code(number) {
///         ErrorCode::Sdk(SdkErrorCode::ResourceNotEnough) => "the cluster is full",
///         ErrorCode::Rest(RestErrorCode::FunctionNotFound) => "deploy the function first",
///         code => code.description(),
///     }
/// }
///
/// assert_eq!(explain(4115), "deploy the function first");
/// assert_eq!(explain(1001), "Parameter validation failed.");
/// assert_eq!(ErrorCode::from(1001).to_string(), "1001 ERR_PARAM_INVALID: Parameter validation failed.");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// A code of the SDK table.
    Sdk(SdkErrorCode),
    /// A code of the REST table.
    Rest(RestErrorCode),
    /// A status of the data system.
    DataSystem(DataSystemErrorCode),
    /// A status of the function system.
    FunctionSystem(FunctionSystemErrorCode),
    /// A number that is in none of the tables that were asked.
    Unknown(UnknownCode),
}

impl ErrorCode {
    /// Returns the code with this number, from the SDK or the REST table;
    /// [`Unknown`](Self::Unknown) where neither has it.
    ///
    /// The same number can be in both of these tables. Its documented meaning wins; where neither or
    /// both are documented, the catalogue has chosen one. A status of the data system or of the
    /// function system is never found here. [`candidates`](Self::candidates) gives every meaning, and
    /// a caller who knows the table asks [`in_table`](Self::in_table) or
    /// [`from_rest_code`](Self::from_rest_code).
    ///
    /// This takes a multiplication, a shift, two loads and two comparisons, without a branch.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};
    ///
    /// assert_eq!(ErrorCode::from_code(1001), SdkErrorCode::ParamInvalid.into());
    /// assert_eq!(ErrorCode::from_code(4115), RestErrorCode::FunctionNotFound.into());
    /// assert_eq!(ErrorCode::from_code(-1).code(), -1);
    /// ```
    #[inline]
    #[must_use]
    #[expect(clippy::cast_sign_loss, reason = "the hash takes the bits of the number")]
    pub const fn from_code(number: i32) -> Self {
        let slot = hash::slot(number as u32, &merged::MULTIPLIERS, merged::SLOTS);
        let (sdk, rest) = (table::sdk::MERGED[slot], table::rest::MERGED[slot]);
        let unknown = Self::Unknown(UnknownCode::new(number));
        // Chosen by index and not by `if`: a branch would be mispredicted on a mix of hits and
        // misses.
        let unless_sdk = [unknown, Self::Rest(rest)][(rest as i32 == number) as usize];
        [unless_sdk, Self::Sdk(sdk)][(sdk as i32 == number) as usize]
    }

    /// Returns the code that a REST response means by this number: the REST table's, else the SDK
    /// table's, since the frontend passes SDK codes on; else [`Unknown`](Self::Unknown).
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};
    ///
    /// let rest = RestErrorCode::RuntimeBootstrapNotFound;
    /// assert_eq!(ErrorCode::from_rest_code(4202), rest.into());
    /// assert_eq!(ErrorCode::from_rest_code(1002), SdkErrorCode::ResourceNotEnough.into());
    /// ```
    #[inline]
    #[must_use]
    pub const fn from_rest_code(number: i32) -> Self {
        match RestErrorCode::from_code(number) {
            Some(code) => Self::Rest(code),
            None => Self::in_table(Table::Sdk, number),
        }
    }

    /// Returns the code with this number in this table; [`Unknown`](Self::Unknown) where that table
    /// does not have it, even if another one has.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, SdkErrorCode, Table};
    ///
    /// assert_eq!(ErrorCode::in_table(Table::Sdk, 1001), SdkErrorCode::ParamInvalid.into());
    /// assert!(!ErrorCode::in_table(Table::Rest, 1001).is_known());
    /// ```
    #[inline]
    #[must_use]
    pub const fn in_table(table: Table, number: i32) -> Self {
        match table {
            Table::Sdk => {
                if let Some(code) = SdkErrorCode::from_code(number) {
                    return Self::Sdk(code);
                }
            }
            Table::Rest => {
                if let Some(code) = RestErrorCode::from_code(number) {
                    return Self::Rest(code);
                }
            }
            Table::DataSystem => {
                if let Some(code) = DataSystemErrorCode::from_code(number) {
                    return Self::DataSystem(code);
                }
            }
            Table::FunctionSystem => {
                if let Some(code) = FunctionSystemErrorCode::from_code(number) {
                    return Self::FunctionSystem(code);
                }
            }
        }
        Self::Unknown(UnknownCode::new(number))
    }

    /// Returns every code with this number, that of [`from_code`](Self::from_code) first and those of
    /// the inner tables last; nothing for a number that is in no table.
    ///
    /// Other meanings of a number within its table are in
    /// [`Entry::other_meanings`].
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};
    ///
    /// let both = [
    ///     RestErrorCode::InvokeFunctionTimeout.into(),
    ///     SdkErrorCode::ParseInvokeResponseError.into(),
    /// ];
    /// assert!(ErrorCode::candidates(4010).eq(both));
    /// let names = ErrorCode::candidates(1002).filter_map(ErrorCode::name);
    /// assert!(names.eq(["ERR_RESOURCE_NOT_ENOUGH", "K_RPC_UNAVAILABLE"]));
    /// assert_eq!(ErrorCode::candidates(99_999).count(), 0);
    /// ```
    #[inline]
    pub fn candidates(number: i32) -> impl Iterator<Item = Self> + Clone {
        let preferred = Self::from_code(number);
        let in_tables = Table::ALL.iter().map(move |&table| Self::in_table(table, number));
        let others = in_tables.filter(move |&code| code != preferred);
        core::iter::once(preferred).chain(others).filter(|code| code.is_known())
    }

    /// Returns the code with exactly this name: in the SDK table, else in the REST table, that of the
    /// data system or that of the function system.
    ///
    /// A name is what [`SdkErrorCode::from_name`] takes.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, RestErrorCode};
    ///
    /// let code = Some(ErrorCode::Rest(RestErrorCode::FunctionNotFound));
    /// assert_eq!(ErrorCode::from_name("FunctionNotFound"), code);
    /// ```
    #[inline]
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let rest = || RestErrorCode::from_name(name).map(Self::Rest);
        let data_system = || DataSystemErrorCode::from_name(name).map(Self::DataSystem);
        let function_system = || FunctionSystemErrorCode::from_name(name).map(Self::FunctionSystem);
        let sdk = SdkErrorCode::from_name(name).map(Self::Sdk);
        sdk.or_else(rest).or_else(data_system).or_else(function_system)
    }

    /// Returns the number, as it came in.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::from_code(1001).code(), 1001);
    /// assert_eq!(ErrorCode::from_code(7).code(), 7);
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(self) -> i32 {
        match self {
            Self::Sdk(code) => code.code(),
            Self::Rest(code) => code.code(),
            Self::DataSystem(code) => code.code(),
            Self::FunctionSystem(code) => code.code(),
            Self::Unknown(code) => code.get(),
        }
    }

    /// Returns upstream's constant for the code, or `None` for an unknown one.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::from_code(1001).name(), Some("ERR_PARAM_INVALID"));
    /// assert_eq!(ErrorCode::from_code(7).name(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        if self.is_known() { Some(self.row().name()) } else { None }
    }

    /// Returns the table of the code, or `None` for an unknown one.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, Table};
    ///
    /// assert_eq!(ErrorCode::from_code(4115).table(), Some(Table::Rest));
    /// assert_eq!(ErrorCode::from_code(7).table(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn table(self) -> Option<Table> {
        match self {
            Self::Sdk(_) => Some(Table::Sdk),
            Self::Rest(_) => Some(Table::Rest),
            Self::DataSystem(_) => Some(Table::DataSystem),
            Self::FunctionSystem(_) => Some(Table::FunctionSystem),
            Self::Unknown(_) => None,
        }
    }

    /// Returns whether a table has the code.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// assert!(ErrorCode::from_code(1001).is_known());
    /// assert!(!ErrorCode::from_code(7).is_known());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::Unknown(_))
    }

    /// Returns everything that the catalogue knows of the code, or `None` for an unknown one.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// let entry = ErrorCode::from_code(1001).entry().expect("1001 is in the SDK table");
    /// assert_eq!(entry.name(), "ERR_PARAM_INVALID");
    /// ```
    #[inline]
    #[must_use]
    pub const fn entry(self) -> Option<Entry> {
        match self {
            Self::Sdk(code) => Some(code.entry()),
            Self::Rest(code) => Some(code.entry()),
            Self::DataSystem(code) => Some(code.entry()),
            Self::FunctionSystem(code) => Some(code.entry()),
            Self::Unknown(_) => None,
        }
    }

    /// Returns whether the code only passes another one on, so that the advice of the cause counts
    /// where the cause is known.
    #[cfg(feature = "error")]
    #[inline]
    pub(crate) const fn defers(self) -> bool {
        self.row().defers()
    }

    /// The kind and the retry class; of an unknown number those of the HTTP status that it is.
    #[inline]
    const fn class(self) -> Class {
        match self {
            Self::Sdk(code) => code.class(),
            Self::Rest(code) => code.class(),
            Self::DataSystem(code) => code.class(),
            Self::FunctionSystem(code) => code.class(),
            Self::Unknown(code) => match code.http_status() {
                Some(status) => Class {
                    kind: ErrorKind::from_http_status(status),
                    retry: Retry::from_http_status(status),
                },
                None => Class { kind: ErrorKind::Unknown, retry: Retry::Never },
            },
        }
    }

    #[inline]
    const fn row(self) -> Row {
        match self {
            Self::Sdk(code) => code.row(),
            Self::Rest(code) => code.row(),
            Self::DataSystem(code) => code.row(),
            Self::FunctionSystem(code) => code.row(),
            Self::Unknown(code) => code.row(),
        }
    }
}

/// What decides how a program reacts to a code.
#[derive(Clone, Copy)]
struct Class {
    kind: ErrorKind,
    retry: Retry,
}

/// Returns whether a number means success where a response has its code.
#[inline]
pub(crate) const fn is_success(number: i32) -> bool {
    matches!(number, 0 | 200 | 6030 | 150_200 | 200_200 | 200_202 | 200_204)
}
