//! The command line.

use clap::{
    Args, Parser, Subcommand, ValueEnum, ValueHint,
    builder::{PossibleValuesParser, TypedValueParser},
    value_parser,
};
use std::{ffi::OsString, path::PathBuf, str::FromStr, sync::LazyLock};
use yuanrong_errors::{ErrorKind, Lang, Retry, Table, UPSTREAM_RELEASE};

/// Explains openYuanrong's error codes: what happened, what to do, whether to retry the call.
#[derive(Parser)]
#[command(
    name = "yrerr",
    bin_name = "yrerr",
    version,
    long_version = LONG_VERSION.as_str(),
    propagate_version = true,
    subcommand_precedence_over_arg = true,
    subcommand_negates_reqs = true,
    after_help = "The exit status is 0 if something was found, 1 if nothing was, and 2 for wrong usage or trouble.",
    after_long_help = "Examples:
  yrerr 1002 FunctionNotFound           explain two codes
  yrerr datasystem:19 'Out of memory'   explain two statuses of the data system
  yrerr 'invoke failed, code: 3002 …'   explain the text of an exception
  kubectl logs POD | tail -1 | yrerr -  explain what standard input has
  yrerr list --table rest --retryable   list the REST codes that can be retried
  yrerr search etcd                     list the codes whose texts mention etcd
  kubectl logs -f POD | yrerr annotate  explain each code below its log line
  yrerr summary *.log *.log.gz          count the codes in log files

Whatever is pasted is read: numbers (1002), numbers with their table (rest:4202), names in any case, \
the texts of statuses, bodies of responses, texts of exceptions and lines of logs.

Exit status: 0 if something was found, 1 if nothing was, 2 for wrong usage or trouble, such as a file \
that cannot be read. `yrerr annotate` is a filter: 0, or 2 on trouble."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// Numbers, names, bodies, texts of exceptions or lines of logs; "-" is standard input
    #[arg(required = true, value_name = "CODE", allow_negative_numbers = true)]
    pub(crate) codes: Vec<String>,

    /// Table that numbers and names are looked up in
    #[arg(long, ignore_case = true, value_parser = words(Table::ALL, Table::as_str))]
    pub(crate) table: Option<Table>,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,

    /// Language of everything that is shown; by default that of the locale
    #[arg(
        long,
        global = true,
        default_value = "en",
        hide_default_value = true,
        value_parser = words(Lang::ALL, Lang::as_str)
    )]
    pub(crate) lang: Lang,

    /// When to use colors
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,

    /// JSON file with an operator's own advice, shown in place of the catalogue's
    // `PathBuf` would refuse an empty variable, which counts as not set.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "YRERR_OVERLAY",
        hide_env_values = true,
        value_parser = value_parser!(OsString),
        value_hint = ValueHint::FilePath
    )]
    pub(crate) overlay: Option<OsString>,
}

/// The version, and that of the catalogue.
static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
    let version = env!("CARGO_PKG_VERSION");
    format!("{version}\ncatalogue of openYuanrong as of {UPSTREAM_RELEASE}")
});

#[derive(Subcommand)]
pub(crate) enum Command {
    /// List the codes of the catalogue, one per line
    #[command(after_help = "Example: yrerr list --table rest --retryable --kind unavailable")]
    List(ListArguments),
    /// List the codes whose names or texts contain all of the words, ignoring case
    ///
    /// Codes that have the words in their names come first.
    #[command(after_help = "Example: yrerr search stream failed")]
    Search(SearchArguments),
    /// Copy a log and explain the codes of each line below it
    ///
    /// The log comes out unchanged, with an explanation below each line that mentions a code. The exit
    /// status is 0, or 2 on trouble.
    #[command(after_help = "Example: kubectl logs -f POD | yrerr annotate --once")]
    Annotate(AnnotateArguments),
    /// Count the codes in log files
    ///
    /// A row per code: how often it is mentioned, its share of all mentions, where it is mentioned first
    /// and last, what it means and what to do.
    #[command(after_help = "Example: yrerr summary --top 5 /var/log/yuanrong/*.log")]
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
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Write the manual page, or that of a command
    #[command(after_help = "Example: yrerr man > ~/.local/share/man/man1/yrerr.1")]
    Man {
        /// Name of the command
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

#[derive(Args)]
pub(crate) struct ListArguments {
    /// List only the codes of this table
    #[arg(long, ignore_case = true, value_parser = words(Table::ALL, Table::as_str))]
    pub(crate) table: Option<Table>,
    /// List only the codes of this retry class; can be given several times
    #[arg(long, value_name = "CLASS", value_parser = words(Retry::ALL, Retry::as_str))]
    pub(crate) retry: Vec<Retry>,
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
    pub(crate) format: ListFormat,
}

#[derive(Args)]
pub(crate) struct SearchArguments {
    /// Words to search for
    #[arg(required = true, value_name = "WORD")]
    pub(crate) words: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(crate) struct AnnotateArguments {
    /// Log files, which may be compressed with gzip; standard input if there are none, or for "-"
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// Write line numbers
    #[arg(short = 'n', long)]
    pub(crate) line_number: bool,
    /// Write file names; the default where there are several files
    #[arg(short = 'H', long, overrides_with = "no_filename")]
    pub(crate) with_filename: bool,
    /// Write no file names
    #[arg(short = 'I', long, overrides_with = "with_filename")]
    pub(crate) no_filename: bool,
    /// Write only the lines that mention a code
    #[arg(long)]
    pub(crate) only: bool,
    /// Write only the lines that mention a code, and this many lines before and after each
    #[arg(short = 'C', long, value_name = "LINES")]
    pub(crate) context: Option<usize>,
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
    /// Log files, which may be compressed with gzip; standard input if there are none, or for "-"
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// Show only this many codes, the most frequent ones
    #[arg(long, value_name = "COUNT")]
    pub(crate) top: Option<usize>,
    /// Output format; prometheus is for the textfile collector of its node exporter
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: SummaryFormat,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum SummaryFormat {
    #[default]
    Text,
    Json,
    Prometheus,
}

impl From<Format> for SummaryFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Text,
            Format::Json => Self::Json,
        }
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    #[default]
    Text,
    Json,
    Csv,
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
