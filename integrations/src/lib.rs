//! The crate at work with servers, clients and retry libraries. Each module is what an application
//! would have of its own; the examples and the tests run it.

pub mod client;
pub mod problem;
pub mod retry;
pub mod server;
