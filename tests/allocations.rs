//! What allocates nothing, and how often the rest allocates.

use allocation_counter::measure;
use std::{
    fmt::{self, Debug, Display, Write},
    hint::black_box,
    str::FromStr,
};
use yuanrong_errors::{
    DataSystemErrorCode, Entry, ErrorCode, ErrorKind, FunctionSystemErrorCode, Lang, Operation,
    Origin, RestErrorCode, Retry, SdkErrorCode, Table, UnknownCode, entries, rest,
};

/// Checks that an action allocates nothing.
#[track_caller]
fn assert_free(what: &str, action: impl FnOnce()) {
    assert_count(what, 0, action);
}

/// Checks how often an action allocates.
#[track_caller]
fn assert_count(what: &str, expected: u64, action: impl FnOnce()) {
    let allocations = measure(action).count_total;
    assert_eq!(allocations, expected, "{what} allocates {allocations} times");
}

/// Checks that these accessors allocate nothing on any of the values.
macro_rules! assert_accessors_free {
    ($values:expr, [$($accessor:ident),* $(,)?]) => {$(
        let name = concat!(stringify!($values), ": ", stringify!($accessor));
        assert_free(name, || {
            for value in $values {
                black_box(value.$accessor());
            }
        });
    )*};
    // With each value of this type as the argument.
    ($values:expr, $Argument:ident, [$($accessor:ident),*]) => {$(
        let name = concat!(stringify!($values), ": ", stringify!($accessor));
        assert_free(name, || {
            for value in $values {
                for &argument in $Argument::ALL {
                    black_box(value.$accessor(argument));
                }
            }
        });
    )*};
}

/// A buffer on the stack, and how much of it is filled.
struct StackBuffer([u8; 8192], usize);

impl Write for StackBuffer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.1 + text.len();
        self.0.get_mut(self.1..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.1 = end;
        Ok(())
    }
}

/// Checks that formatting any of the values allocates nothing.
#[track_caller]
fn assert_formatting_free<T: Display + Debug>(values: impl Iterator<Item = T>) {
    for value in values {
        assert_free("formatting", || {
            let mut buffer = StackBuffer([0; 8192], 0);
            write!(buffer, "{value} {value:#} {value:?}").expect("the buffer is large enough");
            black_box(buffer.0);
        });
    }
}

#[track_caller]
fn assert_parsing_free<T: FromStr>(texts: &[String]) {
    assert_free(std::any::type_name::<T>(), || {
        for text in texts {
            black_box(text.parse::<T>()).ok();
        }
    });
}

/// The numbers of all codes, the numbers beside them, HTTP statuses and extremes.
fn numbers() -> impl Iterator<Item = i32> {
    let around = |entry: Entry| [entry.code() - 1, entry.code(), entry.code() + 1];
    entries().flat_map(around).chain(100..600).chain([i32::MIN, -1, 0, i32::MAX])
}

fn error_codes() -> impl Iterator<Item = ErrorCode> {
    entries().map(Entry::error_code).chain(numbers().map(ErrorCode::from_code))
}

fn unknown_codes() -> impl Iterator<Item = UnknownCode> {
    error_codes().filter_map(|code| match code {
        ErrorCode::Unknown(code) => Some(code),
        _ => None,
    })
}

/// Every text that finds a code, the words of the vocabulary, and texts that find nothing.
fn texts() -> Vec<String> {
    let of_code = |entry: Entry| {
        let number = entry.code().to_string();
        let mut texts = vec![format!("{}:{number}", entry.table()), number];
        texts.push(entry.message().to_owned());
        texts.extend(entry.upstream_names().iter().map(ToString::to_string));
        texts
    };
    let words = ErrorKind::ALL.iter().map(ToString::to_string);
    let words = words.chain(Retry::ALL.iter().map(ToString::to_string));
    let others = ["", "7", "0001001", "4294967296", "-1", "unknown:7", "no such name", "错误"];
    let others = others.map(str::to_owned).into_iter().chain(["错误\n".repeat(1000)]);
    entries().flat_map(of_code).chain(words).chain(others).collect()
}

#[test]
fn the_counter_counts() {
    assert_count("a vector", 1, || drop(black_box(vec![1])));
}

#[test]
fn lookups_by_number_allocate_nothing() {
    assert_free("by number", || {
        for number in numbers() {
            black_box((SdkErrorCode::from_code(number), RestErrorCode::from_code(number)));
            black_box(DataSystemErrorCode::from_code(number));
            black_box(FunctionSystemErrorCode::from_code(number));
            black_box((ErrorCode::from_code(number), ErrorCode::from_rest_code(number)));
            black_box(Table::ALL.iter().map(|&table| ErrorCode::in_table(table, number)).max());
            black_box(ErrorCode::candidates(number).clone().count());
        }
    });
    assert_free("conversions", || {
        for number in numbers() {
            black_box(SdkErrorCode::try_from(number)).ok();
            black_box(RestErrorCode::try_from(number.unsigned_abs())).ok();
            black_box(DataSystemErrorCode::try_from(number)).ok();
            black_box(FunctionSystemErrorCode::try_from(i64::from(number) << 1)).ok();
            black_box(SdkErrorCode::try_from(i64::from(number) << 1)).ok();
            black_box(RestErrorCode::try_from(u64::from(number.unsigned_abs()) << 1)).ok();
            black_box(ErrorCode::try_from(i64::from(number) << 1)).ok();
            black_box(i32::from(ErrorCode::from(number)));
        }
    });
    assert_free("entries", || {
        black_box((entries().count(), entries().next_back(), entries().len()));
    });
}

#[test]
fn lookups_by_text_allocate_nothing() {
    let texts = &texts();
    assert_free("by name", || {
        for text in texts {
            black_box((SdkErrorCode::from_name(text), RestErrorCode::from_name(text)));
            black_box(DataSystemErrorCode::from_name(text));
            black_box(FunctionSystemErrorCode::from_name(text));
            black_box(ErrorCode::from_name(text));
        }
    });
    assert_parsing_free::<SdkErrorCode>(texts);
    assert_parsing_free::<RestErrorCode>(texts);
    assert_parsing_free::<DataSystemErrorCode>(texts);
    assert_parsing_free::<FunctionSystemErrorCode>(texts);
    assert_parsing_free::<ErrorCode>(texts);
    assert_parsing_free::<ErrorKind>(texts);
    assert_parsing_free::<Lang>(texts);
    assert_parsing_free::<Operation>(texts);
    assert_parsing_free::<Origin>(texts);
    assert_parsing_free::<Retry>(texts);
    assert_parsing_free::<Table>(texts);
}

#[test]
fn accessors_allocate_nothing() {
    macro_rules! assert_code_free {
        ($values:expr) => {
            assert_accessors_free!($values, [code, name, entry, message, description, solution]);
            assert_accessors_free!($values, [hint, kind, retry, is_retryable, is_documented]);
            assert_accessors_free!($values, [docs_url]);
            assert_accessors_free!($values, Lang, [message_in, description_in, solution_in]);
            assert_accessors_free!($values, Lang, [hint_in, docs_url_in]);
            assert_accessors_free!($values, Operation, [retry_for]);
        };
    }
    assert_code_free!(SdkErrorCode::ALL);
    assert_code_free!(RestErrorCode::ALL);
    assert_code_free!(DataSystemErrorCode::ALL);
    assert_code_free!(FunctionSystemErrorCode::ALL);
    assert_code_free!(error_codes());
    assert_accessors_free!(error_codes(), [table, is_known]);
    assert_accessors_free!(unknown_codes(), [get]);

    assert_accessors_free!(entries(), [error_code, table, code, name, upstream_names, message]);
    assert_accessors_free!(entries(), [description, solution, hint, solution_origin, kind, retry]);
    assert_accessors_free!(entries(), [is_retryable, retry_origin, retry_reason, origin]);
    assert_accessors_free!(entries(), [is_documented, sent_http_status, other_meanings, docs_url]);
    assert_accessors_free!(entries(), [surfaces_as]);
    assert_accessors_free!(entries(), Lang, [message_in, description_in, solution_in, hint_in]);
    assert_accessors_free!(entries(), Lang, [other_meanings_in, docs_url_in, retry_reason_in]);
    assert_accessors_free!(entries(), Operation, [retry_for]);

    assert_accessors_free!(ErrorKind::ALL, [as_str, http_status, grpc_code]);
    assert_accessors_free!(Retry::ALL, [as_str, advice, is_retryable]);
    assert_accessors_free!(Retry::ALL, Lang, [advice_in]);
    assert_free("by HTTP status", || {
        for status in 0..1000 {
            let retry = Retry::from_http_status(status);
            black_box((ErrorKind::from_http_status(status), retry.permits(true)));
        }
    });
}

#[test]
fn formatting_allocates_nothing() {
    assert_formatting_free(SdkErrorCode::ALL.iter());
    assert_formatting_free(RestErrorCode::ALL.iter());
    assert_formatting_free(DataSystemErrorCode::ALL.iter());
    assert_formatting_free(FunctionSystemErrorCode::ALL.iter());
    assert_formatting_free(error_codes());
    assert_formatting_free(unknown_codes());
    assert_formatting_free(entries());
    assert_formatting_free(ErrorKind::ALL.iter());
    assert_formatting_free(Retry::ALL.iter());
    assert_formatting_free(Table::ALL.iter());
    assert_formatting_free(numbers().filter_map(|number| SdkErrorCode::try_from(number).err()));
    assert_formatting_free(texts().iter().filter_map(|text| text.parse::<ErrorCode>().err()));
}

#[test]
fn reading_the_code_of_a_body_allocates_nothing() {
    let deep = format!(r#"{{"data": {}1{}, "code": 4115}}"#, "[".repeat(500), "]".repeat(500));
    let escaped = r#"{"\u0063ode": "\u0034115"}"#;
    assert_free("code_of", || {
        for body in [escaped, r#"{"error": {"code": 1}}"#, "{", "[]", "", "<html>", &deep] {
            black_box(rest::code_of(body.as_bytes()));
        }
    });
}

/// `serde_json` allocates to unescape a string and to skip nested values.
#[cfg(feature = "json")]
#[test]
fn reading_a_flat_body_without_escapes_allocates_nothing() {
    let parse = |body: &str| {
        if let Ok(body) = black_box(rest::ErrorBody::parse(body.as_bytes())) {
            black_box((body.code(), body.raw_code(), body.message(), body.trace_id()));
            black_box(body.is_success());
        }
    };
    let flat = r#"{"code": "no", "message": "it", "trace_id": "7f", "x": [1, 2]}"#;
    for body in [flat, r#"{"code": 4115, "msg": "no"}"#, r#"{"error": {"code": 1}}"#, "{}"] {
        assert_free(body, || parse(body));
    }
    assert!(measure(|| parse(r#"{"code": 4115, "message": "no\tCPU"}"#)).count_total > 0);
    assert_free("success", || rest::check(200, None, br#"{"code": 0, "data": 1}"#).expect("0"));
}

#[cfg(feature = "scan")]
#[test]
fn scanning_a_log_allocates_nothing() {
    use yuanrong_errors::scan;

    let log = include_bytes!("log_corpus.txt");
    assert!(scan::mentions(log).count() > 100);
    assert_free("mentions", || {
        for mention in scan::mentions(log) {
            black_box((mention.code(), mention.range(), mention.table_is_certain()));
        }
    });
}

#[cfg(feature = "error")]
#[test]
fn an_error_is_one_allocation_and_its_accessors_and_display_allocate_nothing() {
    use yuanrong_errors::Error;

    let texts = [
        "failed to create, code: 1002, module code: 10, msg: no\nCPU \u{1b}[2J",
        "ErrCode: 3002, ModuleCode: 22, ErrMsg: gone",
    ];
    let read = texts.map(|text| Error::from_text(text).expect("an exception text"));
    let full = Error::new(150_999)
        .with_message("no\r\nCPU")
        .with_module(22)
        .with_http_status(500)
        .with_trace_id("7f3a\u{202E}")
        .with_source("node 3 is full");
    let gateway = Error::without_code().with_http_status(503);
    let word = Error::from_text("code: ERR_NEWER, message: no node").expect("a name");
    let others = entries().map(|entry| Error::new(entry.error_code()));
    let errors: Vec<Error> = others.chain(read).chain([full, gateway, word]).collect();

    let errors = errors.iter();
    assert_accessors_free!(errors.clone(), [code, name, raw_code, message, server_message, kind]);
    assert_accessors_free!(errors.clone(), [retry, is_retryable, solution, hint, runbook, table]);
    assert_accessors_free!(errors.clone(), [entry, is_known, is_documented, http_status]);
    assert_accessors_free!(errors.clone(), [trace_id, module, prefix, received, received_bytes]);
    assert_accessors_free!(errors.clone(), [report, retry_after, clone]);
    assert_accessors_free!(errors.clone(), Operation, [retry_for]);
    assert_free("decisions", || {
        for error in errors.clone() {
            black_box((error.is(1002), error.permits_retry(Operation::Create, true)));
        }
    });
    assert_formatting_free(errors);
}

#[cfg(feature = "error")]
#[test]
fn a_builder_allocates_only_what_it_keeps() {
    use yuanrong_errors::Error;

    let new = || Error::new(1002);
    assert_count("new", 1, || drop(black_box(new())));
    assert_count("without_code", 1, || drop(black_box(Error::without_code())));
    let with_numbers = || new().with_http_status(500).with_module(20).with_retry(Retry::Backoff);
    assert_count("numbers", 1, || drop(black_box(with_numbers())));
    assert_count("a message", 2, || drop(black_box(new().with_message("no node"))));
    assert_count("a trace id", 2, || drop(black_box(new().with_trace_id("7f3a"))));
    let message = String::from("no node").into_boxed_str();
    assert_count("a message that is moved in", 1, || drop(black_box(new().with_message(message))));
    let source = SdkErrorCode::InnerCommunication;
    assert_count("a source", 3, || drop(black_box(new().with_source(source))));

    let shared = new();
    let copy = shared.clone();
    assert_count("a copy of a shared one", 1, || drop(black_box(copy.with_http_status(500))));
    assert_eq!(shared.http_status(), None);
}
