//! All 2^32 numbers through the lookups of each table and that of a bare number.

use std::thread;
use yuanrong_errors::entries;
use yuanrong_errors_exhaustive::walk;

#[test]
fn the_lookups_find_the_codes_of_the_tables_and_nothing_else() {
    let negative = thread::spawn(|| walk(i32::MIN..=-1));
    let other = walk(0..=i32::MAX);
    let negative = negative.join().expect("no number fails");
    assert_eq!(negative.numbers + other.numbers, 1 << 32);
    assert_eq!(negative.codes + other.codes, entries().len());
}
