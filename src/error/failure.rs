use super::Module;
use crate::{
    DataSystemErrorCode, ErrorCode, ErrorKind, FunctionSystemErrorCode, RestErrorCode, Retry,
    SdkErrorCode, table::for_each_table,
};
use alloc::{boxed::Box, sync::Arc};
use core::{error::Error as StdError, time::Duration};

/// One failed call: its code, and what the server said about it.
///
/// An `Error` is made from what a client receives: a number ([`new`](Self::new)), an exception text
/// ([`from_text`](Self::from_text)), or a REST response (`rest::Response`, with the feature `json`).
/// Nothing is lost: whatever has no accessor of its own is in [`received`](Self::received).
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

/// The data of an [`Error`]. Its `Display` and `Debug` are in `display.rs`.
#[derive(Clone)]
pub(super) struct Failure {
    pub(super) code: Option<ErrorCode>,
    pub(super) raw_code: Option<Box<str>>,
    pub(super) message: Option<Box<str>>,
    pub(super) module: Option<Module>,
    /// What a caller set, whatever the code says.
    pub(super) kind: Option<ErrorKind>,
    /// What a caller set, whatever the code says.
    pub(super) retry: Option<Retry>,
    pub(super) retry_after: Option<Duration>,
    pub(super) http_status: Option<u16>,
    /// The HTTP status that the text of the error names.
    pub(super) gateway_status: Option<u16>,
    pub(super) prefix: Option<Box<str>>,
    pub(super) trace_id: Option<Box<str>>,
    pub(super) received: Option<Box<str>>,
    /// What was received is a page for a browser, and not a message.
    pub(super) is_html_page: bool,
    /// Set only where the body is not UTF-8.
    pub(super) received_bytes: Option<Box<[u8]>>,
    /// The source that a caller set.
    pub(super) source: Option<Source>,
    /// The cause that was read from the message. It is the source where a caller set none.
    pub(super) cause: Option<Error>,
    pub(super) origin: CauseOrigin,
}

/// A source that a caller set.
pub(super) type Source = Arc<dyn StdError + Send + Sync>;

/// What an error was read from. For a cause, this says how far its retry advice holds for the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CauseOrigin {
    /// A JSON object, which in a message is the gateway's response to the call.
    GatewayJson,
    /// Anything else. In a message this reports an inner step that did not run. The call itself may
    /// have run all the same.
    Text,
}

impl Failure {
    pub(super) fn received_bytes(&self) -> Option<&[u8]> {
        self.received_bytes.as_deref().or(self.received.as_deref().map(str::as_bytes))
    }
}

impl StdError for Failure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match (&self.source, &self.cause) {
            (Some(source), _) => Some(&**source),
            (None, Some(cause)) => Some(cause),
            (None, None) => None,
        }
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
            kind: None,
            retry: None,
            retry_after: None,
            http_status: None,
            gateway_status: None,
            prefix: None,
            trace_id: None,
            received: None,
            is_html_page: false,
            received_bytes: None,
            source: None,
            cause: None,
            origin: CauseOrigin::Text,
        }))
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

    /// Sets what the server sent in the place of the code, for a word or number that is not an error
    /// code.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let error = Error::without_code().with_raw_code("INVALID_QUERY").with_message("no such field");
    /// assert_eq!(error.to_string(), "INVALID_QUERY: no such field");
    /// ```
    #[must_use]
    pub fn with_raw_code(mut self, raw_code: impl Into<Box<str>>) -> Self {
        self.failure().raw_code = Some(raw_code.into());
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
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.failure().source = Some(Arc::from(source.into()));
        self
    }

    /// Sets the kind, whatever the code says: for failures of a client's own, such as a refused
    /// connection.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, ErrorKind, Retry};
    ///
    /// let refused = Error::without_code()
    ///     .with_message("connection refused")
    ///     .with_kind(ErrorKind::Unavailable)
    ///     .with_retry(Retry::Backoff);
    /// assert_eq!(refused.kind(), ErrorKind::Unavailable);
    /// assert_eq!(refused.retry(), Retry::Backoff);
    /// ```
    #[must_use]
    pub fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.failure().kind = Some(kind);
        self
    }

    /// Sets the retry class for every operation, whatever the code says.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Operation, Retry};
    ///
    /// let reset = Error::without_code().with_retry(Retry::IfIdempotent);
    /// assert_eq!(reset.retry_for(Operation::Create), Retry::IfIdempotent);
    /// ```
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.failure().retry = Some(retry);
        self
    }

    /// Sets how long the server asked the caller to wait before a retry.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use yuanrong_errors::{Error, SdkErrorCode};
    ///
    /// let wait = Duration::from_secs(7);
    /// let error = Error::new(SdkErrorCode::InvokeRateLimited).with_retry_after(wait);
    /// assert_eq!(error.retry_after(), Some(wait));
    /// ```
    #[must_use]
    pub fn with_retry_after(mut self, retry_after: Duration) -> Self {
        self.failure().retry_after = Some(retry_after);
        self
    }

    /// Sets the cause that was read from the message.
    pub(super) fn with_cause(mut self, cause: Self) -> Self {
        self.failure().cause = Some(cause);
        self
    }

    pub(super) fn with_origin(mut self, origin: CauseOrigin) -> Self {
        self.failure().origin = origin;
        self
    }

    /// Sets the HTTP status that the text of the error names.
    pub(super) fn with_gateway_status(mut self, http_status: u16) -> Self {
        self.failure().gateway_status = Some(http_status);
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

    #[cfg(feature = "json")]
    pub(super) fn with_html_page(mut self) -> Self {
        self.failure().is_html_page = true;
        self
    }

    /// Keeps the body that the error was read from, unless the message is all of it.
    #[cfg(feature = "json")]
    pub(super) fn with_received_body(mut self, body: &[u8]) -> Self {
        use alloc::string::String;

        if let Ok(text) = core::str::from_utf8(body) {
            return self.with_received(text);
        }
        self.failure().received_bytes = Some(body.into());
        // Each byte that is not UTF-8 can become three.
        let start = &body[..body.len().min(super::exception::LENGTH_LIMIT)];
        self.with_received(&String::from_utf8_lossy(start))
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

macro_rules! from_typed_codes {
    ($($Table:ident, $Enum:ident, $table:ident;)*) => {$(
        impl From<$Enum> for Error {
            fn from(code: $Enum) -> Self {
                Self::new(code)
            }
        }
    )*};
}

for_each_table!(from_typed_codes);
