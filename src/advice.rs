//! What to show of a code: the catalogue's words, or those of the overlay that is installed.

use crate::{ErrorCode, Lang};

#[cfg(feature = "overlay")]
fn of(code: ErrorCode) -> Option<&'static crate::overlay::Advice> {
    crate::overlay::installed()?.advice(code)
}

#[cfg(feature = "overlay")]
pub(crate) fn solution(code: ErrorCode, lang: Lang) -> &'static str {
    match crate::overlay::installed() {
        Some(overlay) => overlay.solution(code, lang),
        None => code.solution_in(lang),
    }
}

#[cfg(not(feature = "overlay"))]
pub(crate) fn solution(code: ErrorCode, lang: Lang) -> &'static str {
    code.solution_in(lang)
}

/// The name and the description; an overlay has them for codes that are newer than the crate.
#[cfg(feature = "error")]
pub(crate) fn name_and_description(
    error: &crate::Error,
    lang: Lang,
) -> (&'static str, &'static str) {
    let code = error.code();
    if let Some(description) = error.description_without_code(lang) {
        return (code.name(), description);
    }
    #[cfg(feature = "overlay")]
    if let Some(advice) = of(code) {
        if let (Some(name), Some(description)) = (advice.name(), advice.description()) {
            return (name, description);
        }
    }
    (code.name(), code.description_in(lang))
}

/// The solution of a failure, which may be without a code.
#[cfg(feature = "error")]
pub(crate) fn solution_of(error: &crate::Error, lang: Lang) -> &'static str {
    error.solution_without_code(lang).unwrap_or_else(|| solution(error.code(), lang))
}

#[cfg(feature = "overlay")]
pub(crate) fn runbook(code: ErrorCode) -> Option<&'static str> {
    of(code)?.runbook()
}

#[cfg(all(feature = "error", not(feature = "overlay")))]
pub(crate) fn runbook(_: ErrorCode) -> Option<&'static str> {
    None
}

/// The name of an error's code, for a field of a log.
#[cfg(any(feature = "log", feature = "miette", feature = "tracing"))]
#[must_use]
pub fn name(error: &crate::Error) -> &'static str {
    name_and_description(error, Lang::En).0
}

/// What the server said, or else what the code means, for a field of a log.
#[cfg(any(feature = "log", feature = "tracing"))]
#[must_use]
pub fn message(error: &crate::Error) -> &str {
    error.server_message().unwrap_or(name_and_description(error, Lang::En).1)
}

/// What to do about an error, for a field of a log.
#[cfg(any(feature = "log", feature = "tracing"))]
#[must_use]
pub fn field_solution(error: &crate::Error) -> &'static str {
    solution_of(error, Lang::En)
}
