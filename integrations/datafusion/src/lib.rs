//! SQL functions for the error codes of openYuanrong in Apache DataFusion, on one machine or, with
//! Apache Ballista, on many.
//!
//! | function | returns |
//! | --- | --- |
//! | `yr_codes(text)` | the codes that a log mentions, by `scan::mentions`: a list of structs of `table`, `code` and `name` |
//! | `yr_code_of(body)` | the code of the body of a REST response, by `rest::code_of`: such a struct |
//! | `yr_message(table, code)` | the published or upstream message |
//! | `yr_solution(table, code)` | the solution |
//! | `yr_hint(table, code)` | the first thing to check, where there is a hint |
//! | `yr_kind(table, code)` | the kind, such as `not-found` |
//! | `yr_retry(table, code)` | the retry class, such as `backoff` |
//!
//! A text can be a string or bytes in any of Arrow's layouts, or a dictionary of them. The result is
//! NULL where an argument is NULL and where the catalogue does not have the code. `table` is `sdk`,
//! `rest`, `datasystem` or `functionsystem`; another word is an error.
//!
//! [`LogTable`] and [`register_folder`] read logs, and [`cluster`] runs all of this on Ballista.

pub mod cluster;

mod functions;
mod logs;

pub use functions::{all, register};
pub use logs::{CODES_BY_HOUR, LogCodec, LogTable, register_folder};
