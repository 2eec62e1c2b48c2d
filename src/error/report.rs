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

impl<'a> Report<'a> {
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

    /// The name of the code: the catalogue's, or that of an overlay for a code that is newer than
    /// the crate. With this and the readers below, a program shows an error in a form of its own,
    /// and what an overlay says of it.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(yuanrong_errors::Error::new(1002).report().name(), "ERR_RESOURCE_NOT_ENOUGH");
    /// ```
    #[must_use]
    pub fn name(&self) -> &'static str {
        advice::name(self.error.code())
    }

    /// What happened, in a sentence of the catalogue's, or of an overlay's for a code that is newer
    /// than the crate.
    ///
    /// # Examples
    /// ```
    /// let error = yuanrong_errors::Error::new(1002).with_message("no node has 64 CPUs");
    /// assert_eq!(error.report().description(), "Insufficient resources.");
    /// ```
    #[must_use]
    pub fn description(&self) -> &'static str {
        let without_code = self.error.description_without_code(self.lang);
        without_code.unwrap_or_else(|| advice::description(self.error.code(), self.lang))
    }

    /// What the server said, or else the [`description`](Self::description).
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let error = Error::new(1002).with_message("no node has 64 CPUs");
    /// assert_eq!(error.report().message(), "no node has 64 CPUs");
    /// assert_eq!(Error::new(1002).report().message(), "Insufficient resources.");
    /// ```
    #[must_use]
    pub fn message(&self) -> &'a str {
        server_message(self.error).unwrap_or_else(|| self.description())
    }

    /// What to do: what an overlay says, or else the catalogue. [`Error::solution`] is always the
    /// catalogue's.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// # #[cfg(feature = "overlay")] {
    /// use yuanrong_errors::overlay::Overlay;
    ///
    /// let overlay = r#"{"codes": [{"table": "sdk", "code": 1002,
    ///     "solution": "Ask for a larger quota.", "runbook": "https://example.com/1002"}]}"#;
    /// Overlay::from_json(overlay).expect("an overlay").install().expect("the first one");
    /// let error = Error::new(1002);
    /// assert_eq!(error.report().solution(), "Ask for a larger quota.");
    /// assert_eq!(error.report().runbook(), Some("https://example.com/1002"));
    /// # }
    /// // Where there is no overlay, or it says nothing of the code:
    /// let error = Error::new(1005);
    /// assert_eq!(error.report().solution(), error.solution());
    /// ```
    #[must_use]
    pub fn solution(&self) -> &'static str {
        let without_code = self.error.solution_without_code(self.lang);
        without_code.unwrap_or_else(|| advice::solution(self.error.code(), self.lang))
    }

    /// The address of the instructions for the code, where an overlay has one.
    ///
    /// # Examples
    /// [`solution`](Self::solution) has one with an overlay. Without:
    ///
    /// ```
    /// assert_eq!(yuanrong_errors::Error::new(1005).report().runbook(), None);
    /// ```
    #[must_use]
    pub fn runbook(&self) -> Option<&'static str> {
        advice::runbook(self.error.code())
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
        write!(f, " | solution: {} | retry: {}", Escaped(self.solution()), code.retry())?;
        if let Some(runbook) = self.runbook() {
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
        if server_message(error).is_some() {
            line(f, "meaning", Escaped(self.description()))?;
        }
        let also = code.entry().map_or(&[][..], |entry: &Entry| entry.also_in(self.lang));
        for meaning in also {
            line(f, "or else", meaning)?;
        }
        line(f, "solution", Escaped(self.solution()))?;
        if let Some(runbook) = self.runbook() {
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
        match self.error.raw_code() {
            Some(raw_code) => write!(f, "{}", Escaped(raw_code))?,
            None => write!(f, "{}", code.code())?,
        }
        write!(f, " {}: {}", Escaped(self.name()), Escaped(self.message()))
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { self.in_full(f) } else { self.on_one_line(f) }
    }
}

/// What the server said, if it said anything.
fn server_message(error: &Error) -> Option<&str> {
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
