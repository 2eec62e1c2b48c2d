//! Help, wrong usage, completions, colors, pipes, and what the README shows.

use crate::support::{
    REPOSITORY, file, program, start, stderr, stdout, succeeds, with_input, yrerr,
};
use std::{fs, path::Path};

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
        let arguments: Vec<&str> = command.split(' ').collect();
        let output = with_input(&arguments, input.trim_start_matches('\n').as_bytes());
        assert_eq!(stdout(&output).trim_end(), shown.trim_end(), "{command}");
    }
}

#[test]
fn completions_are_written_for_each_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = yrerr(&["completions", shell]);
        assert!(succeeds(&output).contains("annotate"), "{shell}");
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
        &["--format", "json", "list"],
    ] {
        let output = yrerr(arguments);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""), "{arguments:?}");
        assert!(stderr(&output).starts_with("error: "), "{}", stderr(&output));
    }
    let output = yrerr(&["--lang", "zh", "list"]);
    assert_eq!(succeeds(&output), succeeds(&yrerr(&["list", "--lang", "zh"])));
    assert!(stdout(&output).contains("资源不足"));
    let output = yrerr(&["--help"]);
    let help = succeeds(&output);
    let (_, examples) = help.split_once("Examples:\n").expect("examples");
    for line in examples.lines().take_while(|line| !line.is_empty()) {
        assert!(line.trim_start().contains("  "), "two spaces before the comment: {line}");
    }
    assert!(help.contains("kubectl logs -f POD | yrerr annotate"));
    for command in ["list", "search", "annotate", "summary", "export", "completions"] {
        assert!(help.contains(&format!("  {command}")), "{command}");
        let output = yrerr(&[command, "--help"]);
        assert!(succeeds(&output).contains("Example: "), "{command}");
    }
    assert_eq!(yrerr(&["--version"]).status.code(), Some(0));
}

#[test]
fn colors_are_for_terminals() {
    assert!(!stdout(&yrerr(&["1001"])).contains('\u{1b}'));
    let output = program(&["1001"]).env("CLICOLOR_FORCE", "1").output().expect("the program runs");
    assert!(stdout(&output).contains('\u{1b}'));
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
