//! The program, run as a person runs it.

mod explain;
mod export;
mod hostile_log;
mod list;
mod logs;
mod overlay;
mod support;
mod usage;
