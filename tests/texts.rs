//! The style of the texts that this project wrote itself: all but the published ones.

use std::{collections::HashMap, fmt::Debug, path::Path};
#[cfg(feature = "zh")]
use yuanrong_errors::Lang;
use yuanrong_errors::{
    DataSystemErrorCode, Entry, ErrorCode, FunctionSystemErrorCode, Origin, RestErrorCode,
    SdkErrorCode, Table, entries,
};
use yuanrong_errors_generator::catalogue::Catalogue;

fn is_inner(entry: Entry) -> bool {
    matches!(entry.table(), Table::DataSystem | Table::FunctionSystem)
}

/// The sentences on a code that are the project's own.
fn own_sentences(entry: Entry) -> Vec<&'static str> {
    let mut texts = Vec::new();
    if is_inner(entry) {
        texts.push(entry.description());
        // The message is upstream's text, or a sentence where upstream has none.
        texts.extend(Some(entry.message()).filter(|message| message.ends_with('.')));
    } else if !entry.is_documented() {
        texts.extend([entry.message(), entry.description()]);
    }
    if entry.solution_origin() != Origin::Documented {
        texts.push(entry.solution());
    }
    texts.extend(entry.hint());
    texts
}

/// The phrases on a code, all of which are the project's own.
fn phrases(entry: Entry) -> impl Iterator<Item = &'static str> {
    [entry.retry_reason()].into_iter().chain(entry.other_meanings().iter().copied())
}

/// The first and the last number of each range of `data/ranges.tsv`, where no table has them.
fn unknown_codes() -> impl Iterator<Item = ErrorCode> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let ranges = Catalogue::read(&data).expect("the tables").ranges.rows;
    let numbers = ranges.into_iter().flat_map(|range| [range.first, range.last]);
    numbers.map(ErrorCode::from_code).filter(|code| !code.is_known())
}

/// The sentences on numbers that are in no table.
fn range_sentences() -> impl Iterator<Item = &'static str> {
    unknown_codes().flat_map(|code| {
        // The message on an HTTP status is its reason phrase.
        let is_sentence = !(100..600).contains(&code.code());
        let message = is_sentence.then(|| code.message());
        [code.description(), code.solution()].into_iter().chain(message)
    })
}

#[test]
fn texts_are_sentences_of_at_most_200_characters() {
    for text in entries().flat_map(own_sentences).chain(range_sentences()) {
        assert!(text.ends_with('.') && !text.ends_with(".."), "{text}");
        assert!(text.starts_with(|first: char| !first.is_lowercase()), "{text}");
        assert!(text.chars().count() <= 200, "{text}");
        assert!(!text.contains("  "), "{text}");
    }
}

#[test]
fn reasons_and_other_meanings_are_phrases() {
    for text in entries().flat_map(phrases) {
        assert!(!text.ends_with(['.', ',', ';', ':']), "{text}");
        assert!(text.chars().count() <= 200, "{text}");
    }
    for entry in entries() {
        let reason = entry.retry_reason();
        // A name such as "S3" or "SDK" may begin a phrase.
        let is_capitalized = reason.starts_with(|first: char| first.is_uppercase())
            && reason.chars().nth(1).is_some_and(char::is_lowercase);
        assert!(!is_capitalized, "{reason}");
    }
}

/// A server sends a response, a caller retries a call, and the product is openYuanrong.
#[test]
fn texts_are_in_the_terms_of_the_field() {
    const WORDS: &[&str] = &["anew", "told", "tell", "tells"];
    const BEGINNINGS: &[&str] = &["answer", "repeat", "mend", "neighbour"];
    const PHRASES: &[&str] = &[
        "openYuanRong",
        "may not",
        "run twice",
        "runs twice",
        "stands in",
        "stand in",
        "what is meant",
        "to the letter",
        "is no code",
        "are no error codes",
    ];
    let texts = entries().flat_map(|entry| own_sentences(entry).into_iter().chain(phrases(entry)));
    let mut wrong = Vec::new();
    for text in texts.chain(range_sentences()) {
        // What is quoted is in a log like this.
        let own: String = text.split('"').step_by(2).collect();
        let lower = own.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '\'');
        let is_wrong = |word: &str| {
            WORDS.contains(&word) || BEGINNINGS.iter().any(|start| word.starts_with(start))
        };
        if words.any(is_wrong) || PHRASES.iter().any(|phrase| text.contains(phrase)) {
            wrong.push(text);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_own_sentence_is_a_name() {
    for entry in entries() {
        let variant = format!("{:?}", entry.error_code());
        for text in own_sentences(entry) {
            let plain = text.trim_end_matches('.');
            assert!(!entry.upstream_names().contains(&plain), "{text}");
            assert!(!variant.ends_with(&format!("({plain})")), "{text}");
        }
    }
}

/// No current release raises eight statuses of the data system, for all of which the releases must be
/// compared.
#[test]
fn no_own_solution_is_for_more_than_four_codes_or_eight_statuses() {
    let mut codes: HashMap<&str, Vec<ErrorCode>> = HashMap::new();
    for entry in entries().filter(|entry| entry.solution_origin() != Origin::Documented) {
        codes.entry(entry.solution()).or_default().push(entry.error_code());
    }
    for (solution, codes) in codes {
        let is_inner = codes.iter().filter_map(|code| code.entry()).all(is_inner);
        let most = if is_inner { 8 } else { 4 };
        assert!(codes.len() <= most, "{codes:?}: {solution}");
    }
}

/// The Chinese sentences on a code that are the project's own. openYuanrong publishes all texts of a
/// documented row but the solution of a REST code, and no hint.
#[cfg(feature = "zh")]
fn own_chinese_sentences(entry: Entry) -> Vec<&'static str> {
    let mut texts = Vec::new();
    if is_inner(entry) || !entry.is_documented() {
        texts.push(entry.description_in(Lang::Zh));
    }
    // The message of a data-system status is a phrase, as published.
    if entry.table() != Table::DataSystem && !entry.is_documented() {
        texts.push(entry.message_in(Lang::Zh));
    }
    if entry.solution_origin() != Origin::Documented {
        texts.push(entry.solution_in(Lang::Zh));
    }
    texts.extend(entry.hint_in(Lang::Zh));
    texts
}

/// The Chinese phrases on a code, all of which are the project's own.
#[cfg(feature = "zh")]
fn chinese_phrases(entry: Entry) -> impl Iterator<Item = &'static str> {
    let is_phrase = entry.table() == Table::DataSystem && !entry.is_documented();
    let message = is_phrase.then(|| entry.message_in(Lang::Zh));
    let meanings = entry.other_meanings_in(Lang::Zh).iter().copied();
    [entry.retry_reason_in(Lang::Zh)].into_iter().chain(message).chain(meanings)
}

/// Checks what holds for every Chinese text: nothing but names is left in English.
#[cfg(feature = "zh")]
#[track_caller]
fn assert_chinese(text: &str) {
    let is_chinese = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    assert!(text.contains(is_chinese), "{text}");
    assert!(text.chars().count() <= 100, "{text}");
    // Western punctuation is for quoted code.
    for (mark, _) in text.match_indices([',', ';', '?', '!']) {
        assert!(!text[..mark].ends_with(is_chinese), "{text}");
        assert!(!text[mark + 1..].starts_with(is_chinese), "{text}");
    }
}

#[cfg(feature = "zh")]
#[test]
fn chinese_texts_are_sentences_or_phrases_of_at_most_100_characters() {
    let unknown = unknown_codes().flat_map(|code| {
        [code.message_in(Lang::Zh), code.description_in(Lang::Zh), code.solution_in(Lang::Zh)]
    });
    for text in entries().flat_map(own_chinese_sentences).chain(unknown) {
        assert_chinese(text);
        assert!(text.ends_with('。') && !text.ends_with("。。"), "{text}");
    }
    for text in entries().flat_map(chinese_phrases) {
        assert_chinese(text);
        assert!(!text.ends_with(['。', '，', '；', '：']), "{text}");
    }
}

#[test]
fn no_two_variants_of_a_table_differ_in_one_letter() {
    /// The names of two libraries.
    const LIBRARIES: [&str; 2] = ["HcclError", "NcclError"];
    fn check(codes: &[impl Debug]) {
        let names: Vec<String> = codes.iter().map(|code| format!("{code:?}")).collect();
        for (index, one) in names.iter().enumerate() {
            for other in &names[index + 1..] {
                let equal = |(a, b): &(u8, u8)| a == b;
                let start = one.bytes().zip(other.bytes()).take_while(equal).count();
                let (one_end, other_end) = (&one[start..], &other[start..]);
                let backwards = one_end.bytes().rev().zip(other_end.bytes().rev());
                let end = backwards.take_while(equal).count();
                let longest = one_end.len().max(other_end.len());
                let are_libraries = [&**one, &**other] == LIBRARIES;
                assert!(longest - end > 1 || are_libraries, "{one} and {other}");
            }
        }
    }
    check(SdkErrorCode::ALL);
    check(RestErrorCode::ALL);
    check(DataSystemErrorCode::ALL);
    check(FunctionSystemErrorCode::ALL);
}
