use crate::{
    Entry, ErrorCode, ErrorKind, Lang, Operation, RestErrorCode, Retry, SdkErrorCode, Table,
    escape::Escaped, vocabulary::in_language,
};
use alloc::boxed::Box;
use core::{error::Error as StdError, fmt};

/// One failed call: its code, and what the server said about it.
///
/// It is one pointer wide, and made from what a client gets: a number ([`new`](Self::new)), an
/// exception text ([`from_text`](Self::from_text)), a header
/// ([`from_inner_code`](Self::from_inner_code)), the body of a REST answer (`from_rest`, with the
/// feature `json`). Nothing is lost on the way: what has no reader of its own is in
/// [`received`](Self::received).
///
/// `Display` is one line: code, name, and the server's message, or the catalogue's description where
/// there is none. `{:#}` adds the solution and the retry advice. [`report`](Self::report) shows all
/// there is. Text from a server is shown with control characters escaped. No reader allocates, and
/// neither does `Display`.
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
///     ErrorCode::Sdk(SdkErrorCode::ResourceNotEnough) => println!("ask for less"),
///     code if code.kind() == ErrorKind::InvalidArgument => println!("mend the call"),
///     code => println!("{}", code.solution()),
/// }
/// ```
#[derive(thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Failure>);

#[derive(thiserror::Error)]
struct Failure {
    code: ErrorCode,
    module: Option<Module>,
    http_status: Option<u16>,
    raw_code: Option<Box<str>>,
    message: Option<Box<str>>,
    prefix: Option<Box<str>>,
    trace_id: Option<Box<str>>,
    received: Option<Box<str>>,
    /// Only of a body that is not UTF-8.
    received_bytes: Option<Box<[u8]>>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error with this code, and nothing else. Allocates once.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, RestErrorCode};
    ///
    /// assert_eq!(Error::new(RestErrorCode::FunctionNotFound).name(), "FunctionNotFound");
    /// assert_eq!(Error::new(99_999).code().code(), 99_999);
    /// ```
    #[must_use]
    pub fn new(code: impl Into<ErrorCode>) -> Self {
        Self(Box::new(Failure {
            code: code.into(),
            module: None,
            http_status: None,
            raw_code: None,
            message: None,
            prefix: None,
            trace_id: None,
            received: None,
            received_bytes: None,
            source: None,
        }))
    }

    /// With the server's message.
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
        self.0.message = Some(message.into());
        self
    }

    /// With the module that raised it.
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
        self.0.module = Some(module.into());
        self
    }

    /// With the HTTP status that was received.
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
        self.0.http_status = Some(http_status);
        self
    }

    /// With the id under which the servers' logs have the request, such as that of the header
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
        self.0.trace_id = Some(trace_id.into());
        self
    }

    /// With its cause, in place of another that it may have.
    ///
    /// # Examples
    /// ```
    /// use std::error::Error as _;
    /// use yuanrong_errors::{Error, SdkErrorCode};
    ///
    /// let error = Error::new(SdkErrorCode::InnerCommunication).with_source("connection reset");
    /// assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("connection reset"));
    /// ```
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The code of a header `X-Inner-Code`: a decimal number, looked up in the REST table, then in
    /// the SDK's. Anything else is kept in [`raw_code`](Self::raw_code).
    ///
    /// The header says 0 or 200200 where the call succeeded, and the error then is
    /// [`ErrorCode::Unknown`] with that number.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, RestErrorCode};
    ///
    /// let error = Error::from_inner_code("4010");
    /// assert_eq!(error.code(), RestErrorCode::InvokeFunctionTimeout.into());
    /// assert_eq!(Error::from_inner_code("soon").raw_code(), Some("soon"));
    /// ```
    #[must_use]
    pub fn from_inner_code(header: &str) -> Self {
        let digits = header.trim_matches([' ', '\t']);
        let is_decimal = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        match digits.parse() {
            Ok(number) if is_decimal => Self::new(crate::rest::code_of_number(number)),
            _ => Self::new(0).with_raw_code(header),
        }
    }

    /// The code; [`ErrorCode::Unknown`] of 0 where there is none. Costs nothing, so a typed error is
    /// matched out of a `Result` without allocating.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, ErrorCode, SdkErrorCode};
    ///
    /// let error = Error::new(1002);
    /// assert!(matches!(error.code(), ErrorCode::Sdk(SdkErrorCode::ResourceNotEnough)));
    /// ```
    #[inline]
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// What stood in the place of the code where that is no number of the catalogue's: too large,
    /// negative, a word, or a number of another channel's.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let error = Error::from_inner_code("4294967296");
    /// assert_eq!(error.raw_code(), Some("4294967296"));
    /// assert_eq!(Error::from_inner_code("4115").raw_code(), None);
    /// ```
    #[inline]
    #[must_use]
    pub fn raw_code(&self) -> Option<&str> {
        self.0.raw_code.as_deref()
    }

    /// What the server said, as it came.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let error = Error::from_text("code: 1002, module code: 10, msg: no node has 64 CPUs");
    /// assert_eq!(error.unwrap().server_message(), Some("no node has 64 CPUs"));
    /// ```
    #[inline]
    #[must_use]
    pub fn server_message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// What stood in front of the code in an exception text.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let error = Error::from_text("failed to create, code: 1002, message: no CPU").unwrap();
    /// assert_eq!(error.prefix(), Some("failed to create"));
    /// ```
    #[inline]
    #[must_use]
    pub fn prefix(&self) -> Option<&str> {
        self.0.prefix.as_deref()
    }

    /// The body or text that the error was read from, where
    /// [`server_message`](Self::server_message) is not all of it. For bytes that are not UTF-8 it has
    /// U+FFFD; [`received_bytes`](Self::received_bytes) has them.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let text = "failed to create, code: 1002, message: no CPU";
    /// assert_eq!(Error::from_text(text).unwrap().received(), Some(text));
    /// assert_eq!(Error::new(1002).received(), None);
    /// ```
    #[inline]
    #[must_use]
    pub fn received(&self) -> Option<&str> {
        self.0.received.as_deref()
    }

    /// The body or text that the error was read from, byte for byte, where
    /// [`server_message`](Self::server_message) is not all of it, or was not UTF-8.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let text = "failed to create, code: 1002, message: no CPU";
    /// assert_eq!(Error::from_text(text).unwrap().received_bytes(), Some(text.as_bytes()));
    /// # #[cfg(feature = "json")] {
    /// let error = Error::from_rest(502, b"stra\xdfe is closed");
    /// assert_eq!(error.server_message(), Some("stra\u{fffd}e is closed"));
    /// assert_eq!(error.received_bytes(), Some(&b"stra\xdfe is closed"[..]));
    /// # }
    /// ```
    #[inline]
    #[must_use]
    pub fn received_bytes(&self) -> Option<&[u8]> {
        self.0.received_bytes.as_deref().or(self.0.received.as_deref().map(str::as_bytes))
    }

    /// The part of the platform that raised the error, where an exception says so.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Module};
    ///
    /// let error = Error::from_text("ErrCode: 3002, ModuleCode: 22, ErrMsg: gone").unwrap();
    /// assert_eq!(error.module(), Some(Module::RuntimeInvoke));
    /// ```
    #[inline]
    #[must_use]
    pub fn module(&self) -> Option<Module> {
        self.0.module
    }

    /// The HTTP status that was received. What to answer with oneself is
    /// [`ErrorKind::http_status`].
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// assert_eq!(Error::new(4115).with_http_status(500).http_status(), Some(500));
    /// assert_eq!(Error::new(4115).kind().http_status(), 404);
    /// ```
    #[inline]
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        self.0.http_status
    }

    /// The id under which the servers' logs have the request.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// assert_eq!(Error::new(4115).with_trace_id("7f3a").trace_id(), Some("7f3a"));
    /// ```
    #[inline]
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.0.trace_id.as_deref()
    }

    pub(crate) fn with_raw_code(mut self, raw_code: &str) -> Self {
        self.0.raw_code = Some(raw_code.into());
        self
    }

    #[cfg(feature = "json")]
    pub(crate) fn has_source(&self) -> bool {
        self.0.source.is_some()
    }

    #[cfg(feature = "json")]
    pub(crate) fn into_source(self) -> Option<Box<dyn StdError + Send + Sync>> {
        self.0.source
    }

    /// With what another error says of the code.
    #[cfg(feature = "json")]
    pub(crate) fn with_code_of(mut self, other: Self) -> Self {
        self.0.code = other.0.code;
        self.0.raw_code = other.0.raw_code;
        self
    }

    pub(crate) fn with_prefix(mut self, prefix: &str) -> Self {
        self.0.prefix = (!prefix.is_empty()).then(|| prefix.into());
        self
    }

    /// Keeps the body that the error was read from, if the message is not all of it.
    #[cfg(feature = "json")]
    pub(crate) fn with_received_body(mut self, body: &[u8]) -> Self {
        let text = alloc::string::String::from_utf8_lossy(body);
        if let alloc::borrow::Cow::Owned(_) = text {
            self.0.received_bytes = Some(body.into());
        }
        self.with_received(&text)
    }

    /// Keeps the text that the error was read from, if the message is not all of it.
    pub(crate) fn with_received(mut self, received: &str) -> Self {
        if self.0.message.as_deref() != Some(received) {
            self.0.received = (!received.is_empty()).then(|| received.into());
        }
        self
    }
}

impl Error {
    /// What happened, in a sentence of the catalogue's.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// assert_eq!(Error::new(1002).description(), "Insufficient resources.");
    /// assert_eq!(Error::new(0).description(), "No code came with the failure.");
    /// ```
    #[inline]
    #[must_use]
    pub fn description(&self) -> &'static str {
        self.0.what_happened()
    }

    /// What to check or do, by the catalogue. What an overlay says, if there is one, the
    /// [`solution`](crate::report::Report::solution) of the report tells.
    ///
    /// # Examples
    /// ```
    /// let error = yuanrong_errors::Error::new(1005);
    /// assert_eq!(error.solution(), "Retry after a certain interval.");
    /// ```
    #[inline]
    #[must_use]
    pub fn solution(&self) -> &'static str {
        self.0.what_to_do()
    }

    /// The description where the code has none of its own, since 0 stands in its place.
    pub(crate) fn description_without_code(&self, lang: Lang) -> Option<&'static str> {
        self.0.description_without_code(lang)
    }

    /// The solution where 0 stands in the place of the code.
    pub(crate) fn solution_without_code(&self, lang: Lang) -> Option<&'static str> {
        self.0.solution_without_code(lang)
    }
}

impl Failure {
    fn what_happened(&self) -> &'static str {
        self.description_without_code(Lang::En).unwrap_or_else(|| self.code.description())
    }

    fn what_to_do(&self) -> &'static str {
        self.solution_without_code(Lang::En).unwrap_or_else(|| self.code.solution())
    }

    fn description_without_code(&self, lang: Lang) -> Option<&'static str> {
        match &self.raw_code {
            _ if self.code.code() != 0 => None,
            Some(_) => Some(in_language!(
                lang,
                "The catalogue does not have this code.",
                "目录中没有该错误码。"
            )),
            None => {
                Some(in_language!(lang, "No code came with the failure.", "该失败未附带错误码。"))
            }
        }
    }

    fn solution_without_code(&self, lang: Lang) -> Option<&'static str> {
        (self.code.code() == 0).then_some(in_language!(
            lang,
            "Go by the HTTP status and the message.",
            "请依据 HTTP 状态码和消息判断。"
        ))
    }
}

/// The readers of the code, for an error.
macro_rules! readers_of_the_code {
    ($($(#[$doc:meta])* $reader:ident($($argument:ident: $Argument:ty)?) -> $Value:ty;)*) => {
        impl Error {
            $(
                $(#[$doc])*
                #[inline]
                #[must_use]
                pub fn $reader(&self, $($argument: $Argument)?) -> $Value {
                    self.0.code.$reader($($argument)?)
                }
            )*
        }
    };
}

readers_of_the_code! {
    /// Upstream's constant for the code, or `UNKNOWN`.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(yuanrong_errors::Error::new(1002).name(), "ERR_RESOURCE_NOT_ENOUGH");
    /// ```
    name() -> &'static str;

    /// The catalogue's message for the code. What the server said is
    /// [`server_message`](Self::server_message).
    ///
    /// # Examples
    /// ```
    /// assert_eq!(yuanrong_errors::Error::new(4115).message(), "FunctionNotFound");
    /// ```
    message() -> &'static str;

    /// What to match on where the exact code does not matter.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, ErrorKind};
    ///
    /// assert_eq!(Error::new(4115).kind(), ErrorKind::NotFound);
    /// ```
    kind() -> ErrorKind;

    /// What must hold for a repeat of the call to be right.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Retry};
    ///
    /// assert_eq!(Error::new(1005).retry(), Retry::Throttled);
    /// ```
    retry() -> Retry;

    /// What must hold for a repeat of this operation to be right.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Operation, Retry};
    ///
    /// assert_eq!(Error::new(1007).retry_for(Operation::InvokeStateful), Retry::Never);
    /// ```
    retry_for(operation: Operation) -> Retry;

    /// Whether the same call, unchanged, may succeed later. Whether it may safely be repeated,
    /// [`retry`](Self::retry) and [`retry_for`](Self::retry_for) say.
    ///
    /// # Examples
    /// ```
    /// assert!(yuanrong_errors::Error::new(1005).is_retryable());
    /// ```
    is_retryable() -> bool;

    /// All that the catalogue knows of the code, or `None` for an unknown one.
    ///
    /// # Examples
    /// ```
    /// let entry = yuanrong_errors::Error::new(1007).entry().expect("1007 is in the table");
    /// assert_eq!(entry.retry_reason(), yuanrong_errors::lookup(1007).unwrap().retry_reason());
    /// ```
    entry() -> Option<&'static Entry>;

    /// The table that the code stands in, or `None` for an unknown one.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Table};
    ///
    /// assert_eq!(Error::new(4115).table(), Some(Table::Rest));
    /// ```
    table() -> Option<Table>;

    /// Whether the code stands in a table.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// assert!(Error::new(1005).is_known());
    /// assert!(!Error::new(99_999).is_known());
    /// ```
    is_known() -> bool;

    /// Whether the published error-code page has the code.
    ///
    /// # Examples
    /// ```
    /// assert!(yuanrong_errors::Error::new(1005).is_documented());
    /// ```
    is_documented() -> bool;
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.raw_code {
            Some(raw_code) => write!(f, "{}", Escaped(raw_code))?,
            None => write!(f, "{}", self.code.code())?,
        }
        let message = self.message.as_deref().filter(|message| !message.is_empty());
        let message = message.unwrap_or_else(|| self.what_happened());
        write!(f, " {}: {}", self.code.name(), Escaped(message))?;
        if f.alternate() { self.code.write_advice(f, self.what_to_do()) } else { Ok(()) }
    }
}

/// Shows what is there, and nothing of what is not.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn field<T: fmt::Debug>(
            shown: &mut fmt::DebugStruct<'_, '_>,
            name: &str,
            value: Option<&T>,
        ) {
            if let Some(value) = value {
                shown.field(name, value);
            }
        }
        let mut shown = f.debug_struct("Error");
        shown.field("code", &self.code);
        field(&mut shown, "raw_code", self.raw_code.as_ref());
        field(&mut shown, "server_message", self.message.as_ref());
        field(&mut shown, "prefix", self.prefix.as_ref());
        field(&mut shown, "module", self.module.as_ref());
        field(&mut shown, "http_status", self.http_status.as_ref());
        field(&mut shown, "trace_id", self.trace_id.as_ref());
        field(&mut shown, "received", self.received.as_ref());
        if let Some(bytes) = &self.received_bytes {
            shown.field("received_bytes", &format_args!("b\"{}\"", bytes.escape_ascii()));
        }
        field(&mut shown, "source", self.source.as_ref());
        shown.finish()
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

/// The part of the platform that raised an error, as an SDK's exception names it.
///
/// # Examples
/// ```
/// use yuanrong_errors::Module;
///
/// assert_eq!(Module::from_code(30), Module::DataSystem);
/// assert_eq!(Module::DataSystem.to_string(), "data system");
/// assert_eq!(Module::from_code(77).code(), 77);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Module {
    /// 10: the core.
    Core,
    /// 20: the runtime.
    Runtime,
    /// 21: the runtime, creating an instance.
    RuntimeCreate,
    /// 22: the runtime, calling a function.
    RuntimeInvoke,
    /// 23: the runtime, ending an instance.
    RuntimeKill,
    /// 30: the data system.
    DataSystem,
    /// Any other number.
    Other(OtherModule),
}

/// The number of a module that is none of the known ones. [`Module::from_code`] makes it.
///
/// # Examples
/// ```
/// use yuanrong_errors::Module;
///
/// let Module::Other(number) = Module::from_code(77) else { panic!("77 is no known module") };
/// assert_eq!(number.get(), 77);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OtherModule(u32);

impl OtherModule {
    /// The number.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Module;
    ///
    /// if let Module::Other(number) = Module::from_code(77) {
    ///     println!("module {}", number.get());
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl Module {
    /// The module that `Display` writes by this name, in any case.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let modules = [10, 20, 21, 22, 23, 30].map(Self::from_code);
        modules.into_iter().find(|module| name.eq_ignore_ascii_case(module.name()))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Runtime => "runtime",
            Self::RuntimeCreate => "runtime create",
            Self::RuntimeInvoke => "runtime invoke",
            Self::RuntimeKill => "runtime kill",
            Self::DataSystem => "data system",
            Self::Other(_) => "",
        }
    }

    /// The module with this number.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Module;
    ///
    /// assert_eq!(Module::from_code(10), Module::Core);
    /// ```
    #[inline]
    #[must_use]
    pub const fn from_code(code: u32) -> Self {
        match code {
            10 => Self::Core,
            20 => Self::Runtime,
            21 => Self::RuntimeCreate,
            22 => Self::RuntimeInvoke,
            23 => Self::RuntimeKill,
            30 => Self::DataSystem,
            _ => Self::Other(OtherModule(code)),
        }
    }

    /// The number.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(yuanrong_errors::Module::RuntimeKill.code(), 23);
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(self) -> u32 {
        match self {
            Self::Core => 10,
            Self::Runtime => 20,
            Self::RuntimeCreate => 21,
            Self::RuntimeInvoke => 22,
            Self::RuntimeKill => 23,
            Self::DataSystem => 30,
            Self::Other(number) => number.0,
        }
    }
}

/// The name, or the number of a module without one.
impl fmt::Display for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(number) => number.0.fmt(f),
            known => f.pad(known.name()),
        }
    }
}

impl From<u32> for Module {
    #[inline]
    fn from(code: u32) -> Self {
        Self::from_code(code)
    }
}
