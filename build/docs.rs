//! Writes the documented enum of a table.

use super::{
    catalogue::{CodeRow, Codes},
    tsv::Row,
};
use std::fmt::{self, Display, Formatter, Write};

/// Writes the enum of a table.
pub(super) fn write_enum(out: &mut String, codes: &Codes) -> fmt::Result {
    let (table, first) = (codes.table, &codes.file.rows[0]);
    let (name, variant, code) = (table.enum_name, &*first.variant, first.number());
    writeln!(
        out,
        "
/// {doc}
///
/// `code as i32` is the number. New releases add variants, so a `match` needs a `_` arm. A number
/// that this release does not know becomes [`ErrorCode::Unknown`](crate::ErrorCode::Unknown).
/// No method allocates.
///
/// # Examples
/// ```
/// use yuanrong_errors::{name};
///
/// assert_eq!({name}::{variant} as i32, {code});
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i32)]
#[non_exhaustive]
pub enum {name} {{",
        doc = table.doc,
    )?;
    for row in &codes.file.rows {
        write_variant(out, codes, row)?;
    }
    writeln!(out, "}}")
}

/// Writes a variant, with the texts of its row as documentation.
fn write_variant(out: &mut String, codes: &Codes, row: &CodeRow) -> fmt::Result {
    let (code, variant) = (row.number(), &*row.variant);
    write!(out, "    /// **{code}**")?;
    if row.description.is_some() {
        write!(out, " `{}`", row.message)?;
    }
    writeln!(out, ": {}", Prose(row.description()))?;
    paragraph(
        out,
        format_args!("Solution ({}): {}", row.solution_origin.as_str(), Prose(&row.solution)),
    )?;
    if let Some(hint) = &row.hint {
        paragraph(out, format_args!("Hint: {}", Prose(hint)))?;
    }
    paragraph(
        out,
        format_args!(
            "Retry: [{word}](Retry::{retry:?}) ({origin}): {reason}.",
            word = row.retry.as_str(),
            retry = row.retry,
            origin = row.retry_origin.as_str(),
            reason = Prose(&row.retry_reason),
        ),
    )?;
    for (operation, retry) in [
        ("creating an instance", row.retry_create),
        ("stateful calls", row.retry_stateful),
        ("stateless calls", row.retry_stateless),
    ] {
        if let Some(retry) = retry {
            let word = retry.as_str();
            paragraph(out, format_args!("Retry for {operation}: [{word}](Retry::{retry:?})."))?;
        }
    }
    for meaning in row.also.iter() {
        paragraph(out, format_args!("Other meaning: {}.", Prose(meaning)))?;
    }
    if let Some(code) = row.surfaces_as {
        paragraph(out, format_args!("Surfaces as: the SDK error code {code}."))?;
    }
    let (kind, origin) = (row.kind, row.origin.as_str());
    paragraph(out, format_args!("Kind: [`{kind:?}`](ErrorKind::{kind:?}). Origin: {origin}."))?;
    write!(out, "    ///\n    /// Names in openYuanrong:")?;
    for name in row.names.iter() {
        write!(out, " `{name}`")?;
    }
    writeln!(out)?;
    writeln!(out, "    #[doc(alias = \"{code}\")]")?;
    // An alias that is the variant's own name, or contains a quote, does not compile.
    for name in codes.names(row) {
        if name != variant && !name.contains(['"', '\'']) {
            writeln!(out, "    #[doc(alias = {name:?})]")?;
        }
    }
    writeln!(out, "    {variant} = {code},")
}

fn paragraph(out: &mut String, text: fmt::Arguments<'_>) -> fmt::Result {
    writeln!(out, "    ///\n    /// {text}")
}

/// Displays a text so that Markdown shows it verbatim.
struct Prose<'a>(&'a str);

impl Display for Prose<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if let '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' = character {
                f.write_char('\\')?;
            }
            f.write_char(character)?;
        }
        Ok(())
    }
}
