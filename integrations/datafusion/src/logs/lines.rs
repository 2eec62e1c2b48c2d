//! Reads the lines of a part of a file.

use super::division::Part;
use datafusion::error::{DataFusionError, Result};
use flate2::write::MultiGzDecoder;
use memchr::{memchr, memrchr};
use object_store::{ObjectStore, ObjectStoreExt, path::Path};
use std::{io::Write, mem, sync::Arc};

/// How many bytes are read at a time.
const PIECE: u64 = 4 << 20;

/// The same for a compressed file, whose pieces grow.
const COMPRESSED_PIECE: u64 = 256 << 10;

/// The lines of a part of a file.
///
/// A line is of the part in which it begins: it is read to its end, also beyond the part, and what the
/// part before began is left out.
pub(super) struct Lines {
    store: Arc<dyn ObjectStore>,
    path: Path,
    part: Part,
    decoder: Option<MultiGzDecoder<Vec<u8>>>,
    /// The offset of the piece to be read next.
    offset: u64,
    /// Whether that piece begins within a line of the part before.
    is_within_line: bool,
    /// A line whose end has not been read.
    pending: Vec<u8>,
}

impl Lines {
    pub(super) fn of(part: Part, store: Arc<dyn ObjectStore>) -> Result<Self> {
        Ok(Self {
            store,
            path: Path::parse(&part.path).map_err(object_store::Error::from)?,
            decoder: part.is_compressed().then(|| MultiGzDecoder::new(Vec::new())),
            // Whether a line begins where the part does is seen from the byte before.
            offset: part.start.saturating_sub(1),
            is_within_line: part.start > 0,
            part,
            pending: Vec::new(),
        })
    }

    /// Returns the path of the file.
    pub(super) fn path(&self) -> &str {
        &self.part.path
    }

    /// Returns the next whole lines, of which the last one of the file can lack its line break.
    pub(super) async fn next_block(&mut self) -> Result<Option<Vec<u8>>> {
        while self.offset < self.part.size {
            let is_beyond = self.offset >= self.part.end;
            if is_beyond && self.pending.is_empty() {
                return Ok(None);
            }
            let piece = self.next_piece(is_beyond).await?;
            let mut piece = piece.as_slice();
            if self.is_within_line {
                let Some(line_break) = memchr(b'\n', piece) else { continue };
                self.is_within_line = false;
                piece = &piece[line_break + 1..];
            }
            let last = if is_beyond { memchr(b'\n', piece) } else { memrchr(b'\n', piece) };
            let Some(last) = last else {
                self.pending.extend(piece);
                continue;
            };
            let (lines, rest) = piece.split_at(last + 1);
            let mut block = mem::take(&mut self.pending);
            block.extend(lines);
            if is_beyond {
                self.offset = self.part.size;
            } else {
                self.pending.extend(rest);
            }
            return Ok(Some(block));
        }
        let block = mem::take(&mut self.pending);
        Ok((!block.is_empty()).then_some(block))
    }

    async fn next_piece(&mut self, is_beyond: bool) -> Result<Vec<u8>> {
        let limit = if is_beyond { self.part.size } else { self.part.end };
        let length = if self.decoder.is_some() { COMPRESSED_PIECE } else { PIECE };
        let end = limit.min(self.offset + length);
        let piece = self.store.get_range(&self.path, self.offset..end).await?;
        self.offset = end;
        let Some(decoder) = &mut self.decoder else { return Ok(piece.into()) };
        let written = decoder.write_all(&piece);
        let is_last = end == self.part.size;
        let finished = if is_last { written.and_then(|()| decoder.try_finish()) } else { written };
        finished
            .map_err(|error| DataFusionError::IoError(error).context(self.part.path.clone()))?;
        Ok(mem::take(decoder.get_mut()))
    }
}
