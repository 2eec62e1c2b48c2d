//! `yrerr list` and `yrerr search`: codes, one per line.

use crate::{
    arguments::{Format, ListArguments, SearchArguments},
    export,
    terminal::{Outcome, TITLE, output},
    texts::{Texts, variant},
};
use std::io::{self, Write};
use yuanrong_errors::{Entry, Lang, entries};

/// Lists the codes that pass all filters.
pub(crate) fn list(filter: &ListArguments, lang: Lang) -> io::Result<Outcome> {
    let is_listed = |entry: &Entry| {
        filter.table.is_none_or(|table| entry.table() == table)
            && (!filter.retryable || entry.is_retryable())
            && filter.kind.is_none_or(|kind| entry.kind() == kind)
            && (!filter.documented || entry.is_documented())
    };
    write(entries().filter(is_listed).collect(), filter.format, lang)
}

/// Lists the codes whose names or texts contain all of the words.
pub(crate) fn search(search: &SearchArguments, lang: Lang) -> io::Result<Outcome> {
    let words: Vec<String> = search.words.iter().map(|word| word.to_lowercase()).collect();
    let is_listed = |entry: &Entry| {
        let text = searchable_text(*entry).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    write(entries().filter(is_listed).collect(), search.format, lang)
}

/// Returns the number, the names and the texts of a code in every language, one per line.
fn searchable_text(entry: Entry) -> String {
    let mut texts = vec![variant(entry), entry.code().to_string()];
    texts.extend(entry.upstream_names().iter().map(ToString::to_string));
    for &lang in Lang::ALL {
        let Texts { message, description, solution, hint, .. } =
            Texts::of(entry.error_code(), lang);
        let one_each = [message, description, solution].into_iter().chain(hint);
        let all = one_each.chain(entry.other_meanings_in(lang).iter().copied());
        texts.extend(all.map(ToString::to_string));
    }
    texts.join("\n")
}

fn write(found: Vec<Entry>, format: Format, lang: Lang) -> io::Result<Outcome> {
    let outcome = Outcome::from(!found.is_empty());
    match format {
        Format::Json => export::write_json(found, &[], lang)?,
        Format::Text => {
            let mut out = output();
            let widths = found.iter().map(|entry| entry.table().as_str().len());
            let width = widths.max().unwrap_or_default();
            for entry in found {
                let (table, code, name) = (entry.table(), entry.code(), entry.name());
                let text = entry.description_in(lang);
                writeln!(out, "{table:<width$} {TITLE}{code:>6} {name}{TITLE:#}: {text}")?;
            }
            out.flush()?;
        }
    }
    Ok(outcome)
}
