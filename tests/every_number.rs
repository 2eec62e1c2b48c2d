//! All 2^32 numbers through all three lookups, held against the rows in order.

use std::{ops::RangeInclusive, thread};
use yuanrong_errors::{Entry, ErrorCode, RestErrorCode, SdkErrorCode, Table, entries};

/// What a walk over a range of numbers saw.
#[derive(Default)]
struct Seen {
    numbers: u64,
    hits: usize,
}

#[test]
fn the_lookups_find_the_rows_and_nothing_else() {
    let middle = u32::MAX / 2;
    let lower = thread::spawn(move || walk(0..=middle));
    let upper = walk(middle + 1..=u32::MAX);
    let lower = lower.join().expect("no number fails");
    assert_eq!(lower.numbers + upper.numbers, 1 << 32);
    assert_eq!(lower.hits + upper.hits, entries().len());
}

fn walk(range: RangeInclusive<u32>) -> Seen {
    let mut codes: Vec<u32> =
        entries().map(Entry::code).filter(|code| range.contains(code)).collect();
    codes.sort_unstable();
    codes.dedup();

    let mut seen = Seen::default();
    let mut next = *range.start();
    for code in codes {
        seen.numbers += misses(next..=code - 1) + 1;
        seen.hits += hits(code);
        next = code + 1;
    }
    seen.numbers += misses(next..=*range.end());
    seen
}

/// Checks that no table has any of these numbers, and returns how many they are.
fn misses(range: RangeInclusive<u32>) -> u64 {
    let mut numbers = 0;
    let mut found = false;
    for number in range.clone() {
        numbers += 1;
        found |= SdkErrorCode::from_code(number).is_some();
        found |= RestErrorCode::from_code(number).is_some();
        found |= !matches!(ErrorCode::from_code(number), ErrorCode::Unknown(unknown) if unknown.get() == number);
    }
    assert!(!found, "a number in {range:?} was taken for a code");
    numbers
}

/// Checks a number that stands in a table, and returns in how many.
fn hits(code: u32) -> usize {
    let rows: Vec<_> = entries().filter(|entry| entry.code() == code).collect();
    let in_table =
        |table| rows.iter().find(|entry| entry.table() == table).map(|row| row.error_code());
    assert_eq!(SdkErrorCode::from_code(code).map(ErrorCode::Sdk), in_table(Table::Sdk));
    assert_eq!(RestErrorCode::from_code(code).map(ErrorCode::Rest), in_table(Table::Rest));
    assert!(rows.iter().any(|row| row.error_code() == ErrorCode::from_code(code)));
    rows.len()
}
