//! Reading texts of exceptions that have another error in them: a response of the REST API behind any
//! prefix, and the causes in a message.
#![cfg(feature = "error")]

use std::error::Error as _;
use yuanrong_errors::{Error, ErrorCode, RestErrorCode, SdkErrorCode, Table};

fn read(text: &str) -> Error {
    Error::from_text(text).unwrap_or_else(|| panic!("{text}"))
}

fn cause(error: &Error) -> Option<&Error> {
    error.source()?.downcast_ref()
}

fn causes(error: &Error) -> Vec<&Error> {
    std::iter::successors(cause(error), |error| cause(error)).collect()
}

/// Returns the codes of an error and of its causes.
#[track_caller]
fn codes(text: &str) -> Vec<i32> {
    let error = read(text);
    let causes = causes(&error).into_iter().filter_map(Error::code);
    error.code().into_iter().chain(causes).map(ErrorCode::code).collect()
}

#[test]
fn a_response_behind_any_prefix_is_read_as_a_response() {
    for (prefix, end) in [
        ("HTTP 500", ""),
        ("POST /invoke: 500", ""),
        ("unexpected status 500, body", ""),
        ("data", "\n\ndata: [DONE]"),
        ("delete s1 failed (requestId=delete-7f, attempt=1): HTTP 500", "\n"),
        ("SandboxError('HTTP 500", "')"),
        ("RuntimeError: b", "'"),
        ("0000000000000000", ""),
        ("\u{feff}", " trailing"),
    ] {
        let body = r#"{"message":"no \"demo\" \ud83d\ude00","code":4202,"trace_id":"7f3a"}"#;
        let text = format!("{prefix}: {body}{end}");
        let error = read(&text);
        assert!(error.is(RestErrorCode::RuntimeBootstrapNotFound), "{text}");
        assert_eq!(error.server_message(), Some("no \"demo\" 😀"), "{text}");
        assert_eq!(error.trace_id(), Some("7f3a"), "{text}");
        assert_eq!(
            error.prefix().unwrap_or_default(),
            prefix.trim_start_matches('\u{feff}'),
            "{text}"
        );
        assert_eq!(error.received(), Some(text.as_str()));
    }
}

#[test]
fn a_response_that_is_cut_off_is_read_as_far_as_it_goes() {
    let body = r#"{"code":4115,"trace_id":"7f3a","message":"the function \"demo\" is not found"}"#;
    for end in body.find(",\"message").expect("a message")..body.len() {
        let error = read(&format!("deploy failed: HTTP 500 {}", &body[..end]));
        assert!(error.is(RestErrorCode::FunctionNotFound), "{end}");
        assert_eq!(error.trace_id(), Some("7f3a"), "{end}");
        let message = error.server_message().unwrap_or_default();
        assert!("the function \"demo\" is not found".starts_with(message.trim_end_matches('\\')));
    }
    assert!(Error::from_text(r#"{"code":41"#).is_none(), "digits are missing");
}

#[test]
fn a_response_in_the_string_of_another_language_is_read() {
    let body = r#"{"message": "err: AttributeError(\\"\'int\' object\\"), line 1\\nline 2", "errorCode": "4201"}"#;
    let error = read(&format!("RuntimeError('{body}')"));
    assert_eq!((error.code().map(ErrorCode::code), error.table()), (Some(4201), Some(Table::Rest)));
    let message = "err: AttributeError(\"'int' object\"), line 1\nline 2";
    assert_eq!(error.server_message(), Some(message));
    let error = read(r#"{"log":"resp {\"code\":4202,\"message\":\"gone\"}\n","stream":"stderr"}"#);
    assert!(error.is(RestErrorCode::RuntimeBootstrapNotFound));
    assert_eq!(error.server_message(), Some("gone"));
}

#[test]
fn the_code_in_the_message_of_a_response_without_one_is_found() {
    for text in [
        r#"get instance s1 failed: HTTP 500 {"error": "runtime rpc: code: 3002, msg: gone"}"#,
        r#"{"level":"error","msg":"invoke failed","detail":"code: 3002, msg: gone"}"#,
        r#""failed to create app, code: 3002, message: gone""#,
    ] {
        let error = read(text);
        assert!(error.is(SdkErrorCode::InnerCommunication), "{text}");
        assert_eq!(error.server_message(), Some("gone"), "{text}");
    }
}

#[test]
fn numbers_that_are_not_the_catalogue_s_stay_readable() {
    for (text, raw_code) in [
        (r#"{"type":"response","error":{"code":1002,"message":"bad token"}} (ws)"#, "1002"),
        (r#"{"log":"{\"type\":\"response\",\"error\":{\"code\":1002}}\n"}"#, "1002"),
        (r#"HTTP 500: {"code":2001,"data":"","msg":"fail"}"#, "2001"),
        (r#"HTTP 400: {"code":"INVALID_QUERY","message":"no such field"}"#, "INVALID_QUERY"),
        (r#"{"sandboxId":"s","status":"failed","errorCode":0,"message":"m"}"#, "0"),
    ] {
        let error = read(text);
        assert_eq!((error.code(), error.raw_code()), (None, Some(raw_code)), "{text}");
    }
}

#[test]
fn the_response_of_the_gateway_is_the_cause() {
    let text = "failed to kv_read, code: 4005, module code: 30, msg: failed response status_code: 500, \
                result: {\"code\":150425,\"message\":\"instance not found\",\"trace_id\":\"7f\"}, \
                requestId: 2f36 partial failed: (1). Failed objects: [ k ... ]";
    assert_eq!(codes(text), [4005, 150_425]);
    let error = read(text);
    let cause = causes(&error)[0];
    assert_eq!((cause.message(), cause.trace_id()), ("instance not found", Some("7f")));
    assert_eq!(cause.table(), Some(Table::Rest));
}

#[test]
fn a_message_can_carry_another_code() {
    for (text, expected) in [
        (
            "ErrCode: 3002, ModuleCode: 10, ErrMsg: dependency instance create failed, request id: 7c, \
             internal code: 1003, internal msg: gone",
            &[3002, 1003][..],
        ),
        (
            r#"HTTP 500: {"code": 500, "message": "no, code: 1002, message: full", "data": null}"#,
            &[500, 1002],
        ),
        (r#"{"code":409,"message":"resume failed: code=3010 message=it runs"}"#, &[409, 3010]),
        (r#"HTTP 409: {"code": 409, "message": "exists already, errorCode: 1004"}"#, &[409, 1004]),
        ("failed to create, code: 2002, message: [{\"errorCode\":\"4211\"}]", &[2002, 4211]),
        (
            "sandbox create failed (errorCode=2001, requestId=r, sandboxId=s): load code failed: \
             code: 4001, msg: entry not found",
            &[2001, 4001],
        ),
        (
            r#"0000000000000000{"body": "run failed: code: 1002, message: full.", "innerCode": "4001"}"#,
            &[4001, 1002],
        ),
        ("code: 3003, msg: save failed: [code: 1003, status: gone], detail: [x]]", &[3003, 1003]),
        ("code: 3003, msg: save failed: [code：1003， status：gone]", &[3003, 1003]),
        ("code: 3003, msg: save failed: [code: 10000, status: busy]", &[3003, 10000]),
        (
            "code: 4299, msg: code: [Out of memory], msg: [x\nLine of code : 1015\nFile : a.h]",
            &[4299, 6],
        ),
        ("code: 4299, msg: put failed, errMsg:code: [K_OUT_OF_MEMORY], msg: [x]", &[4299, 6]),
        ("code: 4299, msg: DataSystemException{errorCode=19, message=busy}", &[4299, 19]),
        ("code: 4299, msg: kv set: Status code: 19 Error: busy", &[4299, 19]),
        ("code: 4299, module code: 30, msg: set failed, dsErrCode=19", &[4299, 19]),
        ("code: 4299, msg: code: [UNKNOWN_TYPE], msg: [x]", &[4299]),
        (
            "code: 1001, module code 20, msg: status_code: 502, result: <html>error code: 1003</html>",
            &[1001],
        ),
        (
            "code: 3003, msg: save state failed: [code: 10000, status: Datasystem error in busproxy], \
             detail: [code: [RPC unavailable], msg: [gone]]]",
            &[3003, 10000, 1002],
        ),
        ("failed to resume, code: 80034, module code: 10, msg: no space", &[80034]),
        ("failed to resume, code: 9, module code: 10, msg: x", &[9]),
        ("failed to deploy instance(a), code: 70066, message: x", &[70066]),
        ("failed to create instance(a), statusCode: 70066, msg: x", &[70066]),
        // A user's own result.
        (r#"failed to create, code: 2002, message: {"code":null,"result":1}"#, &[2002]),
        (r#"failed to create, code: 2002, message: {"code":"print(1)"}"#, &[2002]),
        ("code: 1001, module code: 20, msg: failed response status_code: 400, result: no", &[1001]),
        ("code: 3002, msg: network error, error_code: end of stream, requestId: 7f", &[3002]),
    ] {
        assert_eq!(codes(text), expected, "{text}");
    }
}

#[test]
fn causes_nest_and_end() {
    let nested = "code: 1002, message: ".repeat(100) + "no CPU";
    assert!((2..20).contains(&codes(&nested).len()));
    let json = (0..40).fold("no CPU".to_owned(), |inner, _| {
        format!(
            r#"{{"code":1002,"message":"{}"}}"#,
            inner.replace('\\', "\\\\").replace('"', "\\\"")
        )
        .chars()
        .take(100_000)
        .collect()
    });
    assert!((2..20).contains(&codes(&json).len()));
}

#[test]
fn the_last_exception_of_a_traceback_is_the_outer_one() {
    let between = "\n\nThe above exception was the direct cause of the following exception:\n\n";
    let inner = "Traceback (most recent call last):\n  File \"a.py\", line 42, in nested\n    \
                 raise ValueError(\"bad, code: 1002\") from e\nValueError: bad, code: 1002";
    let outer = "Traceback (most recent call last):\n  File \"b.py\", line 44, in nested\n    \
                 raise RuntimeError(\"outer failed with code 2002\") from e\n\
                 RuntimeError: outer failed with code 2002\n";
    assert_eq!(codes(&format!("{inner}{between}{outer}")), [2002, 1002]);
    let error = read(inner);
    assert_eq!(error.prefix(), Some("ValueError: bad"), "the lines of the calls are not read");
    let silent = "Traceback (most recent call last):\n  File \"b.py\", line 4, in f\n    f()\n\
                  RuntimeError: not supported\n";
    assert_eq!(codes(&format!("{inner}{between}{silent}")), [1002]);
}
