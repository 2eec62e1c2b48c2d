// The examples of the README need the features `json` and `scan`.
#![cfg_attr(all(feature = "json", feature = "scan"), doc = include_str!("../README.md"))]
#![cfg_attr(
    not(all(feature = "json", feature = "scan")),
    doc = "The typed catalogue of openYuanrong's error codes."
)]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

// Each module imports only from those above it.
#[cfg(feature = "error")]
mod escape;
mod vocabulary;

mod table;

mod code;

#[cfg(feature = "overlay")]
pub mod overlay;
#[cfg(all(not(feature = "overlay"), any(feature = "error", feature = "scan")))]
mod overlay;

mod read;

mod error;

mod integrations;

#[cfg(all(any(doc, doctest), feature = "json"))]
pub mod guide;

pub use code::{Entry, ErrorCode, UnknownCode, entries};
#[cfg(feature = "error")]
pub use error::{Error, Module, OtherModule, Report};
#[cfg(feature = "serde")]
pub use integrations::serde::serde_number;
#[cfg(feature = "tracing-subscriber")]
pub use integrations::tracing_subscriber::WithSolutions;
#[cfg(feature = "scan")]
pub use read::scan;
pub use table::{RestErrorCode, SdkErrorCode};
pub use vocabulary::{
    ErrorKind, Lang, Operation, Origin, ParseCodeError, Retry, Table, TryFromCodeError,
};

/// Reading REST responses: the error code of a body, the strict reading, success or failure.
///
/// [`code_of`](rest::code_of) reads the code and nothing else: the hot path of a gateway, in every
/// feature set. With the feature `json`, `ErrorBody` is the strict reading, which says what is wrong
/// with a body, and `check` distinguishes a successful response from a failed one.
///
/// An error body is a JSON object with a `code`, a number or a string that spells one, a `message`,
/// and sometimes a `trace_id`. Responses of openYuanrong vary this: where the object has no `code`, its
/// `errorCode` counts, then its `innerCode`, then the same in an object under `error`. 0, 200, 6030,
/// 150200, 200200, 200202 and 200204 mean success. A number is looked up as
/// [`ErrorCode::from_rest_code`] does.
///
/// The HTTP status says little: the meta service sends 500 for a wrong request, and some interfaces
/// send errors with 200. The header `X-Inner-Code` has the code, too, and is there when the body is
/// empty.
pub mod rest {
    #[cfg(feature = "json")]
    pub use crate::error::{ErrorBody, ParseError, ParseErrorKind, check};
    pub use crate::read::response::code_of;
}

/// What the macros expand to and what the program `yrerr` uses. Not part of the interface.
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "error")]
    pub use crate::escape::Escaped;
    #[cfg(feature = "log")]
    pub use crate::integrations::log::record;
    #[cfg(feature = "log")]
    pub use log;
    #[cfg(feature = "tracing")]
    pub use tracing;
}

/// The date of the openYuanrong release from which the tables were read.
///
/// # Examples
/// ```
/// assert_eq!(yuanrong_errors::UPSTREAM_RELEASE, "2026-08-22");
/// ```
pub const UPSTREAM_RELEASE: &str = "2026-08-22";
