//! The crate together with servers, clients and retry libraries. Each module is what an application
//! would write itself; the tests run it.

pub mod client;
pub mod problem;
pub mod retry;
pub mod server;
