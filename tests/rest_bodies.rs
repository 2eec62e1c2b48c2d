//! Reading the code, the message and the trace id of a REST body, in every shape in which
//! openYuanrong sends one.
#![cfg(feature = "json")]

use std::ops::Range;
use yuanrong_errors::{
    Error, ErrorCode, RestErrorCode, SdkErrorCode,
    rest::{self, ErrorBody},
};

/// Returns the error that a response without headers reports.
#[track_caller]
fn failure(http_status: u16, body: &[u8]) -> Error {
    rest::check(http_status, None, body).expect_err("a failure")
}

fn parse(body: &str) -> ErrorBody<'_> {
    ErrorBody::parse(body.as_bytes()).unwrap_or_else(|error| panic!("{body}: {error}"))
}

/// Reads the code in the three ways that must agree.
#[track_caller]
fn code(body: &str) -> Option<i32> {
    let code = parse(body).code();
    assert_eq!(rest::code_of(body.as_bytes()), code, "{body}");
    let error = rest::check(500, None, body.as_bytes()).err();
    assert_eq!(error.and_then(|error| error.code()), code, "{body}");
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
    assert_eq!(code("\u{feff}{\"code\":4115}"), Some(4115), "a byte-order mark");
    assert_eq!(code(r#"{"code":"\u00341\u00315"}"#), Some(4115), "escaped digits");
}

#[test]
fn the_close_codes_of_a_websocket_are_not_codes() {
    assert_eq!(code(r#"{"event":"close","code":1006,"reason":""}"#), None);
    assert_eq!(code(r#"{"type":"close","code":"1011"}"#), None);
    assert_eq!(code(r#"{"event":"close","code":4115}"#), Some(4115));
    assert_eq!(code(r#"{"event":"create","code":1006}"#), Some(1006));
    // Nothing after the code makes another number of it: the body can be cut off there.
    assert_eq!(code(r#"{"code":1006,"event":"close"}"#), Some(1006));
}

#[test]
fn escapes_in_a_key_make_no_difference() {
    assert_eq!(code(r#"{"\u0063ode":4115}"#), Some(4115));
    assert_eq!(code(r#"{"error\u0043ode":4115}"#), Some(4115));
    assert_eq!(code(r#"{"co\u0064\u0065":4115,"\u0063\u006f\u0064\u0065":4116}"#), Some(4115));
    assert_eq!(code(r#"{"\u0065rror":{"\u0063ode":4115}}"#), Some(4115));
    assert_eq!(parse(r#"{"mess\u0061ge":"m","\u0074race_id":"7f"}"#).message(), Some("m"));
    assert_eq!(parse(r#"{"mess\u0061ge":"m","\u0074race_id":"7f"}"#).trace_id(), Some("7f"));
    assert_eq!(code(r#"{"co\nde":4115,"co\u00e4de":4116,"code\\":4117,"\ud83dcode":4118}"#), None);
}

#[test]
fn a_negative_number_is_an_unknown_code() {
    for number in [-1, -4115, i32::MIN] {
        for body in [
            format!(r#"{{"code":{number}}}"#),
            format!(r#"{{"innerCode": {number} }}"#),
            format!(r#"{{"message":"m","error":{{"code":{number}}}}}"#),
        ] {
            assert_eq!(code(&body), Some(number), "{body}");
            assert!(matches!(parse(&body).code(), Some(ErrorCode::Unknown(_))));
            assert_eq!(parse(&body).raw_code(), None);
            assert!(!parse(&body).is_success());
        }
    }
    assert_eq!(code(r#"{"code":-0}"#), None);
    assert!(parse(r#"{"code":-0}"#).is_success(), "it is 0");
    assert_eq!(code(r#"{"code":"-1"}"#), Some(-1), "a string of digits is a number");
    assert_eq!(parse(r#"{"code":"-1"}"#).raw_code(), None);
}

#[test]
fn the_first_code_under_the_key_that_counts_most_wins() {
    assert_eq!(code(r#"{"innerCode":1,"errorCode":2,"code":3}"#), Some(3));
    assert_eq!(code(r#"{"innerCode":1,"errorCode":2}"#), Some(2));
    assert_eq!(code(r#"{"error":{"code":4},"innerCode":1}"#), Some(1));
    assert_eq!(code(r#"{"code":4115,"code":4116}"#), Some(4115), "the first of two");
    assert_eq!(code(r#"{"errorCode":4115,"errorCode":4116}"#), Some(4115));
    assert_eq!(code(r#"{"error":{"code":4115},"error":{"code":4116}}"#), Some(4115));
    assert_eq!(code(r#"{"error":"late","error":{"code":4116}}"#), Some(4116));
    assert_eq!(code(r#"{"code":"WORD","code":4116}"#), Some(4116), "a word is not a code");
    assert_eq!(code(r#"{"code":"WORD","errorCode":4116}"#), Some(4116));
    assert_eq!(code(r#"{"code":4115.5,"errorCode":4116}"#), Some(4116), "nor is a decimal");
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
fn message_and_trace_id_belong_to_the_object_of_the_code() {
    let inner = r#"{"code":4010,"message":"late","trace_id":"2"}"#;
    let body = format!(r#"{{"message":"outer","trace_id":"1","error":{inner}}}"#);
    assert_eq!((parse(&body).message(), parse(&body).trace_id()), (Some("late"), Some("2")));
    let body = format!(r#"{{"code":4115,"error":{inner}}}"#);
    assert_eq!((parse(&body).message(), parse(&body).trace_id()), (Some("late"), Some("2")));
    let body = format!(r#"{{"code":4115,"message":"outer","error":{inner}}}"#);
    assert_eq!(parse(&body).message(), Some("outer"));
    let body = r#"{"message":"outer","error":{"code":4010}}"#;
    assert_eq!(parse(body).message(), Some("outer"));
}

#[test]
fn the_web_socket_channel_has_five_numbers_of_its_own() {
    for number in 1001..=1005 {
        let body =
            format!(r#"{{"type":"response","error":{{"code":{number},"message":"token"}}}}"#);
        assert_eq!(code(&body), None);
        let error = failure(200, body.as_bytes());
        assert_eq!(error.raw_code(), Some(number.to_string().as_str()));
        assert_eq!(error.server_message(), Some("token"));
        assert!(rest::check(200, None, body.as_bytes()).is_err());
        assert_eq!(code(&format!(r#"{{"error":{{"code":{number}}}}}"#)), Some(number));
    }
    assert_eq!(code(r#"{"error":{"code":4010},"type":"response"}"#), Some(4010));
    assert_eq!(code(r#"{"error":{"code":1001},"type":"response"}"#), None, "in any order");
    assert_eq!(code(r#"{"error":{"code":1001},"type":"re\u0073ponse"}"#), None);
}

#[test]
fn the_rest_table_comes_before_the_sdk_table() {
    let code = |body| parse(body).code();
    assert_eq!(code(r#"{"code":4202}"#), Some(RestErrorCode::RuntimeBootstrapNotFound.into()));
    assert_eq!(code(r#"{"code":1002}"#), Some(SdkErrorCode::ResourceNotEnough.into()));
    let of_header = |header| rest::check(200, Some(header), b"").expect_err("a failure").code();
    assert_eq!(of_header("4202"), code(r#"{"code":4202}"#));
    assert_eq!(of_header(" 1002 "), code(r#"{"code":1002}"#));
}

#[test]
fn seven_numbers_mean_success() {
    for number in [0, 200, 6030, 150_200, 200_200, 200_202, 200_204] {
        for body in [format!(r#"{{"code":{number}}}"#), format!(r#"{{"innerCode":"{number}"}}"#)] {
            assert!(parse(&body).is_success(), "{body}");
            assert_eq!((code(&body), parse(&body).raw_code()), (None, None), "{body}");
        }
    }
    for body in [r#"{"code":4115}"#, r#"{"code":"DONE"}"#, r#"{"result":"done"}"#, "{}"] {
        assert!(!parse(body).is_success(), "{body}");
    }
}

#[test]
fn a_message_is_a_string_or_any_other_json_value() {
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
        ("1e999", Some("1e999")),
        ("true", Some("true")),
        ("false", Some("false")),
        ("null", None),
        (r#""""#, Some("")),
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
fn half_a_surrogate_pair_does_not_make_a_body_unreadable() {
    for half in [r"\ud83d", r"\ude00", r"\ud83d\ud83d", r"\ud83dx", r"\ude00\ud83d"] {
        let body = format!(r#"{{"code":4115,"message":"half: {half}","{half}":"{half}"}}"#);
        assert_eq!(code(&body), Some(4115), "{body}");
        let replaced = half.replace(r"\ud83d", "\u{fffd}").replace(r"\ude00", "\u{fffd}");
        assert_eq!(parse(&body).message(), Some(format!("half: {replaced}").as_str()), "{body}");
        let body = format!(r#"{{"code":"{half}","trace_id":"{half}"}}"#);
        let replaced = Some(replaced.as_str());
        assert_eq!((parse(&body).raw_code(), parse(&body).trace_id()), (replaced, replaced));
    }
}

#[test]
fn what_is_not_a_code_is_kept_as_the_raw_code() {
    for (value, raw) in [
        (r#""INVALID_QUERY""#, "INVALID_QUERY"),
        ("2147483648", "2147483648"),
        ("-2147483649", "-2147483649"),
        ("4294967295", "4294967295"),
        ("4294967296", "4294967296"),
        ("-9223372036854775809", "-9223372036854775809"),
        ("18446744073709551616", "18446744073709551616"),
        (r#""4294967296""#, "4294967296"),
        ("4115.0", "4115.0"),
        ("4e3", "4e3"),
        ("1e999", "1e999"),
        ("true", "true"),
        ("[4115]", "[4115]"),
        (r#"" 4115""#, " 4115"),
        (r#""+4115""#, "+4115"),
    ] {
        let body = format!(r#"{{"code":{value}}}"#);
        assert_eq!(code(&body), None, "{body}");
        assert_eq!(parse(&body).raw_code(), Some(raw), "{body}");
        let error = failure(500, body.as_bytes());
        assert_eq!((error.raw_code(), error.received()), (Some(raw), Some(body.as_str())));
    }
    assert_eq!(code(r#"{"code":2147483647}"#), Some(i32::MAX));
    assert_eq!(code(r#"{"code":"0004115"}"#), Some(4115));
}

#[test]
fn a_body_without_escapes_is_borrowed() {
    let addresses = |text: &str| -> Range<usize> {
        let start = text.as_ptr() as usize;
        start..start + text.len()
    };
    let borrows = |body: &str, part: Option<&str>| {
        let (body, part) = (addresses(body), addresses(part.expect("the body has it")));
        body.start <= part.start && part.end <= body.end
    };
    let plain = r#"{"code":"INVALID_QUERY","message":"no demo","trace_id":"7f3a"}"#;
    let read = parse(plain);
    for part in [read.raw_code(), read.message(), read.trace_id()] {
        assert!(borrows(plain, part), "{part:?}");
    }
    let json = r#"{"code":4115,"message":{"a": [1]}}"#;
    assert!(borrows(json, parse(json).message()), "a value that is not a string");
    let inner = r#"{"error":{"code":4115,"message":"no demo"}}"#;
    assert!(borrows(inner, parse(inner).message()));

    let escaped = r#"{"code":"A\u0042","message":"a\nb","trace_id":"7f\/3a"}"#;
    let read = parse(escaped);
    for part in [read.raw_code(), read.message(), read.trace_id()] {
        assert!(!borrows(escaped, part), "{part:?}");
    }
    assert_eq!(read.message(), Some("a\nb"));
}

#[test]
fn values_nest_to_any_depth() {
    let nested = "[".repeat(100_000) + &"]".repeat(100_000);
    let body = format!(r#"{{"data":{nested},"code":4115,"message":{nested}}}"#);
    assert_eq!(code(&body), Some(4115));
    assert_eq!(parse(&body).message(), Some(nested.as_str()));
    let nested = r#"{"a":"#.repeat(100_000) + "1" + &"}".repeat(100_000);
    let body = format!(r#"{{"data":{nested},"error":{nested},"code":4115}}"#);
    assert_eq!(code(&body), Some(4115));
}

#[test]
fn a_body_of_64_mebibytes_is_read() {
    let message = "x".repeat(64 << 20);
    let body = format!(r#"{{"message":"{message}","code":4115}}"#);
    assert_eq!(rest::code_of(body.as_bytes()), Some(RestErrorCode::FunctionNotFound.into()));
    assert_eq!(parse(&body).message().map(str::len), Some(message.len()));
    let error = failure(500, body.as_bytes());
    assert_eq!(error.server_message().map(str::len), Some(message.len()));
}
