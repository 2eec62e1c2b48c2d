use core::{error::Error, fmt};

/// A text that names nothing of what was asked for: the error of every `FromStr` of this crate.
///
/// It keeps what it was given, up to 64 bytes. `Display` shows that with quotes, control characters
/// escaped. Nothing here allocates.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Retry, SdkErrorCode};
///
/// let error = "ERR_PARAM_INVALD".parse::<SdkErrorCode>().unwrap_err();
/// assert_eq!(error.given(), "ERR_PARAM_INVALD");
/// assert_eq!(error.to_string(), r#""ERR_PARAM_INVALD" is no SDK error code"#);
///
/// let error = "sometimes".parse::<Retry>().unwrap_err();
/// assert_eq!(error.to_string(), r#""sometimes" is no retry class"#);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownName {
    expected: &'static str,
    given: [u8; Self::LIMIT],
    length: u8,
    truncated: bool,
}

impl UnknownName {
    const LIMIT: usize = 64;

    /// `expected` says what `given` was taken for, as in "is no retry class".
    #[expect(clippy::cast_possible_truncation, reason = "`LIMIT` fits in a byte")]
    #[inline]
    pub(crate) fn new(expected: &'static str, given: &str) -> Self {
        let mut end = given.len().min(Self::LIMIT);
        while !given.is_char_boundary(end) {
            end -= 1;
        }
        let kept = &given.as_bytes()[..end];
        let mut bytes = [0; Self::LIMIT];
        bytes[..kept.len()].copy_from_slice(kept);
        Self {
            expected,
            given: bytes,
            length: kept.len() as u8,
            truncated: kept.len() < given.len(),
        }
    }

    /// What was given: all of it, or the first 64 bytes, cut at the end of a character.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Table;
    ///
    /// let error = "soap".parse::<Table>().unwrap_err();
    /// assert_eq!(error.given(), "soap");
    /// ```
    #[inline]
    #[must_use]
    pub fn given(&self) -> &str {
        // The bytes were cut out of a `str` at a boundary, so they always are one.
        core::str::from_utf8(&self.given[..usize::from(self.length)]).unwrap_or_default()
    }

    /// Whether more was given than [`given`](Self::given) kept.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Table;
    ///
    /// assert!(!"soap".parse::<Table>().unwrap_err().is_truncated());
    /// assert!("soap".repeat(20).parse::<Table>().unwrap_err().is_truncated());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_truncated(&self) -> bool {
        self.truncated
    }
}

impl fmt::Debug for UnknownName {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownName")
            .field("expected", &self.expected)
            .field("given", &self.given())
            .field("truncated", &self.truncated)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for UnknownName {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = if self.truncated { "…" } else { "" };
        write!(f, "{:?}{more} is no {}", self.given(), self.expected)
    }
}

impl Error for UnknownName {}
