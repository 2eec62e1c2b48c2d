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
mod labels;
mod terminal;
mod texts;

mod annotate;
mod export;
mod html;
mod page;
mod summary;

mod explain;
mod list;
mod logs;

pub use annotate::{CodeCount, Options, Output, Summary, annotate};

use arguments::{Arguments, Command, ExportFormat};
use clap::{CommandFactory, Parser, error::ErrorKind as UsageError};
use std::{
    ffi::OsString,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};
use terminal::Outcome;
use yuanrong_errors::{entries, overlay::Overlay};

/// Runs the program with these arguments, of which the first is the program's name.
///
/// Returns the exit status: 0 if something was found, 1 if nothing was, and 2 for wrong usage or a
/// file that cannot be read.
///
/// # Examples
/// ```
/// use std::process::ExitCode;
///
/// assert_eq!(yrerr::run(["yrerr", "1002"]), ExitCode::SUCCESS);
/// assert_eq!(yrerr::run(["yrerr", "search", "no such text"]), ExitCode::from(1));
/// ```
pub fn run(arguments: impl IntoIterator<Item: Into<OsString> + Clone>) -> ExitCode {
    let arguments = match parse(arguments) {
        Ok(arguments) => arguments,
        Err(usage) => {
            // If this cannot be written either, only the exit status is left.
            let _ = usage.print();
            return if usage.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
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

fn parse(
    arguments: impl IntoIterator<Item: Into<OsString> + Clone>,
) -> Result<Arguments, clap::Error> {
    let arguments = Arguments::try_parse_from(arguments)?;
    // Clap cannot express that codes and their format conflict with a command.
    if arguments.command.is_some() {
        let conflict = if !arguments.codes.is_empty() {
            "codes and a command cannot be used together"
        } else if arguments.format.is_some() {
            "the format of a command comes after the command"
        } else {
            return Ok(arguments);
        };
        return Err(Arguments::command().error(UsageError::ArgumentConflict, conflict));
    }
    Ok(arguments)
}

fn install_overlay(file: &Path) -> io::Result<()> {
    let overlay = Overlay::from_json(&fs::read_to_string(file)?).map_err(io::Error::other)?;
    overlay.install().map_err(|_| io::Error::other("an overlay is already installed"))
}

fn run_command(arguments: Arguments) -> io::Result<Outcome> {
    // Completions need no overlay, and a shell that loads them must start without one.
    let needs_overlay = !matches!(arguments.command, Some(Command::Completions { .. }));
    let overlay = arguments.overlay.filter(|file| needs_overlay && !file.is_empty());
    if let Some(file) = overlay.map(PathBuf::from) {
        install_overlay(&file).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", terminal::shown(&file)))
        })?;
    }
    let lang = arguments.lang;
    match arguments.command {
        None => explain::explain(&arguments.codes, arguments.format.unwrap_or_default(), lang),
        Some(Command::List(filter)) => list::list(&filter, lang),
        Some(Command::Search(search)) => list::search(&search, lang),
        Some(Command::Annotate(arguments)) => logs::annotate_files(&arguments, lang),
        Some(Command::Summary(arguments)) => logs::summarize_files(&arguments, lang),
        Some(Command::Export { format }) => {
            match format {
                ExportFormat::Json => export::write_json(entries(), &[], lang)?,
                ExportFormat::Csv => export::write_csv(lang)?,
                ExportFormat::Markdown => page::write()?,
                ExportFormat::Html => html::write()?,
            }
            Ok(Outcome::Found)
        }
        Some(Command::Completions { shell }) => {
            // The generator panics if it cannot write, so it writes into memory.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "yrerr", &mut script);
            io::stdout().write_all(&script)?;
            Ok(Outcome::Found)
        }
    }
}
