#![doc = include_str!("../README.md")]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

mod code;
mod entry;
mod hash;
mod lookup;
#[cfg(feature = "serde")]
pub mod serde;
mod slots;
mod table;
mod unknown;
mod vocabulary;

pub use code::{ErrorCode, UnknownCode, UnknownNumber};
pub use entry::Entry;
pub use lookup::{entries, lookup, lookup_in};
pub use table::{RestErrorCode, SdkErrorCode};
pub use unknown::UnknownName;
pub use vocabulary::{ErrorKind, Lang, Operation, Origin, Retry, Table};

/// The release of openYuanRong that the tables were read from, by its date.
///
/// # Examples
/// ```
/// assert_eq!(yuanrong_errors::UPSTREAM_RELEASE, "2026-08-22");
/// ```
pub const UPSTREAM_RELEASE: &str = "2026-08-22";
