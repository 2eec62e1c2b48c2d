//! The build script's own modules: what they say of a bad row, and how they take a large table.

#[path = "../build/mod.rs"]
mod generator;

use generator::{
    generate, perfect,
    rows::{self, Catalogue, Fault},
};
use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use yuanrong_errors::{ErrorKind, Operation, Origin, Retry};

const HEADER: &str = "code variant names message solution solution_origin kind retry retry_origin \
                      retry_reason retry_create retry_stateful retry_stateless origin http also";

/// A data folder, as text. It starts out right, with a few rows in each table.
struct Folder {
    sdk: Vec<Vec<String>>,
    rest: Vec<Vec<String>>,
    shared: Vec<Vec<String>>,
    ranges: Vec<Vec<String>>,
    zh: Vec<Vec<String>>,
}

impl Folder {
    fn with_codes(sdk: &[u32], rest: &[u32]) -> Self {
        let columns = || HEADER.split_whitespace();
        let sdk_row = |&code: &u32| cells(columns(), "sdk", code);
        let rest_columns = columns().take(4).chain(["description"]).chain(columns().skip(4));
        let rest_row = |&code: &u32| cells(rest_columns.clone(), "rest", code);
        let header = |columns: &mut dyn Iterator<Item = &str>| columns.map(str::to_owned).collect();
        let mut zh = vec![line("table code message description solution also")];
        zh.extend(sdk.iter().map(|code| line(&format!("sdk {code} 一  二 "))));
        zh.extend(rest.iter().map(|code| line(&format!("rest {code} 一 二 三 "))));
        zh.extend([line("range 0 一 二 三 "), line("range 1000 一 二 三 ")]);
        Self {
            sdk: [header(&mut columns())].into_iter().chain(sdk.iter().map(sdk_row)).collect(),
            rest: [header(&mut rest_columns.clone())]
                .into_iter()
                .chain(rest.iter().map(rest_row))
                .collect(),
            shared: vec![line("code table reason")],
            ranges: vec![
                line("first last message description solution"),
                line("0 4294967295 Any. Any_number. Look."),
                line("1000 1999 Kernel. Kernel's. Look."),
            ],
            zh,
        }
    }

    fn small() -> Self {
        Self::with_codes(&[1001, 1002, 1003], &[4101, 4102, 150_444])
    }

    /// Sets a cell: `row` counts the header as 1, as an editor does.
    fn set(mut self, table: &str, row: usize, column: &str, cell: &str) -> Self {
        let rows = match table {
            "sdk" => &mut self.sdk,
            "rest" => &mut self.rest,
            "ranges" => &mut self.ranges,
            _ => &mut self.zh,
        };
        let at = rows[0].iter().position(|name| name == column).expect("a column");
        cell.clone_into(&mut rows[row - 1][at]);
        self
    }

    /// Writes the folder, and returns where it is.
    fn write(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).expect("a folder for the test");
        for (file, rows) in [
            ("sdk", &self.sdk),
            ("rest", &self.rest),
            ("shared", &self.shared),
            ("ranges", &self.ranges),
            ("zh", &self.zh),
        ] {
            let lines: String = rows.iter().map(|row| row.join("\t") + "\n").collect();
            fs::write(folder.join(file).with_extension("tsv"), lines).expect("written");
        }
        folder
    }

    fn generate(&self, name: &str) -> Result<String, Fault> {
        generate(&self.write(name))
    }
}

/// The cells of a line, which has a blank where a file has a tab.
fn line(cells: &str) -> Vec<String> {
    cells.split(' ').map(str::to_owned).collect()
}

/// A right row for a code.
fn cells(columns: impl Iterator<Item: AsRef<str>>, table: &str, code: u32) -> Vec<String> {
    let cell = |column: &str| match column {
        "code" => code.to_string(),
        "variant" => format!("Code{code}"),
        "names" => format!("ERR_{table}_{code},ERR_{table}_{code}_TOO"),
        "message" => format!("Message of {code}."),
        "description" | "solution" => format!("The {column} of {table} {code}."),
        "kind" => "internal".to_owned(),
        "retry" => "never".to_owned(),
        "solution_origin" | "retry_origin" => "advised".to_owned(),
        "retry_reason" => "this is a test".to_owned(),
        "origin" => "documented".to_owned(),
        _ => String::new(),
    };
    columns.map(|column| cell(column.as_ref())).collect()
}

/// What the build stops with, the path of the folder taken off.
#[track_caller]
fn fault(name: &str, folder: &Folder) -> String {
    let path = folder.write(name);
    let Fault(fault) = generate(&path).expect_err("the build must stop");
    let prefix = format!("{}/", path.display());
    fault.strip_prefix(&prefix).expect("the fault names the file").to_owned()
}

#[test]
fn the_words_are_those_of_the_enums() {
    let kinds = ErrorKind::ALL.iter().filter(|kind| **kind != ErrorKind::Unknown);
    assert!(kinds.map(|kind| kind.as_str()).eq(rows::KINDS.iter().copied()));
    assert!(Retry::ALL.iter().map(|retry| retry.as_str()).eq(rows::RETRIES.iter().copied()));
    assert!(Origin::ALL.iter().map(|origin| origin.as_str()).eq(rows::ORIGINS.iter().copied()));
    let operations = Operation::ALL.iter().map(|operation| operation.as_str().rsplit('-').next());
    let columns = rows::OPERATIONS.iter().map(|(column, _)| column.rsplit('_').next());
    assert!(operations.eq(columns));
}

#[test]
fn right_tables_are_taken() {
    let rust = Folder::small().generate("right").expect("a right folder");
    for line in
        ["    Code1001 = 1001,", "    Code150444 = 150_444,", "    #[doc(alias = \"4101\")]"]
    {
        assert!(rust.lines().any(|other| other == line), "{line}");
    }
}

/// A folder whose first REST row has something in every cell, and signs that Markdown and Rust read.
fn full_row() -> Folder {
    Folder::small()
        .set("rest", 2, "message", r#"No "pod"."#)
        .set("rest", 2, "description", "A_name [and] <more>.")
        .set("rest", 2, "solution", r"Wait for C:\ or #1 | *.")
        .set("rest", 2, "kind", "not-found")
        .set("rest", 2, "retry", "backoff")
        .set("rest", 2, "retry_create", "other-instance")
        .set("rest", 2, "http", "404")
        .set("rest", 2, "also", "one_two;three")
        .set("zh", 5, "also", "四;五")
        .set("rest", 3, "origin", "observed")
        .set("rest", 4, "variant", "Zone")
}

#[test]
fn a_variant_is_written_with_its_page() {
    let rust = full_row().generate("page").expect("a right folder");
    let pages = [
        r#"
    /// **4101** `No "pod".`: A\_name \[and\] \<more\>.
    ///
    /// Solution (advised): Wait for C:\\ or \#1 \| \*.
    ///
    /// Retry: [backoff](Retry::Backoff) (advised): this is a test. For creating: [other-instance](Retry::OtherInstance).
    ///
    /// Also: one\_two.
    ///
    /// Also: three.
    ///
    /// Kind: [`NotFound`](ErrorKind::NotFound). Upstream: `ERR_rest_4101` `ERR_rest_4101_TOO` (documented).
    #[doc(alias = "4101")]
    #[doc(alias = "ERR_rest_4101")]
    #[doc(alias = "ERR_rest_4101_TOO")]
    Code4101 = 4101,
"#,
        // The message of an observed row is no name of it.
        r#" Upstream: `ERR_rest_4102` `ERR_rest_4102_TOO` (observed).
    #[doc(alias = "4102")]
    #[doc(alias = "ERR_rest_4102")]
    #[doc(alias = "ERR_rest_4102_TOO")]
    Code4102 = 4102,
"#,
        r#"
    #[doc(alias = "ERR_rest_150444_TOO")]
    #[doc(alias = "Message of 150444.")]
    Zone = 150_444,
"#,
        // What an SDK code means is its message, which is no name of it either.
        r#"
    /// **1001**: Message of 1001.
    ///
    /// Solution (advised): The solution of sdk 1001.
    ///
    /// Retry: [never](Retry::Never) (advised): this is a test.
    ///
    /// Kind: [`Internal`](ErrorKind::Internal). Upstream: `ERR_sdk_1001` `ERR_sdk_1001_TOO` (documented).
    #[doc(alias = "1001")]
    #[doc(alias = "ERR_sdk_1001")]
    #[doc(alias = "ERR_sdk_1001_TOO")]
    Code1001 = 1001,
"#,
    ];
    for page in pages {
        assert!(rust.contains(page), "{page}\nis not in\n{rust}");
    }
}

#[test]
fn the_columns_are_written_by_row() {
    let rust = full_row().generate("columns").expect("a right folder");
    let columns = [
        r#"static MESSAGE: [&str; ROWS] = [
        "No \"pod\".",
        "Message of 4102.",
        "Message of 150444.",
    ];"#,
        r#"static SOLUTION: [&str; ROWS] = [
        "Wait for C:\\ or #1 | *.","#,
        "const KIND_BY_ROW: [ErrorKind; ROWS] = [
        ErrorKind::NotFound,
        ErrorKind::Internal,
        ErrorKind::Internal,
    ];",
        "static HTTP: [u16; ROWS] = [
        404,
        0,
        0,
    ];",
        "static RETRY_FOR: [[Retry; 3]; 2] = [
        [Retry::OtherInstance, Retry::Backoff, Retry::Backoff, ],
        [Retry::Never, Retry::Never, Retry::Never, ],
    ];",
        "static RETRY_FOR_PLACE: [u8; ROWS] = [
        0, 1, 1,
    ];",
        r#"static ALSO: [&str; 2] = [
        "one_two",
        "three",
    ];"#,
        "static ALSO_FROM: [u16; ROWS] = [
        0, 2, 2,
    ];",
        "static ALSO_COUNT: [u8; ROWS] = [
        2, 0, 0,
    ];",
        "static BOUNDS: [(u32, u32); ROWS] = [
        (0, 4_294_967_295),
        (1000, 1999),
    ];",
    ];
    for column in columns {
        assert!(rust.contains(column), "{column}\nis not in\n{rust}");
    }
}

#[test]
fn a_range_may_have_a_single_number() {
    let folder = Folder::small().set("ranges", 3, "last", "1000");
    let rust = folder.generate("single_number").expect("a right folder");
    assert!(rust.contains("        (1000, 1000),\n"), "{rust}");
}

#[test]
fn the_same_tables_give_the_same_rust() {
    let once = Folder::small().generate("same").expect("right");
    let again = Folder::small().generate("same_again").expect("right");
    assert_eq!(once, again);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a line for each way to be wrong")]
fn a_bad_cell_stops_the_build_with_file_line_column_and_reason() {
    let cases = [
        ("sdk", 3, "code", "", "sdk.tsv:3: column code: the text is empty"),
        (
            "sdk",
            3,
            "code",
            "1o02",
            r#"sdk.tsv:3: column code: "1o02" is no decimal number of 32 bits"#,
        ),
        ("sdk", 3, "code", "-1", r#"sdk.tsv:3: column code: "-1" is no decimal number of 32 bits"#),
        (
            "sdk",
            3,
            "code",
            "+1002",
            r#"sdk.tsv:3: column code: "+1002" is no decimal number of 32 bits"#,
        ),
        (
            "sdk",
            3,
            "code",
            "01002",
            r#"sdk.tsv:3: column code: "01002" is no decimal number of 32 bits"#,
        ),
        (
            "sdk",
            3,
            "code",
            "4294967296",
            r#"sdk.tsv:3: column code: "4294967296" is no decimal number of 32 bits"#,
        ),
        ("sdk", 3, "code", "1001", "sdk.tsv:3: column code: 1001 stands on the line before too"),
        (
            "sdk",
            3,
            "code",
            "1000",
            "sdk.tsv:3: column code: 1000 comes after 1001: rows go by code",
        ),
        (
            "rest",
            3,
            "variant",
            "Code4101",
            r#"rest.tsv:3: column variant: "Code4101" already names 4101"#,
        ),
        (
            "rest",
            3,
            "variant",
            "not_found",
            r#"rest.tsv:3: column variant: "not_found" is no name of a Rust variant"#,
        ),
        (
            "rest",
            3,
            "variant",
            "notFound",
            r#"rest.tsv:3: column variant: "notFound" is no name of a Rust variant"#,
        ),
        (
            "rest",
            3,
            "variant",
            "Self",
            r#"rest.tsv:3: column variant: "Self" is no name of a Rust variant"#,
        ),
        (
            "rest",
            3,
            "variant",
            "ERR_rest_4101",
            r#"rest.tsv:3: column variant: "ERR_rest_4101" is no name of a Rust variant"#,
        ),
        (
            "rest",
            3,
            "names",
            "ERR_rest_4101",
            r#"rest.tsv:3: column names: "ERR_rest_4101" already names 4101"#,
        ),
        (
            "rest",
            3,
            "names",
            "Code4101",
            r#"rest.tsv:3: column names: "Code4101" already names 4101"#,
        ),
        ("rest", 3, "names", "A,,B", "rest.tsv:3: column names: the text is empty"),
        (
            "rest",
            3,
            "names",
            "A, B",
            r#"rest.tsv:3: column names: " B" begins or ends with a blank"#,
        ),
        ("rest", 3, "names", "A B", r#"rest.tsv:3: column names: "A B" is no name of a constant"#),
        (
            "rest",
            3,
            "message",
            "Code4101",
            r#"rest.tsv:3: column message: "Code4101" already names 4101"#,
        ),
        ("rest", 3, "description", "", "rest.tsv:3: column description: the text is empty"),
        ("sdk", 4, "message", "", "sdk.tsv:4: column message: the text is empty"),
        (
            "sdk",
            4,
            "solution",
            " Wait.",
            r#"sdk.tsv:4: column solution: " Wait." begins or ends with a blank"#,
        ),
        (
            "sdk",
            4,
            "solution",
            "Wait.\r",
            r#"sdk.tsv:4: column solution: "Wait.\r" begins or ends with a blank"#,
        ),
        (
            "sdk",
            4,
            "solution",
            "Wa\0it.",
            r#"sdk.tsv:4: column solution: "Wa\0it." holds a control character"#,
        ),
        (
            "sdk",
            4,
            "solution_origin",
            "me",
            r#"sdk.tsv:4: column solution_origin: "me" is none of: documented, observed, advised"#,
        ),
        (
            "sdk",
            4,
            "kind",
            "Internal",
            r#"sdk.tsv:4: column kind: "Internal" is none of: invalid-argument, failed-precondition, out-of-range, not-found, already-exists, permission-denied, unauthenticated, resource-exhausted, deadline-exceeded, cancelled, aborted, unavailable, data-loss, unimplemented, internal, user-code"#,
        ),
        (
            "sdk",
            4,
            "retry",
            "sometimes",
            r#"sdk.tsv:4: column retry: "sometimes" is none of: never, backoff, throttled, if-idempotent, other-instance"#,
        ),
        ("sdk", 4, "retry_origin", "", "sdk.tsv:4: column retry_origin: the text is empty"),
        ("sdk", 4, "retry_reason", "", "sdk.tsv:4: column retry_reason: the text is empty"),
        (
            "sdk",
            4,
            "retry_create",
            "soon",
            r#"sdk.tsv:4: column retry_create: "soon" is none of: never, backoff, throttled, if-idempotent, other-instance"#,
        ),
        (
            "sdk",
            4,
            "retry_stateless",
            "never",
            "sdk.tsv:4: column retry_stateless: the same as in column retry: leave it empty",
        ),
        (
            "sdk",
            4,
            "origin",
            "guessed",
            r#"sdk.tsv:4: column origin: "guessed" is none of: documented, observed"#,
        ),
        (
            "sdk",
            4,
            "origin",
            "advised",
            r#"sdk.tsv:4: column origin: "advised" is none of: documented, observed"#,
        ),
        (
            "sdk",
            4,
            "http",
            "5oo",
            r#"sdk.tsv:4: column http: "5oo" is no decimal number of 32 bits"#,
        ),
        ("sdk", 4, "http", "600", "sdk.tsv:4: column http: no HTTP status: 100 to 599"),
        ("sdk", 4, "also", "one;;two", "sdk.tsv:4: column also: the text is empty"),
        ("sdk", 3, "code", "0", "sdk.tsv:3: column code: 0 is success and no error"),
        (
            "ranges",
            3,
            "first",
            "0x1",
            r#"ranges.tsv:3: column first: "0x1" is no decimal number of 32 bits"#,
        ),
        ("ranges", 2, "first", "1", "ranges.tsv:2: column first: no range has 0"),
        ("ranges", 2, "last", "998", "ranges.tsv:3: column first: no range has 999"),
        ("ranges", 2, "last", "2000", "ranges.tsv:1: column last: no range has 2001"),
        (
            "ranges",
            3,
            "first",
            "0",
            "ranges.tsv:3: column first: ranges go by their first number, each once",
        ),
        ("ranges", 3, "last", "999", "ranges.tsv:3: column last: less than the first number"),
        ("ranges", 3, "solution", "", "ranges.tsv:3: column solution: the text is empty"),
        (
            "zh",
            3,
            "table",
            "soap",
            r#"zh.tsv:3: column table: "soap" is none of: sdk, rest, range"#,
        ),
        ("zh", 3, "code", "1001", "zh.tsv:3: column code: this must be the row for sdk 1002"),
        ("zh", 3, "table", "rest", "zh.tsv:3: column code: this must be the row for sdk 1002"),
        ("zh", 5, "message", "", "zh.tsv:5: column message: the text is empty"),
        ("zh", 5, "description", "", "zh.tsv:5: column description: the text is empty"),
        ("zh", 8, "solution", "", "zh.tsv:8: column solution: the text is empty"),
        (
            "zh",
            2,
            "description",
            "二",
            "zh.tsv:2: column description: for an SDK code the message: leave it empty",
        ),
        ("zh", 2, "also", "四", "zh.tsv:2: column also: not as many meanings as in the table"),
    ];
    for (table, line, column, cell, told) in cases {
        assert_eq!(fault("bad_cell", &Folder::small().set(table, line, column, cell)), told);
    }
}

#[test]
fn a_missing_or_extra_cell_stops_the_build() {
    let mut folder = Folder::small();
    folder.sdk[2].pop();
    assert_eq!(fault("missing_cell", &folder), "sdk.tsv:3: column also: the cell is missing");

    let mut folder = Folder::small();
    folder.rest[3].push("one more".to_owned());
    let told = "rest.tsv:4: column also: 18 cells where 17 are expected";
    assert_eq!(fault("extra_cell", &folder), told);

    let mut folder = Folder::small();
    folder.sdk.insert(2, vec![String::new()]);
    assert_eq!(fault("empty_line", &folder), "sdk.tsv:3: column variant: the cell is missing");
}

#[test]
fn a_wrong_header_an_empty_table_and_a_missing_file_stop_the_build() {
    let folder = Folder::small().set("sdk", 1, "message", "Message");
    assert!(fault("header", &folder).starts_with("sdk.tsv:1: the header must be: code, variant"));

    let mut folder = Folder::small();
    folder.rest.truncate(1);
    assert_eq!(fault("no_rows", &folder), "rest.tsv:1: column code: the table has no rows");

    let path = Folder::small().write("no_file");
    fs::remove_file(path.join("rest.tsv")).expect("removed");
    let Fault(told) = generate(&path).expect_err("the build must stop");
    assert!(told.starts_with(&format!("{}: ", path.join("rest.tsv").display())), "{told}");
}

#[test]
fn bytes_that_are_no_utf_8_stop_the_build_with_their_line() {
    let path = Folder::small().write("not_utf_8");
    let file = path.join("sdk.tsv");
    let mut bytes = fs::read(&file).expect("just written");
    let third_line = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1);
    let at = third_line.expect("a third line").0 + 1;
    bytes[at] = 0xFF;
    fs::write(&file, bytes).expect("written");
    let Fault(told) = generate(&path).expect_err("the build must stop");
    assert!(told.ends_with("sdk.tsv:3: not UTF-8"), "{told}");
}

#[test]
fn a_missing_or_extra_translation_stops_the_build() {
    let mut folder = Folder::small();
    folder.zh.pop();
    assert_eq!(fault("no_zh", &folder), "zh.tsv:1: column code: no row for range 1000");

    let mut folder = Folder::small();
    folder.zh.remove(2);
    let told = "zh.tsv:3: column code: this must be the row for sdk 1002";
    assert_eq!(fault("gap_in_zh", &folder), told);

    let mut folder = Folder::small();
    folder.zh.push(line("range 1000 一 二 三 "));
    assert_eq!(fault("extra_zh", &folder), "zh.tsv:10: column code: no table has a row for this");
}

/// The numbers of both tables, and the table that each means.
#[track_caller]
fn shared(name: &str, folder: &Folder) -> Vec<(u32, &'static str)> {
    let catalogue = Catalogue::read(&folder.write(name)).expect("a right folder");
    for (table, rows) in [("sdk", &catalogue.sdk), ("rest", &catalogue.rest)] {
        for row in rows {
            let winner = catalogue.shared.iter().find(|(code, _)| *code == row.code);
            let loses = winner.is_some_and(|(_, winner)| *winner != table);
            assert_eq!(catalogue.loses_number(row, table), loses, "{table} {}", row.code);
        }
    }
    catalogue.shared
}

#[test]
fn a_number_in_both_tables_means_the_documented_row() {
    let both = || Folder::with_codes(&[1001, 4001], &[4001, 4101]);
    for (observed, winner) in [("rest", "sdk"), ("sdk", "rest")] {
        let row = if observed == "sdk" { 3 } else { 2 };
        let folder = both().set(observed, row, "origin", "observed");
        assert_eq!(shared("documented_wins", &folder), [(4001, winner)]);
    }
}

#[test]
fn where_both_rows_stand_alike_the_data_must_choose() {
    let both = || Folder::with_codes(&[1001, 4001], &[4001, 4101]);
    let told = "shared.tsv:1: column code: 4001 is documented in both tables: say which it means";
    assert_eq!(fault("no_choice", &both()), told);

    let choice = |code: &str, table: &str, reason: &str| {
        let mut folder = both();
        folder.shared.push([code, table, reason].map(str::to_owned).to_vec());
        folder
    };
    assert_eq!(shared("choice", &choice("4001", "rest", "for a test")), [(4001, "rest")]);

    let told = r#"shared.tsv:2: column table: "soap" is none of: sdk, rest"#;
    assert_eq!(fault("bad_choice", &choice("4001", "soap", "for a test")), told);
    let told = "shared.tsv:2: column reason: the text is empty";
    assert_eq!(fault("no_reason", &choice("4001", "sdk", "")), told);

    let mut folder = choice("1001", "sdk", "for a test");
    folder.shared.push(["4001", "sdk", "for a test"].map(str::to_owned).to_vec());
    let told = "shared.tsv:2: column code: nothing is to be chosen for 1001: leave it out";
    assert_eq!(fault("needless_choice", &folder), told);
}

/// Numbers as upstream gives them out: in runs, with gaps.
fn numbers_in_runs(count: usize) -> Vec<u32> {
    let starts = (0..).map(|run: u32| 1001 + run * 1013);
    starts
        .flat_map(|start| (0..25).filter(|step| step % 7 != 3).map(move |step| start + step))
        .take(count)
        .collect()
}

/// Numbers without any order to them.
fn scattered_numbers(count: usize) -> Vec<u32> {
    let mut numbers = HashSet::new();
    let mut state = 1_u64;
    while numbers.len() < count {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        numbers.insert(u32::try_from(state >> 34).expect("30 bits"));
    }
    let mut numbers: Vec<u32> = numbers.into_iter().collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn each_number_has_a_slot_of_its_own_however_many_there_are() {
    for count in [1, 2, 109, 268, 1_000, 10_000] {
        for numbers in [numbers_in_runs(count), scattered_numbers(count)] {
            let layout = perfect::for_numbers(&numbers);
            let slots: HashSet<usize> = numbers.iter().map(|&number| layout.slot(number)).collect();
            assert_eq!(slots.len(), count, "no two numbers share a slot");
            assert!(slots.iter().all(|&slot| slot < layout.slots));
            assert!(layout.slots <= 12 * count, "{} slots for {count} numbers", layout.slots);
            assert!(layout.multipliers.len() <= count, "fewer multipliers than numbers");
        }
    }
}

#[test]
fn names_that_no_hash_tells_apart_stop_the_build() {
    // Of a name of 100 bytes, those between the first eight and the middle do not count.
    let long = |letter: char| format!("ERR{}{letter}{}", "_".repeat(12), "_".repeat(84));
    let folder =
        Folder::small().set("rest", 2, "names", &long('A')).set("rest", 3, "names", &long('B'));
    let Fault(told) = generate(&folder.write("alike")).expect_err("the build must stop");
    assert_eq!(told, "rest.tsv: column names: the names are too alike for their hash");
}

#[test]
fn short_names_may_differ_in_one_letter() {
    let folder = Folder::small().set("rest", 2, "names", "Ab").set("rest", 3, "names", "Cb");
    folder.generate("short_names").expect("a right folder");
}

#[test]
fn published_tables_need_a_single_multiplier() {
    let catalogue = Catalogue::read(Path::new("data")).expect("the project's own tables");
    let codes = |rows: &[rows::Row]| -> Vec<u32> { rows.iter().map(|row| row.code).collect() };
    let (sdk, rest) = (codes(&catalogue.sdk), codes(&catalogue.rest));
    let both: BTreeSet<u32> = sdk.iter().chain(&rest).copied().collect();
    let tables = [sdk, rest, both.into_iter().collect()];
    for numbers in tables {
        assert_eq!(perfect::for_numbers(&numbers).multipliers.len(), 1);
    }
}

#[test]
fn the_project_s_own_tables_are_searched_in_a_moment() {
    let start = Instant::now();
    generate(Path::new("data")).expect("the project's own tables");
    // A debug build, as a build script is, takes ten times as long as this optimised one, and a
    // busy machine several times that again. The aim is 0.1 s in a debug build.
    assert!(start.elapsed() < Duration::from_millis(200), "{:?}", start.elapsed());
}

#[test]
fn large_tables_are_written_out_row_by_row() {
    for count in [268, 1_000, 10_000] {
        let numbers = numbers_in_runs(count);
        let (sdk, rest) = numbers.split_at(count / 3);
        let source = Folder::with_codes(sdk, rest).generate("large").expect("right tables");
        let variants = source.lines().filter(|line| line.starts_with("    Code")).count();
        assert_eq!(variants, count);
        for rows in [sdk.len(), rest.len()] {
            assert!(source.contains(&format!("const ROWS: usize = {rows};")));
        }
    }
}
