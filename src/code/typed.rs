//! The hot path: from a number or a name to its code, and from a code to its row.
//!
//! A lookup by number multiplies, shifts, loads what lives in that slot, and compares. What it
//! loads is the code itself, so nothing remains to be fetched. Whether the comparison held then
//! chooses between two values by index and not by `if`: on a mix of hits and misses a branch would
//! be mispredicted, and a conditional move costs the same for both.

use crate::{
    Entry, ErrorCode, ErrorKind, RestErrorCode, Retry, SdkErrorCode, Table,
    code::UnknownNumber,
    hash, slots,
    table::{self, merged},
};

macro_rules! lookups {
    (
        $Enum:ident, $table:ident, entries from $first_entry:expr,
        example $example:ident = $code:literal = $name:literal
    ) => {
        impl $Enum {
            /// The code with this number, or `None` where this table has none.
            ///
            /// A multiplication, a shift, a load and a comparison, without a branch.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("let code = ", stringify!($Enum), "::from_code(", $code, ");")]
            #[doc = concat!("assert_eq!(code, Some(", stringify!($Enum::$example), "));")]
            #[doc = concat!("assert_eq!(", stringify!($Enum), "::from_code(7), None);")]
            /// ```
            #[inline]
            #[must_use]
            pub const fn from_code(code: u32) -> Option<Self> {
                let resident = slots::$table::CODE[Self::slot(code)];
                [None, Some(resident)][(resident as u32 == code) as usize]
            }

            /// The code with exactly this name, or `None` where this table has none.
            ///
            /// A name is any of upstream's constants for the code, the name of the variant or, in
            /// the REST table, the published message. The name is hashed and compared once;
            /// nothing is allocated.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("let code = Some(", stringify!($Enum::$example), ");")]
            #[doc = concat!("assert_eq!(", stringify!($Enum), "::from_name(\"", $name, "\"), code);")]
            #[doc = concat!("assert_eq!(", stringify!($Enum), "::from_name(\"no such name\"), None);")]
            /// ```
            #[inline]
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                let key = hash::name_key(name, table::$table::NAME_SEED);
                let (multipliers, slots) =
                    (&table::$table::NAME_MULTIPLIERS, table::$table::NAME_SLOTS);
                let place = table::$table::NAME_PLACE[hash::slot(key, multipliers, slots)];
                let resident = cell(&table::$table::NAMES, place);
                (resident == name).then_some(cell(&table::$table::CODE_BY_NAME, place))
            }

            /// What to match on where the exact code does not matter. One load.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{ErrorKind, ", stringify!($Enum), "};")]
            ///
            #[doc = concat!("match ", stringify!($Enum::$example), ".kind() {")]
            ///     ErrorKind::InvalidArgument => println!("mend the call"),
            ///     kind => println!("{kind}"),
            /// }
            /// ```
            #[inline]
            #[must_use]
            pub const fn kind(self) -> ErrorKind {
                slots::$table::FACTS[Self::slot(self as u32)].kind
            }

            /// What must hold for a repeat of the call to be right. One load.
            ///
            /// Where that depends on what was called, [`retry_for`](Self::retry_for) knows better.
            /// Who says so is in [`Entry::retry_origin`], and why in [`Entry::retry_reason`].
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Retry, ", stringify!($Enum), "};")]
            ///
            #[doc = concat!("match ", stringify!($Enum::$example), ".retry() {")]
            ///     Retry::Never => println!("give up"),
            ///     class => println!("{}", class.advice()),
            /// }
            /// ```
            #[inline]
            #[must_use]
            pub const fn retry(self) -> Retry {
                slots::$table::FACTS[Self::slot(self as u32)].retry
            }

            /// Whether the same call, unchanged, may succeed later: whether
            /// [`retry`](Self::retry) is not [`Retry::Never`]. One load.
            ///
            /// That it may succeed does not make it safe to repeat: the call may have run. Ask
            /// `retry` for what must hold, and [`retry_for`](Self::retry_for) where the operation
            /// is known.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("assert!(!", stringify!($Enum::$example), ".is_retryable());")]
            /// ```
            #[inline]
            #[must_use]
            pub const fn is_retryable(self) -> bool {
                self.retry().is_retryable()
            }

            /// All that the catalogue knows of this code.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("let entry = ", stringify!($Enum::$example), ".entry();")]
            #[doc = concat!("assert_eq!(entry.code(), ", $code, ");")]
            /// ```
            #[inline]
            #[must_use]
            pub const fn entry(self) -> &'static Entry {
                &ENTRIES[clamp($first_entry + self.row() as usize, ENTRIES.len())]
            }

            /// The code's row in the columns of its table.
            #[inline]
            pub(crate) const fn row(self) -> u16 {
                slots::$table::FACTS[Self::slot(self as u32)].row
            }

            #[inline]
            const fn slot(code: u32) -> usize {
                hash::slot(code, &table::$table::MULTIPLIERS, table::$table::SLOTS)
            }
        }
    };
}

lookups!(
    SdkErrorCode, sdk, entries from 0,
    example ParamInvalid = 1001 = "ERR_PARAM_INVALID"
);
lookups!(
    RestErrorCode, rest, entries from table::sdk::ROWS,
    example FunctionNotFound = 4115 = "FunctionNotFound"
);

#[expect(clippy::cast_possible_truncation, reason = "the number of a row has 16 bits")]
static ENTRIES: [Entry; table::sdk::ROWS + table::rest::ROWS] = {
    let first = ErrorCode::Sdk(table::sdk::CODE_BY_ROW[0]);
    let mut entries = [Entry::new(first, 0); table::sdk::ROWS + table::rest::ROWS];
    let mut row = 0;
    while row < table::sdk::ROWS {
        let code = table::sdk::CODE_BY_ROW[row];
        entries[row] = Entry::new(ErrorCode::Sdk(code), row as u16);
        row += 1;
    }
    row = 0;
    while row < table::rest::ROWS {
        let code = table::rest::CODE_BY_ROW[row];
        entries[table::sdk::ROWS + row] = Entry::new(ErrorCode::Rest(code), row as u16);
        row += 1;
    }
    entries
};

impl ErrorCode {
    /// The code with this number, whatever its table; [`Unknown`](Self::Unknown) where no table
    /// has it. Takes up to twice as long as [`SdkErrorCode::from_code`], and has no branch either.
    ///
    /// The same number can stand in both tables. Its documented meaning wins, and where neither is
    /// documented the catalogue has chosen one; [`candidates`](Self::candidates) gives every
    /// meaning, and a caller who knows the table asks [`in_table`](Self::in_table).
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};
    ///
    /// assert_eq!(ErrorCode::from_code(1001), SdkErrorCode::ParamInvalid.into());
    /// assert_eq!(ErrorCode::from_code(4115), RestErrorCode::FunctionNotFound.into());
    /// assert_eq!(ErrorCode::from_code(7).code(), 7);
    /// ```
    #[inline]
    #[must_use]
    pub const fn from_code(code: u32) -> Self {
        let slot = hash::slot(code, &merged::MULTIPLIERS, merged::SLOTS);
        let (sdk, rest) = (slots::sdk::MERGED[slot], slots::rest::MERGED[slot]);
        let unknown = Self::Unknown(UnknownNumber::new(code));
        let unless_sdk = [unknown, Self::Rest(rest)][(rest as u32 == code) as usize];
        [unless_sdk, Self::Sdk(sdk)][(sdk as u32 == code) as usize]
    }

    /// The code with this number in this table; [`Unknown`](Self::Unknown) where that table has
    /// none, even if the other has.
    ///
    /// This is for a caller who knows where the number comes from: an SDK's exception has a code of
    /// the SDK table. The answer of a REST call has one of the REST table or, passed on, one of the
    /// SDK table: look there second.
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
    pub const fn in_table(table: Table, code: u32) -> Self {
        let found = match table {
            Table::Sdk => match SdkErrorCode::from_code(code) {
                Some(code) => Some(Self::Sdk(code)),
                None => None,
            },
            Table::Rest => match RestErrorCode::from_code(code) {
                Some(code) => Some(Self::Rest(code)),
                None => None,
            },
        };
        match found {
            Some(code) => code,
            None => Self::Unknown(UnknownNumber::new(code)),
        }
    }

    /// Every code with this number, that of [`from_code`](Self::from_code) first: two for the
    /// numbers that stand in both tables, nothing for a number that is in none. Allocates nothing.
    ///
    /// What else a number may mean within its table, [`Entry::also`] says.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};
    ///
    /// let both = [RestErrorCode::InvokeFunctionTimeout.into(), SdkErrorCode::ParseInvokeResponseError.into()];
    /// assert!(ErrorCode::candidates(4010).eq(both));
    /// assert_eq!(ErrorCode::candidates(1001).count(), 1);
    /// assert_eq!(ErrorCode::candidates(7).count(), 0);
    /// ```
    #[inline]
    pub fn candidates(code: u32) -> impl Iterator<Item = Self> + Clone {
        let winner = Self::from_code(code);
        let other = match winner {
            Self::Sdk(_) => Self::in_table(Table::Rest, code),
            Self::Rest(_) => Self::in_table(Table::Sdk, code),
            Self::Unknown(_) => winner,
        };
        [winner, other].into_iter().filter(|code| code.is_known())
    }

    /// The code with exactly this name, or `None`: in the SDK's table, else in the REST table.
    /// What a name is, [`SdkErrorCode::from_name`] says.
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
        SdkErrorCode::from_name(name).map(Self::Sdk).or_else(rest)
    }
}

/// The entry of a number, by the rule of [`ErrorCode::from_code`], for those who want text and no
/// types. Allocates nothing.
///
/// # Examples
/// ```
/// let entry = yuanrong_errors::lookup(1002).expect("1002 is in the table");
/// assert_eq!(entry.description(), "Insufficient resources.");
/// assert!(yuanrong_errors::lookup(7).is_none());
/// ```
#[inline]
#[must_use]
pub const fn lookup(code: u32) -> Option<&'static Entry> {
    ErrorCode::from_code(code).entry()
}

/// The entry of a number in one table. Allocates nothing.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Table, lookup_in};
///
/// assert!(lookup_in(Table::Rest, 4115).is_some());
/// assert!(lookup_in(Table::Sdk, 4115).is_none());
/// ```
#[inline]
#[must_use]
pub const fn lookup_in(table: Table, code: u32) -> Option<&'static Entry> {
    ErrorCode::in_table(table, code).entry()
}

/// Every entry, by table and code. Allocates nothing.
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
pub fn entries() -> impl ExactSizeIterator<Item = &'static Entry> + DoubleEndedIterator + Clone {
    ENTRIES.iter()
}

/// One cell of a column.
#[inline]
pub(crate) const fn cell<T: Copy, const ROWS: usize>(column: &[T; ROWS], row: u16) -> T {
    column[clamp(row as usize, ROWS)]
}

/// The part of a list that belongs to one row.
#[inline]
pub(crate) const fn part<T>(list: &'static [T], from: u16, count: u8) -> &'static [T] {
    match list.split_at_checked(from as usize) {
        Some((_, behind)) => match behind.split_at_checked(count as usize) {
            Some((part, _)) => part,
            None => &[],
        },
        None => &[],
    }
}

/// An index that comes out of the tables is in range already. The compiler cannot know that, and
/// this costs a conditional move where a check would leave a panic in the program.
#[inline]
const fn clamp(index: usize, length: usize) -> usize {
    if index < length { index } else { 0 }
}
