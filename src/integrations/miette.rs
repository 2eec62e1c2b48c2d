use crate::Error;
use core::fmt::Display;
use miette::{Diagnostic, Severity};
use std::{boxed::Box, format};

/// The code, and as help the solution and the retry advice. The address is the runbook of an
/// overlay, if there is one.
///
/// # Examples
/// ```
/// use miette::Diagnostic;
/// use yuanrong_errors::Error;
///
/// let error = Error::new(1005);
/// assert_eq!(error.code().to_string(), "1005 ERR_INVOKE_RATE_LIMITED: Request limit reached.");
/// let help = Diagnostic::help(&error).unwrap().to_string();
/// assert_eq!(help, "Retry after a certain interval.\nretry: throttled: wait longer, then repeat");
/// ```
impl Diagnostic for Error {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(format!("{}({})", self.report().name(), self.code().code())))
    }

    fn severity(&self) -> Option<Severity> {
        Some(Severity::Error)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        let solution = self.report().solution();
        let retry = self.retry();
        Some(Box::new(format!("{solution}\nretry: {retry}: {}", retry.advice())))
    }

    fn url<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        let runbook = self.report().runbook()?;
        Some(Box::new(runbook))
    }
}
