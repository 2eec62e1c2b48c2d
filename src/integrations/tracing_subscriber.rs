use super::{
    fields::{Value, fields},
    traces::may_have_code,
};
use crate::{
    Error,
    error::{error_in_chain, error_in_text, may_be_ours, written},
    overlay::advice,
    vocabulary::start_of,
};
use core::fmt::{self, Debug};
use serde_json::value::RawValue;
use std::{collections::BTreeMap, error::Error as StdError, string::String, vec::Vec};
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
/// Otherwise it is recognized by its text in any field (`%error`, `?error`, or in the message), as
/// [`ErrorCode::in_chain`](crate::ErrorCode::in_chain) reads texts. A code that only an installed
/// overlay has counts, too. An event that already has a field `solution` or `error.solution`, or a
/// text with a solution, such as a report, is left as it is.
///
/// The event gets the fields of [`error_event!`](crate::error_event): `error.code`, `error.name`,
/// `error.table`, `error.message`, `error.kind`, `error.solution`, `error.hint`, `error.retry`,
/// `error.retryable`, `http.response.status_code`, `trace_id` and `error.runbook`. They are where the
/// event's own fields are: at the end of a line of text, and in JSON beside the others. A field that
/// the event has already or whose value is missing is left out. On a terminal with colours, and in
/// a format of several lines, they have a line of their own.
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
        if writer.has_ansi_escapes() {
            return self.format_with_colours(context, writer, event);
        }
        // Most events have no error of ours. So the event is written once, and its fields are read
        // only if there is something in the line that an error would have.
        let mut line = String::with_capacity(TYPICAL_LENGTH);
        self.format.format_event(context, Writer::new(&mut line), event)?;
        let is_candidate = may_have_code(&line) || Probe::of_types().finds(event);
        let Some((error, finder)) = Finder::search(event, is_candidate) else {
            return writer.write_str(&line);
        };
        let text = line.trim_end();
        let line_break = &line[text.len()..];
        if let Some((start, end, known)) = split_json(text) {
            writer.write_str(start)?;
            write_json(&mut writer, &error, &known, start.ends_with('{'))?;
            writer.write_str(end)?;
        } else {
            // An event of several lines ends in an empty one.
            writer.write_str(text)?;
            writer.write_str(if line_break.len() > 1 { "\n   " } else { "" })?;
            write_text(&mut writer, &error, &finder)?;
        }
        writer.write_str(line_break)
    }
}

/// The length of a line for which memory is reserved.
const TYPICAL_LENGTH: usize = 512;

impl<F> WithSolutions<F> {
    /// A writer with colours cannot be put around a buffer, so the line is written at once.
    fn format_with_colours<S, N>(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
        N: for<'a> FormatFields<'a> + 'static,
        F: FormatEvent<S, N>,
    {
        let is_candidate = Probe::of_types_and_texts().finds(event);
        let Some((error, finder)) = Finder::search(event, is_candidate) else {
            return self.format.format_event(context, writer, event);
        };
        // JSON has no colours.
        let mut line = String::new();
        self.format.format_event(context, Writer::new(&mut line), event)?;
        if let Some((start, end, known)) = split_json(line.trim_end()) {
            writer.write_str(start)?;
            write_json(&mut writer, &error, &known, start.ends_with('{'))?;
            writer.write_str(end)?;
        } else {
            self.format.format_event(context, writer.by_ref(), event)?;
            writer.write_str("   ")?;
            write_text(&mut writer, &error, &finder)?;
        }
        writer.write_char('\n')
    }
}

/// A JSON object.
type Members<'a> = BTreeMap<String, &'a RawValue>;

/// Splits an event that was written as JSON where its fields end: in the object `fields`, else in
/// the outer one. Returns that object as well.
fn split_json(text: &str) -> Option<(&str, &str, Members<'_>)> {
    if !text.starts_with('{') {
        return None;
    }
    let mut members: Members<'_> = serde_json::from_str(text).ok()?;
    let mut object = text;
    if let Some(fields) = members.get("fields").filter(|fields| fields.get().starts_with('{')) {
        object = fields.get();
        members = serde_json::from_str(object).ok()?;
    }
    // The object is a part of the text, and its last byte is the closing brace.
    let end = object.as_ptr().addr() - text.as_ptr().addr() + object.len() - 1;
    let (start, end) = text.split_at(end);
    Some((start.trim_end(), end, members))
}

/// Writes the fields that an object does not have already.
fn write_json(
    writer: &mut Writer<'_>,
    error: &Error,
    known: &Members<'_>,
    mut is_first: bool,
) -> fmt::Result {
    for (name, value) in fields(error) {
        let Some(value) = value.filter(|_| !known.contains_key(name)) else { continue };
        write!(writer, "{}\"{name}\":", if is_first { "" } else { "," })?;
        match value {
            Value::Text(text) => {
                writer.write_str(&serde_json::to_string(text).map_err(|_| fmt::Error)?)?;
            }
            Value::Number(number) => write!(writer, "{number}")?,
            Value::Flag(flag) => write!(writer, "{flag}")?,
        }
        is_first = false;
    }
    Ok(())
}

/// Writes the fields that an event does not have already, as tracing-subscriber does.
fn write_text(writer: &mut Writer<'_>, error: &Error, finder: &Finder) -> fmt::Result {
    for (name, value) in fields(error) {
        match value.filter(|_| !finder.names.contains(&name)) {
            None => {}
            Some(Value::Text(text)) => write!(writer, " {name}={text:?}")?,
            Some(Value::Number(number)) => write!(writer, " {name}={number}")?,
            Some(Value::Flag(flag)) => write!(writer, " {name}={flag}")?,
        }
    }
    Ok(())
}

/// Returns whether the catalogue or an installed overlay has the code.
fn is_known(error: &Error) -> bool {
    error.code().is_some_and(advice::is_known)
}

/// Returns whether a text says what to do, as reports do.
fn has_solution(text: &str) -> bool {
    let mut labels = text.match_indices("solution:").map(|(start, _)| &text[..start]);
    text.contains("解决方法：")
        || labels.any(|before| {
            let is_word = before.ends_with([' ', '\n', '(']) || before.ends_with("\\n");
            let sentence = before.trim_end();
            // A label begins a line or follows a sentence or a separator.
            let is_label = !sentence.ends_with(char::is_alphanumeric)
                || sentence.ends_with("\\n")
                || before[sentence.len()..].contains('\n');
            before.is_empty() || is_word && is_label
        })
}

/// Looks whether an event may have one of our errors, at little cost, since most have none.
#[derive(Default)]
struct Probe {
    is_candidate: bool,
    reads_texts: bool,
    text: String,
}

impl Probe {
    fn of_types() -> Self {
        Self::default()
    }

    fn of_types_and_texts() -> Self {
        Self { reads_texts: true, ..Self::default() }
    }

    fn finds(mut self, event: &Event<'_>) -> bool {
        event.record(&mut self);
        self.is_candidate
    }
}

impl Visit for Probe {
    fn record_error(&mut self, field: &Field, error: &(dyn StdError + 'static)) {
        self.is_candidate |= may_be_ours(error);
        self.record_debug(field, &format_args!("{error}"));
    }

    fn record_str(&mut self, _: &Field, text: &str) {
        self.is_candidate |= self.reads_texts && may_have_code(text);
    }

    fn record_debug(&mut self, _: &Field, value: &dyn Debug) {
        if self.reads_texts && !self.is_candidate {
            self.text.clear();
            self.text.reserve(TYPICAL_LENGTH);
            // A value that cannot be shown is cut off.
            let _ = fmt::write(&mut self.text, format_args!("{value:?}"));
            self.is_candidate = may_have_code(&self.text);
        }
    }

    // Numbers and booleans have no text.
    fn record_f64(&mut self, _: &Field, _: f64) {}

    fn record_i64(&mut self, _: &Field, _: i64) {}

    fn record_u64(&mut self, _: &Field, _: u64) {}

    fn record_i128(&mut self, _: &Field, _: i128) {}

    fn record_u128(&mut self, _: &Field, _: u128) {}

    fn record_bool(&mut self, _: &Field, _: bool) {}
}

/// Looks for an error in the fields of an event.
#[derive(Default)]
struct Finder {
    by_type: Option<Error>,
    by_text: Option<Error>,
    /// Whether a field or a text of the event is a solution already.
    has_solution: bool,
    names: Vec<&'static str>,
}

/// How much of a text is read.
const LENGTH_LIMIT: usize = 8 * 1024;

impl Finder {
    /// Returns the error whose solution is missing in the event. One without a known code gives way
    /// to another error of the event.
    fn search(event: &Event<'_>, is_candidate: bool) -> Option<(Error, Self)> {
        if !is_candidate {
            return None;
        }
        let mut finder = Self::default();
        event.record(&mut finder);
        let known = finder.by_type.take_if(|error| is_known(error));
        let error = known.or(finder.by_text.take()).or(finder.by_type.take())?;
        (!finder.has_solution).then_some((error, finder))
    }

    fn visit_name(&mut self, field: &Field) {
        self.has_solution |= matches!(field.name(), "solution" | "error.solution");
        self.names.push(field.name());
    }

    fn visit_text(&mut self, field: &Field, text: &str) {
        self.visit_name(field);
        self.has_solution |= has_solution(text);
        if self.by_text.is_none() {
            self.by_text = error_in_text(start_of(text, LENGTH_LIMIT)).filter(is_known);
        }
    }
}

impl Visit for Finder {
    fn record_error(&mut self, field: &Field, error: &(dyn StdError + 'static)) {
        self.visit_name(field);
        if !self.by_type.as_ref().is_some_and(is_known) {
            self.by_type = error_in_chain(error).or(self.by_type.take());
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
