//! `yrerr annotate` and `yrerr summary`

use crate::support::{file, parse_json, start, stderr, stdout, succeeds, with_input, yrerr};
use serde_json::Value;
use std::{
    fs::{self, OpenOptions},
    io::{BufRead, BufReader, Write},
    path::Path,
};
use yuanrong_errors::{Lang, SdkErrorCode, entries};

const LOG: &[u8] = b"start\ncode: 1005, msg: slow\nerrCode=1005\n\xFF\xFE\nexit code: 1002\n";

#[test]
fn annotate_reads_standard_input_and_files() {
    let output = with_input(&["annotate"], LOG);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(text.matches("  ^ 1005 ERR_INVOKE_RATE_LIMITED: ").count(), 2);
    assert!(output.stdout.windows(3).any(|bytes| bytes == b"\xFF\xFE\n"), "bytes pass unchanged");

    let output = with_input(&["annotate", "--only", "--once", "--summary", "--lang", "zh"], LOG);
    let lines: Vec<&str> = succeeds(&output).lines().collect();
    let explanations = lines.iter().filter(|line| line.starts_with("  ^ ")).count();
    assert_eq!((lines[0], explanations, lines[2]), ("code: 1005, msg: slow", 1, "errCode=1005"));
    let solution = SdkErrorCode::InvokeRateLimited.solution_in(Lang::Zh);
    assert!(lines[1].contains(solution), "{lines:?}");
    assert!(!lines[1].contains("datasystem"), "a status is never written without its table");
    assert_eq!(lines.last(), Some(&"共 5 行，其中 2 行包含错误码。"));

    let files = [file("one.log", LOG), file("two.log", b"code: 1002")];
    let output = yrerr(&["annotate", "--format", "json", &files[0], &files[1]]);
    let lines: Vec<Value> = succeeds(&output).lines().map(parse_json).collect();
    assert_eq!(lines.len(), 6);
    assert_eq!((&lines[5]["line"], &lines[5]["codes"][0]["code"]), (&1.into(), &1002.into()));
    assert_eq!(lines[5]["file"], *files[1]);
    assert_eq!(with_input(&["annotate"], b"nothing\n").status.code(), Some(1));
}

#[test]
fn summary_counts() {
    let output = with_input(&["summary"], b"code: 1002\nfine\nerrCode=1002\n");
    assert_eq!(
        succeeds(&output),
        "       2 x 1002 ERR_RESOURCE_NOT_ENOUGH: Insufficient resources. (lines 1 to 3)
           Check whether the requested resources exceed the resources managed by the kernel.
2 of 3 lines mention a code
"
    );
    let output = with_input(&["summary", "--lang", "zh"], b"fine\ncode: 1002\n");
    assert!(succeeds(&output).contains("（第 2 行）\n"), "{}", stdout(&output));
    let output = with_input(&["summary", "--format", "json", "-"], LOG);
    let summary = parse_json(succeeds(&output));
    assert_eq!((&summary["lines"], &summary["codes"][0]["count"]), (&5.into(), &2.into()));
    assert_eq!(summary["codes"][0]["name"], "ERR_INVOKE_RATE_LIMITED");
}

#[test]
fn hints_are_in_every_output() {
    let hinted = || entries().filter_map(|entry| Some((entry, entry.hint()?)));
    let names: Vec<&str> = hinted().map(|(entry, _)| entry.name()).collect();
    let log = format!("ErrCode: {}\n", names.join("\nErrCode: "));
    for format in ["text", "json"] {
        for command in ["annotate", "summary"] {
            let output = with_input(&[command, "--format", format], log.as_bytes());
            let written = succeeds(&output);
            for (entry, hint) in hinted() {
                let hint = match (command, format) {
                    ("annotate", "text") => {
                        format!(" Solution: {} Hint: {hint} ", entry.solution())
                    }
                    (_, "json") => format!("\"hint\":{}", Value::from(hint)),
                    _ => hint.to_owned(),
                };
                assert!(written.contains(&hint), "{command} {format}: {hint}");
            }
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_reported_and_the_others_are_read() {
    let readable = file("readable.log", LOG);
    let output = yrerr(&["summary", "no such file", &readable]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("yrerr: no such file: "), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 1, "reported once");
    assert!(stdout(&output).contains("2 x 1005"));
    let output = yrerr(&["summary", "no such\u{1b}[2J\u{202e} file"]);
    let reported = "yrerr: no such\\u{1b}[2J\\u{202e} file: ";
    assert!(stderr(&output).starts_with(reported), "{}", stderr(&output));

    // A folder is opened like a file, and then cannot be read.
    let folder = Path::new(&readable).parent().and_then(Path::to_str).expect("a folder");
    let output = yrerr(&["summary", folder, &readable]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with(&format!("yrerr: {folder}: ")), "{}", stderr(&output));
    assert!(stdout(&output).contains("2 x 1005"));
}

#[test]
fn a_large_file_is_read_to_its_end_and_shows_a_bar_only_on_a_terminal() {
    let name = file("large.log", b"");
    let mut large = OpenOptions::new().append(true).open(&name).expect("opened");
    // The file has only NULs, which take no space on the disk.
    large.set_len(256 << 20).expect("a large file");
    large.write_all(b"\ncode: 1002\n").expect("written");
    let output = yrerr(&["summary", &name]);
    assert!(succeeds(&output).contains("1 x 1002"), "{}", stdout(&output));
    assert!(stdout(&output).ends_with("1 of 2 lines mention a code\n"));
    fs::remove_file(name).expect("removed");
}

#[test]
fn each_file_is_read_by_itself() {
    // Joined, "exit code: 1002" would not be a mention.
    let files = [file("end.log", b"code: 1005\nexit"), file("begin.log", b" code: 1002\n")];
    let output = yrerr(&["annotate", &files[0], &files[1]]);
    let lines: Vec<&str> = succeeds(&output).lines().collect();
    assert_eq!((lines[0], lines[2], lines[3]), ("code: 1005", "exit", " code: 1002"));
    assert!(lines[4].starts_with("  ^ 1002 "), "{lines:?}");

    let output = yrerr(&["summary", &files[0], &files[1], &files[0]]);
    let line = format!("(line {}:1)", files[0]);
    assert!(succeeds(&output).contains(&line), "{}", stdout(&output));
    assert!(stdout(&output).contains("2 x 1005"), "{}", stdout(&output));
    assert!(stdout(&output).contains("3 of 5 lines"), "{}", stdout(&output));
    let output = yrerr(&["summary", "--format", "json", &files[0], &files[1]]);
    let code = &parse_json(succeeds(&output))["codes"][1];
    assert_eq!(code["first_file"], *files[1]);
    assert_eq!(code["last_line"], 1);

    let output = yrerr(&["annotate", "--once", &files[0], &files[0]]);
    assert_eq!(succeeds(&output).matches("  ^ ").count(), 1);
    let output = with_input(&["annotate", "--summary"], b"code: 1005\nend");
    assert!(succeeds(&output).contains("\nend\n       1 x 1005"), "{}", stdout(&output));
}

#[test]
fn a_log_is_explained_while_it_is_written() {
    let mut child = start(&["annotate"]);
    let mut stdin = child.stdin.take().expect("a pipe");
    let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    stdin.write_all(b"code: 1005\n").expect("written");
    let lines: Vec<String> = stdout.lines().take(2).map(|line| line.expect("text")).collect();
    assert!(lines[1].starts_with("  ^ 1005 "), "{lines:?}");
    drop(stdin);
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
}

#[test]
fn where_the_table_is_not_certain_the_other_meaning_is_shown() {
    let output = with_input(&["annotate"], b"code: 4202, msg: x\n");
    let shown = " This is the meaning in the sdk table; in the rest table it is ";
    assert!(succeeds(&output).contains(shown), "{}", stdout(&output));
    let output = with_input(&["annotate"], b"code: 4202, module code: 30\n");
    assert!(!succeeds(&output).contains("in the rest table"), "{}", stdout(&output));
    let output = with_input(&["annotate", "--format", "json"], b"code: 4202, msg: x\n");
    assert_eq!(parse_json(succeeds(&output))["codes"][0]["table_is_certain"], false);
}
