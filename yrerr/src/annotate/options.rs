//! How to annotate.

use yuanrong_errors::{ErrorCode, Lang};

/// What [`annotate`](crate::annotate()) writes.
///
/// # Examples
/// ```
/// use yrerr::Output;
///
/// assert_eq!(Output::default(), Output::Text);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Output {
    /// The log unchanged, and below each line that mentions codes one line per code.
    #[default]
    Text,
    /// A JSON object per line: its number `line`, its `text`, and the list `codes` of what it
    /// mentions; with [`Options::file`] also the name of the `file`. `table` is null for a code that
    /// only an overlay has.
    JsonLines,
    /// Nothing; the [`Summary`](crate::Summary) is still returned.
    Nothing,
}

/// How [`annotate`](crate::annotate()) works.
///
/// # Examples
/// ```
/// use yrerr::Options;
/// use yuanrong_errors::Lang;
///
/// let options = Options::new().only_with_codes(true).language(Lang::Zh);
/// assert_ne!(options, Options::default());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is set by a method of its own")]
pub struct Options {
    pub(super) output: Output,
    pub(super) only_with_codes: bool,
    pub(super) once: bool,
    pub(super) flush: bool,
    pub(super) lang: Lang,
    pub(super) explained: Vec<ErrorCode>,
    pub(super) file: Option<String>,
    pub(super) line_numbers: bool,
    pub(super) context: Option<usize>,
    pub(super) colored: bool,
    pub(super) width: Option<usize>,
}

impl Options {
    /// Returns the default: write every line, explain each code below each line, in English.
    ///
    /// # Examples
    /// ```
    /// use yrerr::Options;
    ///
    /// assert_eq!(Options::new(), Options::default());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what to write.
    ///
    /// # Examples
    /// ```
    /// use yrerr::{Options, Output};
    ///
    /// let options = Options::new().output(Output::JsonLines);
    /// ```
    #[must_use]
    pub fn output(self, output: Output) -> Self {
        Self { output, ..self }
    }

    /// Sets whether to leave out the lines that mention no code. In a line of more than 128 KiB, the
    /// parts before the first one with a code are then left out, too.
    ///
    /// # Examples
    /// ```
    /// use yrerr::Options;
    ///
    /// let options = Options::new().only_with_codes(true);
    /// ```
    #[must_use]
    pub fn only_with_codes(self, only_with_codes: bool) -> Self {
        Self { only_with_codes, ..self }
    }

    /// Sets whether to explain each code only once.
    ///
    /// # Examples
    /// ```
    /// use yrerr::Options;
    ///
    /// let options = Options::new().explain_once(true);
    /// ```
    #[must_use]
    pub fn explain_once(self, once: bool) -> Self {
        Self { once, ..self }
    }

    /// Sets the codes that [`explain_once`](Self::explain_once) no longer explains, such as those of
    /// the previous file.
    ///
    /// # Examples
    /// ```
    /// use yrerr::{Options, annotate};
    /// use yuanrong_errors::SdkErrorCode;
    ///
    /// let explained = vec![SdkErrorCode::ResourceNotEnough.into()];
    /// let options = Options::new().explain_once(true).explained_before(explained);
    /// let mut out = Vec::new();
    /// annotate(&b"code: 1002\n"[..], &mut out, &options)?;
    /// assert_eq!(out, b"code: 1002\n");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn explained_before(self, explained: Vec<ErrorCode>) -> Self {
        Self { explained, ..self }
    }

    /// Sets the name of the file, which is written before each line, and by [`Output::JsonLines`] as
    /// `file`.
    ///
    /// # Examples
    /// ```
    /// use yrerr::{Options, annotate};
    ///
    /// let options = Options::new().file("a.log").line_numbers(true);
    /// let mut out = Vec::new();
    /// annotate(&b"fine\n"[..], &mut out, &options)?;
    /// assert_eq!(out, b"a.log-1-fine\n");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn file(self, name: impl Into<String>) -> Self {
        Self { file: Some(name.into()), ..self }
    }

    /// Sets whether to write the number of each line before it: with a colon where the line mentions
    /// a code, else with a hyphen. [`Output::JsonLines`] always has the number.
    ///
    /// # Examples
    /// ```
    /// use yrerr::{Options, annotate};
    ///
    /// let options = Options::new().line_numbers(true).only_with_codes(true);
    /// let mut out = Vec::new();
    /// annotate(&b"fine\ncode: 1002\n"[..], &mut out, &options)?;
    /// assert!(out.starts_with(b"2:code: 1002\n"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn line_numbers(self, line_numbers: bool) -> Self {
        Self { line_numbers, ..self }
    }

    /// Sets how many lines to write before and after each line that mentions a code, and to leave out
    /// all others. A line of hyphens stands for those that are left out. At most 1 MiB is written before
    /// a line with a code, and no line of more than 128 KiB.
    ///
    /// # Examples
    /// ```
    /// use yrerr::{Options, annotate};
    ///
    /// let log = b"one\ntwo\ncode: 1002\nfour\nfive\n";
    /// let mut out = Vec::new();
    /// annotate(&log[..], &mut out, &Options::new().context(1))?;
    /// let out = String::from_utf8_lossy(&out);
    /// assert!(out.starts_with("two\ncode: 1002\n  ^ 1002 "));
    /// assert!(out.ends_with("\nfour\n"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn context(self, lines: usize) -> Self {
        Self { context: Some(lines), ..self }
    }

    /// Sets whether to write explanations, file names and line numbers in colors. The log itself stays
    /// as it is.
    ///
    /// # Examples
    /// ```
    /// use yrerr::Options;
    ///
    /// let options = Options::new().colored(true);
    /// ```
    #[must_use]
    pub fn colored(self, colored: bool) -> Self {
        Self { colored, ..self }
    }

    /// Sets the number of columns that an explanation can have before it continues on the next line.
    ///
    /// # Examples
    /// ```
    /// use yrerr::{Options, annotate};
    ///
    /// let mut out = Vec::new();
    /// annotate(&b"code: 1015\n"[..], &mut out, &Options::new().width(80))?;
    /// assert!(String::from_utf8_lossy(&out).lines().all(|line| line.len() <= 80));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn width(self, columns: usize) -> Self {
        Self { width: Some(columns), ..self }
    }

    /// Sets whether to flush the writer after each read, so that a log can be followed while it is
    /// written.
    ///
    /// # Examples
    /// ```
    /// use yrerr::Options;
    ///
    /// let options = Options::new().flush(true);
    /// ```
    #[must_use]
    pub fn flush(self, flush: bool) -> Self {
        Self { flush, ..self }
    }

    /// Sets the language of the explanations.
    ///
    /// # Examples
    /// ```
    /// use yrerr::Options;
    /// use yuanrong_errors::Lang;
    ///
    /// let options = Options::new().language(Lang::Zh);
    /// ```
    #[must_use]
    pub fn language(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }
}
