//! The line of text below a log line that says what one of its codes means.

use super::{LineCode, Options};
use crate::{
    labels::{labels, other_table},
    terminal::{LABEL, SOLUTION, TITLE, wrapped},
    texts::{Texts, numbered},
};
use anstyle::Style;
use yuanrong_errors::{Entry, ErrorCode, Lang, Table};

/// What is before an explanation, and where it continues on another line.
const MARK: &str = "  ^ ";

/// Returns the explanation of a code, with its line break.
pub(super) fn text(found: &LineCode, options: &Options) -> String {
    let (code, lang) = (found.code, options.lang);
    let words = labels(lang);
    let labels = &words.annotation;
    let texts = Texts::of(code, lang);
    let [title, label, solution] =
        [TITLE, LABEL, SOLUTION].map(|style| if options.colored { style } else { Style::new() });
    let (name, colon) = (numbered(code, texts.name), words.colon);
    let mut text =
        format!("{label}{MARK}{label:#}{title}{name}{title:#}{colon}{}", texts.description);
    if !found.table_is_certain {
        text += &other_tables(code, lang);
    }
    let mut add = |before: &str, value: &str, after: &str| {
        text.extend([&format!("{label}{before}{label:#}{value}"), after]);
    };
    for meaning in code.entry().map_or(&[][..], |entry| entry.other_meanings_in(lang)) {
        add(labels.other_meaning, meaning, labels.full_stop);
    }
    add(labels.solution, &format!("{solution}{}{solution:#}", texts.solution), "");
    for (before, value) in [(labels.hint, texts.hint), (labels.runbook, texts.runbook)] {
        if let Some(value) = value {
            add(before, value, "");
        }
    }
    add(labels.retry, code.retry().word_in(lang), labels.full_stop);
    wrapped(&text, options.width, MARK.len()) + "\n"
}

/// Returns which table the explanation is of and what the number means in the other one, where the
/// log does not say which one it is. An inner status is never written without its table.
fn other_tables(code: ErrorCode, lang: Lang) -> String {
    let Some(table) = code.table() else { return String::new() };
    let others = ErrorCode::candidates(code.code()).filter(|other| *other != code);
    let is_meant = |other: &Entry| matches!(other.table(), Table::Sdk | Table::Rest);
    let others = others.filter_map(ErrorCode::entry).filter(is_meant);
    others.map(|other| other_table(lang, table, other)).collect()
}
