//! The typed enums through strum's traits.
#![cfg(feature = "strum")]

use std::fmt::Debug;
use strum::{EnumCount, IntoEnumIterator, VariantArray};
use yuanrong_errors::{DataSystemErrorCode, FunctionSystemErrorCode, RestErrorCode, SdkErrorCode};

#[test]
fn the_variants_are_all_codes_in_order() {
    fn check<C: Copy + Debug + EnumCount + IntoEnumIterator + PartialEq + VariantArray>(all: &[C]) {
        assert_eq!(C::VARIANTS, all);
        assert_eq!(C::COUNT, all.len());
        assert!(C::iter().eq(all.iter().copied()));
    }
    check(SdkErrorCode::ALL);
    check(RestErrorCode::ALL);
    check(DataSystemErrorCode::ALL);
    check(FunctionSystemErrorCode::ALL);
}
