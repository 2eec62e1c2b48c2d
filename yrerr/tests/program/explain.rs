//! `yrerr CODE`

use crate::support::{follows_schema, parse_json, stderr, stdout, succeeds, yrerr};
use yuanrong_errors::{
    DataSystemErrorCode, Entry, ErrorCode, Lang, Retry, SdkErrorCode, Table, entries,
};

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
    assert_eq!(nearest(sections[0]), ["PARAMETER_ERROR", "REQUEST_TIME_OUT"]);
    assert_eq!(nearest(sections[1]), ["K_NCCL_ERROR"], "of this table alone");
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
    let [below, above] = [200_413, 200_429].map(ErrorCode::from_code);
    for (number, nearest) in [("200418", &[below, above][..]), ("-2", &[failed])] {
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
        ("out of memory", "Out of memory"),
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
    let codes = || entries().map(Entry::code);
    let below = codes().filter(|code| *code < 1999).max();
    let above = codes().filter(|code| *code > 1999).min();
    assert_eq!((&unknown[0]["code"], &unknown[1]["code"]), (&1999.into(), &(-2).into()));
    assert!(unknown[0]["name"].is_null());
    assert_eq!(unknown[0]["nearest"], serde_json::json!([below, above]));
}
