//! Every entry through every conversion and back.

use std::{collections::HashSet, error::Error, fmt::Debug, hash::Hash};
use yuanrong_errors::{
    Entry, ErrorCode, ErrorKind, Lang, Operation, Origin, RestErrorCode, Retry, SdkErrorCode,
    Table, UnknownCode, entries, lookup, lookup_in,
};

/// Runs a check for both typed enums: the readers are inherent, so no trait could name them.
macro_rules! for_each_typed_code {
    (|$code:ident: $Code:ident, $entry:ident| $check:block) => {
        for &$code in SdkErrorCode::ALL {
            use SdkErrorCode as $Code;
            let $entry = $code.entry();
            $check
        }
        for &$code in RestErrorCode::ALL {
            use RestErrorCode as $Code;
            let $entry = $code.entry();
            $check
        }
    };
}

#[test]
fn entries_are_all_codes_by_table_and_code() {
    let sdk = SdkErrorCode::ALL.iter().map(|&code| ErrorCode::Sdk(code));
    let rest = RestErrorCode::ALL.iter().map(|&code| ErrorCode::Rest(code));
    let codes: Vec<ErrorCode> = sdk.chain(rest).collect();
    assert_eq!(entries().map(Entry::error_code).collect::<Vec<_>>(), codes);
    assert_eq!(entries().len(), codes.len());
    assert!(codes.is_sorted_by(|left, right| left < right));
    assert!(codes.len() >= 109);
}

#[test]
fn a_typed_code_converts_to_its_number_and_back() {
    for_each_typed_code!(|code: Code, entry| {
        let number = code as u32;
        assert_eq!(code.code(), number);
        assert_eq!(u32::from(code), number);
        assert_eq!(u32::from(ErrorCode::from(code)), number);
        assert_eq!(Code::from_code(number), Some(code));
        assert_eq!(Code::try_from(number), Ok(code));
        assert_eq!(Code::try_from(i32::try_from(number).unwrap()), Ok(code));
        assert_eq!(Code::try_from(u64::from(number)), Ok(code));
        assert_eq!(Code::try_from(i64::from(number)), Ok(code));
        assert_eq!(number.to_string().parse(), Ok(code));
        assert_eq!(entry.code(), number);
        assert_eq!(entry.error_code(), ErrorCode::from(code));
        assert_eq!(lookup_in(entry.table(), number), Some(entry));
        assert_eq!(ErrorCode::in_table(entry.table(), number), code.into());
    });
}

#[test]
fn every_name_finds_its_code() {
    for_each_typed_code!(|code: Code, entry| {
        let variant = format!("{code:?}");
        let mut names = entry.upstream_names().to_vec();
        names.push(&variant);
        if entry.table() == Table::Rest && entry.is_documented() {
            names.push(entry.message());
        }
        for name in names {
            assert_eq!(Code::from_name(name), Some(code), "{name}");
            assert_eq!(name.parse(), Ok(code), "{name}");
            let found = ErrorCode::from_name(name).expect("a name of the REST table is one too");
            assert_eq!(name.parse(), Ok(found));
            match SdkErrorCode::from_name(name) {
                Some(sdk) => assert_eq!(found, sdk.into(), "the SDK's table goes first"),
                None => assert_eq!(found, code.into()),
            }
        }
        assert_eq!(entry.upstream_names().first(), Some(&code.name()));
        assert_eq!(<&str>::from(code), code.name());
    });
}

#[test]
fn names_are_exact() {
    for_each_typed_code!(|code: Code, _entry| {
        let name = code.name();
        for wrong in [
            &name[1..],
            &name[..name.len() - 1],
            &format!("{name} "),
            &format!("{name}\0"),
            &name.to_lowercase().replace('_', "-"),
        ] {
            assert_eq!(Code::from_name(wrong).filter(|found| *found == code), None, "{wrong:?}");
        }
    });
    for nothing in ["", " ", "\0", "ERR_", "ERR_PARAM_INVALID\n", "错误", &"x".repeat(100_000)] {
        assert_eq!(ErrorCode::from_name(nothing), None, "{nothing:?}");
    }
}

#[test]
fn code_error_code_and_entry_say_the_same() {
    for_each_typed_code!(|code: Code, entry| {
        assert!(Code::ALL.contains(&code));
        let any = ErrorCode::from(code);
        assert_eq!([code.name(), any.name()], [entry.name(); 2]);
        assert_eq!([code.message(), any.message()], [entry.message(); 2]);
        assert_eq!([code.description(), any.description()], [entry.description(); 2]);
        assert_eq!([code.solution(), any.solution()], [entry.solution(); 2]);
        assert_eq!([code.kind(), any.kind()], [entry.kind(); 2]);
        assert_eq!([code.retry(), any.retry()], [entry.retry(); 2]);
        assert_eq!([code.is_retryable(), any.is_retryable()], [entry.is_retryable(); 2]);
        assert_eq!([code.is_documented(), any.is_documented()], [entry.is_documented(); 2]);
        for &operation in Operation::ALL {
            let class = entry.retry_for(operation);
            assert_eq!([code.retry_for(operation), any.retry_for(operation)], [class; 2]);
        }
        assert_eq!(any.entry(), Some(entry));
        assert_eq!(any.table(), Some(entry.table()));
        assert!(any.is_known());
        assert_eq!([code.to_string(), any.to_string()], [entry.to_string(), entry.to_string()]);
        assert_eq!(format!("{code:#}"), format!("{entry:#}"));
    });
}

#[test]
fn every_text_is_there_and_trimmed() {
    for entry in entries() {
        let mut texts = vec![
            entry.name(),
            entry.message(),
            entry.description(),
            entry.solution(),
            entry.retry_reason(),
        ];
        texts.extend(entry.upstream_names());
        texts.extend(entry.also());
        for text in texts {
            assert!(!text.is_empty() && text.trim() == text, "{entry}: {text:?}");
        }
    }
}

#[test]
fn every_class_but_never_is_retryable() {
    for &retry in Retry::ALL {
        assert_eq!(retry.is_retryable(), retry != Retry::Never, "{retry}");
    }
}

#[test]
fn a_row_is_retryable_if_some_operation_is() {
    for entry in entries() {
        let classes = || Operation::ALL.iter().map(|&operation| entry.retry_for(operation));
        assert_eq!(entry.is_retryable(), classes().any(Retry::is_retryable), "{entry}");
        if entry.retry() == Retry::OtherInstance {
            assert_eq!(entry.retry_for(Operation::InvokeStateful), Retry::Never, "{entry}");
        }
    }
}

#[test]
fn only_known_codes_have_a_known_kind() {
    assert!(entries().all(|entry| entry.kind() != ErrorKind::Unknown));
    assert_eq!(ErrorCode::from_code(7).kind(), ErrorKind::Unknown);
}

#[test]
fn an_unknown_number_survives() {
    for number in [0, 7, 999, 1000, 4100, 99_999, 330_405, u32::MAX] {
        let code = ErrorCode::from_code(number);
        let ErrorCode::Unknown(unknown) = code else { panic!("{number} is in no table") };
        assert_eq!((unknown.get(), u32::from(unknown), u32::from(code)), (number, number, number));
        assert_eq!(unknown.to_string(), number.to_string());
        assert_eq!(number.to_string().parse(), Ok(code));
        assert_eq!((code.entry(), code.table(), lookup(number)), (None, None, None));
        assert_eq!((code.name(), code.retry()), ("UNKNOWN", Retry::Never));
        assert!(!code.is_documented() && !code.is_retryable() && !code.is_known());
        assert_eq!(ErrorCode::candidates(number).count(), 0);
        assert!(code.to_string().starts_with(&format!("{number} UNKNOWN: ")));
        assert!(format!("{code:#}").contains("\nretry: never: "));
    }
}

#[test]
fn a_number_means_what_its_candidates_say() {
    for entry in entries() {
        let number = entry.code();
        let meanings: Vec<ErrorCode> = ErrorCode::candidates(number).collect();
        assert_eq!(meanings[0], ErrorCode::from_code(number));
        assert!(meanings.contains(&entry.error_code()));
        let in_both = Table::ALL.iter().all(|&table| lookup_in(table, number).is_some());
        assert_eq!(meanings.len(), if in_both { 2 } else { 1 });
        let any_documented = meanings.iter().any(|code| code.is_documented());
        assert_eq!(meanings[0].is_documented(), any_documented, "the documented meaning wins");
    }
}

#[test]
fn eighteen_numbers_stand_in_both_tables() {
    let shared: Vec<u32> = (4001..=4010).chain(4201..=4206).chain([6038, 150_464]).collect();
    let numbers = SdkErrorCode::ALL.iter().map(|code| code.code());
    let in_both: Vec<u32> =
        numbers.filter(|&code| RestErrorCode::from_code(code).is_some()).collect();
    assert_eq!(in_both, shared);
    for number in shared {
        let [sdk, rest] = [Table::Sdk, Table::Rest].map(|table| ErrorCode::in_table(table, number));
        // The page documents none of the four: there the likelier meaning wins.
        let winner = match number {
            4010 | 6038 | 150_464 => rest,
            _ => sdk,
        };
        assert_eq!(ErrorCode::from_code(number), winner, "{number}");
        assert!(!rest.is_documented(), "{number}");
        let is_settled_by_the_page = !matches!(number, 4010 | 4206 | 6038 | 150_464);
        assert_eq!(sdk.is_documented(), is_settled_by_the_page, "{number}");
    }
}

#[test]
fn a_number_that_is_no_code_is_refused_as_it_was() {
    fn refused<C: Debug>(result: Result<C, UnknownCode>) -> (Table, i128, String) {
        let error = result.unwrap_err();
        (error.table(), error.number(), error.to_string())
    }
    let message = |number: i128, table: &str| format!("{number} is no code of the {table} table");
    let cases = [
        (refused(SdkErrorCode::try_from(4115_u32)), 4115),
        (refused(SdkErrorCode::try_from(i32::MIN)), i128::from(i32::MIN)),
        (refused(SdkErrorCode::try_from((1_u64 << 32) + 1001)), (1 << 32) + 1001),
        (refused(SdkErrorCode::try_from(u64::MAX)), i128::from(u64::MAX)),
        (refused(SdkErrorCode::try_from(i64::MIN)), i128::from(i64::MIN)),
    ];
    for (error, number) in cases {
        assert_eq!(error, (Table::Sdk, number, message(number, "sdk")));
    }
    assert_eq!(refused(RestErrorCode::try_from(-1_i32)), (Table::Rest, -1, message(-1, "rest")));
}

#[test]
fn a_text_that_is_no_code_is_refused_as_it_was() {
    for text in ["", "+1001", "-1", "1001 ", " 1001", "1001.0", "1e3", "0x3E9", "4294967296", "No"]
    {
        assert_eq!(text.parse::<ErrorCode>().unwrap_err().given(), text);
        let error = text.parse::<SdkErrorCode>().unwrap_err();
        assert_eq!(error.to_string(), format!("{text:?} is no SDK error code"));
        assert!(!error.is_truncated());
    }
    let error = "4115".parse::<SdkErrorCode>().unwrap_err();
    assert_eq!(error.to_string(), r#""4115" is no SDK error code"#);
    assert_eq!("0001001".parse(), Ok(SdkErrorCode::ParamInvalid));
}

#[test]
fn a_refused_text_is_kept_up_to_64_bytes_and_shown_escaped() {
    let long = format!("{}界界", "x".repeat(62));
    let error = long.parse::<Retry>().unwrap_err();
    assert_eq!(error.given(), "x".repeat(62), "cut at the end of a character");
    assert!(error.is_truncated());
    assert_eq!(error.to_string(), format!("\"{}\"… is no retry class", "x".repeat(62)));
    let error = "\u{1b}[2J\n".parse::<ErrorKind>().unwrap_err();
    assert_eq!(error.to_string(), r#""\u{1b}[2J\n" is no error kind"#);
}

#[test]
fn the_words_of_the_vocabulary_read_back() {
    macro_rules! check {
        ($($Word:ident),*) => {$(
            for &word in $Word::ALL {
                assert_eq!(word.to_string().parse(), Ok(word));
                assert_eq!(word.as_str(), word.to_string());
                assert_eq!(format!("{word:>20}").trim_start(), word.as_str());
            }
            assert!(stringify!($Word).parse::<$Word>().is_err(), "kebab-case only");
        )*};
    }
    check!(ErrorKind, Lang, Operation, Origin, Retry, Table);
}

#[test]
fn kinds_have_the_http_status_of_googles_mapping() {
    let statuses =
        [400, 400, 400, 404, 409, 403, 401, 429, 504, 499, 409, 503, 500, 501, 500, 500, 500];
    let mapped: Vec<u16> = ErrorKind::ALL.iter().map(|kind| kind.http_status()).collect();
    assert_eq!(mapped, statuses);
}

#[test]
fn codes_are_errors_that_cross_threads() {
    fn check<E: Error + Send + Sync + Copy + Ord + Hash + 'static>(_: E) {}
    fn fails() -> Result<(), Box<dyn Error>> {
        Err(SdkErrorCode::ParamInvalid)?
    }

    check(SdkErrorCode::ParamInvalid);
    check(RestErrorCode::FunctionNotFound);
    check(ErrorCode::from_code(7));
    check(SdkErrorCode::try_from(7_u32).unwrap_err());

    let error = fails().unwrap_err();
    assert_eq!(error.downcast_ref(), Some(&SdkErrorCode::ParamInvalid));
    let all: HashSet<ErrorCode> = entries().map(Entry::error_code).collect();
    assert_eq!(all.len(), entries().len());
}

#[test]
fn description_of_a_reference_is_ours_with_error_in_scope() {
    let (any, sdk) = (&ErrorCode::from_code(1001), &SdkErrorCode::ParamInvalid);
    #[expect(deprecated, reason = "resolves to the method of std's trait")]
    let descriptions = [any.description(), sdk.description()];
    assert_eq!(descriptions, ["Parameter validation failed."; 2]);
}

#[test]
fn debug_shows_what_a_person_looks_for() {
    let shown = format!("{:?}", lookup(1005));
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
    let refused = "sometimes".parse::<Retry>();
    let shown = format!("{refused:?}");
    assert!(shown.contains("\"sometimes\"") && shown.contains("retry class"), "{shown}");
}

#[test]
fn display_is_a_line_and_its_alternate_form_adds_what_to_do() {
    let code = ErrorCode::from_code(1007);
    assert_eq!(
        format!("{code:#}"),
        "1007 ERR_INSTANCE_EXITED: Instance exited after executing exit or kill 15.\n\
         may also be: a communication error (3001 or 3002) whose instance turned out to be dead\n\
         solution: Check the failure reason of the failed runtime and fix it.\n\
         retry: other-instance: repeat a stateless call, which lands on another instance; a \
         stateful one cannot (documented: the framework itself sends a stateless call to another \
         instance, and this one does not come back)"
    );
    for entry in entries() {
        assert_eq!(entry.to_string().lines().count(), 1);
        assert_eq!(format!("{entry:#}").lines().count(), 3 + entry.also().len());
    }
}

#[test]
fn codes_are_small() {
    assert_eq!(size_of::<SdkErrorCode>(), 4);
    assert_eq!(size_of::<Option<SdkErrorCode>>(), 4);
    assert_eq!(size_of::<Option<RestErrorCode>>(), 4);
    assert!(size_of::<ErrorCode>() <= 8);
}

#[test]
fn the_readers_work_in_constants() {
    const CODE: SdkErrorCode = SdkErrorCode::from_code(1002).unwrap();
    const SOLUTION: &str = CODE.solution();
    const ENTRY: &Entry = lookup(4115).unwrap();
    const KIND: ErrorKind = ErrorCode::from_code(4115).kind();
    const RETRY: Retry = ErrorCode::in_table(Table::Sdk, 1002).retry();
    assert_eq!(SOLUTION, CODE.solution());
    assert_eq!(
        (ENTRY.description(), ENTRY.kind()),
        (RestErrorCode::FunctionNotFound.description(), KIND)
    );
    assert_eq!(RETRY, CODE.retry());
}
