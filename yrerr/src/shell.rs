//! `yrerr completions` and `yrerr man`.

use crate::{labels, paste::Known, terminal::Outcome, usage};
use clap::{Command, builder::PossibleValuesParser};
use clap_complete::Shell;
use clap_mangen::Man;
use std::io::{self, Write};
use yuanrong_errors::Lang;

/// Writes the completion script, which completes the names of codes, too.
pub(crate) fn write_completions(shell: Shell) -> io::Result<Outcome> {
    let names: Vec<&str> = Known::all().map(Known::name).collect();
    let mut command = usage::command(Lang::En)
        .mut_arg("codes", |arg| arg.value_parser(PossibleValuesParser::new(names.clone())));
    // The generator panics if it cannot write, so it writes into memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "yrerr", &mut script);
    if shell == Shell::Fish {
        // For fish, clap completes no values of arguments.
        let commands: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        let (commands, names) = (commands.join(" "), names.join(" "));
        let condition = format!("not __fish_seen_subcommand_from {commands}");
        writeln!(script, "complete -c yrerr -n \"{condition}\" -f -a \"{names}\"")?;
    }
    io::stdout().write_all(&script)?;
    Ok(Outcome::Found)
}

/// Writes the manual page of the program or of a command.
pub(crate) fn write_man(command: Option<&str>, lang: Lang) -> io::Result<Outcome> {
    let program = usage::command(lang);
    let page = match command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone().display_name(format!("yrerr-{name}")),
            None => return Err(io::Error::other(labels::no_command(lang, name))),
        },
    };
    // Standard output may be closed before the page is written.
    let mut text = Vec::new();
    let source = concat!("yrerr ", env!("CARGO_PKG_VERSION"));
    Man::new(page).source(source).render(&mut text)?;
    io::stdout().write_all(&text)?;
    Ok(Outcome::Found)
}
