//! The typed catalogue of openYuanrong's error codes: what happened, what to do, and whether a retry
//! is correct.
//!
//! openYuanrong is a serverless distributed-computing kernel with SDKs in C++, Python, Java and Go and
//! a REST API. Its SDKs and its REST API number their errors independently, so there is an enum for
//! each: [`SdkErrorCode`] and [`RestErrorCode`]. [`DataSystemErrorCode`] and
//! [`FunctionSystemErrorCode`] are the statuses that these errors quote. [`ErrorCode`] is any code of
//! the four, known or not, and [`Entry`] is everything that the catalogue knows of a code. `Error` is
//! one failed call.
//!
//! # Match on a typed error
//!
//! ```
//! use yuanrong_errors::{ErrorCode, ErrorKind, SdkErrorCode};
//!
//! fn next_step(code: ErrorCode) -> &'static str {
//!     match code {
//!         ErrorCode::Sdk(SdkErrorCode::ResourceNotEnough) => "ask for less, or add a node",
//!         code if code.kind() == ErrorKind::InvalidArgument => "fix the arguments",
//!         code => code.solution(),
//!     }
//! }
//!
//! assert_eq!(next_step(ErrorCode::from_code(1002)), "ask for less, or add a node");
//! ```
//!
//! # Turn a raw code into a description
//!
//! ```
//! use yuanrong_errors::ErrorCode;
//!
//! let code = ErrorCode::from_code(1002);
//! assert_eq!(code.to_string(), "1002 ERR_RESOURCE_NOT_ENOUGH: Insufficient resources.");
//! ```
//!
//! # Attach the solution to a logged failure
//!
//! ```
//! # #[cfg(feature = "error")] {
//! use yuanrong_errors::Error;
//!
//! let text = "failed to invoke, code: 9003, module code: 10, msg: no response in 5 s";
//! let error = Error::from_text(text).expect("the text has a code");
//! assert_eq!(
//!     error.report().to_string(),
//!     "9003 ERR_HEALTH_CHECK_FAILED: no response in 5 s | solution: Check the health check function \
//!      of the instance and its runtime log for the cause. | retry: never"
//! );
//! # }
//! ```
//!
//! # Where to go on
//!
//! - [`rest`] reads the responses of the REST API, `scan` (feature `scan`) finds codes in logs.
//! - `overlay` (feature `overlay`) adds an operator's own advice.
//! - The modules of `guide` say which table a number belongs to, how to retry, and how to find codes in
//!   logs.
//! - The README lists the features and says what a lookup costs.
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
pub use table::{DataSystemErrorCode, FunctionSystemErrorCode, RestErrorCode, SdkErrorCode};
pub use vocabulary::{
    ErrorKind, Lang, Operation, Origin, ParseCodeError, Retry, Table, TryFromCodeError,
};

/// Reads REST responses.
///
/// [`code_of`](rest::code_of) reads the code and nothing else: the hot path of a gateway, in every
/// feature set. With the feature `json`, `ErrorBody` parses a body strictly and reports what is wrong
/// with it, and `Response::check` distinguishes a successful response from a failed one.
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
    pub use crate::error::{ErrorBody, ParseError, ParseErrorKind, Response, check, check_event};
    pub use crate::read::response::code_of;
}

/// The README, whose programs are tested.
#[cfg(all(doctest, feature = "json", feature = "scan"))]
#[doc = include_str!("../README.md")]
mod readme {}

/// What the macros expand to and what the program `yrerr` uses. Not part of the interface.
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "error")]
    pub use crate::escape::Escaped;
    #[cfg(feature = "log")]
    pub use crate::integrations::log::{Location, record};
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
