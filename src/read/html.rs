//! Pages for a browser, which proxies send. A code in a page is not openYuanrong's.

/// How a page begins and ends, in any case.
const BEGINNINGS: [&[u8]; 2] = [b"<html", b"<!doctype html"];
#[cfg(feature = "scan")]
const END: &[u8] = b"</html";

/// Returns the offset at which a page begins in a text, or the length of the text.
#[cfg(feature = "error")]
pub(crate) fn start_of_page(text: &str) -> usize {
    let mut offsets = text.match_indices('<').map(|(offset, _)| offset);
    offsets.find(|offset| begins_page(&text.as_bytes()[*offset..])).unwrap_or(text.len())
}

/// Returns whether a page begins in a text and does not end there.
#[cfg(feature = "scan")]
pub(super) fn ends_within_page(text: &[u8]) -> bool {
    let mut is_within = false;
    for (offset, _) in text.iter().enumerate().filter(|(_, byte)| **byte == b'<') {
        let tag = &text[offset..];
        is_within = begins_page(tag) || is_within && !begins_with(tag, END);
    }
    is_within
}

fn begins_page(text: &[u8]) -> bool {
    BEGINNINGS.iter().any(|beginning| begins_with(text, beginning))
}

fn begins_with(text: &[u8], beginning: &[u8]) -> bool {
    text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}
