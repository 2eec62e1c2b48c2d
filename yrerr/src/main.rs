//! Explains openYuanRong's error codes at the terminal, and finds them in logs.

mod catalogue;
mod explain;
mod logs;
mod page;
mod terminal;

use clap::{
    CommandFactory, Parser, Subcommand, ValueEnum, ValueHint,
    builder::{PossibleValuesParser, TypedValueParser},
    error::ErrorKind as UsageError,
    value_parser,
};
use std::{
    ffi::OsString,
    fmt::{Debug, Display},
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
    str::FromStr,
};
use yuanrong_errors::{ErrorKind, Lang, Table, overlay::Overlay};

/// Explains openYuanRong's error codes: what happened, what to do, whether to repeat the call.
#[derive(Parser)]
#[command(
    version,
    subcommand_precedence_over_arg = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:
  yrerr 1002 FunctionNotFound           what two codes mean
  yrerr list --table rest --retryable   the REST codes that may be retried
  yrerr search etcd                     the codes that have to do with etcd
  kubectl logs -f POD | yrerr annotate  the log, and after each code what it means
  yrerr summary *.log                   which codes the logs mention, and how often

Exit status: 0 if something was found, 1 if not, 2 for wrong usage or a file that cannot be read."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,

    /// Numbers or names of error codes, of the SDKs or of the REST API
    #[arg(required = true, value_name = "CODE", allow_negative_numbers = true)]
    codes: Vec<String>,

    /// As text, or as JSON with a list of entries; that of a command stands behind it
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// The language of the texts
    #[arg(
        long,
        global = true,
        default_value = "en",
        value_parser = words(Lang::ALL, Lang::as_str)
    )]
    lang: Lang,

    /// A JSON file with an operator's own advice, shown in place of the catalogue's
    // Text of any kind: an empty variable is one that is not set.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "YRERR_OVERLAY",
        value_parser = value_parser!(OsString),
        value_hint = ValueHint::FilePath
    )]
    overlay: Option<OsString>,
}

#[derive(Subcommand)]
enum Command {
    /// Lists the codes of the catalogue, a line each
    #[command(after_help = "Example: yrerr list --table rest --retryable --kind unavailable")]
    List {
        /// Only codes of this table
        #[arg(long, value_parser = words(Table::ALL, Table::as_str))]
        table: Option<Table>,
        /// Only codes after which the same call may succeed later
        #[arg(long)]
        retryable: bool,
        /// Only codes of this kind
        #[arg(long, value_parser = words(ErrorKind::ALL, ErrorKind::as_str))]
        kind: Option<ErrorKind>,
        /// Only codes that openYuanRong documents
        #[arg(long)]
        documented: bool,
        /// As text, or as JSON with a list of entries
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Lists the codes whose names or texts contain all of these words, in any case
    #[command(after_help = "Example: yrerr search stream failed")]
    Search {
        /// What to look for
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
        /// As text, or as JSON with a list of entries
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Copies a log, and writes after each line what the codes in it mean
    #[command(after_help = "Example: kubectl logs -f POD | yrerr annotate --once")]
    Annotate {
        /// Files to read, one after the other; standard input if there are none, or for "-"
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Only the lines that mention a code
        #[arg(long)]
        only: bool,
        /// Explain each code only the first time
        #[arg(long)]
        once: bool,
        /// At the end, what `summary` tells
        #[arg(long)]
        summary: bool,
        /// As text, or as a line of JSON for each line
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Counts the codes that logs mention
    #[command(after_help = "Example: yrerr summary /var/log/yuanrong/*.log")]
    Summary {
        /// Files to read, one after the other; standard input if there are none, or for "-"
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// As text, or as JSON
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Writes the whole catalogue
    #[command(after_help = "Example: yrerr export --format csv > codes.csv")]
    Export {
        /// JSON, CSV or a page in Markdown, which is in both languages
        #[arg(long, value_enum)]
        format: ExportFormat,
    },
    /// Writes what a shell needs to complete the arguments
    #[command(
        after_help = "Example: yrerr completions bash > ~/.local/share/bash-completion/completions/yrerr"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum ExportFormat {
    Json,
    Csv,
    Markdown,
}

/// Takes the words of an enum, and lists them in the help.
fn words<T>(all: &'static [T], as_str: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Copy
        + FromStr<Err: Debug + Display + std::error::Error + Send + Sync>
        + Send
        + Sync
        + 'static,
{
    PossibleValuesParser::new(all.iter().map(move |value| as_str(*value)))
        .try_map(|name| name.parse::<T>())
}

/// How a command ends where nothing stopped it.
pub(crate) enum Outcome {
    Found,
    NotFound,
    /// Something failed, and the person was told so.
    Reported,
}

impl From<bool> for Outcome {
    fn from(found: bool) -> Self {
        if found { Self::Found } else { Self::NotFound }
    }
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::NotFound) => ExitCode::from(1),
        Ok(Outcome::Reported) => ExitCode::from(2),
        // A reader that has seen enough, such as `head`, is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            terminal::report(format_args!("{error}"));
            ExitCode::from(2)
        }
    }
}

fn install_overlay(file: &Path) -> io::Result<()> {
    let overlay = Overlay::from_json(&fs::read_to_string(file)?).map_err(io::Error::other)?;
    overlay.install().map_err(|_| io::Error::other("an overlay is installed already"))
}

/// What clap cannot tell: codes and a format beside a command are none of the command's.
fn refuse_mixture(arguments: &Arguments) {
    let told = if !arguments.codes.is_empty() {
        "codes cannot be explained beside a command"
    } else if arguments.format.is_some() {
        "the format of a command stands behind the command"
    } else {
        return;
    };
    Arguments::command().error(UsageError::ArgumentConflict, told).exit()
}

fn run(arguments: Arguments) -> io::Result<Outcome> {
    if arguments.command.is_some() {
        refuse_mixture(&arguments);
    }
    if let Some(Command::Completions { shell }) = arguments.command {
        // Into memory first: the generator does not report that a pipe is closed.
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Arguments::command(), "yrerr", &mut script);
        io::Write::write_all(&mut io::stdout(), &script)?;
        return Ok(Outcome::Found);
    }
    if let Some(file) = arguments.overlay.filter(|file| !file.is_empty()).map(PathBuf::from) {
        install_overlay(&file).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", terminal::shown(&file)))
        })?;
    }
    let lang = arguments.lang;
    let Some(command) = arguments.command else {
        let found = match arguments.format.unwrap_or_default() {
            Format::Text => explain::as_text(&arguments.codes, lang),
            Format::Json => explain::as_json(&arguments.codes, lang),
        };
        return found.map(Outcome::from);
    };
    let found = match command {
        Command::List { table, retryable, kind, documented, format } => {
            let filter = catalogue::Filter { table, retryable, kind, documented };
            catalogue::list(|entry| filter.takes(entry), format, lang)?
        }
        Command::Search { words, format } => {
            catalogue::list(|entry| catalogue::has_words(entry, &words), format, lang)?
        }
        Command::Annotate { files, only, once, summary, format } => {
            return logs::annotate(&files, only, once, summary, format, lang);
        }
        Command::Summary { files, format } => return logs::summary(&files, format, lang),
        Command::Export { format } => match format {
            ExportFormat::Json => catalogue::list(|_| true, Format::Json, lang)?,
            ExportFormat::Csv => catalogue::csv(lang)?,
            ExportFormat::Markdown => page::write()?,
        },
        // Done above, without the overlay.
        Command::Completions { .. } => true,
    };
    Ok(found.into())
}
