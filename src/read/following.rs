//! Reads the keys that follow an error code in a text: of a module, and of a message.

use super::cursor::Cursor;
#[cfg(feature = "scan")]
use super::cursor::Integer;

/// What follows the value of a code.
#[cfg(feature = "scan")]
#[derive(Clone, Copy)]
pub(crate) struct Following<'a> {
    text: &'a [u8],
    /// The offset of the next key.
    offset: usize,
}

#[cfg(feature = "scan")]
impl<'a> Following<'a> {
    pub(crate) fn of(text: &'a [u8], offset: usize) -> Self {
        let mut cursor = Cursor::in_text(text, offset);
        cursor.skip_punctuation();
        Self { text, offset: cursor.offset }
    }

    /// Returns whether a module follows, and its number.
    pub(crate) fn module(self) -> (bool, Option<i32>) {
        let mut cursor = Cursor::in_text(self.text, self.offset);
        if cursor.eat_module_key().is_none() {
            return (false, None);
        }
        let start = cursor.offset;
        cursor.skip_while(|byte| byte.is_ascii_digit());
        match Integer::parse(&self.text[start..cursor.offset]) {
            Some(Integer::InRange(number)) => (true, Some(number)),
            _ => (true, None),
        }
    }

    /// Returns whether a message follows.
    pub(crate) fn has_message(self) -> bool {
        Cursor::in_text(self.text, self.offset).eat_message_key()
    }
}

/// What the value under the key of a module is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ModuleKey {
    Name,
    Number,
}

impl Cursor<'_> {
    /// Moves past the key of a module and its separator.
    pub(crate) fn eat_module_key(&mut self) -> Option<ModuleKey> {
        self.eat(b'[');
        // After nearly every code there is something else.
        if !matches!(self.rest(), [b'm' | b'M', b'o' | b'O' | b'c' | b'C' | b' ' | b'_', ..]) {
            return None;
        }
        let key = if self.eat_word(&["modulename"]) {
            ModuleKey::Name
        } else if self.eat_word(&["modulecode", "mcode"]) {
            ModuleKey::Number
        } else {
            return None;
        };
        self.eat_separator().then_some(key)
    }

    /// Moves past `msg: `, `ErrMsg:`, `message=`, `msg is `, `msg(`, and returns whether there was one.
    pub(crate) fn eat_message_key(&mut self) -> bool {
        const KEYS: &[&str] = &[
            "message",
            "msg",
            "errmsg",
            "errmessage",
            "errormsg",
            "errormessage",
            "internalmsg",
            "respmsg",
            "servermessage",
        ];
        let start = self.offset;
        if self.eat_word(KEYS) || self.eat_any(&["信息", "消息", "错误信息"]) {
            self.eat_quote();
            self.skip_spaces();
            if self.eat_any(&[":", "=", "is ", "(", "：", "＝"]) {
                self.eat(b' ');
                return true;
            }
        }
        self.offset = start;
        false
    }
}
