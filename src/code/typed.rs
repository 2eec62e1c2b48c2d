//! The typed enums: lookups by number and by name.
//!
//! A lookup by number multiplies, shifts, loads the code that lives in that slot, and compares. The
//! load gives the code itself, so nothing remains to be fetched. The result of the comparison then
//! chooses between two values by index and not by `if`: on a mix of hits and misses a branch would
//! be mispredicted, and a conditional move costs the same for both.

use super::{Class, Entry};
use crate::{
    DataSystemErrorCode, FunctionSystemErrorCode, RestErrorCode, SdkErrorCode, Table,
    table::{self, Facts, Row, for_each_table, hash},
};

/// Defines what differs between the typed enums only by the table that is asked.
macro_rules! typed_codes {
    ($($Table:ident, $Enum:ident, $table:ident;)*) => {$(
        impl $Enum {
            /// Every code of the table, in code order.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("assert!(", stringify!($Enum), "::ALL.is_sorted());")]
            #[doc = concat!("println!(\"{} codes\", ", stringify!($Enum), "::ALL.len());")]
            /// ```
            pub const ALL: &'static [Self] = &table::$table::CODES;

            /// Returns the code with this number, or `None` where the table does not have it.
            ///
            /// This takes a multiplication, a shift, a load and a comparison, without a branch.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("for &code in ", stringify!($Enum), "::ALL {")]
            #[doc = concat!("    assert_eq!(", stringify!($Enum), "::from_code(code.code()), Some(code));")]
            /// }
            #[doc = concat!("assert_eq!(", stringify!($Enum), "::from_code(7_777_777), None);")]
            /// ```
            #[inline]
            #[must_use]
            pub const fn from_code(number: i32) -> Option<Self> {
                let resident = table::$table::CODE[Self::slot(number)];
                [None, Some(resident)][(resident as i32 == number) as usize]
            }

            /// Returns the code with exactly this name, or `None` where the table does not have it.
            ///
            /// A name is any of upstream's constants for the code, the name of the variant or, except
            /// in the SDK table, upstream's message. The name is hashed and compared once.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("for &code in ", stringify!($Enum), "::ALL {")]
            #[doc = concat!("    assert_eq!(", stringify!($Enum), "::from_name(code.name()), Some(code));")]
            /// }
            #[doc = concat!("assert_eq!(", stringify!($Enum), "::from_name(\"no such name\"), None);")]
            /// ```
            #[inline]
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                use table::$table::*;
                let key = hash::name_key(name, NAME_SEED);
                let slot = hash::slot(key, &NAME_MULTIPLIERS, NAME_SLOTS);
                let index = usize::from(NAME_INDEX[slot]);
                (NAMES[index] == name).then_some(CODE_BY_NAME[index])
            }

            /// Returns the number, as `as i32` does.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("let code = ", stringify!($Enum), "::ALL[0];")]
            /// assert_eq!(code.code(), code as i32);
            /// ```
            #[inline]
            #[must_use]
            pub const fn code(self) -> i32 {
                self as i32
            }

            /// Returns upstream's constant for the code. All of them are in
            /// [`Entry::upstream_names`].
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("println!(\"{}\", ", stringify!($Enum), "::ALL[0].name());")]
            /// ```
            #[inline]
            #[must_use]
            pub const fn name(self) -> &'static str {
                self.row().name()
            }

            /// Returns everything that the catalogue knows of the code.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("let code = ", stringify!($Enum), "::ALL[0];")]
            /// assert_eq!(code.entry().code(), code.code());
            /// ```
            #[inline]
            #[must_use]
            pub const fn entry(self) -> Entry {
                Entry::new(Table::$Table, self.facts().row)
            }

            #[inline]
            const fn facts(self) -> Facts {
                table::$table::FACTS[Self::slot(self as i32)]
            }

            #[inline]
            pub(super) const fn class(self) -> Class {
                let Facts { kind, retry, .. } = self.facts();
                Class { kind, retry }
            }

            #[inline]
            pub(super) const fn row(self) -> Row {
                Row::new(Table::$Table, self.facts().row)
            }

            #[inline]
            #[expect(clippy::cast_sign_loss, reason = "the hash takes the bits of the number")]
            const fn slot(number: i32) -> usize {
                hash::slot(number as u32, &table::$table::MULTIPLIERS, table::$table::SLOTS)
            }
        }
    )*};
}

for_each_table!(typed_codes);
