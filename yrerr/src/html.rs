//! The whole catalogue as one HTML page in both languages, which needs no other file.

use crate::terminal::plain_output;
use std::io::{self, Write};

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/style.css");
const WORDS: &str = include_str!("html/words.json");

/// The parts of the script, each of which uses only those before it.
const SCRIPT: &str = concat!(
    include_str!("html/module.js"),
    "\n",
    include_str!("html/language.js"),
    "\n",
    include_str!("html/elements.js"),
    "\n",
    include_str!("html/entry.js"),
    "\n",
    include_str!("html/finding.js"),
    "\n",
    include_str!("html/main.js"),
);

/// The catalogue and the library's readers, which `web/build` compiles to WebAssembly.
const MODULE: &[u8] = include_bytes!("html/module.wasm.gz");

/// Writes the page to standard output.
pub(crate) fn write() -> io::Result<()> {
    let page = PAGE
        .replace("{{style}}", STYLE)
        .replace("{{words}}", WORDS.trim_end())
        .replace("{{script}}", SCRIPT)
        .replace("{{module}}", &base64_lines(MODULE));
    let mut out = plain_output();
    out.write_all(page.as_bytes())?;
    out.flush()
}

/// Returns bytes in Base64, in lines that an editor can show.
fn base64_lines(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const BYTES_PER_LINE: usize = 90;
    let mut text = String::new();
    for line in bytes.chunks(BYTES_PER_LINE) {
        for group in line.chunks(3) {
            let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or_default());
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            for index in 0..4 {
                // A group of n bytes has n + 1 digits. Six bits are a valid index.
                let digit = DIGITS[(bits >> (18 - 6 * index) & 0x3F) as usize];
                text.push(if index <= group.len() { char::from(digit) } else { '=' });
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64_lines;

    #[test]
    fn base64_is_padded_and_broken_into_lines() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"M", "TQ==\n"),
            (b"Ma", "TWE=\n"),
            (b"Man", "TWFu\n"),
            (b"\xFB\xFF", "+/8=\n"),
        ] {
            assert_eq!(base64_lines(bytes), text);
        }
        let lengths: Vec<usize> = base64_lines(&[0; 100]).lines().map(str::len).collect();
        assert_eq!(lengths, [120, 16]);
    }
}
