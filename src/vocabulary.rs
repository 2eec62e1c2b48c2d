//! The words in which the catalogue describes a code.

use crate::UnknownName;
use core::{fmt, str::FromStr};

/// The text for a language: English where the other's feature is off.
macro_rules! in_language {
    ($lang:expr, $english:expr, $chinese:expr) => {
        match $lang {
            $crate::Lang::En => $english,
            #[cfg(feature = "zh")]
            $crate::Lang::Zh => $chinese,
            #[cfg(not(feature = "zh"))]
            $crate::Lang::Zh => $english,
        }
    };
}
pub(crate) use in_language;

/// An enum whose variants are written in kebab-case wherever text is read or written.
macro_rules! kebab_enum {
    (
        $(#[$meta:meta])*
        pub enum $Enum:ident ($what:literal) {
            $($(#[$variant_meta:meta])* $Variant:ident = $name:literal,)*
        }
    ) => {
        $(#[$meta])*
        ///
        /// Nothing here allocates.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $Enum {
            $($(#[$variant_meta])* $Variant,)*
        }

        impl $Enum {
            /// Every value, in the order of declaration.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            #[doc = concat!("for value in ", stringify!($Enum), "::ALL {")]
            #[doc = concat!("    assert_eq!(value.as_str().parse::<", stringify!($Enum), ">(), Ok(*value));")]
            /// }
            /// ```
            pub const ALL: &'static [Self] = &[$(Self::$Variant),*];

            /// The value in kebab-case, as `Display`, `FromStr` and serde write and read it.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            $(#[doc = concat!("assert_eq!(", stringify!($Enum::$Variant), ".as_str(), \"", $name, "\");")])*
            /// ```
            #[inline]
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$Variant => $name,)*
                }
            }
        }

        /// Writes [`as_str`](Self::as_str); allocates nothing.
        impl fmt::Display for $Enum {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        /// Reads what `Display` writes, exactly.
        impl FromStr for $Enum {
            type Err = UnknownName;

            #[inline]
            fn from_str(text: &str) -> Result<Self, UnknownName> {
                for value in Self::ALL {
                    if value.as_str() == text {
                        return Ok(*value);
                    }
                }
                Err(UnknownName::new($what, text))
            }
        }
    };
}

kebab_enum! {
    /// The two spaces of numbers. The same number can stand in both and mean two things.
    pub enum Table ("table") {
        /// What an SDK raises: an exception in C++, Python, Java or Go.
        Sdk = "sdk",
        /// What the REST API answers, in the body of a response.
        Rest = "rest",
    }
}

kebab_enum! {
    /// What to match on where the exact code does not matter.
    ///
    /// The kinds are gRPC's canonical codes, by gRPC's definitions, and two more:
    /// [`UserCode`](Self::UserCode) and [`Unknown`](Self::Unknown).
    pub enum ErrorKind ("error kind") {
        /// The caller passed something that is wrong whatever the state of the system.
        InvalidArgument = "invalid-argument",
        /// The system is not in the state that the call needs, and repeating does not change it.
        FailedPrecondition = "failed-precondition",
        /// The call reached past the end of what there is.
        OutOfRange = "out-of-range",
        /// What the call names does not exist.
        NotFound = "not-found",
        /// What the call was to create exists already.
        AlreadyExists = "already-exists",
        /// The caller is known, and may not do this.
        PermissionDenied = "permission-denied",
        /// The caller could not be identified.
        Unauthenticated = "unauthenticated",
        /// A quota, a rate, memory, disk or the cluster's capacity is used up.
        ResourceExhausted = "resource-exhausted",
        /// Time ran out. The call may have done its work all the same.
        DeadlineExceeded = "deadline-exceeded",
        /// The call was cancelled, as a rule by the caller.
        Cancelled = "cancelled",
        /// The call lost to another that ran at the same time.
        Aborted = "aborted",
        /// A part of the system cannot be reached at the moment.
        Unavailable = "unavailable",
        /// Data is lost or corrupt beyond repair.
        DataLoss = "data-loss",
        /// The operation does not exist or is not switched on.
        Unimplemented = "unimplemented",
        /// Something that the system relies on does not hold.
        Internal = "internal",
        /// The user's own function failed; the platform did its part.
        UserCode = "user-code",
        /// Nothing is known: the kind of every code that is in no table.
        Unknown = "unknown",
    }
}

impl ErrorKind {
    /// The HTTP status that a gateway should answer with, by the mapping of `google.rpc.Code`;
    /// 500 for [`UserCode`](Self::UserCode) and [`Unknown`](Self::Unknown).
    ///
    /// This is advice for servers of one's own. What openYuanRong itself sends is
    /// [`Entry::sent_http_status`](crate::Entry::sent_http_status), and that is nearly always 500.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorKind, SdkErrorCode};
    ///
    /// assert_eq!(ErrorKind::NotFound.http_status(), 404);
    /// assert_eq!(SdkErrorCode::InvokeRateLimited.kind().http_status(), 429);
    /// ```
    #[inline]
    #[must_use]
    pub const fn http_status(self) -> u16 {
        match self {
            Self::InvalidArgument | Self::FailedPrecondition | Self::OutOfRange => 400,
            Self::Unauthenticated => 401,
            Self::PermissionDenied => 403,
            Self::NotFound => 404,
            Self::AlreadyExists | Self::Aborted => 409,
            Self::ResourceExhausted => 429,
            Self::Cancelled => 499,
            Self::DataLoss | Self::Internal | Self::UserCode | Self::Unknown => 500,
            Self::Unimplemented => 501,
            Self::Unavailable => 503,
            Self::DeadlineExceeded => 504,
        }
    }
}

kebab_enum! {
    /// What must hold for a repeat of the failed call to be right.
    ///
    /// The catalogue gives the class, and the decision stays with the caller, who alone knows
    /// whether a call may run twice and how long to wait.
    pub enum Retry ("retry class") {
        /// The same call cannot succeed until something else changes.
        Never = "never",
        /// A passing fault before anything ran: wait and repeat.
        Backoff = "backoff",
        /// The server asked for less: wait longer, then repeat.
        Throttled = "throttled",
        /// The call may have run: wait, and repeat only what may run twice.
        IfIdempotent = "if-idempotent",
        /// This instance is gone: a stateless call lands on another, a stateful one cannot.
        OtherInstance = "other-instance",
    }
}

impl Retry {
    /// What to do, in half a sentence.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Retry;
    ///
    /// assert_eq!(Retry::Throttled.advice(), "wait longer, then repeat");
    /// ```
    #[inline]
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Never => "do not repeat until something else has changed",
            Self::Backoff => "wait and repeat",
            Self::Throttled => "wait longer, then repeat",
            Self::IfIdempotent => "wait, and repeat only what may run twice",
            Self::OtherInstance => {
                "repeat a stateless call, which lands on another instance; a stateful one cannot"
            }
        }
    }

    /// [`advice`](Self::advice) in this language; English where the feature `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Lang, Retry};
    ///
    /// assert_eq!(Retry::Throttled.advice_in(Lang::En), "wait longer, then repeat");
    /// # #[cfg(feature = "zh")]
    /// assert_eq!(Retry::Throttled.advice_in(Lang::Zh), "等待更长时间后再重试");
    /// ```
    #[inline]
    #[must_use]
    pub const fn advice_in(self, lang: Lang) -> &'static str {
        in_language!(lang, self.advice(), {
            match self {
                Self::Never => "在其他条件改变之前不要重试",
                Self::Backoff => "等待后重试",
                Self::Throttled => "等待更长时间后再重试",
                Self::IfIdempotent => "等待后重试，且仅限可重复执行的调用",
                Self::OtherInstance => "无状态调用可重试，会落到其他实例；有状态调用不可重试",
            }
        })
    }

    /// Whether the same call, unchanged, may succeed later: true for all but
    /// [`Never`](Self::Never).
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Retry;
    ///
    /// assert!(Retry::IfIdempotent.is_retryable());
    /// assert!(!Retry::Never.is_retryable());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        !matches!(self, Self::Never)
    }
}

kebab_enum! {
    /// What the failed call was about, where retry advice depends on it.
    pub enum Operation ("operation") {
        /// Creating an instance.
        Create = "create",
        /// Calling a method of one certain instance, which has a state of its own.
        InvokeStateful = "invoke-stateful",
        /// Calling a function, which any instance can serve.
        InvokeStateless = "invoke-stateless",
    }
}

kebab_enum! {
    /// Who says so: how far to trust a text or a piece of advice.
    pub enum Origin ("origin") {
        /// openYuanRong's published error-code page, or its page on invoke options.
        Documented = "documented",
        /// openYuanRong's own runtime and servers, by what they do.
        Observed = "observed",
        /// This catalogue, by the meaning of the code.
        Advised = "advised",
    }
}

kebab_enum! {
    /// A language of the catalogue's texts.
    ///
    /// Without the feature `zh` there is one language only, and every text is English.
    #[derive(Default)]
    pub enum Lang ("language") {
        /// English, in which the texts are published.
        #[default]
        En = "en",
        /// Chinese, in this project's own translation.
        Zh = "zh",
    }
}
