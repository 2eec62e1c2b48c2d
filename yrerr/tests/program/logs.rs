//! `yrerr annotate` and `yrerr summary`

use crate::support::{
    file, parse_json, program, start, stderr, stdout, succeeds, with_input, yrerr,
};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::{
    fs::{self, OpenOptions},
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
};
use yuanrong_errors::{Error, Lang, SdkErrorCode, entries};

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
    assert_eq!(succeeds(&with_input(&["annotate"], b"nothing\n")), "nothing\n");
}

#[test]
fn files_and_line_numbers_are_written_as_grep_writes_them() {
    let files = [file("left.log", b"fine\ncode: 1005\n"), file("right.log", b"fine")];
    let (left, right) = (&files[0], &files[1]);
    let lines = |options: &[&str], files: &[&str]| {
        let output = yrerr(&[&["annotate"], options, files].concat());
        let lines = succeeds(&output).lines().filter(|line| !line.starts_with("  ^ "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines(&[], &[left]), ["fine", "code: 1005"]);
    assert_eq!(lines(&["-n"], &[left]), ["1-fine", "2:code: 1005"]);
    assert_eq!(lines(&["--line-number", "--only"], &[left]), ["2:code: 1005"]);
    let named = [format!("{left}-fine"), format!("{left}:code: 1005")];
    assert_eq!(lines(&["-H"], &[left]), named);
    assert_eq!(lines(&["--no-filename", "--with-filename"], &[left]), named, "the last one counts");
    assert_eq!(lines(&[], &[left, right]), [&named[..], &[format!("{right}-fine")]].concat());
    assert_eq!(lines(&["-I", "-n"], &[left, right]), ["1-fine", "2:code: 1005", "1-fine"]);
    assert_eq!(lines(&["-Hn", "--only"], &[left, right]), [format!("{left}:2:code: 1005")]);
    let output = yrerr(&["annotate", "--format", "json", "-I", left, right]);
    assert!(!succeeds(&output).contains("\"file\""), "{}", stdout(&output));
}

#[test]
fn context_is_written_around_the_lines_with_codes() {
    let log = b"1\n2\n3 code: 1005\n4\n5\n6\n7\n8\n9 code: 1005\n10 code: 1002\n11";
    for (context, expected) in [
        ("0", "3:3 code: 1005|--|9:9 code: 1005|10:10 code: 1002"),
        ("1", "2-2|3:3 code: 1005|4-4|--|8-8|9:9 code: 1005|10:10 code: 1002|11-11"),
        ("3", "1-1|2-2|3:3 code: 1005|4-4|5-5|6-6|7-7|8-8|9:9 code: 1005|10:10 code: 1002|11-11"),
    ] {
        let output = with_input(&["annotate", "-n", "--once", "-C", context], log);
        let lines = succeeds(&output).lines().filter(|line| !line.starts_with("  ^ "));
        assert_eq!(lines.collect::<Vec<_>>().join("|"), expected);
    }
    let output = with_input(&["annotate", "--context=1", "--format=json"], log);
    let numbers = succeeds(&output).lines().map(|line| parse_json(line)["line"].as_u64());
    assert_eq!(numbers.flatten().collect::<Vec<_>>(), [2, 3, 4, 8, 9, 10, 11]);
}

#[test]
fn explanations_are_colored_and_the_log_is_not() {
    let log = file("colors.log", b"code: 1015\n");
    let output = yrerr(&["annotate", "-Hn", "--color", "always", &log]);
    let (line, explanation) = succeeds(&output).split_once('\n').expect("two lines");
    let log_line = format!(
        "\u{1b}[35m{log}\u{1b}[0m\u{1b}[36m:\u{1b}[0m\u{1b}[32m1\u{1b}[0m\u{1b}[36m:\u{1b}[0mcode: 1015"
    );
    assert_eq!(line, log_line);
    assert!(explanation.contains("\u{1b}[1m1015 ERR_FUNCTION_META_NOT_FOUND\u{1b}[0m: "));
    let plain = yrerr(&["annotate", &log]);
    assert!(!succeeds(&plain).contains('\u{1b}'));
    let output = yrerr(&["summary", "--color=always", &log]);
    assert!(succeeds(&output).contains("\u{1b}[1m1015 "), "{}", stdout(&output));
}

/// Returns what gzip makes of a text.
fn compressed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).expect("written");
    encoder.finish().expect("written")
}

#[test]
fn compressed_logs_are_read_as_they_are() {
    // What is appended to a compressed file is another member.
    let two = [compressed(b"code: 1005\n"), compressed(b"fine\ncode: 1015\n")].concat();
    let log = file("rotated.log.gz", &two);
    let renamed = file("compressed.log", &two);
    let text = b"code: 1005\nfine\ncode: 1015\n";
    let plain = file("plain.log", text);
    let expected = yrerr(&["annotate", "-n", &plain]);
    for log in [&log, &renamed] {
        let output = yrerr(&["annotate", "-n", log]);
        assert_eq!(succeeds(&output), stdout(&expected));
    }
    assert_eq!(succeeds(&with_input(&["annotate", "-n"], &two)), stdout(&expected));
    assert_eq!(stdout(&yrerr(&["summary", &log])), stdout(&yrerr(&["summary", &plain])));

    // A file that is being written has no end yet.
    let large: Vec<u8> =
        (0..20_000).flat_map(|n| format!("code: 1005 {n}\n").into_bytes()).collect();
    let large = compressed(&large);
    let cut = file("cut.log.gz", &large[..large.len() / 2]);
    let output = yrerr(&["summary", &cut, &plain]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("gzip data is damaged or cut off"), "{}", stderr(&output));
    assert!(stdout(&output).contains("1005 ERR_INVOKE_RATE_LIMITED"), "what is there is counted");
}

#[test]
fn what_cannot_be_read_as_text_is_reported_with_what_to_do() {
    let text = "2026-08-22 code: 1005\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let good = file("good.log", LOG);
    for (name, bytes, advice) in [
        ("marked.log", [&[0xFF, 0xFE][..], &little].concat(), "`iconv -f UTF-16 "),
        ("marked-big.log", [&[0xFE, 0xFF][..], &big].concat(), "`iconv -f UTF-16 "),
        ("unmarked.log", little.clone(), "`iconv -f UTF-16 "),
        ("inside.log.gz", compressed(&little), "`iconv -f UTF-16 "),
        ("other.log.zst", b"\x28\xB5\x2F\xFD\x24\x0Bcode".to_vec(), "`zstdcat "),
        ("other.log.xz", b"\xFD7zXZ\x00\x00".to_vec(), "`xzcat "),
        ("other.log.bz2", b"BZh91AY&SY".to_vec(), "`bzcat "),
    ] {
        let log = file(name, &bytes);
        for command in ["annotate", "summary"] {
            let output = yrerr(&[command, "--lang=en", &log, &good]);
            assert_eq!(output.status.code(), Some(2), "{name}");
            assert!(stderr(&output).starts_with(&format!("yrerr: {log}: ")), "{}", stderr(&output));
            assert!(stderr(&output).contains(advice), "{}", stderr(&output));
            assert!(output.stdout.windows(4).any(|bytes| bytes == b"1005"), "the other is read");
            let output = yrerr(&[command, "--lang", "zh", &log]);
            assert!(stderr(&output).contains("先"), "{}", stderr(&output));
        }
    }
    let output = with_input(&["annotate"], &little);
    assert!(stderr(&output).starts_with("yrerr: -: this is UTF-16"), "{}", stderr(&output));
    let with_zeros = b"\0\0\0\0\xFF\xFEcode: 1002\n";
    assert!(succeeds(&with_input(&["summary"], with_zeros)).contains(" 1002 "));
}

#[test]
fn an_input_that_is_the_output_is_refused() {
    let log = file("own.log", b"code: 1005\n");
    let other = file("other.log", b"code: 1002\n");
    for command in ["annotate", "summary"] {
        for as_input in [false, true] {
            let append = || OpenOptions::new().append(true).open(&log).expect("opened");
            let before = fs::metadata(&log).expect("a file").len();
            let named = if as_input { "-" } else { &log };
            let mut program = program(&[command, named, &other]);
            program.stdout(append()).stdin(fs::File::open(&log).expect("opened"));
            let output = program.output().expect("the program runs");
            assert_eq!(output.status.code(), Some(2));
            let reported = format!("yrerr: {named}: the output goes to this very file");
            assert!(stderr(&output).starts_with(&reported), "{}", stderr(&output));
            let written = fs::read(&log).expect("read");
            assert!(written.len() as u64 > before, "the other log is still read");
        }
    }
}

#[test]
fn summary_shows_the_most_frequent_codes() {
    let log = b"code: 1002\ncode: 1005\ncode: 1005\ncode: 1005, code: 1005\ncode: 1015\n";
    let output = with_input(&["summary", "--top", "1"], log);
    let lines: Vec<&str> = succeeds(&output).lines().collect();
    let row =
        "       4   66.7 %  1005 ERR_INVOKE_RATE_LIMITED: Request limit reached. (lines 2 to 4)";
    assert_eq!(lines[0], row);
    assert_eq!(lines.last(), Some(&"5 of 5 lines mention a code; 2 more codes are not shown"));
    let output = with_input(&["summary", "--top=2", "--format=json"], log);
    let document = parse_json(succeeds(&output));
    assert_eq!(document["codes"].as_array().map(Vec::len), Some(2));
    let code = &document["codes"][0];
    assert_eq!((code["count"].as_u64(), code["share"].as_f64()), (Some(4), Some(4.0 / 6.0)));
    assert_eq!((&code["first_file"], &code["last_file"]), (&"-".into(), &"-".into()));
    let output = with_input(&["summary", "--top", "2", "--lang", "zh"], log);
    assert!(succeeds(&output).ends_with("；另有 1 个错误码未显示。\n"), "{}", stdout(&output));
}

#[test]
fn one_mention_is_counted_once() {
    let shown = entries().flat_map(|entry| {
        let code = entry.error_code();
        [code.to_string(), format!("{:?}", Error::new(code))]
    });
    let log = shown.collect::<Vec<String>>().join("\n");
    let output = with_input(&["summary", "--format", "json"], log.as_bytes());
    let document = parse_json(succeeds(&output));
    for code in document["codes"].as_array().expect("a list") {
        assert_eq!(code["count"], 2, "{code}");
    }
}

#[test]
fn json_has_what_is_known_of_a_code() {
    for command in ["annotate", "summary"] {
        let output = with_input(&[command, "--format", "json", "--lang", "zh"], b"code: 1005\n");
        let code = &parse_json(succeeds(&output))["codes"][0];
        let known = SdkErrorCode::InvokeRateLimited;
        for (field, value) in [
            ("table", Value::from("sdk")),
            ("code", 1005.into()),
            ("name", known.name().into()),
            ("description", known.description_in(Lang::Zh).into()),
            ("solution", known.solution_in(Lang::Zh).into()),
            ("hint", known.hint_in(Lang::Zh).into()),
            ("retry", known.retry().as_str().into()),
        ] {
            assert_eq!(code[field], value, "{command} {field}");
        }
    }
}

#[test]
fn summary_counts() {
    let output = with_input(&["summary"], b"code: 1002\nfine\nerrCode=1002\n");
    assert_eq!(
        succeeds(&output),
        "       2  100.0 %  1002 ERR_RESOURCE_NOT_ENOUGH: Insufficient resources. (lines 1 to 3)
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
    assert!(stdout(&output).contains(" 1005 ERR_INVOKE_RATE_LIMITED"));
    let output = yrerr(&["summary", "no such\u{1b}[2J\u{202e} file"]);
    let reported = "yrerr: no such\\u{1b}[2J\\u{202e} file: ";
    assert!(stderr(&output).starts_with(reported), "{}", stderr(&output));

    assert!(stderr(&output).ends_with(": there is no such file\n"), "{}", stderr(&output));

    // A folder is opened like a file, and then cannot be read.
    let folder = Path::new(&readable).parent().and_then(Path::to_str).expect("a folder");
    let output = yrerr(&["summary", folder, &readable]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with(&format!("yrerr: {folder}: ")), "{}", stderr(&output));
    assert!(stdout(&output).contains(" 1005 ERR_INVOKE_RATE_LIMITED"));
}

#[test]
fn a_large_file_is_read_to_its_end_and_shows_a_bar_only_on_a_terminal() {
    let name = file("large.log", b"");
    let mut large = OpenOptions::new().append(true).open(&name).expect("opened");
    // The file has only NULs, which take no space on the disk.
    large.set_len(256 << 20).expect("a large file");
    large.write_all(b"\ncode: 1002\n").expect("written");
    let output = yrerr(&["summary", &name]);
    assert!(succeeds(&output).contains(" 1002 "), "{}", stdout(&output));
    assert!(stdout(&output).ends_with("1 of 2 lines mention a code\n"));
    fs::remove_file(name).expect("removed");
}

#[test]
fn each_file_is_read_by_itself() {
    // Joined, "exit code: 1002" would not be a mention.
    let files = [file("end.log", b"code: 1005\nexit"), file("begin.log", b" code: 1002\n")];
    let output = yrerr(&["annotate", "-I", &files[0], &files[1]]);
    let lines: Vec<&str> = succeeds(&output).lines().collect();
    assert_eq!((lines[0], lines[2], lines[3]), ("code: 1005", "exit", " code: 1002"));
    assert!(lines[4].starts_with("  ^ 1002 "), "{lines:?}");

    let output = yrerr(&["summary", &files[0], &files[1], &files[0]]);
    let line = format!("(line {}:1)", files[0]);
    assert!(succeeds(&output).contains(&line), "{}", stdout(&output));
    assert!(stdout(&output).contains(" 1005 ERR_INVOKE_RATE_LIMITED"), "{}", stdout(&output));
    assert!(stdout(&output).contains("3 of 5 lines"), "{}", stdout(&output));
    let output = yrerr(&["summary", "--format", "json", &files[0], &files[1]]);
    let code = &parse_json(succeeds(&output))["codes"][1];
    assert_eq!(code["first_file"], *files[1]);
    assert_eq!(code["last_line"], 1);

    let output = yrerr(&["annotate", "--once", &files[0], &files[0]]);
    assert_eq!(succeeds(&output).matches("  ^ ").count(), 1);
    let output = with_input(&["annotate", "--summary"], b"code: 1005\nend");
    assert!(succeeds(&output).contains("\nend\n       1  100.0 %  1005 "), "{}", stdout(&output));
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

#[test]
fn a_summary_is_read_by_prometheus() {
    let log = b"code: 1002, msg: x\nfine\ncode: 1002 {\"code\":4115}\nput: K_TRY_AGAIN\n";
    let output = with_input(&["summary", "--format", "prometheus"], log);
    let expected = "\
# HELP yuanrong_error_mentions_total How often logs mention an error code of openYuanrong.
# TYPE yuanrong_error_mentions_total counter
yuanrong_error_mentions_total{table=\"sdk\",code=\"1002\",name=\"ERR_RESOURCE_NOT_ENOUGH\",kind=\"resource-exhausted\",retry=\"backoff\"} 2
yuanrong_error_mentions_total{table=\"rest\",code=\"4115\",name=\"FunctionNotFound\",kind=\"not-found\",retry=\"never\"} 1
yuanrong_error_mentions_total{table=\"datasystem\",code=\"19\",name=\"K_TRY_AGAIN\",kind=\"aborted\",retry=\"if-idempotent\"} 1
";
    assert_eq!(succeeds(&output), expected);

    // Debian's package prometheus has this program.
    let promtool = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut promtool) = promtool else { return };
    promtool.stdin.take().expect("a pipe").write_all(&output.stdout).expect("written");
    let checked = promtool.wait_with_output().expect("ended");
    assert!(checked.status.success(), "{}", stderr(&checked));
    assert_eq!(stderr(&checked), "");
}
