use super::Module;
use crate::{ErrorCode, RestErrorCode, SdkErrorCode, read::cursor::Integer};
use alloc::{boxed::Box, sync::Arc};
use core::{error::Error as StdError, fmt, ops::Deref};

/// One failed call: its code, and what the server said about it.
///
/// An `Error` is made from what a client receives: a number ([`new`](Self::new)), an exception text
/// ([`from_text`](Self::from_text)), a header ([`from_inner_code`](Self::from_inner_code)), or a
/// REST response (`from_rest`, with the feature `json`). Nothing is lost: whatever has no accessor
/// of its own is in [`received`](Self::received).
///
/// `Display` writes one line: code, name and [`message`](Self::message). `{:#}` adds the solution
/// and the retry advice, and [`report`](Self::report) shows everything. Control characters in a
/// server's text are escaped. Neither the accessors nor `Display` allocate.
///
/// An `Error` is one pointer wide. A clone shares the data of the original.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Error, ErrorCode, ErrorKind, SdkErrorCode};
///
/// fn call() -> Result<(), Error> {
///     Err(Error::new(SdkErrorCode::ResourceNotEnough).with_message("no node has 64 CPUs"))
/// }
///
/// let error = call().unwrap_err();
/// assert_eq!(error.to_string(), "1002 ERR_RESOURCE_NOT_ENOUGH: no node has 64 CPUs");
/// match error.code() {
///     Some(ErrorCode::Sdk(SdkErrorCode::ResourceNotEnough)) => println!("ask for less"),
///     _ if error.kind() == ErrorKind::InvalidArgument => println!("fix the call"),
///     _ => println!("{}", error.solution()),
/// }
/// ```
#[derive(Clone, thiserror::Error)]
#[error(transparent)]
pub struct Error(pub(super) Arc<Failure>);

/// Its `Display` and `Debug` are in `display.rs`.
#[derive(Clone, thiserror::Error)]
pub(super) struct Failure {
    pub(super) code: Option<ErrorCode>,
    pub(super) raw_code: Option<Box<str>>,
    pub(super) message: Option<Box<str>>,
    pub(super) module: Option<Module>,
    pub(super) http_status: Option<u16>,
    pub(super) prefix: Option<Box<str>>,
    pub(super) trace_id: Option<Box<str>>,
    pub(super) received: Option<Box<str>>,
    /// Set only where the body is not UTF-8.
    pub(super) received_bytes: Option<Box<[u8]>>,
    pub(super) source: Option<Source>,
}

/// The cause of an error.
///
/// `Arc<dyn Error>` is an error itself, and thiserror would return it instead of what it holds,
/// which then could not be downcast. This type is not an error, so that thiserror goes through
/// `Deref`.
#[derive(Clone)]
pub(super) struct Source(Arc<dyn StdError + Send + Sync>);

impl Deref for Source {
    type Target = dyn StdError + Send + Sync;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Error> for Source {
    fn from(error: Error) -> Self {
        Self(Arc::new(error))
    }
}

impl Error {
    /// Creates an error with this code and nothing else. Allocates once.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, ErrorCode, RestErrorCode};
    ///
    /// assert_eq!(Error::new(RestErrorCode::FunctionNotFound).name(), Some("FunctionNotFound"));
    /// assert_eq!(Error::new(99_999).code().map(ErrorCode::code), Some(99_999));
    /// ```
    #[must_use]
    pub fn new(code: impl Into<ErrorCode>) -> Self {
        Self::with_code(Some(code.into()))
    }

    /// Creates an error without a code, such as that of a gateway's plain 503. Allocates once.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, ErrorKind};
    ///
    /// let error = Error::without_code().with_http_status(503).with_message("upstream reset");
    /// assert_eq!(error.code(), None);
    /// assert_eq!(error.kind(), ErrorKind::Unavailable);
    /// assert_eq!(error.to_string(), "HTTP 503: upstream reset");
    /// ```
    #[must_use]
    pub fn without_code() -> Self {
        Self::with_code(None)
    }

    pub(super) fn with_code(code: Option<ErrorCode>) -> Self {
        Self(Arc::new(Failure {
            code,
            raw_code: None,
            message: None,
            module: None,
            http_status: None,
            prefix: None,
            trace_id: None,
            received: None,
            received_bytes: None,
            source: None,
        }))
    }

    /// Reads the header `X-Inner-Code`: a decimal number, looked up in the REST table and then in
    /// the SDK table. Anything else is kept in [`raw_code`](Self::raw_code).
    ///
    /// The header of a successful call has a number, too, such as 0 or 200200. Here it becomes
    /// [`ErrorCode::Unknown`]; `rest::check` recognizes it as success.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, RestErrorCode};
    ///
    /// let error = Error::from_inner_code("4010");
    /// assert_eq!(error.code(), Some(RestErrorCode::InvokeFunctionTimeout.into()));
    /// let error = Error::from_inner_code("soon");
    /// assert_eq!((error.code(), error.raw_code()), (None, Some("soon")));
    /// ```
    #[must_use]
    pub fn from_inner_code(header: &str) -> Self {
        match Integer::parse(header.trim_ascii().as_bytes()) {
            Some(Integer::InRange(number)) => Self::new(ErrorCode::from_rest_code(number)),
            _ => Self::without_code().with_raw_code(header),
        }
    }

    /// Sets the server's message.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, SdkErrorCode};
    ///
    /// let error = Error::new(SdkErrorCode::ParamInvalid).with_message("cpu must be at least 300");
    /// assert_eq!(error.server_message(), Some("cpu must be at least 300"));
    /// ```
    #[must_use]
    pub fn with_message(mut self, message: impl Into<Box<str>>) -> Self {
        self.failure().message = Some(message.into());
        self
    }

    /// Sets the module that raised the error.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Module, SdkErrorCode};
    ///
    /// let error = Error::new(SdkErrorCode::ParamInvalid).with_module(Module::Runtime);
    /// assert_eq!(error.module(), Some(Module::from_code(20)));
    /// ```
    #[must_use]
    pub fn with_module(mut self, module: impl Into<Module>) -> Self {
        self.failure().module = Some(module.into());
        self
    }

    /// Sets the HTTP status that was received.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, RestErrorCode};
    ///
    /// let error = Error::new(RestErrorCode::FunctionNotFound).with_http_status(500);
    /// assert_eq!(error.http_status(), Some(500));
    /// ```
    #[must_use]
    pub fn with_http_status(mut self, http_status: u16) -> Self {
        self.failure().http_status = Some(http_status);
        self
    }

    /// Sets the id under which the servers' logs have the request, such as the value of the header
    /// `X-Trace-Id`.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, RestErrorCode};
    ///
    /// let error = Error::new(RestErrorCode::FunctionNotFound).with_trace_id("7f3a");
    /// assert_eq!(error.trace_id(), Some("7f3a"));
    /// ```
    #[must_use]
    pub fn with_trace_id(mut self, trace_id: impl Into<Box<str>>) -> Self {
        self.failure().trace_id = Some(trace_id.into());
        self
    }

    /// Sets the cause, and replaces one that is already there.
    ///
    /// [`source`](core::error::Error::source) returns the very error that is passed in, so it can
    /// be downcast.
    ///
    /// # Examples
    /// ```
    /// use std::{error::Error as _, io};
    /// use yuanrong_errors::{Error, SdkErrorCode};
    ///
    /// let reset = io::Error::from(io::ErrorKind::ConnectionReset);
    /// let error = Error::new(SdkErrorCode::InnerCommunication).with_source(reset);
    /// let source = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    /// assert_eq!(source.map(io::Error::kind), Some(io::ErrorKind::ConnectionReset));
    /// ```
    #[must_use]
    pub fn with_source(self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.with_cause(Source(Arc::from(source.into())))
    }

    #[must_use]
    pub(super) fn with_cause(mut self, source: Source) -> Self {
        self.failure().source = Some(source);
        self
    }

    pub(super) fn with_raw_code(mut self, raw_code: &str) -> Self {
        self.failure().raw_code = Some(raw_code.into());
        self
    }

    /// Sets the code and the raw code to those of another error.
    #[cfg(feature = "json")]
    pub(super) fn with_code_of(mut self, other: &Self) -> Self {
        let failure = self.failure();
        failure.code = other.0.code;
        failure.raw_code.clone_from(&other.0.raw_code);
        self
    }

    pub(super) fn with_prefix(mut self, prefix: &str) -> Self {
        self.failure().prefix = (!prefix.is_empty()).then(|| prefix.into());
        self
    }

    /// Keeps the text that the error was read from, unless the message is all of it.
    pub(super) fn with_received(mut self, received: &str) -> Self {
        if !received.is_empty() && self.0.message.as_deref() != Some(received) {
            self.failure().received = Some(received.into());
        }
        self
    }

    /// Keeps the body that the error was read from, unless the message is all of it.
    #[cfg(feature = "json")]
    pub(super) fn with_received_body(mut self, body: &[u8]) -> Self {
        use alloc::{borrow::Cow, string::String};

        let text = String::from_utf8_lossy(body);
        if let Cow::Owned(_) = text {
            self.failure().received_bytes = Some(body.into());
        }
        self.with_received(&text)
    }

    /// Returns the data for a builder to change: its own copy where clones share it.
    fn failure(&mut self) -> &mut Failure {
        Arc::make_mut(&mut self.0)
    }
}

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<SdkErrorCode> for Error {
    fn from(code: SdkErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<RestErrorCode> for Error {
    fn from(code: RestErrorCode) -> Self {
        Self::new(code)
    }
}
