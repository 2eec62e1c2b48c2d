//! Reading the texts of exceptions, as the SDKs write them.
#![cfg(feature = "error")]

use proptest::prelude::*;
use yuanrong_errors::{
    Error, ErrorCode, ErrorKind, Module, RestErrorCode, SdkErrorCode, Table, entries,
};

/// What is read of a text: code, module, message, prefix.
type Read<'a> = (i32, Option<i32>, Option<&'a str>, Option<&'a str>);

fn read(text: &str) -> Option<Error> {
    Error::from_text(text)
}

fn code(text: &str) -> Option<i32> {
    read(text)?.code().map(ErrorCode::code)
}

#[track_caller]
fn check(text: &str, expected: Read<'_>) {
    let error = read(text).unwrap_or_else(|| panic!("{text}"));
    let found: Read<'_> = (
        error.code().map(ErrorCode::code).expect("a code"),
        error.module().map(Module::code),
        error.server_message(),
        error.prefix(),
    );
    assert_eq!(found, expected, "{text}");
    assert_eq!(error.received(), Some(text), "the whole text is kept");
}

#[test]
fn cpp_and_java_on_top_of_it() {
    check("ErrCode: 1002, ModuleCode: 20, ErrMsg: no CPU", (1002, Some(20), Some("no CPU"), None));
    check(
        "Invoke failed. ErrCode: 3002, ModuleCode: 22, ErrMsg: line one\nline two: 3",
        (3002, Some(22), Some("line one\nline two: 3"), Some("Invoke failed.")),
    );
    check("ErrCode: 1002, ModuleCode: 77, ErrMsg: ", (1002, Some(77), None, None));
}

#[test]
fn python() {
    check(
        "failed to create actor, code: 1002, module code: 10, msg: no node, sorry",
        (1002, Some(10), Some("no node, sorry"), Some("failed to create actor")),
    );
    check("code: 1002, module code 20, msg: no", (1002, Some(20), Some("no"), None));
    check(
        "failed to request, 7f3a-91 code: 4115, message: gone",
        (4115, None, Some("gone"), Some("failed to request, 7f3a-91")),
    );
    check(
        "obj-5f code: 4005, module code: 30 message: timed out",
        (4005, Some(30), Some("timed out"), Some("obj-5f")),
    );
}

#[test]
fn java() {
    check(
        "ErrorCode: 4006, ModuleCode: 20, ErrMsg: bad use",
        (4006, Some(20), Some("bad use"), None),
    );
    check(
        "LibRuntimeException(message=create failed, code: 7, errorCode=1002, moduleCode=21)",
        (1002, Some(21), Some("create failed, code: 7"), None),
    );
    check(
        "x.y.LibRuntimeException: LibRuntimeException(message=, errorCode=1002, moduleCode=21)",
        (1002, Some(21), None, Some("x.y.LibRuntimeException")),
    );
    check(
        "ErrorInfo(errCode=2002,moduleCode=20,msg=boom (twice),stackTraceInfo=[at a.b(C.java:1002)])",
        (2002, Some(20), Some("boom (twice)"), Some("ErrorInfo")),
    );
    check(
        "ErrorInfo(errCode=2002,moduleCode=20,msg=boom (twice))",
        (2002, Some(20), Some("boom (twice)"), Some("ErrorInfo")),
    );
}

#[test]
fn json_of_functions() {
    let text = r#"{"code":"4211", "message":"late"}"#;
    check(text, (4211, None, Some("late"), None));
    let text = r#"failed to create, code: 2002, message: {"errorCode":"4211","message":"late"}"#;
    let error = read(text).expect("a text with a code");
    assert_eq!(error.code(), Some(SdkErrorCode::UserFunctionException.into()));
    let source = std::error::Error::source(&error).and_then(ErrorCode::in_chain);
    assert_eq!(source, Some(RestErrorCode::InitFunctionTimeout.into()));
    assert!(read(r#"{"code": 0, "message": "fine"}"#).is_none());
}

#[test]
fn a_key_can_be_on_a_line_of_its_own() {
    check("ErrCode: 1002,\nModuleCode: 20,\nErrMsg: m", (1002, Some(20), Some("m"), None));
    check("ErrCode: 1002\r\nErrMsg: a\nb", (1002, None, Some("a\nb"), None));
}

#[test]
fn the_form_that_begins_first_counts() {
    check(
        "ErrCode: 1002, ModuleCode: 20, ErrMsg: calling g: 3002 ERR_INNER_COMMUNICATION: reset",
        (1002, Some(20), Some("calling g: 3002 ERR_INNER_COMMUNICATION: reset"), None),
    );
    check(
        "code: 1002, module code: 10, msg: HTTP 500 INVALID_QUERY: x",
        (1002, Some(10), Some("HTTP 500 INVALID_QUERY: x"), None),
    );
    let inner = "LibRuntimeException(message=x, errorCode=1002, moduleCode=21)";
    check(
        &format!("ErrCode: 2002, ModuleCode: 20, ErrMsg: {inner}"),
        (2002, Some(20), Some(inner), None),
    );
    let json = r#"{"code":"2002","message":"call: 3002 ERR_INNER_COMMUNICATION: reset"}"#;
    assert_eq!(code(json), Some(2002));
    assert_eq!(code(&format!("code: 1002, msg: {json}")), Some(1002));
}

#[test]
fn a_java_exception_ends_before_its_stack_trace() {
    check(
        "LibRuntimeException(message=a, errorCode=1002, moduleCode=21)\n\tat a.B(C.java:7)\n\
         Caused by: LibRuntimeException(message=b, errorCode=3002, moduleCode=22)",
        (1002, Some(21), Some("a"), None),
    );
    check(
        "LibRuntimeException(message=no, errorCode=x, errorCode=1002)",
        (1002, None, Some("no, errorCode=x"), None),
    );
    check(
        "LibRuntimeException(message=a, errorCode=1002 cut off",
        (1002, None, Some("cut off"), Some("LibRuntimeException(message=a")),
    );
}

#[test]
fn names_newer_than_the_catalogue_and_misspelt_ones() {
    let error = read("invoke failed, code: ERR_BRAND_NEW, message: killed").expect("a newer name");
    assert_eq!((error.code(), error.raw_code()), (None, Some("ERR_BRAND_NEW")));
    assert_eq!((error.server_message(), error.prefix()), (Some("killed"), Some("invoke failed")));
    let is = |text: &str, code: SdkErrorCode| read(text).is_some_and(|error| error.is(code));
    let memory = SdkErrorCode::SharedMemoryLimited;
    assert!(is("code: ERR_SHARED_MEMORY_LIMIT, message: m", memory));
    let disk = SdkErrorCode::OperateDiskFailed;
    assert!(is("put failed, code: EDERR_OPERATE_DISK_FAILED", disk));
}

#[test]
fn an_unknown_number_needs_something_beside_it() {
    assert!(read("the code 3 lines above").is_none());
    assert!(read("os error code: 111").is_none());
    assert!(read("code: 4294967296").is_none());
    check("sandbox kill failed with code 3", (3, None, None, Some("sandbox kill failed with")));
    check("code: 99999, msg: m", (99_999, None, Some("m"), None));
    check("code: 99999, module code: 10", (99_999, Some(10), None, None));
    check("code: -1, module code: 10, msg: m", (-1, Some(10), Some("m"), None));
    check("call: ErrCode: -1002, ErrMsg: m", (-1002, None, Some("m"), Some("call")));
    assert!(read("code: -1").is_none());
}

#[test]
fn a_module_is_read_by_its_number_or_its_name() {
    for (number, name) in [
        (10, "core"),
        (20, "runtime"),
        (21, "runtime create"),
        (22, "runtime invoke"),
        (23, "runtime kill"),
        (30, "data system"),
    ] {
        let module = Module::from_code(number);
        assert_eq!((module.code(), module.to_string().as_str()), (number, name));
        assert_eq!(module, Module::from(number));
        let text = format!("ErrCode: 1002, ModuleCode: {number}, ErrMsg: m");
        check(&text, (1002, Some(number), Some("m"), None));
        let text = format!("[ErrorCode: 1002] [ModuleName: {}] m", name.to_uppercase());
        check(&text, (1002, Some(number), Some("m"), None));
    }
    check("ErrCode: 1002, ModuleCode: 77, ErrMsg: m", (1002, Some(77), Some("m"), None));
    let Module::Other(other) = Module::from_code(77) else { panic!("77 is not a known module") };
    assert_eq!((other.get(), Module::Other(other).to_string().as_str()), (77, "77"));
    let unnamed = "[ErrorCode: 3003] [ModuleName: ] it broke";
    assert_eq!(read(unnamed).expect("a text with a code").module(), None);
}

#[test]
fn other_forms() {
    check(
        "[ErrorCode: 3003] [ModuleName: runtime] it broke",
        (3003, Some(20), Some("it broke"), None),
    );
    check(
        "[ErrorCode: 3003] [ModuleName: attic] it broke",
        (3003, None, Some("[ModuleName: attic] it broke"), None),
    );
    check(
        "invoke failed, code: ERR_INSTANCE_EXITED, message: killed",
        (1007, None, Some("killed"), Some("invoke failed")),
    );
    check(
        "sandbox create failed: code=1002 message=no CPU",
        (1002, None, Some("no CPU"), Some("sandbox create failed")),
    );
    check("kill failed with code 1003", (1003, None, None, Some("kill failed with")));
    check("code:1002,message: no CPU", (1002, None, Some("no CPU"), None));
    check("code: 1002,msg: no CPU", (1002, None, Some("no CPU"), None));
    check("call: code:1002, message:no", (1002, None, Some("no"), Some("call")));
    check("errcode(1002), msg(no (CPU))", (1002, None, Some("no (CPU)"), None));
    check("code is 1002, msg is no CPU", (1002, None, Some("no CPU"), None));
    check("Code:1002, MCode:10, Msg:no CPU", (1002, Some(10), Some("no CPU"), None));
    check("error code: 1002, error message: no", (1002, None, Some("no"), None));
    check("Code：1002，msg：没有", (1002, None, Some("没有"), None));
    check("错误Code（1002），msg：没有", (1002, None, Some("没有"), Some("错误")));
    check("code: \u{1b}[31m1002\u{1b}[0m", (1002, None, None, None));
    check("code: 1002, _msg: m", (1002, None, Some("_msg: m"), None));
    check("code: 1002, status: x", (1002, None, Some("status: x"), None));
    check("code: 1002, desc: x", (1002, None, Some("desc: x"), None));
    check("[code: 1002, msg: x", (1002, None, Some("x"), None));
}

#[test]
fn our_own_display_reads_back() {
    for entry in entries() {
        let code = entry.error_code();
        for text in [code.to_string(), format!("{code:#}"), format!("calling f: {code}")] {
            let error = read(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((error.code(), error.server_message()), (Some(code), None), "{text}");
            let prefix = text.starts_with("calling").then_some("calling f");
            assert_eq!(error.prefix(), prefix, "{text}");
        }
        let error = Error::new(code).with_message("no: it is not, code: 5");
        for text in [error.to_string(), format!("{error:#}")] {
            let again = read(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(again.code(), Some(code), "{text}");
            assert_eq!(again.server_message(), Some("no: it is not, code: 5"), "{text}");
        }
    }
}

#[test]
fn the_sdk_table_decides_in_the_text_of_an_sdk() {
    let code = |text: &str| read(text)?.code();
    let timeout = Some(RestErrorCode::InvokeFunctionTimeout.into());
    let parse = Some(SdkErrorCode::ParseInvokeResponseError.into());
    assert_eq!(code("code: 4010, message: m"), timeout, "the number alone");
    assert_eq!(code("code: 4010, module code: 20, msg: m"), parse);
    assert_eq!(code("ErrCode: 4010, ErrMsg: m"), parse);
    assert_eq!(
        code("ErrCode: 4115, ModuleCode: 20, ErrMsg: m"),
        Some(RestErrorCode::FunctionNotFound.into())
    );
}

#[test]
fn a_text_without_a_code_or_of_a_success_is_not_an_error() {
    for text in [
        "",
        "all went well",
        "exit code: 1",
        "the process returned exit_code=1002",
        "statusCode: 404",
        "status_code: 404",
        "http error code: 502",
        "grpc code: 14",
        "module code: 10",
        "ModuleCode: 10",
        "return code 1002",
        "barcode: 1002",
        "unicode 1002",
        "code: [1002], msg: [x]",
        "[code: 1002; status 7]",
        "code: 10.5",
        "code: 0x3ea",
        "code: 1002ms",
        "code 1002-7f",
        "encode(1002)",
        "code: 0, msg: fine",
        "ErrCode: 0, ModuleCode: 0, ErrMsg: ",
        "ErrCode: 1, ModuleCode: 10, ErrMsg: none",
        "code: -0, msg: fine",
        "NotFound",
        "code package(1002)",
        "code1002: x",
        "codeis 1002",
        "code isle1002",
        "code: 1002 ms later",
        "code: 1002 µs later",
        "code: ERR_, message: m",
        "rpc error: code = 1002",
        "rpc error: code = Code(1002)",
        "code: 14 desc = gone",
        r"exit\tcode: 1002",
        r"exit\\tcode: 1002",
        "code: \u{1b}[31",
        "LibRuntimeException(message=",
        "Line of code : 1015\nFile         : object_client_impl.h",
        "MySQL error code: 1005 (HY000)",
        "java.sql.SQLException: no, errorCode=1017, sqlState=28000",
        "websocket connection closed: code=1006, reason=abnormal closure",
        "onClose code=1001 reason=going away",
        "Disconnected from gateway. Code: 1006",
        "postal code: 4001",
        "event.code=1002",
        r#"{"event":"close","code":1006,"reason":""}"#,
        "GET /callback?code=1002&state=abc",
        "code: NotFound: failed to pull image",
        "S3 error, code: Forbidden, host: obs.example.com",
        "process exited: code=1002, signal=0",
        "#define ERR_CODE 1002",
        "code: 1002 minutes",
        "loaded code (4001 KiB)",
        "décode: 1002",
        "code: [UNKNOWN_TYPE], msg: [x]",
        "Status code: 404 Error: not found",
        "status code: 14, msg: unavailable",
        "sandbox create unknown (errorCode=None, requestId=r, sandboxId=s): not running",
        r#"{"code":0,"message":"ok","data":{"code":4115,"message":"x"}}"#,
        r#"{"code":200,"error":{"code":4115}}"#,
        r#"{"code":0,"errorCode":4115,"message":"x"}"#,
        r#"{"code":null,"message":"x"}"#,
        r#"{"code":"","message":"x"}"#,
        r#"{"code":4115.0,"message":"x"}"#,
        r#"{"data":{"code":4115,"message":"x"}}"#,
    ] {
        assert!(read(text).is_none(), "{text}");
    }
    assert_eq!(code("msg=x; code=1; exitCode=137; errCode=1007"), Some(1007));
}

#[test]
fn keys_and_separators_of_many_printers() {
    for text in [
        "code is: 1002",
        "errorCode is：1002",
        "code == 1002",
        "code:=1002",
        "code＝1002",
        "错误码：1002",
        "错误代码: 1002",
        "调用失败，错误码：1002，信息：无",
        "“code”：1002",
        "code:\u{a0}1002",
        "code:\u{3000}1002",
        "code: `1002`",
        "**code**: 1002",
        "code: Some(1002)",
        "code=Optional[1002]",
        "code => 1002",
        "<errorCode>1002</errorCode>",
        "error_code[1002]",
        "error code was 1002",
        "code: 1002i32",
        "err.code=1002",
        r"\u8c03\u7528\uff0ccode: 1002, msg: \u65e0",
        r#"{"msg": "\u8c03\u7528\u5931\u8d25\uff0ccode\uff1a1002\uff0cmsg\uff1a\u65e0"}"#,
        "code=1002 ms=12",
        "err code 1002 S3 upload failed",
        "code: 1002 us-east-1",
        "code=1002 ns=default",
        "code: 1002:5 tries",
        "msg of the call, respCode: 1002, respMsg: x",
        "Error { code: Sdk(ResourceNotEnough) }",
        "code: ErrorCode.ERR_RESOURCE_NOT_ENOUGH",
        "code: <ErrorCode.ERR_RESOURCE_NOT_ENOUGH: 1002>",
        "instance exited, code: 1002, exit code: 137, msg: killed",
        "invoke failed: code = 1002 desc = no node",
    ] {
        assert_eq!(code(text), Some(1002), "{text}");
    }
}

#[test]
fn the_status_of_grpc_swallows_nothing() {
    for text in [
        "2 UNKNOWN: ErrCode: 1002, ModuleCode: 22, ErrMsg: gone",
        "Error: 2 UNKNOWN: invoke failed, code: 1002, message: gone",
        "com.x.YRException: UNKNOWN: code: 1002, message: gone",
        "rpc error: code = Unknown desc = invoke failed, code: 1002, message: gone",
    ] {
        let error = read(text).unwrap_or_else(|| panic!("{text}"));
        assert!(error.is(SdkErrorCode::ResourceNotEnough), "{text}");
        assert_eq!(error.server_message(), Some("gone"), "{text}");
    }
}

#[test]
fn the_data_system_passes_on_statuses_of_its_own() {
    for number in [9, 1002, 1003, 2002, 3001, 5004] {
        let text = format!("ErrCode: {number}, ModuleCode: 30, ErrMsg: dsclient is nil");
        let error = read(&text).expect("a text with a code");
        assert_eq!(error.code().map(ErrorCode::code), Some(number), "{text}");
        assert_eq!(error.table(), Some(Table::DataSystem), "{text}");
        let text = format!("x, code: {number}, module code: 30, msg: m");
        let error = read(&text).expect("a text with a code");
        assert_eq!(error.table(), Some(Table::DataSystem), "{text}");
    }
    for number in [1001, 3002, 4005, 4202, 4206] {
        let text = format!("ErrCode: {number}, ModuleCode: 30, ErrMsg: x");
        assert!(read(&text).is_some_and(|error| error.table() == Some(Table::Sdk)), "{text}");
    }
}

#[test]
fn a_header_and_a_response_are_of_the_rest_table() {
    for text in [
        "X-Inner-Code: 4202",
        "map[X-Inner-Code:[4202] X-Trace-Id:[x]]",
        r#"{"code":4202,"message":"m"}"#,
        r#"HTTP 500: {"code":4202,"message":"m"}"#,
        r#"cut: {"code":4202,"mess"#,
    ] {
        let bootstrap = RestErrorCode::RuntimeBootstrapNotFound;
        assert!(read(text).is_some_and(|error| error.is(bootstrap)), "{text}");
    }
}

#[test]
fn forms_of_the_sandbox_sdk() {
    check(
        "sandbox create failed (errorCode=4001, requestId=r1, sandboxId=s1): no init",
        (4001, None, Some("no init"), Some("sandbox create failed")),
    );
    assert!(
        read("sandbox create failed (errorCode=4001, requestId=r, sandboxId=s): m")
            .is_some_and(|error| error.table() == Some(Table::Sdk))
    );
    check("code 1003: instance not found", (1003, None, Some("instance not found"), None));
    for text in ["code 500: boom", "HTTP 500: boom", r#"HTTP 500 {"error": "boom"}"#] {
        let error = read(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (error.code(), error.raw_code(), error.message()),
            (None, None, "boom"),
            "{text}"
        );
        assert_eq!(error.kind(), ErrorKind::Internal, "{text}");
    }
    let error = read("HTTP 400 INVALID_QUERY: no such field").expect("a status");
    assert_eq!((error.raw_code(), error.message()), (Some("INVALID_QUERY"), "no such field"));
}

#[test]
fn what_debug_shows_reads_back() {
    for entry in entries() {
        let code = entry.error_code();
        let error = Error::new(code).with_message("no, code: 5");
        let again = read(&format!("call failed: {error:?}")).expect("our own form");
        assert_eq!((again.code(), again.server_message()), (Some(code), Some("no, code: 5")));
        let code_alone = read(&format!("failed: Failure {{ code: {code:?} }}"));
        assert_eq!(code_alone.expect("our own form").code(), Some(code));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_taken(text in ".*", code in any::<i64>(), tail in ".*") {
        let _ = read(&text);
        let text = format!("{text} code: {code}, message: {tail}");
        if let Some(error) = read(&text) {
            prop_assert_eq!(error.received().or(error.server_message()), Some(text.as_str()));
        }
    }

    #[test]
    fn no_number_is_lost(number in prop_oneof![any::<i128>(), any::<i32>().prop_map(i128::from)]) {
        let success = [0, 200, 6030, 150_200, 200_200, 200_202, 200_204];
        prop_assume!(!success.contains(&number));
        let error = read(&format!("code: {number}, message: m")).expect("a text with a code");
        let code = || error.code().map(|code| code.code().to_string());
        let read = error.raw_code().map(str::to_owned).or_else(code);
        prop_assert_eq!(read, Some(number.to_string()));
        prop_assert_eq!(error.code().is_some(), i32::try_from(number).is_ok());
    }
}
