use super::{Error, chain::chain};
use crate::{Lang, escape::Escaped};
use alloc::string::String;
use core::{error::Error as StdError, fmt};

/// Shows an [`Error`] to a person: `{}` on one line of a log, `{:#}` in full.
///
/// The report says what happened and why, what to do, whether to retry, and where to look the
/// request up. It is in the words of an installed overlay, else in the catalogue's. Line breaks and
/// other control characters in a server's text are escaped, so that no message can forge a line or
/// move a cursor.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Error, Module, SdkErrorCode};
///
/// let error = Error::new(SdkErrorCode::ResourceNotEnough)
///     .with_message("no node has 64 CPUs")
///     .with_module(Module::RuntimeCreate);
/// assert_eq!(
///     error.report().to_string(),
///     "1002 ERR_RESOURCE_NOT_ENOUGH: no node has 64 CPUs | solution: Check whether the requested \
///      resources exceed the resources managed by the kernel. | retry: backoff"
/// );
/// assert_eq!(
///     format!("{:#}", error.report()),
///     "1002 ERR_RESOURCE_NOT_ENOUGH: no node has 64 CPUs
///   meaning:   Insufficient resources.
///   solution:  Check whether the requested resources exceed the resources managed by the kernel.
///   retry:     backoff: wait, then retry
///   module:    21 runtime create
///   more:      yrerr 1002"
/// );
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    error: &'a Error,
    lang: Lang,
}

impl<'a> Report<'a> {
    pub(super) fn new(error: &'a Error) -> Self {
        Self { error, lang: Lang::En }
    }

    /// Sets the language of the catalogue's texts. Without the feature `zh` they are English.
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
        error.0.write_headline(f, lang)?;
        for cause in causes(error) {
            write!(f, " | caused by: {}", Escaped(&written(cause)))?;
        }
        for meaning in error.0.other_meanings_in(lang) {
            write!(f, " | may also be: {meaning}")?;
        }
        write!(f, " | solution: {}", Escaped(error.0.solution_in(lang)))?;
        if let Some(hint) = error.0.hint_in(lang) {
            write!(f, " | hint: {hint}")?;
        }
        write!(f, " | retry: {}", error.retry())?;
        if let Some(runbook) = error.runbook() {
            write!(f, " | runbook: {}", Escaped(runbook))?;
        }
        match error.trace_id() {
            Some(trace_id) => write!(f, " | trace id: {}", Escaped(trace_id)),
            None => Ok(()),
        }
    }

    fn write_full(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (error, lang) = (self.error, self.lang);
        error.0.write_headline(f, lang)?;
        for cause in causes(error) {
            field(f, "caused by", Escaped(&written(cause)))?;
        }
        if let Some(prefix) = error.prefix() {
            field(f, "context", Escaped(prefix))?;
        }
        if error.server_message().is_some_and(|message| !message.is_empty()) {
            field(f, "meaning", Escaped(error.0.meaning_in(lang)))?;
        }
        for meaning in error.0.other_meanings_in(lang) {
            field(f, "or else", meaning)?;
        }
        field(f, "solution", Escaped(error.0.solution_in(lang)))?;
        if let Some(hint) = error.0.hint_in(lang) {
            field(f, "hint", hint)?;
        }
        if let Some(runbook) = error.runbook() {
            field(f, "runbook", Escaped(runbook))?;
        }
        let retry = error.retry();
        field(f, "retry", format_args!("{retry}: {}", retry.advice_in(lang)))?;
        if let Some(module) = error.module() {
            field(f, "module", format_args!("{} {module}", module.code()))?;
        }
        if let Some(status) = error.http_status() {
            field(f, "http", status)?;
        }
        if let Some(trace_id) = error.trace_id() {
            field(f, "trace id", Escaped(trace_id))?;
        }
        match error.code() {
            Some(code) => field(f, "more", format_args!("yrerr {}", code.code())),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { self.write_full(f) } else { self.write_line(f) }
    }
}

fn causes(error: &Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    error.source().into_iter().flat_map(chain)
}

fn field(f: &mut fmt::Formatter<'_>, label: &str, value: impl fmt::Display) -> fmt::Result {
    // The labels are ASCII, and the longest has nine letters.
    let padding = 10_usize.saturating_sub(label.len());
    write!(f, "\n  {label}:{:padding$}{value}", "")
}

/// Returns what another crate's `Display` writes, up to the point where it fails: `to_string` would
/// panic there.
pub(crate) fn written(value: impl fmt::Display) -> String {
    let mut text = String::new();
    let _ = fmt::Write::write_fmt(&mut text, format_args!("{value}"));
    text
}
