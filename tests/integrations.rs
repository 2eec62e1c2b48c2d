//! The integrations with tracing, tracing-subscriber, log, miette and http.

#[cfg(feature = "http")]
#[test]
fn a_kind_becomes_the_status_to_respond_with() {
    use yuanrong_errors::ErrorKind;
    for &kind in ErrorKind::ALL {
        assert_eq!(http::StatusCode::from(kind).as_u16(), kind.http_status());
    }
}

#[cfg(feature = "log")]
#[test]
fn log_takes_codes_and_errors_as_key_values() {
    use log::kv::{Key, Source, ToValue};
    use yuanrong_errors::{Error, SdkErrorCode};
    let error = Error::new(SdkErrorCode::ResourceNotEnough).with_message("slow");
    let field = |key: &str| error.get(Key::from(key)).map(|value| value.to_string());
    assert_eq!(field("error.hint"), None);
    let with_hint = Error::new(1003);
    let hint = with_hint.get("error.hint".into()).map(|value| value.to_string());
    assert_eq!(hint.as_deref(), with_hint.hint());
    let without_code = Error::without_code().with_http_status(503);
    for key in ["error.code", "error.name", "error.type"] {
        assert!(without_code.get(key.into()).is_none(), "{key}");
    }
    assert_eq!(field("error.code").as_deref(), Some("1002"));
    assert_eq!(field("error.name").as_deref(), Some("ERR_RESOURCE_NOT_ENOUGH"));
    assert_eq!(field("error.type"), field("error.name"));
    assert_eq!(field("error.message").as_deref(), Some("slow"));
    assert_eq!(field("error.solution").as_deref(), Some(error.solution()));
    assert_eq!(field("error.retryable").as_deref(), Some("true"));
    assert_eq!(error.code().expect("a code").to_value().to_i64(), Some(1002));
    assert_eq!(SdkErrorCode::ResourceNotEnough.to_value().to_i64(), Some(1002));
}

#[cfg(feature = "log")]
#[test]
fn log_records_an_error_with_its_fields_and_the_caller_s_line() {
    use log::{Log, Metadata, Record, kv::Key};
    use std::sync::Mutex;
    use yuanrong_errors::{Error, error_record};

    static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

    struct Keeper;

    impl Log for Keeper {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn log(&self, record: &Record<'_>) {
            let field = |key| record.key_values().get(Key::from_str(key)).map(|v| v.to_string());
            let fields = ["error.type", "error.code", "error.solution"].map(field);
            let place = (record.file(), record.line());
            let line = format!("{} {fields:?} {place:?}", record.args());
            SEEN.lock().expect("not poisoned").push(line);
        }

        fn flush(&self) {}
    }

    log::set_logger(&Keeper).expect("the first logger");
    log::set_max_level(log::LevelFilter::Trace);
    let error = Error::new(1002).with_message("slow");
    error_record!(error);
    let place = (Some(file!()), Some(line!() + 1));
    error_record!(error, "while resizing to {}", 64);
    let (failed, size): (Result<(), Error>, _) = (Err(error), 64);
    error_record!(failed.unwrap_err(),);
    error_record!(Box::new(Error::new(1006)), "while resizing to {size}",);
    let seen = SEEN.lock().expect("not poisoned");
    assert_eq!(seen.len(), 4);
    assert!(seen[2].starts_with("1002 ERR_RESOURCE_NOT_ENOUGH: slow "), "{seen:?}");
    assert!(seen[3].starts_with("while resizing to 64 [Some(\"ERR_RESOURCE_CONFIG"), "{seen:?}");
    let fields = [
        "ERR_RESOURCE_NOT_ENOUGH",
        "1002",
        "Check whether the requested resources exceed the resources managed by the kernel.",
    ]
    .map(Some);
    assert!(seen[0].starts_with("1002 ERR_RESOURCE_NOT_ENOUGH: slow "), "{seen:?}");
    assert_eq!(seen[1], format!("while resizing to 64 {fields:?} {place:?}"));
}

#[cfg(feature = "miette")]
#[test]
fn miette_shows_code_help_and_causes() {
    use miette::Diagnostic;
    use yuanrong_errors::Error;
    let error = Error::new(1002).with_source(Error::new(3002).with_message("reset"));
    let help = error.help().expect("a help text").to_string();
    assert_eq!(help, format!("{}\nretry: backoff: wait, then retry", error.solution()));
    let report = format!("{:?}", miette::Report::new(error));
    for part in [
        "ERR_RESOURCE_NOT_ENOUGH(1002)",
        "1002 ERR_RESOURCE_NOT_ENOUGH: Insufficient resources.",
        "3002 ERR_INNER_COMMUNICATION: reset",
        "retry: backoff: wait, then retry",
    ] {
        assert!(report.contains(part), "{part} in {report}");
    }
    for (error, code) in [
        (Error::new(99_999), Some("99999")),
        (Error::from_inner_code("a\nb"), Some("a\\nb")),
        (Error::without_code().with_http_status(503), None),
    ] {
        let shown = Diagnostic::code(&error).map(|code| code.to_string());
        assert_eq!((shown.as_deref(), error.severity()), (code, Some(miette::Severity::Error)));
        assert!(error.help().is_some_and(|help| help.to_string().starts_with(error.solution())));
    }
}

#[cfg(feature = "miette")]
#[test]
fn miette_shows_the_hint_after_the_solution() {
    use miette::Diagnostic;
    use yuanrong_errors::{Error, entries};
    for entry in entries() {
        let Some(hint) = entry.hint() else { continue };
        let help = Error::new(entry.error_code()).help().expect("a help text").to_string();
        let (solution, retry) = (entry.solution(), entry.retry());
        let advice = retry.advice();
        assert_eq!(help, format!("{solution}\nhint: {hint}\nretry: {retry}: {advice}"));
    }
}

#[cfg(feature = "tracing-subscriber")]
#[path = "support/buffer.rs"]
mod buffer;

#[cfg(feature = "tracing-subscriber")]
mod tracing_with_solutions {
    use super::buffer::Buffer;
    use std::{error::Error as StdError, fmt, io};
    use tracing_subscriber::fmt::MakeWriter;
    use yuanrong_errors::{Error, WithSolutions, error_event};

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

    #[test]
    fn text_lines_end_with_the_solution() {
        let out = Buffer::default();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(out.clone())
            .map_event_format(WithSolutions::new)
            .finish();
        tracing::subscriber::with_default(subscriber, events);
        let lines: Vec<String> = out.text().lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), 6, "{lines:#?}");
        for (line, has_solution) in lines.iter().zip([true, true, true, true, false, false]) {
            let ending = format!("solution: {SOLUTION} retry: backoff");
            assert_eq!(line.ends_with(&ending), has_solution, "{line}");
        }
    }

    #[test]
    fn json_lines_have_the_solution_as_a_field() {
        let out = Buffer::default();
        let subscriber = tracing_subscriber::fmt()
            .json()
            .with_writer(out.clone())
            .map_event_format(WithSolutions::new)
            .finish();
        tracing::subscriber::with_default(subscriber, events);
        let lines: Vec<serde_json::Value> =
            out.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines.len(), 6);
        for (line, has_solution) in lines.iter().zip([true, true, true, true, false, false]) {
            assert_eq!(line["error.solution"] == SOLUTION, has_solution, "{line}");
            assert_eq!(line["error.retry"] == "backoff", has_solution, "{line}");
        }
    }

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
        assert_eq!(
            text.matches(&format!("\n    solution: {SOLUTION} retry: backoff\n")).count(),
            4
        );
        assert!(text.contains('\u{1b}'));
    }

    fn shown(write: impl FnOnce(Buffer)) -> String {
        let out = Buffer::default();
        write(out.clone());
        out.text()
    }

    #[test]
    fn an_event_with_a_solution_or_without_one_of_our_codes_stays_as_it_is() {
        let text = shown(|out| {
            let format = tracing_subscriber::fmt().with_ansi(false).with_writer(out);
            let subscriber = format.map_event_format(WithSolutions::new).finish();
            tracing::subscriber::with_default(subscriber, || {
                let error = Error::new(1002);
                error_event!(error);
                tracing::error!("{}", error.report());
                tracing::error!(%error, solution = "mine");
                tracing::info!("ws closed (code: 1001)");
                tracing::info!(frame = ?(1001, "code: 1001"), "closed");
            });
        });
        assert_eq!(text.matches(SOLUTION).count(), 2, "{text}");
        assert_eq!(text.matches("retry: never").count(), 0, "{text}");
    }

    #[test]
    fn a_word_such_as_message_does_not_make_a_code_ours() {
        let text = shown(|out| {
            let format = tracing_subscriber::fmt().with_ansi(false).with_writer(out);
            let subscriber = format.map_event_format(WithSolutions::new).finish();
            tracing::subscriber::with_default(subscriber, || {
                tracing::info!("message handler stopped, code: 1001");
                tracing::info!("error code: 1001 while a message was sent");
                tracing::info!("failed, error code: 1001 (msgpack)");
                tracing::info!("failed, code is 1002, msg is slow");
                tracing::info!("failed, errcode(1002), msg(slow)");
                tracing::info!("failed, code: 1002, ErrMsg: slow");
                tracing::info!("failed, code: ERR_RESOURCE_NOT_ENOUGH");
                tracing::info!(body = r#"{"code": 1002, "message": "slow"}"#);
            });
        });
        let advised = text.lines().map(|line| line.ends_with("retry: backoff"));
        assert!(advised.eq([false, false, false, true, true, true, true, true]), "{text}");
        assert_eq!(text.matches("solution: ").count(), 5, "{text}");
    }

    #[test]
    fn an_error_without_a_code_gives_way_to_another() {
        let text = shown(|out| {
            let format = tracing_subscriber::fmt().with_ansi(false).with_writer(out);
            let subscriber = format.map_event_format(WithSolutions::new).finish();
            tracing::subscriber::with_default(subscriber, || {
                let (without, other) = (Error::without_code(), Error::new(1002));
                let (without, typed): (&(dyn StdError + 'static), &(dyn StdError + 'static)) =
                    (&without, &other);
                tracing::error!(without, typed);
                tracing::error!(without, %other);
            });
        });
        assert_eq!(text.matches(SOLUTION).count(), 2, "{text}");
    }

    #[test]
    fn an_error_without_a_code_has_the_solution_of_its_http_status() {
        let error = Error::without_code().with_http_status(503);
        let typed: &(dyn StdError + 'static) = &error;
        let text = shown(|out| {
            let format = tracing_subscriber::fmt().with_ansi(false).with_writer(out);
            let subscriber = format.map_event_format(WithSolutions::new).finish();
            tracing::subscriber::with_default(subscriber, || {
                tracing::error!(error = typed);
            });
        });
        let ending = format!("solution: {} retry: if-idempotent\n", error.solution());
        assert!(text.ends_with(&ending), "{text}");
    }

    #[test]
    fn a_hint_follows_the_solution() {
        let error = Error::new(1003);
        let hint = error.hint().expect("else this shows nothing");
        let event = || tracing::error!(%error, "failed");
        let text = shown(|out| {
            let format = tracing_subscriber::fmt().with_ansi(false).with_writer(out);
            let subscriber = format.map_event_format(WithSolutions::new).finish();
            tracing::subscriber::with_default(subscriber, event);
        });
        let (solution, retry) = (error.solution(), error.retry());
        let ending = format!("solution: {solution} hint: {hint} retry: {retry}\n");
        assert!(text.ends_with(&ending), "{text}");
        let json = shown(|out| {
            let format = tracing_subscriber::fmt().json().flatten_event(true).with_writer(out);
            let subscriber = format.map_event_format(WithSolutions::new).finish();
            tracing::subscriber::with_default(subscriber, event);
        });
        let fields: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(
            (&fields["error.solution"], &fields["error.hint"]),
            (&solution.into(), &hint.into())
        );
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
            let subscriber =
                format.flatten_event(true).map_event_format(WithSolutions::new).finish();
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
    fn an_event_of_several_lines_has_the_solution_on_one_of_them() {
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
            let solution = format!("\n    solution: {SOLUTION} retry: backoff\n");
            assert_eq!(text.matches(&solution).count(), 4, "{text}");
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
        assert_eq!(
            (&lines[1]["error.hint"], &lines[1]["error.code"]),
            (&hint.into(), &1003.into())
        );
    }
}
