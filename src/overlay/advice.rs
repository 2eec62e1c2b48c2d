//! What to say of a code: the words of the installed overlay, else those of the catalogue.

use crate::ErrorCode;
#[cfg(feature = "error")]
use crate::Lang;

/// What the installed overlay says of a code.
#[cfg(feature = "overlay")]
fn advice(code: ErrorCode) -> Option<&'static super::Advice> {
    super::installed()?.advice(code)
}

/// Returns whether the overlay has advice about a code.
#[cfg(feature = "error")]
pub(crate) fn has_advice(code: ErrorCode) -> bool {
    #[cfg(feature = "overlay")]
    return advice(code).is_some();
    #[cfg(not(feature = "overlay"))]
    {
        let _ = code;
        false
    }
}

/// Returns whether the catalogue or else the overlay has a code.
#[cfg(any(feature = "error", feature = "scan"))]
pub(crate) fn is_known(code: ErrorCode) -> bool {
    code.is_known() || name(code).is_some()
}

/// Returns the name: an overlay has one only for a code that the catalogue does not have.
pub(crate) fn name(code: ErrorCode) -> Option<&'static str> {
    #[cfg(feature = "overlay")]
    if let Some(name) = advice(code).and_then(super::Advice::name) {
        return Some(name);
    }
    code.name()
}

/// Returns the description, which an overlay has where it has a name.
#[cfg(feature = "error")]
pub(crate) fn description(code: ErrorCode, lang: Lang) -> &'static str {
    #[cfg(feature = "overlay")]
    if let Some(description) = advice(code).and_then(super::Advice::description) {
        return description;
    }
    code.description_in(lang)
}

#[cfg(feature = "error")]
pub(crate) fn solution(code: ErrorCode, lang: Lang) -> &'static str {
    #[cfg(feature = "overlay")]
    if let Some(overlay) = super::installed() {
        return overlay.solution(code, lang);
    }
    code.solution_in(lang)
}

/// Returns the hint, unless the operator has a solution, which takes its place.
#[cfg(feature = "error")]
pub(crate) fn hint(code: ErrorCode, lang: Lang) -> Option<&'static str> {
    #[cfg(feature = "overlay")]
    if advice(code).is_some_and(|advice| advice.solution().is_some()) {
        return None;
    }
    code.hint_in(lang)
}

#[cfg(feature = "error")]
pub(crate) fn runbook(code: ErrorCode) -> Option<&'static str> {
    #[cfg(feature = "overlay")]
    return advice(code).and_then(super::Advice::runbook);
    #[cfg(not(feature = "overlay"))]
    {
        let _ = code;
        None
    }
}
