//! The headers of a REST response: trace id, Retry-After, and what the `http` types carry.
#![cfg(feature = "json")]

use std::time::Duration;
use yuanrong_errors::{Error, rest::Response};

#[track_caller]
fn failure(response: Response<'_>) -> Error {
    response.check().expect_err("a failure")
}

const NOW: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

#[test]
fn retry_after_is_seconds_or_a_date_relative_to_that_of_the_response() {
    for (value, date, seconds) in [
        ("7", None, Some(7)),
        (" 120 ", Some(NOW), Some(120)),
        ("0", None, Some(0)),
        ("18446744073709551615", None, Some(u64::MAX)),
        ("18446744073709551616", None, None),
        ("-7", None, None),
        ("+7", None, None),
        ("1.5", None, None),
        ("soon", None, None),
        ("", None, None),
        // Dates.
        ("Sun, 06 Nov 1994 08:50:07 GMT", Some(NOW), Some(30)),
        ("Sun, 06 Nov 1994 08:50:07 GMT", None, None),
        ("Sun, 06 Nov 1994 08:50:07 GMT", Some("yesterday"), None),
        ("Sun, 06 Nov 1994 08:49:07 GMT", Some(NOW), Some(0)),
        ("Mon, 07 Nov 1994 08:49:37 GMT", Some(NOW), Some(86_400)),
        ("Sat, 06 Nov 2094 08:49:37 GMT", Some(NOW), Some(36_525 * 86_400)),
        ("Mon, 01 Mar 2100 00:00:00 GMT", Some("Sun, 28 Feb 2100 00:00:00 GMT"), Some(86_400)),
        ("Wed, 01 Mar 2000 00:00:00 GMT", Some("Mon, 28 Feb 2000 00:00:00 GMT"), Some(172_800)),
        ("Thu, 01 Jan 2026 00:00:00 GMT", Some("Wed, 31 Dec 2025 23:59:59 GMT"), Some(1)),
        ("Sat, 31 Dec 2016 23:59:60 GMT", Some("Sat, 31 Dec 2016 23:59:59 GMT"), Some(1)),
        ("Sunday, 06-Nov-94 08:50:07 GMT", Some(NOW), None),
        ("Sun Nov  6 08:50:07 1994", Some(NOW), None),
        ("Sun, 06 Nov 1994 08:50:07 UTC", Some(NOW), None),
        ("Sun, 06 Nov 1994 08:50:61 GMT", Some(NOW), None),
        ("Sun, 06 Nov 1994 24:50:07 GMT", Some(NOW), None),
        ("Sun, 06 nov 1994 08:50:07 GMT", Some(NOW), None),
        ("Sun, 06 Nov 1994 08:50:07:00 GMT", Some(NOW), None),
        ("Sun, 06 é 1994 08:50:07 GMT", Some(NOW), None),
        (", GMT", Some(NOW), None),
    ] {
        let error = failure(Response::new(503, b"").retry_after(Some(value)).date(date));
        assert_eq!(error.retry_after(), seconds.map(Duration::from_secs), "{value} {date:?}");
    }
    assert_eq!(failure(Response::new(503, b"")).retry_after(), None);
    assert!(Response::new(200, b"").retry_after(Some("7")).check().is_ok());
}

#[test]
fn the_trace_id_of_the_header_counts_where_the_body_has_none() {
    let with_body = Response::new(500, br#"{"code":4115,"trace_id":"7f"}"#);
    assert_eq!(failure(with_body.trace_id(Some("91"))).trace_id(), Some("7f"));
    let without = Response::new(500, br#"{"code":4115}"#);
    assert_eq!(failure(without.trace_id(Some("91"))).trace_id(), Some("91"));
    assert_eq!(failure(without.trace_id(Some(""))).trace_id(), None);
    assert_eq!(failure(without.trace_id(None)).trace_id(), None);
}

#[cfg(feature = "http")]
#[test]
fn the_types_of_the_crate_http_carry_it_all() {
    let response = http::Response::builder()
        .status(200)
        .header("X-Inner-Code", "soon")
        .header("x-inner-code", "9000, 1")
        .header("X-Trace-Id", "7f3a")
        .header("Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT")
        .header("Date", NOW)
        .body("event: final\n\n".to_owned())
        .expect("a response");
    let error = failure(Response::from_http(&response));
    assert!(error.is(9000));
    assert_eq!((error.http_status(), error.trace_id()), (Some(200), Some("7f3a")));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));

    let (parts, body) = response.into_parts();
    let from_parts = Response::from_parts(parts.status, &parts.headers, body.as_bytes());
    assert_eq!(format!("{:?}", failure(from_parts)), format!("{error:?}"));

    let response = http::Response::builder()
        .status(502)
        .header("Content-Type", "text/html")
        .header("X-Inner-Code", http::HeaderValue::from_bytes(b"41\xff").expect("a value"))
        .body(b"<p>no</p>")
        .expect("a response");
    let error = failure(Response::from_http(&response));
    assert_eq!(error.to_string(), "HTTP 502: an HTML page of 9 bytes");
    let word = http::Response::builder().status(502).header("X-Inner-Code", "soon").body([]);
    assert_eq!(failure(Response::from_http(&word.expect("a response"))).raw_code(), Some("soon"));
}
