//! The catalogue as the build script wrote it, by row. Nothing of it comes in anywhere else.
#![allow(clippy::doc_markdown, reason = "published texts stay as they are")]

use crate::{ErrorKind, Origin, Retry};

include!(concat!(env!("OUT_DIR"), "/table.rs"));
