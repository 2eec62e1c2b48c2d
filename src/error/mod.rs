//! One failed call: its error, how it is read, and how it is shown.

mod chain;

#[cfg(feature = "error")]
mod accessors;
#[cfg(feature = "error")]
mod advice;
#[cfg(feature = "json")]
mod body;
#[cfg(feature = "error")]
mod display;
#[cfg(feature = "json")]
mod events;
#[cfg(feature = "error")]
mod exception;
#[cfg(feature = "error")]
mod failure;
#[cfg(feature = "error")]
mod module;
#[cfg(feature = "error")]
mod report;
#[cfg(feature = "json")]
mod response;
#[cfg(feature = "json")]
mod retry_after;

#[cfg(feature = "json")]
pub use body::{ErrorBody, ParseError, ParseErrorKind};
#[cfg(feature = "json")]
pub use events::check_event;
#[cfg(feature = "error")]
pub use failure::Error;
#[cfg(feature = "error")]
pub use module::{Module, OtherModule};
#[cfg(feature = "error")]
pub use report::Report;
#[cfg(all(feature = "http", feature = "json"))]
pub(crate) use response::inner_code_in;
#[cfg(feature = "json")]
pub use response::{Response, check};
#[cfg(feature = "tracing-subscriber")]
pub(crate) use {
    chain::{error_in_chain, error_in_text, may_be_ours},
    report::written,
};
