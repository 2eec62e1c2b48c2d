//! Ballista with a scheduler and two executors: the results are those of one process.

mod support;

use datafusion::assert_batches_eq;
use std::{process::Command, time::Duration};
use support::{
    cluster::{Cluster, program},
    logs,
    summary::summary,
};
use tokio::time::timeout;
use yuanrong_errors_datafusion::{cluster, register_folder};

fn output(command: &mut Command) -> String {
    let output = command.output().expect("the program runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[tokio::test]
async fn two_executors_count_what_one_process_and_yrerr_summary_count() {
    let (plain, mixed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let files = logs::write(plain.path(), mixed.path());
    let executors = Cluster::start(2);

    let expected = summary(&files);
    // A long file is divided between tasks, and each format is read by an executor.
    for folder in [plain.path(), mixed.path()] {
        let context = cluster::connect(executors.address(), 4).await.unwrap();
        register_folder(&context, folder.to_str().unwrap(), "line").await.unwrap();
        let counts = timeout(Duration::from_mins(2), logs::count(&context)).await.unwrap();
        assert_eq!(counts, expected);
    }

    let folder = mixed.path();
    let table = output(program().arg("count").arg(folder));
    assert!(table.contains("| 08-22 02 | faasfrontend |"), "{table}");
    let scheduler = executors.address().to_string();
    let of_cluster = output(program().args(["count", "--scheduler", &scheduler]).arg(folder));
    assert_eq!(of_cluster, table);
}

#[tokio::test]
async fn every_function_runs_on_an_executor() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.log"), "code: 1002\n{\"code\": 4202}\n\n").unwrap();
    let executors = Cluster::start(1);
    let context = cluster::connect(executors.address(), 2).await.unwrap();
    register_folder(&context, folder.path().to_str().unwrap(), "line").await.unwrap();
    let sql = "SELECT yr_code_of(line)['table'] AS of_body, yr_kind(code['table'], code['code']) AS kind, \
               yr_retry(code['table'], code['code']) AS retry, \
               length(yr_message(code['table'], code['code'])) > 0 AS has_message, \
               length(yr_solution(code['table'], code['code'])) > 0 AS has_solution, \
               yr_hint(code['table'], code['code']) IS NULL AS has_no_hint \
               FROM (SELECT line, yr_codes(line)[1] AS code FROM logs) ORDER BY line";
    let batches = context.sql(sql).await.unwrap().collect();
    let batches = timeout(Duration::from_mins(2), batches).await.unwrap().unwrap();
    assert_batches_eq!(
        [
            "+---------+--------------------+---------+-------------+--------------+-------------+",
            "| of_body | kind               | retry   | has_message | has_solution | has_no_hint |",
            "+---------+--------------------+---------+-------------+--------------+-------------+",
            "|         |                    |         |             |              | true        |",
            "|         | resource-exhausted | backoff | true        | true         | true        |",
            "| rest    | user-code          | never   | true        | true         | true        |",
            "+---------+--------------------+---------+-------------+--------------+-------------+",
        ],
        &batches
    );
}
