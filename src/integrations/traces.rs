//! A quick look at a text, so that the many without a code of ours cost little.

/// How many places are looked at together. The compiler makes vector instructions of them.
const STEP: usize = 16;

/// Returns whether a text has something that every form has in which a code is surely ours: the key
/// of a code, the constant of one, or number, name and colon. Most texts that have it are others all
/// the same.
pub(super) fn may_have_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(places) = bytes.len().checked_sub(2) else { return false };
    let mut start = 0;
    while start < places {
        let end = places.min(start + STEP);
        let window = &bytes[start..end + 2];
        let (firsts, seconds, thirds) = (&window[..end - start], &window[1..], &window[2..]);
        let triples = firsts.iter().zip(seconds).zip(thirds);
        let is_any = triples.fold(false, |found, ((a, b), c)| found | is_trace(*a, *b, *c));
        if is_any && (start..end).any(|offset| is_code(bytes, offset)) {
            return true;
        }
        start = end;
    }
    false
}

/// Returns whether three bytes begin something that is looked for.
#[expect(clippy::needless_bitwise_bool, reason = "without a branch, many are compared at once")]
fn is_trace(first: u8, second: u8, third: u8) -> bool {
    ((first | 0x20 == b'c') & (second | 0x20 == b'o') & (third | 0x20 == b'd'))
        | ((first == b'R') & (second == b'R') & (third == b'_'))
        | ((first == b'K') & (second == b'_'))
        | (first.is_ascii_digit() & (second == b' ') & !third.is_ascii_digit())
        | ((first == KEY[0]) & (second == KEY[1]) & (third == KEY[2]))
}

/// What Chinese keys of a code begin with.
const KEY: &[u8] = "错误".as_bytes();

/// Returns whether there is such a thing at an offset.
fn is_code(text: &[u8], offset: usize) -> bool {
    let (before, rest) = text.split_at(offset);
    match rest {
        [b'c' | b'C', b'o' | b'O', b'd' | b'D', b'e' | b'E', value @ ..] => is_key(before, value),
        [b'R', b'R', b'_', ..] => before.ends_with(b"E"),
        [b'K', b'_', ..] => !before.last().copied().is_some_and(is_part_of_name),
        [b'0'..=b'9', b' ', name @ ..] => is_displayed(name),
        _ => rest
            .strip_prefix(KEY)
            .is_some_and(|rest| ["码", "代码"].iter().any(|key| rest.starts_with(key.as_bytes()))),
    }
}

/// Returns whether the word "code" between two texts is the key of a code, as in `errCode`, and has a
/// value.
fn is_key(before: &[u8], value: &[u8]) -> bool {
    let word = before.strip_suffix(b"_").or(before.strip_suffix(b"-")).unwrap_or(before);
    // The words before it end in r or t: `error`, `err`, `inner`, `ret`. So can an escape: `\n`.
    let is_own = match word {
        [] | [.., b'\\', _] | [.., b'\\', b'u', _, _, _, _] => true,
        [.., last] => matches!(last | 0x20, b'r' | b't') || !is_part_of_name(*last),
    };
    // A number, or a name, which begins with a capital.
    let is_value = |byte: &u8| {
        byte.is_ascii_digit() || byte.is_ascii_uppercase() || matches!(byte, b'[' | b'-')
    };
    is_own && value.iter().take(LONGEST_SEPARATOR).any(is_value)
}

/// More than the bytes between a key and its value.
const LONGEST_SEPARATOR: usize = 16;

fn is_part_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Returns whether the text after a number begins with a name and a colon, as our `Display` does.
fn is_displayed(name: &[u8]) -> bool {
    let word = name.iter().take_while(|byte| **byte != b' ').count();
    name[..word].ends_with(b":") && word < name.len()
}
