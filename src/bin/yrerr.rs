//! Explains openYuanRong's error codes at the terminal.

use clap::{Parser, builder::PossibleValuesParser, builder::TypedValueParser};
use std::{
    fmt::Display,
    io::{self, BufWriter, Write},
    process::ExitCode,
};
use yuanrong_errors::{
    Entry, ErrorCode, Lang, Operation, RestErrorCode, Retry, SdkErrorCode, entries,
};

/// Explains openYuanRong's error codes: what happened, what to do, whether to repeat the call.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit status: 0 if every code is known, 1 if one is not, 2 for wrong usage.\n\n\
                  Example: yrerr 1002 4115 FunctionNotFound ERR_INSTANCE_EXITED"
)]
struct Arguments {
    /// Numbers or names of error codes, of the SDKs or of the REST API
    #[arg(required = true, value_name = "CODE")]
    codes: Vec<String>,

    /// The language of the texts
    #[arg(long, default_value = "en", value_parser = language())]
    lang: Lang,
}

fn language() -> impl TypedValueParser<Value = Lang> {
    let names = Lang::ALL.iter().map(|lang| lang.as_str());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Lang>())
}

fn main() -> ExitCode {
    let Arguments { codes, lang } = Arguments::parse();
    let out = BufWriter::new(io::stdout().lock());
    match (Explainer { out, lang, is_first: true }).explain_all(&codes) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // A reader that has seen enough, such as `head`, is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            report(format_args!("cannot write: {error}"));
            ExitCode::from(1)
        }
    }
}

/// Every meaning of a number, the likeliest first, or of a name.
fn find(code: &str) -> Vec<&'static Entry> {
    let meanings: Vec<ErrorCode> = if let Ok(number) = code.parse() {
        ErrorCode::candidates(number).collect()
    } else {
        let sdk = SdkErrorCode::from_name(code).map(ErrorCode::Sdk);
        let rest = RestErrorCode::from_name(code).map(ErrorCode::Rest);
        sdk.into_iter().chain(rest).collect()
    };
    meanings.into_iter().filter_map(ErrorCode::entry).collect()
}

/// The two codes of the catalogue whose numbers are nearest, one below and one above.
fn neighbours(number: u32) -> impl Iterator<Item = &'static Entry> {
    let below =
        entries().filter(move |entry| entry.code() < number).max_by_key(|entry| entry.code());
    let above =
        entries().filter(move |entry| entry.code() > number).min_by_key(|entry| entry.code());
    below.into_iter().chain(above)
}

/// Writes explanations, a blank line between two.
struct Explainer<W> {
    out: W,
    lang: Lang,
    is_first: bool,
}

impl<W: Write> Explainer<W> {
    /// Returns whether every code was found.
    fn explain_all(mut self, codes: &[String]) -> io::Result<bool> {
        let mut all_found = true;
        for code in codes {
            let entries = find(code);
            all_found &= !entries.is_empty();
            for &entry in &entries {
                self.explain(entry)?;
            }
            if entries.is_empty() {
                if let Ok(number) = code.parse() {
                    self.explain_unknown(number)?;
                } else {
                    self.out.flush()?;
                    report(format_args!("{code:?} is no error code of the catalogue"));
                }
            }
        }
        self.out.flush()?;
        Ok(all_found)
    }

    fn explain(&mut self, entry: &Entry) -> io::Result<()> {
        let (lang, retry) = (self.lang, entry.retry());
        let table = self.word("table", "表");
        self.title(format_args!(
            "{} {} ({} {table}, {})",
            entry.code(),
            entry.name(),
            entry.table(),
            entry.origin()
        ))?;
        self.line("message:", "消息", entry.message_in(lang))?;
        if entry.description() != entry.message() {
            self.line("description:", "描述", entry.description_in(lang))?;
        }
        // Before the solution, which is for the first meaning only.
        for meaning in entry.also_in(lang) {
            self.line("may also be:", "另指", meaning)?;
        }
        let solution = entry.solution_in(lang);
        self.line("solution:", "解决", format_args!("{solution} ({})", entry.solution_origin()))?;
        self.line("kind:", "类型", entry.kind())?;
        self.line("retry:", "重试", self.advice(retry))?;
        for operation in Operation::ALL {
            let class = entry.retry_for(*operation);
            if class != retry {
                self.line("", "　　", format_args!("{operation}: {}", self.advice(class)))?;
            }
        }
        let (reason, origin) = (entry.retry_reason(), entry.retry_origin());
        self.line("because:", "依据", format_args!("{reason} ({origin})"))
    }

    /// What the range of a number says, and which known codes are nearest.
    fn explain_unknown(&mut self, number: u32) -> io::Result<()> {
        let code = ErrorCode::from_code(number);
        self.title(format_args!("{number} {}", code.name()))?;
        self.line("message:", "消息", code.message_in(self.lang))?;
        self.line("description:", "描述", code.description_in(self.lang))?;
        self.line("solution:", "解决", code.solution_in(self.lang))?;
        self.line("retry:", "重试", self.advice(code.retry()))?;
        for entry in neighbours(number) {
            let description = entry.description_in(self.lang);
            let line = format_args!("{} {}: {description}", entry.code(), entry.name());
            self.line("nearest:", "邻近", line)?;
        }
        Ok(())
    }

    fn advice(&self, retry: Retry) -> String {
        format!("{retry}: {}", retry.advice_in(self.lang))
    }

    fn title(&mut self, title: impl Display) -> io::Result<()> {
        if !self.is_first {
            writeln!(self.out)?;
        }
        self.is_first = false;
        writeln!(self.out, "{title}")
    }

    fn line(&mut self, english: &str, chinese: &str, text: impl Display) -> io::Result<()> {
        // A Chinese character is two columns wide.
        let width = if self.lang == Lang::Zh { 3 } else { 12 };
        writeln!(self.out, "  {:<width$} {text}", self.word(english, chinese))
    }

    fn word<'w>(&self, english: &'w str, chinese: &'w str) -> &'w str {
        if self.lang == Lang::Zh { chinese } else { english }
    }
}

/// To standard error, where a failure to write has nowhere left to be told.
fn report(message: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "yrerr: {message}");
}
