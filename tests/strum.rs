//! The enums as strum's users expect them.
#![cfg(feature = "strum")]

use strum::{EnumCount, IntoEnumIterator, VariantArray};
use yuanrong_errors::{RestErrorCode, SdkErrorCode};

#[test]
fn variants_are_all_codes_in_order() {
    assert_eq!(SdkErrorCode::VARIANTS, SdkErrorCode::ALL);
    assert_eq!(RestErrorCode::VARIANTS, RestErrorCode::ALL);
    assert_eq!(SdkErrorCode::COUNT, SdkErrorCode::ALL.len());
    assert_eq!(RestErrorCode::COUNT, RestErrorCode::ALL.len());
    assert!(SdkErrorCode::iter().eq(SdkErrorCode::ALL.iter().copied()));
    assert!(RestErrorCode::iter().eq(RestErrorCode::ALL.iter().copied()));
}

#[test]
fn a_code_turns_into_its_name() {
    let name: &'static str = SdkErrorCode::ParamInvalid.into();
    assert_eq!(name, "ERR_PARAM_INVALID");
    let name: &'static str = (&RestErrorCode::KvNotFound).into();
    assert_eq!(name, "KVNotFound");
}
