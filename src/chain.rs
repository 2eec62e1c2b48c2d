//! Codes under whatever errors are wrapped around them.

use crate::{ErrorCode, RestErrorCode, SdkErrorCode};
use core::{error::Error, iter};

impl ErrorCode {
    /// The code of an error, or of the first of its causes that has one.
    ///
    /// An error that is a code, or an [`Error`](crate::Error) with the feature `error`, is known by
    /// its type, under `Box<dyn Error>`, anyhow, eyre and any other wrapper; with the feature `std`
    /// also inside an `io::Error`. Where no error of the chain is one, and the feature `error` is
    /// on, their texts are read as [`Error::from_text`](crate::Error::from_text) does, which
    /// allocates.
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
        chain().find_map(by_type).or_else(|| chain().find_map(by_text))
    }
}

#[inline]
fn by_type(error: &(dyn Error + 'static)) -> Option<ErrorCode> {
    #[cfg(feature = "error")]
    if let Some(error) = error.downcast_ref::<crate::Error>() {
        return Some(error.code());
    }
    // What an `io::Error` holds is not among its causes.
    #[cfg(feature = "std")]
    if let Some(inner) = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        return by_type(inner);
    }
    error
        .downcast_ref()
        .copied()
        .or_else(|| error.downcast_ref::<SdkErrorCode>().map(|code| (*code).into()))
        .or_else(|| error.downcast_ref::<RestErrorCode>().map(|code| (*code).into()))
}

#[cfg(feature = "error")]
#[inline]
fn by_text(error: &(dyn Error + 'static)) -> Option<ErrorCode> {
    let error = crate::Error::from_text(&alloc::string::ToString::to_string(error))?;
    // A number that nobody knows counts where the text is an exception's.
    let is_told = error.server_message().is_some() || error.module().is_some();
    (error.code().is_known() || (is_told && error.raw_code().is_none())).then_some(error.code())
}

#[cfg(not(feature = "error"))]
#[inline]
fn by_text(_: &(dyn Error + 'static)) -> Option<ErrorCode> {
    None
}
