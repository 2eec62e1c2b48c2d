//! The command line.

use clap::{
    Args, Parser, Subcommand, ValueEnum, ValueHint,
    builder::{PossibleValuesParser, TypedValueParser},
    value_parser,
};
use std::{ffi::OsString, path::PathBuf, str::FromStr};
use yuanrong_errors::{ErrorKind, Lang, Table};

/// Explains openYuanrong's error codes: what happened, what to do, whether to retry the call.
#[derive(Parser)]
#[command(
    name = "yrerr",
    version,
    subcommand_precedence_over_arg = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:
  yrerr 1002 FunctionNotFound           explain two codes
  yrerr datasystem:19 'Out of memory'   explain two statuses of the data system
  yrerr list --table rest --retryable   list the REST codes that can be retried
  yrerr search etcd                     list the codes whose texts mention etcd
  kubectl logs -f POD | yrerr annotate  explain each code below its log line
  yrerr summary *.log                   count the codes in log files

Exit status: 0 if something was found, 1 if nothing was, 2 for wrong usage or a file that cannot be \
read."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// Error codes as numbers (1002), numbers with their table (rest:4202) or names
    #[arg(required = true, value_name = "CODE", allow_negative_numbers = true)]
    pub(crate) codes: Vec<String>,

    /// Output format for codes; a command takes its own
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,

    /// Language of the texts
    #[arg(
        long,
        global = true,
        default_value = "en",
        value_parser = words(Lang::ALL, Lang::as_str)
    )]
    pub(crate) lang: Lang,

    /// JSON file with an operator's own advice, shown in place of the catalogue's
    // `PathBuf` would refuse an empty variable, which counts as not set.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "YRERR_OVERLAY",
        value_parser = value_parser!(OsString),
        value_hint = ValueHint::FilePath
    )]
    pub(crate) overlay: Option<OsString>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// List the codes of the catalogue, one per line
    #[command(after_help = "Example: yrerr list --table rest --retryable --kind unavailable")]
    List(ListArguments),
    /// List the codes whose names or texts contain all of the words, ignoring case
    #[command(after_help = "Example: yrerr search stream failed")]
    Search(SearchArguments),
    /// Copy a log and explain the codes of each line below it
    #[command(after_help = "Example: kubectl logs -f POD | yrerr annotate --once")]
    Annotate(AnnotateArguments),
    /// Count the codes in log files
    #[command(after_help = "Example: yrerr summary /var/log/yuanrong/*.log")]
    Summary(SummaryArguments),
    /// Write the whole catalogue
    #[command(after_help = "Example: yrerr export --format csv > codes.csv")]
    Export {
        /// Output format; Markdown and HTML are one page in both languages
        #[arg(long, value_enum)]
        format: ExportFormat,
    },
    /// Write the completion script for a shell
    #[command(
        after_help = "Example: yrerr completions bash > ~/.local/share/bash-completion/completions/yrerr"
    )]
    Completions {
        /// Name of the shell
        shell: clap_complete::Shell,
    },
}

#[derive(Args)]
pub(crate) struct ListArguments {
    /// List only the codes of this table
    #[arg(long, ignore_case = true, value_parser = words(Table::ALL, Table::as_str))]
    pub(crate) table: Option<Table>,
    /// List only the codes whose call may succeed when it is retried
    #[arg(long)]
    pub(crate) retryable: bool,
    /// List only the codes of this kind
    #[arg(long, value_parser = words(ErrorKind::ALL, ErrorKind::as_str))]
    pub(crate) kind: Option<ErrorKind>,
    /// List only the codes that openYuanrong documents
    #[arg(long)]
    pub(crate) documented: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct SearchArguments {
    /// Words to search for
    #[arg(required = true, value_name = "WORD")]
    pub(crate) words: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct AnnotateArguments {
    /// Log files; standard input if there are none, or for "-"
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Write only the lines that mention a code
    #[arg(long)]
    pub(crate) only: bool,
    /// Explain each code only once
    #[arg(long)]
    pub(crate) once: bool,
    /// Append what `yrerr summary` writes
    #[arg(long)]
    pub(crate) summary: bool,
    /// Output format; JSON is one object per line
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct SummaryArguments {
    /// Log files; standard input if there are none, or for "-"
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ExportFormat {
    Json,
    Csv,
    Markdown,
    Html,
}

/// Parses the words of one of the library's enums, and lists them in the help.
fn words<T>(all: &'static [T], as_str: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Copy + FromStr<Err: std::error::Error + Send + Sync> + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.iter().map(move |value| as_str(*value)))
        .try_map(|word| word.parse::<T>())
}
