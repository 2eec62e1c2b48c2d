use super::{Class, ErrorCode};
use crate::{
    Lang, Origin, Table,
    table::{self, Row},
};

/// Everything that the catalogue knows of one code.
///
/// An entry is a small value that refers to tables in the program: [`entries`] and the codes' own
/// `entry()` return it. No method allocates.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Origin, SdkErrorCode};
///
/// let entry = SdkErrorCode::InvokeRateLimited.entry();
/// assert_eq!(entry.name(), "ERR_INVOKE_RATE_LIMITED");
/// assert_eq!(entry.solution(), "Retry after a certain interval.");
/// assert_eq!(entry.retry_origin(), Origin::Documented);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    table: Table,
    /// The index of a row of that table.
    row: u16,
}

impl Entry {
    #[inline]
    pub(super) const fn new(table: Table, row: u16) -> Self {
        Self { table, row }
    }

    #[inline]
    pub(super) const fn row(self) -> Row {
        Row::new(self.table, self.row)
    }

    #[inline]
    pub(super) const fn class(self) -> Class {
        self.error_code().class()
    }

    /// Returns the code; never [`Unknown`](ErrorCode::Unknown).
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, SdkErrorCode};
    ///
    /// let entry = SdkErrorCode::ParamInvalid.entry();
    /// assert_eq!(entry.error_code(), ErrorCode::Sdk(SdkErrorCode::ParamInvalid));
    /// ```
    #[inline]
    #[must_use]
    pub const fn error_code(self) -> ErrorCode {
        match self.table {
            Table::Sdk => ErrorCode::Sdk(table::sdk::CODES[self.row as usize]),
            Table::Rest => ErrorCode::Rest(table::rest::CODES[self.row as usize]),
            Table::DataSystem => ErrorCode::DataSystem(table::datasystem::CODES[self.row as usize]),
            Table::FunctionSystem => {
                ErrorCode::FunctionSystem(table::functionsystem::CODES[self.row as usize])
            }
        }
    }

    /// Returns the table of the code.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{RestErrorCode, Table};
    ///
    /// assert_eq!(RestErrorCode::FunctionNotFound.entry().table(), Table::Rest);
    /// ```
    #[inline]
    #[must_use]
    pub const fn table(self) -> Table {
        self.table
    }

    /// Returns the number.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(yuanrong_errors::SdkErrorCode::ParamInvalid.entry().code(), 1001);
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(self) -> i32 {
        self.error_code().code()
    }

    /// Returns the first of [`upstream_names`](Self::upstream_names).
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::SdkErrorCode::ParamInvalid.entry();
    /// assert_eq!(entry.name(), "ERR_PARAM_INVALID");
    /// ```
    #[inline]
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name()
    }

    /// Returns every constant that openYuanrong has for the code; at least one.
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::SdkErrorCode::K8sUnavailable.entry();
    /// assert!(entry.upstream_names().contains(&"ERR_REQUEST_BETWEEN_RUNTIME_FRONTEND"));
    /// ```
    #[inline]
    #[must_use]
    pub const fn upstream_names(self) -> &'static [&'static str] {
        self.row().upstream_names()
    }

    /// Returns what else openYuanrong uses the number for, in the same table, in half a sentence
    /// each. Where this is not empty, the solution may be for another fault than the one at hand.
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::SdkErrorCode::K8sUnavailable.entry();
    /// for meaning in entry.other_meanings() {
    ///     println!("3008 may also be: {meaning}");
    /// }
    /// assert!(!entry.other_meanings().is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn other_meanings(self) -> &'static [&'static str] {
        self.other_meanings_in(Lang::En)
    }

    /// Returns [`other_meanings`](Self::other_meanings) in this language; English where the feature
    /// `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Lang, SdkErrorCode};
    ///
    /// let entry = SdkErrorCode::K8sUnavailable.entry();
    /// assert_eq!(entry.other_meanings_in(Lang::En), entry.other_meanings());
    /// assert_eq!(entry.other_meanings_in(Lang::Zh).len(), entry.other_meanings().len());
    /// ```
    #[inline]
    #[must_use]
    pub const fn other_meanings_in(self, lang: Lang) -> &'static [&'static str] {
        self.row().other_meanings_in(lang)
    }

    /// Returns the HTTP status that openYuanrong sends with the code, where that is known: nearly
    /// always 500, whatever went wrong. The status for a server of your own is
    /// [`ErrorKind::http_status`](crate::ErrorKind::http_status).
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::RestErrorCode::FunctionNotFound.entry();
    /// assert_eq!(entry.sent_http_status(), Some(500));
    /// assert_eq!(entry.kind().http_status(), 404);
    /// ```
    #[inline]
    #[must_use]
    pub const fn sent_http_status(self) -> Option<u16> {
        self.row().sent_http_status()
    }

    /// Returns whether openYuanrong's published error-code page has the code
    /// ([`Origin::Documented`]), or only its source ([`Origin::Observed`]).
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Origin, SdkErrorCode};
    ///
    /// assert_eq!(SdkErrorCode::ParamInvalid.entry().origin(), Origin::Documented);
    /// ```
    #[inline]
    #[must_use]
    pub const fn origin(self) -> Origin {
        self.row().origin()
    }

    /// Returns who advises the solution: the published page, the server in its own messages, or
    /// this catalogue.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Origin, RestErrorCode, SdkErrorCode};
    ///
    /// assert_eq!(SdkErrorCode::ParamInvalid.entry().solution_origin(), Origin::Documented);
    /// assert_eq!(RestErrorCode::FunctionNameExist.entry().solution_origin(), Origin::Observed);
    /// ```
    #[inline]
    #[must_use]
    pub const fn solution_origin(self) -> Origin {
        self.row().solution_origin()
    }

    /// Returns who advises the retry class.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Origin, SdkErrorCode};
    ///
    /// assert_eq!(SdkErrorCode::InstanceEvicted.entry().retry_origin(), Origin::Observed);
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry_origin(self) -> Origin {
        self.row().retry_origin()
    }

    /// Returns why the retry class is what it is, in half a sentence.
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::SdkErrorCode::ParamInvalid.entry();
    /// println!("{}: {}", entry.retry(), entry.retry_reason());
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry_reason(self) -> &'static str {
        self.retry_reason_in(Lang::En)
    }

    /// Returns [`retry_reason`](Self::retry_reason) in this language; English where the feature `zh`
    /// is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Lang, SdkErrorCode};
    ///
    /// let entry = SdkErrorCode::ParamInvalid.entry();
    /// assert_eq!(entry.retry_reason_in(Lang::En), entry.retry_reason());
    /// println!("{}", entry.retry_reason_in(Lang::Zh));
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry_reason_in(self, lang: Lang) -> &'static str {
        self.row().retry_reason_in(lang)
    }

    /// Returns the SDK code that an inner status becomes for a caller, where it reaches one; `None`
    /// for SDK and REST codes.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{DataSystemErrorCode, SdkErrorCode};
    ///
    /// let entry = DataSystemErrorCode::OutOfMemory.entry();
    /// assert_eq!(entry.surfaces_as(), Some(SdkErrorCode::SharedMemoryLimited.into()));
    /// ```
    #[inline]
    #[must_use]
    pub const fn surfaces_as(self) -> Option<ErrorCode> {
        match self.row().surfaces_as() {
            Some(code) => Some(ErrorCode::Sdk(code)),
            None => None,
        }
    }
}

/// Iterates over all entries, by table and code.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Table, entries};
///
/// let sdk = entries().filter(|entry| entry.table() == Table::Sdk).count();
/// assert_eq!(entries().next().map(|entry| entry.code()), Some(1001));
/// assert!(sdk < entries().len());
/// ```
#[inline]
#[must_use]
pub fn entries() -> impl ExactSizeIterator<Item = Entry> + DoubleEndedIterator + Clone {
    /// The number of rows in each table.
    const ROWS: [(Table, usize); 4] = [
        (Table::Sdk, table::sdk::ROWS),
        (Table::Rest, table::rest::ROWS),
        (Table::DataSystem, table::datasystem::ROWS),
        (Table::FunctionSystem, table::functionsystem::ROWS),
    ];
    let count: usize = ROWS.iter().map(|(_, rows)| rows).sum();
    (0..count).map(|index| {
        let mut row = index;
        let mut table = Table::Sdk;
        for (next, rows) in ROWS {
            table = next;
            if row < rows {
                break;
            }
            row -= rows;
        }
        #[expect(clippy::cast_possible_truncation, reason = "row indices have 16 bits")]
        Entry::new(table, row as u16)
    })
}
