//! The types of the cells.

use super::tsv::{Cell, split_texts};
use std::{num::NonZeroI32, ops::Deref};

/// Declares an enum of the words that a cell may hold.
macro_rules! words {
    ($(#[$doc:meta])* pub enum $Words:ident { $($Word:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $Words { $(#[doc = concat!("`", $text, "`")] $Word,)* }

        impl $Words {
            /// Returns the word as it is in a cell.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$Word => $text),* }
            }
        }

        impl Cell for $Words {
            fn parse(text: &str) -> Result<Self, String> {
                match text {
                    $($text => Ok(Self::$Word),)*
                    _ => Err(not_one_of(text, &[$($text),*])),
                }
            }
        }
    };
}

words! {
    /// What kind of failure a code is. The kind `unknown` is for codes in no table.
    pub enum Kind {
        InvalidArgument = "invalid-argument",
        FailedPrecondition = "failed-precondition",
        OutOfRange = "out-of-range",
        NotFound = "not-found",
        AlreadyExists = "already-exists",
        PermissionDenied = "permission-denied",
        Unauthenticated = "unauthenticated",
        ResourceExhausted = "resource-exhausted",
        DeadlineExceeded = "deadline-exceeded",
        Cancelled = "cancelled",
        Aborted = "aborted",
        Unavailable = "unavailable",
        DataLoss = "data-loss",
        Unimplemented = "unimplemented",
        Internal = "internal",
        UserCode = "user-code",
    }
}

words! {
    /// The condition under which retrying is correct.
    pub enum Retry {
        Never = "never",
        Backoff = "backoff",
        Throttled = "throttled",
        IfIdempotent = "if-idempotent",
        OtherInstance = "other-instance",
    }
}

words! {
    /// Who says so: openYuanrong's pages, its source, or this catalogue.
    pub enum Origin {
        Documented = "documented",
        Observed = "observed",
        Advised = "advised",
    }
}

words! {
    /// Where a row comes from: openYuanrong's published page, or its source.
    pub enum RowOrigin {
        Documented = "documented",
        Observed = "observed",
    }
}

words! {
    /// A cell that says yes or is empty.
    pub enum Yes {
        Yes = "yes",
    }
}

/// Any number of 32 bits, signed.
impl Cell for i32 {
    fn parse(text: &str) -> Result<Self, String> {
        // A number that is written in another way, such as `+1`, `01` or `-0`, is refused.
        let number = text.parse().ok().filter(|number: &Self| number.to_string() == text);
        number.ok_or_else(|| format!("{text:?} is not a decimal number of 32 bits"))
    }
}

/// An error code. 0 means success.
impl Cell for NonZeroI32 {
    fn parse(text: &str) -> Result<Self, String> {
        Self::new(i32::parse(text)?).ok_or_else(|| "0 means success".to_owned())
    }
}

/// An HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpStatus(pub u16);

impl Cell for HttpStatus {
    fn parse(text: &str) -> Result<Self, String> {
        let status = u16::try_from(i32::parse(text)?).ok();
        let status = status.filter(|status| (100..=599).contains(status));
        status.map(Self).ok_or_else(|| format!("{text:?} is not an HTTP status from 100 to 599"))
    }
}

/// The name of a variant.
#[derive(Debug)]
pub struct Variant(String);

impl Deref for Variant {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Cell for Variant {
    fn parse(text: &str) -> Result<Self, String> {
        let is_camel_case =
            text.as_bytes()[0].is_ascii_uppercase() && text.bytes().all(|byte| byte != b'_');
        if is_identifier(text) && is_camel_case {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!("{text:?} is not a name for a Rust variant"))
        }
    }
}

/// The names of upstream's constants, separated by commas.
#[derive(Debug)]
pub struct Names(Vec<String>);

impl Deref for Names {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

impl Cell for Names {
    fn parse(text: &str) -> Result<Self, String> {
        let names = split_texts(text, ',')?;
        // Each name becomes an alias in the documentation.
        match names.iter().find(|name| !is_identifier(name)) {
            Some(name) => Err(format!("{name:?} is not the name of a constant")),
            None => Ok(Self(names)),
        }
    }
}

/// Texts, separated by semicolons. There may be none.
#[derive(Debug)]
pub struct Texts(Vec<String>);

impl Deref for Texts {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

impl Cell for Texts {
    fn empty() -> Result<Self, String> {
        Ok(Self(Vec::new()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        split_texts(text, ';').map(Self)
    }
}

/// Returns the reason why a word is refused.
pub(super) fn not_one_of(text: &str, words: &[&str]) -> String {
    format!("{text:?} is not one of: {}", words.join(", "))
}

/// Returns whether a text is a Rust identifier of ASCII letters, digits and underscores.
fn is_identifier(text: &str) -> bool {
    // `ALL` is the list of a table's codes.
    text.as_bytes()[0].is_ascii_alphabetic()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && text != "Self"
        && text != "ALL"
}
