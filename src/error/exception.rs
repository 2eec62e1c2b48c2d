//! Reads the texts of exceptions.

use super::{Error, Module, failure::CauseOrigin};
use crate::{
    ErrorCode,
    read::{
        exception::{self, CodeText, ExceptionText, Forms, ModuleText},
        html::start_of_page,
        json_string::{decoded_bytes, unescaped, without_quotes},
        json_text::{Content, Object, Objects, strings},
        response::{Body, Verdict},
    },
    vocabulary::start_of,
};
use alloc::borrow::Cow;

impl Error {
    /// Reads the text of an exception in any of the forms that the SDKs write. Returns `None` for a
    /// text without a code and without the HTTP status of a failure, and for one that reports success.
    ///
    /// | from | form |
    /// | --- | --- |
    /// | C++, and Java over it | `ErrCode: 1002, ModuleCode: 20, ErrMsg: …` |
    /// | Python | `code: 1002, module code: 20, msg: …`, after a prefix; a traceback, of which the last exception counts |
    /// | Java | `LibRuntimeException(message=…, errorCode=1002, moduleCode=20)`, `ErrorInfo(errCode=1002,moduleCode=20,msg=…,stackTraceInfo=…)` |
    /// | Go, and between components | `code:1002,message: …` |
    /// | in brackets | `[ErrorCode: 1002] [ModuleName: runtime] …`, `[code: 1002, status: …]` |
    /// | with a name instead of a number | `invoke failed, code: ERR_INSTANCE_EXITED, message: …` |
    /// | a response of the REST API | `{"code":4211,"message":"…"}`, behind any prefix, and also cut off |
    /// | a header | `X-Inner-Code: 4211` |
    /// | without a code | `HTTP 409: …`, `code 500: …` |
    /// | this crate | the `Display` and the `Debug` of [`ErrorCode`] and of [`Error`] |
    ///
    /// The message goes to the end of the text, line breaks included. What is in front of the code
    /// becomes the [`prefix`](Self::prefix). In an SDK's text, the SDK table decides what the number
    /// means, in a response and in a header the REST table. With the module code of the data system
    /// (30), a number that the SDK does not use there is a status of the data system. If a text has
    /// several forms, the one that begins first counts. An unknown number counts only beside a module
    /// or a message. A newer name that begins with `ERR_` is kept in [`raw_code`](Self::raw_code).
    ///
    /// If the message has an error in it, such as the gateway's response (`result: {"code":150425,…}`)
    /// or `internal code: 3002, internal msg: …`, that is the [`source`](core::error::Error::source).
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
        let error = in_text(text, 0).or_else(|| with_http_status_alone(text))?;
        Some(error.with_received(text))
    }
}

/// How many errors are looked for inside one another.
const DEPTH_LIMIT: u8 = 8;

/// The length up to which a text of any length is kept.
pub(super) const LENGTH_LIMIT: usize = 64 * 1024;

/// Finds the first error in a text, as JSON or in another form.
fn in_text(text: &str, depth: u8) -> Option<Error> {
    if depth > DEPTH_LIMIT || !may_have_error(text) {
        return None;
    }
    if text.trim_start().starts_with(TRACEBACK) {
        return in_traceback(text, depth);
    }
    if let Cow::Owned(string) = without_quotes(Cow::Borrowed(text.trim())) {
        return in_text(&string, depth + 1);
    }
    // What is in the page of a proxy is not ours.
    let end = start_of_page(text);
    // Most texts begin with their form, so that no object need be read to find it.
    let mut offset = text.find('{').unwrap_or(end).min(end);
    let forms = Forms::in_text(text);
    if let Some(form) = forms.first_in(0..offset) {
        return Some(of_form(form, text, depth));
    }
    for object in Objects::in_text(text).take_while(|object| object.start < end) {
        if let Some(form) = forms.first_in(offset..object.start) {
            return Some(of_form(form, text, depth));
        }
        if let Some(error) = in_object(&object, text, depth) {
            let prefix = &text[..object.start];
            if prefix.is_empty() {
                return Some(error);
            }
            let error = match http_status_in(prefix) {
                Some(status) => error.with_gateway_status(status),
                None => error,
            };
            return Some(with_prefix(error, prefix, depth));
        }
        // What is in an object that is whole is of that object.
        let is_whole = match &object.content {
            Content::Body(body) => body.is_complete,
            Content::Escaped(_) => true,
        };
        offset = if is_whole { object.end } else { object.start };
    }
    forms.first_in(offset..end.max(offset)).map(|form| of_form(form, text, depth))
}

/// Returns whether a text can have an error in it, as JSON or in another form. Most messages have none.
fn may_have_error(text: &str) -> bool {
    text.contains('{') || exception::may_have_code(text.as_bytes())
}

/// Returns the error that an object reports, or that is in a string of an object without a code.
fn in_object(object: &Object<'_>, text: &str, depth: u8) -> Option<Error> {
    let body = match &object.content {
        Content::Escaped(text) => return in_text(text, depth + 1),
        Content::Body(body) => body,
    };
    let error = match body.verdict() {
        Verdict::Success => return None,
        Verdict::Code(code) => Error::new(code),
        Verdict::Other { value, is_integer } if is_integer || is_constant(value) => {
            Error::without_code().with_raw_code(&*decoded_bytes(value))
        }
        Verdict::Other { .. } | Verdict::Nothing => return in_strings(object, body, text, depth),
    };
    let error = match body.trace_id() {
        Some(trace_id) => error.with_trace_id(&*trace_id),
        None => error,
    };
    let error = error.with_origin(CauseOrigin::GatewayJson);
    let message = bounded(body.message().unwrap_or_default(), depth);
    Some(with_message(error, &message, depth))
}

/// Returns the error in the message of an object, else in any of its strings.
fn in_strings(object: &Object<'_>, body: &Body<'_>, text: &str, depth: u8) -> Option<Error> {
    if let Some(error) = body.message().and_then(|message| in_text(&message, depth + 1)) {
        return Some(error);
    }
    let strings = strings(&text.as_bytes()[object.start..object.end]);
    let mut strings = strings.filter(|string| exception::may_have_code(string));
    strings.find_map(|string| in_text(&unescaped(string), depth + 1))
}

/// Returns whether the JSON text of a word is that of a constant: `"INVALID_QUERY"`. A function's own
/// result can have any other word in the place of a code.
fn is_constant(value: &[u8]) -> bool {
    decoded_bytes(value).len() + 2 == value.len() && is_word(&decoded_bytes(value))
}

fn is_word(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    text.starts_with(|c: char| c.is_ascii_uppercase()) && text.bytes().all(is_part)
}

const TRACEBACK: &str = "Traceback (most recent call last):\n";

/// What Python writes between two exceptions, of which the second is the outer one.
const CHAINED: [&str; 2] = [
    "\nThe above exception was the direct cause of the following exception:\n",
    "\nDuring handling of the above exception, another exception occurred:\n",
];

/// Returns the error of a Python traceback: that of the last exception that has one. The one before
/// is the cause.
fn in_traceback(text: &str, depth: u8) -> Option<Error> {
    let last =
        CHAINED.iter().filter_map(|between| Some((text.rfind(between)?, between.len()))).max();
    let (before, after) = match last {
        Some((offset, length)) => (Some(&text[..offset]), &text[offset + length..]),
        None => (None, text),
    };
    let outer = exception_line(after).and_then(|line| in_text(line, depth + 1));
    let inner = before.and_then(|before| in_text(before, depth + 1));
    match (outer, inner) {
        (Some(outer), Some(inner)) if outer.0.cause.is_none() => Some(outer.with_cause(inner)),
        (outer, inner) => outer.or(inner),
    }
}

/// Returns the text from the line of the exception on, which follows the lines of the calls.
fn exception_line(text: &str) -> Option<&str> {
    let (_, calls) = text.split_once(TRACEBACK)?;
    let mut rest = calls;
    while rest.starts_with(' ') {
        (_, rest) = rest.split_once('\n')?;
    }
    Some(rest)
}

/// Makes an error of what was found in a text.
fn of_form(found: ExceptionText<'_>, text: &str, depth: u8) -> Error {
    let mut error = match found.code {
        CodeText::Code(code) => Error::new(code),
        CodeText::Raw(raw_code) => Error::without_code().with_raw_code(raw_code),
        CodeText::HttpStatus(status) => Error::without_code().with_gateway_status(status),
    };
    let module = found.module.and_then(|module| match module {
        ModuleText::Number(number) => Some(Module::from_code(number)),
        ModuleText::Name(name) => Module::from_name(name),
    });
    if let Some(module) = module {
        error = error.with_module(module);
    }
    if let Some(status) = exception::gateway_status(found.message) {
        error = error.with_gateway_status(status);
    }
    let error = with_prefix(error, &text[..found.start], depth);
    with_message(error, found.message, depth)
}

/// Returns the error in a text that has no code but an HTTP status: `HTTP 409: …`.
fn with_http_status_alone(text: &str) -> Option<Error> {
    let (range, status) = exception::http_status(text)?;
    let error = Error::without_code().with_gateway_status(status);
    let error = with_prefix(error, &text[..range.start], 0);
    let message = text[range.end..].trim_start_matches([':', ' ']);
    // Our own `Display` has a word in the place of a code here.
    if let Some((word, message)) = message.split_once(": ").filter(|(word, _)| is_word(word)) {
        return Some(with_message(error.with_raw_code(word), message, 0));
    }
    let in_body = Body::read(message.as_bytes()).message();
    Some(with_message(error, in_body.as_deref().unwrap_or(message), 0))
}

fn http_status_in(text: &str) -> Option<u16> {
    exception::http_status(text).map(|(_, status)| status)
}

/// Sets the text in front of a code, without what joins it to the code.
fn with_prefix(error: Error, prefix: &str, depth: u8) -> Error {
    const JOINTS: [char; 13] =
        [' ', ',', ':', ';', '(', '[', '{', '"', '\'', '，', '：', '（', '\u{feff}'];
    error.with_prefix(kept(prefix.trim_end_matches(JOINTS), depth))
}

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

/// Returns the error in a message.
fn cause_in(message: &str, outer: Option<ErrorCode>, depth: u8) -> Option<Error> {
    let cause = in_text(message, depth + 1)?;
    if cause.code().is_none() && cause.raw_code().is_none() {
        return None;
    }
    // The message may have the code of the outer error once more.
    match &cause.0.cause {
        Some(inner) if cause.code() == outer => Some(inner.clone()),
        _ => Some(cause),
    }
}

/// Returns the part of a text that is kept: all of it at depth 0, else its start. The outermost
/// error has the rest, so a message that nests many times is not kept as many times.
fn kept(text: &str, depth: u8) -> &str {
    if depth == 0 { text } else { start_of(text, LENGTH_LIMIT) }
}

/// Returns a text of which only the start is kept if it is a copy: copies of texts that nest many
/// times would add up.
fn bounded(text: Cow<'_, str>, depth: u8) -> Cow<'_, str> {
    match text {
        Cow::Owned(copy) if depth > 0 => Cow::Owned(start_of(&copy, LENGTH_LIMIT).into()),
        text => text,
    }
}
