//! A log line as a JSON object, written in pieces: the start, its text in any number of parts, the end.

use super::LineCode;
use crate::texts::Texts;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};
use yuanrong_errors::{Lang, Table};

/// The object up to its text, which follows in parts.
#[derive(Serialize)]
struct Start<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    line: u64,
    text: &'static str,
}

/// The object after its text.
#[derive(Serialize)]
struct End {
    codes: Vec<Mentioned>,
}

#[derive(Serialize)]
struct Mentioned {
    table: Option<&'static str>,
    table_is_certain: bool,
    code: i32,
    name: Option<&'static str>,
    message: &'static str,
    solution: &'static str,
    hint: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    runbook: Option<&'static str>,
    retry: &'static str,
}

/// Starts the object of a line.
pub(super) fn start(out: &mut impl Write, file: Option<&str>, line: u64) -> io::Result<()> {
    let start = serde_json::to_string(&Start { file, line, text: "" })?;
    // The empty text is the last field; it and the object stay open.
    let open = start.strip_suffix("\"}").unwrap_or(&start);
    out.write_all(open.as_bytes())
}

/// Writes a part of the text. Bytes that are not UTF-8 become U+FFFD.
pub(super) fn text(out: &mut impl Write, part: &[u8]) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(out, WithoutQuotes);
    for chunk in part.utf8_chunks() {
        chunk.valid().serialize(&mut serializer)?;
        if !chunk.invalid().is_empty() {
            char::REPLACEMENT_CHARACTER.serialize(&mut serializer)?;
        }
    }
    Ok(())
}

/// Ends the text and the object, and the line.
pub(super) fn end(out: &mut impl Write, codes: &[LineCode], lang: Lang) -> io::Result<()> {
    let codes = codes.iter().map(|found| Mentioned::new(found, lang)).collect();
    let end = serde_json::to_string(&End { codes })?;
    // The object is open already.
    let fields = end.strip_prefix('{').unwrap_or(&end);
    writeln!(out, "\",{fields}")
}

impl Mentioned {
    fn new(found: &LineCode, lang: Lang) -> Self {
        let Texts { name, message, solution, hint, runbook, .. } = Texts::of(found.code, lang);
        Self {
            table: found.code.table().map(Table::as_str),
            table_is_certain: found.table_is_certain,
            code: found.code.code(),
            name,
            message,
            solution,
            hint,
            runbook,
            retry: found.code.retry().as_str(),
        }
    }
}

/// Writes strings without their quotes, so that one string can be written in parts.
struct WithoutQuotes;

impl Formatter for WithoutQuotes {
    fn begin_string<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        Ok(())
    }

    fn end_string<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        Ok(())
    }
}
