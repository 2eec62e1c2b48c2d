use super::{Error, chain::chain, display::ServerText, failure::Failure};
use crate::{ErrorCode, Lang, Operation, Retry, escape::Escaped, vocabulary::in_language};
use alloc::string::String;
use core::{error::Error as StdError, fmt};

/// Shows an [`Error`] to a person: `{}` on one line of a log, `{:#}` in full.
///
/// The report says what happened and why, what to do, whether to retry, and where to look the
/// request up. It is in the words of an installed overlay, else in the catalogue's. Line breaks and
/// other control characters in a server's text are escaped, so that no message can forge a line or
/// move a cursor. On one line, ` | ` separates the fields, and a `|` within a field is written
/// `\u{7c}`.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Error, Module, SdkErrorCode};
///
/// let error = Error::new(SdkErrorCode::HealthCheckFailed)
///     .with_message("no response in 5 s")
///     .with_module(Module::Core);
/// assert_eq!(
///     error.report().to_string(),
///     "9003 ERR_HEALTH_CHECK_FAILED: no response in 5 s | solution: Check the health check function \
///      of the instance and its runtime log for the cause. | retry: never"
/// );
/// assert_eq!(
///     format!("{:#}", error.report()),
///     "9003 ERR_HEALTH_CHECK_FAILED: no response in 5 s
///   meaning:   The health check of the instance failed.
///   solution:  Check the health check function of the instance and its runtime log for the cause.
///   retry:     never: do not retry until something else has changed
///   module:    10 core
///   more:      yrerr 9003"
/// );
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    error: &'a Error,
    operation: Option<Operation>,
    lang: Lang,
}

impl<'a> Report<'a> {
    pub(super) fn new(error: &'a Error) -> Self {
        Self { error, operation: None, lang: Lang::En }
    }

    /// Sets the operation that failed: the report says whether to retry that one.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Operation};
    ///
    /// let exited = Error::new(1007);
    /// let report = exited.report().for_operation(Operation::InvokeStateful);
    /// assert!(report.to_string().ends_with(" | retry: never"));
    /// ```
    #[inline]
    #[must_use]
    pub fn for_operation(self, operation: Operation) -> Self {
        Self { operation: Some(operation), ..self }
    }

    /// Sets the language of the labels and of the catalogue's texts. Without the feature `zh` they
    /// are English.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Lang};
    ///
    /// println!("{:#}", Error::new(1002).report().in_language(Lang::Zh));
    /// ```
    #[inline]
    #[must_use]
    pub fn in_language(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    fn write_line(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (error, lang) = (self.error, self.lang);
        let mut line = Line { f, lang };
        line.value(Headline(&error.0, lang))?;
        for cause in causes(error) {
            line.field(Label::CausedBy, Cause(cause))?;
        }
        for meaning in error.0.other_meanings_in(lang) {
            line.field(Label::MayAlsoBe, meaning)?;
        }
        line.field(Label::Solution, Escaped(error.0.solution_in(lang)))?;
        if let Some(hint) = error.0.hint_in(lang) {
            line.field(Label::Hint, hint)?;
        }
        line.field(Label::Retry, self.retry().word_in(lang))?;
        if let Some(runbook) = error.runbook() {
            line.field(Label::Runbook, Escaped(runbook))?;
        }
        match error.trace_id() {
            Some(trace_id) => line.field(Label::TraceId, ServerText(trace_id)),
            None => Ok(()),
        }
    }

    fn write_full(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (error, lang) = (self.error, self.lang);
        error.0.write_headline(f, lang)?;
        let mut lines = Lines { f, lang };
        for cause in causes(error) {
            lines.field(Label::CausedBy, Cause(cause))?;
        }
        if let Some(prefix) = error.prefix() {
            lines.field(Label::Context, ServerText(prefix))?;
        }
        if error.server_message().is_some_and(|message| !message.is_empty()) {
            lines.field(Label::Meaning, Escaped(error.0.meaning_in(lang)))?;
        }
        for meaning in error.0.other_meanings_in(lang) {
            lines.field(Label::OrElse, meaning)?;
        }
        lines.field(Label::Solution, Escaped(error.0.solution_in(lang)))?;
        if let Some(hint) = error.0.hint_in(lang) {
            lines.field(Label::Hint, hint)?;
        }
        if let Some(runbook) = error.runbook() {
            lines.field(Label::Runbook, Escaped(runbook))?;
        }
        let (class, colon) = (self.retry().word_in(lang), colon(lang));
        let advice = error.0.retry_advice(self.operation, lang);
        lines.field(Label::Retry, format_args!("{class}{colon}{advice}"))?;
        if let Some(module) = error.module() {
            lines.field(Label::Module, format_args!("{} {module}", module.code()))?;
        }
        if let Some(status) = error.http_status() {
            lines.field(Label::HttpStatus, status)?;
        }
        if let Some(trace_id) = error.trace_id() {
            lines.field(Label::TraceId, ServerText(trace_id))?;
        }
        let Some(code) = error.code() else { return Ok(()) };
        let number = code.code();
        // A number alone is explained by its likeliest meaning.
        match code.table().filter(|_| code != ErrorCode::from_code(number)) {
            Some(table) => lines.field(Label::More, format_args!("yrerr {table}:{number}")),
            None => lines.field(Label::More, format_args!("yrerr {number}")),
        }
    }

    fn retry(&self) -> Retry {
        self.error.0.retry(self.operation)
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { self.write_full(f) } else { self.write_line(f) }
    }
}

/// The first line: code, name and message.
struct Headline<'a>(&'a Failure, Lang);

impl fmt::Display for Headline<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write_headline(f, self.1)
    }
}

/// Returns the source and its causes, and the cause that was read from the message beside it.
fn causes(error: &Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    let source = error.0.source.as_ref().and(error.source());
    let cause = error.0.cause.as_ref().map(|cause| -> &(dyn StdError + 'static) { cause });
    source.into_iter().chain(cause).flat_map(chain)
}

/// The text of a cause, which anybody may have written.
struct Cause<'a>(&'a (dyn StdError + 'static));

impl fmt::Display for Cause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = written(self.0);
        // Our own errors are short already, and say how much is left out.
        if self.0.is::<Error>() { Escaped(&text).fmt(f) } else { ServerText(&text).fmt(f) }
    }
}

/// Writes fields on one line, with bars between them.
struct Line<'a, 'b> {
    f: &'a mut fmt::Formatter<'b>,
    lang: Lang,
}

impl Line<'_, '_> {
    fn field(&mut self, label: Label, value: impl fmt::Display) -> fmt::Result {
        write!(self.f, " | {}{}", label.text_in(self.lang), colon(self.lang))?;
        self.value(value)
    }

    /// Writes a value without bars, so that it cannot forge a field.
    fn value(&mut self, value: impl fmt::Display) -> fmt::Result {
        fmt::Write::write_fmt(self, format_args!("{value}"))
    }
}

impl fmt::Write for Line<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for (index, part) in text.split('|').enumerate() {
            if index > 0 {
                self.f.write_str("\\u{7c}")?;
            }
            self.f.write_str(part)?;
        }
        Ok(())
    }
}

/// Writes a line for each field, with the values in one column.
struct Lines<'a, 'b> {
    f: &'a mut fmt::Formatter<'b>,
    lang: Lang,
}

impl Lines<'_, '_> {
    fn field(&mut self, label: Label, value: impl fmt::Display) -> fmt::Result {
        let (label, colon) = (label.text_in(self.lang), colon(self.lang));
        let column = in_language!(self.lang, 11, 13);
        let padding = usize::saturating_sub(column, width(label) + width(colon));
        write!(self.f, "\n  {label}{colon}{:padding$}{value}", "")
    }
}

/// Returns how many columns of a terminal a label has. One that is not ASCII is Chinese.
fn width(label: &str) -> usize {
    label.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

fn colon(lang: Lang) -> &'static str {
    in_language!(lang, ": ", "：")
}

/// The labels of the fields.
#[derive(Clone, Copy)]
enum Label {
    CausedBy,
    Context,
    Meaning,
    MayAlsoBe,
    OrElse,
    Solution,
    Hint,
    Runbook,
    Retry,
    Module,
    HttpStatus,
    TraceId,
    More,
}

impl Label {
    fn text_in(self, lang: Lang) -> &'static str {
        let texts = match self {
            Self::CausedBy => ("caused by", "原因"),
            Self::Context => ("context", "上下文"),
            Self::Meaning => ("meaning", "含义"),
            Self::MayAlsoBe => ("may also be", "也可能是"),
            Self::OrElse => ("or else", "也可能是"),
            Self::Solution => ("solution", "解决方法"),
            Self::Hint => ("hint", "提示"),
            Self::Runbook => ("runbook", "运维手册"),
            Self::Retry => ("retry", "重试"),
            Self::Module => ("module", "模块"),
            Self::HttpStatus => ("http", "HTTP 状态码"),
            Self::TraceId => ("trace id", "Trace ID"),
            Self::More => ("more", "更多信息"),
        };
        in_language!(lang, texts.0, texts.1)
    }
}

/// Returns what another crate's `Display` writes, up to the point where it fails: `to_string` would
/// panic there.
pub(crate) fn written(value: impl fmt::Display) -> String {
    let mut text = String::new();
    let _ = fmt::Write::write_fmt(&mut text, format_args!("{value}"));
    text
}
