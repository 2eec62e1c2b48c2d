//! What the page shows of a text that somebody pasted, as the program reads it.

use crate::{
    catalogue::{Exceptions, exceptions, id},
    paste::{self, Meaning, OtherNumber, Reading, Unknown, chain},
    words::Both,
};
use serde::Serialize;
use std::{iter, ops::Range};
use yuanrong_errors::{Error, ErrorCode, scan};

/// How many findings are returned.
const MOST_FINDINGS: usize = 200;

/// How many characters of a line are shown before and after its code.
const SHOWN_AROUND: usize = 160;

/// A code that a text has, or a failure or a success that it reports.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// Where a log reports it.
    place: Option<Place>,
    /// `None` if the text reports success.
    failure: Option<Failure>,
}

impl Finding {
    /// Returns every code of the failure, those of its causes last.
    pub fn codes(&self) -> impl Iterator<Item = ErrorCode> {
        self.failure.iter().flat_map(|failure| {
            let causes = failure.causes.iter().map(|cause| cause.error_code);
            iter::once(failure.error_code).chain(causes).flatten()
        })
    }
}

/// The lines of a log that report a failure.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// The number of the first line.
    line: usize,
    /// How many lines there are.
    lines: usize,
    /// The first line, cut around the code.
    excerpt: Excerpt,
}

impl Place {
    /// Returns where a text has a code, or else this part of it; `None` if the part is all of it.
    fn of(text: &str, part: &str, code: Option<i32>) -> Option<Self> {
        if part == text.trim() {
            return None;
        }
        let own = |line: &str| {
            let mut mentions = scan::mentions(line.as_bytes());
            mentions.find(|mention| Some(mention.code().code()) == code).map(|own| own.range())
        };
        let range = |line: &str| own(line).or((line.trim() == part).then_some(0..0));
        let mut lines =
            text.lines().enumerate().filter_map(|(i, line)| Some((i, line, range(line)?)));
        let (index, line, range) = lines.next()?;
        Some(Self { line: index + 1, lines: 1 + lines.count(), excerpt: Excerpt::of(line, range) })
    }
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    before: String,
    /// The code as the text spells it.
    code: String,
    after: String,
}

impl Excerpt {
    /// Returns what is around a code. The range is one of the text.
    fn of(text: &str, code: Range<usize>) -> Self {
        let before = text.get(..code.start).unwrap_or_default();
        let after = text.get(code.end..).unwrap_or_default();
        let cut = before.char_indices().rev().nth(SHOWN_AROUND).map(|(index, _)| index);
        let before = cut.map_or(before.to_owned(), |index| format!("…{}", &before[index..]));
        let cut = after.char_indices().nth(SHOWN_AROUND).map(|(index, _)| index);
        let after = cut.map_or(after.to_owned(), |index| format!("{}…", &after[..index]));
        Self { before, code: text.get(code).unwrap_or_default().to_owned(), after }
    }
}

/// One failed call, with its advice.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    #[serde(skip)]
    error_code: Option<ErrorCode>,
    #[serde(flatten)]
    title: Title,
    http_status: Option<u16>,
    module: Option<String>,
    trace_id: Option<String>,
    kind: &'static str,
    retry: &'static str,
    retry_for: Exceptions,
    texts: Both<Texts>,
    causes: Vec<Cause>,
    /// The known codes that may have been meant by an unknown number.
    nearest: Vec<String>,
}

/// The number, the name and the message of an error.
#[derive(Clone, Debug, Serialize)]
struct Title {
    /// What names the code in a link, where the catalogue has it.
    id: Option<String>,
    code: Option<i32>,
    /// What the code is if the catalogue does not have it.
    unknown: Option<UnknownCode>,
    /// What is in the place of a code, where it is none.
    raw_code: Option<String>,
    name: Option<&'static str>,
    /// What the server said.
    message: Option<String>,
}

/// What a number is that the catalogue does not have.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum UnknownCode {
    Success,
    HttpStatus,
    Code,
}

/// An error that a message carries.
#[derive(Clone, Debug, Serialize)]
struct Cause {
    #[serde(skip)]
    error_code: Option<ErrorCode>,
    #[serde(flatten)]
    title: Title,
}

/// What to do, in one language.
#[derive(Clone, Debug, Serialize)]
struct Texts {
    /// What the code or the HTTP status means.
    meaning: Option<&'static str>,
    solution: String,
    hint: Option<String>,
}

impl UnknownCode {
    fn of(code: ErrorCode) -> Self {
        match Unknown::new(code).other_number() {
            Some(OtherNumber::Success) => Self::Success,
            Some(OtherNumber::HttpStatus) => Self::HttpStatus,
            None => Self::Code,
        }
    }
}

impl Title {
    fn of(error: &Error) -> Self {
        Self {
            id: error.entry().map(id),
            code: error.code().map(ErrorCode::code),
            unknown: error.code().filter(|code| !code.is_known()).map(UnknownCode::of),
            raw_code: error.raw_code().map(str::to_owned),
            name: error.name(),
            message: error.server_message().map(str::to_owned),
        }
    }
}

impl Failure {
    fn new(error: &Error) -> Self {
        let status = error.http_status().map(|status| ErrorCode::from_code(status.into()));
        let meaning = error.code().or(status);
        let cause = |error: &Error| Cause { error_code: error.code(), title: Title::of(error) };
        Self {
            error_code: error.code(),
            title: Title::of(error),
            http_status: error.http_status(),
            module: error.module().map(|module| format!("{} {module}", module.code())),
            trace_id: error.trace_id().map(str::to_owned),
            kind: error.kind().as_str(),
            retry: error.retry().as_str(),
            retry_for: exceptions(error.retry(), |operation| error.retry_for(operation)),
            texts: Both::of(|lang| Texts {
                meaning: meaning.map(|code| code.description_in(lang)),
                solution: error.solution_in(lang).to_owned(),
                hint: error.hint_in(lang).map(str::to_owned),
            }),
            causes: chain(error).skip(1).map(cause).collect(),
            nearest: Vec::new(),
        }
    }

    fn of_meaning(meaning: &Meaning) -> Self {
        match meaning {
            Meaning::Known(known) => Self::new(&known.code().into()),
            Meaning::Unknown(unknown) => {
                let nearest =
                    unknown.nearest().into_iter().filter_map(|known| known.code().entry()).map(id);
                Self { nearest: nearest.collect(), ..Self::new(&unknown.code.into()) }
            }
        }
    }
}

/// Returns what the program finds in a text, in the order of the text.
#[must_use]
pub fn findings(text: &str) -> Vec<Finding> {
    let readings = paste::read(text, None);
    readings.iter().flat_map(|reading| of_reading(text, reading)).take(MOST_FINDINGS).collect()
}

fn of_reading(text: &str, reading: &Reading<'_>) -> Vec<Finding> {
    let (failures, is_said) = match &reading.finding {
        paste::Finding::Code(meanings) => {
            (meanings.iter().map(Failure::of_meaning).collect(), false)
        }
        paste::Finding::Mention(meanings) => {
            (meanings.iter().map(Failure::of_meaning).collect(), true)
        }
        paste::Finding::Failure(error) => (vec![Failure::new(error)], true),
        paste::Finding::Success => return vec![Finding { place: None, failure: None }],
        paste::Finding::Nothing => return Vec::new(),
    };
    let place = |failure: &Failure| {
        let code = failure.error_code.map(ErrorCode::code);
        if is_said { Place::of(text, reading.text, code) } else { None }
    };
    let finding = |failure| Finding { place: place(&failure), failure: Some(failure) };
    failures.into_iter().map(finding).collect()
}
