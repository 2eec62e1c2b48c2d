//! Text from elsewhere, shown so that it can forge nothing.

use core::fmt::{self, Write};

/// Writes a text on one line: line breaks and other control characters are escaped, and so are
/// characters that change the direction of writing.
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((index, character)) = rest.char_indices().find(|(_, c)| is_dangerous(*c)) {
            let (plain, tail) = rest.split_at(index);
            f.write_str(plain)?;
            for escaped in character.escape_default() {
                f.write_char(escaped)?;
            }
            rest = &tail[character.len_utf8()..];
        }
        f.write_str(rest)
    }
}

/// Returns whether a character can forge a line, move a cursor or change the direction of writing.
pub(crate) fn is_dangerous(character: char) -> bool {
    character.is_control()
        || matches!(character,
            // Separators of lines and paragraphs; marks and overrides of direction.
            '\u{2028}' | '\u{2029}' | '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}')
}
