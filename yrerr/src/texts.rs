//! What to show for a code: an operator's words where an overlay has them, else the catalogue's.

use yuanrong_errors::{Entry, ErrorCode, Lang, overlay};

/// The words for one code in one language.
pub(crate) struct Texts {
    pub(crate) name: Option<&'static str>,
    pub(crate) message: &'static str,
    pub(crate) description: &'static str,
    pub(crate) solution: &'static str,
    /// Who gives the solution: one of the words of `Origin`, or `overlay`.
    pub(crate) solution_origin: &'static str,
    pub(crate) hint: Option<&'static str>,
    pub(crate) runbook: Option<&'static str>,
}

impl Texts {
    pub(crate) fn of(code: ErrorCode, lang: Lang) -> Self {
        let own = Self {
            name: code.name(),
            message: code.message_in(lang),
            description: code.description_in(lang),
            solution: code.solution_in(lang),
            solution_origin: code
                .entry()
                .map_or("advised", |entry| entry.solution_origin().as_str()),
            hint: code.hint_in(lang),
            runbook: None,
        };
        let Some(overlay) = overlay::installed() else { return own };
        let advice = overlay.advice(code);
        let solution = overlay.solution(code, lang);
        let is_own = solution == own.solution;
        // The overlay has a name and a description only for a code that is not in the catalogue.
        let description = advice.and_then(|advice| advice.description());
        Self {
            name: advice.and_then(|advice| advice.name()).or(own.name),
            message: description.unwrap_or(own.message),
            description: description.unwrap_or(own.description),
            solution,
            solution_origin: if is_own { own.solution_origin } else { "overlay" },
            hint: own.hint.filter(|_| advice.is_none_or(|advice| advice.solution().is_none())),
            runbook: advice.and_then(|advice| advice.runbook()),
        }
    }
}

/// Returns the name of the Rust variant.
pub(crate) fn variant(entry: Entry) -> String {
    match entry.error_code() {
        ErrorCode::Sdk(code) => format!("{code:?}"),
        ErrorCode::Rest(code) => format!("{code:?}"),
        // An entry is always of a table.
        _ => String::new(),
    }
}
