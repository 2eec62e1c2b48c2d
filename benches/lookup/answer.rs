//! What a lookup answers.

use crate::peers::{all, rest, sdk};
use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};

/// The answer of a lookup, in the type that the way of looking up has for it.
pub(crate) trait Answer {
    /// The number of the code that was found.
    fn code(self) -> Option<u32>;

    /// A number that depends on the answer, and takes no time to make: each type of answer gives
    /// the bits by which it stands in a register.
    fn bits(self) -> u32;
}

macro_rules! answers {
    ($($Code:ty: $least:expr),* $(,)?) => {
        $(
            impl Answer for Option<$Code> {
                fn code(self) -> Option<u32> {
                    self.map(|code| code as u32)
                }

                #[inline]
                fn bits(self) -> u32 {
                    // `None` is stored as the number before the least code, so nothing is left to
                    // do here. Were it another number, a comparison would be timed as well.
                    const NONE: u32 = $least - 1;
                    self.map_or(NONE, |code| code as u32)
                }
            }
        )*
    };
}

answers!(
    SdkErrorCode: SdkErrorCode::ALL[0] as u32,
    RestErrorCode: RestErrorCode::ALL[0] as u32,
    sdk::Peer: sdk::CODES[0],
    rest::Peer: rest::CODES[0],
    all::Peer: all::CODES[0],
);

macro_rules! ordinals {
    ($($set:ident),*) => {
        $(
            impl Answer for Option<$set::Ordinal> {
                fn code(self) -> Option<u32> {
                    self.map(|ordinal| $set::CODES[ordinal as usize - 1])
                }

                #[inline]
                fn bits(self) -> u32 {
                    self.map_or(0, |ordinal| ordinal as u32)
                }
            }
        )*
    };
}

ordinals!(sdk, rest, all);

impl Answer for ErrorCode {
    fn code(self) -> Option<u32> {
        self.is_known().then(|| self.code())
    }

    /// Which variant it is. The number in it is the one that was asked for, whatever is found.
    #[inline]
    fn bits(self) -> u32 {
        match self {
            Self::Sdk(_) => 0,
            Self::Rest(_) => 1,
            Self::Unknown(_) => 2,
        }
    }
}

/// The answer of no lookup at all.
impl Answer for u32 {
    fn code(self) -> Option<u32> {
        Some(self)
    }

    #[inline]
    fn bits(self) -> u32 {
        self
    }
}
