//! Any text as a code or as a word: what is accepted is what the lookups find, and the error for
//! anything else quotes it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::{fmt, str::FromStr};
use yuanrong_errors::{
    DataSystemErrorCode, ErrorCode, ErrorKind, FunctionSystemErrorCode, Lang, Operation, Origin,
    ParseCodeError, RestErrorCode, Retry, SdkErrorCode, Table,
};

fuzz_target!(|text: &str| {
    let number = text.parse::<i32>().ok();
    macro_rules! check_typed {
        ($($Code:ident),*) => {$(
            if let Some(code) = parsed::<$Code>(text) {
                let found = number.map_or_else(|| $Code::from_name(text), $Code::from_code);
                assert_eq!(found, Some(code));
            }
        )*};
    }
    check_typed!(SdkErrorCode, RestErrorCode, DataSystemErrorCode, FunctionSystemErrorCode);
    if let Some(code) = parsed::<ErrorCode>(text) {
        match (number, text.split_once(':')) {
            (Some(number), _) => assert_eq!(code, ErrorCode::from_code(number)),
            (None, Some((table, number))) => {
                assert_eq!(Ok(code.code()), number.parse());
                let in_table = table.parse().map(|table| ErrorCode::in_table(table, code.code()));
                let is_unknown = table.eq_ignore_ascii_case("unknown") && !code.is_known();
                assert!(in_table == Ok(code) || is_unknown);
            }
            (None, None) => assert_eq!(ErrorCode::from_name(text), Some(code)),
        }
    }
    let words = [
        parsed::<Table>(text).map(Table::as_str),
        parsed::<ErrorKind>(text).map(ErrorKind::as_str),
        parsed::<Retry>(text).map(Retry::as_str),
        parsed::<Operation>(text).map(Operation::as_str),
        parsed::<Origin>(text).map(Origin::as_str),
        parsed::<Lang>(text).map(Lang::as_str),
    ];
    assert!(words.into_iter().flatten().all(|word| word.eq_ignore_ascii_case(text)));
});

/// Parses a text, and checks the error where the text is not accepted.
fn parsed<T: FromStr<Err = ParseCodeError> + fmt::Debug>(text: &str) -> Option<T> {
    text.parse()
        .map_err(|error: ParseCodeError| {
            assert!(text.starts_with(error.input()));
            assert_eq!(error.is_truncated(), error.input().len() < text.len());
            assert!(!error.to_string().contains(char::is_control));
        })
        .ok()
}
