//! The peers, written by the build script: the same items for each of the three sets of codes.
#![expect(
    clippy::match_same_arms,
    clippy::too_many_lines,
    clippy::unreadable_literal,
    dead_code,
    reason = "generated; no variant of a peer's enum is ever named"
)]

include!(concat!(env!("OUT_DIR"), "/peers.rs"));
