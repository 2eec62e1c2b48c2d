use crate::{Error, ErrorCode, Retry, advice, json::Cursor, report, text};
use core::fmt::{self, Debug};
use std::{error::Error as StdError, string::String};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    fmt::{FmtContext, FormatEvent, FormatFields, format::Writer},
    registry::LookupSpan,
};

/// Writes every event that carries one of our errors with its solution: around any format of
/// tracing-subscriber's, text or JSON, with the call sites as they are.
///
/// An error is known by its type where it was recorded as `&dyn Error`, anywhere down its chain, and
/// else by its text in any field: the `Display` of an error or a code, or an exception text with a
/// module code or a message; a number that only an overlay has is a code, too. An event that has a
/// field `solution` or `error.solution`, or tells a solution in a text, as reports do, stays as it
/// is.
///
/// JSON gets the fields `error.solution`, `error.retry` and, from an overlay, `error.runbook`.
///
/// # Examples
/// ```
/// use std::error::Error as StdError;
/// use yuanrong_errors::{Error, WithSolutions};
///
/// tracing_subscriber::fmt().map_event_format(WithSolutions::new).init();
///
/// let error = Error::new(1005);
/// tracing::error!(error = &error as &dyn StdError, "call failed");
/// tracing::warn!("call failed: code: 1005, module code: 22, msg: slow down");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct WithSolutions<F> {
    format: F,
}

impl<F> WithSolutions<F> {
    /// Around this format.
    ///
    /// # Examples
    /// See [`WithSolutions`].
    #[must_use]
    pub fn new(format: F) -> Self {
        Self { format }
    }
}

impl<S, N, F> FormatEvent<S, N> for WithSolutions<F>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
    F: FormatEvent<S, N>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut finder = Finder::default();
        event.record(&mut finder);
        let Some(error) = finder.code().map(Error::new) else {
            return self.format.format_event(context, writer, event);
        };
        let (solution, runbook) = (error.report().solution(), error.report().runbook());
        let retry = error.retry();
        // The buffer has no colours, and neither has JSON.
        let mut line = String::new();
        self.format.format_event(context, Writer::new(&mut line), event)?;
        let (text, line_break) =
            line.split_at_checked(line.trim_end().len()).unwrap_or((&line, ""));
        if let Some(object) = text.strip_suffix('}').filter(|_| is_json_object(text)) {
            let members = [
                ("solution", Some(solution)),
                ("runbook", runbook.filter(|_| !finder.has_runbook)),
                ("retry", Some(retry.as_str()).filter(|_| !finder.has_retry)),
            ];
            writer.write_str(object)?;
            let mut comma = if object == "{" { "" } else { "," };
            for (name, value) in members {
                let Some(value) = value else { continue };
                write!(writer, "{comma}\"error.{name}\":")?;
                write_json(&mut writer, value)?;
                comma = ",";
            }
            return write!(writer, "}}{line_break}");
        }
        let advice = Advice { solution, runbook, retry };
        if writer.has_ansi_escapes() {
            // On a terminal the solution has a line of its own.
            self.format.format_event(context, writer.by_ref(), event)?;
            return writeln!(writer, "    {advice}");
        }
        // An event of several lines ends in an empty one.
        let start = if line_break.len() > 1 { "\n    " } else { " " };
        write!(writer, "{text}{start}{advice}{line_break}")
    }
}

/// Whether an event was written as JSON.
fn is_json_object(text: &str) -> bool {
    let mut cursor = Cursor::starting(text.as_bytes(), 0);
    (text == "{}" || text.starts_with("{\""))
        && cursor.skip_value().is_ok()
        && cursor.place() == text.len()
}

/// What is written behind an event that is text.
struct Advice {
    solution: &'static str,
    /// Where an overlay has the instructions.
    runbook: Option<&'static str>,
    retry: Retry,
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "solution: {}", self.solution)?;
        if let Some(runbook) = self.runbook {
            write!(f, " runbook: {runbook}")?;
        }
        write!(f, " retry: {}", self.retry)
    }
}

/// Texts of the catalogue hold no control characters, and those of overlays are refused with any.
fn write_json(writer: &mut Writer<'_>, text: &str) -> fmt::Result {
    writer.write_char('"')?;
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            writer.write_char('\\')?;
        }
        writer.write_char(character)?;
    }
    writer.write_char('"')
}

/// Looks for a code in the fields of an event.
#[derive(Default)]
struct Finder {
    by_type: Option<ErrorCode>,
    by_text: Option<ErrorCode>,
    /// Whether the event tells these already.
    has_solution: bool,
    has_runbook: bool,
    has_retry: bool,
}

/// How much of a text is looked at: this runs for every event.
const LONGEST: usize = 8 * 1024;

impl Finder {
    /// The code to tell the solution of. An error that has none, or an unknown one, gives way to
    /// another error of the event.
    fn code(&self) -> Option<ErrorCode> {
        let by_type = self.by_type.filter(|code| advice::is_known(*code));
        by_type.or(self.by_text).or(self.by_type).filter(|_| !self.has_solution)
    }

    fn see(&mut self, field: &Field) {
        match field.name() {
            "error.solution" | "solution" => self.has_solution = true,
            "error.runbook" => self.has_runbook = true,
            "error.retry" => self.has_retry = true,
            _ => {}
        }
    }

    fn read(&mut self, field: &Field, text: &str) {
        self.see(field);
        self.has_solution |= text.contains("solution: ");
        if self.by_text.is_none() {
            let end = (0..=text.len().min(LONGEST)).rev().find(|end| text.is_char_boundary(*end));
            let text = text.get(..end.unwrap_or_default()).unwrap_or_default();
            self.by_text = text::code_surely_told(text).filter(|code| advice::is_known(*code));
        }
    }
}

impl Visit for Finder {
    fn record_error(&mut self, field: &Field, error: &(dyn StdError + 'static)) {
        self.see(field);
        if !self.by_type.is_some_and(advice::is_known) {
            self.by_type = ErrorCode::in_chain(error).or(self.by_type);
        }
    }

    fn record_str(&mut self, field: &Field, text: &str) {
        self.read(field, text);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.read(field, &report::written(format_args!("{value:?}")));
    }

    // Numbers and truth values are no texts.
    fn record_f64(&mut self, field: &Field, _: f64) {
        self.see(field);
    }

    fn record_i64(&mut self, field: &Field, _: i64) {
        self.see(field);
    }

    fn record_u64(&mut self, field: &Field, _: u64) {
        self.see(field);
    }

    fn record_i128(&mut self, field: &Field, _: i128) {
        self.see(field);
    }

    fn record_u128(&mut self, field: &Field, _: u128) {
        self.see(field);
    }

    fn record_bool(&mut self, field: &Field, _: bool) {
        self.see(field);
    }
}
