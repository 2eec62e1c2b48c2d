//! The accessors that every type of code has.

use super::{Entry, ErrorCode};
use crate::{
    DataSystemErrorCode, ErrorKind, FunctionSystemErrorCode, Lang, Operation, Origin,
    RestErrorCode, Retry, SdkErrorCode,
};

/// Defines the accessors of a type that has `row` and `class`, with an example value for the docs
/// and what the example imports.
macro_rules! accessors {
    ($Type:ident, $import:literal, $example:literal) => {
        impl $Type {
            /// Returns the published message. Where no page publishes one, it is upstream's own
            /// text or the catalogue's; for an unknown number, the text for its range.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", $import, ";")]
            ///
            #[doc = concat!("let code = ", $example, ";")]
            /// println!("{}", code.message());
            /// ```
            #[inline]
            #[must_use]
            pub const fn message(self) -> &'static str {
                self.message_in(Lang::En)
            }

            /// Returns [`message`](Self::message) in this language; English where the feature `zh`
            /// is off.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Lang, ", $import, "};")]
            ///
            #[doc = concat!("let code = ", $example, ";")]
            /// assert_eq!(code.message_in(Lang::En), code.message());
            /// println!("{}", code.message_in(Lang::Zh));
            /// ```
            #[inline]
            #[must_use]
            pub const fn message_in(self, lang: Lang) -> &'static str {
                self.row().message_in(lang)
            }

            /// Returns what happened, in a sentence; for an unknown number, the text for its range.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", $import, ";")]
            ///
            #[doc = concat!("let code = ", $example, ";")]
            /// println!("{}", code.description());
            /// ```
            // By reference, since `core::error::Error` has a deprecated method of this name, which
            // a call by value on a reference would find first.
            #[inline]
            #[must_use]
            pub const fn description(&self) -> &'static str {
                self.description_in(Lang::En)
            }

            /// Returns [`description`](Self::description) in this language; English where the
            /// feature `zh` is off.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Lang, ", $import, "};")]
            ///
            #[doc = concat!("let code = ", $example, ";")]
            /// assert_eq!(code.description_in(Lang::En), code.description());
            /// println!("{}", code.description_in(Lang::Zh));
            /// ```
            #[inline]
            #[must_use]
            pub const fn description_in(self, lang: Lang) -> &'static str {
                self.row().description_in(lang)
            }

            /// Returns what to check or do. [`Entry::solution_origin`] says who advises it.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", $import, ";")]
            ///
            #[doc = concat!("let code = ", $example, ";")]
            /// eprintln!("{code}\n{}", code.solution());
            /// ```
            #[inline]
            #[must_use]
            pub const fn solution(self) -> &'static str {
                self.solution_in(Lang::En)
            }

            /// Returns [`solution`](Self::solution) in this language; English where the feature
            /// `zh` is off.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Lang, ", $import, "};")]
            ///
            #[doc = concat!("let code = ", $example, ";")]
            /// assert_eq!(code.solution_in(Lang::En), code.solution());
            /// println!("{}", code.solution_in(Lang::Zh));
            /// ```
            #[inline]
            #[must_use]
            pub const fn solution_in(self, lang: Lang) -> &'static str {
                self.row().solution_in(lang)
            }

            /// Returns the first thing to check where the published solution says too little, in
            /// the catalogue's own words.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", $import, ";")]
            ///
            #[doc = concat!("let code = ", $example, ";")]
            /// if let Some(hint) = code.hint() {
            ///     eprintln!("hint: {hint}");
            /// }
            /// ```
            #[inline]
            #[must_use]
            pub const fn hint(self) -> Option<&'static str> {
                self.hint_in(Lang::En)
            }

            /// Returns [`hint`](Self::hint) in this language; English where the feature `zh` is
            /// off.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Lang, ", $import, "};")]
            ///
            #[doc = concat!("let code = ", $example, ";")]
            /// assert_eq!(code.hint_in(Lang::En), code.hint());
            /// ```
            #[inline]
            #[must_use]
            pub const fn hint_in(self, lang: Lang) -> Option<&'static str> {
                self.row().hint_in(lang)
            }

            /// Returns the kind: what to match on where the exact code does not matter. An unknown
            /// number from 100 to 599 has the kind of that HTTP status, any other
            /// [`ErrorKind::Unknown`].
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{ErrorKind, ", $import, "};")]
            ///
            #[doc = concat!("match ", $example, ".kind() {")]
            ///     ErrorKind::InvalidArgument => println!("fix the arguments"),
            ///     kind => println!("{kind}"),
            /// }
            /// ```
            #[inline]
            #[must_use]
            pub const fn kind(self) -> ErrorKind {
                self.class().kind
            }

            /// Returns the condition under which retrying the call is correct. An unknown number
            /// from 100 to 599 has the class of that HTTP status, any other [`Retry::Never`].
            ///
            /// Where the operation is known, [`retry_for`](Self::retry_for) is more exact.
            /// [`Entry::retry_origin`] says who advises it, [`Entry::retry_reason`] why.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Retry, ", $import, "};")]
            ///
            #[doc = concat!("match ", $example, ".retry() {")]
            ///     Retry::Never => println!("give up"),
            ///     class => println!("{}", class.advice()),
            /// }
            /// ```
            #[inline]
            #[must_use]
            pub const fn retry(self) -> Retry {
                self.class().retry
            }

            /// Returns the condition under which retrying this operation is correct.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Operation, ", $import, "};")]
            ///
            #[doc = concat!("let code = ", $example, ";")]
            /// println!("{}", code.retry_for(Operation::InvokeStateful).advice());
            /// ```
            #[inline]
            #[must_use]
            pub const fn retry_for(self, operation: Operation) -> Retry {
                match self.row().retry_for(operation) {
                    Some(retry) => retry,
                    None => self.retry(),
                }
            }

            /// Returns whether the same call, unchanged, may succeed later: whether
            /// [`retry`](Self::retry) is not [`Retry::Never`].
            ///
            /// That does not make a retry correct, since the call may have taken effect:
            /// [`Retry::permits`] decides.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Retry, ", $import, "};")]
            ///
            #[doc = concat!("let code = ", $example, ";")]
            /// assert_eq!(code.is_retryable(), code.retry() != Retry::Never);
            /// ```
            #[inline]
            #[must_use]
            pub const fn is_retryable(self) -> bool {
                self.retry().is_retryable()
            }

            /// Returns whether openYuanrong publishes the code: on its error-code page, or for a status of
            /// the data system on the page of that system's API.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", $import, ";")]
            ///
            #[doc = concat!("if ", $example, ".is_documented() {")]
            ///     println!("openYuanrong publishes it");
            /// }
            /// ```
            #[inline]
            #[must_use]
            pub const fn is_documented(self) -> bool {
                matches!(self.row().origin(), Origin::Documented)
            }

            /// Returns the address of openYuanrong's published error-code page, in English, if that
            /// page has the code.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", $import, ";")]
            ///
            #[doc = concat!("let code = ", $example, ";")]
            /// if let Some(url) = code.docs_url() {
            ///     println!("see {url}");
            /// }
            /// ```
            #[inline]
            #[must_use]
            pub const fn docs_url(self) -> Option<&'static str> {
                self.docs_url_in(Lang::En)
            }

            /// Returns [`docs_url`](Self::docs_url) of the page in this language; the English one
            /// where the feature `zh` is off.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Lang, ", $import, "};")]
            ///
            #[doc = concat!("let code = ", $example, ";")]
            /// assert_eq!(code.docs_url_in(Lang::En), code.docs_url());
            /// ```
            #[inline]
            #[must_use]
            pub const fn docs_url_in(self, lang: Lang) -> Option<&'static str> {
                self.row().docs_url_in(lang)
            }
        }
    };
}

accessors!(SdkErrorCode, "SdkErrorCode", "SdkErrorCode::ParamInvalid");
accessors!(RestErrorCode, "RestErrorCode", "RestErrorCode::FunctionNotFound");
accessors!(DataSystemErrorCode, "DataSystemErrorCode", "DataSystemErrorCode::OutOfMemory");
accessors!(FunctionSystemErrorCode, "FunctionSystemErrorCode", "FunctionSystemErrorCode::ALL[0]");
accessors!(ErrorCode, "ErrorCode", "ErrorCode::from_code(1001)");
accessors!(Entry, "SdkErrorCode", "SdkErrorCode::ParamInvalid.entry()");
