//! What a number or a name means.

use super::{Known, variant};
use yuanrong_errors::{Entry, ErrorCode, Table, rest::ErrorBody};

/// One meaning of a number or a name.
pub(crate) enum Meaning {
    Known(Known),
    Unknown(Unknown),
}

/// A number that no table has, or not the one that was asked.
pub(crate) struct Unknown {
    pub(crate) code: ErrorCode,
    /// The table that was asked; `None` for all of them.
    table: Option<Table>,
}

/// What a number is that is no error code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OtherNumber {
    Success,
    HttpStatus,
}

impl Meaning {
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::Known(known) => known.code(),
            Self::Unknown(unknown) => unknown.code,
        }
    }

    pub(crate) fn number(&self) -> i32 {
        self.code().code()
    }
}

impl Unknown {
    /// Returns a number that no table has.
    pub(crate) fn new(code: ErrorCode) -> Self {
        Self { code, table: None }
    }

    /// Returns what the number is if it is something else than an error code.
    pub(crate) fn other_number(&self) -> Option<OtherNumber> {
        let number = self.code.code();
        let body = format!("{{\"code\":{number}}}");
        if ErrorBody::parse(body.as_bytes()).is_ok_and(|body| body.is_success()) {
            return Some(OtherNumber::Success);
        }
        is_http_status(number).then_some(OtherNumber::HttpStatus)
    }

    /// Returns the known codes that may have been meant: those with two digits transposed, and the
    /// nearest ones below and above.
    pub(crate) fn nearest(&self) -> Vec<Known> {
        /// How far away a code may be.
        const NEAR: u32 = 9;
        if self.other_number().is_some() {
            return Vec::new();
        }
        let number = self.code.code();
        let asked: Vec<Known> = Known::all()
            .filter(|known| self.table.is_none_or(|table| known.table() == table))
            .collect();
        let is_near = |known: &&Known| known.number().abs_diff(number) <= NEAR;
        // Of two tables that have a number, the first one counts.
        let below = asked.iter().filter(is_near).filter(|known| known.number() < number);
        let below = below.rev().max_by_key(|known| known.number());
        let above = asked.iter().filter(is_near).filter(|known| known.number() > number);
        let above = above.min_by_key(|known| known.number());
        let mut nearest: Vec<Known> = Vec::new();
        let transposed = asked.iter().filter(|known| is_transposed(known.number(), number));
        for known in transposed.chain(below).chain(above) {
            if nearest.iter().all(|other| other.number() != known.number()) {
                nearest.push(*known);
            }
        }
        nearest
    }
}

pub(super) fn is_http_status(number: i32) -> bool {
    matches!(number, 100..=599)
}

/// Returns whether two numbers differ in the order of two digits that are side by side.
fn is_transposed(one: i32, other: i32) -> bool {
    let (one, other) = (one.to_string().into_bytes(), other.to_string().into_bytes());
    let mut different = one.iter().zip(&other).enumerate().filter(|(_, (one, other))| one != other);
    let (Some((first, _)), Some((second, _)), None) =
        (different.next(), different.next(), different.next())
    else {
        return false;
    };
    one.len() == other.len()
        && second == first + 1
        && one[first] == other[second]
        && one[second] == other[first]
}

/// What people and logs put around a number or a name.
const NOISE: &[char] = &[
    ',', ';', '.', ':', '!', '?', '"', '\'', '`', '#', '(', ')', '[', ']', '{', '}', '<', '>', '*',
    '，', '；', '。', '：', '、', '（', '）', '【', '】', '“', '”', '‘', '’', '「', '」', '《',
    '》',
];

/// Returns every meaning of a number, a number with its table or a name, the likeliest first; none
/// for any other text.
pub(crate) fn meanings(text: &str, table: Option<Table>) -> Vec<Meaning> {
    let word = text.trim_matches(|c: char| c.is_whitespace() || NOISE.contains(&c));
    if let Some(number) = number(word) {
        return meanings_of_number(number, table);
    }
    let is_asked = |known: &Known| table.is_none_or(|table| known.table() == table);
    let named: Vec<Known> = named(word).into_iter().filter(is_asked).collect();
    if !named.is_empty() {
        return named.into_iter().map(Meaning::Known).collect();
    }
    match number_with_table(word) {
        Some((table, number)) => meanings_of_number(number, Some(table)),
        None => Vec::new(),
    }
}

/// Reads digits, which may be grouped: `150444`, `150_444`, `150,444`.
fn number(word: &str) -> Option<i32> {
    let mut groups = word.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if rest.is_empty() {
        return first.replace('_', "").parse().ok();
    }
    let is_grouped = (1..=3).contains(&first.len())
        && is_digits(first)
        && rest.iter().all(|group| group.len() == 3 && is_digits(group));
    if is_grouped { (first.to_owned() + &rest.concat()).parse().ok() } else { None }
}

/// Reads a number with its table: `rest:4202`.
fn number_with_table(word: &str) -> Option<(Table, i32)> {
    let (table, digits) = word.split_once([':', '：'])?;
    Some((table.trim().parse().ok()?, number(digits.trim())?))
}

/// Returns every meaning of a number, or the one in a table.
pub(crate) fn meanings_of_number(number: i32, table: Option<Table>) -> Vec<Meaning> {
    let candidates = ErrorCode::candidates(number).filter_map(ErrorCode::entry).map(Known::Entry);
    // An overlay may have a number for one table that the catalogue has for another.
    let added = Known::all().filter(|known| matches!(known, Known::Added(_)));
    let added = added.filter(|known| known.number() == number);
    let is_asked = |known: &Known| table.is_none_or(|table| known.table() == table);
    let mut meanings: Vec<Meaning> =
        candidates.chain(added).filter(is_asked).map(Meaning::Known).collect();
    if meanings.is_empty() {
        meanings.push(Meaning::Unknown(match table {
            Some(table) => Unknown { code: ErrorCode::in_table(table, number), table: Some(table) },
            None => Unknown::new(ErrorCode::from_code(number)),
        }));
    }
    meanings
}

/// Returns the codes that have a name, in exactly this case if there are any.
fn named(name: &str) -> Vec<Known> {
    if name.is_empty() {
        return Vec::new();
    }
    // A log has many lines and words, and each variant must be formatted for the comparison.
    let can_be_variant = name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let of_layer = |is_equal: fn(&str, &str) -> bool| {
        // A constant of upstream counts before a Rust variant, and that before the text of a status.
        let upstream = move |known: &Known| match known {
            Known::Entry(entry) => {
                entry.upstream_names().iter().any(|upstream| is_equal(upstream, name))
            }
            Known::Added(_) => is_equal(known.name(), name),
        };
        let rust = move |known: &Known| match known {
            Known::Entry(entry) => can_be_variant && is_equal(&variant(*entry), name),
            Known::Added(_) => false,
        };
        let message = move |known: &Known| match known {
            Known::Entry(entry) => {
                is_equal(entry.message(), name) && message_as_name(*entry).is_some()
            }
            Known::Added(_) => false,
        };
        let layers: [Vec<Known>; 3] = [
            Known::all().filter(upstream).collect(),
            Known::all().filter(rust).collect(),
            Known::all().filter(message).collect(),
        ];
        layers.into_iter().find(|layer| !layer.is_empty())
    };
    match of_layer(str::eq_ignore_ascii_case) {
        Some(in_any_case) => of_layer(|one, other| one == other).unwrap_or(in_any_case),
        None => Vec::new(),
    }
}

/// Returns upstream's text for a status, which is a name, too.
pub(crate) fn message_as_name(entry: Entry) -> Option<&'static str> {
    let message = entry.message();
    ErrorCode::from_name(message).is_some_and(|code| code == entry.error_code()).then_some(message)
}
