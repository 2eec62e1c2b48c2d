//! Finds the error code, the module and the message in the text of an exception.

use super::{
    candidates::Candidates,
    code_key::{self, CodeKey, Displayed, Form},
    cursor::{Cursor, Integer},
    following::ModuleKey,
    json_text::{self, Content, Objects},
    other_codes::names_other_code,
    response::{self, Verdict},
};
use crate::{ErrorCode, Lang, Table, code::is_success, overlay::advice};
use core::{cell::OnceCell, ops::Range};

/// What the text of an exception says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExceptionText<'a> {
    /// The offset at which the form begins; what is before it is a prefix.
    pub(crate) start: usize,
    pub(crate) code: CodeText<'a>,
    pub(crate) module: Option<ModuleText<'a>>,
    pub(crate) message: &'a str,
    certainty: Certainty,
}

/// How much shows that a code is openYuanrong's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Certainty {
    /// The form is this crate's own, or it has a name or a module.
    Certain,
    /// The code has a message beside it, as other programs' codes have, too.
    WithMessage,
    Doubtful,
}

/// What is in the place of a code.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CodeText<'a> {
    Code(ErrorCode),
    /// A number that does not fit in 32 bits, or a name that is newer than the catalogue.
    Raw(&'a str),
    /// `code 500: …`
    HttpStatus(u16),
}

/// What is in the place of a module.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ModuleText<'a> {
    Number(i32),
    /// One of [`MODULE_NAMES`], in any case.
    Name(&'a str),
}

/// The names that can follow `ModuleName:`.
const MODULE_NAMES: [&str; 6] =
    ["core", "runtime", "runtime create", "runtime invoke", "runtime kill", DATA_SYSTEM];

const DATA_SYSTEM: &str = "data system";

/// Finds codes in any of the forms that the SDKs and this crate write. A body in JSON is not one of
/// these forms.
pub(crate) struct Forms<'a> {
    text: &'a str,
    /// The first exception of Java. It is searched once, since its code can be far away.
    java: OnceCell<Option<ExceptionText<'a>>>,
}

impl<'a> Forms<'a> {
    pub(crate) fn in_text(text: &'a str) -> Self {
        Self { text, java: OnceCell::new() }
    }

    /// Returns the first form that begins in a range. Its message can contain others.
    pub(crate) fn first_in(&self, range: Range<usize>) -> Option<ExceptionText<'a>> {
        if range.is_empty() {
            return None;
        }
        let java = self.java.get_or_init(|| find_java_exception(self.text));
        let java = java.filter(|java| range.contains(&java.start));
        let end = java.map_or(range.end, |java| java.start);
        self.first_in_place(range.start..end).or(java)
    }

    /// Returns the first form but that of a Java exception.
    fn first_in_place(&self, range: Range<usize>) -> Option<ExceptionText<'a>> {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let searched = &bytes[..bytes.len().min(range.end + 2)];
        let mut candidates = Candidates::after(searched, range.start);
        candidates.find_map(|offset| match bytes[offset] {
            b'0'..=b'9' => read_displayed(text, offset),
            b'R' | b'K' => None,
            _ => read_keyed(text, &code_key::read(bytes, offset)?),
        })
    }
}

/// Returns whether a text can have one of the forms in it.
pub(crate) fn may_have_code(text: &[u8]) -> bool {
    Candidates::after(text, 0).next().is_some()
}

/// Reads what `Display` shows of a known code, anywhere in a text: `1002 ERR_RESOURCE_NOT_ENOUGH: …`.
/// `offset` is that of the last digit.
fn read_displayed(text: &str, offset: usize) -> Option<ExceptionText<'_>> {
    let Displayed { code, number, name } = Displayed::read(text.as_bytes(), offset)?;
    let start = number.start;
    let message = displayed_message(&text[name.end + ": ".len()..], code);
    let (code, certainty) = (CodeText::Code(code), Certainty::Certain);
    Some(ExceptionText { start, code, module: None, message, certainty })
}

/// Returns the code that `Display` shows by this number and this name.
pub(crate) fn displayed_code(number: &str, name: &str) -> Option<ErrorCode> {
    let Integer::InRange(number) = Integer::parse(number.as_bytes())? else { return None };
    // One that only an overlay has is not among the candidates.
    let newer = ErrorCode::from_code(number);
    ErrorCode::candidates(number).chain([newer]).find(|code| advice::name(*code) == Some(name))
}

/// Returns the server's message in what `Display` shows after the colon: without the further lines of
/// the alternate form. Without a message, `Display` shows the description.
fn displayed_message(text: &str, code: ErrorCode) -> &str {
    let lines = ["\nmay also be: ", "\nsolution: "];
    let end = lines.iter().filter_map(|line| text.find(line)).min();
    let message = &text[..end.unwrap_or(text.len())];
    if message == advice::description(code, Lang::En) { "" } else { message }
}

/// Finds `LibRuntimeException(message=…, errorCode=1002, moduleCode=20)`, in which the message comes
/// first and can have codes in it. A stack trace can follow, with more exceptions.
fn find_java_exception(text: &str) -> Option<ExceptionText<'_>> {
    // A search for a letter needs no preparation, and this one is rare.
    let mut starts = text.match_indices('L').map(|(start, _)| start);
    let start = starts.find(|start| text[*start..].starts_with("LibRuntimeException(message="))?;
    let (_, rest) = text[start..].split_once("message=")?;
    rest.match_indices(", errorCode=").find_map(|(end, key)| {
        let (code, tail) = split_integer(&rest[end + key.len()..])?;
        let module = tail.strip_prefix(", moduleCode=").and_then(split_integer);
        let (module, tail) = module.map_or((None, tail), |(module, tail)| (Some(module), tail));
        if !tail.starts_with(')') {
            return None;
        }
        let module: Option<i32> = module.and_then(|module| module.parse().ok());
        let code = number_text(code, |number| code_key::beside_module(number, module.or(Some(0))))?;
        let (module, message) = (module.map(ModuleText::Number), &rest[..end]);
        Some(ExceptionText { start, code, module, message, certainty: Certainty::Certain })
    })
}

/// Splits off the integer at the start of a text.
fn split_integer(text: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c.is_ascii_digit() || c == '-';
    let (integer, rest) = text.split_at(text.find(|c| !is_part(c))?);
    Integer::parse(integer.as_bytes()).map(|_| (integer, rest))
}

/// Reads a code under a key, and what follows it.
fn read_keyed<'a>(text: &'a str, key: &CodeKey) -> Option<ExceptionText<'a>> {
    let bytes = text.as_bytes();
    let value = &text[key.value.clone()];
    let tail = Tail::read(text, key.value.clone());
    let (before, is_number) = (&text[..key.start], Integer::parse(value.as_bytes()).is_some());
    let module = match tail.module {
        Some(ModuleText::Number(number)) => Some(number),
        Some(ModuleText::Name(name)) => {
            Some(if name.eq_ignore_ascii_case(DATA_SYSTEM) { 30 } else { 0 })
        }
        // Only the SDKs write `ErrCode`, and the sandbox SDK the id of a sandbox.
        None => (key.form == Form::Sdk || tail.is_of_sandbox()).then_some(0),
    };
    let code = match (key.form, tail.shown) {
        (_, Some(code)) => CodeText::Code(code),
        _ if !is_number => name_text(key, text)?,
        (Form::Status, _) => number_text(value, response::in_status)?,
        (Form::DataSystem, _) => {
            number_text(value, |number| ErrorCode::in_table(Table::DataSystem, number))?
        }
        (Form::Header | Form::Field, _) => number_text(value, ErrorCode::from_rest_code)?,
        _ if is_http_status(key, text, tail.rest) => CodeText::HttpStatus(value.parse().ok()?),
        _ => number_text(value, |number| code_key::beside_module(number, module))?,
    };
    let is_beside = tail.module.is_some() || tail.message_key.is_some();
    // The C++ SDK's "none".
    let is_none = value == "1" && module.is_some();
    let is_certain = tail.module.is_some() || value.starts_with("ERR_");
    let is_other = !is_certain && key.is_of_others(bytes, || is_beside);
    // "The code 3 lines above" is not an error code.
    let is_vague = code.is_vague() || (!is_number && key.is_ordinary_word(bytes));
    if is_none || is_other || (is_vague && !is_beside && !before.ends_with("failed with ")) {
        return None;
    }
    let certainty = if tail.module.is_some() || !is_number || tail.shown.is_some() {
        Certainty::Certain
    } else if tail.message_key.is_some() {
        Certainty::WithMessage
    } else {
        Certainty::Doubtful
    };
    let message = match key.form {
        Form::Status if tail.message_key.is_none() => tail.status(),
        Form::DataSystem => tail.status_message(before.ends_with('{')),
        _ => tail.message(before.ends_with('(')),
    };
    Some(ExceptionText { start: key.start, code, module: tail.module, message, certainty })
}

/// Returns whether a number is the HTTP status that the sandbox SDK writes: `code 500: …`.
fn is_http_status(key: &CodeKey, text: &str, rest: &str) -> bool {
    let value = &text[key.value.clone()];
    let is_bare = text[key.start..key.value.start].ends_with("code ");
    is_bare && rest.starts_with(": ") && matches!(value.parse(), Ok(100..=599))
}

/// Returns the code that a name has, or the name where it is newer than the catalogue.
fn name_text<'a>(key: &CodeKey, text: &'a str) -> Option<CodeText<'a>> {
    let name = &text[key.value.clone()];
    let is_newer = name.len() > "ERR_".len() && name.starts_with("ERR_");
    key.named(text.as_bytes()).map(CodeText::Code).or(is_newer.then_some(CodeText::Raw(name)))
}

/// Returns the code that a number has; `None` if the number means success.
fn number_text(text: &str, code_of: impl Fn(i32) -> ErrorCode) -> Option<CodeText<'_>> {
    Some(match Integer::parse(text.as_bytes())? {
        Integer::OutOfRange => CodeText::Raw(text),
        Integer::InRange(number) if is_success(number) => return None,
        Integer::InRange(number) => CodeText::Code(code_of(number)),
    })
}

impl CodeText<'_> {
    /// Returns whether this is a number that the catalogue does not have.
    fn is_vague(self) -> bool {
        match self {
            Self::Code(code) => !code.is_known(),
            Self::Raw(text) => Integer::parse(text.as_bytes()).is_some(),
            Self::HttpStatus(_) => false,
        }
    }
}

/// What follows a code under a key.
struct Tail<'a> {
    /// The code of this number and the name that follows it, as `Debug` shows it.
    shown: Option<ErrorCode>,
    module: Option<ModuleText<'a>>,
    /// The key of the message with its separator, if it has one.
    message_key: Option<&'a str>,
    /// What follows the key of the message, or the module, or the code.
    rest: &'a str,
}

impl<'a> Tail<'a> {
    /// Reads from the end of the code's value on. All that is skipped is whole characters, so that
    /// the text can be cut there.
    fn read(text: &'a str, value: Range<usize>) -> Self {
        let mut cursor = Cursor::in_text(text.as_bytes(), value.end);
        let shown = cursor.eat_shown_name(text, &text[value]);
        cursor.skip_punctuation();
        let mut end = cursor.offset;
        cursor.skip_line_breaks();
        let module = cursor.eat_module(text);
        if module.is_some() {
            cursor.skip_punctuation();
            end = cursor.offset;
            cursor.skip_line_breaks();
        }
        let start = cursor.offset;
        if cursor.eat_message_key() {
            let message_key = Some(&text[start..cursor.offset]);
            return Self { shown, module, message_key, rest: &text[cursor.offset..] };
        }
        Self { shown, module, message_key: None, rest: &text[end..] }
    }

    /// Returns whether the sandbox SDK wrote the text: `(errorCode=1004, requestId=…, sandboxId=…): …`.
    fn is_of_sandbox(&self) -> bool {
        /// How far the second id is at most.
        const NEAR: usize = 256;
        const ID: &[u8] = b", sandboxId=";
        let rest = self.rest.as_bytes();
        let near = &rest[..rest.len().min(NEAR)];
        near.starts_with(b"requestId=") && near.windows(ID.len()).any(|bytes| bytes == ID)
    }

    /// Returns the message, which goes to the end of the text. `is_enclosed` says that the key of the
    /// code follows a parenthesis.
    fn message(&self, is_enclosed: bool) -> &'a str {
        let Some(key) = self.message_key else {
            let enclosed = self.rest.split_once("): ").filter(|_| is_enclosed);
            let message = enclosed.map_or(self.rest, |(_, message)| message);
            return without_parenthesis(message.trim_start_matches([':', '.', ' ']), is_enclosed);
        };
        // The `Debug` of an error has its message in quotes.
        if key.starts_with("server_message") {
            let message = self.rest.strip_prefix('"').unwrap_or(self.rest);
            return &message[..json_text::end_of_literal(message.as_bytes())];
        }
        // `ErrorInfo(errCode=…,msg=…,stackTraceInfo=…)`
        match self.rest.rsplit_once(",stackTraceInfo=") {
            Some((message, _)) => message,
            None => without_parenthesis(self.rest, is_enclosed || key.ends_with('(')),
        }
    }

    /// Returns the message of `code: [IO error], msg: […]`, `DataSystemException{errorCode=19,
    /// message=…}` or `Status code: 19 Error: …`. `is_in_braces` says that the key of the code follows
    /// a brace.
    fn status_message(&self, is_in_braces: bool) -> &'a str {
        let rest = self.rest.strip_prefix("Error: ").unwrap_or(self.rest);
        match rest.strip_prefix('[') {
            Some(message) => up_to_bracket(message),
            None => rest.strip_suffix('}').filter(|_| is_in_braces).unwrap_or(rest),
        }
    }

    /// Returns the message of `[code: 1003, status: …], detail: […]`: the detail, else the status.
    fn status(&self) -> &'a str {
        let status = self.rest.trim_start_matches("status").trim_start_matches([':', '：', ' ']);
        match status.split_once("], detail: ") {
            Some((_, detail)) => detail,
            None => status.split_once(']').map_or(status, |(status, _)| status),
        }
    }
}

/// Returns the start of a text, up to the bracket that closes one before it; all of the text if it has
/// no such bracket.
fn up_to_bracket(text: &str) -> &str {
    let mut depth = 0_usize;
    let end = text.bytes().position(|byte| match byte {
        b'[' => {
            depth += 1;
            false
        }
        b']' if depth == 0 => true,
        b']' => {
            depth -= 1;
            false
        }
        _ => false,
    });
    end.map_or(text, |end| &text[..end])
}

fn without_parenthesis(text: &str, is_enclosed: bool) -> &str {
    text.strip_suffix(')').filter(|_| is_enclosed).unwrap_or(text)
}

/// Returns the name of a module at the start of a text, up to a bracket or the end.
fn module_name(text: &str) -> Option<&str> {
    MODULE_NAMES.iter().find_map(|known| {
        let (name, tail) = text.split_at_checked(known.len())?;
        let is_whole = tail.is_empty() || tail.starts_with(']');
        (is_whole && name.eq_ignore_ascii_case(known)).then_some(name)
    })
}

/// The keys that follow the one of the code.
impl Cursor<'_> {
    /// Moves past line breaks: some exceptions have a line for each key.
    fn skip_line_breaks(&mut self) {
        while self.eat(b'\n') || self.eat(b'\r') {
            self.skip_punctuation();
        }
    }

    /// Moves past a module: `ModuleCode: 20`, `module code 20`, `MCode:20`, `[ModuleName: runtime]`.
    /// `text` is what the cursor reads.
    fn eat_module<'t>(&mut self, text: &'t str) -> Option<ModuleText<'t>> {
        let start = self.offset;
        let module = self.eat_module_key().and_then(|key| {
            let text = &text[self.offset..];
            match key {
                ModuleKey::Name => {
                    let name = module_name(text)?;
                    self.offset += name.len();
                    Some(ModuleText::Name(name))
                }
                ModuleKey::Number => {
                    let length = self.skip_while(|byte| byte.is_ascii_digit());
                    text[..length].parse().ok().map(ModuleText::Number)
                }
            }
        });
        if module.is_none() {
            self.offset = start;
        }
        module
    }

    /// Moves past the name after a number: `code: 1002 ERR_RESOURCE_NOT_ENOUGH, …`. Returns the code
    /// of both.
    fn eat_shown_name(&mut self, text: &str, number: &str) -> Option<ErrorCode> {
        let start = self.offset;
        let name = text[start..].strip_prefix(' ')?;
        let Integer::InRange(number) = Integer::parse(number.as_bytes())? else { return None };
        let (code, length) = code_key::shown(number, name.as_bytes())?;
        self.offset += 1 + length;
        Some(code)
    }
}

/// Returns the HTTP status that a text of the gateway names: `failed response status_code: 500`.
pub(crate) fn gateway_status(text: &str) -> Option<u16> {
    let (_, rest) = text.split_once("status_code: ")?;
    status_at(rest)
}

/// Returns the HTTP status of a failure that a text names, and where: `HTTP 409: …`.
pub(crate) fn http_status(text: &str) -> Option<(Range<usize>, u16)> {
    const KEY: &str = "HTTP ";
    text.match_indices(KEY).find_map(|(start, _)| {
        let is_whole = !text[..start].ends_with(|c: char| c.is_alphanumeric());
        let end = start + KEY.len();
        let status = status_at(&text[end..]).filter(|status| is_whole && *status >= 400)?;
        Some((start..end + 3, status))
    })
}

/// Returns the HTTP status at the start of a text.
fn status_at(text: &str) -> Option<u16> {
    let (status, rest) = text.split_at_checked(3)?;
    let status = status.parse().ok().filter(|_| !rest.starts_with(char::is_alphanumeric))?;
    matches!(status, 100..=599).then_some(status)
}

/// Returns the code of a text that anybody may have written, where the text shows that the code is
/// ours: it has the name of a constant, our own `Display`, or a module beside the code. A message
/// beside a known code does where the text does not name a code of somebody else.
pub(crate) fn certain_code(text: &str) -> Option<ErrorCode> {
    let body = Objects::in_text(text).find_map(|object| match object.content {
        Content::Body(body) => match body.verdict() {
            Verdict::Code(code) => Some((object.start, code, body.message().is_some())),
            _ => None,
        },
        Content::Escaped(_) => None,
    });
    let end = body.map_or(text.len(), |(start, ..)| start);
    let (code, certainty) = match (Forms::in_text(text).first_in(0..end), body) {
        (Some(ExceptionText { code: CodeText::Code(code), certainty, .. }), _) => (code, certainty),
        (None, Some((_, code, true))) => (code, Certainty::WithMessage),
        _ => return code_key::constant_in(text.as_bytes()),
    };
    let is_ours = match certainty {
        Certainty::Certain => true,
        Certainty::WithMessage => advice::is_known(code) && !names_other_code(text.as_bytes()),
        Certainty::Doubtful => false,
    };
    if is_ours { Some(code) } else { code_key::constant_in(text.as_bytes()) }
}
