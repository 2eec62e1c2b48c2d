//! Finds the error code, the module and the message in the text of an exception.

use super::{
    code_key::{self, CodeKey, ModuleKey},
    cursor::{Cursor, Integer},
};
use crate::{ErrorCode, Lang, Table, code::is_success, overlay::advice};

/// What the text of an exception says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExceptionText<'a> {
    /// The offset at which the form begins; what is before it is a prefix.
    pub(crate) start: usize,
    pub(crate) code: CodeText<'a>,
    pub(crate) module: Option<ModuleText<'a>>,
    pub(crate) message: &'a str,
    /// Whether the form alone shows that the code is openYuanrong's: it is this crate's own, or it
    /// has a key for a module or for a message.
    #[cfg_attr(
        not(feature = "tracing-subscriber"),
        expect(
            dead_code,
            reason = "only the tracing layer reads texts that anybody may have written"
        )
    )]
    pub(crate) is_certain: bool,
}

/// What is in the place of a code.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CodeText<'a> {
    Code(ErrorCode),
    /// A number that does not fit in 32 bits, or a name that is newer than the catalogue.
    Raw(&'a str),
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
    ["core", "runtime", "runtime create", "runtime invoke", "runtime kill", "data system"];

/// Finds a code in any of the forms that the SDKs and this crate write. Where a text has several, the
/// one that begins first counts, since its message can contain the others.
///
/// A body in JSON is not one of these forms.
pub(crate) fn find(text: &str) -> Option<ExceptionText<'_>> {
    let forms = [find_display(text), find_java_exception(text), find_keyed(text)];
    forms.into_iter().flatten().min_by_key(|form| form.start)
}

/// Finds what `Display` shows of a known code, anywhere in a text: `1002 ERR_RESOURCE_NOT_ENOUGH: …`.
fn find_display(text: &str) -> Option<ExceptionText<'_>> {
    text.match_indices(": ").find_map(|(colon, separator)| {
        let (head, name) = text[..colon].rsplit_once(' ')?;
        let number = head.rsplit([' ', '\n']).next()?;
        let code = displayed_code(number, name)?;
        let message = displayed_message(&text[colon + separator.len()..], code);
        let (start, code) = (head.len() - number.len(), CodeText::Code(code));
        Some(ExceptionText { start, code, module: None, message, is_certain: true })
    })
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
    let start = text.find("LibRuntimeException(message=")?;
    let (_, rest) = text[start..].split_once("message=")?;
    rest.match_indices(", errorCode=").find_map(|(end, key)| {
        let (code, tail) = split_integer(&rest[end + key.len()..])?;
        let module = tail.strip_prefix(", moduleCode=").and_then(split_integer);
        let (module, tail) = module.map_or((None, tail), |(module, tail)| (Some(module), tail));
        if !tail.starts_with(')') {
            return None;
        }
        let module = module.and_then(|module| module.parse().ok()).map(ModuleText::Number);
        let code = code_text(code, true)?;
        Some(ExceptionText { start, code, module, message: &rest[..end], is_certain: true })
    })
}

/// Splits off the integer at the start of a text.
fn split_integer(text: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c.is_ascii_digit() || c == '-';
    let (integer, rest) = text.split_at(text.find(|c| !is_part(c))?);
    Integer::parse(integer.as_bytes()).map(|_| (integer, rest))
}

/// Finds a code under a key, and what follows it.
pub(crate) fn find_keyed(text: &str) -> Option<ExceptionText<'_>> {
    let bytes = text.as_bytes();
    let is_c = |(_, byte): &(usize, &u8)| byte.eq_ignore_ascii_case(&b'c');
    let mut candidates = bytes.iter().enumerate().filter(is_c).map(|(offset, _)| offset);
    candidates.find_map(|offset| {
        let CodeKey { start, value } = code_key::read(bytes, offset)?;
        let tail = Tail::read(text, value.end);
        let (before, key) = (&text[..start], &text[start..value.start]);
        // Only the SDKs write `ErrCode`, and only they name a module.
        let is_sdk = tail.module.is_some() || key.starts_with("ErrCode");
        let code = code_text(&text[value], is_sdk)?;
        let is_certain = tail.module.is_some() || tail.message_key.is_some();
        // "The code 3 lines above" is not an error code.
        if code.is_vague() && !is_certain && !before.ends_with("failed with ") {
            return None;
        }
        let message = tail.message(before.ends_with('('));
        Some(ExceptionText { start, code, module: tail.module, message, is_certain })
    })
}

/// Returns what is in the place of a code; `None` if that is not a code, or means success.
fn code_text(text: &str, is_sdk: bool) -> Option<CodeText<'_>> {
    let code = match Integer::parse(text.as_bytes()) {
        None => {
            let is_newer = text.len() > "ERR_".len() && text.starts_with("ERR_");
            return code_key::named(text)
                .map(CodeText::Code)
                .or(is_newer.then_some(CodeText::Raw(text)));
        }
        Some(Integer::OutOfRange) => return Some(CodeText::Raw(text)),
        Some(Integer::InRange(number)) if is_success(number) => return None,
        // The C++ SDK's "none".
        Some(Integer::InRange(1)) if is_sdk => return None,
        Some(Integer::InRange(number)) => match ErrorCode::in_table(Table::Sdk, number) {
            code @ ErrorCode::Sdk(_) if is_sdk => code,
            _ => ErrorCode::from_code(number),
        },
    };
    Some(CodeText::Code(code))
}

impl CodeText<'_> {
    /// Returns whether this is a number that the catalogue does not have.
    fn is_vague(self) -> bool {
        match self {
            Self::Code(code) => !code.is_known(),
            Self::Raw(text) => Integer::parse(text.as_bytes()).is_some(),
        }
    }
}

/// What follows a code under a key.
struct Tail<'a> {
    module: Option<ModuleText<'a>>,
    /// The key of the message with its separator, if it has one.
    message_key: Option<&'a str>,
    /// What follows the key of the message, or the module, or the code.
    rest: &'a str,
}

impl<'a> Tail<'a> {
    /// Reads from the end of the code's value on. All that is skipped is whole characters, so that
    /// the text can be cut there.
    fn read(text: &'a str, offset: usize) -> Self {
        let mut cursor = Cursor::in_text(text.as_bytes(), offset);
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
            return Self { module, message_key, rest: &text[cursor.offset..] };
        }
        Self { module, message_key: None, rest: &text[end..] }
    }

    /// Returns the message, which goes to the end of the text. `is_enclosed` says that the key of the
    /// code follows a parenthesis.
    fn message(&self, is_enclosed: bool) -> &'a str {
        let message = match self.message_key {
            Some(_) => self.rest,
            None => self.rest.trim_start_matches([':', '.', ' ']),
        };
        let is_enclosed = is_enclosed || self.message_key.is_some_and(|key| key.ends_with('('));
        // `ErrorInfo(errCode=…,msg=…,stackTraceInfo=…)`
        match message.rsplit_once(",stackTraceInfo=") {
            Some((message, _)) => message,
            None if is_enclosed => message.strip_suffix(')').unwrap_or(message),
            None => message,
        }
    }
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

    /// Moves past `msg: `, `ErrMsg:`, `message=`, `msg is `, `msg(`, and returns whether there was one.
    fn eat_message_key(&mut self) -> bool {
        let start = self.offset;
        let keys = ["errormessage", "errmessage", "message", "errormsg", "errmsg", "msg"];
        if self.eat_word(&keys) {
            self.eat(b'"');
            self.skip_spaces();
            let separators: [&[u8]; 5] = [b":", b"=", b"is ", b"(", "：".as_bytes()];
            if separators.iter().any(|separator| self.eat_text(separator)) {
                self.eat(b' ');
                return true;
            }
        }
        self.offset = start;
        false
    }
}
