//! The columns of the hot path by slot, put there at compile time.

use crate::{
    ErrorKind, RestErrorCode, Retry, SdkErrorCode,
    table::{self, merged},
};

/// A column by slot: the cell of each row goes to the row's slot. A row without one is left out.
///
/// A slot where no row lives gets some other row's cell. A lookup that ends there compares its
/// number with a code that lives in another slot, so the two differ, and it finds nothing.
const fn by_slot<T: Copy, const SLOTS: usize>(slot_of_row: &[usize], column: &[T]) -> [T; SLOTS] {
    let mut row = 0;
    while slot_of_row[row] >= SLOTS {
        row += 1;
    }
    let mut slots = [column[row]; SLOTS];
    while row < column.len() {
        if slot_of_row[row] < SLOTS {
            slots[slot_of_row[row]] = column[row];
        }
        row += 1;
    }
    slots
}

/// What is known of a code at once, in the same slot as the code.
#[derive(Clone, Copy)]
pub(crate) struct Facts {
    pub(crate) kind: ErrorKind,
    pub(crate) retry: Retry,
    pub(crate) row: u16,
}

macro_rules! slots {
    ($table:ident, $Enum:ident) => {
        pub(crate) mod $table {
            use super::{Facts, by_slot, merged, table::$table::*, $Enum};

            pub(crate) static CODE: [$Enum; SLOTS] = by_slot(&SLOT, &CODE_BY_ROW);
            #[expect(clippy::cast_possible_truncation, reason = "a row's number has 16 bits")]
            pub(crate) static FACTS: [Facts; SLOTS] = {
                assert!(ROWS <= 1 << 16, "a row's number has 16 bits");
                let (slots, kinds, retries) = (&SLOT, &KIND_BY_ROW, &RETRY_BY_ROW);
                let mut facts = [Facts { kind: kinds[0], retry: retries[0], row: 0 }; SLOTS];
                let mut row = 1;
                while row < ROWS {
                    facts[slots[row]] =
                        Facts { kind: kinds[row], retry: retries[row], row: row as u16 };
                    row += 1;
                }
                facts
            };

            /// The codes by the slot of the number alone, without those that lose theirs to the
            /// other table.
            pub(crate) static MERGED: [$Enum; merged::SLOTS] = by_slot(&MERGED_SLOT, &CODE_BY_ROW);
        }
    };
}

slots!(sdk, SdkErrorCode);
slots!(rest, RestErrorCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_the_lookups_by_number_have_at_most_20_kb() {
        macro_rules! bytes {
            ($($table:ident),*) => {
                size_of_val(&merged::MULTIPLIERS) $(
                    + size_of_val(&$table::CODE)
                    + size_of_val(&$table::FACTS)
                    + size_of_val(&$table::MERGED)
                    + size_of_val(&table::$table::MULTIPLIERS)
                )*
            };
        }
        let bytes = bytes!(sdk, rest);
        assert!(bytes <= 20_000, "{bytes}");
    }

    #[test]
    fn the_tables_of_the_lookups_by_name_have_at_most_20_kb() {
        macro_rules! bytes {
            ($($table:ident),*) => {
                0 $(
                    + size_of_val(&table::$table::NAME_MULTIPLIERS)
                    + size_of_val(&table::$table::NAME_PLACE)
                    + size_of_val(&table::$table::NAMES)
                    + size_of_val(&table::$table::CODE_BY_NAME)
                )*
            };
        }
        let bytes = bytes!(sdk, rest);
        assert!(bytes <= 20_000, "{bytes}");
    }
}
