//! The catalogue as the build script wrote it. Nothing else is in here, and nothing of it comes in
//! anywhere else.
#![allow(clippy::doc_markdown, reason = "published texts stay as they are")]

use crate::{Entry, ErrorCode, ErrorKind, Origin, Retry};

include!(concat!(env!("OUT_DIR"), "/table.rs"));
