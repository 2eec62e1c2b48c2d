//! Exception texts of the SDKs.

use crate::{
    Error, ErrorCode, Module, RestErrorCode, SdkErrorCode, Table, UnknownNumber,
    key::{self, Keyed, ModuleKey, Rest},
    rest,
};
use alloc::boxed::Box;
use core::{error::Error as StdError, str};

impl Error {
    /// Reads the text of an exception, in any of the forms in which the SDKs write them; `None` for
    /// a text without a code, and for one that tells of success.
    ///
    /// | from | form |
    /// | --- | --- |
    /// | C++, and Java over it | `ErrCode: 1002, ModuleCode: 20, ErrMsg: …` |
    /// | Python | `code: 1002, module code: 20, msg: …`, behind a prefix |
    /// | Java | `LibRuntimeException(message=…, errorCode=1002, moduleCode=20)`, `ErrorInfo(errCode=1002,moduleCode=20,msg=…,stackTraceInfo=…)` |
    /// | Go, and between components | `code:1002,message: …` |
    /// | bracketed | `[ErrorCode: 1002] [ModuleName: runtime] …` |
    /// | with a name for a number | `invoke failed, code: ERR_INSTANCE_EXITED, message: …` |
    /// | functions | `{"code":"4211", "message":"…"}`, with the feature `json` |
    /// | this crate | the `Display` of [`ErrorCode`] and of [`Error`] |
    ///
    /// The message is what follows to the end of the text, line breaks included; what stands in
    /// front of the code is in [`prefix`](Self::prefix). Where the text is an SDK's, the SDK table
    /// decides what the number means.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Module, SdkErrorCode};
    ///
    /// let text = "failed to invoke, code: 3002, module code: 22, msg: peer is gone";
    /// let error = Error::from_text(text).unwrap();
    /// assert_eq!(error.code(), SdkErrorCode::InnerCommunication.into());
    /// assert_eq!(error.module(), Some(Module::RuntimeInvoke));
    /// assert_eq!(error.server_message(), Some("peer is gone"));
    /// assert_eq!(error.prefix(), Some("failed to invoke"));
    ///
    /// assert!(Error::from_text("the process ended with exit code: 1").is_none());
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        read(text, 0).map(|error| error.with_received(text))
    }
}

/// How many errors may be found inside one another.
#[cfg(feature = "json")]
const DEPTH_LIMIT: u8 = 8;

/// Reads a text that was found inside this many others.
pub(crate) fn read(text: &str, depth: u8) -> Option<Error> {
    own_display(text, depth)
        .or_else(|| json(text, depth))
        .or_else(|| java_exception(text, depth))
        .or_else(|| keyed(text, depth))
}

/// `1002 ERR_RESOURCE_NOT_ENOUGH: …`, perhaps behind something else.
fn own_display(text: &str, depth: u8) -> Option<Error> {
    let (at, code) = text.match_indices(": ").find_map(|(colon, _)| {
        let head = text.get(..colon)?;
        let (head, name) = head.rsplit_once(' ')?;
        let number = head.rsplit([' ', '\n']).next()?;
        let code = code_displayed(number, name)?;
        Some((head.len() - number.len(), code))
    })?;
    let prefix = trimmed(text.get(..at)?);
    let (_, message) = text.get(at..)?.split_once(": ")?;
    // The alternate form has more lines.
    let end =
        ["\nmay also be: ", "\nsolution: "].iter().filter_map(|line| message.find(line)).min();
    let message = end.and_then(|end| message.get(..end)).unwrap_or(message);
    let error = Error::new(code).with_prefix(prefix);
    Some(if message == code.description() { error } else { with_message(error, message, depth) })
}

/// The code that `Display` shows by this number and this name.
fn code_displayed(number: &str, name: &str) -> Option<ErrorCode> {
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = number.parse().ok()?;
    let sdk = SdkErrorCode::from_code(number).filter(|code| code.name() == name);
    let rest = RestErrorCode::from_code(number).filter(|code| code.name() == name);
    let unknown = (name == "UNKNOWN").then_some(ErrorCode::Unknown(UnknownNumber::new(number)));
    sdk.map(ErrorCode::Sdk).or(rest.map(ErrorCode::Rest)).or(unknown)
}

/// A JSON object, as functions answer it.
#[cfg(feature = "json")]
fn json(text: &str, depth: u8) -> Option<Error> {
    rest::error_in(text.trim(), depth)
}

#[cfg(not(feature = "json"))]
fn json(_: &str, _: u8) -> Option<Error> {
    None
}

/// `LibRuntimeException(message=…, errorCode=1002, moduleCode=20)`: here the message comes first, and
/// may have codes in it.
fn java_exception(text: &str, depth: u8) -> Option<Error> {
    let (prefix, rest) = text.split_once("LibRuntimeException(message=")?;
    let (message, rest) = rest.rsplit_once(", errorCode=")?;
    let (code, rest) = rest.split_once([',', ')'])?;
    let module = rest.split_once("moduleCode=").and_then(|(_, rest)| rest.split([',', ')']).next());
    let module = module.and_then(|module| module.parse().ok()).map(Module::from_code);
    let error = with_code(code.trim(), true)?.with_prefix(trimmed(prefix));
    Some(with_module(with_message(error, message, depth), module))
}

/// A code under a key, what stands in front of it, and what is told behind it.
fn keyed(text: &str, depth: u8) -> Option<Error> {
    let bytes = text.as_bytes();
    let is_c = |(_, byte): &(usize, &u8)| byte.eq_ignore_ascii_case(&b'c');
    let mut candidates = bytes.iter().enumerate().filter(is_c).map(|(at, _)| at);
    candidates.find_map(|at| {
        let Keyed { start, value } = key::read(bytes, at)?;
        let key = text.get(start..value.start)?;
        let tail = Tail::read(text, value.end);
        // `ErrCode` and a module are how SDKs speak.
        let is_sdk = tail.module.is_some() || key.starts_with("ErrCode");
        let error = with_code(text.get(value)?, is_sdk)?;
        let error = error.with_prefix(trimmed(text.get(..start)?));
        Some(with_module(with_message(error, tail.message, depth), tail.module))
    })
}

/// What follows a code.
struct Tail<'a> {
    module: Option<Module>,
    message: &'a str,
}

impl<'a> Tail<'a> {
    fn read(text: &'a str, at: usize) -> Self {
        let mut rest = Rest { text: text.as_bytes(), at };
        let mut module = None;
        loop {
            rest.punctuation();
            let start = rest.at;
            if module.is_none() {
                module = read_module(&mut rest);
                if module.is_some() {
                    continue;
                }
            }
            rest.at = start;
            let is_message = read_message_key(&mut rest);
            let is_enclosed =
                is_message && text.as_bytes().get(rest.at.wrapping_sub(1)) == Some(&b'(');
            let message = text.get(if is_message { rest.at } else { start }..).unwrap_or_default();
            let message =
                if is_message { message } else { message.trim_start_matches([':', '.', ' ']) };
            // `ErrorInfo(errCode=…,msg=…,stackTraceInfo=…)`
            let message = match message.rsplit_once(",stackTraceInfo=") {
                Some((message, _)) => message,
                None if is_enclosed => message.strip_suffix(')').unwrap_or(message),
                None => message,
            };
            return Self { module, message };
        }
    }
}

/// `ModuleCode: 20`, `module code 20`, `MCode:20`, `[ModuleName: runtime]`.
fn read_module(rest: &mut Rest<'_>) -> Option<Module> {
    let start = rest.at;
    let module = rest.module_key().and_then(|key| {
        let length = match key {
            ModuleKey::Name => rest.count(|byte| byte != b']'),
            ModuleKey::Number => rest.count(|byte| byte.is_ascii_digit()),
        };
        let value = str::from_utf8(rest.text.get(rest.at..rest.at + length)?).ok()?;
        rest.at += length;
        match key {
            ModuleKey::Name => Module::from_name(value),
            ModuleKey::Number => value.parse().ok().map(Module::from_code),
        }
    });
    if module.is_none() {
        rest.at = start;
    }
    module
}

/// `msg: `, `ErrMsg:`, `message=`, `msg is `, `msg(`.
fn read_message_key(rest: &mut Rest<'_>) -> bool {
    let start = rest.at;
    let keys = ["errormessage", "errmessage", "message", "errormsg", "errmsg", "msg"];
    if rest.word(&keys) {
        rest.eat(b"\"");
        rest.blanks();
        let separators: [&[u8]; 5] = [b":", b"=", b"is ", b"(", "：".as_bytes()];
        if separators.iter().any(|separator| rest.eat(separator)) {
            rest.eat(b" ");
            return true;
        }
    }
    rest.at = start;
    false
}

/// The error of what stands in the place of a code; nothing if that is no code or means success.
fn with_code(code: &str, is_sdk: bool) -> Option<Error> {
    let digits = code.strip_prefix('-').unwrap_or(code);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return ErrorCode::from_name(code).map(Error::new);
    }
    match code.parse::<u32>() {
        Ok(number) if rest::is_success(number) || (is_sdk && number == 1) => None,
        Ok(number) if is_sdk => Some(Error::new(match ErrorCode::in_table(Table::Sdk, number) {
            ErrorCode::Unknown(_) => ErrorCode::from_code(number),
            code => code,
        })),
        Ok(number) => Some(Error::new(number)),
        Err(_) => Some(Error::new(0).with_raw_code(code)),
    }
}

/// With the message, and the error that may be told in it as the cause.
pub(crate) fn with_message(error: Error, message: &str, depth: u8) -> Error {
    if message.is_empty() {
        return error;
    }
    match cause_in(message, error.code(), depth) {
        Some(cause) => error.with_source(cause),
        None => error,
    }
    .with_message(message)
}

/// The error that a message tells as JSON: an object, the first of a list, or one in an exception
/// text.
#[cfg(feature = "json")]
fn cause_in(message: &str, outer: ErrorCode, depth: u8) -> Option<Box<dyn StdError + Send + Sync>> {
    if depth == DEPTH_LIMIT {
        return None;
    }
    if let Some(cause) = rest::error_in(message.trim(), depth + 1) {
        return Some(cause.into());
    }
    let told = keyed(message, depth + 1)?;
    // The text may tell the outer error once more.
    if told.code() == outer { told.into_source() } else { told.has_source().then(|| told.into()) }
}

#[cfg(not(feature = "json"))]
fn cause_in(_: &str, _: ErrorCode, _: u8) -> Option<Box<dyn StdError + Send + Sync>> {
    None
}

fn with_module(error: Error, module: Option<Module>) -> Error {
    match module {
        Some(module) => error.with_module(module),
        None => error,
    }
}

/// What stands in front of a code, without what joins it to that.
fn trimmed(prefix: &str) -> &str {
    prefix.trim_end_matches([' ', ',', ':', ';', '(', '[', '{', '"', '，', '：'])
}
