//! A log line as a JSON object: whole, or in pieces where the line is too long to be held.

use super::LineCode;
use crate::texts::Texts;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::{
    borrow::Cow,
    io::{self, Write},
};
use yuanrong_errors::{Lang, Table};

/// A whole line. [`start`], [`text`] and [`end`] write the same object.
#[derive(Serialize)]
pub(super) struct JsonLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<&'a str>,
    pub(super) line: u64,
    /// Bytes that are not UTF-8 become U+FFFD.
    pub(super) text: Cow<'a, str>,
    pub(super) codes: &'a [JsonCode],
}

/// A code that a line mentions.
#[derive(Serialize)]
pub(super) struct JsonCode {
    table: Option<&'static str>,
    table_is_certain: bool,
    code: i32,
    name: Option<&'static str>,
    message: &'static str,
    description: &'static str,
    solution: &'static str,
    hint: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    runbook: Option<&'static str>,
    retry: &'static str,
}

impl JsonCode {
    pub(super) fn new(found: &LineCode, lang: Lang) -> Self {
        let Texts { name, message, description, solution, hint, runbook, .. } =
            Texts::of(found.code, lang);
        Self {
            table: found.code.table().map(Table::as_str),
            table_is_certain: found.table_is_certain,
            code: found.code.code(),
            name,
            message,
            description,
            solution,
            hint,
            runbook,
            retry: found.code.retry().as_str(),
        }
    }
}

/// Writes a whole line.
pub(super) fn write(out: &mut impl Write, line: &JsonLine<'_>) -> io::Result<()> {
    let mut object = serde_json::to_vec(line)?;
    object.push(b'\n');
    out.write_all(&object)
}

/// Writes the start of a long line, up to its text.
pub(super) fn start(out: &mut impl Write, file: Option<&str>, line: u64) -> io::Result<()> {
    out.write_all(b"{")?;
    if let Some(file) = file {
        write!(out, "\"file\":{},", serde_json::to_string(file)?)?;
    }
    write!(out, "\"line\":{line},\"text\":\"")
}

/// Writes a part of the text of a long line. Bytes that are not UTF-8 become U+FFFD.
pub(super) fn text(out: &mut impl Write, part: &[u8]) -> io::Result<()> {
    String::from_utf8_lossy(part).serialize(&mut Serializer::with_formatter(out, WithoutQuotes))?;
    Ok(())
}

/// Writes what follows the text of a long line.
pub(super) fn end(out: &mut impl Write, codes: &[JsonCode]) -> io::Result<()> {
    writeln!(out, "\",\"codes\":{}}}", serde_json::to_string(codes)?)
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
