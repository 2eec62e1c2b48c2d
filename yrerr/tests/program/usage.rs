//! Help, wrong usage, languages, completions, manual pages, colors, pipes, and what the README shows.

use crate::support::{
    REPOSITORY, file, program, start, stderr, stdout, succeeds, with_input, yrerr,
};
use std::{fs, path::Path, process::Command};
use yuanrong_errors::UPSTREAM_RELEASE;

/// Runs the commands of the README's session on logs that fit what it shows.
#[test]
fn the_readme_shows_what_the_program_prints() {
    let log = b"code: 9003\ncode: 9003, msg: x\nexit code: 1\n{\"code\":4115}\n";
    let readme = fs::read_to_string(Path::new(REPOSITORY).join("README.md")).expect("a README");
    let (_, session) = readme.split_once("```text\n$ ").expect("a session");
    let (session, _) = session.split_once("```").expect("its end");
    for command in session.split("\n$ ") {
        let (command, shown) = command.split_once('\n').expect("a command and what it prints");
        let (input, command) = match command.split_once(" | yrerr ") {
            Some((_, command)) => {
                let log = shown.lines().filter(|line| !line.starts_with("  ^ "));
                (log.collect::<Vec<_>>().join("\n") + "\n", command.to_owned())
            }
            None => (
                String::from_utf8_lossy(log).into_owned(),
                command.trim_start_matches("yrerr ").replace("busproxy.log", "-"),
            ),
        };
        let arguments: Vec<&str> = match command.split_once('\'') {
            Some((_, text)) => vec![text.trim_end_matches('\'')],
            None => command.split(' ').collect(),
        };
        let output = with_input(&arguments, input.trim_start_matches('\n').as_bytes());
        assert_eq!(stdout(&output).trim_end(), shown.trim_end(), "{command}");
    }
}

#[test]
fn completions_are_written_for_each_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = yrerr(&["completions", shell]);
        assert!(succeeds(&output).contains("annotate"), "{shell}");
        let has_names = stdout(&output).contains("ERR_PARAM_INVALID");
        assert_eq!(has_names, matches!(shell, "bash" | "fish" | "zsh"), "{shell}");
    }
}

#[test]
fn wrong_usage_exits_with_2_and_help_with_0() {
    for arguments in [
        &[][..],
        &["--no-such-flag"],
        &["--lang", "klingon", "1001"],
        &["export"],
        &["1001", "list"],
        &["--format", "html", "list"],
        &["annotate", "--context", "some"],
        &["man", "--shell", "x"],
    ] {
        let output = yrerr(arguments);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""), "{arguments:?}");
        assert!(stderr(&output).starts_with("error: "), "{}", stderr(&output));
    }
    for (before, after) in [
        (&["--lang", "zh", "list"][..], &["list", "--lang", "zh"][..]),
        (&["--format=json", "--table", "rest", "list"], &["list", "--table=rest", "--format=json"]),
    ] {
        let output = yrerr(before);
        assert_eq!(succeeds(&output), succeeds(&yrerr(after)));
    }
    let output = yrerr(&["--help"]);
    let help = succeeds(&output);
    let (_, examples) = help.split_once("Examples:\n").expect("examples");
    for line in examples.lines().take_while(|line| !line.is_empty()) {
        assert!(line.trim_start().contains("  "), "two spaces before the comment: {line}");
    }
    assert!(help.contains("kubectl logs -f POD | yrerr annotate"));
    for command in COMMANDS {
        assert!(help.contains(&format!("  {command}")), "{command}");
        let output = yrerr(&[command, "--help"]);
        assert!(succeeds(&output).contains("Example: "), "{command}");
        assert!(stdout(&output).contains(&format!("Usage: yrerr {command}")), "{command}");
        assert_eq!(stdout(&output), succeeds(&yrerr(&["help", command])));
    }
    let short = yrerr(&["-h"]);
    assert!(succeeds(&short).lines().count() < help.lines().count(), "-h is short");
}

const COMMANDS: [&str; 7] =
    ["list", "search", "annotate", "summary", "export", "completions", "man"];

#[test]
fn name_and_version_are_the_programs_everywhere() {
    let version = concat!("yrerr ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(succeeds(&yrerr(&["-V"])), version);
    for arguments in [&["--version"][..], &["list", "--version"], &["--version", "list"]] {
        let output = yrerr(arguments);
        let catalogue = format!("{version}catalogue of openYuanrong as of {UPSTREAM_RELEASE}\n");
        assert_eq!(succeeds(&output), catalogue, "{arguments:?}");
    }
    let chinese = yrerr(&["--lang", "zh", "summary", "--version"]);
    assert!(succeeds(&chinese).starts_with(version) && is_chinese(stdout(&chinese)));
}

#[test]
fn manual_pages_are_written() {
    let output = yrerr(&["man"]);
    let title = concat!(".TH yrerr 1  \"yrerr ", env!("CARGO_PKG_VERSION"), "\"");
    assert!(succeeds(&output).contains(title), "{}", stdout(&output));
    for command in COMMANDS {
        let output = yrerr(&["man", command]);
        assert!(succeeds(&output).contains(&format!("\\fByrerr {command}\\fR")), "{command}");
    }
    let output = yrerr(&["man", "woman"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""));
    assert_eq!(stderr(&output), "yrerr: there is no command \"woman\"\n");
}

/// Returns whether a text has characters of Chinese.
fn is_chinese(text: &str) -> bool {
    text.contains(|c| ('\u{4e00}'..'\u{a000}').contains(&c))
}

#[test]
fn help_and_errors_are_in_the_language_of_the_user() {
    let in_locale = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut program = program(arguments);
        program.envs(variables.iter().copied()).output().expect("the program runs")
    };
    for command in COMMANDS {
        for help in ["-h", "--help"] {
            let chinese = yrerr(&["--lang", "zh", command, help]);
            for line in succeeds(&chinese).lines().filter(|line| line.contains("  ")) {
                // A long help has the option on one line, and what it does on the next.
                let is_option = help == "--help" && line.trim_start().starts_with('-');
                assert!(is_option || is_chinese(line), "{command} {help}: {line}");
            }
            assert!(stdout(&chinese).contains(&format!("用法：yrerr {command} [选项]")));
            let of_locale = in_locale(&[("LANG", "zh_CN.UTF-8")], &[command, help]);
            assert_eq!(succeeds(&of_locale), stdout(&chinese), "{command}");
        }
    }
    for wrong in [
        &["--no-such-flag"][..],
        &["--lang", "zh"],
        &["list", "--kind", "x"],
        &["list", "--kind"],
        &["1001", "list"],
        &["annotate", "--only=x"],
        &["completions", "tcsh"],
    ] {
        let output = in_locale(&[("LC_ALL", "zh_CN.UTF-8"), ("LANG", "C")], wrong);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""), "{wrong:?}");
        assert!(stderr(&output).starts_with("错误："), "{}", stderr(&output));
        assert!(!stderr(&output).contains("error"), "{}", stderr(&output));
    }
    let english = in_locale(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], &["404"]);
    assert!(succeeds(&english).contains("Not Found"));
    let english = in_locale(&[("LANG", "zh_CN.UTF-8")], &["--lang", "en", "-h"]);
    assert_eq!(succeeds(&english), stdout(&yrerr(&["-h"])));
}

#[test]
fn colors_are_for_terminals() {
    assert!(!stdout(&yrerr(&["1001"])).contains('\u{1b}'));
    let output = program(&["1001"]).env("CLICOLOR_FORCE", "1").output().expect("the program runs");
    assert!(stdout(&output).contains('\u{1b}'));
    let output = program(&["1001", "--color=never"]).env("CLICOLOR_FORCE", "1").output();
    assert!(!stdout(&output.expect("the program runs")).contains('\u{1b}'));
    let output = program(&["--color", "always", "1001"]).env("NO_COLOR", "1").output();
    assert!(stdout(&output.expect("the program runs")).contains('\u{1b}'));
}

/// Needs the program `script`, which gives another program a terminal.
#[cfg(target_os = "linux")]
#[test]
fn explanations_are_as_wide_as_the_terminal() {
    let log = file("terminal.log", b"code: 1005\n");
    let program = env!("CARGO_BIN_EXE_yrerr");
    for command in ["1005", "search etcd", &format!("annotate {log}"), &format!("summary {log}")] {
        let command = format!("stty cols 60 rows 20; NO_COLOR=1 {program} {command}");
        let Ok(output) = Command::new("script").args(["-qec", &command, "/dev/null"]).output()
        else {
            println!("`script` is not installed: nothing was tested");
            return;
        };
        let lines: Vec<&str> = stdout(&output).lines().map(str::trim_end).collect();
        assert!(lines.len() > 1, "{command}");
        assert!(lines.iter().all(|line| line.chars().count() <= 60), "{lines:#?}");
    }
}

#[test]
fn a_closed_pipe_is_not_a_failure() {
    let codes = vec!["1001"; 2000];
    let log = file("long.log", &b"code: 1002\n".repeat(50_000));
    for arguments in [
        &codes[..],
        &["annotate", &log],
        &["export", "--format=json"],
        &["export", "--format=csv"],
        &["export", "--format=markdown"],
    ] {
        let mut child = start(arguments);
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""), "{}", arguments[0]);
    }
}
