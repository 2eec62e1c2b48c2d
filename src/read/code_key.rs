//! Reads the keys under which texts and logs have error codes: a spelling of "code", a separator, and
//! a number or a name.

use super::{
    cursor::{Cursor, Integer},
    other_codes::{self, is_one_of},
    text_cursor::{ends_with_escape, trim_end},
};
use crate::{
    DataSystemErrorCode, ErrorCode, FunctionSystemErrorCode, RestErrorCode, SdkErrorCode, Table,
    overlay::advice,
};
use core::{ops::Range, str};

/// A code under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CodeKey {
    /// The offset at which the key begins.
    pub(crate) start: usize,
    /// The range of the number, with its sign, or of the name.
    pub(crate) value: Range<usize>,
    pub(crate) form: Form,
    /// Whether the code counts only beside a message or a module: a word is before the key that can
    /// make another code of it.
    is_doubtful: bool,
}

/// What the form of a key says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    /// `err code`, `errorCode`, `inner_code`, `ret code`.
    Prefixed,
    /// `ErrCode`, as the C++ SDK writes it, and Java over it.
    Sdk,
    /// The header `X-Inner-Code`.
    Header,
    /// A field of a JSON object.
    Field,
    /// A status of the function system, which can be a code of the SDK's: `[code: 1003, status: …]`,
    /// `statusCode: 70066`.
    Status,
    /// A status of the data system: `code: [Out of memory], msg: […]`, `dsErrCode=19`.
    DataSystem,
    /// The `Debug` of an [`ErrorCode`], which has the variant in this table.
    Variant(Table),
}

/// Words that can be joined to the front of "code": `errCode`, `error_code`, `ret code`.
const OUR_CODES: &[&str] = &["err", "error", "inner", "ret"];

/// Words that are joined to a "code" of ours where a message or a module follows.
const DOUBTFUL_CODES: &[&str] = &["resp", "rsp", "notify", "internal"];

/// What is before a key in the source of a C program.
const DEFINITION: &[u8] = b"#define ";

/// More than the length of the longest word before "code" that matters, together with a joining
/// character and the letter of an escape. A longer word is none of them, so that its start need not
/// be found.
const LONGEST_WORD: usize = 14;

/// The letters of the longest escape that can be taken for those of a word: `uabcd`.
const LONGEST_ESCAPE: usize = 5;

/// Reads the key whose "code", or whose 码, is at `offset`, if it is a key, and the range of its value.
///
/// Both ranges begin and end beside an ASCII character, so that they can be cut out of a `str`.
pub(crate) fn read(text: &[u8], offset: usize) -> Option<CodeKey> {
    let (Front { start, prefix, is_doubtful }, length) = match text[offset..] {
        [b'c' | b'C', b'o' | b'O', b'd' | b'D', b'e' | b'E', ..] => {
            (Front::read(&text[..offset], &text[offset + 4..])?, 4)
        }
        [0xE7, 0xA0, 0x81, ..] => (Front::read_chinese(&text[..offset])?, 3),
        _ => return None,
    };
    let before = &text[..start];
    let mut cursor = Cursor { bytes: text, offset: offset + length };
    if cursor.peek() == Some(b'=') && other_codes::is_parameter(before) {
        return None;
    }
    let is_tag = before.ends_with(b"<") && cursor.eat(b'>');
    let is_separated = is_tag || cursor.eat_separator();
    if prefix.is_some() {
        // `error_code[1002]`, while `code[1002]` can be anything.
        if !is_separated && !cursor.eat(b'[') {
            return None;
        }
        cursor.eat_any(&["was ", "of "]);
    } else if !is_separated {
        return None;
    }
    if cursor.peek() == Some(b'[') {
        if let Some(value) = cursor.status_in_brackets() {
            return Some(CodeKey { start, value, form: Form::DataSystem, is_doubtful: false });
        }
    }
    let is_header = prefix == Some(Prefix::Header);
    // Go prints a header as a list.
    if is_header && cursor.eat(b'[') {
        cursor.eat_quote();
    }
    let (value, table) = cursor.code()?;
    let (key, number, behind) = (&text[start..value.start], &text[value.clone()], cursor.rest());
    let form = match table {
        Some(table) => Form::Variant(table),
        None if is_header => Form::Header,
        None if key.starts_with(b"ErrCode") => Form::Sdk,
        None if prefix == Some(Prefix::Status) => status_form(key, number, behind)?,
        None if prefix == Some(Prefix::DataSystem) => Form::DataSystem,
        None if before.ends_with(b"DataSystemException{") => Form::DataSystem,
        None if before.ends_with(b"\"") && key.contains(&b'"') => Form::Field,
        None if prefix.is_some() => Form::Prefixed,
        None if is_status_in_brackets(before, behind) => Form::Status,
        None => Form::Plain,
    };
    let is_assigned = key.ends_with(b"=");
    let is_other = match form {
        Form::Plain => {
            is_other_code(before, behind)
                || other_codes::is_followed_by_other(behind, number, is_assigned)
        }
        Form::Prefixed => other_codes::is_followed_by_other(behind, number, is_assigned),
        Form::Field => in_other_object(before),
        _ => false,
    };
    let is_other = is_other || other_codes::begins_with_unit(behind);
    (!is_other).then_some(CodeKey { start, value, form, is_doubtful })
}

/// Returns whether the text around a code is that of a status: `[code: 5, status: …]`.
fn is_status_in_brackets(before: &[u8], behind: &[u8]) -> bool {
    before.ends_with(b"[") && {
        let mut cursor = Cursor::in_text(behind, 0);
        cursor.skip_punctuation();
        cursor.eat_word(&["status"]) && cursor.eat_any(&[":", "："])
    }
}

/// Returns the form of a status code that is openYuanrong's. The numbers of HTTP and of gRPC are less
/// than those of the function system; the data system's client for Go writes `Status code: 19 Error: …`.
fn status_form(key: &[u8], number: &[u8], behind: &[u8]) -> Option<Form> {
    let Integer::InRange(number) = Integer::parse(number)? else { return None };
    if number >= 10_000 && FunctionSystemErrorCode::from_code(number).is_some() {
        return Some(Form::Status);
    }
    let is_of_data_system = key == b"Status code: " && behind.starts_with(b" Error: ");
    (is_of_data_system && DataSystemErrorCode::from_code(number).is_some())
        .then_some(Form::DataSystem)
}

/// Returns whether the text around a code without a prefix makes it another code.
fn is_other_code(before: &[u8], behind: &[u8]) -> bool {
    match before.last() {
        // Go writes a gRPC status as `rpc error: code = NotFound desc = …`.
        Some(b' ') => {
            before.ends_with(b"rpc error: ")
                || before.ends_with(b"code = ")
                || other_codes::follows_end_of_process(before)
        }
        // A status in another form than that of the function system.
        Some(b'[') => {
            let mut cursor = Cursor::in_text(behind, 0);
            cursor.skip_while(|byte| matches!(byte, b' ' | b',' | b';'));
            cursor.eat_word(&["status"])
        }
        Some(b'{' | b'"') => in_other_object(before),
        _ => false,
    }
}

/// Returns whether a code is in an object with the name of another code: `"http":{"code":4001}`.
fn in_other_object(before: &[u8]) -> bool {
    let Some(object) = before.strip_suffix(b"{\"").or(before.strip_suffix(b"{")) else {
        return false;
    };
    let key = object.strip_suffix(b"\":").or(object.strip_suffix(b":"));
    key.is_some_and(|key| other_codes::makes_other(last_word(key).1, false))
}

/// What is in front of a "code".
struct Front {
    /// The offset at which the key begins.
    start: usize,
    prefix: Option<Prefix>,
    is_doubtful: bool,
}

/// The word that belongs to a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prefix {
    /// One of [`OUR_CODES`], or 错误.
    Ours,
    /// One of [`DOUBTFUL_CODES`].
    Doubtful,
    /// That of the header `X-Inner-Code`.
    Header,
    /// That of `dsErrCode`.
    DataSystem,
    /// "status": of HTTP, of gRPC, or of openYuanrong.
    Status,
}

impl Prefix {
    fn of_joined(word: &[u8], behind: &[u8]) -> Option<Self> {
        if is_one_of(word, OUR_CODES) {
            Some(Self::Ours)
        } else if is_one_of(word, DOUBTFUL_CODES) {
            Some(Self::Doubtful)
        } else if is_one_of(word, &["x-inner"]) {
            Some(Self::Header)
        } else if is_one_of(word, &["dserr"]) {
            Some(Self::DataSystem)
        } else {
            is_status(word, behind).then_some(Self::Status)
        }
    }
}

impl Front {
    /// Reads the text before "code", and looks at what follows it; returns `None` if that makes it
    /// another code.
    fn read(text: &[u8], behind: &[u8]) -> Option<Self> {
        // Nearly every "code" stands alone.
        if text.last() == Some(&b' ') {
            return Self::read_words(text, behind);
        }
        let is_joined = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-');
        let (before, joined) = split_word(text, is_joined);
        if ends_in_word(before) && !ends_with_escape(before) {
            return None;
        }
        let word = joined.strip_suffix(b"_").or(joined.strip_suffix(b"-")).unwrap_or(joined);
        let start = before.len();
        if !word.is_empty() {
            let prefix = Prefix::of_joined(word, behind)?;
            let is_ours = !before.ends_with(DEFINITION);
            let is_doubtful = prefix == Prefix::Doubtful;
            return is_ours.then_some(Self { start, prefix: Some(prefix), is_doubtful });
        }
        if let Some(object) = before.strip_suffix(b".") {
            // `err.code`, but not `grpc.code`.
            let is_other = other_codes::makes_other(last_word(object).1, false);
            return (!is_other).then_some(Self { start, prefix: None, is_doubtful: false });
        }
        Self::read_words(before, behind)
    }

    /// Reads the text before 码, which makes an error code of it.
    fn read_chinese(text: &[u8]) -> Option<Self> {
        let prefixes = ["错误", "错误代"].map(str::as_bytes);
        let before = prefixes.into_iter().find_map(|prefix| text.strip_suffix(prefix))?;
        Some(Self { start: before.len(), prefix: Some(Prefix::Ours), is_doubtful: false })
    }

    /// Reads the words before a "code" that stands alone.
    fn read_words(before: &[u8], behind: &[u8]) -> Option<Self> {
        let (before_word, word) = last_word(before);
        if is_one_of(word, OUR_CODES) {
            // An "http error code" is another code, too.
            let is_other = other_codes::makes_other(last_word(before_word).1, true);
            let start = before_word.len();
            let prefix = Some(Prefix::Ours);
            return (!is_other).then_some(Self { start, prefix, is_doubtful: false });
        }
        if other_codes::makes_other(word, false) {
            let start = before_word.len();
            let prefix = Some(Prefix::Status);
            return is_status(word, behind).then_some(Self { start, prefix, is_doubtful: false });
        }
        let what_ends = if word.is_empty() {
            trim_end(before).strip_suffix(b"(").map(last_word)
        } else {
            is_one_of(word, &["with"]).then(|| last_word(before_word))
        };
        if what_ends.is_some_and(|(_, word)| other_codes::is_end(word)) {
            return None;
        }
        let is_doubtful = !other_codes::leads_to_code(word);
        Some(Self { start: before.len(), prefix: None, is_doubtful })
    }
}

/// Returns whether a word makes a status of a "code" before a number that can be openYuanrong's: nearly
/// every status is one of HTTP, and ends here.
#[inline]
fn is_status(word: &[u8], behind: &[u8]) -> bool {
    let ([b':', b' ', value @ ..] | [b'"', b':', value @ ..] | [b':' | b'=' | b' ', value @ ..]) =
        behind
    else {
        return false;
    };
    let can_be_ours = match value {
        [_, _, _, third, fourth, ..] if third.is_ascii_digit() => fourth.is_ascii_digit(),
        [_, b' ', b'E', ..] | [_, _, b' ', b'E', ..] | [_, _, _, _, b' ', b'E', ..] => true,
        // `status code: [Not ready], msg: […]`
        _ => value.starts_with(b"["),
    };
    can_be_ours && word.eq_ignore_ascii_case(b"status")
}

/// Returns whether a text ends in a digit or in a letter that is not ASCII. Chinese has no spaces
/// between words.
fn ends_in_word(text: &[u8]) -> bool {
    match text.last() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_digit(),
        Some(_) => {
            let start = text.len().saturating_sub(4);
            let last = text[start..].utf8_chunks().last();
            let last = last.filter(|chunk| chunk.invalid().is_empty());
            last.and_then(|chunk| chunk.valid().chars().next_back())
                .is_some_and(|last| last.is_alphabetic() && last < '\u{2e80}')
        }
        None => false,
    }
}

/// Splits off the word at the end of a text, without the whitespace after it.
fn last_word(text: &[u8]) -> (&[u8], &[u8]) {
    split_word(trim_end(text), |byte| byte.is_ascii_alphabetic())
}

/// Splits off the word at the end of a text, or as much of it as a known word can have.
fn split_word(text: &[u8], is_part: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    if ends_with_escape(text) {
        return (text, b"");
    }
    let letters = text.iter().rev().take(LONGEST_WORD).take_while(|byte| is_part(**byte)).count();
    let (before, word) = text.split_at(text.len() - letters);
    // The first letters can belong to an escape.
    if matches!(before.last(), Some(b'\\' | b'[' | b'%' | b';' | b'0'..=b'9')) {
        let mut lengths = before.len()..=text.len().min(before.len() + LONGEST_ESCAPE);
        if let Some(length) = lengths.find(|length| ends_with_escape(&text[..*length])) {
            return text.split_at(length);
        }
    }
    (before, word)
}

/// Returns the code that a name in a text has. Of the inner statuses, only constants with a prefix are
/// names that no other program has.
pub(crate) fn named(name: &str) -> Option<ErrorCode> {
    if name.starts_with("K_") {
        return DataSystemErrorCode::from_name(name).map(ErrorCode::DataSystem);
    }
    let rest = || RestErrorCode::from_name(name).map(ErrorCode::Rest);
    let code = SdkErrorCode::from_name(name).map(ErrorCode::Sdk).or_else(rest);
    if code.is_none() && name.starts_with("ERR_") {
        return FunctionSystemErrorCode::from_name(name).map(ErrorCode::FunctionSystem);
    }
    code
}

/// Returns the code of a number whose name is at the start of a text, as `Display` shows both, and the
/// length of the name.
pub(crate) fn shown(number: i32, text: &[u8]) -> Option<(ErrorCode, usize)> {
    // One that only an overlay has is not among the candidates.
    let newer = ErrorCode::from_code(number);
    ErrorCode::candidates(number).chain([newer]).find_map(|code| {
        let name = advice::name(code)?;
        let rest = text.strip_prefix(name.as_bytes())?;
        let is_whole =
            !rest.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        is_whole.then_some((code, name.len()))
    })
}

/// A number and a name, as `Display` writes them: `4115 FunctionNotFound: …`.
pub(crate) struct Displayed {
    pub(crate) code: ErrorCode,
    pub(crate) number: Range<usize>,
    pub(crate) name: Range<usize>,
}

impl Displayed {
    /// Reads the number whose last digit is at `offset`, and the name after it.
    pub(crate) fn read(text: &[u8], offset: usize) -> Option<Self> {
        /// More than the digits of any number of 32 bits.
        const LONGEST: usize = 11;
        let (digits, name) = (&text[..=offset], &text[offset + 2..]);
        // Units and the like are shorter.
        if !matches!(name, [_, _, third, ..] if third.is_ascii_alphanumeric() || *third == b'_') {
            return None;
        }
        let is_part = |byte: &&u8| byte.is_ascii_digit() || **byte == b'-';
        let length = digits.iter().rev().take(LONGEST).take_while(is_part).count();
        let start = digits.len() - length;
        let is_inside_more =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'/');
        if text[..start].last().is_some_and(is_inside_more) {
            return None;
        }
        let Integer::InRange(number) = Integer::parse(&digits[start..])? else { return None };
        let (code, length) = shown(number, name)?;
        let name = offset + 2..offset + 2 + length;
        text[name.end..].starts_with(b": ").then_some(Self {
            code,
            number: start..offset + 1,
            name,
        })
    }
}

/// Returns what a number means beside a module. The data system passes on statuses of its own under
/// its module code, and only some numbers are the SDK's there. The function system does so, too, under
/// the one of the core.
pub(crate) fn beside_module(number: i32, module: Option<i32>) -> ErrorCode {
    let sdk = ErrorCode::in_table(Table::Sdk, number);
    let code = match (module, number) {
        (Some(30), 4200..=4299 | 4005 | 1001 | 3002) => return sdk,
        (Some(30), _) => return ErrorCode::in_table(Table::DataSystem, number),
        (Some(_), _) if sdk.is_known() => return sdk,
        _ => ErrorCode::from_code(number),
    };
    let can_be_status = number >= 10_000 || module == Some(10);
    if can_be_status && !advice::is_known(code) {
        return ErrorCode::in_table(Table::FunctionSystem, number);
    }
    code
}

impl CodeKey {
    /// Returns the code that the value names, if it is a name: of a constant, or of a variant.
    pub(crate) fn named(&self, text: &[u8]) -> Option<ErrorCode> {
        let name = str::from_utf8(&text[self.value.clone()]).ok()?;
        match self.form {
            Form::Variant(table) => super::variant::named(table, name),
            Form::DataSystem => DataSystemErrorCode::from_name(name).map(ErrorCode::DataSystem),
            _ => named(name),
        }
    }

    /// Returns whether the value is an ordinary word, which other programs have in the place of a
    /// code, too: `NotFound`, `Forbidden`.
    pub(crate) fn is_ordinary_word(&self, text: &[u8]) -> bool {
        let value = &text[self.value.clone()];
        let capitals = value.iter().filter(|byte| byte.is_ascii_uppercase()).count();
        matches!(self.form, Form::Plain | Form::Status) && capitals <= 2 && !value.contains(&b'_')
    }

    /// Returns whether the words before the key make the code somebody else's, unless a module or a
    /// message follows that shows it to be ours.
    pub(crate) fn is_of_others(&self, text: &[u8], is_certain: impl FnOnce() -> bool) -> bool {
        let before = &text[..self.start];
        match self.form {
            Form::Field => {
                let number = &text[self.value.clone()];
                other_codes::can_close(number)
                    && !is_certain()
                    && other_codes::is_in_close_event(before)
            }
            Form::Plain | Form::Prefixed => {
                let number = &text[self.value.clone()];
                let can_close = self.form == Form::Plain && other_codes::can_close(number);
                let is_doubtful = (self.is_doubtful || can_close)
                    && !is_certain()
                    && (self.is_doubtful || other_codes::follows_close(before));
                is_doubtful || other_codes::follows_other_program(before)
            }
            _ => false,
        }
    }
}

/// Returns the range of a name that begins with `ERR_` or `K_` and is a whole word. `offset` is that of
/// the letter before the first underscore.
pub(crate) fn constant_at(text: &[u8], offset: usize) -> Option<Range<usize>> {
    /// More than the length of any name.
    const LONGEST: usize = 64;
    let start = if text[offset] == b'K' {
        offset
    } else {
        let start = offset.checked_sub(2).filter(|start| text[*start..].starts_with(b"ERR_"))?;
        if text[..start].ends_with(b"ED") { start - 2 } else { start }
    };
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let (before, word) = text.split_at(start);
    if before.last().is_some_and(is_part) && !ends_with_escape(before) {
        return None;
    }
    let length = word.iter().take(LONGEST).take_while(|byte| is_part(byte)).count();
    Some(start..start + length)
}

/// Returns the first code whose constant is in a text.
#[cfg(feature = "error")]
pub(crate) fn constant_in(text: &[u8]) -> Option<ErrorCode> {
    let begins = |offset: &usize| matches!(text[*offset..], [b'R' | b'K', b'_', ..]);
    let mut offsets = (0..text.len()).filter(begins);
    offsets.find_map(|offset| named(str::from_utf8(&text[constant_at(text, offset)?]).ok()?))
}

/// Values.
impl Cursor<'_> {
    /// Moves past the text of a status of the data system, and returns the range of it:
    /// `[Out of memory]`.
    fn status_in_brackets(&mut self) -> Option<Range<usize>> {
        /// More than the length of any text.
        const LONGEST: usize = 64;
        let (first, rest) = self.rest().split_first()?;
        if *first != b'[' {
            return None;
        }
        let length = rest.iter().take(LONGEST).position(|byte| *byte == b']')?;
        DataSystemErrorCode::from_name(str::from_utf8(&rest[..length]).ok()?)?;
        let start = self.offset + 1;
        self.offset = start + length;
        Some(start..self.offset)
    }

    /// Moves past a code: an identifier, or a number that is not part of something longer. Returns the
    /// table, too, where that is the `Debug` of an [`ErrorCode`].
    fn code(&mut self) -> Option<(Range<usize>, Option<Table>)> {
        self.eat_wrapper();
        let start = self.offset;
        self.eat(b'-');
        if self.skip_while(|byte| byte.is_ascii_digit()) > 0 {
            return (!self.is_inside_more()).then_some((start..self.offset, None));
        }
        self.offset = start;
        let table = match self.peek()? {
            b'S' if self.eat_text(b"Sdk(") => Some(Table::Sdk),
            b'R' if self.eat_text(b"Rest(") => Some(Table::Rest),
            b'D' if self.eat_text(b"DataSystem(") => Some(Table::DataSystem),
            b'F' if self.eat_text(b"FunctionSystem(") => Some(Table::FunctionSystem),
            // Python and C++ name the enumeration of a constant.
            b'E' | b'<' => {
                self.eat_any(&["ErrorCode.", "ErrorCode::", "<ErrorCode."]);
                None
            }
            _ => None,
        };
        let start = self.offset;
        let length = self.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        (length > 0).then_some((start..self.offset, table))
    }

    /// Returns whether what follows a number makes it a part of something longer.
    fn is_inside_more(&self) -> bool {
        let Some(first) = self.peek() else { return false };
        let [second, third] = [1, 2].map(|index| self.bytes.get(self.offset + index));
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        match first {
            b'_' | b'%' => true,
            b'.' | b'/' => is_digit(second),
            // A time, and not "1002:5 tries".
            b':' => is_digit(second) && third != Some(&b' '),
            b'-' => second.is_some_and(u8::is_ascii_alphanumeric),
            // A number of Rust with its type.
            b'i' | b'u' => !matches!(self.rest(), [_, b'3', b'2', ..] | [_, b'6', b'4', ..]),
            b'c' => !self.rest().starts_with(b"code"),
            _ => first.is_ascii_alphanumeric(),
        }
    }
}
