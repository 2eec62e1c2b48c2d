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
    use super::{datasystem, functionsystem, merged, rest, sdk};

    /// Adds up what the lookups by number in these tables load.
    macro_rules! number_bytes {
        ($($table:ident),*) => {
            0 $(
                + size_of_val(&$table::CODE)
                + size_of_val(&$table::FACTS)
                + size_of_val(&$table::MULTIPLIERS)
            )*
        };
    }

    #[test]
    fn the_number_lookups_of_sdk_and_rest_load_at_most_20_kb() {
        let merged = size_of_val(&merged::MULTIPLIERS)
            + size_of_val(&sdk::MERGED)
            + size_of_val(&rest::MERGED);
        let bytes = number_bytes!(sdk, rest) + merged;
        assert!(bytes <= 20_000, "{bytes}");
    }

    #[test]
    fn the_number_lookups_of_the_inner_tables_load_at_most_8_kb() {
        let bytes = number_bytes!(datasystem, functionsystem);
        assert!(bytes <= 8_000, "{bytes}");
    }

    #[test]
    fn the_name_lookups_of_sdk_and_rest_and_of_the_inner_tables_load_at_most_20_kb_each() {
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
        let (outer, inner) = (bytes!(sdk, rest), bytes!(datasystem, functionsystem));
        assert!(outer <= 20_000 && inner <= 20_000, "{outer} {inner}");
    }
}
