//! Looks up every 32-bit number. The tests call this package because it is built optimized and they
//! are not: the lookups are inlined into it.

use std::{collections::BTreeSet, ops::RangeInclusive};
use yuanrong_errors::{
    DataSystemErrorCode, Entry, ErrorCode, FunctionSystemErrorCode, RestErrorCode, SdkErrorCode,
    Table, entries,
};

/// What a walk over a range of numbers found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many numbers were looked up.
    pub numbers: u64,
    /// How many codes have one of these numbers.
    pub codes: usize,
}

/// Looks up every number of a range, in each table and where only the number is known, and compares
/// the results with the entries.
///
/// # Panics
/// Panics if a lookup does not find the code of an entry, or finds one where there is no entry.
#[must_use]
pub fn walk(range: RangeInclusive<i32>) -> Found {
    let known: BTreeSet<i32> = entries().map(Entry::code).collect();
    let mut found = Found::default();
    let mut first = *range.start();
    for &number in known.range(range.clone()) {
        found.numbers += unknown(first..=number - 1) + 1;
        found.codes += codes_with(number);
        first = number + 1;
    }
    found.numbers += unknown(first..=*range.end());
    found
}

/// Checks that no lookup finds any of these numbers, and returns how many they are.
fn unknown(numbers: RangeInclusive<i32>) -> u64 {
    // One assertion for all of them: an assertion for each takes twice as long.
    let (count, are_unknown) = numbers.clone().fold((0, true), |(count, are_unknown), number| {
        let is_kept = match ErrorCode::from_code(number) {
            ErrorCode::Unknown(code) => code.get() == number,
            _ => false,
        };
        let not_sdk = SdkErrorCode::from_code(number).is_none();
        let not_rest = RestErrorCode::from_code(number).is_none();
        let not_data_system = DataSystemErrorCode::from_code(number).is_none();
        let not_function_system = FunctionSystemErrorCode::from_code(number).is_none();
        let not_inner = not_data_system & not_function_system;
        (count + 1, are_unknown & is_kept & not_sdk & not_rest & not_inner)
    });
    assert!(are_unknown, "a lookup finds a number of {numbers:?}, but no table has it");
    count
}

/// Checks a number that is in a table, and returns in how many tables it is.
fn codes_with(number: i32) -> usize {
    let entries: Vec<Entry> = entries().filter(|entry| entry.code() == number).collect();
    let in_table = |table| {
        let entry = entries.iter().find(|entry| entry.table() == table);
        entry.map(|entry| entry.error_code())
    };
    macro_rules! assert_typed {
        ($($Table:ident: $Code:ident),*) => {$(
            let found = $Code::from_code(number).map(ErrorCode::from);
            assert_eq!(found, in_table(Table::$Table), "{number}");
        )*};
    }
    assert_typed!(Sdk: SdkErrorCode, Rest: RestErrorCode);
    assert_typed!(DataSystem: DataSystemErrorCode, FunctionSystem: FunctionSystemErrorCode);
    let merged = [in_table(Table::Sdk), in_table(Table::Rest)];
    let preferred = ErrorCode::from_code(number);
    assert_eq!(preferred.code(), number);
    assert_eq!(preferred.is_known(), merged != [None, None], "{number}");
    assert!(!preferred.is_known() || merged.contains(&Some(preferred)), "{number}");
    entries.len()
}
