//! No lookup, reader or Display allocates.

use allocation_counter::measure;
use std::{fmt::Write, hint::black_box};
use yuanrong_errors::{
    Entry, ErrorCode, ErrorKind, Lang, Operation, RestErrorCode, Retry, SdkErrorCode, Table,
    entries, lookup, lookup_in, rest,
};

/// A place on the stack to write to.
struct StackBuffer {
    bytes: [u8; 2048],
    length: usize,
}

impl StackBuffer {
    fn show(value: impl std::fmt::Display) -> Self {
        let mut buffer = Self { bytes: [0; 2048], length: 0 };
        write!(buffer, "{value:#} {value}").expect("the buffer is large enough");
        buffer
    }
}

impl Write for StackBuffer {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.length + text.len();
        self.bytes
            .get_mut(self.length..end)
            .ok_or(std::fmt::Error)?
            .copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

fn assert_allocates_nothing(what: &str, action: impl FnOnce()) {
    let allocations = measure(action).count_total;
    assert_eq!(allocations, 0, "{what}");
}

#[test]
fn the_counter_counts() {
    assert_eq!(measure(|| drop(black_box(vec![1]))).count_total, 1);
}

#[test]
fn lookups_by_number() {
    assert_allocates_nothing("lookups by number", || {
        for number in (0..200_000).chain([u32::MAX]) {
            black_box((SdkErrorCode::from_code(number), RestErrorCode::from_code(number)));
            black_box((ErrorCode::from_code(number), lookup(number)));
            black_box(ErrorCode::candidates(number).count());
            for &table in Table::ALL {
                black_box((ErrorCode::in_table(table, number), lookup_in(table, number)));
            }
            black_box((SdkErrorCode::try_from(number), RestErrorCode::try_from(i64::from(number))))
                .0
                .ok();
        }
    });
}

#[test]
fn lookups_by_name() {
    assert_allocates_nothing("lookups by name", || {
        for entry in entries() {
            for name in entry.upstream_names() {
                black_box((SdkErrorCode::from_name(name), RestErrorCode::from_name(name)));
                black_box((ErrorCode::from_name(name), name.parse::<ErrorCode>())).1.ok();
            }
        }
        black_box("no such name".parse::<SdkErrorCode>()).unwrap_err();
        black_box("no such kind".parse::<ErrorKind>()).unwrap_err();
    });
}

#[test]
fn readers() {
    assert_allocates_nothing("readers", || {
        for entry in entries() {
            black_box((entry.name(), entry.upstream_names(), entry.message(), entry.description()));
            black_box((entry.solution(), entry.solution_origin(), entry.also(), entry.origin()));
            black_box((entry.retry(), entry.retry_origin(), entry.retry_reason(), entry.kind()));
            black_box((entry.sent_http_status(), entry.is_documented(), entry.is_retryable()));
            for &operation in Operation::ALL {
                black_box(entry.retry_for(operation));
            }
        }
        for code in entries().map(Entry::error_code).chain([ErrorCode::from_code(7)]) {
            black_box((code.name(), code.message(), code.description(), code.solution()));
            black_box((code.kind(), code.retry(), code.entry(), code.table()));
            for &lang in Lang::ALL {
                black_box((code.message_in(lang), code.description_in(lang)));
                black_box((code.solution_in(lang), code.retry().advice_in(lang)));
            }
        }
    });
}

#[test]
fn display() {
    assert_allocates_nothing("Display", || {
        for entry in entries() {
            black_box(StackBuffer::show(entry));
            black_box(StackBuffer::show(entry.error_code()));
        }
        for &code in SdkErrorCode::ALL {
            black_box(StackBuffer::show(code));
        }
        for &code in RestErrorCode::ALL {
            black_box(StackBuffer::show(code));
        }
        for &word in Retry::ALL {
            black_box(StackBuffer::show(word));
        }
        black_box(StackBuffer::show(ErrorCode::from_code(7)));
        black_box(StackBuffer::show(SdkErrorCode::try_from(-7_i64).unwrap_err()));
        black_box(StackBuffer::show("seven".parse::<SdkErrorCode>().unwrap_err()));
    });
}

#[test]
fn reading_the_code_of_a_body() {
    let deep = format!(r#"{{"data": {}1{}, "code": 4115}}"#, "[".repeat(500), "]".repeat(500));
    assert_allocates_nothing("rest::code_of", || {
        for body in ["{\"\\u0063ode\": \"4115\"}", "{\"error\": {\"code\": 1}}", "{", "[]", &deep] {
            black_box(rest::code_of(body.as_bytes()));
        }
    });
}

#[cfg(feature = "json")]
#[test]
fn a_body_without_escapes() {
    let nested = format!(r#"{{"a": {}1{}}}"#, "[".repeat(60), "]".repeat(60));
    let body = format!(r#"{{"code": 4115, "message": {nested}, "trace_id": "7f", "x": {nested}}}"#);
    assert_allocates_nothing("ErrorBody::parse", || {
        let body = rest::ErrorBody::parse(body.as_bytes()).expect("JSON");
        black_box((body.code(), body.raw_code(), body.message(), body.trace_id()));
    });
}

#[cfg(feature = "error")]
#[test]
fn errors() {
    use yuanrong_errors::Error;
    assert_eq!(measure(|| drop(black_box(Error::new(1002)))).count_total, 1);
    let result: Result<(), Error> = Err(Error::new(1002).with_message("no CPU"));
    assert_allocates_nothing("matching an error", || match &result {
        Err(error) if error.code() == SdkErrorCode::ResourceNotEnough.into() => {
            black_box((error.server_message(), error.solution(), error.retry()));
            black_box(StackBuffer::show(error));
        }
        _ => panic!("it is that error"),
    });
}
