//! A log, and a pattern that finds its codes.

use super::random::Random;
use yuanrong_errors::{Entry, Table, entries};

/// The keys and the names as a pattern for general searchers. It also matches look-alikes.
pub(crate) const PATTERN: &str = r#"(?i:(?:err|error|inner|ret)?[ _-]?code)["'\\]*(?: is |[ \t]*[=:(]+[ \t]*|[ \t]+)["'\\]*[0-9]{4,6}\b|\bERR_[A-Z0-9_]+\b"#;

/// Returns lines in the formats of glog and zap. This percentage of them has a code.
pub(crate) fn log(bytes: usize, percent: u32) -> Vec<u8> {
    let mut random = Random::new(3);
    let is_merged = |entry: &Entry| matches!(entry.table(), Table::Sdk | Table::Rest);
    let codes: Vec<_> = entries().filter(is_merged).collect();
    let mut log = Vec::with_capacity(bytes + 300);
    while log.len() < bytes {
        let (a, b) = (random.next_u32(), random.next_u64());
        let head = match a % 3 {
            0 => format!(
                "I0822 10:{:02}:{:02}.{:06} {:5} instance_proxy.cpp:{}] ",
                a % 60,
                b % 60,
                b % 1_000_000,
                a % 32768,
                a % 1500
            ),
            1 => format!(
                "2026-08-22T10:{:02}:{:02}.{:03}Z\tINFO\tfaasfrontend/invoke.go:{}\t",
                a % 60,
                b % 60,
                b % 1000,
                a % 900
            ),
            _ => format!(
                "{{\"level\":\"info\",\"ts\":\"2026-08-22T10:{:02}:{:02}Z\",\"caller\":\"sched.go:{}\",\"msg\":\"",
                a % 60,
                b % 60,
                a % 900
            ),
        };
        let entry = random.pick(&codes);
        let (code, name) = (entry.code(), entry.name());
        let body = if random.below(100) < percent {
            match a / 3 % 5 {
                0 => format!("request {b:016x} failed, code: {code}, message: {}", entry.message()),
                1 => format!("Code:{code}, MCode:20, Msg:instance {b:x} is gone"),
                2 => format!("response {{\\\"code\\\":{code},\\\"message\\\":\\\"late\\\"}}"),
                3 => format!("err code: {code}, request {b:x}"),
                _ => format!("raised {name} for {b:016x}"),
            }
        } else {
            match a / 3 % 5 {
                0 => format!("instance {b:016x} scheduled on node-{} in {} ms", a % 500, a % 90),
                1 => format!("heartbeat from runtime {b:x}, memory {} MB, mode normal", a % 4096),
                2 => format!("process {} ended with exit code: {}", a % 32768, a % 256),
                3 => format!("POST /serverless/v1/functions/{b:x}/invocations 200 {} us", a % 9999),
                _ => format!("lease {b:016x} renewed, ttl {} s, status code: 200", a % 600),
            }
        };
        log.extend(head.bytes());
        log.extend(body.bytes());
        log.push(b'\n');
    }
    log
}
