//! Runs the program as a person does.

mod explain;
mod export;
mod hostile_log;
mod list;
mod logs;
mod overlay;
mod page;
mod picture;
mod support;
mod usage;
