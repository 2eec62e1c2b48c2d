//! Showing a failed call to a person: on one line of a log, in full, and in Chinese.
#![cfg(feature = "error")]

use proptest::prelude::*;
use std::io;
use yuanrong_errors::{Error, ErrorCode, Lang, Module, Operation, Retry, SdkErrorCode, entries};

const SOLUTION: &str =
    "Check whether the requested resources exceed the resources managed by the kernel.";

/// Returns the other meanings of 1002, each with this before it.
fn meanings(label: &str) -> String {
    let meanings = SdkErrorCode::ResourceNotEnough.entry().other_meanings().iter();
    meanings.map(|meaning| label.to_owned() + meaning).collect::<Vec<_>>().concat()
}

#[test]
fn one_line_says_what_happened_and_what_to_do() {
    let error = Error::new(SdkErrorCode::ResourceNotEnough);
    let meanings = meanings(" | may also be: ");
    let end = format!("{meanings} | solution: {SOLUTION} | retry: backoff");
    let shown = error.report().to_string();
    assert_eq!(shown, format!("1002 ERR_RESOURCE_NOT_ENOUGH: Insufficient resources.{end}"));
    let error = error.with_message("no node has 64 CPUs").with_trace_id("7f3a");
    let shown = error.report().to_string();
    let start = "1002 ERR_RESOURCE_NOT_ENOUGH: no node has 64 CPUs";
    assert_eq!(shown, format!("{start}{end} | trace id: 7f3a"));
}

#[test]
fn the_full_report_has_a_line_for_each_part() {
    let text = "while resizing, ErrCode: 1002, ModuleCode: 22, ErrMsg: no node has 64 CPUs";
    let error = Error::from_text(text)
        .expect("a text with a code")
        .with_http_status(500)
        .with_trace_id("7f3a")
        .with_source(Error::new(3002).with_message("reset"));
    let meanings = meanings("\n  or else:   ");
    assert_eq!(
        format!("{:#}", error.report()),
        format!(
            "1002 ERR_RESOURCE_NOT_ENOUGH: no node has 64 CPUs
  caused by: 3002 ERR_INNER_COMMUNICATION: reset
  context:   while resizing
  meaning:   Insufficient resources.{meanings}
  solution:  {SOLUTION}
  retry:     backoff: wait, then retry
  module:    22 runtime invoke
  http:      500
  trace id:  7f3a
  more:      yrerr 1002"
        )
    );
    assert_eq!(
        format!("{:#}", Error::new(1002).report()),
        format!(
            "1002 ERR_RESOURCE_NOT_ENOUGH: Insufficient resources.{meanings}
  solution:  {SOLUTION}
  retry:     backoff: wait, then retry
  more:      yrerr 1002"
        )
    );
}

#[test]
fn other_meanings_and_hints_are_shown_around_the_solution() {
    for entry in entries() {
        let error = Error::new(entry.error_code());
        let retry = (entry.retry().as_str(), entry.retry().advice());
        let others = entry.other_meanings().iter().copied();
        let hint = entry.hint().map(|hint| ("hint", hint));

        let mut in_line: Vec<_> = others.clone().map(|other| ("may also be", other)).collect();
        in_line.push(("solution", entry.solution()));
        in_line.extend(hint);
        in_line.push(("retry", retry.0));
        let parts: Vec<_> = in_line.iter().map(|(key, text)| format!(" | {key}: {text}")).collect();
        let headline = format!("{} {}: {}", entry.code(), entry.name(), entry.description());
        assert_eq!(error.report().to_string(), headline.clone() + &parts.concat());

        let mut in_full: Vec<_> = others.map(|other| ("or else", other)).collect();
        in_full.push(("solution", entry.solution()));
        in_full.extend(hint);
        let parts =
            in_full.iter().map(|(label, text)| format!("\n  {:<10} {text}", format!("{label}:")));
        let parts: Vec<_> = parts.collect();
        // What `yrerr` explains as this code, and not as another one of the same number.
        let number = entry.code();
        let argument = if ErrorCode::from_code(number) == entry.error_code() {
            number.to_string()
        } else {
            format!("{}:{number}", entry.table())
        };
        let end = format!("\n  retry:     {}: {}\n  more:      yrerr {argument}", retry.0, retry.1);
        assert_eq!(format!("{:#}", error.report()), headline + &parts.concat() + &end);
    }
}

#[test]
fn causes_are_shown_from_the_outermost_on() {
    let inner = Error::new(3002).with_message("reset").with_source(io::Error::other("broken pipe"));
    let error = Error::new(1005).with_message("slow").with_source(inner);
    let line = error.report().to_string();
    let causes = "1005 ERR_INVOKE_RATE_LIMITED: slow | caused by: 3002 ERR_INNER_COMMUNICATION: \
                  reset | caused by: broken pipe | solution: ";
    assert!(line.starts_with(causes), "{line}");
    let full = format!("{:#}", error.report());
    let causes = "1005 ERR_INVOKE_RATE_LIMITED: slow
  caused by: 3002 ERR_INNER_COMMUNICATION: reset
  caused by: broken pipe
  meaning:   Request limit reached.
";
    assert!(full.starts_with(causes), "{full}");
}

#[test]
fn a_failure_without_a_code_is_shown_by_its_http_status() {
    let error = Error::without_code().with_http_status(503).with_message("upstream reset");
    let (line, full) = (error.report().to_string(), format!("{:#}", error.report()));
    let solution = error.solution();
    assert_eq!(
        line,
        format!("HTTP 503: upstream reset | solution: {solution} | retry: if-idempotent")
    );
    let retry = Retry::IfIdempotent.advice();
    let end =
        format!("\n  solution:  {solution}\n  retry:     if-idempotent: {retry}\n  http:      503");
    assert!(full.starts_with("HTTP 503: upstream reset\n  meaning:   "), "{full}");
    assert!(full.ends_with(&end), "{full}");

    let full = format!("{:#}", Error::without_code().report());
    assert!(full.contains("The failure carries no error code."), "{full}");
    assert!(!full.contains("yrerr") && !full.contains(" 0"), "{full}");
    assert!(full.contains("\n  retry:     never: "), "{full}");
}

#[test]
fn a_word_in_the_place_of_the_code_is_shown_after_the_http_status() {
    let word = with_raw_code("INVALID_QUERY");
    assert!(word.report().to_string().starts_with("HTTP 400 INVALID_QUERY: q | solution: "));
    assert!(!format!("{:#}", word.report()).contains("yrerr"));
}

/// Returns the error of a response that has a word in the place of the code.
fn with_raw_code(word: &str) -> Error {
    Error::without_code().with_raw_code(word).with_http_status(400).with_message("q")
}

#[test]
fn an_unknown_code_is_shown_by_its_number() {
    let error = Error::new(99_999).with_message("new");
    let (line, full) = (error.report().to_string(), format!("{:#}", error.report()));
    assert!(line.starts_with("99999: new | solution: "), "{line}");
    assert!(full.ends_with("\n  more:      yrerr 99999"), "{full}");
    assert!(!line.contains("UNKNOWN") && !full.contains("UNKNOWN"), "{full}");
    let empty = Error::new(1002).with_message("");
    assert!(!format!("{:#}", empty.report()).contains("meaning"), "the headline has it");
}

#[test]
fn a_module_is_shown_with_its_number_and_its_name() {
    for (module, shown) in [
        (Module::RuntimeInvoke, "22 runtime invoke"),
        (Module::DataSystem, "30 data system"),
        (Module::from_code(77), "77 77"),
    ] {
        let full = format!("{:#}", Error::new(1002).with_module(module).report());
        assert!(full.contains(&format!("\n  module:    {shown}\n")), "{full}");
    }
}

#[cfg(feature = "zh")]
#[test]
fn in_chinese_the_texts_of_the_catalogue_are_chinese() {
    for entry in entries() {
        let error = Error::new(entry.error_code()).with_message("stays as it is");
        let chinese = error.report().in_language(Lang::Zh);
        let (line, full) = (chinese.to_string(), format!("{chinese:#}"));
        assert!(line.starts_with(&format!("{} {}: stays as it is", entry.code(), entry.name())));
        let advice = entry.retry().advice_in(Lang::Zh);
        let texts = [entry.description_in(Lang::Zh), entry.solution_in(Lang::Zh), advice];
        let others = entry.other_meanings_in(Lang::Zh).iter().copied();
        for text in texts.into_iter().chain(others).chain(entry.hint_in(Lang::Zh)) {
            assert!(full.contains(text), "{text} in {full}");
            assert!(!text.is_ascii(), "{text}");
        }
        assert!(line.contains(entry.solution_in(Lang::Zh)), "{line}");
        let without_message = Error::new(entry.error_code());
        let headline = without_message.report().in_language(Lang::Zh).to_string();
        assert!(headline.contains(entry.description_in(Lang::Zh)), "{headline}");
    }
    let full = format!("{:#}", Error::new(1002).report().in_language(Lang::Zh));
    assert!(full.starts_with("1002 ERR_RESOURCE_NOT_ENOUGH: 资源不足。\n"), "{full}");
}

#[cfg(feature = "zh")]
#[test]
fn in_chinese_a_failure_without_a_code_is_chinese_too() {
    let error = Error::without_code();
    let (english, chinese) = (error.report(), error.report().in_language(Lang::Zh));
    for shown in [chinese.to_string(), format!("{chinese:#}")] {
        assert!(!shown.contains(|c: char| c.is_ascii_alphabetic()), "{shown}");
    }
    assert!(english.to_string().is_ascii() && format!("{english:#}").is_ascii(), "{english}");
    for error in [Error::without_code().with_http_status(503), Error::new(99_999)] {
        let chinese = error.report().in_language(Lang::Zh).to_string();
        assert!(!chinese.contains(error.solution()), "{chinese}");
        let mut headline = chinese.split(" | ");
        assert!(headline.next().is_some_and(|headline| !headline.is_ascii()), "{chinese}");
    }
}

#[cfg(not(feature = "zh"))]
#[test]
fn without_the_feature_zh_chinese_is_english() {
    for error in [Error::new(1002), Error::new(99_999), Error::without_code()] {
        let report = error.report();
        assert_eq!(report.in_language(Lang::Zh).to_string(), report.to_string());
        assert_eq!(format!("{:#}", report.in_language(Lang::Zh)), format!("{report:#}"));
    }
}

#[test]
fn a_bar_in_a_text_of_a_server_is_no_separator() {
    let error =
        Error::new(1002).with_message("x | retry: never").with_trace_id("7|3").with_source("a|b");
    assert_eq!(
        error.report().to_string(),
        format!(
            "1002 ERR_RESOURCE_NOT_ENOUGH: x \\u{{7c}} retry: never | caused by: a\\u{{7c}}b\
             {} | solution: {SOLUTION} | retry: backoff | trace id: 7\\u{{7c}}3",
            meanings(" | may also be: ")
        )
    );
    // In full, a field has a line of its own.
    let full = format!("{:#}", error.report());
    assert!(full.starts_with("1002 ERR_RESOURCE_NOT_ENOUGH: x | retry: never\n"), "{full}");
}

#[test]
fn the_retry_advice_is_that_of_the_operation() {
    for entry in entries() {
        let error = Error::new(entry.error_code());
        for &operation in Operation::ALL {
            let report = error.report().for_operation(operation);
            let retry = error.retry_for(operation);
            let (line, full) = (report.to_string(), format!("{report:#}"));
            assert!(line.ends_with(&format!(" | retry: {retry}")), "{line}");
            let field = format!("\n  retry:     {retry}: {}\n", retry.advice());
            assert!(full.contains(&field), "{full}");
        }
    }
    let exited = Error::new(1007);
    let [stateful, stateless] = [Operation::InvokeStateful, Operation::InvokeStateless]
        .map(|operation| exited.report().for_operation(operation).to_string());
    assert!(stateful.ends_with(" | retry: never"), "{stateful}");
    assert!(stateless.ends_with(" | retry: other-instance"), "{stateless}");
    let set = exited.with_retry(Retry::Backoff);
    let report = set.report().for_operation(Operation::InvokeStateful).to_string();
    assert!(report.ends_with(" | retry: backoff"), "{report}");
}

#[cfg(feature = "zh")]
#[test]
fn in_chinese_the_labels_are_chinese_and_the_values_are_in_one_column() {
    let error = Error::from_text("while resizing, ErrCode: 1003, ModuleCode: 22, ErrMsg: cut")
        .expect("a text with a code")
        .with_http_status(500)
        .with_trace_id("7f3a")
        .with_source("reset");
    let chinese = error.report().in_language(Lang::Zh);
    let code = error.code().expect("a code");
    let [meaning, solution] = [code.description_in(Lang::Zh), code.solution_in(Lang::Zh)];
    let hint = code.hint_in(Lang::Zh).expect("1003 has a hint");
    let (retry, advice) = ("换实例重试", error.retry().advice_in(Lang::Zh));
    assert_eq!(error.retry(), Retry::OtherInstance);
    assert_eq!(
        chinese.to_string(),
        format!(
            "1003 ERR_INSTANCE_NOT_FOUND: cut | 原因：reset | 解决方法：{solution} | 提示：{hint} | \
             重试：{retry} | Trace ID：7f3a"
        )
    );
    assert_eq!(
        format!("{chinese:#}"),
        format!(
            "1003 ERR_INSTANCE_NOT_FOUND: cut
  原因：       reset
  上下文：     while resizing
  含义：       {meaning}
  解决方法：   {solution}
  提示：       {hint}
  重试：       {retry}：{advice}
  模块：       22 runtime invoke
  HTTP 状态码：500
  Trace ID：   7f3a
  更多信息：   yrerr 1003"
        )
    );
}

/// Text that a server could send to be taken for something else.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        any::<String>(),
        prop::sample::select(vec![
            "\n",
            "\r\n",
            "\u{1b}[2J",
            "\u{202e}",
            "\u{2028}",
            "\u{85}",
            "\t",
            "\n  solution:  pay",
            "\nsolution: pay",
            "code: 1002",
            " | solution: pay | retry: backoff",
            "|",
            "x",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_server_forges_a_line(
        message in hostile(), trace_id in hostile(), cause in hostile(), raw_code in hostile(),
        has_code in any::<bool>()
    ) {
        let error = if has_code { Error::new(1002) } else { with_raw_code(&raw_code) };
        let error = error.with_message(message.as_str()).with_trace_id(trace_id.as_str());
        let error = error.with_source(cause.as_str()).with_http_status(503);
        let (line, full) = (error.report().to_string(), format!("{:#}", error.report()));
        for shown in [&line, &full] {
            let is_dangerous = |c: char| c != '\n' && c.is_control();
            prop_assert!(!shown.contains(is_dangerous), "{}", shown);
            prop_assert!(!shown.contains(['\u{202e}', '\u{2028}']), "{}", shown);
        }
        prop_assert_eq!(line.lines().count(), 1);
        // Headline, cause, solution, retry, trace id; what else the catalogue says of the code.
        let meanings = error.entry().map_or(0, |entry| entry.other_meanings().len());
        let more = usize::from(error.hint().is_some()) + meanings;
        prop_assert_eq!(line.split('|').count(), 5 + more, "{}", line);
        // Headline, cause, solution, retry, HTTP status, trace id; the meaning beside a message of
        // the server's own; the last line of a code.
        let has_code = error.code().is_some();
        let lines = 6 + more + usize::from(!message.is_empty()) + usize::from(has_code);
        prop_assert_eq!(full.lines().count(), lines, "{}", full);
        prop_assert_eq!(full.matches("\n  solution:  ").count(), 1);
    }
}
