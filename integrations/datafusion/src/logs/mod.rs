//! Logs as tables.

mod codec;
mod division;
mod folder;
mod lines;
mod scan;
mod table;

pub use codec::LogCodec;
pub use folder::register_folder;
pub use table::LogTable;

/// The query that counts codes by hour and component in the table `logs` of [`register_folder`].
pub const CODES_BY_HOUR: &str = include_str!("codes_by_hour.sql");
