use crate::{
    Error, ErrorCode,
    error::{certain_code, written},
    overlay::advice,
};
use core::fmt::{self, Debug};
use serde::de::IgnoredAny;
use std::{error::Error as StdError, string::String, vec::Vec};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    fmt::{FmtContext, FormatEvent, FormatFields, format::Writer},
    registry::LookupSpan,
};

/// Adds the solution to every event that carries one of our errors. Wraps any format of
/// tracing-subscriber, text or JSON, and the call sites stay as they are.
///
/// An error is recognized by its type where it was recorded as `&dyn Error`, anywhere in its chain.
/// Otherwise it is recognized by its text in any field: the `Display` of an error or a code, or an
/// exception text with a module code or a message. A code that only an installed overlay has
/// counts, too. An event that already has a field `solution` or `error.solution`, or a text with a
/// solution, such as a report, is left as it is.
///
/// An event in JSON gets the fields `error.solution`, `error.hint`, `error.runbook` and
/// `error.retry`. A field whose value is missing is left out.
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
    /// Wraps a format.
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
        let Some(error) = finder.error() else {
            return self.format.format_event(context, writer, event);
        };
        // The buffer has no colours, and neither has JSON.
        let mut line = String::new();
        self.format.format_event(context, Writer::new(&mut line), event)?;
        let text = line.trim_end();
        let line_break = &line[text.len()..];
        if is_json_object(text) {
            write_json(&mut writer, text, error, &finder)?;
            return writer.write_str(line_break);
        }
        if writer.has_ansi_escapes() {
            // On a terminal, the solution has a line of its own.
            self.format.format_event(context, writer.by_ref(), event)?;
            writer.write_str("    ")?;
            write_text(&mut writer, error)?;
            return writer.write_char('\n');
        }
        // An event of several lines ends in an empty one.
        let start = if line_break.len() > 1 { "\n    " } else { " " };
        write!(writer, "{text}{start}")?;
        write_text(&mut writer, error)?;
        writer.write_str(line_break)
    }
}

/// Returns whether an event was written as JSON.
fn is_json_object(text: &str) -> bool {
    text.starts_with('{') && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Writes a JSON object, and in it the advice that the event does not have already.
fn write_json(
    writer: &mut Writer<'_>,
    object: &str,
    error: &Error,
    finder: &Finder,
) -> fmt::Result {
    let members = [
        ("error.solution", Some(error.solution())),
        ("error.hint", error.hint()),
        ("error.runbook", error.runbook()),
        ("error.retry", Some(error.retry().as_str())),
    ];
    let start = object[..object.len() - 1].trim_end();
    writer.write_str(start)?;
    let mut comma = if start == "{" { "" } else { "," };
    for (name, value) in members {
        if let Some(value) = value.filter(|_| !finder.error_fields.contains(&name)) {
            let value = serde_json::to_string(value).map_err(|_| fmt::Error)?;
            write!(writer, "{comma}\"{name}\":{value}")?;
            comma = ",";
        }
    }
    writer.write_char('}')
}

/// Writes the advice after an event that is text.
fn write_text(writer: &mut Writer<'_>, error: &Error) -> fmt::Result {
    write!(writer, "solution: {}", error.solution())?;
    if let Some(hint) = error.hint() {
        write!(writer, " hint: {hint}")?;
    }
    if let Some(runbook) = error.runbook() {
        write!(writer, " runbook: {runbook}")?;
    }
    write!(writer, " retry: {}", error.retry())
}

/// Returns whether the catalogue or an installed overlay has the code.
fn is_known(error: &Error) -> bool {
    error.code().is_some_and(advice::is_known)
}

/// Looks for an error in the fields of an event.
#[derive(Default)]
struct Finder {
    by_type: Option<Error>,
    by_text: Option<Error>,
    /// Whether a field or a text of the event is a solution already.
    has_solution: bool,
    /// The fields of the event that begin with `error.`.
    error_fields: Vec<&'static str>,
}

/// How much of a text is read, since every event is.
const LENGTH_LIMIT: usize = 8 * 1024;

impl Finder {
    /// Returns the error whose solution is missing in the event. One without a known code gives way
    /// to another error of the event.
    fn error(&self) -> Option<&Error> {
        let known = self.by_type.as_ref().filter(|error| is_known(error));
        known.or(self.by_text.as_ref()).or(self.by_type.as_ref()).filter(|_| !self.has_solution)
    }

    fn visit_name(&mut self, field: &Field) {
        let name = field.name();
        self.has_solution |= matches!(name, "solution" | "error.solution");
        if name.starts_with("error.") {
            self.error_fields.push(name);
        }
    }

    fn visit_text(&mut self, field: &Field, text: &str) {
        self.visit_name(field);
        self.has_solution |= text.contains("solution: ");
        if self.by_text.is_none() {
            let mut end = text.len().min(LENGTH_LIMIT);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            self.by_text = certain_code(&text[..end]).map(Error::new).filter(is_known);
        }
    }
}

impl Visit for Finder {
    fn record_error(&mut self, field: &Field, error: &(dyn StdError + 'static)) {
        self.visit_name(field);
        if !self.by_type.as_ref().is_some_and(is_known) {
            let found = ErrorCode::in_chain(error).map(Error::new);
            let found = found.or_else(|| Error::in_chain(error).cloned());
            self.by_type = found.or(self.by_type.take());
        }
    }

    fn record_str(&mut self, field: &Field, text: &str) {
        self.visit_text(field, text);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.visit_text(field, &written(format_args!("{value:?}")));
    }

    // Numbers and booleans have no text.
    fn record_f64(&mut self, field: &Field, _: f64) {
        self.visit_name(field);
    }

    fn record_i64(&mut self, field: &Field, _: i64) {
        self.visit_name(field);
    }

    fn record_u64(&mut self, field: &Field, _: u64) {
        self.visit_name(field);
    }

    fn record_i128(&mut self, field: &Field, _: i128) {
        self.visit_name(field);
    }

    fn record_u128(&mut self, field: &Field, _: u128) {
        self.visit_name(field);
    }

    fn record_bool(&mut self, field: &Field, _: bool) {
        self.visit_name(field);
    }
}
