//! Opens logs: files and standard input, compressed or not.

use flate2::bufread::MultiGzDecoder;
use indicatif::ProgressBar;
use same_file::Handle;
use std::{
    fs::File,
    io::{self, BufReader, Cursor, Read},
    path::Path,
};

/// Why a log is not read.
pub(crate) enum Trouble {
    Failure(io::Error),
    /// The output is written to the very file that would be read.
    IsOutput,
    Utf16,
    /// It is compressed in a way that only this command can read.
    Compressed(&'static str),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Failure(error)
    }
}

/// Returns the file that standard output is, if it is one.
pub(crate) fn output_file() -> Option<Handle> {
    let output = Handle::stdout().ok()?;
    output.as_file().metadata().ok()?.is_file().then_some(output)
}

/// Opens a log, or standard input for `-`.
pub(crate) fn open(
    file: &Path,
    output: Option<&Handle>,
    bar: &ProgressBar,
) -> Result<Box<dyn Read>, Trouble> {
    let (handle, reader): (_, Box<dyn Read>) = if file.as_os_str() == "-" {
        (Handle::stdin(), Box::new(io::stdin().lock()))
    } else {
        let file = File::open(file)?;
        (Handle::from_file(file.try_clone()?), Box::new(file))
    };
    // What has no handle, such as a closed standard input, is no file.
    if output.is_some() && handle.ok().as_ref() == output {
        return Err(Trouble::IsOutput);
    }
    let (start, reader) = with_start(bar.wrap_read(reader))?;
    if let Some(command) = other_compression(&start) {
        return Err(Trouble::Compressed(command));
    }
    if !start.starts_with(&[0x1F, 0x8B]) {
        return if is_utf16(&start) { Err(Trouble::Utf16) } else { Ok(Box::new(reader)) };
    }
    let decoder = MultiGzDecoder::new(BufReader::with_capacity(1 << 16, reader));
    let (start, reader) = with_start(decoder)?;
    if is_utf16(&start) { Err(Trouble::Utf16) } else { Ok(Box::new(reader)) }
}

/// Returns the bytes that a reader has first, and a reader that has them again.
fn with_start(mut reader: impl Read) -> io::Result<(Vec<u8>, impl Read)> {
    const LONGEST: usize = 512;
    /// The length of what files begin with that are not plain text.
    const SHORTEST: usize = 6;
    let mut start = vec![0; LONGEST];
    let mut length = 0;
    loop {
        let read = match reader.read(&mut start[length..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        length += read;
        // Text can be read at once, also where more of it is not there yet.
        let is_text = start[0].is_ascii() && start[0] >= b' ';
        if read == 0 || length >= SHORTEST || is_text {
            break;
        }
    }
    start.truncate(length);
    Ok((start.clone(), Cursor::new(start).chain(reader)))
}

/// Returns the command that decompresses a file which begins like this.
fn other_compression(start: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 3] = [
        (&[0x28, 0xB5, 0x2F, 0xFD], "zstdcat"),
        (&[0xFD, b'7', b'z', b'X', b'Z', 0], "xzcat"),
        (b"BZh91AY", "bzcat"),
    ];
    STARTS.iter().find(|(magic, _)| start.starts_with(magic)).map(|(_, command)| *command)
}

/// Returns whether every second byte of a text is zero, as it is in UTF-16 as long as the text is in
/// ASCII. Logs begin so, with a time.
fn is_utf16(start: &[u8]) -> bool {
    const SHORTEST: usize = 4;
    let has_mark = start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]);
    let text = if has_mark { &start[2..] } else { start };
    let zeros =
        |first: usize| text.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let is_every_second = even.min(odd) == 0 && even.max(odd) * 4 > text.len();
    is_every_second && (has_mark || text.len() >= SHORTEST)
}
