//! The SQL functions: each layout of a column, NULLs, scalars, and the whole catalogue.

use datafusion::{
    arrow::{
        array::{Array, ArrayRef, AsArray, Int32Array, RecordBatch, StringArray, StringViewArray},
        compute::{cast, concat_batches},
        datatypes::{DataType, Int32Type},
        util::pretty::pretty_format_batches,
    },
    assert_batches_eq,
    prelude::SessionContext,
};
use std::sync::Arc;
use yuanrong_errors::{Entry, Table, entries, scan};

fn context() -> SessionContext {
    let context = SessionContext::new();
    yuanrong_errors_datafusion::register(&context);
    context
}

/// Registers the table `t`.
fn with_table(columns: Vec<(&str, ArrayRef)>) -> SessionContext {
    let context = context();
    let batch = RecordBatch::try_from_iter(columns).expect("columns of the same length");
    context.register_batch("t", batch).expect("no other table");
    context
}

async fn run(context: &SessionContext, sql: &str) -> Vec<RecordBatch> {
    context.sql(sql).await.expect(sql).collect().await.expect(sql)
}

/// Returns the only batch of a result.
async fn run_to_one(context: &SessionContext, sql: &str) -> RecordBatch {
    let batches = run(context, sql).await;
    concat_batches(&batches[0].schema(), &batches).expect("the same schema")
}

async fn error(sql: &str) -> String {
    let result = match context().sql(sql).await {
        Ok(frame) => frame.collect().await.map(|_| ()),
        Err(error) => Err(error),
    };
    result.expect_err(sql).to_string()
}

fn dictionary(key: DataType, value: DataType) -> DataType {
    DataType::Dictionary(Box::new(key), Box::new(value))
}

fn layouts() -> Vec<DataType> {
    use DataType::{
        Binary, BinaryView, Int8, Int32, LargeBinary, LargeUtf8, UInt16, UInt64, Utf8, Utf8View,
    };
    vec![
        Utf8,
        LargeUtf8,
        Utf8View,
        Binary,
        LargeBinary,
        BinaryView,
        dictionary(Int8, Utf8),
        dictionary(Int32, LargeUtf8),
        dictionary(UInt16, Binary),
        dictionary(UInt64, Utf8View),
    ]
}

#[tokio::test]
async fn every_layout_of_text_is_read() {
    let texts: ArrayRef = Arc::new(StringArray::from(vec![
        Some("code: 1002, then err code: 4115"),
        None,
        Some(""),
        Some("exit code: 137"),
        Some("code: 1002, then err code: 4115"),
        Some("raised ERR_PARAM_INVALID, code: [RPC unavailable], msg: [x]"),
        Some(r#"{"code": 4202, "message": "code: 1002"}"#),
        Some(r#"{"code": 99999}"#),
    ]));
    for layout in layouts() {
        let column = cast(&texts, &layout).expect("a layout of text");
        let context = with_table(vec![("text", column)]);
        let sql = "SELECT yr_codes(text) AS codes, yr_code_of(text) AS of_body FROM t";
        let batches = run(&context, sql).await;
        let shown = pretty_format_batches(&batches).expect("a table").to_string();
        assert_eq!(shown, EVERY_LAYOUT.trim(), "{layout}");
    }
}

const EVERY_LAYOUT: &str = "
+----------------------------------------------------------------------------------------------------------------------+-----------------------------------------------------------+
| codes                                                                                                                | of_body                                                   |
+----------------------------------------------------------------------------------------------------------------------+-----------------------------------------------------------+
| [{table: sdk, code: 1002, name: ERR_RESOURCE_NOT_ENOUGH}, {table: rest, code: 4115, name: FunctionNotFound}]         |                                                           |
|                                                                                                                      |                                                           |
| []                                                                                                                   |                                                           |
| []                                                                                                                   |                                                           |
| [{table: sdk, code: 1002, name: ERR_RESOURCE_NOT_ENOUGH}, {table: rest, code: 4115, name: FunctionNotFound}]         |                                                           |
| [{table: sdk, code: 1001, name: ERR_PARAM_INVALID}, {table: datasystem, code: 1002, name: K_RPC_UNAVAILABLE}]        |                                                           |
| [{table: rest, code: 4202, name: RuntimeBootstrapNotFound}, {table: sdk, code: 1002, name: ERR_RESOURCE_NOT_ENOUGH}] | {table: rest, code: 4202, name: RuntimeBootstrapNotFound} |
| []                                                                                                                   | {table: , code: 99999, name: }                            |
+----------------------------------------------------------------------------------------------------------------------+-----------------------------------------------------------+
";

#[tokio::test]
async fn a_dictionary_with_more_values_than_rows_is_read() {
    let texts: ArrayRef =
        Arc::new(StringArray::from(vec!["code: 1002", "code: 1003", "code: 1007"]));
    let layout = dictionary(DataType::Int32, DataType::Utf8);
    let column = cast(&texts, &layout).expect("a dictionary").slice(1, 1);
    let context = with_table(vec![("text", column)]);
    let codes = run_to_one(&context, "SELECT yr_codes(text)[1]['code'] FROM t").await;
    assert_eq!(codes.column(0).as_primitive::<Int32Type>().values(), &[1003]);
}

#[tokio::test]
async fn null_gives_null() {
    let sql = "SELECT yr_codes(NULL) IS NULL AS a, yr_code_of(NULL) IS NULL AS b, \
               yr_message(NULL, 1002) IS NULL AS c, yr_message('sdk', NULL) IS NULL AS d, \
               yr_message(NULL, NULL) IS NULL AS e";
    assert_batches_eq!(
        [
            "+------+------+------+------+------+",
            "| a    | b    | c    | d    | e    |",
            "+------+------+------+------+------+",
            "| true | true | true | true | true |",
            "+------+------+------+------+------+",
        ],
        &run(&context(), sql).await
    );
}

#[tokio::test]
async fn scalars_and_columns_give_the_same() {
    let context = with_table(vec![
        ("table", Arc::new(StringArray::from(vec!["sdk", "REST"]))),
        ("code", Arc::new(Int32Array::from(vec![4202, 4202]))),
    ]);
    let sql = r#"SELECT yr_retry("table", code) AS columns, yr_retry('sdk', code) AS one_column,
                        yr_retry('sdk', 4202) AS scalars FROM t"#;
    assert_batches_eq!(
        [
            "+---------------+---------------+---------------+",
            "| columns       | one_column    | scalars       |",
            "+---------------+---------------+---------------+",
            "| if-idempotent | if-idempotent | if-idempotent |",
            "| never         | if-idempotent | if-idempotent |",
            "+---------------+---------------+---------------+",
        ],
        &run(&context, sql).await
    );
}

/// A text of the catalogue.
type Text = fn(&Entry) -> Option<&'static str>;

#[tokio::test]
async fn every_row_of_the_catalogue_is_found() {
    let all: Vec<Entry> = entries().collect();
    let tables: StringViewArray = all.iter().map(|entry| Some(entry.table().as_str())).collect();
    let codes: Int32Array = all.iter().map(|entry| Some(entry.code())).collect();
    let context = with_table(vec![("table", Arc::new(tables)), ("code", Arc::new(codes))]);
    let texts: [(&str, Text); 5] = [
        ("yr_message", |entry| Some(entry.message())),
        ("yr_solution", |entry| Some(entry.solution())),
        ("yr_hint", |entry| entry.hint()),
        ("yr_kind", |entry| Some(entry.kind().as_str())),
        ("yr_retry", |entry| Some(entry.retry().as_str())),
    ];
    for (function, text) in texts {
        let batch =
            run_to_one(&context, &format!("SELECT {function}(\"table\", code) FROM t")).await;
        let expected: Vec<Option<&str>> = all.iter().map(text).collect();
        assert_eq!(batch.column(0).as_string_view().iter().collect::<Vec<_>>(), expected);
    }
}

#[tokio::test]
async fn a_number_that_the_catalogue_does_not_have_gives_null() {
    let sql = "SELECT yr_message('sdk', 99999) AS a, yr_kind('rest', 5000000000) AS b, \
               yr_code_of('{\"code\": 99999}')['code'] AS c, \
               yr_code_of('{\"code\": 99999}')['table'] AS d";
    assert_batches_eq!(
        [
            "+---+---+-------+---+",
            "| a | b | c     | d |",
            "+---+---+-------+---+",
            "|   |   | 99999 |   |",
            "+---+---+-------+---+",
        ],
        &run(&context(), sql).await
    );
}

#[tokio::test]
async fn wrong_arguments_are_errors() {
    for (sql, reason) in [
        ("SELECT yr_message('skd', 1002)", "skd"),
        ("SELECT yr_codes(1002)", "yr_codes reads text, not Int64"),
        ("SELECT yr_codes()", "yr_codes"),
        ("SELECT yr_retry('sdk', 'ERR_PARAM_INVALID')", "yr_retry takes a table and a code"),
        ("SELECT yr_retry('sdk')", "yr_retry"),
    ] {
        let error = error(sql).await;
        assert!(error.contains(reason), "{sql}: {error}");
    }
}

#[tokio::test]
async fn each_line_of_the_corpus_has_the_codes_that_scan_finds() {
    let corpus = include_str!("../../../tests/log_corpus.txt");
    let lines: Vec<&str> = corpus.lines().collect();
    let column = StringArray::from(lines.clone());
    let context = with_table(vec![("line", Arc::new(column))]);
    let batch = run_to_one(&context, "SELECT yr_codes(line) FROM t").await;
    let lists = batch.column(0).as_list::<i32>();
    for (index, line) in lines.iter().enumerate() {
        let list = lists.value(index);
        let codes = list.as_struct();
        let (tables, numbers, names) = (
            codes.column(0).as_string_view(),
            codes.column(1).as_primitive::<Int32Type>(),
            codes.column(2).as_string_view(),
        );
        let found = tables.iter().zip(numbers).zip(names);
        let found: Vec<_> = found.map(|((table, code), name)| (table, code, name)).collect();
        let expected = scan::mentions(line.as_bytes()).map(|mention| {
            let code = mention.code();
            (code.table().map(Table::as_str), Some(code.code()), code.name())
        });
        assert_eq!(found, expected.collect::<Vec<_>>(), "{line}");
    }
}
