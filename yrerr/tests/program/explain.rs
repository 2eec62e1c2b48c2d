//! `yrerr CODE`

use crate::support::{
    file, follows_schema, parse_json, stderr, stdout, succeeds, with_input, yrerr,
};
use yuanrong_errors::{DataSystemErrorCode, ErrorCode, Lang, Retry, SdkErrorCode, Table, entries};

#[test]
fn numbers_and_names_of_sdk_and_rest_are_explained() {
    let output = yrerr(&["sdk:1002", "4115", "FunctionNotFound", "ERR_INSTANCE_EXITED"]);
    let sections: Vec<&str> = succeeds(&output).split("\n\n").collect();
    assert_eq!(sections.len(), 4);
    assert_eq!(sections[1].trim_end(), sections[2].trim_end(), "the number and the name");
    let entry = SdkErrorCode::ResourceNotEnough.entry();
    let reason = entry.retry_reason();
    let without_optional_lines = |section: &str| {
        let is_optional =
            |line: &&str| line.starts_with("  hint:") || line.starts_with("  may also be:");
        section.lines().filter(|line| !is_optional(line)).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(
        without_optional_lines(sections[0]),
        format!(
            "1002 ERR_RESOURCE_NOT_ENOUGH (sdk table, documented)
  message:     Insufficient resources.
  solution:    Check whether the requested resources exceed the resources managed by the kernel. \
(documented)
  kind:        resource-exhausted
  retry:       backoff: {}
               invoke-stateful: never: {}
  reason:      {reason} (documented)",
            Retry::Backoff.advice(),
            Retry::Never.advice(),
        )
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
fn a_status_is_explained_with_the_sdk_code_that_it_becomes() {
    let ways = ["datasystem:6", "DataSystem:6", "K_OUT_OF_MEMORY", "Out of memory", "OutOfMemory"];
    let output = yrerr(&ways);
    let sections: Vec<&str> = succeeds(&output).trim_end().split("\n\n").collect();
    assert_eq!(sections, [sections[0]; 5]);
    let entry = DataSystemErrorCode::OutOfMemory.entry();
    for line in [
        "6 K_OUT_OF_MEMORY (datasystem table, documented)",
        "  message:     Out of memory",
        &format!("  description: {}", entry.description()),
        "  surfaces as: 4202 ERR_SHARED_MEMORY_LIMITED",
    ] {
        assert!(sections[0].lines().any(|other| other == line), "{line}");
    }
    let output = yrerr(&["functionsystem:10000", "functionsystem:-1", "-1", "datasystem:19"]);
    let titles: Vec<&str> =
        succeeds(&output).split("\n\n").filter_map(|section| section.lines().next()).collect();
    assert_eq!(
        titles,
        [
            "10000 BP_DATASYSTEM_ERROR (functionsystem table, observed)",
            "-1 FAILED (functionsystem table, observed)",
            "-1 FAILED (functionsystem table, observed)",
            "19 K_TRY_AGAIN (datasystem table, documented)",
        ]
    );
    let output = yrerr(&["--format", "json", "datasystem:6", "functionsystem:1", "sdk:1002"]);
    let document = parse_json(succeeds(&output));
    follows_schema(&document);
    let surfaces = |index: usize| &document["entries"][index]["surfaces_as"];
    assert_eq!(surfaces(0), 4202);
    assert!(surfaces(1).is_null() && surfaces(2).is_null());
}

#[test]
fn a_number_that_the_named_table_does_not_have_is_unknown() {
    let output = yrerr(&["functionsystem:4", "datasystem:99999"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(1), ""));
    let nearest = |section: &str| {
        let lines = section.lines().filter(|line| line.starts_with("  nearest:"));
        let names = lines.map(|line| line.split([' ', ':']).filter(|word| !word.is_empty()).nth(2));
        names.map(|name| name.unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let sections: Vec<&str> = stdout(&output).split("\n\n").collect();
    assert!(sections[0].starts_with("4\n") && sections[1].starts_with("99999\n"));
    assert_eq!(nearest(sections[0]), ["PARAMETER_ERROR", "REQUEST_TIME_OUT"], "of this table");
    assert_eq!(nearest(sections[1]), [""; 0], "none is near");
    assert_eq!(yrerr(&["rest:1001"]).status.code(), Some(1), "another table has it");
    assert_eq!(yrerr(&["soap:1001"]).status.code(), Some(1));
}

#[test]
fn a_hint_comes_right_after_the_solution() {
    let hinted = || entries().filter_map(|entry| Some((entry, entry.hint()?)));
    let names: Vec<&str> = hinted().map(|(entry, _)| entry.name()).collect();
    let output = yrerr(&names);
    for (entry, hint) in hinted() {
        let (solution, origin) = (entry.solution(), entry.solution_origin());
        let lines = format!("  solution:    {solution} ({origin})\n  hint:        {hint}\n");
        assert!(succeeds(&output).contains(&lines), "{lines}");
    }
}

#[test]
fn other_meanings_of_a_number_are_shown() {
    let output = yrerr(&["3008"]);
    let entry = ErrorCode::from_code(3008).entry().expect("a known code");
    assert_ne!(entry.other_meanings().len(), 0);
    for meaning in entry.other_meanings() {
        let shown = format!("  may also be: {meaning}");
        assert!(stdout(&output).lines().any(|line| line == shown), "{shown}");
    }
}

#[test]
fn an_unknown_number_is_explained_by_its_range_and_the_nearest_codes() {
    let failed = ErrorCode::in_table(Table::FunctionSystem, -1);
    let below = ErrorCode::from_code(200_413);
    let transposed = ErrorCode::from_code(1015);
    for (number, nearest) in [
        ("200418", &[below][..]),
        ("-2", &[failed]),
        ("1051", &[transposed]),
        ("4151", &[4115, 4143].map(ErrorCode::from_code)),
        ("1300", &[]),
    ] {
        let output = yrerr(&[number]);
        assert_eq!((output.status.code(), stderr(&output)), (Some(1), ""));
        let code = ErrorCode::from_code(number.parse().expect("a number"));
        assert_eq!(code.name(), None);
        let nearest: Vec<String> =
            nearest.iter().map(|known| format!("  nearest:     {known}\n")).collect();
        let expected = format!(
            "{number}
  message:     {}
  description: {}
  solution:    {}
  retry:       never: {}
{}",
            code.message(),
            code.description(),
            code.solution(),
            code.retry().advice(),
            nearest.concat()
        );
        assert_eq!(stdout(&output), expected);
    }
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
    let output = yrerr(&["3001"]);
    let titles: Vec<&str> = stdout(&output).lines().filter(|line| line.starts_with('3')).collect();
    assert_eq!(
        titles,
        [
            "3001 ERR_REQUEST_BETWEEN_RUNTIME_BUS (sdk table, documented)",
            "3001 K_SC_PRODUCER_NOT_FOUND (datasystem table, documented)"
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
        let explained = succeeds(&output);
        for entry in entries() {
            let (bracket, origin) = match lang {
                Lang::Zh => ("（", entry.origin().word_in(lang)),
                _ => (" (", entry.origin().as_str()),
            };
            let title = format!("{} {}{bracket}", entry.code(), entry.name());
            let (_, section) = explained.split_once(&title).expect("a section");
            let section = section.split_once("\n\n").map_or(section, |(section, _)| section);
            let texts = [entry.message_in(lang), entry.description_in(lang)];
            let advice = entry.retry().advice_in(lang);
            let texts = texts.into_iter().chain([entry.solution_in(lang), advice]);
            let words = [entry.table().word_in(lang), origin, entry.kind().word_in(lang)];
            let texts = texts.chain([entry.retry_reason_in(lang)]).chain(words);
            for text in texts.chain(entry.hint_in(lang)) {
                assert!(section.contains(text), "{title} {lang} {text}");
            }
            if lang == Lang::Zh {
                // The servers send their messages in English.
                let lines = section.lines().filter(|line| !line.starts_with("  错误信息"));
                let mut shown = lines.flat_map(|line| line.split(['：', '（', '）', ' ']));
                let words =
                    [entry.kind().as_str(), entry.retry().as_str(), entry.origin().as_str()];
                assert!(!shown.any(|word| words.contains(&word)), "{section}");
            }
        }
    }
}

#[test]
fn an_argument_that_is_not_a_code_is_reported_and_the_others_are_explained() {
    let output = yrerr(&["4294967297", "no\u{1b}pe", "ERR_PARAM_INVALD", "1001"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("1001 ERR_PARAM_INVALID"));
    assert_eq!(
        stderr(&output),
        "yrerr: unknown error code \"4294967297\"\n\
         yrerr: unknown error code \"no\\u{1b}pe\"\n\
         yrerr: unknown error code \"ERR_PARAM_INVALD\"; did you mean ERR_PARAM_INVALID?\n"
    );
    for (misspelled, suggested) in [
        ("InstanceExitd", "InstanceExited"),
        ("RESOURCE_NOT", "ERR_RESOURCE_NOT_ENOUGH"),
        ("sumary", "the command `yrerr summary`"),
        ("out of memori", "Out of memory"),
    ] {
        let output = yrerr(&[misspelled]);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(suggested), "{}", stderr(&output));
    }
    assert!(succeeds(&yrerr(&["InstanceExited"])).starts_with("1007 "), "a variant's name");
}

#[test]
fn json_has_the_known_and_the_unknown_codes() {
    let output = yrerr(&["--format", "json", "1001", "nope", "1999", "-2"]);
    assert_eq!(output.status.code(), Some(1));
    let document = parse_json(stdout(&output));
    follows_schema(&document);
    assert_eq!(document["entries"][0]["code"], 1001);
    let unknown = &document["unknown"];
    assert_eq!((&unknown[0]["code"], &unknown[1]["code"]), (&1999.into(), &(-2).into()));
    assert_eq!(unknown[0]["nearest"], serde_json::json!([2000]));
    assert_eq!(unknown[1]["nearest"], serde_json::json!([-1]));
}

/// Texts that people paste, and the title of the first explanation.
const PASTED: [(&str, &str); 23] = [
    ("1005,", "1005 ERR_INVOKE_RATE_LIMITED ("),
    ("`1005`", "1005 ERR_INVOKE_RATE_LIMITED ("),
    ("（1005）", "1005 ERR_INVOKE_RATE_LIMITED ("),
    ("150_444", "150444 InstanceLabelNotFoundErrCode ("),
    ("150,444", "150444 InstanceLabelNotFoundErrCode ("),
    ("rest：4202.", "4202 RuntimeBootstrapNotFound ("),
    ("functionnotfound", "4115 FunctionNotFound ("),
    ("err_param_invalid", "1001 ERR_PARAM_INVALID ("),
    ("rpc UNAVAILABLE", "1002 K_RPC_UNAVAILABLE ("),
    ("[Out of memory]", "6 K_OUT_OF_MEMORY ("),
    ("1005 ERR_INVOKE_RATE_LIMITED", "1005 ERR_INVOKE_RATE_LIMITED ("),
    ("[{\"code\":4115}]", "from \"[{\"code\":4115}]\": 4115 FunctionNotFound ("),
    (
        "- code: 1002, msg: full",
        "from \"- code: 1002, msg: full\": 1002 ERR_RESOURCE_NOT_ENOUGH: full",
    ),
    ("ErrCode:1005", "from \"ErrCode:1005\": 1005 ERR_INVOKE_RATE_LIMITED ("),
    ("code == 1002", "from \"code == 1002\": 1002 ERR_RESOURCE_NOT_ENOUGH ("),
    ("错误码：1002", "from \"错误码：1002\": 1002 ERR_RESOURCE_NOT_ENOUGH ("),
    ("X-Inner-Code: 4211", "from \"X-Inner-Code: 4211\": 4211 UserFuncInitTimeoutCode ("),
    (
        "failed to invoke, code: 3002, module code: 22, msg: peer is gone",
        "from \"failed to invoke, code: 3002, module code: 22, msg: peer is …\": \
         3002 ERR_INNER_COMMUNICATION: peer is gone",
    ),
    (
        "{\"code\": 4115, \"message\": \"gone\"}",
        "from \"{\"code\": 4115, \"message\": \"gone\"}\": 4115 FunctionNotFound: gone",
    ),
    ("{\"code\":200200}", "from \"{\"code\":200200}\": this response reports success"),
    ("HTTP 503: no upstream", "from \"HTTP 503: no upstream\": HTTP 503: no upstream"),
    (
        "E0822 10:15:03 proxy.cpp:418] create failed, code: 1015, exit code: 137",
        "from \"E0822 10:15:03 proxy.cpp:418] create failed, code: 1015, exi …\": 1015 ",
    ),
    (
        "Traceback (most recent call last):\n  File \"a.py\", line 3\nRuntimeError: code: 1002, \
         module code: 20, msg: full\nof calls",
        "from \"Traceback (most recent call last): File \"a.py\", line 3 Runti …\": \
         1002 ERR_RESOURCE_NOT_ENOUGH: full\\nof calls",
    ),
];

#[test]
fn anything_can_be_pasted() {
    for (pasted, title) in PASTED {
        let output = yrerr(&[pasted]);
        assert!(succeeds(&output).starts_with(title), "{pasted}: {}", stdout(&output));
        let from_input = with_input(&["-"], format!("\n{pasted}\r\n").as_bytes());
        assert_eq!(succeeds(&from_input), stdout(&output), "from standard input");
        follows_schema(&parse_json(succeeds(&yrerr(&["--format", "json", pasted]))));
    }
    let all: Vec<&str> = PASTED.iter().map(|(pasted, _)| *pasted).collect();
    let output = yrerr(&all);
    for (_, title) in PASTED {
        assert!(succeeds(&output).contains(title), "{title}");
    }
    let words = ["failed", "to", "invoke,", "code:", "3002,", "msg:", "gone"];
    let output = yrerr(&words);
    assert_eq!(succeeds(&output), stdout(&yrerr(&[&words.join(" ")])), "a text without quotes");
}

#[test]
fn the_advice_of_the_cause_counts_where_a_code_only_passes_it_on() {
    let text = "code: 4299, msg: set failed: code: [Try again], msg: [later]";
    let output = yrerr(&[text]);
    let cause = DataSystemErrorCode::TryAgain;
    for line in [
        "  caused by:   19 K_TRY_AGAIN: later".to_owned(),
        format!("  solution:    {}", cause.solution()),
        format!("  retry:       if-idempotent: {}", Retry::IfIdempotent.advice()),
    ] {
        assert!(succeeds(&output).lines().any(|other| other == line), "{line}");
    }
    for &lang in Lang::ALL {
        let output = yrerr(&["--format", "json", "--lang", lang.as_str(), text]);
        let document = parse_json(succeeds(&output));
        follows_schema(&document);
        let failure = &document["failures"][0];
        assert_eq!((&failure["code"], &failure["retryable"]), (&4299.into(), &true.into()));
        assert_eq!(failure["solution"], cause.solution_in(lang));
        assert_eq!((&failure["causes"][0]["code"], &failure["from"]), (&19.into(), &text.into()));
        assert_eq!(document["entries"][1]["names"][0], "K_TRY_AGAIN");
    }
}

#[test]
fn lines_and_lists_are_read_one_by_one() {
    let log =
        b"E1 create failed, code: 1015, msg: no meta\nfine\nW2 code: 1005\nW3 code: 1005, msg: x\n";
    let output = with_input(&["-"], log);
    let titles: Vec<&str> =
        succeeds(&output).lines().filter(|line| line.starts_with("from ")).collect();
    assert_eq!(titles.len(), 2, "each code once: {titles:?}");
    assert!(titles[1].ends_with("\": 1005 ERR_INVOKE_RATE_LIMITED: x"), "{titles:?}");

    let one = b"E0822 10:15:03 a.cpp:1] code: 1015, msg: no meta\nI0822 10:15:04 lease renewed\n";
    let output = with_input(&["-"], one);
    let title = succeeds(&output).lines().next().unwrap_or_default();
    assert!(title.ends_with("\": 1015 ERR_FUNCTION_META_NOT_FOUND: no meta"), "{title}");

    let output = with_input(&["-", "--table", "sdk"], b"1002 1005\nERR_ETCD_OPERATION_ERROR\n");
    let titles =
        succeeds(&output).lines().filter(|line| !line.starts_with(' ') && !line.is_empty());
    let codes: Vec<&str> =
        titles.map(|title| title.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(codes, ["1002", "1005", "3005"]);
    let output = with_input(&["-"], b"1002\nnope\na sentence of a log\n");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "yrerr: unknown error code \"nope\"\n");

    let output = with_input(&["-"], &b"1002 ".repeat(300_000));
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""));
    assert!(stderr(&output).contains("use `yrerr annotate`"), "{}", stderr(&output));
}

#[test]
fn the_table_can_be_given() {
    for arguments in
        [&["--table", "rest", "4202"][..], &["4202", "--table", "REST"], &["rest:4202"]]
    {
        let output = yrerr(arguments);
        assert!(succeeds(&output).starts_with("4202 RuntimeBootstrapNotFound (rest table"));
        assert!(!stdout(&output).contains("sdk table"), "{arguments:?}");
    }
    assert_eq!(yrerr(&["--table", "rest", "ERR_PARAM_INVALID"]).status.code(), Some(1));
}

#[test]
fn numbers_that_are_no_error_codes_are_explained_as_what_they_are() {
    for number in ["0", "200", "6030", "150200", "200200", "200202", "200204"] {
        let output = yrerr(&[number]);
        let title = format!("{number} (success, not an error code)\n");
        assert!(succeeds(&output).starts_with(&title), "{}", stdout(&output));
        assert!(!stdout(&output).contains("nearest:"), "{}", stdout(&output));
    }
    let output = yrerr(&["404", "503"]);
    assert!(succeeds(&output).starts_with("404 (an HTTP status, not an error code)\n"));
    assert!(stdout(&output).contains("\n503 (an HTTP status, not an error code)\n"));
    let chinese = yrerr(&["404", "--lang", "zh"]);
    assert!(succeeds(&chinese).starts_with("404（HTTP 状态码，不是错误码）\n"));
}

#[test]
fn what_is_not_understood_gets_advice() {
    let log = file("pasted.log", b"code: 1002\n");
    for (text, advice) in [
        ("connection refused by peer", "use `yrerr search`"),
        (&*log, "the command `yrerr annotate "),
    ] {
        let output = yrerr(&[text]);
        assert_eq!((output.status.code(), stdout(&output)), (Some(1), ""));
        assert!(stderr(&output).contains(advice), "{}", stderr(&output));
    }
    let output = yrerr(&["--lang", "zh", "ERR_PARAM_INVALD"]);
    assert_eq!(
        stderr(&output),
        "yrerr: 未知错误码“ERR_PARAM_INVALD”；是否为 ERR_PARAM_INVALID？\n"
    );
}
