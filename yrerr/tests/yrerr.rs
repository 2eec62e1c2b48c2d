//! The program, run as a person runs it.
#![cfg(feature = "cli")]

use serde_json::Value;
use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use yuanrong_errors::{ErrorCode, Lang, Operation, Table, entries};

fn yrerr(arguments: &[&str]) -> Output {
    with_input(arguments, b"")
}

fn with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_yrerr"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // From another thread: the program may not wait for all of it.
    let writer = std::thread::spawn(move || stdin.write_all(&input).is_ok());
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    output
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("text")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("text")
}

#[track_caller]
fn succeeds(output: &Output) -> &str {
    assert_eq!((output.status.code(), stderr(output)), (Some(0), ""));
    stdout(output)
}

fn file(name: &str, text: &[u8]) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, text).expect("written");
    file
}

#[test]
fn numbers_and_names_of_both_tables_are_explained() {
    let output = yrerr(&["1002", "4115", "FunctionNotFound", "ERR_INSTANCE_EXITED"]);
    let sections: Vec<&str> = succeeds(&output).split("\n\n").collect();
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
ran, and resources may be freed; nothing upstream repeats a stateful call for it (documented)"
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
    for &lang in Lang::ALL {
        let numbers: Vec<String> = entries().map(|entry| entry.code().to_string()).collect();
        let mut arguments = vec!["--lang", lang.as_str()];
        arguments.extend(numbers.iter().map(String::as_str));
        let output = yrerr(&arguments);
        let told = succeeds(&output);
        for entry in entries() {
            let title = format!("{} {} (", entry.code(), entry.name());
            let (_, section) = told.split_once(&title).expect("a section");
            let section = section.split_once("\n\n").map_or(section, |(section, _)| section);
            let texts = [entry.message_in(lang), entry.description_in(lang)];
            let advice = entry.retry().advice_in(lang);
            for text in texts.into_iter().chain([entry.solution_in(lang), advice]) {
                assert!(section.contains(text), "{title} {lang} {text}");
            }
        }
    }
}

#[test]
fn what_is_no_code_is_named_with_what_may_be_meant_and_the_others_still_explained() {
    let output = yrerr(&["4294967297", "no\u{1b}pe", "ERR_PARAM_INVALD", "1001"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("1001 ERR_PARAM_INVALID"));
    assert_eq!(
        stderr(&output),
        "yrerr: \"4294967297\" is no error code of the catalogue\n\
         yrerr: \"no\\u{1b}pe\" is no error code of the catalogue\n\
         yrerr: \"ERR_PARAM_INVALD\" is no error code of the catalogue: ERR_PARAM_INVALID?\n"
    );
    let output = yrerr(&["--format", "json", "1001", "nope", "1999"]);
    assert_eq!(output.status.code(), Some(1));
    let document = json(stdout(&output));
    let schema = json(include_str!("../docs/export.schema.json"));
    check(&document, &schema, &schema);
    assert_eq!(document["entries"][0]["code"], 1001);
    assert_eq!(document["unknown"][0]["code"], 1999);
    assert_eq!(document["unknown"][0]["nearest"].as_array().map(Vec::len), Some(2));
    let output = yrerr(&["-1"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "yrerr: \"-1\" is no error code of the catalogue\n");
    for (misspelt, meant) in [
        ("InstanceExitd", "InstanceExited"),
        ("RESOURCE_NOT", "ERR_RESOURCE_NOT_ENOUGH"),
        ("sumary", "the command `yrerr summary`"),
    ] {
        let output = yrerr(&[misspelt]);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(meant), "{}", stderr(&output));
    }
    assert!(succeeds(&yrerr(&["InstanceExited"])).starts_with("1007 "), "a variant's name");
}

#[test]
fn list_and_search_choose() {
    let output = yrerr(&["list"]);
    assert_eq!(succeeds(&output).lines().count(), entries().len());
    let output = yrerr(&["list", "--table", "rest", "--retryable", "--kind", "not-found"]);
    for line in succeeds(&output).lines() {
        assert!(line.starts_with("rest "), "{line}");
    }
    let chosen = entries().filter(|entry| {
        entry.table() == Table::Rest && entry.is_retryable() && entry.kind().as_str() == "not-found"
    });
    assert_eq!(stdout(&output).lines().count(), chosen.count());
    let output = yrerr(&["list", "--documented", "--format", "json"]);
    assert_eq!(json(succeeds(&output))["entries"].as_array().map(Vec::len), Some(109));
    assert_eq!(
        yrerr(&["list", "--kind", "unknown"]).status.code(),
        Some(1),
        "none is of this kind"
    );

    let output = yrerr(&["search", "ETCD"]);
    assert!(succeeds(&output).contains("122002 EtcdError: Error in etcd."));
    assert!(!stdout(&output).contains("1002 ERR_RESOURCE_NOT_ENOUGH"));
    let output = yrerr(&["search", "租户", "预留"]);
    assert!(succeeds(&output).contains("150433"));
    assert_eq!(yrerr(&["search", "no such thing"]).status.code(), Some(1));
}

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
    assert_eq!(lines.len(), 6, "{lines:?}");
    assert!(lines[1].contains("间隔一段时间后重试"), "{lines:?}");
    assert_eq!(lines[5], "5 行中有 2 行包含错误码");

    let (one, two) = (file("one.log", LOG), file("two.log", b"code: 1002"));
    let files = [one.to_str().expect("a path"), two.to_str().expect("a path")];
    let output = yrerr(&["annotate", "--format", "json", files[0], files[1]]);
    let lines: Vec<Value> = succeeds(&output).lines().map(json).collect();
    assert_eq!(lines.len(), 6);
    assert_eq!((&lines[5]["line"], &lines[5]["codes"][0]["code"]), (&1.into(), &1002.into()));
    assert_eq!(lines[5]["file"], files[1]);
    assert_eq!(with_input(&["annotate"], b"nothing\n").status.code(), Some(1));
}

/// Lines of a hostile log, and the codes that each mentions.
const HOSTILE: [(&[u8], &[u32]); 18] = [
    (b"start\n", &[]),
    (b"\n", &[]),
    (b"\r\n", &[]),
    (b"  ^ 1001 forged: Retry: backoff.\n", &[]),
    (b"  ^ 1005 ERR_INVOKE_RATE_LIMITED: Request limit reached. Retry: never.\n", &[1005]),
    (b"  ^ code: 1002 forged\n", &[1002]),
    (b"code: 1005, msg: crlf\r\n", &[1005]),
    (b"code: 1005\r  ^ 1001 forged\r\n", &[1005]),
    (b"\0\0\0\n", &[]),
    (b"\0code: 1002, msg: \0nul\0\n", &[1002]),
    (b"\xFF\xFE\n", &[]),
    (b"\xC3code: 1003\xF0\x28 \xE9\x94\n", &[1003]),
    (b"\x1b[2J\x1b[1A\x1b[31m exit code: 1002\x1b[0m\n", &[]),
    (b"\x1b]0;forged\x07code: 1007 \x1b[0m\n", &[1007]),
    ("\u{202e}code: 1002\u{2066} \u{2028}  ^ 1001 forged\u{85}\n".as_bytes(), &[1002]),
    (br#"{"code":4115,"message":"\n  ^ 1001 forged\u001b[2J"}"#, &[4115]),
    (b"\nerrCode=1002 code: 1003 code: 1002\n", &[1002, 1003]),
    (b"{}%s%n$(id) `id` ../../ code: 99999\n", &[]),
];

/// 3 MB in one line, with codes at its ends, around the places where it is read in pieces, and where
/// it looks like another line.
fn long_line() -> Vec<u8> {
    let mut line = b"code: 1001 ".to_vec();
    for (code, at) in [(1002, 131_066), (1003, 262_140), (1005, 1_500_000), (1007, 3_000_000)] {
        line.resize(at, b'x');
        line.extend(format!("  ^ 1008 forged code: {code} ").as_bytes());
    }
    line.extend(b"\r\n");
    line
}

#[test]
fn a_hostile_log_comes_out_as_it_was_and_forges_no_annotation() {
    // What looks like two lines is two.
    let all: Vec<u8> = HOSTILE.iter().flat_map(|(line, _)| line.iter().copied()).collect();
    let mut lines: Vec<Vec<u8>> =
        all.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    let mut codes: Vec<&[u32]> = HOSTILE.iter().map(|(_, codes)| *codes).collect();
    lines.push(long_line());
    codes.push(&[1001, 1002, 1003, 1005, 1007]);
    assert_eq!(lines.len(), codes.len());

    let (mut log, mut annotated) = (Vec::new(), Vec::new());
    for (line, codes) in lines.iter().zip(codes) {
        // Alone: what comes out behind the line is what it adds to the log.
        let output = with_input(&["annotate"], line);
        let shown = String::from_utf8_lossy(&line[..line.len().min(80)]);
        assert_eq!(output.status.code(), Some(i32::from(codes.is_empty())), "{shown}");
        let added = output.stdout.strip_prefix(&line[..]).expect("the line comes out unchanged");
        let added = std::str::from_utf8(added).expect("text");
        assert_eq!(added.lines().count(), codes.len(), "{shown}: {added}");
        for (added, code) in added.lines().zip(codes) {
            let name = ErrorCode::from_code(*code).name();
            assert!(added.starts_with(&format!("  ^ {code} {name}: ")), "{shown}: {added}");
            assert!(!added.contains(char::is_control), "{added:?}");
        }
        log.extend(line);
        annotated.extend(output.stdout);
    }
    let output = with_input(&["annotate"], &log);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
    assert!(output.stdout == annotated, "the log is its lines, each with what it adds alone");

    // Only a last line without a line break gets one, before what is added.
    let output = with_input(&["annotate"], &log[..log.len() - 1]);
    assert!(output.stdout == annotated);
}

#[test]
fn summary_counts() {
    let output = with_input(&["summary"], LOG);
    assert_eq!(
        succeeds(&output),
        "       2 x 1005 ERR_INVOKE_RATE_LIMITED: Request limit reached. (lines 2 to 3)
           Retry after a certain interval.
2 of 5 lines mention a code
"
    );
    let output = with_input(&["summary", "--format", "json", "-"], LOG);
    let summary = json(succeeds(&output));
    assert_eq!((&summary["lines"], &summary["codes"][0]["count"]), (&5.into(), &2.into()));
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_read() {
    let file = file("readable.log", LOG);
    let output = yrerr(&["summary", "no such file", file.to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("yrerr: no such file: "), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 1, "told once");
    assert!(stdout(&output).contains("2 x 1005"));
    let output = yrerr(&["summary", "no such\u{1b}[2J\u{202e} file"]);
    let told = "yrerr: no such\\u{1b}[2J\\u{202e} file: ";
    assert!(stderr(&output).starts_with(told), "{}", stderr(&output));

    // A folder is opened like a file, and then cannot be read.
    let folder = file.parent().expect("a folder").to_str().expect("a path");
    let output = yrerr(&["summary", folder, file.to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with(&format!("yrerr: {folder}: ")), "{}", stderr(&output));
    assert!(stdout(&output).contains("2 x 1005"));
}

#[test]
fn a_large_file_is_read_to_its_end_and_shows_no_bar_where_nobody_looks() {
    let name = file("large.log", b"");
    let mut large = fs::OpenOptions::new().append(true).open(&name).expect("opened");
    // Nothing but NULs, which take no room on the disk.
    large.set_len(256 << 20).expect("a large file");
    large.write_all(b"\ncode: 1002\n").expect("written");
    let output = yrerr(&["summary", name.to_str().expect("a path")]);
    assert!(succeeds(&output).contains("1 x 1002"), "{}", stdout(&output));
    assert!(stdout(&output).ends_with("1 of 2 lines mention a code\n"));
    fs::remove_file(name).expect("removed");
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// Holds a value against a schema, as far as `docs/export.schema.json` uses the language of schemas.
fn check(value: &Value, schema: &Value, root: &Value) {
    if let Some(reference) = schema["$ref"].as_str() {
        let definition = reference.strip_prefix("#/$defs/").expect("a definition");
        return check(value, &root["$defs"][definition], root);
    }
    let name = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types = &schema["type"];
    assert!(types == name || types.as_array().is_some_and(|types| types.contains(&name.into())));
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{value}");
    }
    for item in value.as_array().into_iter().flatten() {
        check(item, &schema["items"], root);
    }
    if let Some(members) = value.as_object() {
        for key in schema["required"].as_array().expect("a list") {
            assert!(members.contains_key(key.as_str().expect("a key")), "{key}");
        }
        for (key, member) in members {
            assert!(schema["properties"][key].is_object(), "{key}");
            check(member, &schema["properties"][key], root);
        }
    }
}

#[test]
fn export_as_json_fits_its_schema() {
    let schema = json(include_str!("../docs/export.schema.json"));
    for &lang in Lang::ALL {
        let output = yrerr(&["export", "--format", "json", "--lang", lang.as_str()]);
        let export = json(succeeds(&output));
        check(&export, &schema, &schema);
        let rows = export["entries"].as_array().expect("a list");
        assert_eq!(rows.len(), entries().len());
        for (row, entry) in rows.iter().zip(entries()) {
            assert_eq!(row["code"], entry.code());
            assert_eq!(row["solution"], entry.solution_in(lang));
            assert_eq!(row["retry_create"], entry.retry_for(Operation::Create).as_str());
        }
    }
}

#[test]
fn export_as_csv_reads_back() {
    let output = yrerr(&["export", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(succeeds(&output).as_bytes());
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|other| other == name).expect("a column");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), entries().len());
    for (row, entry) in rows.iter().zip(entries()) {
        assert_eq!(row[column("code")], entry.code().to_string());
        assert_eq!(&row[column("solution")], entry.solution());
        assert_eq!(row[column("also")], entry.also().join(";"));
    }
}

/// To write the page anew: `UPDATE=1 cargo test --all-features --test yrerr`.
#[test]
fn the_page_of_all_codes_is_fresh() {
    let output = yrerr(&["export", "--format", "markdown"]);
    let page = succeeds(&output);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/codes.md");
    if env::var_os("UPDATE").is_some() {
        fs::write(&file, page).expect("written");
    }
    let written = fs::read_to_string(&file).expect("the page is there");
    let same = written.lines().zip(page.lines()).take_while(|(old, new)| old == new).count();
    assert!(written == page, "docs/codes.md:{} is out of date: see above this test", same + 1);
}

/// The commands of the README's session, with logs that fit what it shows of them.
#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = include_str!("../README.md");
    let (_, session) = readme.split_once("```text\n").expect("a session");
    let (session, _) = session.split_once("```").expect("its end");
    let log = b"code: 1015\ncode: 1015, msg: x\nexit code: 1\n{\"code\":4115}\n";
    for command in session.trim_start_matches("$ ").split("\n$ ") {
        let (command, shown) = command.split_once('\n').expect("a command and what it prints");
        let (input, command) = match command.split_once(" | yrerr ") {
            Some((_, command)) => {
                let written = shown.lines().filter(|line| !line.starts_with("  ^ "));
                (written.collect::<Vec<_>>().join("\n") + "\n", command.to_owned())
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
        assert_eq!(yrerr(arguments).status.code(), Some(2), "{arguments:?}");
    }
    let output = yrerr(&["--lang", "zh", "list"]);
    assert_eq!(succeeds(&output), succeeds(&yrerr(&["list", "--lang", "zh"])));
    assert!(stdout(&output).contains("资源不足"));
    let output = yrerr(&["--help"]);
    let help = succeeds(&output);
    let (_, examples) = help.split_once("Examples:\n").expect("examples");
    for line in examples.lines().take_while(|line| !line.is_empty()) {
        assert!(line.trim_start().contains("  "), "two blanks before the comment: {line}");
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
fn colours_are_for_terminals() {
    assert!(!stdout(&yrerr(&["1001"])).contains('\u{1b}'));
    let output = Command::new(env!("CARGO_BIN_EXE_yrerr"))
        .arg("1001")
        .env("CLICOLOR_FORCE", "1")
        .output()
        .expect("the program runs");
    assert!(stdout(&output).contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let codes: Vec<String> = (0..2000).map(|_| "1001".to_owned()).collect();
    let log = file("long.log", &b"code: 1002\n".repeat(50_000));
    let annotate = ["annotate".to_owned(), log.display().to_string()];
    let export = |format: &str| ["export".to_owned(), format!("--format={format}")];
    let (json, csv) = (export("json"), export("csv"));
    for arguments in [&codes[..], &annotate, &json, &csv] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_yrerr"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""), "{}", arguments[0]);
    }
}

#[test]
fn each_file_is_read_by_itself() {
    // Joined, the first line would veto the second file's code, and become a part of it.
    let (one, two) = (file("end.log", b"code: 1005\nexit"), file("begin.log", b" code: 1002\n"));
    let files = [one.to_str().expect("a path"), two.to_str().expect("a path")];
    let output = yrerr(&["annotate", files[0], files[1]]);
    let lines: Vec<&str> = succeeds(&output).lines().collect();
    assert_eq!((lines[0], lines[2], lines[3]), ("code: 1005", "exit", " code: 1002"));
    assert!(lines[4].starts_with("  ^ 1002 "), "{lines:?}");

    let output = yrerr(&["summary", files[0], files[1], files[0]]);
    let told = format!("(lines {0}:1 to {0}:1)", files[0]);
    assert!(succeeds(&output).contains(&told), "{}", stdout(&output));
    assert!(stdout(&output).contains("2 x 1005"), "{}", stdout(&output));
    assert!(stdout(&output).contains("3 of 5 lines"), "{}", stdout(&output));
    let output = yrerr(&["summary", "--format", "json", files[0], files[1]]);
    let codes = &json(succeeds(&output))["codes"];
    assert_eq!((&codes[1]["first_file"], &codes[1]["last_line"]), (&files[1].into(), &1.into()));

    let output = yrerr(&["annotate", "--once", files[0], files[0]]);
    assert_eq!(succeeds(&output).matches("  ^ ").count(), 1);
    let output = with_input(&["annotate", "--summary"], b"code: 1005\nend");
    assert!(succeeds(&output).contains("\nend\n       1 x 1005"), "{}", stdout(&output));
}

#[test]
fn a_log_is_explained_while_it_is_written() {
    use std::io::{BufRead, BufReader};
    let mut child = Command::new(env!("CARGO_BIN_EXE_yrerr"))
        .arg("annotate")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    stdin.write_all(b"code: 1005\n").expect("written");
    let lines: Vec<String> = stdout.lines().take(2).map(|line| line.expect("text")).collect();
    assert!(lines[1].starts_with("  ^ 1005 "), "{lines:?}");
    drop(stdin);
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
}

#[test]
fn runbooks_are_shown_by_every_command_and_each_meaning_of_a_number() {
    let overlay = br#"{"codes": [
        {"table": "sdk", "code": 1002, "runbook": "https://r/sdk"},
        {"table": "rest", "code": 1002, "name": "Newer", "description": "It is newer.",
         "runbook": "https://r/rest"}
    ]}"#;
    let (overlay, log) = (file("runbooks.json", overlay), file("runbooks.log", b"code: 1002\n"));
    let [overlay, log] = [&overlay, &log].map(|file| file.to_str().expect("a path"));
    for arguments in [
        &["1002"][..],
        &["--format", "json", "1002"],
        &["list", "--format", "json"],
        &["export", "--format", "json"],
        &["annotate", log],
        &["annotate", "--format", "json", log],
        &["summary", log],
        &["summary", "--format", "json", log],
    ] {
        let output = yrerr(&[&["--overlay", overlay], arguments].concat());
        assert_eq!(succeeds(&output).matches("https://r/sdk").count(), 1, "{arguments:?}");
    }
    let explained = yrerr(&["--overlay", overlay, "1002"]);
    assert!(succeeds(&explained).contains("\n\n1002 Newer (overlay)\n"), "{}", stdout(&explained));
    let document = json(succeeds(&yrerr(&["--overlay", overlay, "--format", "json", "1002"])));
    let schema = json(include_str!("../docs/export.schema.json"));
    check(&document, &schema, &schema);
    assert_eq!(document["unknown"][0]["runbook"], "https://r/rest");
}

const OVERLAY: &[u8] = br#"{"codes": [
    {"table": "sdk", "code": 1005, "solution": "Ask the platform team.", "runbook": "https://r/1"},
    {"table": "rest", "code": 4999, "name": "QuotaFrozen", "description": "The quota is frozen.",
     "runbook": "https://r/2"}
]}"#;

#[test]
fn an_overlay_is_shown_by_every_command() {
    let (overlay, log) = (file("overlay.json", OVERLAY), file("overlaid.log", b"code: 1005\n"));
    let [overlay, log] = [&overlay, &log].map(|file| file.to_str().expect("a path"));
    for arguments in [
        &["--overlay", overlay, "annotate", log][..],
        &["annotate", "--overlay", overlay, log],
        &["--overlay", overlay, "summary", log],
        &["summary", "--format", "json", log, "--overlay", overlay],
        &["annotate", "--summary", log, "--overlay", overlay],
        &["--overlay", overlay, "1005"],
        &["--overlay", overlay, "--format", "json", "1005"],
    ] {
        let output = yrerr(arguments);
        assert!(succeeds(&output).contains("Ask the platform team."), "{arguments:?}");
        assert!(!stdout(&output).contains("Retry after a certain"), "{arguments:?}");
    }
    let output = yrerr(&["--overlay", overlay, "--format", "json", "1005", "4999"]);
    let document = json(succeeds(&output));
    let schema = json(include_str!("../docs/export.schema.json"));
    check(&document, &schema, &schema);
    assert_eq!(document["entries"][0]["solution_origin"], "overlay");
    assert_eq!(document["unknown"][0]["name"], "QuotaFrozen");
    for code in ["4999", "QuotaFrozen"] {
        let output = yrerr(&["--overlay", overlay, code]);
        assert!(succeeds(&output).starts_with("4999 QuotaFrozen (overlay)\n"), "{code}");
        assert!(stdout(&output).ends_with("\n  runbook:     https://r/2\n"), "{code}");
    }
    let output = yrerr(&["--overlay", overlay, "1005"]);
    assert!(succeeds(&output).contains("\n  runbook:     https://r/1\n"), "{}", stdout(&output));

    let log = file("newer.log", b"code: 4999, msg: frozen since May\ncode: 4998, msg: x\n");
    let log = log.to_str().expect("a path");
    let annotated = yrerr(&["--overlay", overlay, "annotate", log]);
    assert!(succeeds(&annotated).contains("\n  ^ 4999 QuotaFrozen: "), "{}", stdout(&annotated));
    let summary = yrerr(&["--overlay", overlay, "summary", log]);
    assert!(
        succeeds(&summary).starts_with("       1 x 4999 QuotaFrozen: "),
        "{}",
        stdout(&summary)
    );
    assert!(stdout(&summary).ends_with("1 of 2 lines mention a code\n"), "{}", stdout(&summary));
    let document = yrerr(&["--overlay", overlay, "summary", "--format", "json", log]);
    let newer = &json(succeeds(&document))["codes"][0];
    assert_eq!((&newer["table"], &newer["name"]), (&Value::Null, &"QuotaFrozen".into()));
    assert_eq!(newer["message"], "The quota is frozen.");
    assert_eq!(yrerr(&["summary", log]).status.code(), Some(1), "without it, there is none");

    let with_variable = |value: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yrerr"));
        command.env("YRERR_OVERLAY", value).args(arguments).output().expect("the program runs")
    };
    assert!(succeeds(&with_variable(overlay, &["1005"])).contains("Ask the platform team."));
    assert!(succeeds(&with_variable("", &["1005"])).contains("Retry after a certain"));
    succeeds(&with_variable("no such file", &["completions", "bash"]));
    let output = with_variable("no such file", &["1005"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("yrerr: no such file: "), "{}", stderr(&output));
}

#[test]
fn where_the_table_is_not_certain_the_other_meaning_is_told() {
    let output = with_input(&["annotate"], b"code: 4202, msg: x\n");
    let told = "That is of the sdk table; in the rest table, ";
    assert!(succeeds(&output).contains(told), "{}", stdout(&output));
    let output = with_input(&["annotate"], b"code: 4202, module code: 30\n");
    assert!(!succeeds(&output).contains("in the rest table"), "{}", stdout(&output));
    let output = with_input(&["annotate", "--format", "json"], b"code: 4202, msg: x\n");
    assert_eq!(json(succeeds(&output))["codes"][0]["table_is_certain"], false);
}
