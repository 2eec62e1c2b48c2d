//! Calls that fail: what the error is, and how often each call is to be made.

use crate::server::Failure;
use std::time::Duration;
use yuanrong_errors::{Error, ErrorKind, Operation, Retry};

/// A response that reports a failure, and the error that a client makes of it on the first attempt.
#[derive(Clone, Copy, Debug)]
pub struct Response {
    /// How it fails.
    pub failure: Failure,
    /// How the error is shown.
    pub shown: &'static str,
    /// The kind of the error.
    pub kind: ErrorKind,
    /// The retry class of the error.
    pub retry: Retry,
}

/// A response of each sort.
pub const RESPONSES: [Response; 8] = [
    Response {
        failure: Failure::Body(4115),
        shown: "4115 FunctionNotFound: attempt 1",
        kind: ErrorKind::NotFound,
        retry: Retry::Never,
    },
    Response {
        failure: Failure::Body(1005),
        shown: "1005 ERR_INVOKE_RATE_LIMITED: attempt 1",
        kind: ErrorKind::ResourceExhausted,
        retry: Retry::Throttled,
    },
    Response {
        failure: Failure::Body(3002),
        shown: "3002 ERR_INNER_COMMUNICATION: attempt 1",
        kind: ErrorKind::Unavailable,
        retry: Retry::IfIdempotent,
    },
    Response {
        failure: Failure::Body(99_999),
        shown: "99999: attempt 1",
        kind: ErrorKind::Unknown,
        retry: Retry::Never,
    },
    Response {
        failure: Failure::Header(4115),
        shown: "4115 FunctionNotFound: The function has not been created or has been deleted.",
        kind: ErrorKind::NotFound,
        retry: Retry::Never,
    },
    Response {
        failure: Failure::Proxy(503),
        shown: "HTTP 503: an HTML page of 45 bytes",
        kind: ErrorKind::Unavailable,
        retry: Retry::IfIdempotent,
    },
    Response {
        failure: Failure::Proxy(404),
        shown: "HTTP 404: an HTML page of 45 bytes",
        kind: ErrorKind::NotFound,
        retry: Retry::Never,
    },
    Response {
        failure: Failure::Busy(7),
        shown: "HTTP 429: slow down",
        kind: ErrorKind::ResourceExhausted,
        retry: Retry::Throttled,
    },
];

/// A call that fails twice.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The name of the function.
    pub name: &'static str,
    /// What the call does.
    pub operation: Operation,
    /// Whether the call does no harm when it runs twice.
    pub idempotent: bool,
    /// How it fails.
    pub failure: Failure,
    /// How often it is made by a client that retries where that is correct: once, or until it
    /// succeeds.
    pub calls: usize,
}

/// Calls of every retry class, with a code and without one.
pub const CASES: [Case; 18] = [
    any("never", Failure::Body(1001), 1),
    any("backoff", Failure::Body(150_435), 3),
    any("throttled", Failure::Body(1005), 3),
    any("connection-lost", Failure::Body(3002), 1),
    idempotent("connection-lost-idempotent", Failure::Body(3002), 3),
    any("instance-gone", Failure::Body(1007), 1),
    idempotent("instance-gone-idempotent", Failure::Body(1007), 3),
    Case {
        operation: Operation::InvokeStateful,
        ..idempotent("instance-gone-stateful", Failure::Body(1007), 1)
    },
    any("shutting-down", Failure::Header(9000), 1),
    idempotent("shutting-down-idempotent", Failure::Header(9000), 3),
    idempotent("unknown-code", Failure::Body(99_999), 1),
    any("proxy-has-no-upstream", Failure::Proxy(503), 1),
    idempotent("proxy-has-no-upstream-idempotent", Failure::Proxy(503), 3),
    any("proxy-is-busy", Failure::Proxy(429), 3),
    idempotent("proxy-has-no-route", Failure::Proxy(404), 1),
    idempotent("proxy-wants-a-password", Failure::Proxy(401), 1),
    any("cut-off", Failure::CutOff, 1),
    idempotent("cut-off-idempotent", Failure::CutOff, 3),
];

/// A call that does harm when it runs twice.
const fn any(name: &'static str, failure: Failure, calls: usize) -> Case {
    Case { name, operation: Operation::InvokeStateless, idempotent: false, failure, calls }
}

const fn idempotent(name: &'static str, failure: Failure, calls: usize) -> Case {
    Case { idempotent: true, ..any(name, failure, calls) }
}

impl Case {
    /// Returns whether a retry is correct after this error.
    #[must_use]
    pub fn permits_retry(self, error: &Error) -> bool {
        error.permits_retry(self.operation, self.idempotent)
    }

    /// Returns how long to wait before the next attempt, or `None` if a retry is not permitted.
    /// `step` is the delay for a passing fault.
    #[must_use]
    pub fn delay(self, error: &Error, step: Duration) -> Option<Duration> {
        if !self.permits_retry(error) {
            return None;
        }
        if let Some(delay) = error.retry_after() {
            return Some(delay);
        }
        Some(match error.retry_for(self.operation) {
            Retry::Throttled => step * 10,
            // Another instance needs no time to recover.
            Retry::OtherInstance => Duration::ZERO,
            _ => step,
        })
    }
}
