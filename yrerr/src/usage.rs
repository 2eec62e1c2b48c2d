//! Reads the command line, in the language of the user.

use crate::{arguments::Arguments, help_zh};
use anstream::ColorChoice;
use clap::{Command, CommandFactory, FromArgMatches, error::ErrorKind as UsageError};
use std::{
    env,
    ffi::{OsStr, OsString},
    io::Write,
    process::ExitCode,
};
use yuanrong_errors::Lang;

/// Why there is nothing to run: wrong usage, or a request for help.
pub(crate) struct Refusal {
    error: clap::Error,
    lang: Lang,
}

impl Refusal {
    /// Shows the help, or what is wrong, and returns the exit status.
    pub(crate) fn show(&self) -> ExitCode {
        let is_wrong = self.error.use_stderr();
        // If this cannot be written either, only the exit status is left.
        let _ = match self.lang {
            Lang::Zh if is_wrong => writeln!(anstream::stderr(), "{}", help_zh::error(&self.error)),
            _ => self.error.print(),
        };
        if is_wrong { ExitCode::from(2) } else { ExitCode::SUCCESS }
    }
}

/// Reads the arguments, of which the first is the program's name.
pub(crate) fn parse(
    arguments: impl IntoIterator<Item: Into<OsString>>,
) -> Result<Arguments, Refusal> {
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    let lang = value_of("--lang", &arguments)
        .and_then(|word| word.parse().ok())
        .unwrap_or_else(|| locale_language(|name| env::var(name).ok()));
    let (of_output, of_clap) = match value_of("--color", &arguments) {
        Some("always") => (ColorChoice::Always, clap::ColorChoice::Always),
        Some("never") => (ColorChoice::Never, clap::ColorChoice::Never),
        _ => (ColorChoice::Auto, clap::ColorChoice::Auto),
    };
    of_output.write_global();
    let mut command = command(lang).color(of_clap);
    parse_with(&mut command, arguments).map_err(|error| Refusal { error, lang })
}

/// Returns the command line, with its texts in a language.
pub(crate) fn command(lang: Lang) -> Command {
    let mut command = Arguments::command()
        .mut_arg("lang", |arg| arg.default_value(lang.as_str()))
        // The version is that of the program.
        .mut_subcommands(|command| command.display_name("yrerr"));
    // Clap adds its own options and its own command now, and marks options that have no value.
    command.build();
    if lang == Lang::Zh { help_zh::translated(command) } else { command }
}

fn parse_with(command: &mut Command, arguments: Vec<OsString>) -> clap::error::Result<Arguments> {
    let mut arguments = command_first(arguments, command);
    protect_texts(&mut arguments);
    let matches = command.try_get_matches_from_mut(arguments)?;
    let arguments = Arguments::from_arg_matches(&matches)?;
    // Clap cannot express that codes conflict with a command.
    if arguments.command.is_some() && !arguments.codes.is_empty() {
        let conflict = "codes and a command cannot be used together";
        return Err(command.error(UsageError::ArgumentConflict, conflict));
    }
    Ok(arguments)
}

/// Returns the last value of an option, before the command line is checked.
fn value_of<'a>(option: &str, arguments: &'a [OsString]) -> Option<&'a str> {
    let mut found = None;
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(argument) = arguments.next().filter(|argument| *argument != "--") {
        match argument.strip_prefix(option) {
            Some("") => found = arguments.next(),
            Some(value) => found = value.strip_prefix('=').or(found),
            None => {}
        }
    }
    found
}

/// Returns the language of the locale, by the first variable that is set.
fn locale_language(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let mut values = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable);
    match values.find(|value| !value.is_empty()) {
        Some(locale) if locale.to_ascii_lowercase().starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}

/// Puts a space before each text that begins with a hyphen, so that clap does not take it for an option:
/// an item of a list, for example.
fn protect_texts(arguments: &mut [OsString]) {
    let is_text = |argument: &OsString| {
        let word = argument.to_str().and_then(|text| text.split_once(char::is_whitespace));
        word.is_some_and(|(word, _)| word.starts_with('-') && !word.contains('='))
    };
    let options = arguments.iter_mut().take_while(|argument| **argument != "--");
    for argument in options.filter(|argument| is_text(argument)) {
        *argument = [OsStr::new(" "), argument].into_iter().collect();
    }
}

/// Moves the command before the options, since each command has options of its own.
fn command_first(mut arguments: Vec<OsString>, command: &Command) -> Vec<OsString> {
    let commands = || std::iter::once(command).chain(command.get_subcommands());
    let options = || commands().flat_map(Command::get_opts);
    let takes_value = |option: &str| match option.strip_prefix("--") {
        Some(long) => options().any(|arg| arg.get_long() == Some(long)),
        // A short option whose value is not in the same word.
        None => options().any(|arg| arg.get_short().is_some_and(|short| option.ends_with(short))),
    };
    let mut index = 1;
    while let Some(argument) = arguments.get(index).and_then(|argument| argument.to_str()) {
        // Clap's own command takes no options.
        let mut names = command.get_subcommands().map(Command::get_name);
        if argument != "help" && names.any(|name| name == argument) {
            arguments[1..=index].rotate_right(1);
            break;
        }
        let is_option = |name: &str| !name.starts_with(|c: char| c.is_ascii_digit());
        // What follows `--` is not read as an option, and neither is a negative number.
        if argument == "--" || !argument.strip_prefix('-').is_some_and(is_option) {
            break;
        }
        index += if takes_value(argument) { 2 } else { 1 };
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::{Lang, OsString, command, command_first, locale_language, value_of};

    fn words(text: &str) -> Vec<OsString> {
        text.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_language_is_that_of_the_locale() {
        for (variables, lang) in [
            (&[][..], Lang::En),
            (&[("LANG", "zh_CN.UTF-8")], Lang::Zh),
            (&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], Lang::En),
            (&[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "C")], Lang::Zh),
            (&[("LANG", "en_US.UTF-8")], Lang::En),
        ] {
            let variable = |name: &str| {
                let found = variables.iter().find(|(variable, _)| *variable == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(locale_language(variable), lang, "{variables:?}");
        }
    }

    #[test]
    fn options_before_the_command_are_the_commands() {
        let command = command(Lang::En);
        for (given, read) in [
            ("yrerr --format json list", "yrerr list --format json"),
            ("yrerr --format=json --retryable list", "yrerr list --format=json --retryable"),
            ("yrerr -n -C 2 annotate a.log", "yrerr annotate -n -C 2 a.log"),
            ("yrerr --help list", "yrerr list --help"),
            ("yrerr -1 list", "yrerr -1 list"),
            ("yrerr 1002 list", "yrerr 1002 list"),
            ("yrerr -- list", "yrerr -- list"),
            ("yrerr --lang zh help list", "yrerr --lang zh help list"),
            ("yrerr --table rest 4202", "yrerr --table rest 4202"),
        ] {
            assert_eq!(command_first(words(given), &command), words(read));
        }
    }

    #[test]
    fn the_last_value_of_an_option_counts() {
        let value = |text: &str| value_of("--lang", &words(text)).map(str::to_owned);
        assert_eq!(value("yrerr --lang en list --lang=zh"), Some("zh".to_owned()));
        assert_eq!(value("yrerr --lang"), None);
        assert_eq!(value("yrerr --language zh"), None);
        assert_eq!(value("yrerr -- --lang zh"), None);
    }
}
