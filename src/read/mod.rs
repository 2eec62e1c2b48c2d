//! Finds error codes in bytes: in the bodies of REST responses, in exception texts and in logs.
//!
//! This layer yields codes, offsets and messages. What becomes an `Error` is decided in `error`.

#[cfg(any(feature = "error", feature = "scan"))]
mod candidates;
#[cfg(any(feature = "error", feature = "scan"))]
pub(crate) mod code_key;
pub(crate) mod cursor;
#[cfg(feature = "error")]
pub(crate) mod exception;
#[cfg(any(feature = "error", feature = "scan"))]
mod following;
#[cfg(any(feature = "error", feature = "scan"))]
pub(crate) mod html;
#[cfg(feature = "error")]
pub(crate) mod json_string;
#[cfg(feature = "error")]
pub(crate) mod json_text;
#[cfg(any(feature = "error", feature = "scan"))]
pub(crate) mod other_codes;
pub(crate) mod response;
#[cfg(feature = "scan")]
pub mod scan;
#[cfg(any(feature = "error", feature = "scan"))]
pub(crate) mod text_cursor;
#[cfg(any(feature = "error", feature = "scan"))]
mod variant;
