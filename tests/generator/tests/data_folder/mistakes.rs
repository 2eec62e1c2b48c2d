//! What the build says about mistakes in the data folder.

use crate::folder::{Folder, fault};
use std::fs;

#[test]
fn correct_tables_become_enums() {
    let rust = Folder::small().generate("correct").expect("the folder is correct");
    for variant in ["CodeMinus1 = -1,", "Code1002 = 1002,", "Code150444 = 150444,"] {
        assert!(rust.lines().any(|line| line.trim() == variant), "{variant}");
    }
    for name in ["Sdk", "Rest", "DataSystem", "FunctionSystem"] {
        assert!(rust.contains(&format!("pub enum {name}ErrorCode {{")), "{name}");
    }
}

#[test]
fn the_same_tables_give_the_same_rust() {
    let once = Folder::small().generate("same").expect("the folder is correct");
    let again = Folder::small().generate("same_again").expect("the folder is correct");
    assert_eq!(once, again);
}

const BAD_NUMBER: &str = "is not a decimal number of 32 bits";
const BAD_VARIANT: &str = "is not a name for a Rust variant";
const KINDS: &str = "is not one of: invalid-argument, failed-precondition, out-of-range, not-found, \
    already-exists, permission-denied, unauthenticated, resource-exhausted, deadline-exceeded, \
    cancelled, aborted, unavailable, data-loss, unimplemented, internal, user-code";
const RETRIES: &str = "is not one of: never, backoff, throttled, if-idempotent, other-instance";
const EMPTY: &str = "the text is empty";

/// Checks cells that are wrong in themselves: file, line, column, cell and reason. A reason that
/// begins with "is" comes after the quoted cell.
#[track_caller]
fn assert_bad_cells(test: &str, cases: &[(&str, usize, &str, &str, &str)]) {
    for &(file, line, column, cell, reason) in cases {
        let reason = if reason.starts_with("is ") {
            format!("{cell:?} {reason}")
        } else {
            reason.to_owned()
        };
        let folder = Folder::small().set(file, line, column, cell);
        assert_eq!(folder.fault(test), format!("{file}:{line}: column {column}: {reason}"));
    }
}

#[test]
fn a_bad_number_stops_the_build() {
    let cases = [
        ("sdk.tsv", 3, "code", "", EMPTY),
        ("sdk.tsv", 3, "code", "1o02", BAD_NUMBER),
        ("sdk.tsv", 3, "code", "+1002", BAD_NUMBER),
        ("sdk.tsv", 3, "code", "01002", BAD_NUMBER),
        ("sdk.tsv", 3, "code", "-0", BAD_NUMBER),
        ("sdk.tsv", 3, "code", "-01", BAD_NUMBER),
        ("sdk.tsv", 3, "code", "2147483648", BAD_NUMBER),
        ("sdk.tsv", 3, "code", "-2147483649", BAD_NUMBER),
        ("sdk.tsv", 3, "code", "0", "0 means success"),
        ("sdk.tsv", 3, "code", "-1", "-1 is also on the line before"),
        ("sdk.tsv", 3, "code", "-2", "-2 comes after -1: rows are sorted by code"),
        ("sdk.tsv", 4, "http", "5oo", BAD_NUMBER),
        ("sdk.tsv", 4, "http", "99", "is not an HTTP status from 100 to 599"),
        ("sdk.tsv", 4, "http", "600", "is not an HTTP status from 100 to 599"),
        ("sdk.tsv", 4, "http", "-200", "is not an HTTP status from 100 to 599"),
        ("datasystem.tsv", 2, "code", "0", "0 means success"),
        ("datasystem.tsv", 2, "surfaces_as", "4o02", BAD_NUMBER),
        ("datasystem.tsv", 2, "surfaces_as", "0", "0 means success"),
        ("datasystem.tsv", 2, "surfaces_as", "4101", "4101 is not in sdk.tsv"),
        ("functionsystem.tsv", 3, "surfaces_as", "-5", "-5 is not in sdk.tsv"),
        ("ranges.tsv", 3, "first", "0x1", BAD_NUMBER),
    ];
    assert_bad_cells("bad_number", &cases);
}

#[test]
fn a_bad_name_stops_the_build() {
    let cases = [
        ("rest.tsv", 3, "variant", "not_found", BAD_VARIANT),
        ("rest.tsv", 3, "variant", "notFound", BAD_VARIANT),
        ("rest.tsv", 3, "variant", "4Found", BAD_VARIANT),
        ("rest.tsv", 3, "variant", "Not Found", BAD_VARIANT),
        ("rest.tsv", 3, "variant", "Self", BAD_VARIANT),
        ("rest.tsv", 3, "variant", "ALL", BAD_VARIANT),
        ("rest.tsv", 3, "variant", "ERR_4101", BAD_VARIANT),
        ("rest.tsv", 3, "variant", "Code4101", r#""Code4101" is already a name of 4101"#),
        ("rest.tsv", 3, "names", "", EMPTY),
        ("rest.tsv", 3, "names", "A,,B", EMPTY),
        ("rest.tsv", 3, "names", "A, B", r#"" B" begins or ends with whitespace"#),
        ("rest.tsv", 3, "names", "A B", "is not the name of a constant"),
        ("rest.tsv", 3, "names", "4A", "is not the name of a constant"),
        ("rest.tsv", 3, "names", "A,A", r#""A" is already a name of 4102"#),
        ("rest.tsv", 3, "names", "ERR_4101", r#""ERR_4101" is already a name of 4101"#),
        ("rest.tsv", 3, "names", "Code4101", r#""Code4101" is already a name of 4101"#),
        ("rest.tsv", 3, "message", "Code4101", r#""Code4101" is already a name of 4101"#),
        // Every message of an inner table is a name, that of an observed row, too.
        ("datasystem.tsv", 3, "message", "ERR_Minus5", r#""ERR_Minus5" is already a name of -5"#),
    ];
    assert_bad_cells("bad_name", &cases);
}

#[test]
fn a_bad_text_stops_the_build() {
    let cases = [
        ("sdk.tsv", 4, "message", "", EMPTY),
        ("rest.tsv", 3, "description", "", EMPTY),
        ("sdk.tsv", 4, "solution", "", EMPTY),
        ("sdk.tsv", 4, "retry_reason", "", EMPTY),
        ("functionsystem.tsv", 3, "description", "", EMPTY),
        ("functionsystem.tsv", 3, "retry_reason", "", EMPTY),
        ("ranges.tsv", 3, "solution", "", EMPTY),
        ("sdk.tsv", 4, "solution", " Wait.", r#"" Wait." begins or ends with whitespace"#),
        ("sdk.tsv", 4, "also", "one\r", r#""one\r" begins or ends with whitespace"#),
        ("sdk.tsv", 4, "solution", "Wa\0it.", r#""Wa\0it." contains a control character"#),
        ("sdk.tsv", 4, "hint", "Look. ", r#""Look. " begins or ends with whitespace"#),
        ("sdk.tsv", 4, "also", "one;;two", EMPTY),
        ("sdk.tsv", 4, "also", "one; two", r#"" two" begins or ends with whitespace"#),
    ];
    assert_bad_cells("bad_text", &cases);
}

#[test]
fn a_bad_word_stops_the_build() {
    let cases = [
        ("sdk.tsv", 4, "solution_origin", "me", "is not one of: documented, observed, advised"),
        ("sdk.tsv", 4, "kind", "Internal", KINDS),
        ("sdk.tsv", 4, "kind", "unknown", KINDS),
        ("sdk.tsv", 4, "retry", "sometimes", RETRIES),
        ("sdk.tsv", 4, "retry_origin", "", EMPTY),
        ("sdk.tsv", 4, "retry_create", "soon", RETRIES),
        ("sdk.tsv", 4, "retry_create", "never", "the same as in column retry: leave it empty"),
        ("sdk.tsv", 4, "retry_stateful", "never", "the same as in column retry: leave it empty"),
        ("sdk.tsv", 4, "retry_stateless", "never", "the same as in column retry: leave it empty"),
        ("sdk.tsv", 4, "defers", "no", "is not one of: yes"),
        ("sdk.tsv", 4, "defers", "Yes", "is not one of: yes"),
        ("sdk.tsv", 4, "origin", "guessed", "is not one of: documented, observed"),
        ("sdk.tsv", 4, "origin", "advised", "is not one of: documented, observed"),
        ("datasystem.tsv", 3, "origin", "advised", "is not one of: documented, observed"),
        (
            "datasystem.tsv",
            3,
            "retry_create",
            "never",
            "the same as in column retry: leave it empty",
        ),
    ];
    assert_bad_cells("bad_word", &cases);
}

#[test]
fn bad_ranges_stop_the_build() {
    let sorted = "ranges are sorted by their first number, each once";
    let cases = [
        ("ranges.tsv", 2, "first", "1", "no range has -2147483648"),
        ("ranges.tsv", 3, "first", "-2147483648", sorted),
        ("ranges.tsv", 3, "last", "999", "less than the first number"),
    ];
    assert_bad_cells("bad_range", &cases);

    let gap = Folder::small().set("ranges.tsv", 2, "last", "998");
    assert_eq!(gap.fault("gap"), "ranges.tsv:3: column first: no range has 999");
    let short = Folder::small().set("ranges.tsv", 2, "last", "2000");
    assert_eq!(short.fault("short"), "ranges.tsv:1: column last: no range has 2001");
    let single = Folder::small().set("ranges.tsv", 3, "last", "1000");
    assert!(single.generate("single_number").is_ok());
}

#[test]
fn bad_chinese_texts_stop_the_build() {
    let cases = [
        ("zh/sdk.tsv", 3, "code", "1003", "this row must be for 1002"),
        ("zh/sdk.tsv", 3, "message", "", EMPTY),
        ("zh/sdk.tsv", 3, "retry_reason", "", EMPTY),
        ("zh/datasystem.tsv", 3, "retry_reason", "", EMPTY),
        ("zh/datasystem.tsv", 3, "code", "1003", "this row must be for 1002"),
        (
            "zh/functionsystem.tsv",
            2,
            "description",
            "",
            "the text is empty, but functionsystem.tsv has one",
        ),
        ("zh/rest.tsv", 3, "description", "", "the text is empty, but rest.tsv has one"),
        ("zh/rest.tsv", 3, "hint", "看", "rest.tsv has no such text: leave the cell empty"),
        ("zh/sdk.tsv", 3, "also", "四", "1 meanings, but sdk.tsv has 0"),
        ("zh/ranges.tsv", 3, "first", "1001", "this row must be for 1000"),
        ("zh/ranges.tsv", 3, "solution", "", EMPTY),
    ];
    assert_bad_cells("bad_chinese", &cases);

    let hint = Folder::small().set("sdk.tsv", 4, "hint", "Look.");
    let reason = "zh/sdk.tsv:4: column hint: the text is empty, but sdk.tsv has one";
    assert_eq!(hint.fault("no_chinese_hint"), reason);
    assert!(hint.set("zh/sdk.tsv", 4, "hint", "看").generate("chinese_hint").is_ok());

    let also = Folder::small().set("sdk.tsv", 4, "also", "one;two");
    let reason = "zh/sdk.tsv:4: column also: 0 meanings, but sdk.tsv has 2";
    assert_eq!(also.fault("no_chinese_meanings"), reason);
    assert!(also.set("zh/sdk.tsv", 4, "also", "一;二").generate("chinese_meanings").is_ok());
}

#[test]
fn a_missing_or_extra_chinese_row_stops_the_build() {
    let mut missing = Folder::small();
    missing.lines("zh/sdk.tsv").pop();
    assert_eq!(missing.fault("no_chinese"), "zh/sdk.tsv:1: column code: there is no row for 1003");

    let extra = Folder::small().add("zh/ranges.tsv", "2000 一 二 三");
    let reason = "zh/ranges.tsv:4: column first: ranges.tsv has no row for 2000";
    assert_eq!(extra.fault("extra_chinese"), reason);
}

#[test]
fn a_solution_that_says_contact_us_needs_a_row_of_contacts() {
    for (file, contacts, solution, with_contact) in [
        ("sdk.tsv", "contacts.tsv", "If_so,_contact_us.", "If_so,_contact_{contact}."),
        ("zh/sdk.tsv", "zh/contacts.tsv", "请联系我们。", "请联系{contact}。"),
        ("datasystem.tsv", "contacts.tsv", "Contact_us.", "Contact_{contact}."),
    ] {
        let folder = || Folder::small().set(file, 3, "solution", &solution.replace('_', " "));
        let reason = format!("{file}:3: column solution: {contacts} has no row for this solution");
        assert_eq!(folder().fault("no_contact"), reason);
        let spaced = |folder: Folder, line: usize| {
            let solution = solution.replace('_', " ");
            folder.set(contacts, line, "solution", &solution)
        };
        let folder = spaced(folder().add(contacts, &format!("1 {solution} {with_contact}")), 2);
        assert!(folder.generate("contact").is_ok());
        for bad in ["us", "{contact}{contact}"] {
            let reason = format!("{bad:?} does not have {{contact}} exactly once");
            let row = format!("2 {solution} {bad}");
            let fault = spaced(Folder::small().add(contacts, &row), 2).fault("bad_contact");
            assert_eq!(fault, format!("{contacts}:2: column with_contact: {reason}"));
        }
    }
}

#[test]
fn a_missing_or_extra_cell_stops_the_build() {
    let mut folder = Folder::small();
    folder.lines("sdk.tsv")[2].pop();
    assert_eq!(folder.fault("missing_cell"), "sdk.tsv:3: column also: the cell is missing");

    let mut folder = Folder::small();
    folder.lines("rest.tsv")[3].push("one more".to_owned());
    assert_eq!(folder.fault("extra_cell"), "rest.tsv:4: column also: 20 cells instead of 19");

    let mut folder = Folder::small();
    folder.lines("sdk.tsv").insert(2, vec![String::new()]);
    assert_eq!(folder.fault("empty_line"), "sdk.tsv:3: column variant: the cell is missing");
}

#[test]
fn a_wrong_header_an_empty_table_and_a_missing_file_stop_the_build() {
    let header = Folder::small().set("sdk.tsv", 1, "message", "Message").fault("header");
    assert!(header.starts_with("sdk.tsv:1: the header must be: code, variant, names"), "{header}");

    let mut folder = Folder::small();
    folder.lines("sdk.tsv")[0].swap(2, 3);
    assert_eq!(folder.fault("columns_swapped"), header);

    let mut folder = Folder::small();
    folder.lines("rest.tsv").truncate(1);
    assert_eq!(folder.fault("no_rows"), "rest.tsv:1: column code: the table has no rows");

    for file in ["zh/rest.tsv", "datasystem.tsv", "zh/functionsystem.tsv"] {
        let path = Folder::small().write("no_file");
        fs::remove_file(path.join(file)).expect("the file is removed");
        assert!(fault(&path).starts_with(&format!("{file}: ")));
    }
}

/// The SDKs and the REST API send their codes to a caller. An inner status has no HTTP status and
/// defers to nothing; it surfaces as an SDK code.
#[test]
fn an_inner_table_has_columns_of_its_own() {
    let mut folder = Folder::small();
    *folder.lines("datasystem.tsv") = folder.lines("rest.tsv").clone();
    let header = folder.fault("rest_columns");
    let columns = "retry_stateless, origin, surfaces_as, also";
    assert!(header.starts_with("datasystem.tsv:1: the header must be: code, variant"), "{header}");
    assert!(header.ends_with(columns), "{header}");

    let mut folder = Folder::small();
    *folder.lines("sdk.tsv") = folder.lines("functionsystem.tsv").clone();
    let header = folder.fault("inner_columns");
    assert!(header.starts_with("sdk.tsv:1: the header must be: "), "{header}");
    assert!(header.ends_with("retry_stateless, defers, origin, http, also"), "{header}");

    let surfaces = Folder::small().set("datasystem.tsv", 2, "surfaces_as", "1003");
    assert!(surfaces.generate("surfaces").is_ok());
}

#[test]
fn bytes_that_are_not_utf_8_stop_the_build() {
    let path = Folder::small().write("not_utf_8");
    let file = path.join("sdk.tsv");
    let text = fs::read_to_string(&file).expect("the file was written");
    let third_line: usize = text.split_inclusive('\n').take(2).map(str::len).sum();
    let mut bytes = text.into_bytes();
    bytes[third_line] = 0xFF;
    fs::write(&file, bytes).expect("the file is written");
    assert_eq!(fault(&path), "sdk.tsv:3: the line is not UTF-8");
}

/// Two tables that share the code 4001.
fn sharing() -> Folder {
    Folder::new(&[1001, 4001], &[4001, 4101])
}

#[test]
fn a_code_that_is_documented_in_two_tables_needs_a_choice() {
    let reason = "shared.tsv:1: column code: no row says which table's code 4001 means";
    assert_eq!(sharing().fault("no_choice"), reason);
    let observed =
        sharing().set("sdk.tsv", 3, "origin", "observed").set("rest.tsv", 2, "origin", "observed");
    assert_eq!(observed.fault("no_choice_of_observed"), reason);

    assert!(sharing().add("shared.tsv", "4001 rest test").generate("choice").is_ok());
    for file in ["sdk.tsv", "rest.tsv"] {
        let line = if file == "sdk.tsv" { 3 } else { 2 };
        let one_documented = sharing().set(file, line, "origin", "observed");
        assert!(one_documented.generate("documented_wins").is_ok());
        let needless = one_documented.add("shared.tsv", "4001 rest test").fault("needless");
        assert_eq!(needless, "shared.tsv:2: column code: 4001 needs no choice: remove the row");
    }
}

#[test]
fn a_bad_choice_stops_the_build() {
    for (line, reason) in [
        ("4001 soap test", r#"column table: "soap" is not one of: sdk, rest"#),
        ("4001 datasystem test", r#"column table: "datasystem" is not one of: sdk, rest"#),
        ("4001 sdk ", "column reason: the text is empty"),
        ("0 sdk test", "column code: 0 means success"),
    ] {
        let folder = sharing().add("shared.tsv", line);
        assert_eq!(folder.fault("bad_choice"), format!("shared.tsv:2: {reason}"));
    }
    let folder = sharing().add("shared.tsv", "1001 sdk test").add("shared.tsv", "4001 sdk test");
    let reason = "shared.tsv:2: column code: 1001 needs no choice: remove the row";
    assert_eq!(folder.fault("needless_choice"), reason);
    let folder = sharing().add("shared.tsv", "4001 sdk test").add("shared.tsv", "4001 sdk test");
    let reason = "shared.tsv:3: column code: 4001 is also on the line before";
    assert_eq!(folder.fault("choice_twice"), reason);
}

/// Inner tables take no part where only the number is known.
#[test]
fn a_number_of_an_inner_table_needs_no_choice() {
    let folder = Folder::new(&[1002], &[4101]);
    assert!(folder.generate("inner_number").is_ok());
    let needless = folder.add("shared.tsv", "1002 sdk test").fault("inner_choice");
    assert_eq!(needless, "shared.tsv:2: column code: 1002 needs no choice: remove the row");
}

#[test]
fn a_table_without_a_code_of_its_own_stops_the_build() {
    let folder = Folder::new(&[1001], &[1001]).set("rest.tsv", 2, "origin", "observed");
    let reason = "rest.tsv:1: column code: all numbers of this table mean codes of other tables";
    assert_eq!(folder.fault("no_own_code"), reason);
}

#[test]
fn names_that_have_the_same_hash_stop_the_build() {
    // In a name of 100 bytes, those between the first eight and the middle do not count.
    let long = |letter: char| format!("ERR{}{letter}{}", "_".repeat(12), "_".repeat(84));
    let folder = Folder::small().set("rest.tsv", 2, "names", &long('A')).set(
        "rest.tsv",
        3,
        "names",
        &long('B'),
    );
    let reason = "rest.tsv:1: column names: the names are too similar for their hash";
    assert_eq!(folder.fault("similar_names"), reason);

    let short = Folder::small().set("rest.tsv", 2, "names", "Ab").set("rest.tsv", 3, "names", "Cb");
    assert!(short.generate("short_names").is_ok());
}
