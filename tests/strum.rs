//! The typed enums through strum's traits.
#![cfg(feature = "strum")]

use strum::{EnumCount, IntoEnumIterator, VariantArray};
use yuanrong_errors::{RestErrorCode, SdkErrorCode};

#[test]
fn the_variants_are_all_codes_in_order() {
    assert_eq!(SdkErrorCode::VARIANTS, SdkErrorCode::ALL);
    assert_eq!(RestErrorCode::VARIANTS, RestErrorCode::ALL);
    assert_eq!(SdkErrorCode::COUNT, SdkErrorCode::ALL.len());
    assert_eq!(RestErrorCode::COUNT, RestErrorCode::ALL.len());
    assert!(SdkErrorCode::iter().eq(SdkErrorCode::ALL.iter().copied()));
    assert!(RestErrorCode::iter().eq(RestErrorCode::ALL.iter().copied()));
}
