//! What to show of a code: the catalogue's words, or those of the overlay that is installed.

use crate::{ErrorCode, Lang};

/// What an overlay says of a code beside the solution.
#[derive(Default)]
struct Said {
    /// Only of a code that is newer than the crate, as is the description.
    name: Option<&'static str>,
    description: Option<&'static str>,
    runbook: Option<&'static str>,
}

#[cfg(feature = "overlay")]
fn said(code: ErrorCode) -> Said {
    let advice = crate::overlay::installed().and_then(|overlay| overlay.advice(code));
    advice.map_or_else(Said::default, |advice| Said {
        name: advice.name(),
        description: advice.description(),
        runbook: advice.runbook(),
    })
}

#[cfg(not(feature = "overlay"))]
fn said(_: ErrorCode) -> Said {
    Said::default()
}

/// Whether the catalogue has a code, or else the overlay.
#[cfg(any(feature = "scan", feature = "tracing-subscriber"))]
pub(crate) fn is_known(code: ErrorCode) -> bool {
    code.is_known() || said(code).name.is_some()
}

pub(crate) fn name(code: ErrorCode) -> &'static str {
    said(code).name.unwrap_or(code.name())
}

pub(crate) fn description(code: ErrorCode, lang: Lang) -> &'static str {
    said(code).description.unwrap_or(code.description_in(lang))
}

/// The message of the catalogue; an overlay has a description alone.
#[cfg(all(feature = "scan", feature = "std"))]
pub(crate) fn message(code: ErrorCode, lang: Lang) -> &'static str {
    said(code).description.unwrap_or(code.message_in(lang))
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

pub(crate) fn runbook(code: ErrorCode) -> Option<&'static str> {
    said(code).runbook
}
