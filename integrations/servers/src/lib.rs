//! What the projects of this folder test with: a server on this machine that fails as openYuanrong and
//! the proxies in front of it do, the calls that fail, and a client.

pub mod cases;
pub mod client;
pub mod server;
