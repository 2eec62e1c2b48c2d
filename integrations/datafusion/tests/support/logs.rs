//! A folder of logs in each format.

use super::summary::Count;
use datafusion::{
    arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray},
    arrow::datatypes::Int32Type,
    arrow::datatypes::Int64Type,
    parquet::arrow::ArrowWriter,
    prelude::SessionContext,
};
use flate2::{Compression, write::GzEncoder};
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Logs that only a careful reader counts as `yrerr summary` does: line breaks of each kind, bytes that
/// are not UTF-8, control characters, quotation marks, empty lines, a long line, no last line break.
pub(crate) fn awkward() -> Vec<u8> {
    let mut log = b"I0822 10:15:02.114233 2211 proxy.cpp:412] code: 1002, msg: a\r\n\n\
        mysql\rcode: 1002\n\
        \xE9t\xE9 code: 1003, msg: \xE7\xA0\n\
        \xFF\xFEerrCode=4115\x00\x01\x02\",\"\n\
        \"code: 1007\n\
        \t\n"
        .to_vec();
    log.extend(b"x".repeat(300 << 10));
    log.extend(b" code: 9003, msg: far away\n");
    log.extend("错误码：1002\nraised ERR_PARAM_INVALID twice: ERR_PARAM_INVALID".as_bytes());
    log
}

/// Writes the corpus of this project, the awkward log and long logs into a folder: as text, and as
/// text, gzip and Parquet in another one. Returns the files of the first.
pub(crate) fn write(plain: &Path, mixed: &Path) -> Vec<PathBuf> {
    let corpus = include_str!("../../../../tests/log_corpus.txt");
    let long = long();
    let logs = [
        ("busproxy-0.log", corpus.as_bytes().to_vec()),
        ("runtime.log", awkward()),
        ("faasfrontend_1.log", long.clone().into_bytes()),
    ];
    let files = logs.iter().map(|(name, log)| {
        let path = plain.join(name);
        fs::write(&path, log).expect("a log is written");
        path
    });
    let files: Vec<PathBuf> = files.collect();
    fs::write(mixed.join("runtime.log"), awkward()).expect("a log is written");
    fs::write(mixed.join("empty.log"), "").expect("a log is written");
    let folder = mixed.join("node-1");
    fs::create_dir(&folder).expect("a folder");
    write_gzip(&folder.join("busproxy-0.log.gz"), corpus.as_bytes());
    write_parquet(&folder.join("faasfrontend_1.parquet"), &long);
    files
}

/// Returns more text than one part of a file has.
fn long() -> String {
    let line = |index: u32| {
        let (hour, minute) = (index / 20_000, index % 60);
        let text = match index % 10 {
            0 => format!("request failed, code: {}, msg: x", 1001 + index / 10 % 9),
            1 => "raised ERR_INNER_COMMUNICATION".to_owned(),
            _ => format!("lease {index:016x} renewed, exit code: {}", index % 256),
        };
        format!("2026-08-22T{hour:02}:{minute:02}:00.000Z\tINFO\tinvoke.go:211\t{text}\n")
    };
    (0..50_000).map(line).collect()
}

pub(crate) fn write_gzip(path: &Path, text: &[u8]) {
    let mut encoder = GzEncoder::new(File::create(path).expect("a file"), Compression::fast());
    // Of two members, as when a compressed log was appended to.
    let (one, two) = text.split_at(text.len() / 2);
    encoder.write_all(one).expect("written");
    let file = encoder.finish().expect("written");
    let mut encoder = GzEncoder::new(file, Compression::fast());
    encoder.write_all(two).expect("written");
    encoder.finish().expect("written");
}

pub(crate) fn write_parquet(path: &Path, text: &str) {
    let lines: ArrayRef = Arc::new(text.lines().map(Some).collect::<StringArray>());
    let batch = RecordBatch::try_from_iter([("line", lines)]).expect("a column");
    let file = File::create(path).expect("a file");
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("written");
    writer.close().expect("written");
}

/// Counts the codes of the table `logs` in the order of [`summary`](super::summary::summary).
pub(crate) async fn count(context: &SessionContext) -> Vec<Count> {
    let sql = "SELECT code['table'] AS t, code['code'] AS c, code['name'] AS n, count(*) AS times \
               FROM (SELECT unnest(yr_codes(bytes)) AS code FROM logs) GROUP BY 1, 2, 3";
    let batches = context.sql(sql).await.expect(sql).collect().await.expect(sql);
    let mut counts = Vec::new();
    for batch in &batches {
        let text = |column: usize| {
            batch.column(column).as_string_view().iter().map(|text| text.map(str::to_owned))
        };
        let codes = batch.column(1).as_primitive::<Int32Type>().values();
        let times = batch.column(3).as_primitive::<Int64Type>().values();
        let rows = text(0).zip(codes).zip(text(2)).zip(times);
        counts.extend(
            rows.map(|(((table, code), name), times)| (table, i64::from(*code), name, *times)),
        );
    }
    counts.sort();
    counts
}
