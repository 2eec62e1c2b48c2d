//! Reads texts, a JSON string per line, and writes the codes in each as a JSON list of words such as
//! `sdk:1002`. `web/test` compares them with those that the page shows.

use std::io::{self, BufRead, Write};
use yuanrong_errors::ErrorCode;
use yuanrong_errors_web::{Finding, findings};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        let codes: Vec<ErrorCode> = findings(&text).iter().flat_map(Finding::codes).collect();
        writeln!(out, "{}", serde_json::to_string(&codes)?)?;
    }
    Ok(())
}
