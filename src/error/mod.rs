//! One failed call: its error, how it is read, and how it is shown.

mod chain;

#[cfg(feature = "error")]
mod accessors;
#[cfg(feature = "json")]
mod body;
#[cfg(feature = "error")]
mod display;
#[cfg(feature = "error")]
mod exception;
#[cfg(feature = "error")]
mod failure;
#[cfg(feature = "error")]
mod module;
#[cfg(feature = "error")]
mod report;
#[cfg(feature = "json")]
mod rest;

#[cfg(feature = "json")]
pub use body::{ErrorBody, ParseError, ParseErrorKind};
#[cfg(feature = "error")]
pub use failure::Error;
#[cfg(feature = "error")]
pub use module::{Module, OtherModule};
#[cfg(feature = "error")]
pub use report::Report;
#[cfg(feature = "json")]
pub use rest::check;
#[cfg(feature = "tracing-subscriber")]
pub(crate) use {exception::certain_code, report::written};
