//! The integrations with log, miette and http.

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
    assert_eq!(field("error.table").as_deref(), Some("sdk"));
    assert_eq!(field("error.kind").as_deref(), Some("resource-exhausted"));
    assert_eq!(field("error.retry").as_deref(), Some("backoff"));
    assert_eq!((field("http.response.status_code"), field("trace_id")), (None, None));
    let received = Error::new(4115).with_http_status(500).with_trace_id("7f3a");
    let field_of = |key: &str| received.get(Key::from(key)).map(|value| value.to_string());
    assert_eq!(field_of("http.response.status_code").as_deref(), Some("500"));
    assert_eq!(field_of("trace_id").as_deref(), Some("7f3a"));
    assert_eq!(error.code().expect("a code").to_value().to_i64(), Some(1002));
    assert_eq!(SdkErrorCode::ResourceNotEnough.to_value().to_i64(), Some(1002));
}

#[cfg(feature = "log")]
#[test]
fn log_records_an_error_with_its_fields_and_the_caller_s_line() {
    use log::{Level, Log, Metadata, Record, kv::Key};
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
            let (level, target) = (record.level(), record.target());
            let line = format!("{level} {target}: {} {fields:?} {place:?}", record.args());
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
    let error = Error::new(1002);
    error_record!(level: Level::Warn, target: "resize", error, "to {}", 64);
    error_record!(target: "resize", level: Level::Debug, error);
    error_record!(target: "resize", error);
    error_record!(level: Level::Info, error, "to {size}");
    let seen = SEEN.lock().expect("not poisoned");
    assert_eq!(seen.len(), 8);
    let module = module_path!();
    for (line, place) in seen.iter().zip([
        format!("ERROR {module}: "),
        format!("ERROR {module}: "),
        format!("ERROR {module}: "),
        format!("ERROR {module}: "),
        "WARN resize: to 64 [".to_owned(),
        "DEBUG resize: 1002 ".to_owned(),
        "ERROR resize: 1002 ".to_owned(),
        format!("INFO {module}: to 64 ["),
    ]) {
        assert!(line.starts_with(&place), "{line}");
    }
    let seen: Vec<&str> =
        seen.iter().map(|line| line.split_once(": ").expect("a target").1).collect();
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
        (Error::from_text("code: 4294967296, message: x").expect("a code"), Some("4294967296")),
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
