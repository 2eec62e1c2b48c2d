//! The catalogue as columns, written by the build script from `data/`.
#![expect(clippy::doc_markdown, reason = "published texts stay as they are")]
#![expect(clippy::unreadable_literal, reason = "generated")]

pub(crate) mod hash;
mod row;

pub(crate) use row::Row;

use crate::{ErrorKind, Origin, Retry};

/// What the number lookups know of a code, in the slot of the code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    pub(crate) kind: ErrorKind,
    pub(crate) retry: Retry,
    /// The index of the code's row in the columns of its table.
    pub(crate) row: u16,
}

/// Calls a macro with every table: its variant of `Table` and `ErrorCode`, its enum and its module.
macro_rules! for_each_table {
    ($macro:ident) => {
        $macro! {
            Sdk, SdkErrorCode, sdk;
            Rest, RestErrorCode, rest;
            DataSystem, DataSystemErrorCode, datasystem;
            FunctionSystem, FunctionSystemErrorCode, functionsystem;
        }
    };
}
pub(crate) use for_each_table;

include!(concat!(env!("OUT_DIR"), "/table.rs"));

#[cfg(test)]
mod tests {
    use super::{merged, rest, sdk};

    #[test]
    fn the_tables_of_the_number_lookups_have_at_most_20_kb() {
        macro_rules! bytes {
            ($($table:ident),*) => {
                size_of_val(&merged::MULTIPLIERS) $(
                    + size_of_val(&$table::CODE)
                    + size_of_val(&$table::FACTS)
                    + size_of_val(&$table::MERGED)
                    + size_of_val(&$table::MULTIPLIERS)
                )*
            };
        }
        let bytes = bytes!(sdk, rest);
        assert!(bytes <= 20_000, "{bytes}");
    }

    #[test]
    fn the_tables_of_the_name_lookups_have_at_most_20_kb() {
        macro_rules! bytes {
            ($($table:ident),*) => {
                0 $(
                    + size_of_val(&$table::NAME_MULTIPLIERS)
                    + size_of_val(&$table::NAME_INDEX)
                    + size_of_val(&$table::NAMES)
                    + size_of_val(&$table::CODE_BY_NAME)
                )*
            };
        }
        let bytes = bytes!(sdk, rest);
        assert!(bytes <= 20_000, "{bytes}");
    }
}
