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
/// else by its text in any field.
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
        let Some(code) = finder.by_type.or(finder.by_text) else {
            return self.format.format_event(context, writer, event);
        };
        let (solution, retry) = (advice::solution(code, Lang::En), code.retry());
        let mut line = String::new();
        self.format.format_event(context, Writer::new(&mut line), event)?;
        let (text, line_break) =
            line.split_at_checked(line.trim_end().len()).unwrap_or((&line, ""));
        if let Some(object) = text.strip_suffix('}').filter(|_| text.starts_with('{')) {
            let comma = if object.ends_with('{') { "" } else { "," };
            write!(writer, "{object}{comma}\"solution\":")?;
            write_json(&mut writer, solution)?;
            write!(writer, ",\"retry\":\"{retry}\"}}{line_break}")
        } else if writer.has_ansi_escapes() {
            // The buffer has no colours. On a terminal the solution has a line of its own.
            self.format.format_event(context, writer.by_ref(), event)?;
            writeln!(writer, "    solution: {solution} retry: {retry}")
        } else {
            write!(writer, "{text} solution: {solution} retry: {retry}{line_break}")
        }
    }
}

/// The texts of the catalogue and of overlays hold nothing but what these escapes cover.
fn write_json(writer: &mut Writer<'_>, text: &str) -> fmt::Result {
    writer.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' | '\\' => write!(writer, "\\{character}")?,
            control if control < ' ' => write!(writer, "\\u{:04x}", u32::from(control))?,
            plain => writer.write_char(plain)?,
        }
    }
    writer.write_char('"')
}

/// Looks for a code in the fields of an event.
#[derive(Default)]
struct Finder {
    by_type: Option<ErrorCode>,
    by_text: Option<ErrorCode>,
}

impl Finder {
    fn read(&mut self, text: &str) {
        if self.by_text.is_none() {
            let error = Error::from_text(text).filter(|error| error.code().is_known());
            self.by_text = error.map(|error| error.code());
        }
    }
}

impl Visit for Finder {
    fn record_error(&mut self, _: &Field, error: &(dyn StdError + 'static)) {
        self.by_type = self.by_type.or_else(|| ErrorCode::in_chain(error));
    }

    fn record_str(&mut self, _: &Field, text: &str) {
        self.read(text);
    }

    fn record_debug(&mut self, _: &Field, value: &dyn Debug) {
        self.read(&format!("{value:?}"));
    }

    // Numbers and truth values are no texts.
    fn record_f64(&mut self, _: &Field, _: f64) {}
    fn record_i64(&mut self, _: &Field, _: i64) {}
    fn record_u64(&mut self, _: &Field, _: u64) {}
    fn record_i128(&mut self, _: &Field, _: i128) {}
    fn record_u128(&mut self, _: &Field, _: u128) {}
    fn record_bool(&mut self, _: &Field, _: bool) {}
}
