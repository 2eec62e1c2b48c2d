//! What a lookup finds.

use crate::peers::{all, rest, sdk};
use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};

/// The result of a lookup, in the type that the way to look up has for it.
pub(crate) trait Found: Sized {
    /// What [`bits`](Self::bits) returns where nothing was found.
    const NONE: i32;

    /// Returns the number of the code that was found.
    fn code(self) -> Option<i32>;

    /// Returns what was found as a number, in no time: the code's own number, or its ordinal.
    fn value(self) -> Option<i32>;

    /// Returns a number that depends on the result, in no time: the bits that are in a register
    /// anyway.
    #[inline]
    fn bits(self) -> i32 {
        self.value().unwrap_or(Self::NONE)
    }
}

macro_rules! numbered {
    ($($Code:ty: $least:expr),* $(,)?) => {
        $(
            impl Found for Option<$Code> {
                // The compiler stores `None` as the number before the least code. Any other number
                // would cost a comparison.
                const NONE: i32 = $least - 1;

                fn code(self) -> Option<i32> {
                    self.value()
                }

                #[inline]
                fn value(self) -> Option<i32> {
                    self.map(|code| code as i32)
                }
            }
        )*
    };
}

numbered!(
    SdkErrorCode: SdkErrorCode::ALL[0] as i32,
    RestErrorCode: RestErrorCode::ALL[0] as i32,
    sdk::Peer: sdk::CODES[0],
    rest::Peer: rest::CODES[0],
    all::Peer: all::CODES[0],
);

macro_rules! ordinals {
    ($($set:ident),*) => {
        $(
            impl Found for Option<$set::Ordinal> {
                const NONE: i32 = 0;

                fn code(self) -> Option<i32> {
                    self.map(|ordinal| $set::CODES[ordinal as usize - 1])
                }

                #[inline]
                fn value(self) -> Option<i32> {
                    self.map(|ordinal| ordinal as i32)
                }
            }
        )*
    };
}

ordinals!(sdk, rest, all);

impl Found for ErrorCode {
    const NONE: i32 = 2;

    fn code(self) -> Option<i32> {
        self.value()
    }

    #[inline]
    fn value(self) -> Option<i32> {
        match self {
            Self::Sdk(code) => Some(code as i32),
            Self::Rest(code) => Some(code as i32),
            _ => None,
        }
    }

    /// Returns which variant it is. Its number is the one that was looked up, whatever was found.
    #[inline]
    fn bits(self) -> i32 {
        match self {
            Self::Sdk(_) => 0,
            Self::Rest(_) => 1,
            _ => Self::NONE,
        }
    }
}

/// The result of no lookup at all.
impl Found for i32 {
    const NONE: i32 = 0;

    fn code(self) -> Option<i32> {
        Some(self)
    }

    #[inline]
    fn value(self) -> Option<i32> {
        Some(self)
    }
}
