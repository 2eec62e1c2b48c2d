//! How is a failed call shown to a person?
//!
//! On one line of a log, or in full: what happened and why, what to do, whether to repeat the call,
//! and where to look the request up. Text that came from elsewhere is shown with line breaks and
//! other control characters escaped, so that no message can forge a line or move a cursor.

use crate::{Entry, Error, Lang, advice, escape::Escaped};
use alloc::string::String;
use core::{error::Error as StdError, fmt, iter};

/// Shows an [`Error`]: `{}` on one line, `{:#}` in full.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Error, Module, SdkErrorCode};
///
/// let error = Error::new(SdkErrorCode::InvokeRateLimited)
///     .with_message("function demo: 100 calls a second")
///     .with_module(Module::RuntimeInvoke);
/// assert_eq!(
///     error.report().to_string(),
///     "1005 ERR_INVOKE_RATE_LIMITED: function demo: 100 calls a second | \
///      solution: Retry after a certain interval. | retry: throttled"
/// );
/// assert_eq!(
///     format!("{:#}", error.report()),
///     "1005 ERR_INVOKE_RATE_LIMITED: function demo: 100 calls a second
///   meaning:   Request limit reached.
///   solution:  Retry after a certain interval.
///   retry:     throttled: wait longer, then repeat
///   module:    22 runtime invoke
///   more:      yrerr 1005"
/// );
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    error: &'a Error,
    lang: Lang,
}

impl Error {
    /// Shows the error to a person: `{}` on one line, `{:#}` in full, with its causes.
    ///
    /// # Examples
    /// ```
    /// let error = yuanrong_errors::Error::new(1002).with_source("node 3 is full");
    /// println!("{}", error.report());
    /// eprintln!("{:#}", error.report());
    /// ```
    #[inline]
    #[must_use]
    pub fn report(&self) -> Report<'_> {
        Report { error: self, lang: Lang::En }
    }
}

impl Report<'_> {
    /// With the catalogue's texts in this language; English where the feature `zh` is off.
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

    fn on_one_line(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (error, code) = (self.error, self.error.code());
        self.headline(f)?;
        for cause in causes(error) {
            write!(f, " | caused by: {}", Escaped(&written(cause)))?;
        }
        for meaning in code.entry().map_or(&[][..], |entry| entry.also_in(self.lang)) {
            write!(f, " | may also be: {meaning}")?;
        }
        let solution = advice::solution_of(error, self.lang);
        write!(f, " | solution: {} | retry: {}", Escaped(solution), code.retry())?;
        if let Some(runbook) = advice::runbook(code) {
            write!(f, " | runbook: {}", Escaped(runbook))?;
        }
        match error.trace_id() {
            Some(trace_id) => write!(f, " | trace id: {}", Escaped(trace_id)),
            None => Ok(()),
        }
    }

    fn in_full(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (error, code) = (self.error, self.error.code());
        self.headline(f)?;
        for cause in causes(error) {
            line(f, "caused by", Escaped(&written(cause)))?;
        }
        if let Some(prefix) = error.prefix() {
            line(f, "context", Escaped(prefix))?;
        }
        if message(error).is_some() {
            line(f, "meaning", Escaped(advice::name_and_description(error, self.lang).1))?;
        }
        let also = code.entry().map_or(&[][..], |entry: &Entry| entry.also_in(self.lang));
        for meaning in also {
            line(f, "or else", meaning)?;
        }
        line(f, "solution", Escaped(advice::solution_of(error, self.lang)))?;
        if let Some(runbook) = advice::runbook(code) {
            line(f, "runbook", Escaped(runbook))?;
        }
        let retry = code.retry();
        line(f, "retry", format_args!("{retry}: {}", retry.advice_in(self.lang)))?;
        if let Some(module) = error.module() {
            line(f, "module", format_args!("{} {module}", module.code()))?;
        }
        if let Some(status) = error.http_status() {
            line(f, "http", status)?;
        }
        if let Some(trace_id) = error.trace_id() {
            line(f, "trace id", Escaped(trace_id))?;
        }
        if code.code() != 0 {
            line(f, "more", format_args!("yrerr {}", code.code()))
        } else {
            Ok(())
        }
    }

    fn headline(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.error.code();
        let (name, description) = advice::name_and_description(self.error, self.lang);
        match self.error.raw_code() {
            Some(raw_code) => write!(f, "{}", Escaped(raw_code))?,
            None => write!(f, "{}", code.code())?,
        }
        let message = message(self.error).unwrap_or(description);
        write!(f, " {}: {}", Escaped(name), Escaped(message))
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { self.in_full(f) } else { self.on_one_line(f) }
    }
}

/// What the server said, if it said anything.
fn message(error: &Error) -> Option<&str> {
    error.server_message().filter(|message| !message.is_empty())
}

fn causes(error: &Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    iter::successors(error.source(), |&cause| cause.source())
}

fn line(f: &mut fmt::Formatter<'_>, label: &str, text: impl fmt::Display) -> fmt::Result {
    // The labels are ASCII, the longest has nine letters.
    let blanks = 10_usize.saturating_sub(label.len());
    write!(f, "\n  {label}:{:blanks$}{text}", "")
}

/// What a foreign `Display` writes, up to where it fails: `to_string` would panic.
pub(crate) fn written(value: impl fmt::Display) -> String {
    let mut text = String::new();
    let _ = fmt::Write::write_fmt(&mut text, format_args!("{value}"));
    text
}
