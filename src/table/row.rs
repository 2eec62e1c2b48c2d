//! The one handle that reads the columns.

use super::{datasystem, functionsystem, ranges, rest, sdk};
use crate::{Lang, Operation, Origin, Retry, SdkErrorCode, Table, vocabulary::in_language};

/// A row of a table, or of the ranges that describe the numbers of no table.
///
/// The index comes from the generated tables, so it is in the range of every column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Row {
    /// `None` for a row of the ranges.
    table: Option<Table>,
    index: u16,
}

/// Reads a cell; ranges have the default where they have no such column.
macro_rules! cell {
    ($row:ident, $($column:ident)::+, $of_range:expr) => {
        match $row.table {
            Some(Table::Sdk) => sdk::$($column)::+[$row.index as usize],
            Some(Table::Rest) => rest::$($column)::+[$row.index as usize],
            Some(Table::DataSystem) => datasystem::$($column)::+[$row.index as usize],
            Some(Table::FunctionSystem) => functionsystem::$($column)::+[$row.index as usize],
            None => $of_range,
        }
    };
    ($row:ident, $($column:ident)::+) => {
        cell!($row, $($column)::+, ranges::$($column)::+[$row.index as usize])
    };
}

/// Reads a row's part of a list; ranges have no lists.
macro_rules! list {
    ($row:ident, $($list:ident)::+, $START:ident) => {
        match $row.table {
            Some(Table::Sdk) => part(&sdk::$($list)::+, &sdk::$START, $row.index as usize),
            Some(Table::Rest) => part(&rest::$($list)::+, &rest::$START, $row.index as usize),
            Some(Table::DataSystem) => {
                part(&datasystem::$($list)::+, &datasystem::$START, $row.index as usize)
            }
            Some(Table::FunctionSystem) => {
                part(&functionsystem::$($list)::+, &functionsystem::$START, $row.index as usize)
            }
            None => &[],
        }
    };
}

/// Returns the part of a list that belongs to the row with this index.
const fn part<T>(list: &'static [T], starts: &[u16], index: usize) -> &'static [T] {
    let (start, end) = (starts[index] as usize, starts[index + 1] as usize);
    list.split_at(end).0.split_at(start).1
}

/// Turns the cell of an optional text into an option.
const fn optional(text: &'static str) -> Option<&'static str> {
    if text.is_empty() { None } else { Some(text) }
}

impl Row {
    #[inline]
    pub(crate) const fn new(table: Table, index: u16) -> Self {
        Self { table: Some(table), index }
    }

    /// The row of the last range that contains the number: nested ranges come after the outer one.
    #[cold]
    #[inline(never)]
    pub(crate) const fn of_range(number: i32) -> Self {
        let mut index = ranges::ROWS - 1;
        // The first range has every number.
        while index > 0 {
            let (first, last) = ranges::BOUNDS[index];
            if first <= number && number <= last {
                break;
            }
            index -= 1;
        }
        #[expect(clippy::cast_possible_truncation, reason = "there are a few dozen ranges")]
        Self { table: None, index: index as u16 }
    }

    /// The first upstream name; ranges have none.
    #[inline]
    pub(crate) const fn name(self) -> &'static str {
        match self.names() {
            [first, ..] => first,
            [] => "",
        }
    }

    /// Every name that finds the row, upstream's first.
    #[inline]
    const fn names(self) -> &'static [&'static str] {
        list!(self, NAMES, NAMES_START)
    }

    #[inline]
    pub(crate) const fn upstream_names(self) -> &'static [&'static str] {
        self.names().split_at(cell!(self, UPSTREAM_NAMES, 0) as usize).0
    }

    #[inline]
    pub(crate) const fn message_in(self, lang: Lang) -> &'static str {
        in_language!(lang, cell!(self, MESSAGE), cell!(self, zh::MESSAGE))
    }

    #[inline]
    pub(crate) const fn description_in(self, lang: Lang) -> &'static str {
        in_language!(lang, cell!(self, DESCRIPTION), cell!(self, zh::DESCRIPTION))
    }

    #[inline]
    pub(crate) const fn solution_in(self, lang: Lang) -> &'static str {
        in_language!(lang, cell!(self, SOLUTION), cell!(self, zh::SOLUTION))
    }

    #[inline]
    pub(crate) const fn hint_in(self, lang: Lang) -> Option<&'static str> {
        optional(in_language!(lang, cell!(self, HINT, ""), cell!(self, zh::HINT, "")))
    }

    #[inline]
    pub(crate) const fn other_meanings_in(self, lang: Lang) -> &'static [&'static str] {
        in_language!(
            lang,
            list!(self, OTHER_MEANINGS, OTHER_MEANINGS_START),
            list!(self, zh::OTHER_MEANINGS, OTHER_MEANINGS_START)
        )
    }

    /// The retry class for one operation; `None` for a range, of which no class is known.
    #[inline]
    pub(crate) const fn retry_for(self, operation: Operation) -> Option<Retry> {
        let classes: [Retry; 3] = cell!(self, RETRY_FOR, return None);
        Some(classes[operation as usize])
    }

    /// Whether the advice of the cause counts where the cause is known.
    #[cfg(feature = "error")]
    #[inline]
    pub(crate) const fn defers(self) -> bool {
        match self.table {
            Some(Table::Sdk) => sdk::DEFERS[self.index as usize],
            Some(Table::Rest) => rest::DEFERS[self.index as usize],
            _ => false,
        }
    }

    #[inline]
    pub(crate) const fn retry_reason_in(self, lang: Lang) -> &'static str {
        in_language!(lang, cell!(self, RETRY_REASON, ""), cell!(self, zh::RETRY_REASON, ""))
    }

    #[inline]
    pub(crate) const fn retry_origin(self) -> Origin {
        cell!(self, RETRY_ORIGIN, Origin::Advised)
    }

    #[inline]
    pub(crate) const fn solution_origin(self) -> Origin {
        cell!(self, SOLUTION_ORIGIN, Origin::Advised)
    }

    #[inline]
    pub(crate) const fn origin(self) -> Origin {
        cell!(self, ORIGIN, Origin::Advised)
    }

    #[inline]
    pub(crate) const fn sent_http_status(self) -> Option<u16> {
        let status = match self.table {
            Some(Table::Sdk) => sdk::HTTP[self.index as usize],
            Some(Table::Rest) => rest::HTTP[self.index as usize],
            _ => 0,
        };
        if status == 0 { None } else { Some(status) }
    }

    /// The SDK code that an inner status becomes for a caller.
    #[inline]
    pub(crate) const fn surfaces_as(self) -> Option<SdkErrorCode> {
        SdkErrorCode::from_code(match self.table {
            Some(Table::DataSystem) => datasystem::SURFACES_AS[self.index as usize],
            Some(Table::FunctionSystem) => functionsystem::SURFACES_AS[self.index as usize],
            _ => return None,
        })
    }

    /// The published page that has the code.
    #[inline]
    pub(crate) const fn docs_url_in(self, lang: Lang) -> Option<&'static str> {
        match (self.table, self.origin()) {
            (Some(Table::Sdk | Table::Rest), Origin::Documented) => Some(in_language!(
                lang,
                "https://docs.openyuanrong.org/en/latest/multi_language_function_programming_interface/api/error_code.html",
                "https://docs.openyuanrong.org/zh-cn/latest/multi_language_function_programming_interface/api/error_code.html"
            )),
            _ => None,
        }
    }
}
