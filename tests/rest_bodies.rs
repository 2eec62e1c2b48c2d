//! Bodies of REST answers, in every shape in which openYuanRong sends them, and broken ones.
#![cfg(feature = "json")]

use proptest::prelude::*;
use std::error::Error as _;
use yuanrong_errors::{
    Error, ErrorCode, RestErrorCode, SdkErrorCode,
    rest::{self, ErrorBody},
};

fn parse(body: &str) -> ErrorBody<'_> {
    ErrorBody::parse(body.as_bytes()).unwrap_or_else(|error| panic!("{body}: {error}"))
}

/// The three ways to read a code, which must agree.
#[track_caller]
fn code(body: &str) -> Option<u32> {
    let read = parse(body);
    let code = (!read.is_success() && read.code().code() != 0).then(|| read.code());
    assert_eq!(rest::code_of(body.as_bytes()), code, "{body}");
    assert_eq!(Error::from_rest(500, body.as_bytes()).code(), read.code(), "{body}");
    code.map(ErrorCode::code)
}

#[test]
fn the_code_is_a_number_or_a_string_of_digits_under_one_of_three_keys() {
    assert_eq!(code(r#"{"code":4115,"message":"gone"}"#), Some(4115));
    assert_eq!(code(r#"{"code":"4115","message":"gone"}"#), Some(4115));
    assert_eq!(code(r#"{"status":500,"errorCode":4211,"message":"late"}"#), Some(4211));
    assert_eq!(code(r#"{"errorCode":"4211"}"#), Some(4211));
    assert_eq!(code(r#"{"innerCode":"3002"}"#), Some(3002));
    assert_eq!(code(r#"{"message":"no code"}"#), None);
    assert_eq!(code("{}"), None);
    assert_eq!(code(r#" { "message" : "m" , "code" : 4115 } "#), Some(4115));
    assert_eq!(code("\u{feff}{\"code\":4115}"), Some(4115));
    assert_eq!(code(r#"{"\u0063ode":4115}"#), Some(4115), "an escaped key");
    assert_eq!(code(r#"{"code":"\u00341\u00315"}"#), Some(4115), "escaped digits");
}

#[test]
fn what_wins_where_several_are_there() {
    assert_eq!(code(r#"{"innerCode":1,"errorCode":2,"code":3}"#), Some(3));
    assert_eq!(code(r#"{"innerCode":1,"errorCode":2}"#), Some(2));
    assert_eq!(code(r#"{"error":{"code":4},"innerCode":1}"#), Some(1));
    assert_eq!(code(r#"{"code":4115,"code":4116}"#), Some(4115), "the first of two");
    assert_eq!(code(r#"{"code":"WORD","code":4116}"#), Some(4116), "a word is no code");
    assert_eq!(code(r#"{"code":"WORD","errorCode":4116}"#), Some(4116));
    assert_eq!(code(r#"{"code":4115.5,"errorCode":4116}"#), Some(4116), "a decimal is no code");
    assert_eq!(code(r#"{"code":4e3,"errorCode":4116}"#), Some(4116));
    for word in [r"4115\n", r"\b4115", r"\f4115", r"41\r15", r"\t4115", r"4115\\", r"4115\/"] {
        assert_eq!(code(&format!(r#"{{"code":"{word}","errorCode":4116}}"#)), Some(4116));
    }
    assert_eq!(code(r#"{"data":{"code":4115},"list":[{"code":1}]}"#), None, "only the top level");
    assert_eq!(code(r#"{"message":"\"code\":4115"}"#), None, "a key in a string");
}

#[test]
fn an_object_under_error_counts_where_the_outer_one_has_no_code() {
    assert_eq!(code(r#"{"error":{"code":4010,"message":"late"}}"#), Some(4010));
    assert_eq!(code(r#"{"error":{"errorCode":"4010"},"x":1}"#), Some(4010));
    assert_eq!(code(r#"{"error":"broken"}"#), None);
    assert_eq!(parse(r#"{"error":"broken"}"#).message(), Some("broken"));
    let body = r#"{"error":{"code":4010,"message":"late","trace_id":"7f"}}"#;
    assert_eq!((parse(body).message(), parse(body).trace_id()), (Some("late"), Some("7f")));
}

#[test]
fn the_web_socket_channel_has_five_numbers_of_its_own() {
    for number in 1001..=1005 {
        let body =
            format!(r#"{{"type":"response","error":{{"code":{number},"message":"token"}}}}"#);
        assert_eq!(code(&body), None);
        let error = Error::from_rest(200, body.as_bytes());
        assert_eq!(error.raw_code(), Some(number.to_string().as_str()));
        assert_eq!(error.server_message(), Some("token"));
        assert!(rest::check(200, body.as_bytes()).is_err());
        assert_eq!(code(&format!(r#"{{"error":{{"code":{number}}}}}"#)), Some(number));
    }
    assert_eq!(code(r#"{"error":{"code":4010},"type":"response"}"#), Some(4010));
    assert_eq!(code(r#"{"error":{"code":1001},"type":"response"}"#), None, "in any order");
}

#[test]
fn rest_codes_come_before_those_of_the_sdk_which_are_passed_on() {
    assert_eq!(parse(r#"{"code":4202}"#).code(), RestErrorCode::RuntimeBootstrapNotFound.into());
    assert_eq!(parse(r#"{"code":1002}"#).code(), SdkErrorCode::ResourceNotEnough.into());
    assert_eq!(Error::from_inner_code("4202").code(), parse(r#"{"code":4202}"#).code());
    assert_eq!(Error::from_inner_code(" 1002 ").code(), SdkErrorCode::ResourceNotEnough.into());
}

#[test]
fn success_is_told_apart() {
    for number in [0, 200, 6030, 150_200, 200_200, 200_202, 200_204] {
        for body in [format!(r#"{{"code":{number}}}"#), format!(r#"{{"innerCode":"{number}"}}"#)] {
            assert!(parse(&body).is_success(), "{body}");
            assert_eq!(code(&body), None);
            assert!(rest::check(500, body.as_bytes()).is_ok(), "the code comes first: {body}");
        }
    }
    assert!(!parse(r#"{"code":4115}"#).is_success());
}

#[test]
fn an_answer_failed_by_its_code_else_by_its_status() {
    assert!(rest::check(200, br#"{"code":4115}"#).is_err(), "errors come with 200 too");
    assert!(rest::check(200, br#"{"code":404}"#).is_err(), "an unknown code");
    assert!(rest::check(200, br#"{"code":4294967296}"#).is_err(), "a code that is too large");
    for (body, what) in [
        (&br#"{"result":1}"#[..], "no code"),
        (b"", "nothing"),
        (b"<html>", "no JSON"),
        (br#"{"code":"DONE"}"#, "a word"),
    ] {
        assert!(rest::check(204, body).is_ok(), "{what}");
        let error = rest::check(503, body).expect_err(what);
        assert_eq!(error.http_status(), Some(503));
    }
}

#[test]
fn messages_are_text_or_any_json_value() {
    for (value, message) in [
        (r#""plain""#, Some("plain")),
        (r#""a \"b\" \u00e9\n""#, Some("a \"b\" é\n")),
        (r#""\"instance label not found\"""#, Some("instance label not found")),
        (r#""\"a\" and \"b\"""#, Some("\"a\" and \"b\"")),
        (r#""\"function \\\"demo\\\" not found\"""#, Some("function \"demo\" not found")),
        (r#""\"two\nlines\"""#, Some("two\nlines")),
        (r#""\"a\" ""#, Some("\"a\" ")),
        (r#""\"""#, Some("\"")),
        (r#"{"a": [1, {"b": null}]}"#, Some(r#"{"a": [1, {"b": null}]}"#)),
        ("[1,2]", Some("[1,2]")),
        ("-1.5e3", Some("-1.5e3")),
        ("true", Some("true")),
        ("false", Some("false")),
        ("null", None),
        (r#""""#, Some("")),
        (r#""half a pair: \ud83d""#, Some(r"half a pair: \ud83d")),
        (r#""\ud83d\ude00""#, Some("😀")),
    ] {
        let body = format!(r#"{{"code":4002,"message":{value}}}"#);
        assert_eq!(parse(&body).message(), message, "{body}");
    }
    let path = "my files".to_owned() + &r"\".repeat(32);
    let body = serde_json::json!({ "code": 4002, "message": path }).to_string();
    assert_eq!(parse(&body).message(), Some(path.as_str()), "nothing but escapes for a while");
    assert_eq!(parse(r#"{"code":1,"msg":"m"}"#).message(), Some("m"));
    assert_eq!(parse(r#"{"code":1,"errorMessage":"m"}"#).message(), Some("m"));
    assert_eq!(parse(r#"{"msg":"second","message":"first"}"#).message(), Some("first"));
    assert_eq!(parse(r#"{"message":null,"msg":"m"}"#).message(), Some("m"));
    assert_eq!(parse(r#"{"msg":"first","msg":"second"}"#).message(), Some("first"));
    assert_eq!(parse(r#"{"trace_id":"1","trace_id":"2"}"#).trace_id(), Some("1"));
}

#[test]
fn a_code_that_is_no_number_of_the_catalogue_s_is_kept() {
    for (value, raw) in [
        (r#""INVALID_QUERY""#, "INVALID_QUERY"),
        ("4294967296", "4294967296"),
        ("-1", "-1"),
        ("-9223372036854775809", "-9223372036854775809"),
        ("18446744073709551616", "18446744073709551616"),
        (r#""4294967296""#, "4294967296"),
        ("4115.0", "4115.0"),
        ("4e3", "4e3"),
        ("1e999", "1e999"),
        ("true", "true"),
        ("null", "null"),
        ("[4115]", "[4115]"),
        (r#""""#, ""),
        (r#"" 4115""#, " 4115"),
        (r#""+4115""#, "+4115"),
    ] {
        let body = format!(r#"{{"code":{value}}}"#);
        assert_eq!(code(&body), None, "{body}");
        assert_eq!(parse(&body).raw_code(), Some(raw), "{body}");
        let error = Error::from_rest(500, body.as_bytes());
        assert_eq!((error.raw_code(), error.received()), (Some(raw), Some(body.as_str())));
    }
    assert_eq!(code(r#"{"code":4294967295}"#), Some(u32::MAX));
    assert_eq!(code(r#"{"code":"0004115"}"#), Some(4115));
    assert_eq!(Error::from_inner_code("4294967296").raw_code(), Some("4294967296"));
    for header in ["", " ", "+4115", "4115.0", "0x1013"] {
        assert_eq!(Error::from_inner_code(header).raw_code(), Some(header));
    }
}

#[test]
fn what_is_no_error_body_is_kept_as_the_message() {
    for body in
        ["", "gateway time-out", "<html>\n<b>502</b>", "[1,2]", "{\"data\":1}", "{\"code\":41"]
    {
        let error = Error::from_rest(502, body.as_bytes());
        assert_eq!(error.code().code(), 0);
        assert_eq!(error.server_message().unwrap_or_default(), body);
        assert_eq!(error.http_status(), Some(502));
    }
    let error = Error::from_rest(500, b"stra\xdfe is closed");
    assert_eq!(error.server_message(), Some("stra\u{fffd}e is closed"));

    for long in ["é".repeat(100_000), "€".repeat(50_000), "x".repeat(65_537)] {
        check_any(long.as_bytes());
        check_any(&[long.as_bytes(), b"\xff"].concat());
        check_any(&[b"{\"code\":4115,\"x\":\"", long.as_bytes(), b"\xff\"}"].concat());
        let error = Error::from_rest(500, long.as_bytes());
        let kept = error.server_message().expect("a message").len();
        assert!((65_533..=65_536).contains(&kept) && long.is_char_boundary(kept), "{kept}");
        assert_eq!(error.received(), Some(long.as_str()));
    }
    check_any("x".repeat(65_536).as_bytes());

    let error = Error::from_rest(502, br#"{"trace_id":"7f","data":1}"#);
    assert_eq!(error.server_message(), Some(r#"{"trace_id":"7f","data":1}"#));
    assert_eq!(error.trace_id(), Some("7f"));
}

#[test]
fn a_broken_body_has_the_code_that_stands_in_front_of_the_fault() {
    for body in [
        &b"{\"code\":4115,\"message\":\"stra\xdfe\"}"[..],
        b"{\"code\":4115,\"mess",
        b"{\"code\":4115} trailing",
        b"{\"code\":4115,\"message\":\"line\nline\"}",
    ] {
        assert_eq!(rest::code_of(body), Some(RestErrorCode::FunctionNotFound.into()));
        let error = rest::check(200, body).expect_err("a code of failure");
        assert_eq!(error.code(), RestErrorCode::FunctionNotFound.into());
        let text = String::from_utf8_lossy(body);
        assert_eq!(error.server_message(), Some(&*text));
        assert_eq!(error.received_bytes().unwrap_or(text.as_bytes()), body);
    }
    let error = Error::from_rest(500, b"{\"code\":\"stra\xdfe\"}");
    assert_eq!((error.code().code(), error.raw_code()), (0, None), "what is no text is no word");
    assert_eq!(error.received_bytes(), Some(&b"{\"code\":\"stra\xdfe\"}"[..]));
    let shown = format!("{error:?}");
    assert!(shown.contains(r#"b"{\"code\":\"stra\xdfe\"}""#), "{shown}");
    let error = rest::check(200, b"{\"code\":4294967296,\"mess").expect_err("a large code");
    assert_eq!(error.raw_code(), Some("4294967296"));
    assert!(rest::check(500, b"{\"code\":0,\"mess").is_err(), "no success without its end");
    let error = Error::from_rest(500, br#"{"code":OK, "message":"m"}"#);
    assert_eq!((error.code().code(), error.raw_code()), (0, Some("OK")), "a word without quotes");
    for body in [r#"{"a":,"code":4115}"#, r#"{"a":,,"code":4115}"#, r#"{"a":},"code":4115}"#] {
        assert_eq!(rest::code_of(body.as_bytes()), None, "behind the fault: {body}");
    }
}

#[test]
fn message_and_trace_id_are_of_the_object_that_the_code_is_of() {
    let body = r#"{"message":"outer","trace_id":"1","error":{"code":4010,"message":"late","trace_id":"2"}}"#;
    let read = parse(body);
    assert_eq!((read.message(), read.trace_id()), (Some("late"), Some("2")));
    let body = r#"{"code":4115,"error":{"code":4010,"message":"late","trace_id":"2"}}"#;
    assert_eq!((parse(body).message(), parse(body).trace_id()), (Some("late"), Some("2")));
    let body = r#"{"code":4115,"message":"outer","error":{"code":4010,"message":"late"}}"#;
    assert_eq!(parse(body).message(), Some("outer"));
    let body = r#"{"message":"outer","error":{"code":4010}}"#;
    assert_eq!(parse(body).message(), Some("outer"));
}

#[test]
fn body_header_and_status_are_joined() {
    let code = |status, header, body: &str| {
        let error = rest::check_answer(status, header, body.as_bytes()).err()?;
        assert_eq!(error.http_status(), Some(status));
        Some((error.code().code(), error.raw_code().map(str::to_owned)))
    };
    let number = |number| Some((number, None));
    let body = r#"{"code":4115,"message":"m"}"#;
    assert_eq!(code(200, Some("9000"), body), number(4115), "the body's");
    assert_eq!(code(500, Some("9000"), r#"{"code":0}"#), None, "the body's");
    assert_eq!(code(200, Some("9000"), ""), number(9000), "else the header's");
    assert_eq!(code(200, Some(" 9000 "), "{}"), number(9000));
    assert_eq!(code(500, Some("200200"), "done"), None);
    assert_eq!(code(200, Some("4294967296"), ""), Some((0, Some("4294967296".to_owned()))));
    assert_eq!(code(503, Some("4115"), r#"{"code":"WORD"}"#), number(4115));
    assert_eq!(code(503, Some("soon"), "{}"), Some((0, Some("soon".to_owned()))));
    assert_eq!(code(503, Some("soon"), r#"{"code":"W"}"#), Some((0, Some("W".to_owned()))));
    assert_eq!(code(204, Some("soon"), ""), None, "else the status");
    assert_eq!(code(503, None, ""), number(0));
    let error = rest::check_answer(500, Some("4115"), br#"{"msg":"m","trace_id":"7f"}"#);
    let error = error.expect_err("a code");
    assert_eq!((error.server_message(), error.trace_id()), (Some("m"), Some("7f")));
}

#[test]
fn an_error_inside_the_message_is_the_source() {
    for body in [
        r#"{"code":2002,"message":"{\"errorCode\":\"4211\",\"message\":\"late\"}"}"#,
        r#"{"code":2002,"message":{"code":4211,"message":"late"}}"#,
        r#"{"code":2002,"message":"[{\"errorCode\":\"4211\",\"message\":\"late\"}]"}"#,
        r#"{"code":2002,"message":[{"x":1},{"errorCode":"4211","message":"late"}]}"#,
        r#"{"code":2002,"message":"failed to create, code: 2002, message: {\"errorCode\":\"4211\",\"message\":\"late\"}"}"#,
    ] {
        let error = Error::from_rest(500, body.as_bytes());
        assert_eq!(error.code(), SdkErrorCode::UserFunctionException.into(), "{body}");
        let source = error.source().and_then(|source| source.downcast_ref::<Error>());
        let source = source.unwrap_or_else(|| panic!("{body}: no source"));
        assert_eq!(source.code(), RestErrorCode::InitFunctionTimeout.into());
        assert_eq!(source.server_message(), Some("late"));
    }
    for plain in ["code: 5 apples", "failed to call g, code: 1002, msg: no CPU"] {
        let body = serde_json::json!({ "code": 2002, "message": plain }).to_string();
        assert!(Error::from_rest(500, body.as_bytes()).source().is_none(), "{plain}");
    }
    let body = r#"{"code":2002,"message":"failed, code: 1002, message: {\"errorCode\":\"4211\"}"}"#;
    let error = Error::from_rest(500, body.as_bytes());
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    let causes = causes.filter_map(|cause| cause.downcast_ref::<Error>()).map(Error::code);
    assert!(causes.map(ErrorCode::code).eq([1002, 4211]), "the text that tells the JSON, too");
}

#[test]
fn errors_inside_errors_end_somewhere() {
    let body = "{\"code\":2002,\"message\":".repeat(10_000) + "1" + &"}".repeat(10_000);
    let error = Error::from_rest(500, body.as_bytes());
    let chain = std::iter::successors(error.source(), |&error| error.source()).count();
    assert!((1..20).contains(&chain), "{chain}");
    let text = "code: 2002, message: ".repeat(10_000);
    assert!(Error::from_text(&text).is_some());
}

#[test]
fn brackets_match_at_every_depth() {
    let nested = |depth: usize, flipped: Option<usize>| {
        // Lists and objects by turns, in a pattern that does not repeat by 64.
        let is_list = |at: &usize| at % 3 == 0;
        let mut body = "{\"a\":".to_owned();
        body.extend((0..depth).map(|at| if is_list(&at) { "[" } else { "{\"a\":" }));
        body += "1";
        let closer = |at| if is_list(&at) == (flipped == Some(at)) { '}' } else { ']' };
        body.extend((0..depth).rev().map(closer));
        body + "}"
    };
    for depth in 62..=130 {
        assert!(ErrorBody::parse(nested(depth, None).as_bytes()).is_ok(), "{depth}");
        for at in 0..depth {
            let body = nested(depth, Some(at));
            let error = ErrorBody::parse(body.as_bytes()).expect_err("a bracket of the other kind");
            assert_eq!(error.offset(), body.len() - 2 - at, "{depth} {at}");
        }
    }
}

#[test]
fn errors_inside_errors_are_not_kept_as_often_as_they_nest() {
    let mut message = serde_json::json!("x".repeat(4 << 20)).to_string();
    for _ in 0..9 {
        message = format!(r#"{{"code":2002,"message":{message}}}"#);
    }
    let error = Error::from_rest(500, message.as_bytes());
    let kept = |error: &Error| {
        error.server_message().map_or(0, str::len) + error.received().map_or(0, str::len)
    };
    let causes = std::iter::successors(error.source(), |&error| error.source());
    let causes = causes.filter_map(|cause| cause.downcast_ref()).map(kept).collect::<Vec<_>>();
    assert_eq!(causes.len(), 8);
    assert!(causes.iter().all(|kept| *kept <= 64 * 1024), "{causes:?}");
    assert!(kept(&error) > 8 << 20, "the outer one has it all");
}

#[test]
fn values_that_are_skipped_nest_to_any_depth() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = open.repeat(10_000) + "1" + &close.repeat(10_000);
        let body = format!(r#"{{"data":{nested},"code":4115,"message":{nested}}}"#);
        assert_eq!(code(&body), Some(4115));
        assert_eq!(parse(&body).message(), Some(nested.as_str()));
        assert!(ErrorBody::parse(&body.as_bytes()[..body.len() / 4]).is_err());
        let crossed = body.replacen(close, if close == "]" { "}" } else { "]" }, 1);
        assert!(ErrorBody::parse(crossed.as_bytes()).is_err());
    }
}

#[test]
fn a_body_of_64_mebibytes_is_read() {
    let message = "x".repeat(64 << 20);
    let body = format!(r#"{{"message":"{message}","code":4115}}"#);
    assert_eq!(rest::code_of(body.as_bytes()), Some(RestErrorCode::FunctionNotFound.into()));
    assert_eq!(parse(&body).message().map(str::len), Some(message.len()));
    let error = Error::from_rest(500, body.as_bytes());
    assert_eq!(error.server_message().map(str::len), Some(message.len()));
}

#[test]
fn what_is_wrong_with_a_body_is_told_with_its_place() {
    for (body, told) in [
        (&b""[..], "expected an object at byte 0"),
        (b"[]", "expected an object at byte 0"),
        (b"{", "expected a key at byte 1"),
        (b"{1", "expected a key at byte 1"),
        (b"{\"a\"}", "expected `:` at byte 4"),
        (b"{\"a\":}", "expected a value at byte 5"),
        (b"{\"a\":1,}", "expected a key at byte 7"),
        (b"{\"a\":1", "expected `,` or `}` at byte 6"),
        (b"{\"a\":[1}", "expected `,` or `]` at byte 7"),
        (b"{\"a\":[1,]}", "expected a value at byte 8"),
        (b"{\"a\":01}", "expected `,` or `}` at byte 6"),
        (b"{\"a\":1.}", "expected a digit at byte 7"),
        (b"{\"a\":-}", "expected a digit at byte 6"),
        (b"{\"a\":1e+}", "expected a digit at byte 8"),
        (b"{\"a\":nul}", "expected a value at byte 5"),
        (b"{\"a\":\"b", "the string has no end at byte 7"),
        (b"{\"a\":\"\n\"}", "control character in a string at byte 6"),
        (b"{\"a\":\"\\x\"}", "no such escape at byte 6"),
        (b"{\"a\":\"\\u12g4\"}", "expected four hexadecimal digits at byte 6"),
        (b"{\"a\":1}}", "expected the end at byte 7"),
        (b"{\"a\":\"\xff\"}", "not UTF-8 at byte 6"),
    ] {
        let error = ErrorBody::parse(body).expect_err(told);
        assert_eq!(error.to_string(), told);
        assert!(serde_json::from_slice::<serde_json::Value>(body).is_err() || body == b"[]");
    }
}

const REAL: &str = r#"{"code":150424,"message":"function \"demo\" not found: é","trace_id":"7f3a","extra":[1,{"a":"b"}]}"#;

/// What must hold of any bytes: nothing panics, nothing is lost, and the strict reading takes what
/// serde takes.
fn check_any(body: &[u8]) {
    let strict = ErrorBody::parse(body);
    let error = Error::from_rest(500, body);
    if let Ok(read) = &strict {
        let code = (!read.is_success() && read.code().code() != 0).then(|| read.code());
        assert_eq!(rest::code_of(body), code);
        assert_eq!(error.code(), read.code());
    }
    if let Some(code) = rest::code_of(body) {
        assert_eq!(error.code(), code, "{}", String::from_utf8_lossy(body));
        assert!(rest::check(200, body).is_err(), "{}", String::from_utf8_lossy(body));
    }
    // Every byte can be read back: they are the message, or kept beside it.
    let message = error.server_message().map(str::as_bytes);
    assert_eq!(error.received_bytes().or(message).unwrap_or_default(), body);
    let text = error.received().or(error.server_message()).unwrap_or_default();
    assert_eq!(text, String::from_utf8_lossy(body));

    let without_mark = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    let by_serde = serde_json::from_slice::<&serde_json::value::RawValue>(without_mark);
    let is_object = by_serde.is_ok_and(|value| value.get().starts_with('{'));
    let is_text = std::str::from_utf8(body).is_ok();
    assert_eq!(strict.is_ok(), is_object && is_text, "{}", String::from_utf8_lossy(body));
}

#[test]
fn every_prefix_deletion_and_replacement_of_a_real_body() {
    let real = REAL.as_bytes();
    for at in 0..real.len() {
        check_any(&real[..at]);
        let (head, tail) = (&real[..at], &real[at + 1..]);
        check_any(&[head, tail].concat());
        for byte in 0..=u8::MAX {
            check_any(&[head, &[byte], tail].concat());
        }
    }
    for at in 0..real.len() - 1 {
        assert_ne!(
            rest::code_of(&real[..at]).map(ErrorCode::code),
            Some(15042),
            "a number that is cut off is no code"
        );
    }
}

/// JSON values with the keys that matter in all places.
fn json() -> impl Strategy<Value = String> {
    let string = prop_oneof![
        Just(r#""code""#.to_owned()),
        Just(r#""\u0063ode\":4115""#.to_owned()),
        "[ -~]{0,8}".prop_map(|text| serde_json::to_string(&text).expect("a string")),
        "\\PC{0,6}".prop_map(|text| serde_json::to_string(&text).expect("a string")),
        (0..300_000_u32).prop_map(|number| format!("\"{number}\"")),
    ];
    let scalar = prop_oneof![
        string,
        (0..300_000_u32).prop_map(|number| number.to_string()),
        any::<i128>().prop_map(|number| number.to_string()),
        any::<f64>().prop_filter("finite", |x| x.is_finite()).prop_map(|x| format!("{x:e}")),
        prop_oneof![
            Just("null"),
            Just("true"),
            Just("false"),
            Just("0"),
            Just("200"),
            Just("-0"),
            Just("1e999")
        ]
        .prop_map(str::to_owned),
    ];
    scalar.prop_recursive(4, 40, 6, |value| {
        let list = prop::collection::vec(value.clone(), 0..4)
            .prop_map(|values| format!("[{}]", values.join(",")));
        prop_oneof![list, object(value)]
    })
}

fn object(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let blank = prop_oneof![Just(""), Just(" "), Just("\n\t")];
    (prop::collection::vec((key(), value), 0..6), blank).prop_map(|(members, blank)| {
        let member =
            |(key, value): &(String, String)| format!("{blank}{key}{blank}:{blank}{value}{blank}");
        format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
    })
}

fn key() -> impl Strategy<Value = String> {
    let names = [
        "code",
        "errorCode",
        "innerCode",
        "error",
        "type",
        "message",
        "msg",
        "trace_id",
        "codes",
        "\\u0063ode",
        "\\u0065rror",
        "c\\u006Fde",
        "co\\u00e9de",
        "",
    ];
    prop::sample::select(names.map(|name| format!("\"{name}\"")).to_vec())
}

/// The rules of precedence, spelled out over a whole document.
fn expected_code(document: &str) -> Option<u32> {
    fn members(object: &str) -> Vec<(String, String)> {
        struct Members;
        impl<'de> serde::de::Visitor<'de> for Members {
            type Value = Vec<(String, String)>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) =
                    map.next_entry::<String, Box<serde_json::value::RawValue>>()?
                {
                    members.push((key, value.get().to_owned()));
                }
                Ok(members)
            }
        }
        let mut deserializer = serde_json::Deserializer::from_str(object);
        serde::Deserializer::deserialize_map(&mut deserializer, Members).expect("an object")
    }
    /// The integer, if it is one; -1 for any that is negative or too large.
    fn integer(value: &str) -> Option<i64> {
        let text = serde_json::from_str::<String>(value);
        let digits = match &text {
            Ok(text) => text.as_str(),
            Err(_) => value.strip_prefix('-').unwrap_or(value),
        };
        let is_integer = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse::<u32>().map_or(-1, i64::from);
        is_integer.then_some(if value.starts_with('-') { -1 } else { number })
    }
    fn own(members: &[(String, String)]) -> Option<i64> {
        ["code", "errorCode", "innerCode"].iter().find_map(|name| {
            members.iter().filter(|(key, _)| key == name).find_map(|(_, value)| integer(value))
        })
    }
    let outer = members(document);
    let is_response = outer.iter().any(|(key, value)| {
        key == "type" && serde_json::from_str::<String>(value).is_ok_and(|text| text == "response")
    });
    let code = own(&outer).or_else(|| {
        let (_, error) =
            outer.iter().find(|(key, value)| key == "error" && value.starts_with('{'))?;
        let code = own(&members(error))?;
        Some(if is_response && (1001..=1005).contains(&code) { -1 } else { code })
    });
    code.and_then(|number| u32::try_from(number).ok())
        .filter(|number| ![0, 200, 6030, 150_200, 200_200, 200_202, 200_204].contains(number))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_valid_json_all_readings_agree_with_the_rules(document in object(json())) {
        prop_assert_eq!(code(&document), expected_code(&document), "{}", document);
        check_any(document.as_bytes());
    }

    #[test]
    fn any_bytes_are_taken(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        check_any(&bytes);
    }

    #[test]
    fn bytes_that_look_like_json_are_taken(text in r#"[{}\[\]",:\\ue0-9cod. -]{0,40}"#) {
        check_any(text.as_bytes());
        check_any(format!("{{\"code\":{text}").as_bytes());
    }

    #[test]
    fn no_number_is_lost(number in any::<i128>()) {
        for body in [format!(r#"{{"code":{number}}}"#), format!(r#"{{"errorCode":"{number}"}}"#)] {
            let error = Error::from_rest(500, body.as_bytes());
            let read = error.raw_code().map_or_else(|| error.code().code().to_string(), str::to_owned);
            prop_assert_eq!(read, number.to_string());
        }
        let error = Error::from_inner_code(&number.to_string());
        let read = error.raw_code().map_or_else(|| error.code().code().to_string(), str::to_owned);
        prop_assert_eq!(read, number.to_string());
    }

    #[test]
    fn no_text_is_lost(message in "\\PC*", trace_id in any::<String>()) {
        let body = serde_json::json!({"code": 4115, "message": message, "trace_id": trace_id});
        let body = body.to_string();
        let error = Error::from_rest(500, body.as_bytes());
        let shown = error.server_message().unwrap_or_default();
        let quoted = format!("\"{shown}\"");
        let is_decoded = serde_json::from_str(&message).is_ok_and(|text: String| text == shown);
        prop_assert!(shown == message || quoted == message || is_decoded);
        prop_assert_eq!(error.trace_id(), Some(trace_id.as_str()));
        prop_assert_eq!(error.received(), Some(body.as_str()));
    }
}
