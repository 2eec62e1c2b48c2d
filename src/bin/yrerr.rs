//! Explains openYuanRong's error codes at the terminal.

use clap::Parser;
use std::{
    io::{self, BufWriter, Write},
    process::ExitCode,
};
use yuanrong_errors::{Entry, ErrorCode, Operation, RestErrorCode, SdkErrorCode};

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
}

fn main() -> ExitCode {
    let Arguments { codes } = Arguments::parse();
    match explain_all(&codes, BufWriter::new(io::stdout().lock())) {
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

/// Returns whether every code was found.
fn explain_all(codes: &[String], mut out: impl Write) -> io::Result<bool> {
    let mut all_found = true;
    let mut first = true;
    for code in codes {
        let entries = find(code);
        if entries.is_empty() {
            all_found = false;
            out.flush()?;
            report(format_args!("{code:?} is no error code of the catalogue"));
        }
        for entry in entries {
            if !first {
                writeln!(out)?;
            }
            first = false;
            explain(entry, &mut out)?;
        }
    }
    out.flush()?;
    Ok(all_found)
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

fn explain(entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{} {} ({} table, {})",
        entry.code(),
        entry.name(),
        entry.table(),
        entry.origin()
    )?;
    writeln!(out, "  message:     {}", entry.message())?;
    if entry.description() != entry.message() {
        writeln!(out, "  description: {}", entry.description())?;
    }
    writeln!(out, "  solution:    {} ({})", entry.solution(), entry.solution_origin())?;
    writeln!(out, "  kind:        {}", entry.kind())?;
    let retry = entry.retry();
    writeln!(out, "  retry:       {retry}: {}", retry.advice())?;
    for operation in Operation::ALL {
        let class = entry.retry_for(*operation);
        if class != retry {
            writeln!(out, "               {operation}: {class}: {}", class.advice())?;
        }
    }
    writeln!(out, "  because:     {} ({})", entry.retry_reason(), entry.retry_origin())?;
    for meaning in entry.also() {
        writeln!(out, "  may also be: {meaning}")?;
    }
    Ok(())
}

/// To standard error, where a failure to write has nowhere left to be told.
fn report(message: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "yrerr: {message}");
}
