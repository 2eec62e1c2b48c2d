//! The words that describe a code, and what they stand for in HTTP and gRPC.

use yuanrong_errors::{ErrorKind, Lang, Operation, Origin, Retry, Table};

#[test]
fn the_words_of_the_vocabulary_read_back() {
    macro_rules! check {
        ($($Word:ident),*) => {$(
            for &word in $Word::ALL {
                assert_eq!(word.to_string().parse(), Ok(word));
                assert_eq!(word.as_str(), word.to_string());
                assert_eq!(format!("{word:>20}").trim_start(), word.as_str());
            }
            assert!("no such word".parse::<$Word>().is_err());
            assert!("".parse::<$Word>().is_err());
        )*};
    }
    check!(ErrorKind, Lang, Operation, Origin, Retry, Table);
    let tables = ["sdk", "rest", "datasystem", "functionsystem"];
    assert!(Table::ALL.iter().map(|table| table.as_str()).eq(tables));
    for (word, table) in [
        ("REST", Table::Rest),
        ("DataSystem", Table::DataSystem),
        ("FUNCTIONSYSTEM", Table::FunctionSystem),
    ] {
        assert_eq!(word.parse(), Ok(table));
    }
    assert!("data-system".parse::<Table>().is_err());
}

#[test]
fn a_kind_has_the_http_status_and_the_grpc_code_of_google_s_mapping() {
    // The canonical codes by their numbers.
    let grpc = [
        "ok",
        "cancelled",
        "unknown",
        "invalid-argument",
        "deadline-exceeded",
        "not-found",
        "already-exists",
        "permission-denied",
        "resource-exhausted",
        "failed-precondition",
        "aborted",
        "out-of-range",
        "unimplemented",
        "internal",
        "unavailable",
        "data-loss",
        "unauthenticated",
    ];
    let http =
        [200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401];
    for &kind in ErrorKind::ALL {
        let name = if kind == ErrorKind::UserCode { "unknown" } else { kind.as_str() };
        let number = grpc.iter().position(|grpc| *grpc == name).expect("a canonical code");
        assert_eq!(usize::try_from(kind.grpc_code()), Ok(number), "{kind}");
        assert_eq!(kind.http_status(), http[number], "{kind}");
        let kind_of_code = if kind == ErrorKind::UserCode { ErrorKind::Unknown } else { kind };
        assert_eq!(ErrorKind::from_grpc_code(kind.grpc_code()), kind_of_code);
    }
    for number in [i32::MIN, -1, 0, 17, i32::MAX] {
        assert_eq!(ErrorKind::from_grpc_code(number), ErrorKind::Unknown, "{number}");
    }
}

#[test]
fn an_http_status_has_a_kind_and_a_retry_class() {
    for (status, kind, retry) in [
        (0, ErrorKind::Unknown, Retry::Never),
        (200, ErrorKind::Unknown, Retry::Never),
        (399, ErrorKind::Unknown, Retry::Never),
        (400, ErrorKind::InvalidArgument, Retry::Never),
        (401, ErrorKind::Unauthenticated, Retry::Never),
        (402, ErrorKind::FailedPrecondition, Retry::Never),
        (403, ErrorKind::PermissionDenied, Retry::Never),
        (404, ErrorKind::NotFound, Retry::Never),
        (405, ErrorKind::Unimplemented, Retry::Never),
        (408, ErrorKind::DeadlineExceeded, Retry::IfIdempotent),
        (409, ErrorKind::Aborted, Retry::Never),
        (410, ErrorKind::NotFound, Retry::Never),
        (412, ErrorKind::FailedPrecondition, Retry::Never),
        (416, ErrorKind::OutOfRange, Retry::Never),
        (425, ErrorKind::FailedPrecondition, Retry::Backoff),
        (429, ErrorKind::ResourceExhausted, Retry::Throttled),
        (499, ErrorKind::Cancelled, Retry::Never),
        (500, ErrorKind::Internal, Retry::IfIdempotent),
        (501, ErrorKind::Unimplemented, Retry::Never),
        (502, ErrorKind::Unavailable, Retry::IfIdempotent),
        (503, ErrorKind::Unavailable, Retry::IfIdempotent),
        (504, ErrorKind::DeadlineExceeded, Retry::IfIdempotent),
        (505, ErrorKind::Internal, Retry::Never),
        (599, ErrorKind::Internal, Retry::Never),
        (600, ErrorKind::Unknown, Retry::Never),
        (u16::MAX, ErrorKind::Unknown, Retry::Never),
    ] {
        assert_eq!(ErrorKind::from_http_status(status), kind, "{status}");
        assert_eq!(Retry::from_http_status(status), retry, "{status}");
    }
}

#[test]
fn a_retry_class_permits_retries_of_an_idempotent_call_and_of_any_other() {
    for (class, of_idempotent, of_other) in [
        (Retry::Never, false, false),
        (Retry::Backoff, true, true),
        (Retry::Throttled, true, true),
        (Retry::IfIdempotent, true, false),
        (Retry::OtherInstance, false, false),
    ] {
        assert_eq!(class.permits(true), of_idempotent, "{class}");
        assert_eq!(class.permits(false), of_other, "{class}");
        assert_eq!(class.is_retryable(), class != Retry::Never, "{class}");
    }
}
