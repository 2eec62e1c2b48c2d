//! strum: generic code can iterate over all codes of a table.

use strum::IntoEnumIterator;
use yuanrong_errors::{Retry, SdkErrorCode};

#[test]
fn all_codes_of_a_table_are_iterated_over() {
    let throttled = SdkErrorCode::iter().filter(|code| code.retry() == Retry::Throttled);
    let expected = [SdkErrorCode::InvokeRateLimited, SdkErrorCode::CreateRateLimited];
    assert_eq!(throttled.collect::<Vec<_>>(), expected);
}
