//! Reads the texts of exceptions.

use super::{Error, Module, failure::Source};
use crate::{
    ErrorCode,
    read::exception::{self, CodeText, ExceptionText, ModuleText},
};

impl Error {
    /// Reads the text of an exception in any of the forms that the SDKs write. Returns `None` for a
    /// text without a code, and for one that reports success.
    ///
    /// | from | form |
    /// | --- | --- |
    /// | C++, and Java over it | `ErrCode: 1002, ModuleCode: 20, ErrMsg: …` |
    /// | Python | `code: 1002, module code: 20, msg: …`, after a prefix |
    /// | Java | `LibRuntimeException(message=…, errorCode=1002, moduleCode=20)`, `ErrorInfo(errCode=1002,moduleCode=20,msg=…,stackTraceInfo=…)` |
    /// | Go, and between components | `code:1002,message: …` |
    /// | in brackets | `[ErrorCode: 1002] [ModuleName: runtime] …` |
    /// | with a name instead of a number | `invoke failed, code: ERR_INSTANCE_EXITED, message: …` |
    /// | functions | `{"code":"4211", "message":"…"}`, with the feature `json` |
    /// | this crate | the `Display` of [`ErrorCode`] and of [`Error`] |
    ///
    /// The message goes to the end of the text, line breaks included. What is in front of the code
    /// becomes the [`prefix`](Self::prefix). In an SDK's text, the SDK table decides what the
    /// number means. If a text has several forms, the one that begins first counts. An unknown
    /// number counts only beside a module or a message. A newer name that begins with `ERR_` is
    /// kept in [`raw_code`](Self::raw_code).
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Module, SdkErrorCode};
    ///
    /// let text = "failed to invoke, code: 3002, module code: 22, msg: peer is gone";
    /// let error = Error::from_text(text).unwrap();
    /// assert_eq!(error.code(), Some(SdkErrorCode::InnerCommunication.into()));
    /// assert_eq!(error.module(), Some(Module::RuntimeInvoke));
    /// assert_eq!(error.server_message(), Some("peer is gone"));
    /// assert_eq!(error.prefix(), Some("failed to invoke"));
    ///
    /// assert!(Error::from_text("the process ended with exit code: 1").is_none());
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let error = in_json(text, 0).or_else(|| Some(read(exception::find(text)?, text, 0)))?;
        Some(error.with_received(text))
    }
}

/// Returns the code of a text that anybody may have written, where the text shows that the code is
/// ours: it has the name of the code, or a module or a message beside the number.
#[cfg(feature = "tracing-subscriber")]
pub(crate) fn certain_code(text: &str) -> Option<ErrorCode> {
    let (code, is_certain) = match in_json(text, 0) {
        Some(error) => (error.code()?, error.server_message().is_some()),
        None => match exception::find(text)? {
            ExceptionText { code: CodeText::Code(code), is_certain, .. } => (code, is_certain),
            ExceptionText { code: CodeText::Raw(_), .. } => return None,
        },
    };
    (is_certain || code.name().is_some_and(|name| text.contains(name))).then_some(code)
}

/// Makes an error of what was found in a text.
fn read(found: ExceptionText<'_>, text: &str, depth: u8) -> Error {
    let mut error = match found.code {
        CodeText::Code(code) => Error::new(code),
        CodeText::Raw(raw_code) => Error::without_code().with_raw_code(raw_code),
    };
    let module = found.module.and_then(|module| match module {
        ModuleText::Number(number) => Some(Module::from_code(number)),
        ModuleText::Name(name) => Module::from_name(name),
    });
    if let Some(module) = module {
        error = error.with_module(module);
    }
    // What joins the prefix to the code is not a part of it.
    let joints = [' ', ',', ':', ';', '(', '[', '{', '"', '，', '：'];
    let prefix = text[..found.start].trim_end_matches(joints);
    with_message(error.with_prefix(kept(prefix, depth)), found.message, depth)
}

/// How many errors are looked for inside one another.
#[cfg(feature = "json")]
const DEPTH_LIMIT: u8 = 8;

/// The length up to which a text of any length is kept.
pub(super) const LENGTH_LIMIT: usize = 64 * 1024;

/// Sets the message, and as the cause the error that is in the message.
pub(super) fn with_message(error: Error, message: &str, depth: u8) -> Error {
    if message.is_empty() {
        return error;
    }
    let cause = cause_in(message, error.code(), depth);
    let error = error.with_message(kept(message, depth));
    match cause {
        Some(cause) => error.with_cause(cause),
        None => error,
    }
}

/// Returns the part of a text that is kept: all of it at depth 0, else its start. The outermost
/// error has the rest, so a message that nests many times is not kept as many times.
fn kept(text: &str, depth: u8) -> &str {
    if depth == 0 { text } else { shortened(text) }
}

/// Returns the start of a text, up to the last character that fits.
pub(super) fn shortened(text: &str) -> &str {
    let mut end = text.len().min(LENGTH_LIMIT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Returns the error in a message that is JSON, or that is an exception text around JSON.
#[cfg(feature = "json")]
fn cause_in(message: &str, outer: Option<ErrorCode>, depth: u8) -> Option<Source> {
    if depth == DEPTH_LIMIT {
        return None;
    }
    if let Some(cause) = in_json(message, depth + 1) {
        return Some(cause.into());
    }
    let inner = read(exception::find_keyed(message)?, message, depth + 1);
    let cause = inner.0.source.clone()?;
    // The exception text may have the code of the outer error once more.
    Some(if inner.code() == outer { cause } else { inner.into() })
}

#[cfg(not(feature = "json"))]
fn cause_in(_: &str, _: Option<ErrorCode>, _: u8) -> Option<Source> {
    None
}

/// Returns the error in a text that is JSON from start to end.
#[cfg(feature = "json")]
fn in_json(text: &str, depth: u8) -> Option<Error> {
    super::rest::error_in(text.trim(), depth)
}

#[cfg(not(feature = "json"))]
fn in_json(_: &str, _: u8) -> Option<Error> {
    None
}
