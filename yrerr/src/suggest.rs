//! What may have been meant by a word that is not understood.

use crate::{
    arguments::Arguments,
    labels,
    paste::{Known, meaning::message_as_name, variant},
};
use clap::CommandFactory;
use std::path::Path;
use yuanrong_errors::{Entry, Lang, entries};

/// Returns the names and the commands that are similar to a text, the likeliest first.
pub(crate) fn similar(text: &str, lang: Lang) -> Vec<String> {
    /// Too many names contain a shorter word.
    const SHORTEST: usize = 4;
    /// The similarity of a name that contains the word, and the least similarity that is suggested.
    const CONTAINS: f64 = 0.9;
    const MOST: usize = 3;
    /// The comparison takes the product of both lengths, and no name is longer.
    const LONGEST: usize = 64;
    if Path::new(text).is_file() {
        return vec![labels::command(lang, &format!("annotate {text}"))];
    }
    if text.len() > LONGEST {
        return Vec::new();
    }
    let wanted = text.to_lowercase();
    let similarity = |name: &str| {
        let name = name.to_lowercase();
        let contains = wanted.len() >= SHORTEST && name.contains(&wanted);
        strsim::jaro_winkler(&wanted, &name).max(if contains { CONTAINS } else { 0.0 })
    };
    let upstream = entries().flat_map(Entry::upstream_names).map(ToString::to_string);
    let added = Known::all().filter(|known| matches!(known, Known::Added(_)));
    let added = added.map(|known| known.name().to_owned());
    let messages = entries().filter_map(message_as_name).map(str::to_owned);
    let names = upstream.chain(added).chain(entries().map(variant)).chain(messages);
    let names = names.map(|name| (similarity(&name), name));
    let command = Arguments::command();
    let commands = command.get_subcommands().map(|command| {
        let name = command.get_name();
        (strsim::jaro_winkler(&wanted, name), labels::command(lang, name))
    });
    let mut similar: Vec<(f64, String)> =
        names.chain(commands).filter(|(similarity, _)| *similarity >= CONTAINS).collect();
    similar.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    similar.dedup();
    similar.into_iter().map(|(_, name)| name).take(MOST).collect()
}
