//! Reads captures from standard input, and writes what the crate says of each as a line of JSON.
//!
//! A capture is a JSON object with a `kind` (`text`, `rest_body` or `log`), a `text` and, for a body,
//! the `status` and `headers` of its response.

use serde_json::{Value, json};
use std::{
    error::Error as _,
    io::{self, BufRead, Write},
    iter,
};
use yuanrong_errors::{Error, ErrorCode, Operation, rest, scan};

fn code_of(code: ErrorCode) -> String {
    let table = code.table().map_or("unknown".to_owned(), |table| table.to_string());
    format!("{table}:{}", code.code())
}

fn error_in(capture: &Value, text: &str) -> Option<Error> {
    if capture["kind"] != "rest_body" {
        return Error::from_text(text);
    }
    let status = capture["status"].as_u64().and_then(|status| status.try_into().ok());
    let header = |name: &str| capture["headers"][name].as_str();
    rest::Response::new(status.unwrap_or(500), text.as_bytes())
        .inner_code(header("X-Inner-Code"))
        .trace_id(header("X-Trace-Id"))
        .retry_after(header("Retry-After"))
        .content_type(header("Content-Type"))
        .check()
        .err()
}

fn reading(capture: &Value) -> Value {
    let text = capture["text"].as_str().unwrap_or_default();
    let mentions: Vec<Value> = scan::mentions(text.as_bytes())
        .map(|mention| {
            let range = mention.range();
            json!([code_of(mention.code()), range.start, range.end, &text.get(range)])
        })
        .collect();
    if capture["kind"] == "log" {
        return json!({ "mentions": mentions });
    }
    let Some(error) = error_in(capture, text) else {
        return json!({ "error": false, "mentions": mentions });
    };
    let chain = iter::successors(Some(&error), |&error: &&Error| error.source()?.downcast_ref());
    let codes: Vec<String> = chain.filter_map(Error::code).map(code_of).collect();
    let retries = [Operation::Create, Operation::InvokeStateful, Operation::InvokeStateless]
        .map(|operation| error.retry_for(operation).to_string());
    json!({
        "error": true,
        "code": error.code().map(code_of),
        "codes": codes,
        "raw_code": error.raw_code(),
        "kind": error.kind().to_string(),
        "retry": error.retry().to_string(),
        "retry_create": retries[0],
        "retry_stateful": retries[1],
        "retry_stateless": retries[2],
        "http_status": error.http_status(),
        "solution": error.solution(),
        "mentions": mentions,
    })
}

fn main() -> io::Result<()> {
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let mut capture: Value = serde_json::from_str(&line?)?;
        capture["crate"] = reading(&capture);
        writeln!(output, "{capture}")?;
    }
    Ok(())
}
