use crate::{Error, escape::Escaped};
use core::fmt::Display;
use miette::{Diagnostic, Severity};
use std::{boxed::Box, format};

/// Shows name and number as the code, and as help the solution, the hint and the retry advice. The
/// URL is the runbook of an installed overlay, if it has one.
///
/// # Examples
/// ```
/// use miette::Diagnostic;
/// use yuanrong_errors::Error;
///
/// let error = Error::new(1007);
/// let code = Diagnostic::code(&error).unwrap().to_string();
/// assert_eq!(code, "ERR_INSTANCE_EXITED(1007)");
/// println!("{}", error.help().unwrap());
/// ```
impl Diagnostic for Error {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(match (self.code(), self.name()) {
            (Some(code), Some(name)) => Box::new(format!("{name}({})", code.code())),
            (Some(code), None) => Box::new(code.code()),
            (None, _) => Box::new(Escaped(self.raw_code()?)),
        })
    }

    fn severity(&self) -> Option<Severity> {
        Some(Severity::Error)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        let hint = self.hint().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
        let (solution, retry) = (self.solution(), self.retry());
        Some(Box::new(format!("{solution}{hint}\nretry: {retry}: {}", retry.advice())))
    }

    fn url<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        let runbook = self.runbook()?;
        Some(Box::new(runbook))
    }
}
