//! `yrerr list` and `yrerr search`: codes, one per line.

use crate::{
    arguments::{ListArguments, ListFormat, SearchArguments},
    export,
    paste::{Known, variant},
    terminal::{LABEL, Outcome, TITLE, output, width, wrapped},
    texts::Texts,
};
use std::{
    fmt::Write as _,
    io::{self, Write},
};
use textwrap::core::display_width;
use yuanrong_errors::Lang;

/// Lists the codes that pass all filters.
pub(crate) fn list(filter: &ListArguments, lang: Lang) -> io::Result<Outcome> {
    let is_listed = |known: &Known| {
        filter.table.is_none_or(|table| known.table() == table)
            && (filter.retry.is_empty() || filter.retry.contains(&known.retry()))
            && (!filter.retryable || known.retry().is_retryable())
            && filter.kind.is_none_or(|kind| known.kind() == kind)
            && (!filter.documented || known.is_documented())
    };
    write(Known::all().filter(is_listed).collect(), filter.format, lang)
}

/// Where the words of a search are found, the best place first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// The number or a name is the words.
    WholeName,
    Name,
    Text,
}

/// Lists the codes whose names or texts contain all of the words, those with the words in their names
/// first.
pub(crate) fn search(search: &SearchArguments, lang: Lang) -> io::Result<Outcome> {
    let words: Vec<String> = search.words.iter().map(|word| word.to_lowercase()).collect();
    let mut found: Vec<(Place, Known)> =
        Known::all().filter_map(|known| Some((place_of(&words, known)?, known))).collect();
    // The sort is stable: codes of one rank stay in the order of the catalogue.
    found.sort_by_key(|(place, _)| *place);
    write(found.into_iter().map(|(_, known)| known).collect(), search.format, lang)
}

/// Returns the place where all of the words are.
fn place_of(words: &[String], known: Known) -> Option<Place> {
    let names = names(known);
    let contains_all = |text: &str| words.iter().all(|word| text.contains(word.as_str()));
    let whole = words.join(" ");
    if names.contains(&whole) {
        Some(Place::WholeName)
    } else if contains_all(&names.join("\n")) {
        Some(Place::Name)
    } else if contains_all(&(names.join("\n") + "\n" + &texts(known))) {
        Some(Place::Text)
    } else {
        None
    }
}

/// Returns the number and the names of a code, in lower case.
fn names(known: Known) -> Vec<String> {
    let mut names = vec![known.number().to_string(), known.name().to_lowercase()];
    if let Some(entry) = known.code().entry() {
        names.push(variant(entry).to_lowercase());
        names.extend(entry.upstream_names().iter().map(|name| name.to_lowercase()));
    }
    names
}

/// Returns the texts of a code in every language, in lower case.
fn texts(known: Known) -> String {
    let mut texts = Vec::new();
    for &lang in Lang::ALL {
        let Texts { message, description, solution, hint, .. } = known.texts(lang);
        texts.extend([message, description, solution].into_iter().chain(hint));
        if let Some(entry) = known.code().entry() {
            texts.extend(entry.other_meanings_in(lang));
        }
    }
    texts.join("\n").to_lowercase()
}

fn write(found: Vec<Known>, format: ListFormat, lang: Lang) -> io::Result<Outcome> {
    let outcome = Outcome::from(!found.is_empty());
    match format {
        ListFormat::Json => export::write_json(found, &[], &[], lang)?,
        ListFormat::Csv => export::write_csv(found, lang)?,
        ListFormat::Text => write_text(&found, lang)?,
    }
    Ok(outcome)
}

/// Writes a line per code, in columns.
fn write_text(found: &[Known], lang: Lang) -> io::Result<()> {
    let rows: Vec<[String; 4]> = found
        .iter()
        .map(|known| {
            let code = format!("{}:{}", known.table(), known.number());
            let (retry, kind) = (known.retry().word_in(lang), known.kind().word_in(lang));
            [code, known.name().to_owned(), retry.to_owned(), kind.to_owned()]
        })
        .collect();
    let widths: [usize; 4] = std::array::from_fn(|column| {
        rows.iter().map(|row| display_width(&row[column])).max().unwrap_or_default()
    });
    let (mut out, terminal) = (output(), width());
    for (known, row) in found.iter().zip(&rows) {
        let mut line = String::new();
        for (index, (cell, width)) in row.iter().zip(widths).enumerate() {
            let padding = " ".repeat(width - display_width(cell) + 2);
            // The code and the name are what one looks for.
            let style = if index < 2 { TITLE } else { LABEL };
            // Writing to a string does not fail.
            let _ = write!(line, "{style}{cell}{style:#}{padding}");
        }
        line.push_str(known.texts(lang).description);
        writeln!(out, "{}", wrapped(&line, terminal, 4))?;
    }
    out.flush()
}
