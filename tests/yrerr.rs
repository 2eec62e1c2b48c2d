//! The program, run as a person runs it.
#![cfg(feature = "cli")]

use std::process::{Command, Output, Stdio};
use yuanrong_errors::{Lang, entries};

fn yrerr(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yrerr")).args(arguments).output().expect("the program runs")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("text")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("text")
}

#[test]
fn numbers_and_names_of_both_tables_are_explained() {
    let output = yrerr(&["1002", "4115", "FunctionNotFound", "ERR_INSTANCE_EXITED"]);
    assert_eq!(output.status.code(), Some(0));
    let sections: Vec<&str> = stdout(&output).split("\n\n").collect();
    assert_eq!(sections.len(), 4);
    assert_eq!(sections[1].trim_end(), sections[2].trim_end(), "the number and the name");
    assert_eq!(
        sections[0],
        "1002 ERR_RESOURCE_NOT_ENOUGH (sdk table, documented)
  message:     Insufficient resources.
  solution:    Check whether the requested resources exceed the resources managed by the kernel. \
(documented)
  kind:        resource-exhausted
  retry:       backoff: wait and repeat
               invoke-stateful: never: do not repeat until something else has changed
  because:     the framework itself retries stateless calls, and the runtime creations: nothing \
ran, and resources may be freed (documented)"
    );
    for line in [
        "4115 FunctionNotFound (rest table, documented)",
        "  message:     FunctionNotFound",
        "  description: The function has not been created or has been deleted.",
    ] {
        assert!(sections[1].lines().any(|other| other == line), "{line}");
    }
    assert!(sections[3].starts_with("1007 ERR_INSTANCE_EXITED (sdk table, documented)\n"));
}

#[test]
fn other_meanings_of_a_number_are_told() {
    let output = yrerr(&["3008"]);
    let told = "  may also be: a failed request between runtime and frontend (SDK runtime)";
    assert!(stdout(&output).lines().any(|line| line == told));
}

#[test]
fn what_is_no_code_is_named_and_the_others_still_explained() {
    let output = yrerr(&["4294967297", "no\u{1b}pe", "1001"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("1001 ERR_PARAM_INVALID"));
    assert_eq!(
        stderr(&output),
        "yrerr: \"4294967297\" is no error code of the catalogue\n\
         yrerr: \"no\\u{1b}pe\" is no error code of the catalogue\n"
    );
}

#[test]
fn an_unknown_number_is_answered_with_its_range_and_its_neighbours() {
    let output = yrerr(&["200418"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(1), ""));
    assert_eq!(
        stdout(&output),
        "200418 UNKNOWN
  message:     Unknown code of the frontend.
  description: Unknown number; those from 200000 to 200999 are the frontend's; the last three \
digits are the HTTP status where they are 599 or less.
  solution:    Go by the HTTP status in the last three digits: below 500 the caller acts, else \
the operator checks the log of the frontend.
  retry:       never: do not repeat until something else has changed
  nearest:     200413 FrontendStatusRequestEntityTooLarge: The body of the request is larger than \
the frontend takes.
  nearest:     200429 FrontendStatusTooManyRequests: The frontend gets more requests than it takes.
"
    );
}

#[test]
fn each_meaning_of_a_shared_number_is_explained_the_likelier_first() {
    let output = yrerr(&["4010"]);
    let titles: Vec<&str> = stdout(&output).lines().filter(|line| line.starts_with('4')).collect();
    assert_eq!(
        titles,
        [
            "4010 UserFuncInvokeTimeout (rest table, observed)",
            "4010 ERR_PARSE_INVOKE_RESPONSE_ERROR (sdk table, observed)"
        ]
    );
}

#[test]
fn every_code_is_explained_in_both_languages() {
    for entry in entries() {
        for &lang in Lang::ALL {
            let output = yrerr(&["--lang", lang.as_str(), &entry.code().to_string()]);
            assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
            let texts = [entry.message_in(lang), entry.solution_in(lang)];
            for text in texts.into_iter().chain([entry.retry().advice_in(lang)]) {
                assert!(stdout(&output).contains(text), "{} {lang} {text}", entry.code());
            }
        }
    }
    assert_eq!(yrerr(&["--lang", "klingon", "1001"]).status.code(), Some(2));
}

#[test]
fn wrong_usage_exits_with_2_and_help_with_0() {
    assert_eq!(yrerr(&[]).status.code(), Some(2));
    assert_eq!(yrerr(&["--no-such-flag"]).status.code(), Some(2));
    let help = yrerr(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(stdout(&help).contains("Example: yrerr 1002"));
    assert_eq!(yrerr(&["--version"]).status.code(), Some(0));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let codes: Vec<String> = (0..2000).map(|_| "1001".to_owned()).collect();
    let mut child = Command::new(env!("CARGO_BIN_EXE_yrerr"))
        .args(codes)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
}
