//! What to show for a code: an operator's words where an overlay has them, else the catalogue's.

use crate::paste::{Known, known::added_codes};
use yuanrong_errors::{
    Entry, ErrorCode, ErrorKind, Lang, Origin, Retry, Table,
    overlay::{self, Advice},
};

impl Known {
    /// Returns a code of the catalogue, or the one that the overlay has instead.
    pub(crate) fn of(code: ErrorCode) -> Option<Self> {
        match code.entry() {
            Some(entry) => Some(Self::Entry(entry)),
            // Without a table, a number is one of the REST table first.
            None => added_codes()
                .filter(|added| added.code == code)
                .max_by_key(|added| added.table == Table::Rest)
                .map(Self::Added),
        }
    }

    pub(crate) fn kind(self) -> ErrorKind {
        self.code().kind()
    }

    pub(crate) fn retry(self) -> Retry {
        self.code().retry()
    }

    pub(crate) fn is_documented(self) -> bool {
        self.code().is_documented()
    }

    pub(crate) fn texts(self, lang: Lang) -> Texts {
        match self {
            Self::Entry(entry) => Texts::of(entry.error_code(), lang),
            Self::Added(added) => Texts::with_advice(added.code, Some(added.advice), lang),
        }
    }
}

/// The words for one code in one language.
pub(crate) struct Texts {
    pub(crate) name: Option<&'static str>,
    pub(crate) message: &'static str,
    pub(crate) description: &'static str,
    pub(crate) solution: &'static str,
    /// Who gives the solution; `None` for the operator.
    solution_origin: Option<Origin>,
    pub(crate) hint: Option<&'static str>,
    pub(crate) runbook: Option<&'static str>,
}

impl Texts {
    pub(crate) fn of(code: ErrorCode, lang: Lang) -> Self {
        Self::with_advice(code, overlay::installed().and_then(|overlay| overlay.advice(code)), lang)
    }

    fn with_advice(code: ErrorCode, advice: Option<&'static Advice>, lang: Lang) -> Self {
        let overlay = overlay::installed();
        // An overlay has a name and a description only for a code that is not in the catalogue.
        let description = advice.and_then(Advice::description);
        let operators_solution = advice.and_then(Advice::solution);
        let catalogue_solution = code.solution_in(lang);
        let solution = operators_solution.unwrap_or_else(|| {
            overlay.map_or(catalogue_solution, |overlay| overlay.solution(code, lang))
        });
        // Without a solution of the operator, the words differ only where a contact is in them.
        let is_operators = operators_solution.is_some() || solution != catalogue_solution;
        // The catalogue itself advises what holds for a whole range of numbers.
        let origin = code.entry().map_or(Origin::Advised, Entry::solution_origin);
        Self {
            name: advice.and_then(Advice::name).or(code.name()),
            message: description.unwrap_or(code.message_in(lang)),
            description: description.unwrap_or(code.description_in(lang)),
            solution,
            solution_origin: (!is_operators).then_some(origin),
            hint: if operators_solution.is_some() { None } else { code.hint_in(lang) },
            runbook: advice.and_then(Advice::runbook),
        }
    }

    /// Returns the word for who gives the solution.
    pub(crate) fn solution_origin_in(&self, lang: Lang) -> &'static str {
        match (self.solution_origin, lang) {
            (Some(origin), _) => origin.word_in(lang),
            (None, Lang::Zh) => "运维人员",
            (None, _) => "overlay",
        }
    }
}

/// Returns a number, and the name that belongs to it.
pub(crate) fn numbered(code: ErrorCode, name: Option<&str>) -> String {
    let number = code.code();
    match name {
        Some(name) => format!("{number} {name}"),
        None => number.to_string(),
    }
}
