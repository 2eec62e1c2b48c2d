//! Finding a code: by number, by name, in text, and by conversion.

use std::{collections::HashSet, error::Error, fmt::Debug, hash::Hash};
use yuanrong_errors::{
    DataSystemErrorCode, Entry, ErrorCode, ErrorKind, FunctionSystemErrorCode, Operation,
    ParseCodeError, RestErrorCode, Retry, SdkErrorCode, Table, TryFromCodeError, entries,
};

/// Runs a check on every code of each typed enum. Their methods are inherent, so no trait has them.
macro_rules! for_each_typed_code {
    (|$code:ident: $Code:ident| $check:block) => {
        for_each_typed_code!([
            SdkErrorCode, RestErrorCode, DataSystemErrorCode, FunctionSystemErrorCode
        ] |$code: $Code| $check);
    };
    ([$($Enum:ident),*] |$code:ident: $Code:ident| $check:block) => {$(
        for &$code in $Enum::ALL {
            use $Enum as $Code;
            $check
        }
    )*};
}

/// The numbers that are in the SDK table and in the REST table, with different meanings.
fn shared_numbers() -> impl Iterator<Item = i32> {
    (4001..=4010).chain(4201..=4206).chain([6038, 150_464])
}

/// The entries of the tables that are asked where only the number is known.
fn merged_entries() -> impl Iterator<Item = Entry> {
    entries().filter(|entry| matches!(entry.table(), Table::Sdk | Table::Rest))
}

/// The entries of the tables of the data system and of the function system.
fn inner_entries() -> impl Iterator<Item = Entry> {
    entries().filter(|entry| matches!(entry.table(), Table::DataSystem | Table::FunctionSystem))
}

#[test]
fn the_entries_are_all_codes_by_table_and_number() {
    let sdk = SdkErrorCode::ALL.iter().map(|&code| ErrorCode::Sdk(code));
    let rest = RestErrorCode::ALL.iter().map(|&code| ErrorCode::Rest(code));
    let data_system = DataSystemErrorCode::ALL.iter().map(|&code| ErrorCode::DataSystem(code));
    let function_system =
        FunctionSystemErrorCode::ALL.iter().map(|&code| ErrorCode::FunctionSystem(code));
    let codes: Vec<ErrorCode> = sdk.chain(rest).chain(data_system).chain(function_system).collect();
    assert!(entries().map(Entry::error_code).eq(codes.iter().copied()));
    assert!(codes.is_sorted());
    assert_eq!(entries().len(), codes.len());
    assert_eq!(merged_entries().count() + inner_entries().count(), codes.len());
    assert_eq!(HashSet::<ErrorCode>::from_iter(codes).len(), entries().len());
}

#[test]
fn a_number_finds_its_typed_code_and_the_code_its_number() {
    for_each_typed_code!(|code: Code| {
        let number = code as i32;
        assert_eq!(code.code(), number);
        assert_eq!(i32::from(code), number);
        assert_eq!(Code::from_code(number), Some(code));
        assert_eq!(Code::try_from(number), Ok(code));
        assert_eq!(Code::try_from(i64::from(number)), Ok(code));
        if let Ok(number) = u32::try_from(number) {
            assert_eq!(Code::try_from(number), Ok(code));
            assert_eq!(Code::try_from(u64::from(number)), Ok(code));
        }
        assert_eq!(number.to_string().parse(), Ok(code));
        let any = ErrorCode::from(code);
        assert_eq!(any.code(), number);
        assert_eq!(i32::from(any), number);
        assert_eq!(any.entry(), Some(code.entry()));
        assert_eq!(ErrorCode::in_table(code.entry().table(), number), any);
    });
}

#[test]
fn a_number_of_any_integer_type_is_a_code() {
    for number in [i32::MIN, -1, 0, 7, 1001, 4115, i32::MAX] {
        let code = ErrorCode::from_code(number);
        assert_eq!(code.code(), number);
        assert_eq!(ErrorCode::from(number), code);
        assert_eq!(ErrorCode::try_from(i64::from(number)), Ok(code));
        if let Ok(number) = u32::try_from(number) {
            assert_eq!(ErrorCode::try_from(number), Ok(code));
            assert_eq!(ErrorCode::try_from(u64::from(number)), Ok(code));
        }
    }
}

#[test]
fn a_number_that_is_not_in_the_table_is_refused() {
    fn refused<C: Debug>(result: Result<C, TryFromCodeError>) -> (Option<Table>, i128, String) {
        let error = result.unwrap_err();
        (error.table(), error.number(), error.to_string())
    }
    let cases = [
        (refused(SdkErrorCode::try_from(4115_i32)), 4115),
        (refused(SdkErrorCode::try_from(i32::MIN)), i128::from(i32::MIN)),
        (refused(SdkErrorCode::try_from(u32::MAX)), i128::from(u32::MAX)),
        // The low 32 bits of these are 1001.
        (refused(SdkErrorCode::try_from((1_u64 << 32) + 1001)), (1 << 32) + 1001),
        (refused(SdkErrorCode::try_from(i64::MIN + 1001)), i128::from(i64::MIN) + 1001),
        (refused(SdkErrorCode::try_from(u64::MAX)), i128::from(u64::MAX)),
    ];
    for (error, number) in cases {
        let message = format!("{number} is not in the SDK table");
        assert_eq!(error, (Some(Table::Sdk), number, message));
    }
    let error = refused(RestErrorCode::try_from(-1_i32));
    assert_eq!(error, (Some(Table::Rest), -1, "-1 is not in the REST table".to_owned()));
    let error = refused(DataSystemErrorCode::try_from(-5_i32));
    let message = "-5 is not in the data-system table".to_owned();
    assert_eq!(error, (Some(Table::DataSystem), -5, message));
    let error = refused(FunctionSystemErrorCode::try_from((1_u64 << 32) + 10_000));
    let message = "4294977296 is not in the function-system table".to_owned();
    assert_eq!(error, (Some(Table::FunctionSystem), (1 << 32) + 10_000, message));
}

#[test]
fn a_number_beyond_32_bits_is_no_error_code_at_all() {
    let cases = [
        (ErrorCode::try_from(u32::MAX), i128::from(u32::MAX)),
        (ErrorCode::try_from(i64::MIN), i128::from(i64::MIN)),
        (ErrorCode::try_from(1_u64 << 31), 1 << 31),
    ];
    for (result, number) in cases {
        let error = result.unwrap_err();
        assert_eq!((error.table(), error.number()), (None, number));
        let message = format!("{number} does not fit in a signed 32-bit integer");
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn every_name_finds_its_code() {
    for_each_typed_code!(|code: Code| {
        let entry = code.entry();
        let variant = format!("{code:?}");
        let mut names = entry.upstream_names().to_vec();
        names.push(&variant);
        // The messages of the SDK table are sentences, and those of observed REST rows our own.
        let is_message_a_name = match entry.table() {
            Table::Sdk => false,
            Table::Rest => entry.is_documented(),
            _ => true,
        };
        if is_message_a_name {
            names.push(entry.message());
        }
        for name in names {
            assert_eq!(Code::from_name(name), Some(code), "{name}");
            assert_eq!(name.parse(), Ok(code), "{name}");
            // The tables are asked in their order.
            let rest = || RestErrorCode::from_name(name).map(ErrorCode::from);
            let data_system = || DataSystemErrorCode::from_name(name).map(ErrorCode::from);
            let sdk = SdkErrorCode::from_name(name).map(ErrorCode::from);
            let expected = sdk.or_else(rest).or_else(data_system).unwrap_or(code.into());
            assert_eq!(ErrorCode::from_name(name), Some(expected), "{name}");
            assert_eq!(name.parse(), Ok(expected), "{name}");
        }
        assert_eq!(entry.upstream_names().first(), Some(&code.name()));
    });
}

#[test]
fn names_are_exact() {
    for_each_typed_code!(|code: Code| {
        let name = code.name();
        for wrong in [
            &name[1..],
            &name[..name.len() - 1],
            &format!("{name} "),
            &format!("{name}\0"),
            &name.to_lowercase().replace('_', "-"),
        ] {
            assert_ne!(Code::from_name(wrong), Some(code), "{wrong:?}");
        }
    });
    for nothing in [
        "",
        " ",
        "\0",
        "ERR_",
        "K_",
        "out of memory",
        "Out of memory.",
        "ERR_PARAM_INVALID\n",
        "错误",
        &"x".repeat(100_000),
    ] {
        assert_eq!(ErrorCode::from_name(nothing), None, "{nothing:?}");
    }
}

#[test]
fn a_number_can_be_written_with_its_table() {
    let rest = ErrorCode::Rest(RestErrorCode::RuntimeBootstrapNotFound);
    for text in ["rest:4202", "REST:4202", "Rest:04202"] {
        assert_eq!(text.parse(), Ok(rest), "{text}");
    }
    assert_eq!("sdk:4202".parse(), Ok(ErrorCode::in_table(Table::Sdk, 4202)));
    assert_eq!("unknown:99999".parse(), Ok(ErrorCode::from_code(99_999)));
    assert_eq!("Unknown:-1".parse(), Ok(ErrorCode::from_code(-1)));
    let try_again = ErrorCode::DataSystem(DataSystemErrorCode::TryAgain);
    for text in ["datasystem:19", "DataSystem:19", "DATASYSTEM:0019"] {
        assert_eq!(text.parse(), Ok(try_again), "{text}");
    }
    let failed = ErrorCode::FunctionSystem(FunctionSystemErrorCode::Failed);
    assert_eq!("functionsystem:-1".parse(), Ok(failed));
    assert_eq!(
        "functionsystem:10000".parse(),
        Ok(ErrorCode::in_table(Table::FunctionSystem, 10_000))
    );
    assert_eq!("datasystem:10000".parse(), Ok(ErrorCode::from_code(10_000)));
    // A table of this release may lack a code that the writer's release had.
    let unknown_of_rest = ErrorCode::in_table(Table::Rest, 1001);
    assert!(!unknown_of_rest.is_known());
    assert_eq!("rest:1001".parse(), Ok(unknown_of_rest));
    assert_eq!("unknown:1001".parse(), Ok(unknown_of_rest));
    assert!("4202".parse::<ErrorCode>().is_ok_and(|code| code != rest));
    assert!("rest:4202".parse::<RestErrorCode>().is_err(), "a typed code has one table");
    for entry in entries() {
        let text = format!("{}:{}", entry.table(), entry.code());
        assert_eq!(text.parse(), Ok(entry.error_code()));
    }
}

#[test]
fn a_text_that_is_not_a_code_is_refused() {
    for text in [
        "",
        "+1",
        "+1001",
        "1001 ",
        " 1001",
        "1001.0",
        "1e3",
        "0x3E9",
        "2147483648",
        "No",
        ":",
        "rest:",
        ":4202",
        "soap:4202",
        "rest:+4202",
        "rest: 4202",
        "rest :4202",
        "rest:4202:",
        "rest:FunctionNotFound",
        "datasystem:K_OUT_OF_MEMORY",
        "data-system:19",
        "unknown:",
        "unknown:2147483648",
    ] {
        let error = text.parse::<ErrorCode>().unwrap_err();
        assert_eq!((error.input(), error.is_truncated()), (text, false));
        assert_eq!(error.to_string(), format!("unknown error code {text:?}"));
        let error = text.parse::<SdkErrorCode>().unwrap_err();
        assert_eq!(error.to_string(), format!("unknown SDK error code {text:?}"));
    }
    assert!("-1".parse::<SdkErrorCode>().is_err(), "in no table");
    assert_eq!("-1".parse(), Ok(ErrorCode::from_code(-1)));
    assert_eq!("0001001".parse(), Ok(SdkErrorCode::ParamInvalid));
    let error = "4115".parse::<SdkErrorCode>().unwrap_err();
    assert_eq!(error.to_string(), r#"unknown SDK error code "4115""#);
    let error = "1001".parse::<RestErrorCode>().unwrap_err();
    assert_eq!(error.to_string(), r#"unknown REST error code "1001""#);
    let error = "K_NOPE".parse::<DataSystemErrorCode>().unwrap_err();
    assert_eq!(error.to_string(), r#"unknown data-system status "K_NOPE""#);
    let error = "0".parse::<FunctionSystemErrorCode>().unwrap_err();
    assert_eq!(error.to_string(), r#"unknown function-system status "0""#);
}

#[test]
fn a_refused_text_is_kept_up_to_64_bytes_and_shown_escaped() {
    let long = format!("{}界界", "x".repeat(62));
    let error: ParseCodeError = long.parse::<Retry>().unwrap_err();
    assert_eq!(error.input(), "x".repeat(62), "cut at the end of a character");
    assert!(error.is_truncated());
    assert_eq!(error.to_string(), format!("unknown retry class \"{}\"…", "x".repeat(62)));
    let error = "\u{1b}[2J\n".parse::<ErrorKind>().unwrap_err();
    assert_eq!(error.to_string(), r#"unknown error kind "\u{1b}[2J\n""#);
    assert!(format!("{error:?}").contains(r#""\u{1b}[2J\n""#), "{error:?}");
}

#[test]
fn eighteen_numbers_are_in_both_tables_and_one_meaning_wins() {
    let sdk = SdkErrorCode::ALL.iter().map(|code| code.code());
    assert!(sdk.filter(|&code| RestErrorCode::from_code(code).is_some()).eq(shared_numbers()));
    for number in shared_numbers() {
        let [sdk, rest] = [Table::Sdk, Table::Rest].map(|table| ErrorCode::in_table(table, number));
        assert!(!rest.is_documented(), "{number}");
        // The published page documents none of these four meanings: there the likelier one wins.
        let is_settled_by_the_page = !matches!(number, 4010 | 4206 | 6038 | 150_464);
        assert_eq!(sdk.is_documented(), is_settled_by_the_page, "{number}");
        let winner = if matches!(number, 4010 | 6038 | 150_464) { rest } else { sdk };
        assert_eq!(ErrorCode::from_code(number), winner, "{number}");
        assert_eq!(ErrorCode::from_rest_code(number), rest, "{number}");
        let loser = if winner == sdk { rest } else { sdk };
        assert!(ErrorCode::candidates(number).take(2).eq([winner, loser]), "{number}");
    }
}

#[test]
fn every_other_number_of_these_two_tables_has_one_meaning() {
    let is_shared = |entry: &Entry| shared_numbers().any(|number| number == entry.code());
    for entry in merged_entries().filter(|entry| !is_shared(entry)) {
        let (number, code) = (entry.code(), entry.error_code());
        assert_eq!(ErrorCode::from_code(number), code);
        assert_eq!(ErrorCode::from_rest_code(number), code, "the frontend passes SDK codes on");
        assert_eq!(ErrorCode::candidates(number).next(), Some(code));
        for table in [Table::Sdk, Table::Rest] {
            let expected = entry.table() == table;
            assert_eq!(ErrorCode::in_table(table, number).is_known(), expected, "{number}");
        }
    }
}

/// An inner status is found only where its table is named: the SDKs and the REST API send many of
/// the same numbers with other meanings.
#[test]
fn an_inner_status_never_wins_where_only_the_number_is_known() {
    for entry in inner_entries() {
        let (number, code) = (entry.code(), entry.error_code());
        assert_eq!(ErrorCode::in_table(entry.table(), number), code);
        for found in [ErrorCode::from_code(number), ErrorCode::from_rest_code(number)] {
            let is_inner = matches!(found, ErrorCode::DataSystem(_) | ErrorCode::FunctionSystem(_));
            assert!(!is_inner && found.code() == number, "{found}");
        }
    }
    for number in [19, -1, 10_000] {
        assert!(!ErrorCode::from_code(number).is_known(), "{number}");
    }
    assert_eq!(ErrorCode::from_code(1002), SdkErrorCode::ResourceNotEnough.into());
    assert_eq!(ErrorCode::from_code(3001), SdkErrorCode::RequestBetweenRuntimeBus.into());
}

#[test]
fn the_candidates_of_a_number_are_in_the_order_of_the_tables() {
    for number in entries().map(Entry::code) {
        let preferred = ErrorCode::from_code(number);
        let of = |table| ErrorCode::in_table(table, number);
        let inner = [of(Table::DataSystem), of(Table::FunctionSystem)];
        let others =
            [of(Table::Sdk), of(Table::Rest)].into_iter().filter(|code| *code != preferred);
        let all = [preferred].into_iter().chain(others).chain(inner).filter(|code| code.is_known());
        assert!(ErrorCode::candidates(number).eq(all), "{number}");
    }
    let names = |number| ErrorCode::candidates(number).filter_map(ErrorCode::name);
    assert!(names(6).eq(["K_OUT_OF_MEMORY", "RESOURCE_NOT_ENOUGH"]));
    assert!(names(1002).eq(["ERR_RESOURCE_NOT_ENOUGH", "K_RPC_UNAVAILABLE"]));
    assert!(names(10_000).eq(["BP_DATASYSTEM_ERROR"]));
}

#[test]
fn a_data_system_status_is_found_by_its_constant_and_by_its_text() {
    let code = Some(ErrorCode::DataSystem(DataSystemErrorCode::OutOfMemory));
    for name in ["K_OUT_OF_MEMORY", "Out of memory", "OutOfMemory"] {
        assert_eq!(ErrorCode::from_name(name), code, "{name}");
    }
    assert_eq!(SdkErrorCode::from_name("K_OUT_OF_MEMORY"), None);
    let shown = DataSystemErrorCode::OutOfMemory.to_string();
    assert!(shown.starts_with("6 K_OUT_OF_MEMORY: "), "{shown}");
    let shown = ErrorCode::in_table(Table::FunctionSystem, -1).to_string();
    assert!(shown.starts_with("-1 FAILED: "), "{shown}");
    // The variants of two tables may have the same name.
    assert_eq!(
        ErrorCode::from_name("NotFound"),
        RestErrorCode::from_name("NotFound").map(Into::into)
    );
    assert_eq!(DataSystemErrorCode::from_name("NotFound"), Some(DataSystemErrorCode::NotFound));
}

#[test]
fn an_unknown_number_is_kept() {
    for number in [i32::MIN, -1, 0, 7, 999, 1000, 4100, 99_999, 330_405, i32::MAX] {
        let code = ErrorCode::from_code(number);
        let ErrorCode::Unknown(unknown) = code else { panic!("{number} is in no table") };
        assert_eq!((unknown.get(), i32::from(unknown), i32::from(code)), (number, number, number));
        assert_eq!(unknown.to_string(), number.to_string());
        assert_eq!(number.to_string().parse(), Ok(code));
        assert_eq!((code.entry(), code.table(), code.name()), (None, None, None));
        assert_eq!((code.kind(), code.retry()), (ErrorKind::Unknown, Retry::Never));
        assert_eq!((code.docs_url(), code.hint()), (None, None));
        assert!(!code.is_documented() && !code.is_retryable() && !code.is_known());
        assert_eq!(ErrorCode::from_rest_code(number), code);
        for &table in Table::ALL {
            let found = ErrorCode::in_table(table, number);
            assert!(found == code || inner_entries().any(|entry| entry.error_code() == found));
        }
        let inner = inner_entries().filter(|entry| entry.code() == number);
        assert!(ErrorCode::candidates(number).eq(inner.map(Entry::error_code)), "{number}");
    }
}

#[test]
fn an_unknown_number_from_100_to_599_is_the_http_status() {
    for status in 100..=599 {
        let code = ErrorCode::from_code(status.into());
        assert!(!code.is_known(), "{status}");
        assert_eq!(code.kind(), ErrorKind::from_http_status(status), "{status}");
        assert_eq!(code.retry(), Retry::from_http_status(status), "{status}");
        for &operation in Operation::ALL {
            assert_eq!(code.retry_for(operation), code.retry(), "{status}");
        }
    }
    for number in [99, 600] {
        assert_eq!(ErrorCode::from_code(number).kind(), ErrorKind::Unknown);
    }
    assert_eq!(ErrorCode::from_code(404).message(), "Not Found");
    assert_eq!(ErrorCode::from_code(503).message(), "Service Unavailable");
}

#[test]
fn codes_are_errors_that_cross_threads() {
    fn check<E: Error + Send + Sync + Copy + Ord + Hash + 'static>(_: E) {}
    fn fails() -> Result<(), Box<dyn Error>> {
        Err(SdkErrorCode::ParamInvalid)?
    }

    check(SdkErrorCode::ParamInvalid);
    check(RestErrorCode::FunctionNotFound);
    check(DataSystemErrorCode::TryAgain);
    check(FunctionSystemErrorCode::Failed);
    check(ErrorCode::from_code(7));
    check(SdkErrorCode::try_from(7).unwrap_err());
    check("".parse::<SdkErrorCode>().unwrap_err());

    let error = fails().unwrap_err();
    assert_eq!(error.downcast_ref(), Some(&SdkErrorCode::ParamInvalid));
}

#[test]
fn codes_are_small() {
    assert_eq!(size_of::<SdkErrorCode>(), 4);
    assert_eq!(size_of::<Option<SdkErrorCode>>(), 4);
    assert_eq!(size_of::<Option<RestErrorCode>>(), 4);
    assert_eq!(size_of::<Option<DataSystemErrorCode>>(), 4);
    assert_eq!(size_of::<Option<FunctionSystemErrorCode>>(), 4);
    assert!(size_of::<ErrorCode>() <= 8);
}

#[test]
fn lookups_and_accessors_work_in_constants() {
    const CODE: SdkErrorCode = SdkErrorCode::from_code(1002).unwrap();
    const SOLUTION: &str = CODE.solution();
    const ENTRY: Entry = ErrorCode::from_rest_code(4115).entry().unwrap();
    const FACTS: (ErrorKind, Retry, Option<&str>) = {
        let code = ErrorCode::in_table(Table::Sdk, 1002);
        (code.kind(), code.retry_for(Operation::Create), code.name())
    };
    const SURFACES_AS: Option<ErrorCode> = DataSystemErrorCode::OutOfMemory.entry().surfaces_as();
    assert_eq!(SOLUTION, CODE.solution());
    assert_eq!(ENTRY.error_code(), RestErrorCode::FunctionNotFound.into());
    assert_eq!(SURFACES_AS, Some(SdkErrorCode::SharedMemoryLimited.into()));
    assert_eq!(FACTS, (CODE.kind(), CODE.retry_for(Operation::Create), Some(CODE.name())));
}
