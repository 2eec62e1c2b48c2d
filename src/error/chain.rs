//! Codes under whatever errors are wrapped around them.

use crate::{ErrorCode, RestErrorCode, SdkErrorCode};
use core::{error::Error, iter};

impl ErrorCode {
    /// The code of an error, or of the first of its causes that has one.
    ///
    /// An error that is a code, or an [`Error`](crate::Error) with the feature `error`, is known by
    /// its type, under `Box<dyn Error>`, anyhow, eyre and any other wrapper; with the feature `std`
    /// also inside an `io::Error`. One whose type is hidden, as behind thiserror's
    /// `#[error(transparent)]` or in an `Arc`, is known by its text, which begins as our `Display`
    /// writes. An `Error` that no code came with counts only where no cause has one.
    ///
    /// Where no error of the chain is any of these, and the feature `error` is on, their texts are
    /// read as [`Error::from_text`](crate::Error::from_text) does, which allocates.
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
    #[inline]
    pub fn in_chain(error: &(dyn Error + 'static)) -> Option<Self> {
        let chain = || iter::successors(Some(error), |&error| error.source());
        let mut without = None;
        let told = chain().find_map(|error| match by_type(error) {
            Some((code, false)) => Some(code),
            Some((code, true)) => {
                without = without.or(Some(code));
                None
            }
            None => by_display(error),
        });
        told.or_else(|| chain().find_map(by_text)).or(without)
    }
}

/// The code of an error of one of our types, and whether it stands for a code that is missing.
#[inline]
fn by_type(error: &(dyn Error + 'static)) -> Option<(ErrorCode, bool)> {
    #[cfg(feature = "error")]
    if let Some(error) = error.downcast_ref::<crate::Error>() {
        return Some((error.code(), error.code().code() == 0 && error.raw_code().is_none()));
    }
    // What an `io::Error` holds is not among its causes.
    #[cfg(feature = "std")]
    if let Some(inner) = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        return by_type(inner);
    }
    let code = error
        .downcast_ref()
        .copied()
        .or_else(|| error.downcast_ref::<SdkErrorCode>().map(|code| (*code).into()))
        .or_else(|| error.downcast_ref::<RestErrorCode>().map(|code| (*code).into()))?;
    Some((code, code.code() == 0))
}

/// The code of an error that is shown as one of ours.
#[cfg(feature = "error")]
fn by_display(error: &(dyn Error + 'static)) -> Option<ErrorCode> {
    use core::fmt::Write;

    /// The start of a text: longer than any number and name.
    struct Start {
        bytes: [u8; 96],
        length: usize,
    }

    impl Write for Start {
        fn write_str(&mut self, text: &str) -> core::fmt::Result {
            let free = self.bytes.get_mut(self.length..).unwrap_or_default();
            let length = free.len().min(text.len());
            for (place, byte) in free.iter_mut().zip(text.bytes()) {
                *place = byte;
            }
            self.length += length;
            // Ends the writing when there is enough.
            if length < text.len() { Err(core::fmt::Error) } else { Ok(()) }
        }
    }

    let mut start = Start { bytes: [0; 96], length: 0 };
    let _ = write!(start, "{error}");
    let shown = start.bytes.get(..start.length)?.utf8_chunks().next()?;
    crate::text::code_displayed_first(shown.valid())
}

#[cfg(not(feature = "error"))]
fn by_display(_: &(dyn Error + 'static)) -> Option<ErrorCode> {
    None
}

#[cfg(feature = "error")]
fn by_text(error: &(dyn Error + 'static)) -> Option<ErrorCode> {
    let error = crate::Error::from_text(&crate::report::written(error))?;
    (error.code().code() != 0).then_some(error.code())
}

#[cfg(not(feature = "error"))]
fn by_text(_: &(dyn Error + 'static)) -> Option<ErrorCode> {
    None
}
