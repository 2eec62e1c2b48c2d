//! Reading the body of a REST response: this crate and general JSON readers, in one run.
//!
//! `cargo bench -p yuanrong-errors-benches --bench rest` measures and prints; with `-- --check` it
//! fails if a limit is missed. `cargo test --benches` only checks that all readers return the same
//! results.
#![expect(clippy::print_stdout, reason = "a benchmark prints its results")]

#[expect(dead_code, reason = "each benchmark uses a part of it")]
mod support;

use serde::Deserialize;
use std::{env, hint::black_box, process::ExitCode};
use support::{
    limit::{Limit, limit_table},
    race::{POOL, Race},
    random::Random,
    text_table::TextTable,
};
use yuanrong_errors::{
    ErrorCode, RestErrorCode,
    rest::{self, ErrorBody},
};

/// The fields of `ErrorBody`, as a struct for the general readers.
#[derive(Deserialize)]
struct Borrowed<'a> {
    code: i32,
    message: Option<&'a str>,
    trace_id: Option<&'a str>,
}

/// A way to read the code of a body, 0 where it has none.
struct Way {
    name: &'static str,
    read: fn(&[u8]) -> i32,
}

const WAYS: [Way; 6] = [
    Way { name: "rest::code_of", read: code_of },
    Way { name: "ErrorBody::parse", read: error_body },
    Way { name: "serde_json, borrowed struct", read: serde_struct },
    Way { name: "serde_json, Value", read: serde_value },
    Way { name: "sonic-rs, borrowed struct", read: sonic_struct },
    Way { name: "sonic-rs, get", read: sonic_get },
];

fn code_of(body: &[u8]) -> i32 {
    rest::code_of(body).map_or(0, ErrorCode::code)
}

fn error_body(body: &[u8]) -> i32 {
    ErrorBody::parse(body).map_or(0, |body| {
        black_box((body.message(), body.trace_id()));
        body.code().map_or(0, ErrorCode::code)
    })
}

fn serde_struct(body: &[u8]) -> i32 {
    serde_json::from_slice::<Borrowed<'_>>(body).map_or(0, |body| {
        black_box((body.message, body.trace_id));
        body.code
    })
}

fn serde_value(body: &[u8]) -> i32 {
    let value = serde_json::from_slice::<serde_json::Value>(body).unwrap_or_default();
    value["code"].as_i64().and_then(|code| i32::try_from(code).ok()).unwrap_or(0)
}

fn sonic_struct(body: &[u8]) -> i32 {
    sonic_rs::from_slice::<Borrowed<'_>>(body).map_or(0, |body| {
        black_box((body.message, body.trace_id));
        body.code
    })
}

fn sonic_get(body: &[u8]) -> i32 {
    let code = sonic_rs::get(body, &["code"]).ok();
    code.and_then(|code| code.as_raw_str().parse().ok()).unwrap_or(0)
}

/// Returns bodies of about this many bytes, one for each code of the REST table.
fn bodies(bytes: usize) -> Vec<Vec<u8>> {
    let mut random = Random::new(1);
    let body = |code: &RestErrorCode| {
        let trace_id = format!("{:016x}", random.next_u64());
        let mut message = code.description().to_owned();
        while message.len() + 50 < bytes {
            message += " at com.example.demo.Handler.handle(Handler.java:77)";
        }
        let message: String = message.chars().take(bytes.saturating_sub(50)).collect();
        let code = code.code();
        format!(r#"{{"code":{code},"message":"{message}","trace_id":"{trace_id}"}}"#).into_bytes()
    };
    RestErrorCode::ALL.iter().map(body).collect()
}

fn main() -> ExitCode {
    let sets = [("100 bytes", bodies(100), 1 << 12), ("2 KB", bodies(2048), 1 << 9)];
    for (_, bodies, _) in &sets {
        for (body, code) in bodies.iter().zip(RestErrorCode::ALL) {
            for way in &WAYS {
                assert_eq!((way.read)(body), code.code(), "{}", way.name);
            }
        }
    }

    let given = |flag: &str| env::args().any(|argument| argument == flag);
    // `cargo bench` gives this flag, and `cargo test` does not.
    if !given("--bench") {
        println!("all readers return the same results; `cargo bench` measures them");
        return ExitCode::SUCCESS;
    }

    let mut limits = Vec::new();
    for (title, bodies, lap) in &sets {
        limits.extend(race(title, bodies, *lap));
    }
    println!("limits\n{}", limit_table(&limits));
    let missed = limits.iter().any(|limit| !limit.holds());
    if missed && given("--check") { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn race(title: &str, bodies: &[Vec<u8>], lap: usize) -> Vec<Limit> {
    let mut random = Random::new(2);
    let bodies: Vec<&[u8]> = bodies.iter().map(Vec::as_slice).collect();
    let pool: Vec<&[u8]> = (0..POOL).map(|_| random.pick(&bodies)).collect();
    let mut race = Race::of_laps(lap);
    let runners = WAYS.each_ref().map(|way| {
        race.enter(&pool, |part| {
            for body in part {
                black_box((way.read)(body));
            }
        })
    });
    let times = race.run(200);

    let [code_of, parse, borrowed, value, ..] = runners;
    let mut table = TextTable::new(["", "ns", "ratio"]);
    for (way, runner) in WAYS.iter().zip(runners) {
        table.push([
            way.name.to_owned(),
            format!("{:.1}", times.median(runner)),
            format!("{:.2}", times.ratio(runner, parse)),
        ]);
    }
    println!("bodies of {title}: ns for one, and the ratio to ErrorBody::parse\n{table}");
    let mut limits = vec![
        Limit::at_most(
            1.3,
            format!("{title}: ErrorBody::parse, times serde_json's borrowed struct"),
            times.ratio(parse, borrowed),
        ),
        Limit::at_least(
            2.0,
            format!("{title}: ErrorBody::parse, times as fast as serde_json's Value"),
            times.ratio(value, parse),
        ),
    ];
    if title.starts_with("100 ") {
        limits.push(Limit::at_least(
            3.0,
            format!("{title}: code_of, times as fast as ErrorBody::parse"),
            times.ratio(parse, code_of),
        ));
    }
    limits
}
