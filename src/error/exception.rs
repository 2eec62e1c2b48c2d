//! Exception texts of the SDKs.

use crate::{
    Error, ErrorCode, Module, RestErrorCode, SdkErrorCode, Table,
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
    /// decides what the number means. Of several forms in a text that one counts which begins first.
    /// A number that the catalogue does not have counts where a module or a message is told with it;
    /// a newer name that begins with `ERR_` is kept in [`raw_code`](Self::raw_code).
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
        read(text).map(|error| error.with_received(text))
    }
}

/// How many errors may be found inside one another.
#[cfg(feature = "json")]
const DEPTH_LIMIT: u8 = 8;

/// Reads a text. JSON has to be all of it; of the other forms that one counts which begins first,
/// since what it tells may have more of them in it.
fn read(text: &str) -> Option<Error> {
    json(text).or_else(|| Some(first_told(text)?.into_error(text, 0)))
}

fn first_told(text: &str) -> Option<Told<'_>> {
    let told = [own_display(text), java_exception(text), keyed(text)];
    told.into_iter().flatten().min_by_key(|told| told.start)
}

/// The code that a text of any origin is sure to tell: by its name, or with a module or a message
/// under a key of its own. A WebSocket that closed with `code: 1001` has none of them.
#[cfg(feature = "tracing-subscriber")]
pub(crate) fn code_surely_told(text: &str) -> Option<ErrorCode> {
    let (code, is_sure) = match json(text) {
        Some(error) => (error.code(), error.server_message().is_some()),
        None => match first_told(text)? {
            Told { code: Code::Number(code), is_keyed, .. } => (code, is_keyed),
            Told { code: Code::Raw(_), .. } => return None,
        },
    };
    (is_sure || text.contains(code.name())).then_some(code)
}

/// An error that a text tells.
struct Told<'a> {
    /// Where the form begins.
    start: usize,
    code: Code<'a>,
    module: Option<Module>,
    message: &'a str,
    /// Whether the form alone shows whose code it is.
    #[cfg_attr(
        not(feature = "tracing-subscriber"),
        expect(dead_code, reason = "only where texts of any origin are read")
    )]
    is_keyed: bool,
}

impl Told<'_> {
    fn into_error(self, text: &str, depth: u8) -> Error {
        let mut error = self.code.into_error();
        if let Some(module) = self.module {
            error = error.with_module(module);
        }
        let prefix = trimmed(text.get(..self.start).unwrap_or_default());
        error = error.with_prefix(kept(prefix, depth));
        with_message(error, self.message, depth)
    }
}

/// What stands in the place of a code.
#[derive(Clone, Copy)]
enum Code<'a> {
    Number(ErrorCode),
    /// No number of the catalogue's.
    Raw(&'a str),
}

impl Code<'_> {
    fn into_error(self) -> Error {
        match self {
            Self::Number(code) => Error::new(code),
            Self::Raw(raw_code) => Error::new(0).with_raw_code(raw_code),
        }
    }

    fn is_known(self) -> bool {
        matches!(self, Self::Number(code) if code.is_known())
    }
}

/// `1002 ERR_RESOURCE_NOT_ENOUGH: …`, perhaps behind something else.
fn own_display(text: &str) -> Option<Told<'_>> {
    let at_the_start = displayed_word(text).map(|(word, behind)| (0, Code::Raw(word), behind));
    let (start, code, behind) = at_the_start.or_else(|| {
        text.match_indices(": ").find_map(|(colon, separator)| {
            let head = text.get(..colon)?;
            let (head, name) = head.rsplit_once(' ')?;
            let number = head.rsplit([' ', '\n']).next()?;
            let code = code_displayed(number, name)?;
            Some((head.len() - number.len(), code, colon + separator.len()))
        })
    })?;
    let message = text.get(behind..)?;
    // The alternate form has more lines.
    let end =
        ["\nmay also be: ", "\nsolution: "].iter().filter_map(|line| message.find(line)).min();
    let message = end.and_then(|end| message.get(..end)).unwrap_or(message);
    // So is shown that there is no message.
    let is_description = message == code.into_error().description();
    let message = if is_description { "" } else { message };
    Some(Told { start, code, module: None, message, is_keyed: true })
}

/// `INVALID_QUERY UNKNOWN: …`: the word, and where the message begins. Only a text that begins with
/// it is ours, since most words tell nothing.
fn displayed_word(text: &str) -> Option<(&str, usize)> {
    let (word, rest) = text.split_once(' ')?;
    let message = rest.strip_prefix("UNKNOWN: ")?;
    let is_word = !word.is_empty() && !is_integer(word);
    is_word.then_some((word, text.len() - message.len()))
}

/// The code of a text that begins as `Display` shows an error; nothing where it shows that there is
/// none.
pub(crate) fn code_displayed_first(text: &str) -> Option<ErrorCode> {
    let (head, _) = text.split_once(": ")?;
    let (number, name) = head.split_once(' ')?;
    match code_displayed(number, name)? {
        Code::Number(code) => (code.code() != 0).then_some(code),
        Code::Raw(_) => Some(ErrorCode::from_code(0)),
    }
}

/// The code that `Display` shows by this number and this name.
fn code_displayed<'a>(number: &'a str, name: &str) -> Option<Code<'a>> {
    if !is_integer(number) {
        return None;
    }
    let is_unknown = name == "UNKNOWN";
    match number.parse() {
        Ok(number) if !is_unknown => {
            let sdk = SdkErrorCode::from_code(number).filter(|code| code.name() == name);
            let rest = RestErrorCode::from_code(number).filter(|code| code.name() == name);
            sdk.map(ErrorCode::Sdk).or(rest.map(ErrorCode::Rest)).map(Code::Number)
        }
        Ok(parsed) => Some(match ErrorCode::from_code(parsed) {
            unknown @ ErrorCode::Unknown(_) => Code::Number(unknown),
            // A number of another channel's.
            _ => Code::Raw(number),
        }),
        Err(_) => is_unknown.then_some(Code::Raw(number)),
    }
}

pub(crate) fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A JSON object, as functions answer it.
#[cfg(feature = "json")]
fn json(text: &str) -> Option<Error> {
    rest::error_in(text.trim(), 0)
}

#[cfg(not(feature = "json"))]
fn json(_: &str) -> Option<Error> {
    None
}

/// `LibRuntimeException(message=…, errorCode=1002, moduleCode=20)`: here the message comes first, and
/// may have codes in it. A stack trace may follow, with more exceptions.
fn java_exception(text: &str) -> Option<Told<'_>> {
    let start = text.find("LibRuntimeException(message=")?;
    let (_, rest) = text.get(start..)?.split_once("message=")?;
    rest.match_indices(", errorCode=").find_map(|(end, key)| {
        let (code, tail) = split_integer(rest.get(end + key.len()..)?)?;
        let module = tail.strip_prefix(", moduleCode=").and_then(split_integer);
        let (module, tail) = module.map_or((None, tail), |(module, tail)| (Some(module), tail));
        if !tail.starts_with(')') {
            return None;
        }
        let module = module.and_then(|module| module.parse().ok()).map(Module::from_code);
        let (code, message) = (code_told(code, true)?, rest.get(..end)?);
        Some(Told { start, code, module, message, is_keyed: true })
    })
}

/// The integer at the start, and what follows it.
fn split_integer(text: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c.is_ascii_digit() || c == '-';
    let (integer, rest) = text.split_at(text.find(|c| !is_part(c))?);
    is_integer(integer).then_some((integer, rest))
}

/// A code under a key, what stands in front of it, and what is told behind it.
fn keyed(text: &str) -> Option<Told<'_>> {
    let bytes = text.as_bytes();
    let is_c = |(_, byte): &(usize, &u8)| byte.eq_ignore_ascii_case(&b'c');
    let mut candidates = bytes.iter().enumerate().filter(is_c).map(|(at, _)| at);
    candidates.find_map(|at| {
        let Keyed { start, value } = key::read(bytes, at)?;
        let key = text.get(start..value.start)?;
        let tail = Tail::read(text, value.end);
        // `ErrCode` and a module are how SDKs speak.
        let is_sdk = tail.module.is_some() || key.starts_with("ErrCode");
        let value = text.get(value)?;
        let code = code_told(value, is_sdk)?;
        // "The code 3 lines above" is none.
        let is_vague = is_integer(value) && !code.is_known();
        let before = text.get(..start)?;
        if is_vague && !tail.is_keyed() && !before.ends_with("failed with ") {
            return None;
        }
        let is_enclosed = before.ends_with('(');
        let (message, is_keyed) = (tail.message(is_enclosed), tail.is_keyed());
        Some(Told { start, code, module: tail.module, message, is_keyed })
    })
}

/// What follows a code.
struct Tail<'a> {
    module: Option<Module>,
    /// The key of the message, if it has one.
    key: Option<&'a str>,
    rest: &'a str,
}

impl<'a> Tail<'a> {
    fn read(text: &'a str, at: usize) -> Self {
        let mut rest = Rest { text: text.as_bytes(), at };
        rest.punctuation();
        let mut end = rest.at;
        line_breaks(&mut rest);
        let module = read_module(&mut rest);
        if module.is_some() {
            rest.punctuation();
            end = rest.at;
            line_breaks(&mut rest);
        }
        let start = rest.at;
        let has_key = read_message_key(&mut rest);
        let key = if has_key { text.get(start..rest.at) } else { None };
        let rest = text.get(if has_key { rest.at } else { end }..).unwrap_or_default();
        Self { module, key, rest }
    }

    fn is_keyed(&self) -> bool {
        self.module.is_some() || self.key.is_some()
    }

    /// The message. It goes to the end of the text, for all that is known; `is_enclosed` says that a
    /// parenthesis stands in front of the code.
    fn message(&self, is_enclosed: bool) -> &'a str {
        let message = match self.key {
            Some(_) => self.rest,
            None => self.rest.trim_start_matches([':', '.', ' ']),
        };
        let is_enclosed = is_enclosed || self.key.is_some_and(|key| key.ends_with('('));
        // `ErrorInfo(errCode=…,msg=…,stackTraceInfo=…)`
        match message.rsplit_once(",stackTraceInfo=") {
            Some((message, _)) => message,
            None if is_enclosed => message.strip_suffix(')').unwrap_or(message),
            None => message,
        }
    }
}

/// Some exceptions have a line for each key.
fn line_breaks(rest: &mut Rest<'_>) {
    while rest.eat(b"\n") || rest.eat(b"\r") {
        rest.punctuation();
    }
}

/// `ModuleCode: 20`, `module code 20`, `MCode:20`, `[ModuleName: runtime]`.
fn read_module(rest: &mut Rest<'_>) -> Option<Module> {
    let start = rest.at;
    let module = rest.module_key().and_then(|key| {
        let length = match key {
            ModuleKey::Name => rest.count_up_to(32, |byte| byte != b']'),
            ModuleKey::Number => rest.count_up_to(32, |byte| byte.is_ascii_digit()),
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

/// What stands in the place of a code; nothing if that is no code or means success.
fn code_told(code: &str, is_sdk: bool) -> Option<Code<'_>> {
    if !is_integer(code) {
        let is_newer = code.len() > "ERR_".len() && code.starts_with("ERR_");
        return key::named(code).map(Code::Number).or(is_newer.then_some(Code::Raw(code)));
    }
    match code.parse() {
        Ok(number) if rest::is_success(number) || (is_sdk && number == 1) => None,
        Ok(number) if is_sdk => Some(Code::Number(match ErrorCode::in_table(Table::Sdk, number) {
            ErrorCode::Unknown(_) => ErrorCode::from_code(number),
            code => code,
        })),
        Ok(number) => Some(Code::Number(ErrorCode::from_code(number))),
        Err(_) => Some(Code::Raw(code)),
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
    .with_message(kept(message, depth))
}

/// What is kept of a text: all of it, and of one inside this many others, which have it too, the
/// first 64 KiB. So a message that nests many times is not held as often.
fn kept(text: &str, depth: u8) -> &str {
    if depth == 0 { text } else { shortened(text) }
}

/// The length up to which a text is kept that may be of any length.
pub(crate) const LIMIT: usize = 64 * 1024;

/// The start of a text, up to the last character that fits.
pub(crate) fn shortened(text: &str) -> &str {
    let mut end = text.len().min(LIMIT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
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
    let told = keyed(message)?.into_error(message, depth + 1);
    // The text may tell the outer error once more.
    if told.code() == outer { told.into_source() } else { told.has_source().then(|| told.into()) }
}

#[cfg(not(feature = "json"))]
fn cause_in(_: &str, _: ErrorCode, _: u8) -> Option<Box<dyn StdError + Send + Sync>> {
    None
}

/// What stands in front of a code, without what joins it to that.
fn trimmed(prefix: &str) -> &str {
    prefix.trim_end_matches([' ', ',', ':', ';', '(', '[', '{', '"', '，', '：'])
}
