use crate::{
    ErrorCode, ErrorKind, Lang, Operation, Origin, Retry, Table,
    lookup::{cell, part},
    table,
    vocabulary::in_language,
};
use core::fmt;

/// All that the catalogue knows of one code.
///
/// Entries are part of the program and live as long as it does: [`lookup`](crate::lookup),
/// [`entries`](crate::entries) and the codes' own `entry()` hand out references to them. No reader
/// allocates, and neither does `Display`.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Origin, lookup};
///
/// let entry = lookup(1005).expect("1005 is in the table");
/// assert_eq!(entry.name(), "ERR_INVOKE_RATE_LIMITED");
/// assert_eq!(entry.solution(), "Retry after a certain interval.");
/// assert_eq!(entry.retry_origin(), Origin::Documented);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    error_code: ErrorCode,
    row: u16,
}

/// The entry's cell in a column that both tables have.
macro_rules! of_row {
    ($entry:ident, $COLUMN:ident) => {
        match $entry.table() {
            Table::Sdk => cell(&table::sdk::$COLUMN, $entry.row),
            Table::Rest => cell(&table::rest::$COLUMN, $entry.row),
        }
    };
}

/// The entry's part of a list that both tables have.
macro_rules! part_of_row {
    ($entry:ident, $LIST:ident, $FROM:ident, $COUNT:ident) => {
        part_of_row!($entry, $LIST, $FROM, $COUNT, sdk, rest)
    };
    ($entry:ident, $LIST:ident, $FROM:ident, $COUNT:ident, $sdk:ident, $rest:ident) => {{
        let (from, count) = (of_row!($entry, $FROM), of_row!($entry, $COUNT));
        match $entry.table() {
            Table::Sdk => part(&table::$sdk::$LIST, from, count),
            Table::Rest => part(&table::$rest::$LIST, from, count),
        }
    }};
}

impl Entry {
    pub(crate) const fn new(error_code: ErrorCode, row: u16) -> Self {
        Self { error_code, row }
    }

    /// The code that the entry is about; never [`Unknown`](ErrorCode::Unknown).
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
    pub const fn error_code(&self) -> ErrorCode {
        self.error_code
    }

    /// The table that the code stands in.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{RestErrorCode, Table};
    ///
    /// assert_eq!(RestErrorCode::FunctionNotFound.entry().table(), Table::Rest);
    /// ```
    #[inline]
    #[must_use]
    pub const fn table(&self) -> Table {
        match self.error_code {
            ErrorCode::Rest(_) => Table::Rest,
            ErrorCode::Sdk(_) | ErrorCode::Unknown(_) => Table::Sdk,
        }
    }

    /// The number.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(yuanrong_errors::SdkErrorCode::ParamInvalid.entry().code(), 1001);
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(&self) -> u32 {
        self.error_code.code()
    }

    /// The first of [`upstream_names`](Self::upstream_names).
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::SdkErrorCode::ParamInvalid.entry();
    /// assert_eq!(entry.name(), "ERR_PARAM_INVALID");
    /// ```
    #[inline]
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.error_code.name()
    }

    /// Every constant that openYuanRong has for the code; at least one.
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::SdkErrorCode::K8sUnavailable.entry();
    /// assert!(entry.upstream_names().contains(&"ERR_REQUEST_BETWEEN_RUNTIME_FRONTEND"));
    /// ```
    #[inline]
    #[must_use]
    pub const fn upstream_names(&self) -> &'static [&'static str] {
        part_of_row!(self, NAMES, NAMES_FROM, UPSTREAM_NAMES)
    }

    /// The published message: of an SDK code its description, of a REST code what the server
    /// calls it. Where [`origin`](Self::origin) is not [`Origin::Documented`], the catalogue's own
    /// words.
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::RestErrorCode::KvNotFound.entry();
    /// assert_eq!(entry.message(), "KVNotFound");
    /// ```
    #[inline]
    #[must_use]
    pub const fn message(&self) -> &'static str {
        of_row!(self, MESSAGE)
    }

    /// [`message`](Self::message) in this language; English where the feature `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Lang, SdkErrorCode};
    ///
    /// let entry = SdkErrorCode::ParamInvalid.entry();
    /// assert_eq!(entry.message_in(Lang::En), entry.message());
    /// println!("{}", entry.message_in(Lang::Zh));
    /// ```
    #[inline]
    #[must_use]
    pub const fn message_in(&self, lang: Lang) -> &'static str {
        self.error_code.message_in(lang)
    }

    /// What happened, in a sentence.
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::RestErrorCode::KvNotFound.entry();
    /// assert_eq!(entry.description(), "No such kv in etcd.");
    /// ```
    #[inline]
    #[must_use]
    pub const fn description(&self) -> &'static str {
        of_row!(self, DESCRIPTION)
    }

    /// [`description`](Self::description) in this language; English where the feature `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Lang, SdkErrorCode};
    ///
    /// let entry = SdkErrorCode::ParamInvalid.entry();
    /// assert_eq!(entry.description_in(Lang::En), entry.description());
    /// println!("{}", entry.description_in(Lang::Zh));
    /// ```
    #[inline]
    #[must_use]
    pub const fn description_in(&self, lang: Lang) -> &'static str {
        self.error_code.description_in(lang)
    }

    /// What to check or do; [`solution_origin`](Self::solution_origin) says who advises it.
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::SdkErrorCode::ParamInvalid.entry();
    /// assert!(entry.solution().starts_with("Restore the abnormal parameters"));
    /// ```
    #[inline]
    #[must_use]
    pub const fn solution(&self) -> &'static str {
        of_row!(self, SOLUTION)
    }

    /// [`solution`](Self::solution) in this language; English where the feature `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Lang, SdkErrorCode};
    ///
    /// let entry = SdkErrorCode::ParamInvalid.entry();
    /// assert_eq!(entry.solution_in(Lang::En), entry.solution());
    /// println!("{}", entry.solution_in(Lang::Zh));
    /// ```
    #[inline]
    #[must_use]
    pub const fn solution_in(&self, lang: Lang) -> &'static str {
        self.error_code.solution_in(lang)
    }

    /// What to match on where the exact code does not matter.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorKind, SdkErrorCode};
    ///
    /// assert_eq!(SdkErrorCode::ParamInvalid.entry().kind(), ErrorKind::InvalidArgument);
    /// ```
    #[inline]
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.error_code.kind()
    }

    /// What must hold for a repeat of the call to be right.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Retry, SdkErrorCode};
    ///
    /// assert_eq!(SdkErrorCode::InvokeRateLimited.entry().retry(), Retry::Throttled);
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry(&self) -> Retry {
        self.error_code.retry()
    }

    /// The same for one operation.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Operation, Retry, SdkErrorCode};
    ///
    /// let entry = SdkErrorCode::InstanceNotFound.entry();
    /// assert_eq!(entry.retry_for(Operation::InvokeStateless), Retry::OtherInstance);
    /// assert_eq!(entry.retry_for(Operation::InvokeStateful), Retry::Never);
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry_for(&self, operation: Operation) -> Retry {
        self.error_code.retry_for(operation)
    }

    /// Whether the same call, unchanged, may succeed later. Whether it may safely be repeated is
    /// another question: see [`retry`](Self::retry).
    ///
    /// # Examples
    /// ```
    /// assert!(!yuanrong_errors::SdkErrorCode::ParamInvalid.entry().is_retryable());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        self.retry().is_retryable()
    }

    /// Who says how to retry.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Origin, SdkErrorCode};
    ///
    /// assert_eq!(SdkErrorCode::InstanceEvicted.entry().retry_origin(), Origin::Observed);
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry_origin(&self) -> Origin {
        of_row!(self, RETRY_ORIGIN)
    }

    /// Why to retry that way, in half a sentence.
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::SdkErrorCode::ParamInvalid.entry();
    /// println!("{}: {}", entry.retry(), entry.retry_reason());
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry_reason(&self) -> &'static str {
        of_row!(self, RETRY_REASON)
    }

    /// Whether the published page has the code ([`Origin::Documented`]), or only openYuanRong's
    /// own source ([`Origin::Observed`]).
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Origin, SdkErrorCode};
    ///
    /// assert_eq!(SdkErrorCode::ParamInvalid.entry().origin(), Origin::Documented);
    /// ```
    #[inline]
    #[must_use]
    pub const fn origin(&self) -> Origin {
        of_row!(self, ORIGIN)
    }

    /// Whether the published page has the code.
    ///
    /// # Examples
    /// ```
    /// assert!(yuanrong_errors::SdkErrorCode::ParamInvalid.entry().is_documented());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_documented(&self) -> bool {
        matches!(self.origin(), Origin::Documented)
    }

    /// Who advises the solution: the published page, the server in its own messages, or this
    /// catalogue.
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
    pub const fn solution_origin(&self) -> Origin {
        of_row!(self, SOLUTION_ORIGIN)
    }

    /// The HTTP status that openYuanRong sends with the code, where that is known. Nearly always
    /// 500, whatever is wrong: the status to answer with is
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
    pub const fn sent_http_status(&self) -> Option<u16> {
        match of_row!(self, HTTP) {
            0 => None,
            status => Some(status),
        }
    }

    /// What else openYuanRong uses the number for, in the same table: half a sentence each. Where
    /// this is not empty, the solution may be for another fault than the one at hand.
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::SdkErrorCode::K8sUnavailable.entry();
    /// for meaning in entry.also() {
    ///     println!("3008 may also be: {meaning}");
    /// }
    /// assert!(!entry.also().is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn also(&self) -> &'static [&'static str] {
        part_of_row!(self, ALSO, ALSO_FROM, ALSO_COUNT)
    }

    /// [`also`](Self::also) in this language; English where the feature `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Lang, SdkErrorCode};
    ///
    /// let entry = SdkErrorCode::K8sUnavailable.entry();
    /// assert_eq!(entry.also_in(Lang::En), entry.also());
    /// assert_eq!(entry.also_in(Lang::Zh).len(), entry.also().len());
    /// ```
    #[inline]
    #[must_use]
    pub const fn also_in(&self, lang: Lang) -> &'static [&'static str] {
        in_language!(
            lang,
            self.also(),
            part_of_row!(self, ALSO, ALSO_FROM, ALSO_COUNT, sdk_zh, rest_zh)
        )
    }
}

/// Writes what the entry's code does.
impl fmt::Display for Entry {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error_code.fmt(f)
    }
}

impl fmt::Debug for Entry {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("error_code", &self.error_code)
            .field("name", &self.name())
            .field("description", &self.description())
            .field("solution", &self.solution())
            .field("kind", &self.kind())
            .field("retry", &self.retry())
            .finish_non_exhaustive()
    }
}
