//! One failed call: building an `Error`, asking it what to do, and showing it.
#![cfg(feature = "error")]

use std::{error::Error as StdError, fmt, io, iter};
use yuanrong_errors::{
    Entry, Error, ErrorCode, ErrorKind, Module, Operation, RestErrorCode, Retry, SdkErrorCode,
    Table, entries,
};

const CODE: SdkErrorCode = SdkErrorCode::ResourceNotEnough;

/// Returns an error whose code is a name of a newer release.
fn newer() -> Error {
    Error::from_text("code: ERR_NEWER, message: q").expect("an error")
}

#[test]
fn an_error_is_made_of_a_code_or_of_a_number() {
    let code = ErrorCode::Sdk(CODE);
    for error in
        [Error::new(CODE), Error::new(code), Error::new(1002), Error::from(CODE), code.into()]
    {
        assert_eq!((error.code(), error.raw_code()), (Some(code), None));
        assert_eq!(error.name(), Some("ERR_RESOURCE_NOT_ENOUGH"));
        assert_eq!((error.table(), error.is_known()), (Some(Table::Sdk), true));
        assert!(error.is_documented());
        assert_eq!(error.entry().map(Entry::code), Some(1002));
    }
    let rest = Error::from(RestErrorCode::RuntimeBootstrapNotFound);
    assert_eq!((rest.table(), rest.code().map(ErrorCode::code)), (Some(Table::Rest), Some(4202)));

    let unknown = Error::new(99_999);
    assert!(matches!(unknown.code(), Some(ErrorCode::Unknown(code)) if code.get() == 99_999));
    assert_eq!((unknown.name(), unknown.table(), unknown.entry()), (None, None, None));
    assert!(!unknown.is_known() && !unknown.is_documented());
    assert_eq!(Error::new(0).code().map(ErrorCode::code), Some(0), "0 is a number as any other");

    let without = Error::without_code();
    assert_eq!((without.code(), without.name(), without.table()), (None, None, None));
    assert!(!without.is_known() && !without.is_documented());
    assert!(without.entry().is_none());
}

#[test]
fn a_clone_shares_what_the_original_has() {
    let error = Error::new(CODE).with_message("no CPU").with_source(io::Error::other("full"));
    let clone = error.clone();
    assert_eq!(clone.to_string(), error.to_string());
    assert_eq!(
        format!("{clone:?} {:#}", clone.report()),
        format!("{error:?} {:#}", error.report())
    );
    let address = |error: &Error| error.server_message().map(str::as_ptr);
    assert_eq!(address(&clone), address(&error));
    let source = |error: &Error| error.source().map(|source| std::ptr::from_ref(source).addr());
    assert_eq!(source(&clone), source(&error));
}

#[test]
fn builders_on_a_clone_do_not_change_the_original() {
    let error = Error::new(CODE)
        .with_message("no CPU")
        .with_module(Module::Core)
        .with_http_status(500)
        .with_trace_id("7f")
        .with_source("first");
    let before = format!("{error:?}");
    let changed = error
        .clone()
        .with_message("no disk")
        .with_module(Module::Runtime)
        .with_http_status(503)
        .with_trace_id("91")
        .with_source("second");
    assert_eq!(format!("{error:?}"), before);
    assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("first"));
    assert_eq!(changed.server_message(), Some("no disk"));
    assert_eq!(changed.module(), Some(Module::Runtime));
    assert_eq!((changed.http_status(), changed.trace_id()), (Some(503), Some("91")));
    assert_eq!(changed.source().map(ToString::to_string).as_deref(), Some("second"));
    assert_eq!(changed.code(), error.code());
}

/// An error of a client's own.
#[derive(Debug, PartialEq)]
struct Refused {
    port: u16,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "port {} refused the connection", self.port)
    }
}

impl StdError for Refused {}

#[test]
fn the_source_is_the_very_error_that_went_in() {
    let error = Error::new(CODE).with_source(Refused { port: 80 });
    let source = || error.source().expect("a source");
    assert_eq!(source().downcast_ref(), Some(&Refused { port: 80 }));
    assert_eq!(source().to_string(), "port 80 refused the connection");
    let boxed: Box<dyn StdError + Send + Sync> = Refused { port: 81 }.into();
    let error = Error::new(CODE).with_source(boxed);
    assert_eq!(
        error.source().and_then(|source| source.downcast_ref()),
        Some(&Refused { port: 81 })
    );
    assert_eq!(error.clone().source().and_then(|source| source.downcast_ref::<Refused>()), {
        error.source().and_then(|source| source.downcast_ref())
    });

    let error = Error::new(CODE).with_source(Error::new(3002).with_source(Refused { port: 82 }));
    let mut causes = iter::successors(error.source(), |&cause| cause.source());
    assert!(
        causes
            .next()
            .and_then(|cause| cause.downcast_ref())
            .is_some_and(|cause: &Error| cause.is(3002))
    );
    assert_eq!(causes.next().and_then(|cause| cause.downcast_ref()), Some(&Refused { port: 82 }));
    assert!(causes.next().is_none());
    assert!(Error::new(CODE).source().is_none());
}

#[test]
fn an_error_crosses_threads_and_is_one_pointer_wide() {
    fn check<E: StdError + Clone + Send + Sync + 'static>() {}
    check::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
}

#[test]
fn the_message_is_the_server_s_else_what_is_known() {
    let error = Error::new(CODE).with_http_status(503);
    assert_eq!(error.clone().with_message("no CPU").message(), "no CPU");
    assert_eq!((error.message(), error.server_message()), ("Insufficient resources.", None));
    assert_eq!(error.with_message("").message(), "Insufficient resources.");
    let unknown = ErrorCode::from_code(99_999);
    assert_eq!(Error::new(unknown).with_http_status(503).message(), unknown.description());

    let gateway = |status| Error::without_code().with_http_status(status);
    assert_eq!(gateway(503).with_message("upstream reset").message(), "upstream reset");
    for (status, phrase) in [(404, "Not Found"), (503, "Service Unavailable"), (504, "Gateway")] {
        let error = gateway(status);
        assert!(error.message().contains(phrase), "{status}: {}", error.message());
        assert!(!error.message().contains(&status.to_string()), "{status}: {}", error.message());
        assert_eq!(error.server_message(), None);
    }
    assert_eq!(Error::without_code().message(), "The failure carries no error code.");
}

#[test]
fn display_is_one_line_with_what_identifies_the_failure() {
    for (error, shown) in [
        (Error::new(CODE), "1002 ERR_RESOURCE_NOT_ENOUGH: Insufficient resources."),
        (Error::new(4115).with_message("no demo"), "4115 FunctionNotFound: no demo"),
        (
            Error::new(4115).with_http_status(500).with_message("no demo"),
            "4115 FunctionNotFound: no demo",
        ),
        (Error::new(99_999).with_message("new"), "99999: new"),
        (Error::new(-1).with_message("unset"), "-1: unset"),
        (Error::new(0).with_message("zero"), "0: zero"),
        (Error::without_code().with_http_status(503).with_message("reset"), "HTTP 503: reset"),
        (newer().with_http_status(400), "HTTP 400 ERR_NEWER: q"),
        (newer(), "ERR_NEWER: q"),
        (Error::without_code().with_message("who knows"), "who knows"),
        (Error::without_code(), "The failure carries no error code."),
        (Error::new(CODE).with_message("a\nb\u{1b}"), "1002 ERR_RESOURCE_NOT_ENOUGH: a\\nb\\u{1b}"),
    ] {
        assert_eq!(error.to_string(), shown);
        let full = format!("{error:#}");
        assert!(full.starts_with(&format!("{shown}\n")), "{full}");
        let (solution, retry) = (error.solution(), error.retry());
        assert!(full.contains(&format!("\nsolution: {solution}")), "{full}");
        assert!(full.contains(&format!("\nretry: {retry}: ")), "{full}");
    }
}

#[test]
fn the_alternate_form_has_the_advice_a_line_each() {
    for entry in entries() {
        let full = format!("{:#}", Error::new(entry.error_code()).with_message("m"));
        let mut lines = full.lines();
        assert_eq!(lines.next(), Some(format!("{} {}: m", entry.code(), entry.name()).as_str()));
        for meaning in entry.other_meanings() {
            assert_eq!(lines.next(), Some(format!("may also be: {meaning}").as_str()));
        }
        assert_eq!(lines.next(), Some(format!("solution: {}", entry.solution()).as_str()));
        if let Some(hint) = entry.hint() {
            assert_eq!(lines.next(), Some(format!("hint: {hint}").as_str()));
        }
        let (retry, origin) = (entry.retry(), entry.retry_origin());
        let reason = format!("({origin}: {})", entry.retry_reason());
        let retry = format!("retry: {retry}: {} {reason}", retry.advice());
        assert_eq!((lines.next(), lines.next()), (Some(retry.as_str()), None));
    }
}

#[test]
fn debug_shows_number_and_constant_and_what_is_there() {
    let error = Error::new(CODE).with_message("no CPU").with_http_status(500);
    assert_eq!(
        format!("{error:?}"),
        "Error { code: 1002 ERR_RESOURCE_NOT_ENOUGH, server_message: \"no CPU\", http_status: 500 }"
    );
    assert_eq!(format!("{:?}", Error::new(99_999)), "Error { code: 99999 }");
    assert_eq!(format!("{:?}", Error::without_code()), "Error");
    let shown = format!("{:?}", newer().with_source("because"));
    assert!(shown.contains("raw_code: \"ERR_NEWER\"") && shown.contains("because"), "{shown}");
}

#[test]
fn without_a_code_kind_and_retry_are_those_of_the_http_status() {
    for (status, kind, retry) in [
        (200, ErrorKind::Unknown, Retry::Never),
        (302, ErrorKind::Unknown, Retry::Never),
        (400, ErrorKind::InvalidArgument, Retry::Never),
        (401, ErrorKind::Unauthenticated, Retry::Never),
        (403, ErrorKind::PermissionDenied, Retry::Never),
        (404, ErrorKind::NotFound, Retry::Never),
        (405, ErrorKind::Unimplemented, Retry::Never),
        (408, ErrorKind::DeadlineExceeded, Retry::IfIdempotent),
        (409, ErrorKind::Aborted, Retry::Never),
        (410, ErrorKind::NotFound, Retry::Never),
        (412, ErrorKind::FailedPrecondition, Retry::Never),
        (416, ErrorKind::OutOfRange, Retry::Never),
        (422, ErrorKind::FailedPrecondition, Retry::Never),
        (425, ErrorKind::FailedPrecondition, Retry::Backoff),
        (429, ErrorKind::ResourceExhausted, Retry::Throttled),
        (499, ErrorKind::Cancelled, Retry::Never),
        (500, ErrorKind::Internal, Retry::IfIdempotent),
        (501, ErrorKind::Unimplemented, Retry::Never),
        (502, ErrorKind::Unavailable, Retry::IfIdempotent),
        (503, ErrorKind::Unavailable, Retry::IfIdempotent),
        (504, ErrorKind::DeadlineExceeded, Retry::IfIdempotent),
        (507, ErrorKind::Internal, Retry::Never),
    ] {
        let without_code = Error::without_code().with_http_status(status);
        let word = newer().with_http_status(status);
        for error in [without_code, word] {
            assert_eq!((error.kind(), error.retry()), (kind, retry), "{error}");
            assert_eq!(error.is_retryable(), retry.is_retryable());
            for &operation in Operation::ALL {
                assert_eq!(error.retry_for(operation), retry, "{error}");
            }
            assert!(!error.solution().is_empty());
        }
        let known = Error::new(CODE).with_http_status(status);
        assert_eq!((known.kind(), known.retry()), (CODE.kind(), CODE.retry()), "the code's");
    }
    let nothing = Error::without_code();
    assert_eq!((nothing.kind(), nothing.retry()), (ErrorKind::Unknown, Retry::Never));
    assert!(!nothing.solution().is_empty() && nothing.hint().is_none());
}

#[test]
fn is_compares_table_and_number() {
    let sdk = Error::new(SdkErrorCode::SharedMemoryLimited);
    let rest = Error::new(RestErrorCode::RuntimeBootstrapNotFound);
    assert!(
        sdk.is(SdkErrorCode::SharedMemoryLimited)
            && rest.is(RestErrorCode::RuntimeBootstrapNotFound)
    );
    assert!(!sdk.is(RestErrorCode::RuntimeBootstrapNotFound), "the same number in another table");
    assert!(!rest.is(SdkErrorCode::SharedMemoryLimited));
    let of_number = ErrorCode::from_code(4202);
    assert_eq!((sdk.is(4202), rest.is(4202)), (sdk.is(of_number), rest.is(of_number)));
    assert!(Error::new(99_999).is(99_999) && !Error::new(99_999).is(99_998));
    assert!(!Error::without_code().is(0) && !newer().is(0));
    assert!(!sdk.with_source(Error::new(1002)).is(1002), "causes are not looked at");
}

#[test]
fn every_class_permits_the_retries_that_are_correct() {
    let with_class = |retry: Retry, operation| {
        let mut codes = entries().map(|entry| Error::new(entry.error_code()));
        codes.find(|error| error.retry_for(operation) == retry)
    };
    for &operation in Operation::ALL {
        let is_stateless = operation == Operation::InvokeStateless;
        for (retry, unless_idempotent, if_idempotent) in [
            (Retry::Never, false, false),
            (Retry::Backoff, true, true),
            (Retry::Throttled, true, true),
            (Retry::IfIdempotent, false, true),
            (Retry::OtherInstance, false, is_stateless),
        ] {
            let Some(error) = with_class(retry, operation) else {
                assert_eq!(retry, Retry::OtherInstance, "{operation}: a class that no code has");
                assert!(!is_stateless);
                continue;
            };
            assert_eq!(
                error.permits_retry(operation, false),
                unless_idempotent,
                "{operation} {error}"
            );
            assert_eq!(error.permits_retry(operation, true), if_idempotent, "{operation} {error}");
        }
    }
}

#[test]
fn the_operation_decides_what_can_be_retried() {
    let exited = Error::new(SdkErrorCode::InstanceExited);
    let permits = |operation, idempotent| exited.permits_retry(operation, idempotent);
    assert!(permits(Operation::InvokeStateless, true));
    assert!(!permits(Operation::InvokeStateless, false), "it may have run in part");
    assert!(!permits(Operation::InvokeStateful, true) && !permits(Operation::Create, true));
    let full = Error::new(SdkErrorCode::ResourceNotEnough);
    assert!(full.permits_retry(Operation::Create, false), "nothing has run");
    assert!(!full.permits_retry(Operation::InvokeStateful, true));
    let gateway = Error::without_code().with_http_status(503);
    assert!(gateway.permits_retry(Operation::Create, true));
    assert!(!gateway.permits_retry(Operation::Create, false));
    assert!(!Error::without_code().permits_retry(Operation::InvokeStateless, true));
}

#[test]
fn texts_that_were_received_are_kept() {
    let error = Error::from_text("while resizing, code: 1002, msg: no CPU").expect("a code");
    assert_eq!(error.received(), Some("while resizing, code: 1002, msg: no CPU"));
    assert_eq!(error.received_bytes(), error.received().map(str::as_bytes));
    assert_eq!((error.prefix(), error.module()), (Some("while resizing"), None));
    let made = Error::new(CODE);
    assert_eq!((made.received(), made.received_bytes(), made.prefix()), (None, None, None));
}

#[cfg(feature = "json")]
#[test]
fn a_status_of_success_does_not_describe_a_failure() {
    use yuanrong_errors::rest;

    for error in [
        rest::check(200, None, br#"{"code":4294967296}"#),
        rest::check(200, None, br#"{"type":"response","error":{"code":1001}}"#),
        rest::check(200, Some("4294967296"), b""),
    ] {
        let error = error.expect_err("a failure");
        assert!(!format!("{error:#}").contains("uccess"), "{error:#}");
    }
}
