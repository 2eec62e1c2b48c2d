//! Words that make a code somebody else's: that of a process, of a channel, of another program.

use super::cursor::Cursor;

/// Words that make something else of a "code" that directly follows them.
const OTHER_CODES: &[&str] = &[
    "exit",
    "status",
    "http",
    "grpc",
    "close",
    "module",
    "return",
    "response",
    "signal",
    "source",
    "country",
    "zip",
    "post",
    "postal",
    "bar",
    "qr",
    "op",
    "byte",
    "key",
    "area",
    "color",
    "event",
    "errno",
    "verification",
    "auth",
    "oauth",
];

/// Words that make something else even of an "error code".
const OTHER_ERROR_CODES: &[&str] = &[
    "exit",
    "status",
    "http",
    "grpc",
    "mysql",
    "mariadb",
    "postgres",
    "postgresql",
    "oracle",
    "sql",
    "sqlite",
    "redis",
    "windows",
    "win32",
    "ws",
    "websocket",
    "os",
    "system",
    "winsock",
    "odbc",
];

/// Words that a "code" of openYuanrong can directly follow. After another word, as in "project code
/// 1002", the code counts only beside a message or a module.
const LEADING_WORDS: &[&str] = &[
    "a",
    "after",
    "and",
    "because",
    "by",
    "expected",
    "fail",
    "failed",
    "fails",
    "for",
    "get",
    "got",
    "has",
    "in",
    "internal",
    "is",
    "notify",
    "original",
    "reply",
    "resp",
    "rsp",
    "retryable",
    "sdk",
    "set",
    "the",
    "then",
    "this",
    "to",
    "unexpected",
    "unknown",
    "with",
    "yr",
];

/// Words before "with code 1" or "(code 1)" that make it the code of a process or of a channel.
const ENDS: &[&str] = &[
    "close",
    "closed",
    "closes",
    "closing",
    "exit",
    "exited",
    "exits",
    "finished",
    "returned",
    "terminated",
    "died",
    "quit",
    "stopped",
    "ended",
    "disconnect",
    "disconnected",
];

/// Words of a line that make the codes after them somebody else's. Each has a part that
/// [`is_part_of_program`] knows.
const OTHER_PROGRAMS: &[&str] = &[
    "mariadb",
    "mysql",
    "mysqlerror",
    "odbc",
    "oracle",
    "postgres",
    "postgresql",
    "psql",
    "sqlerror",
    "sqlexception",
    "sqlite",
    "sqlstate",
    "websocket",
    "websockets",
    "win32",
    "windows",
    "winsock",
];

/// Words of a text that has codes of others beside those of [`OTHER_PROGRAMS`]. They are ordinary
/// words, too, so that a line of a log is not judged by them.
#[cfg(feature = "error")]
const OTHER_KEYS: &[&str] = &[
    "close",
    "closed",
    "closeevent",
    "closing",
    "disconnect",
    "disconnected",
    "errno",
    "exit",
    "exitcode",
    "exited",
    "grpc",
    "http",
    "oauth",
    "onclose",
    "postal",
    "redis",
    "status",
    "statuscode",
    "verification",
    "ws",
];

/// Words of a line that make the close codes of a WebSocket of the numbers after them.
const CLOSES: &[&str] = &[
    "close",
    "closed",
    "closeevent",
    "closeframe",
    "closes",
    "closing",
    "disconnect",
    "disconnected",
    "disconnects",
    "onclose",
    "ws",
];

/// Units that make a quantity of a number.
const UNITS: &[&str] = &[
    "b",
    "byte",
    "bytes",
    "d",
    "day",
    "days",
    "gb",
    "gib",
    "h",
    "hour",
    "hours",
    "kb",
    "kib",
    "line",
    "lines",
    "mb",
    "mib",
    "micros",
    "microseconds",
    "millis",
    "milliseconds",
    "min",
    "mins",
    "minute",
    "minutes",
    "ms",
    "nanos",
    "nanoseconds",
    "ns",
    "s",
    "sec",
    "second",
    "seconds",
    "secs",
    "tb",
    "tib",
    "times",
    "us",
    "µs",
    "μs",
];

/// More than the length of the longest of the words above.
const LONGEST_WORD: usize = 16;

/// How much of a line before a code is read for words of others.
const NEAR: usize = 50;

pub(super) fn is_one_of(word: &[u8], words: &[&str]) -> bool {
    // Most words are empty: there is none. The others differ in length or in the first letter.
    let Some(first) = word.first().map(u8::to_ascii_lowercase) else { return false };
    words.iter().map(|other| other.as_bytes()).any(|other| {
        other.len() == word.len()
            && other.first() == Some(&first)
            && other.eq_ignore_ascii_case(word)
    })
}

/// Returns whether a text names a code of another program, of a process or of a channel.
#[cfg(feature = "error")]
pub(crate) fn names_other_code(text: &[u8]) -> bool {
    words(text).any(|word| is_one_of(word, OTHER_PROGRAMS) || is_one_of(word, OTHER_KEYS))
}

/// Iterates over the words of a text: runs of letters and digits.
fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

/// Returns whether a word directly before "code" makes it another code. `has_prefix` says that the
/// word is before "error code", which fewer words make another code.
pub(super) fn makes_other(word: &[u8], has_prefix: bool) -> bool {
    is_one_of(word, if has_prefix { OTHER_ERROR_CODES } else { OTHER_CODES })
}

/// Returns whether a "code" can directly follow this word.
pub(super) fn leads_to_code(word: &[u8]) -> bool {
    word.is_empty() || is_one_of(word, LEADING_WORDS)
}

/// Returns whether a word says that a process or a channel ended.
pub(super) fn is_end(word: &[u8]) -> bool {
    is_one_of(word, ENDS)
}

/// Returns whether the line before a code names another program.
pub(super) fn follows_other_program(before: &[u8]) -> bool {
    may_name_program(before)
        && words(near(before)).any(|word| word.len() > 3 && is_one_of(word, OTHER_PROGRAMS))
}

/// Returns whether the end of a text has a part of a name of [`OTHER_PROGRAMS`]. Nearly every line has
/// none, and the compiler turns this into vector instructions.
fn may_name_program(before: &[u8]) -> bool {
    const OFFSETS: usize = NEAR - 2;
    let Some(block) = before.last_chunk::<NEAR>() else { return true };
    let [one, two, three] = [0, 1, 2].map(|start| &block[start..start + OFFSETS]);
    let triples = one.iter().zip(two).zip(three);
    triples.fold(0, |any, ((a, b), c)| any | u8::from(is_part_of_program([*a, *b, *c]))) != 0
}

/// Returns whether three letters are a part of a name. Each name has such a part.
#[inline]
fn is_part_of_program(letters: [u8; 3]) -> bool {
    let [a, b, c] = letters.map(|letter| letter | 0x20);
    let is = |part: &[u8; 3]| (a ^ part[0]) | (b ^ part[1]) | (c ^ part[2]) == 0;
    is(b"acl") | is(b"dbc") | is(b"iad") | is(b"sql") | is(b"stg") | is(b"bso") | is(b"win")
}

/// Returns whether a number can be the close code of a WebSocket.
pub(super) fn can_close(number: &[u8]) -> bool {
    matches!(number, [b'1', b'0', b'0', _] | [b'1', b'0', b'1', b'0'..=b'5'])
}

/// Returns whether the line before a code says that a channel was closed.
pub(super) fn follows_close(before: &[u8]) -> bool {
    words(near(before)).any(|word| is_one_of(word, CLOSES))
}

/// Returns whether a field is in the event of a channel that was closed. A message can say anything.
pub(super) fn is_in_close_event(before: &[u8]) -> bool {
    let is_message = |word| is_one_of(word, &["message", "msg"]);
    follows_close(before) && !words(near(before)).any(is_message)
}

/// Returns the end of the line before a code.
fn near(before: &[u8]) -> &[u8] {
    let near = &before[before.len().saturating_sub(NEAR)..];
    let line_break = near.iter().rposition(|byte| *byte == b'\n');
    &near[line_break.map_or(0, |index| index + 1)..]
}

/// Returns whether a "code" is a parameter of an address, and so OAuth's: `/callback?code=4115`.
pub(super) fn is_parameter(before: &[u8]) -> bool {
    match before.last() {
        Some(b'?') => true,
        Some(b'&') => {
            let mut address = near(before).iter().rev().take_while(|byte| **byte > b' ');
            address.any(|byte| *byte == b'?')
        }
        _ => false,
    }
}

/// Returns whether a process ended, in the words right before its code: `exited, code=1002`. An
/// instance of openYuanrong that exits has one of our codes.
pub(super) fn follows_end_of_process(before: &[u8]) -> bool {
    // Most words end otherwise.
    let [clause @ .., b',' | b':', b' '] = before else { return false };
    let [.., b't' | b'h', b'e', b'd'] = clause else { return false };
    let is_end = |word| is_one_of(word, &["exited", "terminated", "finished"]);
    let is_ours = |word| is_one_of(word, &["instance", "function", "runtime"]);
    words(near(clause)).last().is_some_and(is_end) && !words(near(clause)).any(is_ours)
}

/// Returns whether a text begins with a unit, as a whole word.
pub(super) fn begins_with_unit(text: &[u8]) -> bool {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    let is_part = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let length = text.iter().take(LONGEST_WORD).take_while(|byte| is_part(byte)).count();
    let (word, rest) = text.split_at(length);
    // Nothing is joined to it: `s="x"`, `S3`, `us-east-1`.
    let is_joined = match rest {
        [byte, ..] if byte.is_ascii_alphanumeric() => true,
        [b'=' | b'-' | b'/' | b':' | b'_' | b'"' | b'\'' | b'[' | b'(', ..] => true,
        [b'.', next, ..] => next.is_ascii_alphanumeric(),
        _ => false,
    };
    is_one_of(word, UNITS) && !is_joined
}

/// Returns whether what follows a number shows that it is the code of something else. `is_assigned`
/// says that the number follows an equals sign.
pub(super) fn is_followed_by_other(behind: &[u8], number: &[u8], is_assigned: bool) -> bool {
    let mut cursor = Cursor::in_text(behind, 0);
    cursor.skip_while(|byte| matches!(byte, b' ' | b',' | b';'));
    match cursor.peek() {
        // `code=1; exitCode=1` is about a process. In prose, another number is that of an instance.
        Some(b'e' | b'E') if cursor.eat_word(&["exitcode"]) => {
            cursor.eat_separator();
            let digits = cursor.offset;
            cursor.skip_while(|byte| byte.is_ascii_digit());
            is_assigned || cursor.bytes[digits..cursor.offset] == *number
        }
        Some(b's' | b'S') => cursor.eat_word(&["signal", "sqlstate"]) && cursor.eat_separator(),
        // No status of gRPC is above 16.
        Some(b'd') => number.len() < 3 && cursor.eat_word(&["desc"]) && cursor.eat_text(b" ="),
        _ => false,
    }
}
