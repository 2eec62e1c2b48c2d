//! What the catalogue says of a code: every cell of `data/`, through every type that has it.

use std::path::Path;
use yuanrong_errors::{
    DataSystemErrorCode, Entry, ErrorCode, ErrorKind, FunctionSystemErrorCode, Lang, Operation,
    Origin, RestErrorCode, Retry, SdkErrorCode, Table, entries,
};
use yuanrong_errors_generator::catalogue::{Catalogue, CodeRow, Range};

/// The tables in `data/`, as the build script reads them.
fn data() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    Catalogue::read(&folder).expect("the tables from which the crate was built")
}

#[test]
fn the_entries_are_the_rows_of_the_tables() {
    let data = data();
    let names = data.tables.iter().map(|codes| codes.table.name);
    assert!(names.eq(Table::ALL.iter().map(|table| table.as_str())));
    let rows = || data.tables.iter().flat_map(|codes| &codes.file.rows);
    assert_eq!(entries().len(), rows().count());
    for (entry, row) in entries().zip(rows()) {
        assert_is_row(entry, row);
    }
    for (codes, &table) in data.tables.iter().zip(Table::ALL) {
        let of_table = entries().filter(|entry| entry.table() == table).count();
        assert_eq!(of_table, codes.file.rows.len(), "{table}");
    }
}

fn is_inner(entry: Entry) -> bool {
    matches!(entry.table(), Table::DataSystem | Table::FunctionSystem)
}

fn assert_is_row(entry: Entry, row: &CodeRow) {
    let code = format!("{:?}", entry.error_code());
    assert!(code.ends_with(&format!("({})", &*row.variant)), "{code}");
    assert_eq!(entry.code(), row.code.get(), "{code}");
    assert_eq!(entry.upstream_names(), &*row.names, "{code}");
    assert_eq!(entry.message(), row.message, "{code}");
    assert_eq!(entry.description(), row.description(), "{code}");
    assert_eq!(entry.solution(), row.solution, "{code}");
    assert_eq!(entry.hint(), row.hint.as_deref(), "{code}");
    assert_eq!(entry.solution_origin().as_str(), row.solution_origin.as_str(), "{code}");
    assert_eq!(entry.kind().as_str(), row.kind.as_str(), "{code}");
    assert_eq!(entry.retry().as_str(), row.retry.as_str(), "{code}");
    assert_eq!(entry.retry_origin().as_str(), row.retry_origin.as_str(), "{code}");
    assert_eq!(entry.retry_reason(), row.retry_reason, "{code}");
    assert_eq!(entry.origin().as_str(), row.origin.as_str(), "{code}");
    assert_eq!(entry.sent_http_status(), row.http.map(|status| status.0), "{code}");
    let surfaces_as = row.surfaces_as.map(|number| ErrorCode::in_table(Table::Sdk, number.get()));
    assert_eq!(entry.surfaces_as(), surfaces_as, "{code}");
    assert_eq!(entry.other_meanings(), &*row.also, "{code}");
    for (&operation, retry) in Operation::ALL.iter().zip(row.retry_for()) {
        assert_eq!(entry.retry_for(operation).as_str(), retry.as_str(), "{code} {operation}");
    }
}

#[test]
fn an_unknown_number_has_the_texts_of_the_last_range_that_contains_it() {
    let ranges = data().ranges.rows;
    let bounds = ranges.iter().flat_map(|range| {
        let around = |number: i32| [number.saturating_sub(1), number, number.saturating_add(1)];
        [around(range.first), around(range.last)]
    });
    for number in (0..600_000).chain(bounds.flatten()) {
        let code = ErrorCode::from_code(number);
        if code.is_known() {
            continue;
        }
        let contains = |range: &&Range| (range.first..=range.last).contains(&number);
        let range = ranges.iter().rev().find(contains).expect("the ranges have every number");
        let texts = [code.message(), code.description(), code.solution()];
        assert_eq!(texts, [&*range.message, &range.description, &range.solution], "{number}");
    }
}

#[cfg(feature = "zh")]
#[test]
fn every_text_is_there_in_chinese() {
    let data = data();
    let rows = data.tables.iter().flat_map(|codes| &codes.chinese.rows);
    for (entry, row) in entries().zip(rows) {
        assert_eq!(entry.code(), row.code.get());
        let description = row.description.as_ref().unwrap_or(&row.message);
        assert_eq!(entry.message_in(Lang::Zh), row.message);
        assert_eq!(entry.description_in(Lang::Zh), description);
        assert_eq!(entry.solution_in(Lang::Zh), row.solution);
        assert_eq!(entry.hint_in(Lang::Zh), row.hint.as_deref());
        assert_eq!(entry.retry_reason_in(Lang::Zh), row.retry_reason);
        assert_eq!(entry.other_meanings_in(Lang::Zh), &*row.also);
    }
    for row in data.ranges_chinese.rows {
        let code = ErrorCode::from_code(row.first);
        if !code.is_known() {
            let texts = [code.message_in(Lang::Zh), code.description_in(Lang::Zh)];
            assert_eq!(texts, [row.message, row.description], "{code}");
            assert_eq!(code.solution_in(Lang::Zh), row.solution, "{code}");
        }
    }
}

#[test]
fn english_is_the_default_and_all_there_is_without_the_feature() {
    let languages = if cfg!(feature = "zh") { &[Lang::En][..] } else { Lang::ALL };
    for &lang in languages {
        for code in entries().map(Entry::error_code).chain([ErrorCode::from_code(1099)]) {
            assert_eq!(code.message_in(lang), code.message());
            assert_eq!(code.description_in(lang), code.description());
            assert_eq!(code.solution_in(lang), code.solution());
            assert_eq!(code.hint_in(lang), code.hint());
            assert_eq!(code.docs_url_in(lang), code.docs_url());
        }
        for entry in entries() {
            assert_eq!(entry.other_meanings_in(lang), entry.other_meanings());
            assert_eq!(entry.retry_reason_in(lang), entry.retry_reason());
        }
        for &retry in Retry::ALL {
            assert_eq!(retry.advice_in(lang), retry.advice());
        }
    }
    assert_eq!(Lang::default(), Lang::En);
}

/// Checks that a typed code, the code and the entry have the same in every accessor of this list.
macro_rules! assert_same {
    ($code:ident, [$($accessor:ident),*]) => {
        let (any, entry) = (ErrorCode::from($code), $code.entry());
        $(
            let expected = entry.$accessor();
            assert_eq!([$code.$accessor(), any.$accessor()], [expected, expected]);
        )*
    };
}

macro_rules! assert_all_same {
    ($($Code:ident),*) => {$(
        for &code in $Code::ALL {
            assert_same!(code, [message, description, solution, hint, kind, retry]);
            assert_same!(code, [is_retryable, is_documented, docs_url]);
            let (any, entry) = (ErrorCode::from(code), code.entry());
            assert_eq!((any.name(), code.name()), (Some(entry.name()), entry.name()));
            assert_eq!((any.entry(), any.table()), (Some(entry), Some(entry.table())));
            assert!(any.is_known());
            for &operation in Operation::ALL {
                let class = entry.retry_for(operation);
                assert_eq!([code.retry_for(operation), any.retry_for(operation)], [class; 2]);
            }
            assert_eq!([code.to_string(), any.to_string()], [entry.to_string(), entry.to_string()]);
            assert_eq!(format!("{code:#} {any:#}"), format!("{entry:#} {entry:#}"));
        }
    )*};
}

#[test]
fn a_typed_code_the_code_and_the_entry_agree() {
    assert_all_same!(SdkErrorCode, RestErrorCode, DataSystemErrorCode, FunctionSystemErrorCode);
}

#[test]
fn a_documented_code_has_a_page_in_either_language() {
    for entry in entries() {
        // The error-code page has no inner status; those are on the pages of their own systems.
        let is_on_page = entry.is_documented() && !is_inner(entry);
        assert_eq!(entry.docs_url().is_some(), is_on_page);
        assert_eq!(entry.is_documented(), entry.origin() == Origin::Documented);
    }
    let page = "multi_language_function_programming_interface/api/error_code.html";
    let code = SdkErrorCode::ParamInvalid;
    let english = format!("https://docs.openyuanrong.org/en/latest/{page}");
    assert_eq!(code.docs_url(), Some(&*english));
    let language = if cfg!(feature = "zh") { "zh-cn" } else { "en" };
    let chinese = format!("https://docs.openyuanrong.org/{language}/latest/{page}");
    assert_eq!(code.docs_url_in(Lang::Zh), Some(&*chinese));
}

#[test]
fn a_code_is_retryable_if_the_call_is_for_some_operation() {
    for entry in entries() {
        let classes = || Operation::ALL.iter().map(|&operation| entry.retry_for(operation));
        assert_eq!(entry.is_retryable(), classes().any(Retry::is_retryable), "{entry}");
        if entry.retry() == Retry::OtherInstance {
            assert_eq!(entry.retry_for(Operation::InvokeStateful), Retry::Never, "{entry}");
        }
    }
}

/// An inner status reaches a caller inside an SDK error, never in a response of its own.
#[test]
fn an_inner_status_surfaces_as_an_sdk_code_and_is_never_sent() {
    for entry in entries() {
        if is_inner(entry) {
            assert_eq!(entry.sent_http_status(), None, "{entry}");
            assert!(entry.surfaces_as().is_none_or(|code| code.table() == Some(Table::Sdk)));
        } else {
            assert_eq!(entry.surfaces_as(), None, "{entry}");
        }
    }
    let out_of_memory = DataSystemErrorCode::OutOfMemory.entry();
    assert_eq!(out_of_memory.surfaces_as(), Some(ErrorCode::in_table(Table::Sdk, 4202)));
    assert_eq!(FunctionSystemErrorCode::Reserved.entry().surfaces_as(), None);
}

#[test]
fn every_known_code_has_a_known_kind() {
    assert!(entries().all(|entry| entry.kind() != ErrorKind::Unknown));
}

#[test]
fn description_of_a_reference_is_the_catalogue_s_with_error_in_scope() {
    use std::error::Error as _;
    let (any, sdk) = (&ErrorCode::from_code(1001), &SdkErrorCode::ParamInvalid);
    assert_eq!([any.description(), sdk.description()], ["Parameter validation failed."; 2]);
    assert!(any.source().is_none());
}

#[test]
fn debug_of_an_entry_shows_what_a_person_looks_for() {
    let shown = format!("{:?}", SdkErrorCode::InvokeRateLimited.entry());
    for part in [
        "Sdk(InvokeRateLimited)",
        "\"ERR_INVOKE_RATE_LIMITED\"",
        "\"Request limit reached.\"",
        "\"Retry after a certain interval.\"",
        "ResourceExhausted",
        "Throttled",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}

#[test]
fn display_is_one_line_and_the_alternate_form_says_what_to_do() {
    for entry in entries() {
        let line = entry.to_string();
        assert_eq!(line, format!("{} {}: {}", entry.code(), entry.name(), entry.description()));
        let mut lines = vec![line];
        lines.extend(entry.other_meanings().iter().map(|text| format!("may also be: {text}")));
        lines.push(format!("solution: {}", entry.solution()));
        lines.extend(entry.hint().map(|hint| format!("hint: {hint}")));
        let (retry, origin) = (entry.retry(), entry.retry_origin());
        let (advice, reason) = (retry.advice(), entry.retry_reason());
        lines.push(format!("retry: {retry}: {advice} ({origin}: {reason})"));
        assert_eq!(format!("{entry:#}").lines().collect::<Vec<_>>(), lines);
    }
}

#[test]
fn display_of_an_unknown_code_has_no_name() {
    for number in [-1, 7, 404, 99_999] {
        let code = ErrorCode::from_code(number);
        let line = format!("{number}: {}", code.description());
        assert_eq!(code.to_string(), line);
        let (solution, retry) = (code.solution(), code.retry());
        // Nothing says that a retry is wrong.
        let advice =
            if number == 404 { retry.advice() } else { "nothing is known about this failure" };
        let full = format!("{line}\nsolution: {solution}\nretry: {retry}: {advice}");
        assert_eq!(format!("{code:#}"), full);
    }
}
