//! Writes the lines of a log: all of them, or those around the codes.

use super::{
    LineCode, Options, Output, explanation,
    json_line::{self, JsonCode, JsonLine},
};
use crate::terminal::{FILE, LINE, SEPARATOR};
use anstyle::Style;
use memchr::memchr;
use std::{
    collections::{HashMap, VecDeque},
    io::{self, Write},
};
use yuanrong_errors::{__private::Escaped, ErrorCode};

/// How much is held of the lines before a line with a code.
const HELD: usize = 1 << 20;

pub(super) struct Printer<'a, W> {
    writer: W,
    options: &'a Options,
    /// The last lines without a code, with their numbers.
    held: VecDeque<(u64, Vec<u8>)>,
    held_bytes: usize,
    /// How many lines are still written after the last one with a code.
    after: usize,
    /// The number of the last line that was written.
    last: Option<u64>,
    /// The explanations that were written, by the code and by whether its table is certain.
    explanations: HashMap<(ErrorCode, bool), String>,
}

impl<'a, W: Write> Printer<'a, W> {
    pub(super) fn new(writer: W, options: &'a Options) -> Self {
        Self {
            writer,
            options,
            held: VecDeque::new(),
            held_bytes: 0,
            after: 0,
            last: None,
            explanations: HashMap::new(),
        }
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    /// Returns whether a line without a code is written that is too long to be held.
    pub(super) fn is_written_without_codes(&self) -> bool {
        self.writes_every_line() || self.after > 0
    }

    fn writes_every_line(&self) -> bool {
        !self.options.only_with_codes && self.options.context.is_none()
    }

    /// Takes whole lines without a code, of which the first has this number and each ends in a line
    /// break.
    pub(super) fn lines_without_codes(&mut self, text: &[u8], first: u64) -> io::Result<()> {
        let is_plain = self.options.file.is_none() && !self.options.line_numbers;
        match (self.options.output, self.options.context) {
            (Output::Nothing, _) => return Ok(()),
            (Output::Text, None) if is_plain && self.writes_every_line() => {
                return self.writer.write_all(text);
            }
            (_, None) if self.options.only_with_codes => return Ok(()),
            _ => {}
        }
        let mut rest = text;
        let mut number = first;
        while !rest.is_empty() && self.is_written_without_codes() {
            let end = memchr(b'\n', rest).unwrap_or(rest.len() - 1);
            self.line_without_codes(&rest[..end], number, b"\n")?;
            rest = &rest[end + 1..];
            number += 1;
        }
        // Only the last lines can be before a line with a code.
        let Some(context) = self.options.context else { return Ok(()) };
        let mut number = number + super::count_lines(rest);
        let lines = rest.split_inclusive(|byte| *byte == b'\n').rev().take(context);
        let mut last_lines: Vec<(u64, &[u8])> = Vec::new();
        for line in lines {
            number -= 1;
            last_lines.push((number, super::without_line_break(line)));
        }
        for (number, line) in last_lines.into_iter().rev() {
            self.hold(line, number);
        }
        Ok(())
    }

    /// Takes a whole line without a code.
    pub(super) fn line_without_codes(
        &mut self,
        line: &[u8],
        number: u64,
        line_break: &[u8],
    ) -> io::Result<()> {
        if self.is_written_without_codes() {
            self.whole_line(line, number, line_break, &[])?;
            self.after = self.after.saturating_sub(1);
        } else {
            self.hold(line, number);
        }
        Ok(())
    }

    fn hold(&mut self, line: &[u8], number: u64) {
        let context = self.options.context.unwrap_or_default();
        self.held_bytes += line.len();
        self.held.push_back((number, line.to_owned()));
        while self.held.len() > context || self.held_bytes > HELD {
            let Some((_, line)) = self.held.pop_front() else { break };
            self.held_bytes -= line.len();
        }
    }

    /// Takes a whole line with codes, and writes what they mean.
    pub(super) fn line_with_codes(
        &mut self,
        line: &[u8],
        number: u64,
        line_break: &[u8],
        codes: &[LineCode],
    ) -> io::Result<()> {
        self.write_held()?;
        self.whole_line(line, number, line_break, codes)?;
        self.after = self.options.context.unwrap_or_default();
        Ok(())
    }

    fn write_held(&mut self) -> io::Result<()> {
        self.held_bytes = 0;
        while let Some((number, line)) = self.held.pop_front() {
            self.whole_line(&line, number, b"\n", &[])?;
        }
        Ok(())
    }

    fn whole_line(
        &mut self,
        line: &[u8],
        number: u64,
        line_break: &[u8],
        codes: &[LineCode],
    ) -> io::Result<()> {
        match self.options.output {
            Output::Text => {
                self.write_prefix(number, !codes.is_empty())?;
                self.writer.write_all(line)?;
                self.explain(line_break, codes)
            }
            Output::JsonLines => {
                let codes: Vec<JsonCode> =
                    codes.iter().map(|found| JsonCode::new(found, self.options.lang)).collect();
                let (file, text) = (self.options.file.as_deref(), String::from_utf8_lossy(line));
                let line = JsonLine { file, line: number, text, codes: &codes };
                json_line::write(&mut self.writer, &line)
            }
            Output::Nothing => Ok(()),
        }
    }

    /// Begins a line that is written in parts.
    pub(super) fn begin_line(&mut self, number: u64, has_codes: bool) -> io::Result<()> {
        if has_codes {
            self.write_held()?;
        }
        match self.options.output {
            Output::Text => self.write_prefix(number, has_codes),
            Output::JsonLines => {
                json_line::start(&mut self.writer, self.options.file.as_deref(), number)
            }
            Output::Nothing => Ok(()),
        }
    }

    /// Writes a part of a line.
    pub(super) fn part_of_line(&mut self, part: &[u8]) -> io::Result<()> {
        match self.options.output {
            Output::Text => self.writer.write_all(part),
            Output::JsonLines => json_line::text(&mut self.writer, part),
            Output::Nothing => Ok(()),
        }
    }

    /// Ends a line that was written in parts, and writes what its codes mean.
    pub(super) fn end_line(&mut self, line_break: &[u8], codes: &[LineCode]) -> io::Result<()> {
        self.after = if codes.is_empty() {
            self.after.saturating_sub(1)
        } else {
            self.options.context.unwrap_or_default()
        };
        match self.options.output {
            Output::Text => self.explain(line_break, codes),
            Output::JsonLines => {
                let codes: Vec<JsonCode> =
                    codes.iter().map(|found| JsonCode::new(found, self.options.lang)).collect();
                json_line::end(&mut self.writer, &codes)
            }
            Output::Nothing => Ok(()),
        }
    }

    /// Writes what is before a line: hyphens for the lines that were left out, the file and the number.
    fn write_prefix(&mut self, number: u64, has_codes: bool) -> io::Result<()> {
        let [file, line, separator] = [FILE, LINE, SEPARATOR]
            .map(|style| if self.options.colored { style } else { Style::new() });
        let follows_another = self.last.is_some_and(|last| last + 1 < number);
        self.last = Some(number);
        if self.options.context.is_some() && follows_another {
            writeln!(self.writer, "{separator}--{separator:#}")?;
        }
        let mark = if has_codes { ':' } else { '-' };
        if let Some(name) = &self.options.file {
            let name = Escaped(name);
            write!(self.writer, "{file}{name}{file:#}{separator}{mark}{separator:#}")?;
        }
        if self.options.line_numbers {
            write!(self.writer, "{line}{number}{line:#}{separator}{mark}{separator:#}")?;
        }
        Ok(())
    }

    /// Ends a line of text, and writes what its codes mean.
    fn explain(&mut self, line_break: &[u8], codes: &[LineCode]) -> io::Result<()> {
        let mut explained = codes.iter().filter(|found| found.is_explained).peekable();
        // An explanation is always on a line of its own.
        let is_open = line_break.is_empty() && explained.peek().is_some();
        self.writer.write_all(if is_open { b"\n" } else { line_break })?;
        for found in explained {
            let key = (found.code, found.table_is_certain);
            let text = self
                .explanations
                .entry(key)
                .or_insert_with(|| explanation::text(found, self.options));
            self.writer.write_all(text.as_bytes())?;
        }
        Ok(())
    }
}
