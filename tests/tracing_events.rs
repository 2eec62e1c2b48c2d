//! Events of tracing: the solution beside every error, and all fields of an error.
#![cfg(feature = "tracing-subscriber")]

#[path = "support/buffer.rs"]
mod buffer;

use buffer::Buffer;
use std::{error::Error as StdError, fmt, io};
use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;
use yuanrong_errors::{Error, ErrorKind, Retry, WithSolutions, error_event};

impl<'a> MakeWriter<'a> for Buffer {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Buffer {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("not poisoned").clone()).expect("text")
    }
}

fn events() {
    let error = Error::new(1002).with_message("slow");
    let typed: &(dyn StdError + 'static) = &error;
    tracing::error!(error = typed, "typed");
    let wrapped: Box<dyn StdError> = io::Error::other(Error::new(1002)).into();
    tracing::warn!(error = &*wrapped, "wrapped");
    tracing::warn!(%error, "displayed");
    tracing::info!("in the message: code: 1002, module code: 22, msg: slow");
    tracing::info!(code = 1002, "a number is not ours");
    tracing::info!("nothing");
}

const SOLUTION: &str =
    "Check whether the requested resources exceed the resources managed by the kernel.";

/// Returns what events are written as by a format for text.
fn text(events: impl FnOnce()) -> String {
    let out = Buffer::default();
    let format = tracing_subscriber::fmt().with_ansi(false).with_writer(out.clone());
    let subscriber = format.map_event_format(WithSolutions::new).finish();
    tracing::subscriber::with_default(subscriber, events);
    out.text()
}

/// Returns what events are written as by a format for JSON, flattened or with an object `fields`.
fn json(is_flat: bool, events: impl FnOnce()) -> Vec<serde_json::Value> {
    let out = Buffer::default();
    let format = tracing_subscriber::fmt().json().flatten_event(is_flat).with_writer(out.clone());
    let subscriber = format.map_event_format(WithSolutions::new).finish();
    tracing::subscriber::with_default(subscriber, events);
    out.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Returns the end of the fields of 1002 as text.
fn solution_fields() -> String {
    format!(" error.solution={SOLUTION:?} error.retry=\"backoff\" error.retryable=true")
}

#[test]
fn text_lines_end_with_the_fields_of_the_error() {
    let text = text(events);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 6, "{lines:#?}");
    for (line, has_solution) in lines.iter().zip([true, true, true, true, false, false]) {
        assert_eq!(line.ends_with(&solution_fields()), has_solution, "{line}");
    }
    let displayed = "displayed error=1002 ERR_RESOURCE_NOT_ENOUGH: slow error.code=1002 \
                     error.name=\"ERR_RESOURCE_NOT_ENOUGH\" error.table=\"sdk\" \
                     error.message=\"slow\" error.kind=\"resource-exhausted\" error.solution=";
    assert!(lines[2].contains(displayed), "{}", lines[2]);
}

#[test]
fn json_has_the_fields_of_the_error_beside_the_others() {
    for is_flat in [false, true] {
        let lines = json(is_flat, events);
        assert_eq!(lines.len(), 6);
        for (line, has_solution) in lines.iter().zip([true, true, true, true, false, false]) {
            let fields = if is_flat { line } else { &line["fields"] };
            assert!(fields["message"].is_string(), "{line}");
            assert_eq!(fields["error.solution"] == SOLUTION, has_solution, "{line}");
            assert_eq!(fields["error.retry"] == "backoff", has_solution, "{line}");
            assert_eq!(fields["error.code"] == 1002, has_solution, "{line}");
            assert_eq!(fields["error.retryable"] == true, has_solution, "{line}");
        }
    }
}

#[test]
fn an_event_of_its_own_and_one_with_solutions_have_the_same_fields() {
    let error = Error::from_text("code: 1003, module code: 22, msg: cut")
        .expect("a code")
        .with_http_status(500)
        .with_trace_id("7f3a");
    for error in [error, Error::new(1002), Error::new(4115), Error::new(99_999)] {
        let typed: &(dyn StdError + 'static) = &error;
        for is_flat in [false, true] {
            let lines = json(is_flat, || {
                error_event!(error, "failed");
                tracing::error!(error = typed, error.r#type = error.name(), "failed");
            });
            let [own, added] = &lines[..] else { panic!("two lines: {lines:?}") };
            let fields = |line: &serde_json::Value| {
                let mut line = line.clone();
                line.as_object_mut().expect("an object").remove("timestamp");
                line
            };
            assert_eq!(fields(own), fields(added));
        }
    }
}

#[test]
fn the_advice_is_that_of_the_error_itself() {
    let error = Error::new(1002).with_kind(ErrorKind::Aborted).with_retry(Retry::Never);
    let typed: &(dyn StdError + 'static) = &error;
    let wrapped = io::Error::other(error.clone());
    let wrapped: &(dyn StdError + 'static) = &wrapped;
    let lines = json(true, || {
        tracing::error!(error = typed);
        tracing::error!(error = wrapped);
        error_event!(error);
    });
    for line in lines {
        assert_eq!(line["error.kind"], "aborted", "{line}");
        assert_eq!(
            (&line["error.retry"], &line["error.retryable"]),
            (&"never".into(), &false.into())
        );
    }
}

#[test]
fn an_error_is_found_however_it_was_recorded() {
    for code in [1002, 4115] {
        let error = Error::new(code).with_message("slow");
        let typed: &(dyn StdError + 'static) = &error;
        let context = anyhow::Error::new(error.clone()).context("while resizing");
        let hidden = Transparent(error.clone());
        let hidden: &(dyn StdError + 'static) = &hidden;
        let lines = json(true, || {
            tracing::error!(error = typed);
            tracing::error!(error = hidden);
            tracing::error!(error = AsRef::<dyn StdError + 'static>::as_ref(&context));
            tracing::error!(%error);
            tracing::error!(?error);
            tracing::error!("failed: {error}");
            tracing::error!(error = %format_args!("resize: {error}"));
        });
        assert_eq!(lines.len(), 7);
        for line in lines {
            assert_eq!(line["error.code"], code, "{line}");
            assert_eq!(line["error.message"], "slow", "{line}");
            assert_eq!(line["error.solution"], error.solution(), "{line}");
        }
    }
}

/// An error that hides the type of another.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Transparent(Error);

#[test]
fn on_terminals_the_solution_has_its_own_line_and_colors_stay() {
    let out = Buffer::default();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(true)
        .with_writer(out.clone())
        .map_event_format(WithSolutions::new)
        .finish();
    tracing::subscriber::with_default(subscriber, events);
    let text = out.text();
    assert_eq!(text.matches("\n    error.code=1002 ").count(), 4, "{text}");
    assert_eq!(text.matches(&(solution_fields() + "\n")).count(), 4, "{text}");
    assert_eq!(text.lines().count(), 10, "{text}");
    assert!(text.contains('\u{1b}'));
}

#[test]
fn an_event_with_a_solution_or_without_one_of_our_codes_stays_as_it_is() {
    let text = text(|| {
        let error = Error::new(1002);
        error_event!(error);
        tracing::error!("{}", error.report());
        tracing::error!("{:#}", error.report());
        tracing::error!(report = ?format!("{:#}", error.report()));
        tracing::error!("{error}; solution: {}", error.solution());
        tracing::error!(%error, solution = "mine");
        tracing::info!("ws closed (code: 1001)");
        tracing::info!(frame = ?(1001, "code: 1001"), "closed");
    });
    assert_eq!(text.matches(SOLUTION).count(), 5, "{text}");
    assert_eq!(text.matches("error.retry=\"never\"").count(), 0, "{text}");
    assert_eq!(text.matches("error.solution=").count(), 1, "{text}");
}

#[test]
fn a_word_that_ends_in_solution_is_not_a_solution() {
    let text = text(|| {
        let error = Error::new(1002);
        tracing::error!(%error, "bad resolution: 1080p");
        tracing::error!("there is no solution: {error}");
    });
    assert_eq!(text.matches(&solution_fields()).count(), 2, "{text}");
}

#[test]
fn a_word_such_as_message_does_not_make_a_code_ours() {
    let text = text(|| {
        tracing::info!("message handler stopped, code: 1001");
        tracing::info!("error code: 1001 while a message was sent");
        tracing::info!("failed, error code: 1001 (msgpack)");
        tracing::info!("mysql error code: 1005, message: cannot create table");
        tracing::info!("failed, code is 1002, msg is slow");
        tracing::info!("failed, errcode(1002), msg(slow)");
        tracing::info!("failed, code: 1002, ErrMsg: slow");
        tracing::info!("failed, code: ERR_RESOURCE_NOT_ENOUGH");
        tracing::info!(body = r#"{"code": 1002, "message": "slow"}"#);
    });
    let advised = text.lines().map(|line| line.ends_with(&solution_fields()));
    assert!(advised.eq([false, false, false, false, true, true, true, true, true]), "{text}");
    assert_eq!(text.matches("solution").count(), 5, "{text}");
}

#[test]
fn an_error_without_a_code_gives_way_to_another() {
    let text = text(|| {
        let (without, other) = (Error::without_code(), Error::new(1002));
        let (without, typed): (&(dyn StdError + 'static), &(dyn StdError + 'static)) =
            (&without, &other);
        tracing::error!(without, typed);
        tracing::error!(without, %other);
    });
    assert_eq!(text.matches(&solution_fields()).count(), 2, "{text}");
}

#[test]
fn an_error_without_a_code_has_the_solution_of_its_http_status() {
    let error = Error::without_code().with_http_status(503);
    let typed: &(dyn StdError + 'static) = &error;
    let text = text(|| tracing::error!(error = typed));
    let ending = format!(
        "error.kind=\"unavailable\" error.solution={:?} error.retry=\"if-idempotent\" \
         error.retryable=true http.response.status_code=503\n",
        error.solution()
    );
    assert!(text.ends_with(&ending), "{text}");
}

#[test]
fn a_hint_follows_the_solution() {
    let error = Error::new(1003);
    let hint = error.hint().expect("else this shows nothing");
    let event = || tracing::error!(%error, "failed");
    let solution = error.solution();
    let fields = format!(" error.solution={solution:?} error.hint={hint:?} error.retry=");
    assert!(text(event).contains(&fields), "{}", text(event));
    let line = &json(true, event)[0];
    assert_eq!((&line["error.solution"], &line["error.hint"]), (&solution.into(), &hint.into()));
}

#[test]
fn what_a_server_sends_cannot_forge_a_field() {
    let message = "x\" error.retry=\"backoff\"\n\u{202e}error.code=1005";
    let error = Error::new(1001).with_message(message).with_trace_id("\u{1b}[2J");
    let typed: &(dyn StdError + 'static) = &error;
    let text = text(|| tracing::error!(error = typed));
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    assert!(text.contains(&format!(" error.message={message:?} ")), "{text}");
}

fn shown(write: impl FnOnce(Buffer)) -> String {
    let out = Buffer::default();
    write(out.clone());
    out.text()
}

#[test]
fn a_value_that_cannot_be_shown_does_no_harm() {
    struct Unshown;

    impl fmt::Debug for Unshown {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            Err(fmt::Error)
        }
    }

    let text = shown(|out| {
        let format = tracing_subscriber::fmt().with_ansi(false).with_writer(out);
        let subscriber = format.map_event_format(WithSolutions::new).finish();
        tracing::subscriber::with_default(subscriber, || {
            tracing::error!(value = ?Unshown, "unshown");
            tracing::error!("shown");
        });
    });
    assert!(text.contains("shown"), "{text}");
}

#[test]
fn json_stays_json_whatever_is_switched_off_and_with_colors_on() {
    let without_level = shown(|out| {
        let format = tracing_subscriber::fmt().json().with_writer(out);
        let format = format.without_time().with_level(false).with_target(false);
        let subscriber = format.flatten_event(true).map_event_format(WithSolutions::new).finish();
        tracing::subscriber::with_default(subscriber, events);
    });
    let with_colors = shown(|out| {
        let format = tracing_subscriber::fmt().json().with_ansi(true).with_writer(out);
        let subscriber = format.map_event_format(WithSolutions::new).finish();
        tracing::subscriber::with_default(subscriber, events);
    });
    for text in [without_level, with_colors] {
        for line in text.lines() {
            serde_json::from_str::<serde_json::Value>(line).expect(line);
        }
        assert_eq!(text.matches("\"error.solution\":").count(), 4, "{text}");
    }
}

#[test]
fn flattened_json_has_each_field_once() {
    let text = shown(|out| {
        let format = tracing_subscriber::fmt().json().flatten_event(true).with_writer(out);
        let subscriber = format.map_event_format(WithSolutions::new).finish();
        tracing::subscriber::with_default(subscriber, || {
            let span = tracing::info_span!("outer", x = 1);
            let _guard = span.enter();
            events();
            error_event!(Error::new(1002), "once");
            let error = Error::new(1002);
            tracing::error!(%error, error.retry = "of the caller's own");
            tracing::error!(%error, error.solution = 7);
        });
    });
    for line in text.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let object = value.as_object().expect("an object");
        for field in object.keys() {
            assert_eq!(line.matches(&format!("\"{field}\":")).count(), 1, "{field} in {line}");
        }
    }
    assert_eq!(text.matches("\"error.solution\":").count(), 7, "{text}");
}

#[test]
fn an_event_of_several_lines_has_the_fields_on_one_of_them() {
    for ansi in [false, true] {
        let text = shown(|out| {
            let format = tracing_subscriber::fmt().pretty().with_ansi(ansi).with_writer(out);
            let subscriber = format.map_event_format(WithSolutions::new).finish();
            tracing::subscriber::with_default(subscriber, || {
                let span = tracing::info_span!("outer", x = 1);
                let _guard = span.enter();
                events();
            });
        });
        assert_eq!(text.matches("\n    error.code=1002 ").count(), 4, "{text}");
        assert_eq!(text.matches(&(solution_fields() + "\n")).count(), 4, "{text}");
    }
}

/// Returns the fields of the events, which are written as JSON.
fn fields(events: impl FnOnce()) -> Vec<serde_json::Value> {
    let text = shown(|out| {
        let format = tracing_subscriber::fmt().json().flatten_event(true).with_writer(out);
        tracing::subscriber::with_default(format.finish(), events);
    });
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn an_event_of_an_error_has_its_fields() {
    let error = Error::new(1002).with_message("slow");
    let lines = fields(|| {
        error_event!(error);
        error_event!(error, function = "demo", "while resizing to {}", 64);
    });
    for line in &lines {
        assert_eq!(line["error"], "1002 ERR_RESOURCE_NOT_ENOUGH: slow");
        assert_eq!(line["error.type"], "ERR_RESOURCE_NOT_ENOUGH");
        assert_eq!(line["error.name"], "ERR_RESOURCE_NOT_ENOUGH");
        assert_eq!(line["error.code"], 1002);
        assert_eq!(line["error.message"], "slow");
        assert_eq!(line["error.solution"], SOLUTION);
        assert_eq!(line["error.retryable"], true);
        assert_eq!(line["level"], "ERROR");
    }
    assert_eq!(
        (&lines[1]["function"], &lines[1]["message"]),
        (&"demo".into(), &"while resizing to 64".into())
    );
}

#[test]
fn a_field_without_a_value_is_left_out() {
    let with_hint = Error::new(1003);
    let hint = with_hint.hint().expect("else this shows nothing");
    let lines = fields(|| {
        error_event!(Error::without_code().with_http_status(503));
        error_event!(with_hint);
    });
    let without_code = lines[0].as_object().expect("an object");
    for field in ["error.type", "error.code", "error.name", "error.hint", "error.runbook"] {
        assert!(!without_code.contains_key(field), "{}", lines[0]);
    }
    assert_eq!(lines[0]["error"], "HTTP 503: Service Unavailable");
    assert_eq!(lines[0]["error.retryable"], true);
    assert_eq!((&lines[1]["error.hint"], &lines[1]["error.code"]), (&hint.into(), &1003.into()));
}

#[test]
fn an_event_has_the_level_and_the_target_that_are_given() {
    let error = Error::new(1002);
    let lines = fields(|| {
        error_event!(error);
        error_event!(level: Level::WARN, error);
        error_event!(target: "resize", error, "grown");
        error_event!(level: Level::INFO, target: "resize", error, cpus = 64, "to {}", 64);
        error_event!(target: "resize", level: Level::TRACE, error);
        error_event!(level: Level::WARN, Error::new(1002), cpus = 64);
    });
    let expected = [
        ("ERROR", module_path!()),
        ("WARN", module_path!()),
        ("ERROR", "resize"),
        ("INFO", "resize"),
        ("WARN", module_path!()),
    ];
    assert_eq!(lines.len(), expected.len(), "no subscriber takes the trace");
    for (line, (level, target)) in lines.iter().zip(expected) {
        assert_eq!((&line["level"], &line["target"]), (&level.into(), &target.into()));
        assert_eq!(line["error.code"], 1002);
    }
    assert_eq!((&lines[3]["cpus"], &lines[3]["message"]), (&64.into(), &"to 64".into()));
    assert_eq!(lines[4]["cpus"], 64);
}
