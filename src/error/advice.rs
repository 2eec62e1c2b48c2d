//! Whose advice counts for a failed call: kind, retry class, solution and hint.

use super::failure::{CauseOrigin, Failure};
use crate::{
    ErrorCode, ErrorKind, Lang, Operation, Origin, Retry, UnknownCode,
    overlay::advice,
    vocabulary::{in_language, nothing_known},
};

/// What decides about a failure.
#[derive(Clone, Copy)]
enum Adviser {
    Code(ErrorCode),
    HttpStatus(u16),
    /// Nothing is known.
    Nobody,
}

/// What decides about a failure, and how far.
#[derive(Clone, Copy)]
struct Advice {
    adviser: Adviser,
    /// The adviser reports that an inner step did not run. The call itself may have, so that a retry
    /// is correct at most where the call is idempotent.
    is_of_inner_step: bool,
}

impl From<Adviser> for Advice {
    fn from(adviser: Adviser) -> Self {
        Self { adviser, is_of_inner_step: false }
    }
}

impl Advice {
    fn retry(self, operation: Option<Operation>) -> Retry {
        let retry = match (self.adviser, operation) {
            (Adviser::Code(code), Some(operation)) => code.retry_for(operation),
            (Adviser::Code(code), None) => code.retry(),
            (Adviser::HttpStatus(status), _) => Retry::from_http_status(status),
            (Adviser::Nobody, _) => Retry::Never,
        };
        match retry {
            Retry::Backoff | Retry::Throttled if self.is_of_inner_step => Retry::IfIdempotent,
            retry => retry,
        }
    }
}

impl Failure {
    /// Finds what decides: the own code, unless it only passes another one on; else the deepest
    /// cause that is known; else an HTTP status.
    fn advice(&self) -> Advice {
        let known = self.code.filter(|code| code.is_known());
        if let Some(code) = known.filter(|code| !code.defers()) {
            return Adviser::Code(code).into();
        }
        let of_cause = self.cause.as_ref().map(|cause| {
            let advice = cause.0.advice();
            let is_inner = cause.0.origin != CauseOrigin::GatewayJson;
            Advice { is_of_inner_step: advice.is_of_inner_step || is_inner, ..advice }
        });
        if let Some(advice @ Advice { adviser: Adviser::Code(_), .. }) = of_cause {
            return advice;
        }
        if let Some(status) = self.code_as_http_status() {
            return Adviser::HttpStatus(status).into();
        }
        if let Some(advice @ Advice { adviser: Adviser::HttpStatus(_), .. }) = of_cause {
            return advice;
        }
        let is_unknown = self.code.is_some() && known.is_none();
        let is_telling = |status: &u16| !is_unknown || matches!(status, 429 | 502 | 503 | 504);
        // The servers send 500 with most codes, known to them or not.
        let is_sent_with_any = |status: &u16| self.code.is_some() && *status == 500;
        let received = self.http_status.filter(|status| !is_sent_with_any(status));
        let status = failing(self.gateway_status.or(received)).filter(is_telling);
        match (status, known) {
            (Some(status), _) => Adviser::HttpStatus(status),
            (None, Some(code)) => Adviser::Code(code),
            (None, None) => Adviser::Nobody,
        }
        .into()
    }

    /// Returns the HTTP status that is in the place of the code.
    fn code_as_http_status(&self) -> Option<u16> {
        match self.code? {
            ErrorCode::Unknown(code) => failing(code.http_status()),
            _ => None,
        }
    }

    pub(super) fn kind(&self) -> ErrorKind {
        self.kind.unwrap_or_else(|| match self.advice().adviser {
            Adviser::Code(code) => code.kind(),
            Adviser::HttpStatus(status) => ErrorKind::from_http_status(status),
            Adviser::Nobody => ErrorKind::Unknown,
        })
    }

    /// Returns the retry class for an operation, or the one that holds in general.
    pub(super) fn retry(&self, operation: Option<Operation>) -> Retry {
        self.retry.unwrap_or_else(|| self.advice().retry(operation))
    }

    /// Returns what the retry class means, in half a sentence.
    pub(super) fn retry_advice(&self, operation: Option<Operation>, lang: Lang) -> &'static str {
        match (self.retry, self.advice().adviser) {
            (None, Adviser::Nobody) => nothing_known(lang),
            _ => self.retry(operation).advice_in(lang),
        }
    }

    /// Returns who gives the retry class, and why, where the catalogue says so.
    pub(super) fn retry_reason(&self) -> Option<(Origin, &'static str)> {
        let Advice { adviser: Adviser::Code(code), is_of_inner_step: false } = self.advice() else {
            return None;
        };
        let entry = code.entry().filter(|_| self.retry.is_none())?;
        Some((entry.retry_origin(), entry.retry_reason()))
    }

    pub(super) fn solution_in(&self, lang: Lang) -> &'static str {
        match self.code_with_texts() {
            Some(code) => advice::solution(code, lang),
            None => in_language!(
                lang,
                "Go by the message, and look the request up in the servers' logs.",
                "请依据消息判断，并在服务端日志中查找该请求。"
            ),
        }
    }

    pub(super) fn hint_in(&self, lang: Lang) -> Option<&'static str> {
        advice::hint(self.code_with_texts()?, lang)
    }

    pub(super) fn runbook(&self) -> Option<&'static str> {
        advice::runbook(self.code_with_texts()?)
    }

    /// Returns other meanings of the own code, unless the advice is that of a cause.
    pub(super) fn other_meanings_in(&self, lang: Lang) -> &'static [&'static str] {
        let entry = match self.advice().adviser {
            Adviser::Code(code) if Some(code) == self.code => code.entry(),
            _ => None,
        };
        entry.map_or(&[], |entry| entry.other_meanings_in(lang))
    }

    /// Returns the code whose texts say what to do. An operator's advice about the own code counts
    /// where there is none about the code that decides.
    fn code_with_texts(&self) -> Option<ErrorCode> {
        let deciding = match self.advice().adviser {
            Adviser::Code(code) => Some(code),
            Adviser::HttpStatus(status) => Some(status_as_code(status)),
            Adviser::Nobody => self.code,
        };
        let has_advice = |code: &ErrorCode| advice::has_advice(*code);
        deciding.filter(has_advice).or(self.code.filter(has_advice)).or(deciding)
    }

    /// Returns the HTTP status of the failure in the form in which the catalogue describes it.
    pub(super) fn http_status_code(&self) -> Option<ErrorCode> {
        failing(self.http_status.or(self.gateway_status)).map(status_as_code)
    }
}

/// Returns the HTTP status if it says something about a failure.
fn failing(status: Option<u16>) -> Option<u16> {
    status.filter(|status| matches!(status, 300..=599))
}

/// Returns the code in whose texts the catalogue describes an HTTP status.
fn status_as_code(status: u16) -> ErrorCode {
    ErrorCode::Unknown(UnknownCode::new(status.into()))
}
