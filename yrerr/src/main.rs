//! Explains openYuanrong's error codes in the terminal, and finds them in logs.

use std::process::ExitCode;

fn main() -> ExitCode {
    yrerr::run(std::env::args_os())
}
