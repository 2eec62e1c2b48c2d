//! The vocabulary in both languages.

use serde::Serialize;
use yuanrong_errors::{ErrorKind, Lang, Operation, Origin, Retry, Table};

/// The same thing in both languages.
#[derive(Clone, Debug, Serialize)]
pub struct Both<T> {
    en: T,
    zh: T,
}

impl<T> Both<T> {
    /// Returns what a function returns for each language.
    pub(crate) fn of(in_language: impl Fn(Lang) -> T) -> Self {
        Self { en: in_language(Lang::En), zh: in_language(Lang::Zh) }
    }
}

/// A word of the vocabulary.
#[derive(Clone, Debug, Serialize)]
pub struct Word {
    id: &'static str,
    text: Both<&'static str>,
    /// What the word advises; only a retry class has that.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<Both<&'static str>>,
}

/// All words of the vocabulary.
#[derive(Clone, Debug, Serialize)]
pub struct Words {
    tables: Vec<Word>,
    kinds: Vec<Word>,
    retry: Vec<Word>,
    operations: Vec<Word>,
    origins: Vec<Word>,
}

impl Words {
    pub(crate) fn new() -> Self {
        let mut retry = words(Retry::ALL, Retry::as_str, Retry::word_in);
        for (word, class) in retry.iter_mut().zip(Retry::ALL) {
            word.advice = Some(Both::of(|lang| class.advice_in(lang)));
        }
        Self {
            tables: words(Table::ALL, Table::as_str, Table::word_in),
            kinds: words(ErrorKind::ALL, ErrorKind::as_str, ErrorKind::word_in),
            retry,
            operations: words(Operation::ALL, Operation::as_str, Operation::word_in),
            origins: words(Origin::ALL, Origin::as_str, Origin::word_in),
        }
    }
}

fn words<T: Copy>(
    all: &[T],
    id: fn(T) -> &'static str,
    word_in: fn(T, Lang) -> &'static str,
) -> Vec<Word> {
    let word = |value: &T| Word {
        id: id(*value),
        text: Both::of(|lang| word_in(*value, lang)),
        advice: None,
    };
    all.iter().map(word).collect()
}
