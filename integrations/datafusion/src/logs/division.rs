//! Divides files into parts that are read at the same time.

use super::table::LogFile;
use datafusion::{
    arrow::{
        array::{ArrayRef, AsArray, RecordBatch, StringArray, UInt64Array},
        datatypes::UInt64Type,
    },
    error::Result,
};
use std::{cmp::Reverse, sync::Arc};

/// The lines of a file that begin in a range of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) path: String,
    /// The size of the whole file.
    pub(super) size: u64,
    pub(super) start: u64,
    pub(super) end: u64,
}

impl Part {
    /// Returns whether the file is compressed. Such a file is one part.
    pub(super) fn is_compressed(&self) -> bool {
        is_compressed(&self.path)
    }

    /// Returns a table with a row for each part.
    pub(super) fn to_table(parts: &[Self]) -> Result<RecordBatch> {
        let numbers = |number: fn(&Self) -> u64| -> ArrayRef {
            Arc::new(parts.iter().map(number).collect::<UInt64Array>())
        };
        let paths = StringArray::from_iter_values(parts.iter().map(|part| &part.path));
        let columns: [(&str, ArrayRef); 4] = [
            ("path", Arc::new(paths)),
            ("size", numbers(|part| part.size)),
            ("start", numbers(|part| part.start)),
            ("end", numbers(|part| part.end)),
        ];
        Ok(RecordBatch::try_from_iter(columns)?)
    }

    /// Returns the parts of a table that [`to_table`](Self::to_table) returned.
    pub(super) fn from_table(table: &RecordBatch) -> Vec<Self> {
        let paths = table.column(0).as_string::<i32>().iter().flatten();
        let numbers = |column| table.column(column).as_primitive::<UInt64Type>().values().iter();
        let rows = paths.zip(numbers(1)).zip(numbers(2)).zip(numbers(3));
        rows.map(|(((path, size), start), end)| Self {
            path: path.to_owned(),
            size: *size,
            start: *start,
            end: *end,
        })
        .collect()
    }

    /// Returns about how many bytes of text are in the part.
    fn weight(&self) -> u64 {
        /// Logs get about this many times as small.
        const COMPRESSION: u64 = 10;
        let bytes = self.end - self.start;
        if self.is_compressed() { bytes.saturating_mul(COMPRESSION) } else { bytes }
    }
}

fn is_compressed(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".gz")
}

/// The least size of a part, if its file is not smaller.
const LEAST: u64 = 1 << 20;

/// Divides files into at least one and at most `partitions` lists of parts, of about the same size.
pub(super) fn divide(files: &[LogFile], partitions: usize) -> Vec<Vec<Part>> {
    let plain = files.iter().filter(|file| !is_compressed(&file.path));
    let bytes: u64 = plain.map(|file| file.size).sum();
    let step = bytes.div_ceil(partitions.max(1) as u64).max(LEAST);
    let mut parts: Vec<Part> = files.iter().flat_map(|file| parts_of(file, step)).collect();
    parts.sort_by_key(|part| Reverse(part.weight()));
    let mut lists = vec![(0, Vec::new()); partitions.clamp(1, parts.len().max(1))];
    for part in parts {
        // There is at least one list.
        let lightest = (0..lists.len()).min_by_key(|index| lists[*index].0).unwrap_or(0);
        let (weight, list) = &mut lists[lightest];
        *weight += part.weight();
        list.push(part);
    }
    lists.into_iter().map(|(_, list)| list).collect()
}

fn parts_of(file: &LogFile, step: u64) -> impl Iterator<Item = Part> {
    let (path, size) = (file.path.clone(), file.size);
    let step = if is_compressed(&path) { size.max(1) } else { step };
    (0..size.div_ceil(step)).map(move |index| {
        let start = index * step;
        Part { path: path.clone(), size, start, end: size.min(start + step) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_each_file_once_and_lists_are_alike() {
        let file = |path: &str, size| LogFile { path: path.to_owned(), size };
        let files =
            [file("a.log", 10 << 20), file("b.log", 5), file("c.log.gz", 3 << 20), file("d", 0)];
        let lists = divide(&files, 4);
        assert_eq!(lists.len(), 4);
        let mut parts: Vec<Part> = lists.concat();
        parts.sort_by(|a, b| (&a.path, a.start).cmp(&(&b.path, b.start)));
        for file in &files {
            let parts: Vec<&Part> = parts.iter().filter(|part| part.path == file.path).collect();
            assert_eq!(parts.iter().map(|part| part.end - part.start).sum::<u64>(), file.size);
            assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
        assert_eq!(parts.iter().filter(|part| part.is_compressed()).count(), 1);
        assert_eq!(divide(&[], 4), [Vec::new()]);
        assert_eq!(Part::from_table(&Part::to_table(&parts).unwrap()), parts);
    }
}
