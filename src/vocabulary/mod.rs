//! The words that describe a code: its table, kind, retry class and origin.

mod errors;

#[cfg(feature = "error")]
pub(crate) use errors::start_of;
pub use errors::{ParseCodeError, TryFromCodeError};

use core::{fmt, str::FromStr};

/// Picks the text for a language; English where the feature `zh` is off.
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

/// Defines an enum whose variants are read and written as kebab-case words, and shown in Chinese, too.
macro_rules! word_enum {
    (
        $(#[$meta:meta])*
        pub enum $Enum:ident ($what:literal) {
            $($(#[$variant_meta:meta])* $Variant:ident = $word:literal / $chinese:literal,)*
        }
    ) => {
        $(#[$meta])*
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

            /// Returns the word in kebab-case that `Display`, `FromStr` and serde use.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::", stringify!($Enum), ";")]
            ///
            $(#[doc = concat!("assert_eq!(", stringify!($Enum::$Variant), ".as_str(), \"", $word, "\");")])*
            /// ```
            #[inline]
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$Variant => $word,)*
                }
            }

            /// Returns the word to show to a person in this language: [`as_str`](Self::as_str), or
            /// the Chinese word. English where the feature `zh` is off.
            ///
            /// # Examples
            /// ```
            #[doc = concat!("use yuanrong_errors::{Lang, ", stringify!($Enum), " as Word};")]
            ///
            /// for word in Word::ALL {
            ///     assert_eq!(word.word_in(Lang::En), word.as_str());
            ///     println!("{}", word.word_in(Lang::Zh));
            /// }
            /// ```
            #[inline]
            #[must_use]
            pub const fn word_in(self, lang: Lang) -> &'static str {
                in_language!(lang, self.as_str(), {
                    match self {
                        $(Self::$Variant => $chinese,)*
                    }
                })
            }
        }

        /// Writes [`as_str`](Self::as_str).
        impl fmt::Display for $Enum {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        /// Reads what `Display` writes, in any case.
        impl FromStr for $Enum {
            type Err = ParseCodeError;

            #[inline]
            fn from_str(text: &str) -> Result<Self, ParseCodeError> {
                let mut values = Self::ALL.iter().copied();
                values
                    .find(|value| value.as_str().eq_ignore_ascii_case(text))
                    .ok_or_else(|| ParseCodeError::new($what, text))
            }
        }
    };
}

word_enum! {
    /// A table of the catalogue. The same number can be in several tables, with different meanings.
    pub enum Table ("table") {
        /// Codes that an SDK raises: an exception in C++, Python, Java or Go.
        Sdk = "sdk" / "SDK",
        /// Codes that the REST API sends in the body of a response.
        Rest = "rest" / "REST API",
        /// Statuses of the data system, which reach a caller inside other errors.
        DataSystem = "datasystem" / "数据系统",
        /// Statuses of the function system, which reach a caller inside other errors.
        FunctionSystem = "functionsystem" / "函数系统",
    }
}

impl Table {
    /// What a code of the table is called in an error of parsing.
    pub(crate) const fn code_title(self) -> &'static str {
        match self {
            Self::Sdk => "SDK error code",
            Self::Rest => "REST error code",
            Self::DataSystem => "data-system status",
            Self::FunctionSystem => "function-system status",
        }
    }

    /// The name of the table within a sentence.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Sdk => "SDK",
            Self::Rest => "REST",
            Self::DataSystem => "data-system",
            Self::FunctionSystem => "function-system",
        }
    }
}

word_enum! {
    /// The kind of an error: what to match on where the exact code does not matter.
    ///
    /// The kinds are gRPC's canonical codes except `OK`, as gRPC defines them, and
    /// [`UserCode`](Self::UserCode).
    pub enum ErrorKind ("error kind") {
        /// An argument is wrong, whatever the state of the system.
        InvalidArgument = "invalid-argument" / "参数无效",
        /// The system is not in the state that the call needs. A retry does not change that.
        FailedPrecondition = "failed-precondition" / "前置条件不满足",
        /// The call went past the end of a valid range.
        OutOfRange = "out-of-range" / "超出范围",
        /// Something that the call names does not exist.
        NotFound = "not-found" / "不存在",
        /// Something that the call was to create exists already.
        AlreadyExists = "already-exists" / "已存在",
        /// The caller is identified but not allowed to do this.
        PermissionDenied = "permission-denied" / "无权限",
        /// The caller could not be identified.
        Unauthenticated = "unauthenticated" / "未认证",
        /// A quota, a rate limit, memory, disk space or the cluster's capacity is exhausted.
        ResourceExhausted = "resource-exhausted" / "资源耗尽",
        /// The call timed out. It may have taken effect all the same.
        DeadlineExceeded = "deadline-exceeded" / "超时",
        /// The call was cancelled, usually by the caller.
        Cancelled = "cancelled" / "已取消",
        /// The call lost to another one that ran at the same time.
        Aborted = "aborted" / "已中止",
        /// A component cannot be reached at the moment.
        Unavailable = "unavailable" / "不可用",
        /// Data is lost or corrupt beyond recovery.
        DataLoss = "data-loss" / "数据丢失",
        /// The operation does not exist or is not enabled.
        Unimplemented = "unimplemented" / "不支持",
        /// An invariant of the system is broken.
        Internal = "internal" / "内部错误",
        /// The user's own function failed; the platform did its part.
        UserCode = "user-code" / "用户代码错误",
        /// Nothing is known. A code that is in no table has this kind.
        Unknown = "unknown" / "未知",
    }
}

impl ErrorKind {
    /// Returns the HTTP status that a gateway of your own should send, by the mapping of
    /// `google.rpc.Code`; 500 for [`UserCode`](Self::UserCode) and [`Unknown`](Self::Unknown).
    ///
    /// What openYuanrong itself sends is [`Entry::sent_http_status`](crate::Entry::sent_http_status),
    /// nearly always 500.
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

    /// Returns the number of the canonical gRPC code, which `tonic::Code::from_i32` takes; 2
    /// (`UNKNOWN`) for [`UserCode`](Self::UserCode) and [`Unknown`](Self::Unknown).
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorKind;
    ///
    /// assert_eq!(ErrorKind::NotFound.grpc_code(), 5);
    /// assert_eq!(ErrorKind::UserCode.grpc_code(), 2);
    /// ```
    #[inline]
    #[must_use]
    pub const fn grpc_code(self) -> i32 {
        match self {
            Self::Cancelled => 1,
            Self::UserCode | Self::Unknown => 2,
            Self::InvalidArgument => 3,
            Self::DeadlineExceeded => 4,
            Self::NotFound => 5,
            Self::AlreadyExists => 6,
            Self::PermissionDenied => 7,
            Self::ResourceExhausted => 8,
            Self::FailedPrecondition => 9,
            Self::Aborted => 10,
            Self::OutOfRange => 11,
            Self::Unimplemented => 12,
            Self::Internal => 13,
            Self::Unavailable => 14,
            Self::DataLoss => 15,
            Self::Unauthenticated => 16,
        }
    }

    /// Returns the kind for a failure with no information but its canonical gRPC code, such as that
    /// of a proxy or of the transport; [`Unknown`](Self::Unknown) for a number that is not such a
    /// code, and for 0 (`OK`).
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorKind;
    ///
    /// assert_eq!(ErrorKind::from_grpc_code(14), ErrorKind::Unavailable);
    /// assert_eq!(ErrorKind::from_grpc_code(2), ErrorKind::Unknown);
    /// assert_eq!(ErrorKind::from_grpc_code(99), ErrorKind::Unknown);
    /// ```
    #[inline]
    #[must_use]
    pub const fn from_grpc_code(code: i32) -> Self {
        match code {
            1 => Self::Cancelled,
            3 => Self::InvalidArgument,
            4 => Self::DeadlineExceeded,
            5 => Self::NotFound,
            6 => Self::AlreadyExists,
            7 => Self::PermissionDenied,
            8 => Self::ResourceExhausted,
            9 => Self::FailedPrecondition,
            10 => Self::Aborted,
            11 => Self::OutOfRange,
            12 => Self::Unimplemented,
            13 => Self::Internal,
            14 => Self::Unavailable,
            15 => Self::DataLoss,
            16 => Self::Unauthenticated,
            _ => Self::Unknown,
        }
    }

    /// Returns the kind for a failure with no information but its HTTP status;
    /// [`Unknown`](Self::Unknown) for a status below 400 or above 599.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::ErrorKind;
    ///
    /// assert_eq!(ErrorKind::from_http_status(503), ErrorKind::Unavailable);
    /// assert_eq!(ErrorKind::from_http_status(418), ErrorKind::FailedPrecondition);
    /// assert_eq!(ErrorKind::from_http_status(200), ErrorKind::Unknown);
    /// ```
    #[inline]
    #[must_use]
    pub const fn from_http_status(status: u16) -> Self {
        match status {
            400 => Self::InvalidArgument,
            401 => Self::Unauthenticated,
            403 => Self::PermissionDenied,
            404 | 410 => Self::NotFound,
            405 | 501 => Self::Unimplemented,
            408 | 504 => Self::DeadlineExceeded,
            409 => Self::Aborted,
            416 => Self::OutOfRange,
            429 => Self::ResourceExhausted,
            499 => Self::Cancelled,
            502 | 503 => Self::Unavailable,
            _ => match status / 100 {
                4 => Self::FailedPrecondition,
                5 => Self::Internal,
                _ => Self::Unknown,
            },
        }
    }
}

word_enum! {
    /// A retry class: the condition under which retrying the failed call is correct.
    ///
    /// The catalogue gives the class. The decision stays with the caller, who alone knows whether
    /// the call is idempotent and how long to wait: see [`permits`](Self::permits).
    pub enum Retry ("retry class") {
        /// The same call cannot succeed until something else changes.
        Never = "never" / "不重试",
        /// A transient fault, and nothing ran: wait, then retry.
        Backoff = "backoff" / "退避重试",
        /// The server asked for less load: wait longer, then retry.
        Throttled = "throttled" / "限流重试",
        /// The call may have taken effect: retry only if it is idempotent.
        IfIdempotent = "if-idempotent" / "幂等重试",
        /// The instance is gone: a stateless call runs on another, a stateful one cannot.
        OtherInstance = "other-instance" / "换实例重试",
    }
}

impl Retry {
    /// Returns what to do, in half a sentence.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Retry;
    ///
    /// assert_eq!(Retry::Throttled.advice(), "wait longer, then retry");
    /// ```
    #[inline]
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Never => "do not retry until something else has changed",
            Self::Backoff => "wait, then retry",
            Self::Throttled => "wait longer, then retry",
            Self::IfIdempotent => "wait, then retry only if the call is idempotent",
            Self::OtherInstance => {
                "retry a stateless call, which runs on another instance; do not retry a stateful call"
            }
        }
    }

    /// Returns [`advice`](Self::advice) in this language; English where the feature `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Lang, Retry};
    ///
    /// assert_eq!(Retry::Throttled.advice_in(Lang::En), "wait longer, then retry");
    /// # #[cfg(feature = "zh")]
    /// assert_eq!(Retry::Throttled.advice_in(Lang::Zh), "降低请求速率，间隔更长时间后重试");
    /// ```
    #[inline]
    #[must_use]
    pub const fn advice_in(self, lang: Lang) -> &'static str {
        in_language!(lang, self.advice(), {
            match self {
                Self::Never => "原样重试不会成功，先消除错误原因",
                Self::Backoff => "等待一段时间后重试",
                Self::Throttled => "降低请求速率，间隔更长时间后重试",
                Self::IfIdempotent => "等待一段时间后重试，仅限幂等的调用",
                Self::OtherInstance => {
                    "无状态函数的调用可重试，将调度到其他实例；有状态函数的调用不可重试"
                }
            }
        })
    }

    /// Returns whether the same call, unchanged, may succeed later: true for every class but
    /// [`Never`](Self::Never). Whether retrying is correct is what [`permits`](Self::permits)
    /// says.
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

    /// Returns whether this class permits a retry; `idempotent` says whether the call is.
    ///
    /// [`OtherInstance`](Self::OtherInstance) permits none, since without the operation nothing is
    /// known of the call. Where the operation is known, `Error::permits_retry` decides.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Retry;
    ///
    /// assert!(Retry::Backoff.permits(false));
    /// assert!(Retry::IfIdempotent.permits(true));
    /// assert!(!Retry::IfIdempotent.permits(false));
    /// ```
    #[inline]
    #[must_use]
    pub const fn permits(self, idempotent: bool) -> bool {
        match self {
            Self::Never | Self::OtherInstance => false,
            Self::Backoff | Self::Throttled => true,
            Self::IfIdempotent => idempotent,
        }
    }

    /// Returns the class for a failure with no information but its HTTP status.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Retry;
    ///
    /// assert_eq!(Retry::from_http_status(503), Retry::IfIdempotent);
    /// assert_eq!(Retry::from_http_status(429), Retry::Throttled);
    /// assert_eq!(Retry::from_http_status(404), Retry::Never);
    /// ```
    #[inline]
    #[must_use]
    pub const fn from_http_status(status: u16) -> Self {
        match status {
            408 | 500 | 502 | 503 | 504 => Self::IfIdempotent,
            425 => Self::Backoff,
            429 => Self::Throttled,
            _ => Self::Never,
        }
    }
}

/// What to say instead of a retry class where nothing is known: [`Retry::Never`] only says that no
/// retry is known to be correct.
pub(crate) const fn nothing_known(lang: Lang) -> &'static str {
    in_language!(lang, "nothing is known about this failure", "尚无关于该失败的信息")
}

word_enum! {
    /// An operation that failed, where retry advice depends on it.
    pub enum Operation ("operation") {
        /// Creating an instance.
        Create = "create" / "创建实例",
        /// Calling a method of one particular instance, which has a state of its own.
        InvokeStateful = "invoke-stateful" / "调用有状态函数",
        /// Calling a function, which any instance can serve.
        InvokeStateless = "invoke-stateless" / "调用无状态函数",
    }
}

word_enum! {
    /// The origin of a text or of a piece of advice: how far to trust it.
    pub enum Origin ("origin") {
        /// openYuanrong's published error-code page, or its page on invoke options.
        Documented = "documented" / "官方文档",
        /// The behaviour of openYuanrong's own runtime and servers.
        Observed = "observed" / "上游行为",
        /// This catalogue, by the meaning of the code.
        Advised = "advised" / "本项目建议",
    }
}

word_enum! {
    /// A language of the catalogue's texts.
    ///
    /// Without the feature `zh` every text is English.
    #[derive(Default)]
    pub enum Lang ("language") {
        /// English.
        #[default]
        En = "en" / "英文",
        /// Chinese.
        Zh = "zh" / "中文",
    }
}
