use crate::{Error, ErrorCode, Lang, advice};
use core::fmt::{self, Debug};
use std::{error::Error as StdError, format, string::String};
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
        let code = finder.by_type.or(finder.by_text).filter(|_| !finder.has_solution);
        let Some(code) = code else {
            return self.format.format_event(context, writer, event);
        };
        let (solution, retry) = (advice::solution(code, Lang::En), code.retry());
        let mut line = String::new();
        if writer.has_ansi_escapes() {
            // The buffer has no colours. On a terminal the solution has a line of its own.
            self.format.format_event(context, writer.by_ref(), event)?;
            writeln!(writer, "    solution: {solution}{} retry: {retry}", Runbook(code))?;
            return Ok(());
        }
        self.format.format_event(context, Writer::new(&mut line), event)?;
        let (text, line_break) =
            line.split_at_checked(line.trim_end().len()).unwrap_or((&line, ""));
        if let Some(object) = text.strip_suffix('}').filter(|_| is_json_event(text)) {
            let comma = if object.ends_with('{') { "" } else { "," };
            write!(writer, "{object}{comma}\"error.solution\":")?;
            write_json(&mut writer, solution)?;
            if let Some(runbook) = advice::runbook(code) {
                writer.write_str(",\"error.runbook\":")?;
                write_json(&mut writer, runbook)?;
            }
            write!(writer, ",\"error.retry\":\"{retry}\"}}{line_break}")
        } else {
            // An event of several lines ends in an empty one.
            let start = if line_break.len() > 1 { "\n    " } else { " " };
            let runbook = Runbook(code);
            write!(writer, "{text}{start}solution: {solution}{runbook} retry: {retry}{line_break}")
        }
    }
}

/// Whether an event was written as JSON: what else begins with a brace has no level in it.
fn is_json_event(text: &str) -> bool {
    text.starts_with('{') && text.contains("\"level\":\"")
}

/// Where an overlay has the instructions.
struct Runbook(ErrorCode);

impl fmt::Display for Runbook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match advice::runbook(self.0) {
            Some(runbook) => write!(f, " runbook: {runbook}"),
            None => Ok(()),
        }
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
    /// Whether the event tells a solution already.
    has_solution: bool,
}

/// How much of a text is looked at: this runs for every event.
const LONGEST: usize = 8 * 1024;

impl Finder {
    fn read(&mut self, field: &Field, text: &str) {
        if matches!(field.name(), "error.solution" | "solution") || text.contains("solution: ") {
            self.has_solution = true;
        }
        if self.by_text.is_none() {
            let end = (0..=text.len().min(LONGEST)).rev().find(|end| text.is_char_boundary(*end));
            let text = text.get(..end.unwrap_or_default()).unwrap_or_default();
            let error = Error::from_text(text).filter(|error| is_ours(error, text));
            self.by_text = error.map(|error| error.code());
        }
    }
}

/// Whether a text is sure to tell a code of the catalogue or the overlay, by a module, by the name,
/// or by a message under a key of its own. A WebSocket that closed with `code: 1001` has none of
/// them.
fn is_ours(error: &Error, text: &str) -> bool {
    let has_key = |key: &str| text.contains(key);
    advice::is_known(error.code())
        && (error.module().is_some()
            || has_key(error.name())
            || ["msg", "Msg", "message"].into_iter().any(has_key))
}

impl Visit for Finder {
    fn record_error(&mut self, _: &Field, error: &(dyn StdError + 'static)) {
        self.by_type = self.by_type.or_else(|| ErrorCode::in_chain(error));
    }

    fn record_str(&mut self, field: &Field, text: &str) {
        self.read(field, text);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.read(field, &format!("{value:?}"));
    }

    // Numbers and truth values are no texts.
    fn record_f64(&mut self, _: &Field, _: f64) {}
    fn record_i64(&mut self, _: &Field, _: i64) {}
    fn record_u64(&mut self, _: &Field, _: u64) {}
    fn record_i128(&mut self, _: &Field, _: i128) {}
    fn record_u128(&mut self, _: &Field, _: u128) {}
    fn record_bool(&mut self, _: &Field, _: bool) {}
}
