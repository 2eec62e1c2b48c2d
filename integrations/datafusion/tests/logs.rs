//! Logs as a table: what is found in them is what `yrerr summary` finds.

#[expect(dead_code, reason = "the clusters are for other tests")]
mod support;

use datafusion::{
    assert_batches_eq,
    prelude::{SessionConfig, SessionContext},
};
use std::{fs, path::Path};
use support::{cluster::program, logs, summary::summary};
use yuanrong_errors_datafusion::{CODES_BY_HOUR, register, register_folder};

async fn open(folder: &Path, partitions: usize) -> SessionContext {
    let config = SessionConfig::new().with_target_partitions(partitions);
    let context = SessionContext::new_with_config(config);
    register(&context);
    let folder = folder.to_str().expect("UTF-8");
    register_folder(&context, folder, "line").await.expect("a folder");
    context
}

#[tokio::test]
async fn sql_counts_what_yrerr_summary_counts() {
    let (plain, mixed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let files = logs::write(plain.path(), mixed.path());
    let expected = summary(&files);
    assert!(expected.len() > 40, "{expected:?}");
    for folder in [&plain, &mixed] {
        for partitions in [1, 2, 3, 8] {
            let context = open(folder.path(), partitions).await;
            assert_eq!(logs::count(&context).await, expected, "{partitions} partitions");
        }
    }
}

#[tokio::test]
async fn every_line_is_read_once_whatever_the_parts() {
    let folder = tempfile::tempdir().unwrap();
    // Lines of each length, so that parts begin everywhere in them; some are longer than a part.
    let mut log = Vec::new();
    for index in 0_usize..6000 {
        let length = if index % 1000 == 999 { 1_300_000 } else { index % 700 };
        log.extend(b"a".repeat(length));
        log.push(b'\n');
    }
    fs::write(folder.path().join("a.log"), &log).unwrap();
    for partitions in 1..=9 {
        let context = open(folder.path(), partitions).await;
        let sql = "SELECT count(*) AS lines, sum(octet_length(line)) AS bytes, \
                   max(octet_length(line)) AS longest FROM logs";
        assert_batches_eq!(
            [
                "+-------+---------+---------+",
                "| lines | bytes   | longest |",
                "+-------+---------+---------+",
                "| 6000  | 9834906 | 1300000 |",
                "+-------+---------+---------+",
            ],
            &context.sql(sql).await.unwrap().collect().await.unwrap()
        );
    }
}

#[tokio::test]
async fn lines_are_text_and_bytes() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.log"), b"\xE9t\xE9\r\n\nlast").unwrap();
    let context = open(folder.path(), 2).await;
    let sql = "SELECT right(file, 5) AS file, line, bytes FROM logs ORDER BY line";
    assert_batches_eq!(
        [
            "+-------+------+----------+",
            "| file  | line | bytes    |",
            "+-------+------+----------+",
            "| a.log |      |          |",
            "| a.log | last | 6c617374 |",
            "| a.log | \u{FFFD}t\u{FFFD}\r | e974e90d |",
            "+-------+------+----------+",
        ],
        &context.sql(sql).await.unwrap().collect().await.unwrap()
    );
}

#[tokio::test]
async fn codes_are_counted_by_hour_and_component() {
    let folder = tempfile::tempdir().unwrap();
    let proxy = "I0822 10:15:02.114233 2211 proxy.cpp:412] code: 9003, msg: no response\n\
                 I0822 11:00:00.000000 2211 proxy.cpp:412] code: 9003, module code: 20, code: 1002\n\
                 code: 1002, msg: no time\n";
    fs::write(folder.path().join("busproxy-0.log"), proxy).unwrap();
    let frontend = "2026-08-22T10:15:02.114Z\tINFO\tinvoke.go:211\tend, code: 4115, msg: retry\n\
                    {\"ts\":\"2026-08-22 10:15:02Z\",\"msg\":\"end, code: 4115, msg: retry\"}\n";
    logs::write_gzip(&folder.path().join("faasfrontend_1.log.gz"), frontend.as_bytes());
    let context = open(folder.path(), 2).await;
    assert_batches_eq!(
        [
            "+----------+--------------+-------+------+-------------------------+----------+",
            "| hour     | component    | table | code | name                    | mentions |",
            "+----------+--------------+-------+------+-------------------------+----------+",
            "| 08-22 10 | busproxy     | sdk   | 9003 | ERR_HEALTH_CHECK_FAILED | 1        |",
            "| 08-22 10 | faasfrontend | rest  | 4115 | FunctionNotFound        | 2        |",
            "| 08-22 11 | busproxy     | sdk   | 1002 | ERR_RESOURCE_NOT_ENOUGH | 1        |",
            "| 08-22 11 | busproxy     | sdk   | 9003 | ERR_HEALTH_CHECK_FAILED | 1        |",
            "|          | busproxy     | sdk   | 1002 | ERR_RESOURCE_NOT_ENOUGH | 1        |",
            "+----------+--------------+-------+------+-------------------------+----------+",
        ],
        &context.sql(CODES_BY_HOUR).await.unwrap().collect().await.unwrap()
    );
}

#[tokio::test]
async fn a_truncated_gzip_file_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log.gz");
    logs::write_gzip(&path, &logs::awkward());
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 20]).unwrap();
    let context = open(folder.path(), 1).await;
    let frame = context.sql("SELECT count(*) FROM logs").await.unwrap();
    let error = frame.collect().await.unwrap_err().to_string();
    assert!(error.contains("a.log.gz"), "{error}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_read_as_logs_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let context = SessionContext::new();
    let error = async |path: &Path, column| {
        let path = path.to_str().unwrap();
        register_folder(&context, path, column).await.unwrap_err().to_string()
    };
    assert!(error(folder.path(), "line").await.contains("there is no file"));
    assert!(error(&folder.path().join("none"), "line").await.contains("there is no file"));
    logs::write_parquet(&folder.path().join("a.parquet"), "code: 1002");
    assert!(error(folder.path(), "message").await.contains("message"));
}

#[test]
fn the_guide_shows_the_query_of_the_program() {
    let guide = include_str!("../../../docs/guide/logs.md");
    assert!(guide.contains(CODES_BY_HOUR), "docs/guide/logs.md has another query");
}

#[test]
fn the_program_reports_a_folder_that_it_cannot_read() {
    let output = program().args(["count", "no/such/folder"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.starts_with("yrlogs: ") && error.contains("no/such/folder"), "{error}");
}
