//! Whose advice counts: that of the code, of a cause in the message, or of the HTTP status.
#![cfg(feature = "error")]

use yuanrong_errors::{Error, ErrorCode, ErrorKind, Operation, Retry, SdkErrorCode};

/// The codes that only pass another one on.
const DEFERRING: [i32; 5] = [1001, 3002, 3003, 4005, 4299];

#[track_caller]
fn assert_advice(error: &Error, kind: ErrorKind, retry: Retry) {
    assert_eq!((error.kind(), error.retry()), (kind, retry), "{error:?}");
    assert_eq!(error.is_retryable(), retry.is_retryable(), "{error:?}");
}

/// Checks that the advice is what the catalogue says of a code, for every operation.
#[track_caller]
fn assert_advice_of(error: &Error, code: ErrorCode) {
    assert_advice(error, code.kind(), code.retry());
    assert_eq!((error.solution(), error.hint()), (code.solution(), code.hint()), "{error:?}");
    for &operation in Operation::ALL {
        assert_eq!(error.retry_for(operation), code.retry_for(operation), "{error:?}");
    }
}

#[test]
fn a_known_code_decides_whatever_the_http_status_is() {
    for &code in SdkErrorCode::ALL.iter().filter(|code| !DEFERRING.contains(&code.code())) {
        for status in [404, 429, 500, 503] {
            assert_advice_of(&Error::new(code).with_http_status(status), code.into());
        }
    }
}

#[test]
fn a_code_that_defers_gives_way_to_the_http_status_and_else_decides() {
    for number in DEFERRING {
        let code = ErrorCode::from_code(number);
        assert_advice_of(&Error::new(code), code);
        assert_advice_of(&Error::new(code).with_http_status(200), code);
        // The servers send 500 with most codes.
        assert_advice_of(&Error::new(code).with_http_status(500), code);
        let error = Error::new(code).with_http_status(503);
        assert_advice_of(&error, ErrorCode::from_code(503));
        assert_eq!(error.code(), Some(code));
        assert_eq!(error.message(), code.description());
    }
}

#[test]
fn what_a_caller_sets_counts_before_anything_else() {
    let error = Error::new(1002).with_kind(ErrorKind::Unavailable).with_retry(Retry::Never);
    assert_advice(&error, ErrorKind::Unavailable, Retry::Never);
    for &operation in Operation::ALL {
        assert_eq!(error.retry_for(operation), Retry::Never);
        assert!(!error.permits_retry(operation, true));
    }
    assert_eq!(error.solution(), ErrorCode::from_code(1002).solution());

    let only_kind = Error::new(1002).with_kind(ErrorKind::Internal);
    assert_advice(&only_kind, ErrorKind::Internal, Retry::Backoff);
    let only_retry = Error::without_code().with_http_status(404).with_retry(Retry::Backoff);
    assert_advice(&only_retry, ErrorKind::NotFound, Retry::Backoff);
    assert!(only_retry.permits_retry(Operation::Create, false));
    assert!(format!("{only_retry:#}").contains("\nretry: backoff: wait, then retry"));
}

#[test]
fn an_http_status_in_the_place_of_the_code_decides() {
    for (number, kind, retry) in [
        (404, ErrorKind::NotFound, Retry::Never),
        (409, ErrorKind::Aborted, Retry::Never),
        (429, ErrorKind::ResourceExhausted, Retry::Throttled),
        (500, ErrorKind::Internal, Retry::IfIdempotent),
        (503, ErrorKind::Unavailable, Retry::IfIdempotent),
    ] {
        for received in [None, Some(200), Some(502), Some(429)] {
            let error = Error::new(number);
            let error = match received {
                Some(status) => error.with_http_status(status),
                None => error,
            };
            assert_advice(&error, kind, retry);
            let code = ErrorCode::from_code(number);
            assert_eq!((code.kind(), code.retry()), (kind, retry));
            assert_eq!(error.solution(), code.solution());
        }
    }
}

#[test]
fn beside_an_unknown_number_few_http_statuses_decide() {
    for number in [99_999, -1, 0, 600] {
        for status in [400, 404, 408, 425, 500, 501] {
            let error = Error::new(number).with_http_status(status);
            assert_advice(&error, ErrorKind::Unknown, Retry::Never);
            assert_eq!(error.solution(), ErrorCode::from_code(number).solution());
        }
        for status in [429, 502, 503, 504] {
            let error = Error::new(number).with_http_status(status);
            let (kind, retry) =
                (ErrorKind::from_http_status(status), Retry::from_http_status(status));
            assert_advice(&error, kind, retry);
            assert_eq!(error.solution(), ErrorCode::from_code(status.into()).solution());
        }
    }
}

#[test]
fn where_nothing_is_known_no_text_says_that_a_retry_is_wrong() {
    for error in
        [Error::without_code(), Error::new(99_999), Error::new(99_999).with_http_status(500)]
    {
        assert_advice(&error, ErrorKind::Unknown, Retry::Never);
        let shown = format!("{error:#}");
        assert!(shown.ends_with("\nretry: never: nothing is known about this failure"), "{shown}");
        assert!(!shown.contains(Retry::Never.advice()), "{shown}");
    }
    let shown = format!("{:#}", ErrorCode::from_code(99_999));
    assert!(shown.ends_with("\nretry: never: nothing is known about this failure"), "{shown}");
    let shown = format!("{:#}", Error::new(1004));
    assert!(shown.contains(Retry::Never.advice()), "{shown}");
}

#[test]
fn the_http_status_in_a_gateway_s_text_decides_where_the_code_defers() {
    for (status, kind, retry) in [
        (404, ErrorKind::NotFound, Retry::Never),
        (429, ErrorKind::ResourceExhausted, Retry::Throttled),
        (500, ErrorKind::Internal, Retry::IfIdempotent),
    ] {
        let text = format!(
            "code: 1001, module code: 10, msg: failed response status_code: {status}, result: "
        );
        let error = Error::from_text(&text).expect("an exception text");
        assert_eq!((error.code(), error.http_status()), (Some(ErrorCode::from_code(1001)), None));
        assert_advice(&error, kind, retry);
    }
    let error = Error::from_text("HTTP 503: upstream reset").expect("an HTTP status");
    assert_eq!(error.to_string(), "HTTP 503: upstream reset");
    assert_advice(&error, ErrorKind::Unavailable, Retry::IfIdempotent);
    let text = "code: 1001, module code: 10, msg: failed response status_code: 500, \
                result: {\"code\":1002,\"message\":\"no node\"}, requestId: x";
    let error = Error::from_text(text).expect("an exception text");
    assert_advice_of(&error, ErrorCode::from_code(1002));
}

#[cfg(feature = "json")]
mod causes {
    use super::*;
    use yuanrong_errors::{RestErrorCode, rest};

    #[track_caller]
    fn failure(body: &str) -> Error {
        rest::check(500, None, body.as_bytes()).expect_err("a failure")
    }

    #[test]
    fn a_known_cause_decides_where_the_code_defers_or_is_unknown() {
        let inner = ErrorCode::Rest(RestErrorCode::InitFunctionTimeout);
        let cause = r#"{"errorCode":"4211","message":"late"}"#;
        // The REST table has another meaning of 4005.
        let deferring = DEFERRING.into_iter().filter(|number| *number != 4005);
        for number in deferring.chain([99_999, 500, 404]) {
            let error = failure(&format!(r#"{{"code":{number},"message":{cause}}}"#));
            assert_eq!(error.code().map(ErrorCode::code), Some(number));
            assert_advice_of(&error, inner);
            let full = format!("{error:#}");
            assert!(full.contains(inner.solution()) && !full.contains("may also be"), "{full}");
        }
        for number in [1004, 2002, 4115] {
            let error = failure(&format!(r#"{{"code":{number},"message":{cause}}}"#));
            assert_advice_of(&error, ErrorCode::from_rest_code(number));
        }
        let error = failure(&format!(r#"{{"code":"WORD","message":{cause}}}"#));
        assert_advice_of(&error, inner);
    }

    #[test]
    fn the_deepest_known_cause_decides() {
        let deep =
            r#"{"code":1001,"message":{"code":99999,"message":{"code":4115,"message":"m"}}}"#;
        assert_advice_of(&failure(deep), ErrorCode::from_rest_code(4115));
        let stops =
            r#"{"code":1001,"message":{"code":1004,"message":{"code":4115,"message":"m"}}}"#;
        assert_advice_of(&failure(stops), ErrorCode::from_code(1004));
        let defers = r#"{"code":99999,"message":{"code":1001,"message":{"code":99998}}}"#;
        assert_advice_of(&failure(defers), ErrorCode::from_code(1001));
        let status = r#"{"code":1001,"message":{"code":404,"message":"no instance"}}"#;
        assert_advice_of(&failure(status), ErrorCode::from_code(404));
    }

    #[test]
    fn the_gateway_s_response_to_the_call_counts_as_it_is() {
        let error = failure(r#"{"code":1001,"message":{"code":1002,"message":"no node"}}"#);
        assert_advice(&error, ErrorKind::ResourceExhausted, Retry::Backoff);
        assert!(error.permits_retry(Operation::Create, false));
    }

    #[test]
    fn a_text_in_the_message_never_permits_the_retry_of_a_call_that_is_not_idempotent() {
        for message in [
            "save state failed: [code: 1002, status: no resource], detail: [m]]",
            "get failed, internal code: 1005, internal msg: limit",
        ] {
            let error = failure(&format!(r#"{{"code":3003,"message":"{message}"}}"#));
            assert_advice(&error, ErrorKind::ResourceExhausted, Retry::IfIdempotent);
            assert!(!error.permits_retry(Operation::Create, false));
            assert!(!format!("{error:#}").contains("(documented:"), "{error:#}");
        }
        let body = r#"{"code":3003,"message":"internal code: 1004, internal msg: m"}"#;
        assert_advice(&failure(body), ErrorKind::AlreadyExists, Retry::Never);
    }

    #[test]
    fn a_source_that_a_caller_sets_gives_no_advice() {
        let error = Error::new(1001).with_source(Error::new(1002));
        assert_advice_of(&error, ErrorCode::from_code(1001));
        let error = failure(r#"{"code":1001,"message":{"code":1002,"message":"no node"}}"#);
        let error = error.with_source("because");
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "because");
        assert_advice(&error, ErrorKind::ResourceExhausted, Retry::Backoff);
    }
}
