//! The library's readers for the catalogue's page, compiled to WebAssembly.
//!
//! The page calls four functions. It puts a text in UTF-8 into the buffer that `page_input` returns,
//! calls `page_read`, and reads as many bytes as that returns from the address that `page_output`
//! returns: the codes in the text as JSON. `page_catalogue` writes the whole catalogue in the same way.
//! No function takes an address, so the module dereferences none.

mod catalogue;
/// The program's reader: the program cannot be a dependency here, since it embeds this module and
/// needs much that a page does not.
#[path = "../../yrerr/src/paste/mod.rs"]
mod paste;
mod pasted;
mod words;

pub use catalogue::Catalogue;
pub use pasted::{Excerpt, Failure, Finding, Place, findings};
pub use words::{Both, Word, Words};

use serde::Serialize;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the page wrote last.
static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// What the module wrote last.
static OUTPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Returns a buffer. The module has one thread, so nothing ever holds the lock of another call.
fn lock(buffer: &Mutex<Vec<u8>>) -> MutexGuard<'_, Vec<u8>> {
    buffer.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a value as JSON into the output, and returns its length.
fn write(value: &impl Serialize) -> usize {
    let mut output = lock(&OUTPUT);
    output.clear();
    // Writing into memory cannot fail, and every key is a string.
    let is_written = serde_json::to_writer(&mut *output, value).is_ok();
    if is_written { output.len() } else { 0 }
}

/// Makes room for a text of this many bytes, and returns the address for it. The address is good
/// until the next call.
#[expect(
    unsafe_code,
    reason = "the page finds the function by this name, which no other library has"
)]
#[unsafe(no_mangle)]
pub extern "C" fn page_input(length: usize) -> *mut u8 {
    let mut input = lock(&INPUT);
    input.clear();
    input.resize(length, 0);
    input.as_mut_ptr()
}

/// Finds the codes in the text of the input, writes them as JSON, and returns the number of bytes.
#[expect(
    unsafe_code,
    reason = "the page finds the function by this name, which no other library has"
)]
#[unsafe(no_mangle)]
pub extern "C" fn page_read() -> usize {
    let input = lock(&INPUT);
    write(&findings(&String::from_utf8_lossy(&input)))
}

/// Writes the catalogue as JSON, and returns the number of bytes.
#[expect(
    unsafe_code,
    reason = "the page finds the function by this name, which no other library has"
)]
#[unsafe(no_mangle)]
pub extern "C" fn page_catalogue() -> usize {
    write(&Catalogue::new())
}

/// Returns the address of what was written last. It is good until the next call.
#[expect(
    unsafe_code,
    reason = "the page finds the function by this name, which no other library has"
)]
#[unsafe(no_mangle)]
pub extern "C" fn page_output() -> *const u8 {
    lock(&OUTPUT).as_ptr()
}
