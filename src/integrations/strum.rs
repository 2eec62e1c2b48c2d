use crate::{RestErrorCode, SdkErrorCode};
use core::{iter::Copied, slice};
use strum::{EnumCount, IntoEnumIterator, VariantArray};

// By hand, since `ALL` is there already: strum's derive would bring three more crates.
macro_rules! enumerable {
    ($($Code:ident),*) => {
        $(
            impl EnumCount for $Code {
                const COUNT: usize = Self::ALL.len();
            }

            impl VariantArray for $Code {
                const VARIANTS: &'static [Self] = Self::ALL;
            }

            impl IntoEnumIterator for $Code {
                type Iterator = Copied<slice::Iter<'static, Self>>;

                #[inline]
                fn iter() -> Self::Iterator {
                    Self::ALL.iter().copied()
                }
            }
        )*
    };
}

enumerable!(SdkErrorCode, RestErrorCode);
