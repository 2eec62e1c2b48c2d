#![doc = include_str!("../README.md")]
#![warn(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

// Each module imports only from those above it.
mod arguments;
mod input;
mod paste;
mod terminal;

mod labels;
mod suggest;
mod texts;

mod help_zh;
mod usage;

mod annotate;
mod export;
mod html;
mod page;
mod summary;

mod explain;
mod list;
mod logs;
mod shell;

pub use annotate::{CodeCount, Options, Output, Summary, annotate};

use arguments::{Arguments, Command, ExportFormat};
use paste::Known;
use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};
use terminal::Outcome;
use yuanrong_errors::overlay::Overlay;

/// Runs the program with these arguments, of which the first is the program's name.
///
/// Returns the exit status: 0 if something was found, 1 if nothing was, and 2 for wrong usage or
/// trouble, such as a file that cannot be read. `annotate` returns 0, or 2 on trouble.
///
/// # Examples
/// ```
/// use std::process::ExitCode;
///
/// assert_eq!(yrerr::run(["yrerr", "1002"]), ExitCode::SUCCESS);
/// assert_eq!(yrerr::run(["yrerr", "search", "no such text"]), ExitCode::from(1));
/// ```
pub fn run(arguments: impl IntoIterator<Item: Into<OsString>>) -> ExitCode {
    let arguments = match usage::parse(arguments) {
        Ok(arguments) => arguments,
        Err(refusal) => return refusal.show(),
    };
    match run_command(arguments) {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::NotFound) => ExitCode::from(1),
        Ok(Outcome::Reported) => ExitCode::from(2),
        // A reader that has seen enough, such as `head`, is not a failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            terminal::report(format_args!("{error}"));
            ExitCode::from(2)
        }
    }
}

fn install_overlay(file: &Path) -> io::Result<()> {
    let overlay = Overlay::from_json(&fs::read_to_string(file)?).map_err(io::Error::other)?;
    overlay.install().map_err(|_| io::Error::other("an overlay is already installed"))
}

fn run_command(arguments: Arguments) -> io::Result<Outcome> {
    let lang = arguments.lang;
    let is_for_shell =
        matches!(arguments.command, Some(Command::Completions { .. } | Command::Man { .. }));
    // A shell that loads completions must start without an overlay.
    let overlay = arguments.overlay.filter(|file| !is_for_shell && !file.is_empty());
    if let Some(file) = overlay.map(PathBuf::from) {
        install_overlay(&file).map_err(|error| {
            let file = terminal::shown(&file);
            match error.kind() {
                io::ErrorKind::NotFound => {
                    io::Error::other(format!("{file}: {}", labels::no_such_file(lang)))
                }
                kind => io::Error::new(kind, format!("{file}: {error}")),
            }
        })?;
    }
    match arguments.command {
        None => explain::explain(&arguments.codes, arguments.table, arguments.format, lang),
        Some(Command::List(filter)) => list::list(&filter, lang),
        Some(Command::Search(search)) => list::search(&search, lang),
        Some(Command::Annotate(arguments)) => logs::annotate_files(&arguments, lang),
        Some(Command::Summary(arguments)) => logs::summarize_files(&arguments, lang),
        Some(Command::Export { format }) => {
            match format {
                ExportFormat::Json => export::write_json(Known::all(), &[], &[], lang)?,
                ExportFormat::Csv => export::write_csv(Known::all(), lang)?,
                ExportFormat::Markdown => page::write()?,
                ExportFormat::Html => html::write()?,
            }
            Ok(Outcome::Found)
        }
        Some(Command::Completions { shell }) => shell::write_completions(shell),
        Some(Command::Man { command }) => shell::write_man(command.as_deref(), lang),
    }
}
