//! The line of text below a log line that says what one of its codes means.

use super::LineCode;
use crate::{
    labels::{labels, other_table},
    texts::{Texts, numbered},
};
use std::io::{self, Write};
use yuanrong_errors::{Entry, ErrorCode, Lang, Table};

/// Writes the explanation of a code.
pub(super) fn write(out: &mut impl Write, found: &LineCode, lang: Lang) -> io::Result<()> {
    let (words, code) = (labels(lang), found.code);
    let labels = &words.annotation;
    let texts = Texts::of(code, lang);
    let (title, colon) = (numbered(code, texts.name), words.colon);
    write!(out, "  ^ {title}{colon}{}", texts.description)?;
    if !found.table_is_certain {
        write_other_tables(out, code, lang)?;
    }
    for meaning in code.entry().map_or(&[][..], |entry| entry.other_meanings_in(lang)) {
        write!(out, "{}{meaning}{}", labels.other_meaning, labels.full_stop)?;
    }
    write!(out, "{}{}", labels.solution, texts.solution)?;
    if let Some(hint) = texts.hint {
        write!(out, "{}{hint}", labels.hint)?;
    }
    if let Some(runbook) = texts.runbook {
        write!(out, "{}{runbook}", labels.runbook)?;
    }
    let retry = code.retry().word_in(lang);
    writeln!(out, "{}{retry}{}", labels.retry, labels.full_stop)
}

/// Writes which table the explanation is of and what the number means in the other one, where the
/// log does not say which one it is. An inner status is never written without its table.
fn write_other_tables(out: &mut impl Write, code: ErrorCode, lang: Lang) -> io::Result<()> {
    let Some(table) = code.table() else { return Ok(()) };
    let others = ErrorCode::candidates(code.code()).filter(|other| *other != code);
    let is_meant = |other: &Entry| matches!(other.table(), Table::Sdk | Table::Rest);
    for other in others.filter_map(ErrorCode::entry).filter(is_meant) {
        out.write_all(other_table(lang, table, other).as_bytes())?;
    }
    Ok(())
}
