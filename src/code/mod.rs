use crate::{
    Entry, ErrorKind, Lang, Operation, Origin, RestErrorCode, Retry, SdkErrorCode, Table,
    UnknownName, lookup::cell, table, vocabulary::in_language,
};
use core::{error::Error, fmt, str::FromStr};

/// Any error code, known or not: nothing is lost on the way in.
///
/// `Display` writes number, name and description, `{:#}` adds other meanings of the number, the
/// solution and the retry advice on lines of their own. [`description`](Self::description) is the
/// text alone. Nothing here allocates but [`in_chain`](Self::in_chain), where it reads texts.
///
/// # Examples
/// ```
/// use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};
///
/// fn explain(number: u32) -> &'static str {
///     match ErrorCode::from_code(number) {
///         ErrorCode::Sdk(SdkErrorCode::ResourceNotEnough) => "the cluster is full",
///         ErrorCode::Rest(RestErrorCode::FunctionNotFound) => "deploy the function first",
///         known_or_not => known_or_not.description(),
///     }
/// }
///
/// assert_eq!(explain(4115), "deploy the function first");
/// assert_eq!(explain(1001), "Parameter validation failed.");
/// assert_eq!(ErrorCode::from(1001).to_string(), "1001 ERR_PARAM_INVALID: Parameter validation failed.");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorCode {
    /// A code of the SDK's table.
    Sdk(SdkErrorCode),
    /// A code of the REST table.
    Rest(RestErrorCode),
    /// A number that stands in none of the tables that were asked.
    Unknown(UnknownNumber),
}

/// A number that stands in none of the tables that were asked.
///
/// Only a lookup makes one, so no unknown 1001 can be made up. [`ErrorCode::in_table`] asks a single
/// table, and what it does not find may stand in the other. Nothing here allocates.
///
/// # Examples
/// ```
/// use yuanrong_errors::ErrorCode;
///
/// let ErrorCode::Unknown(number) = ErrorCode::from_code(7) else { panic!("7 is no code") };
/// assert_eq!(number.get(), 7);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownNumber(u32);

impl UnknownNumber {
    pub(crate) const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number as it came in.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// if let ErrorCode::Unknown(number) = ErrorCode::from_code(99_999) {
    ///     println!("newer than this crate: {}", number.get());
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The row of the last range that has the number: a range within another comes after it.
    #[cold]
    #[inline(never)]
    #[expect(clippy::cast_possible_truncation, reason = "the ranges are a few dozen")]
    const fn range(self) -> u16 {
        let mut row = table::ranges::ROWS - 1;
        while row > 0 {
            let (first, last) = table::ranges::BOUNDS[row];
            if first <= self.0 && self.0 <= last {
                break;
            }
            row -= 1;
        }
        row as u16
    }
}

/// Writes the number.
impl fmt::Display for UnknownNumber {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<UnknownNumber> for u32 {
    #[inline]
    fn from(number: UnknownNumber) -> Self {
        number.0
    }
}

macro_rules! typed_code {
    (
        $Enum:ident, $table:ident, $table_zh:ident, $Table:ident, $what:literal,
        $example:ident, $code:literal, $name:literal, $message:literal, $description:literal
    ) => {
        impl $Enum {
            /// The number, as `as u32` gives it.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("assert_eq!(", stringify!($Enum::$example), ".code(), ", $code, ");")]
            /// ```
            #[inline]
            #[must_use]
            pub const fn code(self) -> u32 {
                self as u32
            }

            /// Upstream's constant for the code. All of them are in [`Entry::upstream_names`].
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("assert_eq!(", stringify!($Enum::$example), ".name(), \"", $name, "\");")]
            /// ```
            #[inline]
            #[must_use]
            pub const fn name(self) -> &'static str {
                cell(&table::$table::NAMES, cell(&table::$table::NAMES_FROM, self.row()))
            }

            /// The message as the published error-code page has it; of a code that the page does not
            /// have, in this catalogue's own words.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("assert_eq!(", stringify!($Enum::$example), ".message(), \"", $message, "\");")]
            /// ```
            #[inline]
            #[must_use]
            pub const fn message(self) -> &'static str {
                cell(&table::$table::MESSAGE, self.row())
            }

            /// [`message`](Self::message) in this language; English where the feature `zh` is off.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Lang, ", stringify!($Enum), "};")]
            ///
            #[doc = concat!("let code = ", stringify!($Enum::$example), ";")]
            /// assert_eq!(code.message_in(Lang::En), code.message());
            /// println!("{}", code.message_in(Lang::Zh));
            /// ```
            #[inline]
            #[must_use]
            pub const fn message_in(self, lang: Lang) -> &'static str {
                in_language!(lang, self.message(), cell(&table::$table_zh::MESSAGE, self.row()))
            }

            /// What happened, in a sentence.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("let code = ", stringify!($Enum::$example), ";")]
            #[doc = concat!("assert_eq!(code.description(), \"", $description, "\");")]
            /// ```
            #[inline]
            #[must_use]
            pub const fn description(self) -> &'static str {
                cell(&table::$table::DESCRIPTION, self.row())
            }

            /// [`description`](Self::description) in this language; English where the feature `zh` is off.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Lang, ", stringify!($Enum), "};")]
            ///
            #[doc = concat!("let code = ", stringify!($Enum::$example), ";")]
            /// assert_eq!(code.description_in(Lang::En), code.description());
            /// println!("{}", code.description_in(Lang::Zh));
            /// ```
            #[inline]
            #[must_use]
            pub const fn description_in(self, lang: Lang) -> &'static str {
                in_language!(lang, self.description(), cell(&table::$table_zh::DESCRIPTION, self.row()))
            }

            /// What to check or do. Who advises it is in [`Entry::solution_origin`].
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("let code = ", stringify!($Enum::$example), ";")]
            /// eprintln!("{code}\n{}", code.solution());
            /// ```
            #[inline]
            #[must_use]
            pub const fn solution(self) -> &'static str {
                cell(&table::$table::SOLUTION, self.row())
            }

            /// [`solution`](Self::solution) in this language; English where the feature `zh` is off.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Lang, ", stringify!($Enum), "};")]
            ///
            #[doc = concat!("let code = ", stringify!($Enum::$example), ";")]
            /// assert_eq!(code.solution_in(Lang::En), code.solution());
            /// println!("{}", code.solution_in(Lang::Zh));
            /// ```
            #[inline]
            #[must_use]
            pub const fn solution_in(self, lang: Lang) -> &'static str {
                in_language!(lang, self.solution(), cell(&table::$table_zh::SOLUTION, self.row()))
            }

            /// What must hold for a repeat of this operation to be right.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Operation, Retry, ", stringify!($Enum), "};")]
            ///
            #[doc = concat!("let code = ", stringify!($Enum::$example), ";")]
            /// assert_eq!(code.retry_for(Operation::InvokeStateful), Retry::Never);
            /// ```
            #[inline]
            #[must_use]
            pub const fn retry_for(self, operation: Operation) -> Retry {
                let place = cell(&table::$table::RETRY_FOR_PLACE, self.row());
                cell(&table::$table::RETRY_FOR, place as u16)[operation as usize]
            }

            /// Whether the published error-code page has the code.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("assert!(", stringify!($Enum::$example), ".is_documented());")]
            /// ```
            #[inline]
            #[must_use]
            pub const fn is_documented(self) -> bool {
                matches!(cell(&table::$table::ORIGIN, self.row()), Origin::Documented)
            }
        }

        /// Number, name and description; `{:#}` adds solution and retry advice, a line each.
        /// Allocates nothing.
        impl fmt::Display for $Enum {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                ErrorCode::$Table(*self).fmt(f)
            }
        }

        impl Error for $Enum {
            // `code.description()` on a reference resolves to this one where `Error` is in scope.
            #[inline]
            fn description(&self) -> &str {
                (*self).description()
            }
        }

        impl From<$Enum> for ErrorCode {
            #[inline]
            fn from(code: $Enum) -> Self {
                Self::$Table(code)
            }
        }

        impl From<$Enum> for u32 {
            #[inline]
            fn from(code: $Enum) -> Self {
                code.code()
            }
        }

        /// Gives `name()`.
        impl From<$Enum> for &'static str {
            #[inline]
            fn from(code: $Enum) -> Self {
                code.name()
            }
        }

        /// Gives `name()`.
        impl From<&$Enum> for &'static str {
            #[inline]
            fn from(code: &$Enum) -> Self {
                code.name()
            }
        }

        /// Takes a number of the table, in decimal digits, or any name that `from_name` takes.
        impl FromStr for $Enum {
            type Err = UnknownName;

            #[inline]
            fn from_str(text: &str) -> Result<Self, UnknownName> {
                number(text)
                    .map_or_else(|| Self::from_name(text), Self::from_code)
                    .ok_or_else(|| UnknownName::new($what, text))
            }
        }

        typed_code!(@try_from $Enum, $Table, u32, i32, u64, i64);
    };
    (@try_from $Enum:ident, $Table:ident, $($Number:ident),*) => {
        $(
            impl TryFrom<$Number> for $Enum {
                type Error = UnknownCode;

                #[inline]
                fn try_from(number: $Number) -> Result<Self, UnknownCode> {
                    u32::try_from(number)
                        .ok()
                        .and_then(Self::from_code)
                        .ok_or(UnknownCode { table: Table::$Table, number: number.into() })
                }
            }
        )*
    };
}

typed_code!(
    SdkErrorCode,
    sdk,
    sdk_zh,
    Sdk,
    "SDK error code",
    ParamInvalid,
    1001,
    "ERR_PARAM_INVALID",
    "Parameter validation failed.",
    "Parameter validation failed."
);
typed_code!(
    RestErrorCode,
    rest,
    rest_zh,
    Rest,
    "REST error code",
    FunctionNotFound,
    4115,
    "FunctionNotFound",
    "FunctionNotFound",
    "The function has not been created or has been deleted."
);

impl ErrorCode {
    /// The table that the code stands in, or `None` for an unknown one.
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
            Self::Unknown(_) => None,
        }
    }

    /// All that the catalogue knows of the code, or `None` for an unknown one.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// let entry = ErrorCode::from_code(1001).entry().expect("1001 is in the table");
    /// assert_eq!(entry.name(), "ERR_PARAM_INVALID");
    /// ```
    #[inline]
    #[must_use]
    pub const fn entry(self) -> Option<&'static Entry> {
        match self {
            Self::Sdk(code) => Some(code.entry()),
            Self::Rest(code) => Some(code.entry()),
            Self::Unknown(_) => None,
        }
    }

    /// Whether the code stands in a table.
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

    /// The number, as it came in.
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
    pub const fn code(self) -> u32 {
        match self {
            Self::Sdk(code) => code.code(),
            Self::Rest(code) => code.code(),
            Self::Unknown(number) => number.get(),
        }
    }

    /// Upstream's constant for the code, or `UNKNOWN`.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::from_code(1001).name(), "ERR_PARAM_INVALID");
    /// assert_eq!(ErrorCode::from_code(7).name(), "UNKNOWN");
    /// ```
    #[inline]
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sdk(code) => code.name(),
            Self::Rest(code) => code.name(),
            Self::Unknown(_) => "UNKNOWN",
        }
    }

    /// The message as the published error-code page has it; of a code that the page does not have,
    /// in this catalogue's own words. Of an unknown number, what its range says.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::from_code(150_444).message(), "instance label not found");
    /// ```
    #[inline]
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Sdk(code) => code.message(),
            Self::Rest(code) => code.message(),
            Self::Unknown(number) => cell(&table::ranges::MESSAGE, number.range()),
        }
    }

    /// [`message`](Self::message) in this language; English where the feature `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, Lang};
    ///
    /// let code = ErrorCode::from_code(1002);
    /// assert_eq!(code.message_in(Lang::En), code.message());
    /// println!("{}", code.message_in(Lang::Zh));
    /// ```
    #[inline]
    #[must_use]
    pub const fn message_in(self, lang: Lang) -> &'static str {
        in_language!(
            lang,
            self.message(),
            match self {
                Self::Sdk(code) => code.message_in(lang),
                Self::Rest(code) => code.message_in(lang),
                Self::Unknown(number) => cell(&table::ranges_zh::MESSAGE, number.range()),
            }
        )
    }

    /// What happened, in a sentence. Of an unknown number, what its range says: the component, as
    /// far as that is known.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::from_code(1002).description(), "Insufficient resources.");
    /// ```
    #[inline]
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Sdk(code) => code.description(),
            Self::Rest(code) => code.description(),
            Self::Unknown(number) => cell(&table::ranges::DESCRIPTION, number.range()),
        }
    }

    /// [`description`](Self::description) in this language; English where the feature `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, Lang};
    ///
    /// let code = ErrorCode::from_code(1002);
    /// assert_eq!(code.description_in(Lang::En), code.description());
    /// println!("{}", code.description_in(Lang::Zh));
    /// ```
    #[inline]
    #[must_use]
    pub const fn description_in(self, lang: Lang) -> &'static str {
        in_language!(
            lang,
            self.description(),
            match self {
                Self::Sdk(code) => code.description_in(lang),
                Self::Rest(code) => code.description_in(lang),
                Self::Unknown(number) => cell(&table::ranges_zh::DESCRIPTION, number.range()),
            }
        )
    }

    /// What to check or do. Of an unknown number, who acts, as far as its range says so.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// let code = ErrorCode::from_code(1005);
    /// assert_eq!(code.solution(), "Retry after a certain interval.");
    /// ```
    #[inline]
    #[must_use]
    pub const fn solution(self) -> &'static str {
        match self {
            Self::Sdk(code) => code.solution(),
            Self::Rest(code) => code.solution(),
            Self::Unknown(number) => cell(&table::ranges::SOLUTION, number.range()),
        }
    }

    /// [`solution`](Self::solution) in this language; English where the feature `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, Lang};
    ///
    /// let code = ErrorCode::from_code(1002);
    /// assert_eq!(code.solution_in(Lang::En), code.solution());
    /// println!("{}", code.solution_in(Lang::Zh));
    /// ```
    #[inline]
    #[must_use]
    pub const fn solution_in(self, lang: Lang) -> &'static str {
        in_language!(
            lang,
            self.solution(),
            match self {
                Self::Sdk(code) => code.solution_in(lang),
                Self::Rest(code) => code.solution_in(lang),
                Self::Unknown(number) => cell(&table::ranges_zh::SOLUTION, number.range()),
            }
        )
    }

    /// What to match on where the exact code does not matter; [`ErrorKind::Unknown`] for an
    /// unknown code.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, ErrorKind};
    ///
    /// assert_eq!(ErrorCode::from_code(4115).kind(), ErrorKind::NotFound);
    /// ```
    #[inline]
    #[must_use]
    pub const fn kind(self) -> ErrorKind {
        match self {
            Self::Sdk(code) => code.kind(),
            Self::Rest(code) => code.kind(),
            Self::Unknown(_) => ErrorKind::Unknown,
        }
    }

    /// What must hold for a repeat of the call to be right; [`Retry::Never`] for an unknown code.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, Retry};
    ///
    /// assert_eq!(ErrorCode::from_code(1005).retry(), Retry::Throttled);
    /// assert_eq!(ErrorCode::from_code(7).retry(), Retry::Never);
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry(self) -> Retry {
        match self {
            Self::Sdk(code) => code.retry(),
            Self::Rest(code) => code.retry(),
            Self::Unknown(_) => Retry::Never,
        }
    }

    /// What must hold for a repeat of this operation to be right.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, Operation, Retry};
    ///
    /// let code = ErrorCode::from_code(1003);
    /// assert_eq!(code.retry_for(Operation::InvokeStateless), Retry::OtherInstance);
    /// assert_eq!(code.retry_for(Operation::InvokeStateful), Retry::Never);
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry_for(self, operation: Operation) -> Retry {
        match self {
            Self::Sdk(code) => code.retry_for(operation),
            Self::Rest(code) => code.retry_for(operation),
            Self::Unknown(_) => Retry::Never,
        }
    }

    /// Whether the same call, unchanged, may succeed later. Whether it may safely be repeated,
    /// [`retry`](Self::retry) and [`retry_for`](Self::retry_for) say.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// assert!(ErrorCode::from_code(1005).is_retryable());
    /// assert!(!ErrorCode::from_code(1001).is_retryable());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        match self {
            Self::Sdk(code) => code.is_retryable(),
            Self::Rest(code) => code.is_retryable(),
            Self::Unknown(_) => false,
        }
    }

    /// Whether the published error-code page has the code.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorCode;
    ///
    /// assert!(ErrorCode::from_code(1001).is_documented());
    /// assert!(!ErrorCode::from_code(7).is_documented());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_documented(self) -> bool {
        match self {
            Self::Sdk(code) => code.is_documented(),
            Self::Rest(code) => code.is_documented(),
            Self::Unknown(_) => false,
        }
    }
}

/// Number, name and description; `{:#}` adds what else the number may mean, the solution and the
/// retry advice, a line each. Allocates nothing.
impl fmt::Display for ErrorCode {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.code(), self.name(), (*self).description())?;
        if f.alternate() { self.write_advice(f, self.solution()) } else { Ok(()) }
    }
}

impl ErrorCode {
    /// What to do, a line each.
    #[inline]
    pub(crate) fn write_advice(self, f: &mut fmt::Formatter<'_>, solution: &str) -> fmt::Result {
        // Other meanings come first, so that nobody follows a solution which is not theirs.
        for meaning in self.entry().map_or(&[][..], Entry::also) {
            write!(f, "\nmay also be: {meaning}")?;
        }
        let retry = self.retry();
        write!(f, "\nsolution: {solution}\nretry: {retry}: {}", retry.advice())?;
        match self.entry() {
            Some(entry) => write!(f, " ({}: {})", entry.retry_origin(), entry.retry_reason()),
            None => Ok(()),
        }
    }
}

impl Error for ErrorCode {
    // `code.description()` on a reference resolves to this one where `Error` is in scope.
    #[inline]
    fn description(&self) -> &str {
        (*self).description()
    }
}

/// By the rule of [`ErrorCode::from_code`].
impl From<u32> for ErrorCode {
    #[inline]
    fn from(number: u32) -> Self {
        Self::from_code(number)
    }
}

impl From<ErrorCode> for u32 {
    #[inline]
    fn from(code: ErrorCode) -> Self {
        code.code()
    }
}

/// Takes any number of 32 bits, in decimal digits, or a name that [`ErrorCode::from_name`] takes.
impl FromStr for ErrorCode {
    type Err = UnknownName;

    #[inline]
    fn from_str(text: &str) -> Result<Self, UnknownName> {
        number(text)
            .map(Self::from_code)
            .or_else(|| Self::from_name(text))
            .ok_or_else(|| UnknownName::new("error code", text))
    }
}

/// Decimal digits only: no sign, which `u32::from_str` would take.
#[inline]
fn number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// A number that is not in the table that was asked: the error of `TryFrom`. Nothing here allocates.
///
/// # Examples
/// ```
/// use yuanrong_errors::{SdkErrorCode, Table};
///
/// let error = SdkErrorCode::try_from(-1_i64).unwrap_err();
/// assert_eq!((error.table(), error.number()), (Table::Sdk, -1));
/// assert_eq!(error.to_string(), "-1 is no code of the sdk table");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownCode {
    table: Table,
    number: i128,
}

impl UnknownCode {
    /// The table that was asked.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{RestErrorCode, Table};
    ///
    /// assert_eq!(RestErrorCode::try_from(1001_u32).unwrap_err().table(), Table::Rest);
    /// ```
    #[inline]
    #[must_use]
    pub const fn table(&self) -> Table {
        self.table
    }

    /// The number as it was, whichever of the four integer types it came in.
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

impl fmt::Display for UnknownCode {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is no code of the {} table", self.number, self.table)
    }
}

impl Error for UnknownCode {}
