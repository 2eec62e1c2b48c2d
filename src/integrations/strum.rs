use crate::{
    DataSystemErrorCode, FunctionSystemErrorCode, RestErrorCode, SdkErrorCode,
    table::for_each_table,
};
use core::{iter::Copied, slice};
use strum::{EnumCount, IntoEnumIterator, VariantArray};

// By hand, since `ALL` exists already: strum's derive would bring three more crates.
macro_rules! enumerable {
    ($($Table:ident, $Enum:ident, $table:ident;)*) => {
        $(
            impl EnumCount for $Enum {
                const COUNT: usize = Self::ALL.len();
            }

            impl VariantArray for $Enum {
                const VARIANTS: &'static [Self] = Self::ALL;
            }

            impl IntoEnumIterator for $Enum {
                type Iterator = Copied<slice::Iter<'static, Self>>;

                #[inline]
                fn iter() -> Self::Iterator {
                    Self::ALL.iter().copied()
                }
            }
        )*
    };
}

for_each_table!(enumerable);
