//! Finds our codes and errors under the errors of other crates.

use crate::{
    DataSystemErrorCode, ErrorCode, FunctionSystemErrorCode, RestErrorCode, SdkErrorCode,
    table::for_each_table,
};
use core::{error::Error as StdError, iter};

/// How many errors of a chain are looked at, so that a chain that is a circle ends.
const LIMIT: usize = 65;

impl ErrorCode {
    /// Returns the code of an error, or of the first of its causes that has one.
    ///
    /// A code or an [`Error`](crate::Error) is recognized by its type, under `Box<dyn Error>`,
    /// anyhow, eyre and any other wrapper, and with the feature `std` also inside an `io::Error`.
    /// An error whose type is hidden, for example by thiserror's `#[error(transparent)]`, is
    /// recognized by its text where that begins with number and name, as our `Display` writes them.
    /// An `Error` without a code is passed over.
    ///
    /// If none of the errors is one of these, and the feature `error` is on, their texts are read.
    /// Other programs have codes, too, so a text counts only where the code is surely
    /// openYuanrong's: it names the constant (`ERR_…`), it gives a module beside the code, or it
    /// gives a message beside a known code and names no other program's code. `code: 1005` alone
    /// does not count. Reading a text allocates.
    ///
    /// At most 64 causes are looked at.
    ///
    /// # Examples
    /// ```
    /// use std::io;
    /// use yuanrong_errors::{ErrorCode, SdkErrorCode};
    ///
    /// let error: Box<dyn std::error::Error> = Box::new(SdkErrorCode::ResourceNotEnough);
    /// assert_eq!(ErrorCode::in_chain(&*error), Some(SdkErrorCode::ResourceNotEnough.into()));
    ///
    /// # #[cfg(feature = "std")] {
    /// let error = io::Error::other(SdkErrorCode::InstanceExited);
    /// assert_eq!(ErrorCode::in_chain(&error), Some(SdkErrorCode::InstanceExited.into()));
    /// # }
    /// ```
    #[must_use]
    pub fn in_chain(error: &(dyn StdError + 'static)) -> Option<Self> {
        find(error).map(|(code, _)| code)
    }
}

/// Finds a code in a chain, and the error that has it.
fn find<'a>(
    error: &'a (dyn StdError + 'static),
) -> Option<(ErrorCode, &'a (dyn StdError + 'static))> {
    chain(error)
        .find_map(|error| Some((by_type(error).or_else(|| by_display(error))?, error)))
        .or_else(|| chain(error).find_map(|error| Some((by_text(error)?, error))))
}

#[cfg(feature = "error")]
impl crate::Error {
    /// Returns the first [`Error`](crate::Error) among an error and its causes.
    ///
    /// It is recognized by its type, under `Box<dyn Error>`, anyhow, eyre and any other wrapper
    /// that has it as its source, inside an `Arc`, and with the feature `std` inside an
    /// `io::Error`. At most 64 causes are looked at.
    ///
    /// # Examples
    /// ```
    /// # #[cfg(feature = "std")] {
    /// use std::io;
    /// use yuanrong_errors::Error;
    ///
    /// let error = io::Error::other(Error::new(1002).with_message("no node has 64 CPUs"));
    /// let found = Error::in_chain(&error).expect("one of ours");
    /// assert_eq!(found.message(), "no node has 64 CPUs");
    /// # }
    /// ```
    #[must_use]
    pub fn in_chain<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a Self> {
        chain(error).find_map(|error| error.downcast_ref())
    }
}

/// Returns the error that has the code of [`ErrorCode::in_chain`], else the first without a code.
#[cfg(feature = "tracing-subscriber")]
pub(crate) fn error_in_chain(error: &(dyn StdError + 'static)) -> Option<crate::Error> {
    let Some((code, error)) = find(error) else {
        return crate::Error::in_chain(error).cloned();
    };
    Some(error.downcast_ref().cloned().unwrap_or_else(|| match by_type(error) {
        Some(code) => code.into(),
        None => error_in_text(&super::report::written(error)).unwrap_or_else(|| code.into()),
    }))
}

/// Returns whether an error can have a code of ours, as far as that can be seen without its text.
#[cfg(feature = "tracing-subscriber")]
pub(crate) fn may_be_ours(error: &(dyn StdError + 'static)) -> bool {
    // The texts of causes are not in every line of a log.
    error.source().is_some()
        || chain(error).any(|error| error.is::<crate::Error>() || by_type(error).is_some())
}

/// Returns the error that a text of anybody reports, where its code is surely ours.
#[cfg(feature = "error")]
pub(crate) fn error_in_text(text: &str) -> Option<crate::Error> {
    let code = crate::read::exception::certain_code(text)?;
    // Outside of any form, only a constant is surely ours.
    let is_constant = |name: &str| name.starts_with("ERR_") || name.starts_with("K_");
    let is_named = |entry: crate::Entry| {
        let mut names = entry.upstream_names().iter();
        names.any(|name| is_constant(name) && text.contains(name))
    };
    crate::Error::from_text(text)
        .filter(|error| error.is(code))
        .or_else(|| code.entry().is_some_and(is_named).then(|| code.into()))
}

/// Iterates over an error and its causes, the outermost first.
pub(super) fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    iter::successors(Some(error), |&error| error.source()).take(LIMIT).map(unwrapped)
}

/// Takes an error out of the wrappers whose `source` is not that error, but the error's own source.
fn unwrapped<'a>(mut error: &'a (dyn StdError + 'static)) -> &'a (dyn StdError + 'static) {
    while let Some(inner) = in_io_error(error).or_else(|| in_pointer(error)) {
        error = inner;
    }
    error
}

#[cfg(feature = "std")]
fn in_io_error<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    let inner = error.downcast_ref::<std::io::Error>()?.get_ref()?;
    Some(inner)
}

#[cfg(not(feature = "std"))]
fn in_io_error<'a>(_: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    None
}

#[cfg(feature = "error")]
fn in_pointer<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    use alloc::{boxed::Box, sync::Arc};

    if let Some(shared) = error.downcast_ref::<Arc<dyn StdError + Send + Sync>>() {
        return Some(&**shared);
    }
    if let Some(shared) = error.downcast_ref::<Arc<crate::Error>>() {
        return Some(&**shared);
    }
    let boxed = error.downcast_ref::<Box<crate::Error>>()?;
    Some(&**boxed)
}

#[cfg(not(feature = "error"))]
fn in_pointer<'a>(_: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    None
}

fn by_type(error: &(dyn StdError + 'static)) -> Option<ErrorCode> {
    #[cfg(feature = "error")]
    if let Some(error) = error.downcast_ref::<crate::Error>() {
        return error.code();
    }
    macro_rules! typed {
        ($($Table:ident, $Enum:ident, $table:ident;)*) => {
            $(
                if let Some(code) = error.downcast_ref::<$Enum>() {
                    return Some((*code).into());
                }
            )*
        };
    }
    for_each_table!(typed);
    error.downcast_ref().copied()
}

/// Returns the code of an error whose text begins with number and name, as our `Display` writes.
#[cfg(feature = "error")]
fn by_display(error: &(dyn StdError + 'static)) -> Option<ErrorCode> {
    use crate::read::exception::displayed_code;
    use core::fmt::Write;

    /// The start of a text: longer than any number and name.
    struct Start {
        bytes: [u8; 96],
        length: usize,
    }

    impl Write for Start {
        fn write_str(&mut self, text: &str) -> core::fmt::Result {
            let free = &mut self.bytes[self.length..];
            let length = free.len().min(text.len());
            free[..length].copy_from_slice(&text.as_bytes()[..length]);
            self.length += length;
            // An error ends the writing where the buffer is full.
            if length < text.len() { Err(core::fmt::Error) } else { Ok(()) }
        }
    }

    let mut start = Start { bytes: [0; 96], length: 0 };
    let _ = write!(start, "{error}");
    let text = start.bytes[..start.length].utf8_chunks().next()?.valid();
    let (number, name) = text.split_once(": ")?.0.split_once(' ')?;
    displayed_code(number, name)
}

#[cfg(not(feature = "error"))]
fn by_display(_: &(dyn StdError + 'static)) -> Option<ErrorCode> {
    None
}

#[cfg(feature = "error")]
fn by_text(error: &(dyn StdError + 'static)) -> Option<ErrorCode> {
    error_in_text(&super::report::written(error))?.code()
}

#[cfg(not(feature = "error"))]
fn by_text(_: &(dyn StdError + 'static)) -> Option<ErrorCode> {
    None
}
