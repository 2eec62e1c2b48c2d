//! The peers as the build script wrote them, the same for each of the three sets of codes.
#![allow(
    clippy::match_same_arms,
    clippy::too_many_lines,
    clippy::unreadable_literal,
    dead_code,
    reason = "the variants of a generated enum are looked up and never named"
)]

include!(concat!(env!("OUT_DIR"), "/peers.rs"));
