//! What a machine can check of the texts that this project wrote itself, which are all but the
//! published ones.

use std::{collections::HashMap, fmt::Debug};
use yuanrong_errors::{Entry, ErrorCode, Lang, Origin, RestErrorCode, SdkErrorCode, entries};

/// The message, the description and the solution, where they are the project's own.
fn own_texts(entry: &Entry) -> Vec<&'static str> {
    let mut texts = Vec::new();
    if !entry.is_documented() {
        texts.extend([entry.message(), entry.description()]);
    }
    if entry.solution_origin() != Origin::Documented {
        texts.push(entry.solution());
    }
    texts
}

/// What is said of numbers that are in no table.
fn range_texts() -> Vec<&'static str> {
    let mut texts: Vec<&str> = (0..600_000)
        .map(ErrorCode::from_code)
        .filter(|code| !code.is_known())
        .flat_map(|code| [code.message(), code.description(), code.solution()])
        .collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

#[test]
fn own_texts_are_sentences_of_at_most_200_characters() {
    for text in entries().flat_map(own_texts).chain(range_texts()) {
        assert!(text.ends_with('.') && !text.ends_with(".."), "{text}");
        assert!(text.starts_with(|first: char| !first.is_lowercase()), "{text}");
        assert!(text.chars().count() <= 200, "{text}");
        assert!(!text.contains("  "), "{text}");
    }
}

#[test]
fn reasons_and_other_meanings_are_half_sentences() {
    let halves = |entry: &'static Entry| {
        [entry.retry_reason()].into_iter().chain(entry.also().iter().copied())
    };
    for text in entries().flat_map(halves) {
        assert!(!text.ends_with(['.', ',', ';', ':']), "{text}");
        assert!(text.chars().count() <= 200, "{text}");
    }
    for entry in entries() {
        let reason = entry.retry_reason();
        assert!(reason.starts_with(|first: char| !first.is_uppercase()), "{reason}");
    }
}

#[test]
fn no_own_text_is_a_name() {
    for entry in entries() {
        let variant = format!("{:?}", entry.error_code());
        for text in own_texts(entry) {
            let plain = text.trim_end_matches('.');
            assert!(!entry.upstream_names().contains(&plain), "{text}");
            assert!(!variant.ends_with(&format!("({plain})")), "{text}");
        }
    }
}

#[test]
fn no_own_solution_serves_more_than_four_rows() {
    let mut rows: HashMap<&str, Vec<u32>> = HashMap::new();
    for entry in entries().filter(|entry| entry.solution_origin() != Origin::Documented) {
        rows.entry(entry.solution()).or_default().push(entry.code());
    }
    for (solution, codes) in rows {
        assert!(codes.len() <= 4, "{codes:?}: {solution}");
    }
}

#[test]
fn every_text_is_translated() {
    if !cfg!(feature = "zh") {
        return;
    }
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    for code in entries().map(Entry::error_code).chain((0..600_000).map(ErrorCode::from_code)) {
        let texts =
            [code.message_in(Lang::Zh), code.description_in(Lang::Zh), code.solution_in(Lang::Zh)];
        for text in texts {
            assert!(is_chinese(text), "{code}: {text}");
            assert!(text.ends_with('。'), "{code}: {text}");
            assert!(text.chars().count() <= 100, "{code}: {text}");
            assert!(!text.contains([',', ';', '?', '!']), "{code}: {text}");
        }
    }
    for entry in entries() {
        assert!(
            entry.also_in(Lang::Zh).iter().all(|text| is_chinese(text) && !text.ends_with('。'))
        );
    }
}

#[test]
fn no_two_variants_of_a_table_differ_in_one_letter() {
    fn names(codes: &[impl Debug]) -> Vec<String> {
        codes.iter().map(|code| format!("{code:?}")).collect()
    }
    for table in [names(SdkErrorCode::ALL), names(RestErrorCode::ALL)] {
        for (index, one) in table.iter().enumerate() {
            for other in &table[index + 1..] {
                assert!(distance(one, other) > 1, "{one} {other}");
            }
        }
    }
}

/// Levenshtein's: how many letters to add, drop or change.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.bytes().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[test]
fn the_distance_is_levenshtein_s() {
    for (one, other, far) in [("", "abc", 3), ("kitten", "sitting", 3), ("abc", "abc", 0)] {
        assert_eq!(distance(one, other), far);
        assert_eq!(distance(other, one), far);
    }
}
