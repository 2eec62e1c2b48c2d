use strum::IntoEnumIterator;
use yuanrong_errors::{Retry, SdkErrorCode};

fn main() {
    for code in SdkErrorCode::iter().filter(|code| code.retry() == Retry::Throttled) {
        println!("{code}");
    }
}
