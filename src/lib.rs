// The examples of the README need the default features.
#![cfg_attr(feature = "json", doc = include_str!("../README.md"))]
#![cfg_attr(not(feature = "json"), doc = "The typed catalogue of openYuanRong's error codes.")]
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

#[cfg(any(feature = "error", feature = "scan"))]
#[cfg_attr(
    not(any(feature = "error", feature = "std")),
    expect(dead_code, reason = "without `annotate`, a scan shows no texts")
)]
mod advice;
mod chain;
mod code;
mod entry;
#[cfg(feature = "error")]
mod error;
#[cfg(feature = "error")]
mod escape;
#[cfg(all(any(doc, doctest), feature = "json"))]
pub mod guide;
mod hash;
mod integrations;
mod json;
#[cfg(any(feature = "error", feature = "scan"))]
mod key;
mod lookup;
#[cfg(feature = "overlay")]
pub mod overlay;
#[cfg(feature = "error")]
pub mod report;
pub mod rest;
#[cfg(feature = "scan")]
pub mod scan;
#[cfg(feature = "serde")]
pub mod serde;
mod slots;
mod table;
#[cfg(feature = "error")]
mod text;
mod unknown;
mod vocabulary;

pub use code::{ErrorCode, UnknownCode, UnknownNumber};
pub use entry::Entry;
#[cfg(feature = "error")]
pub use error::{Error, Module, OtherModule};
#[cfg(feature = "tracing-subscriber")]
pub use integrations::tracing_subscriber::WithSolutions;
pub use lookup::{entries, lookup, lookup_in};
pub use table::{RestErrorCode, SdkErrorCode};
pub use unknown::UnknownName;
pub use vocabulary::{ErrorKind, Lang, Operation, Origin, Retry, Table};

/// What the macros expand to. No part of the interface.
#[cfg(any(feature = "log", feature = "tracing"))]
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "log")]
    pub use crate::integrations::log::record;
    #[cfg(feature = "log")]
    pub use log;
    #[cfg(feature = "tracing")]
    pub use tracing;
}

/// The release of openYuanRong that the tables were read from, by its date.
///
/// # Examples
/// ```
/// assert_eq!(yuanrong_errors::UPSTREAM_RELEASE, "2026-08-22");
/// ```
pub const UPSTREAM_RELEASE: &str = "2026-08-22";
