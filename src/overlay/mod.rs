//! An operator's own advice, which takes the place of the catalogue's.
//!
//! The catalogue says what holds everywhere. What holds in one installation, such as whom to
//! contact, is a JSON document that a program reads when it starts:
//!
//! ```json
//! {
//!   "contact": "the platform team, extension 4711",
//!   "codes": [
//!     {
//!       "table": "sdk", "code": 1002,
//!       "solution": "Ask for a larger quota in the portal.",
//!       "runbook": "https://runbooks.example.com/1002"
//!     },
//!     {
//!       "table": "rest", "code": 4999,
//!       "name": "QuotaFrozen", "description": "The tenant's quota is frozen."
//!     }
//!   ]
//! }
//! ```
//!
//! `contact` replaces "us" in solutions that say "contact us"; a code can have a contact of its own.
//! A code that is newer than this release needs a `description`, and a `name` that no other code has.
//! A `solution` takes the place of the catalogue's solution and hint.
//!
//! An installed overlay is what [`Error`](crate::Error), [`Report`](crate::Report), `yrerr` and the
//! integrations show, and the codes that it adds are found in logs. The accessors of codes, such as
//! [`ErrorCode::solution`](crate::ErrorCode::solution), always return the catalogue's words.

pub(crate) mod advice;
#[cfg(feature = "overlay")]
mod document;
#[cfg(feature = "overlay")]
mod unrepeated;

#[cfg(feature = "overlay")]
pub use document::{Advice, Overlay, OverlayError, installed};
