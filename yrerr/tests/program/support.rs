//! Runs the program, and reads what it writes.

use serde_json::Value;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    thread,
};

/// The folder of the repository.
pub(crate) const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Returns the program, with its input and output connected to the test.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yrerr"));
    command.args(arguments);
    for variable in ["YRERR_OVERLAY", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR_FORCE"]
    {
        command.env_remove(variable);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn start(arguments: &[&str]) -> Child {
    program(arguments).spawn().expect("the program runs")
}

pub(crate) fn yrerr(arguments: &[&str]) -> Output {
    with_input(arguments, b"")
}

pub(crate) fn with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // Another thread writes the input, since the program may write before it has read everything.
    let writer = thread::spawn(move || stdin.write_all(&input).is_ok());
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    output
}

pub(crate) fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("text")
}

pub(crate) fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("text")
}

/// Returns the output of a run that found something and reported nothing.
#[track_caller]
pub(crate) fn succeeds(output: &Output) -> &str {
    assert_eq!((output.status.code(), stderr(output)), (Some(0), ""));
    stdout(output)
}

/// Writes a file, and returns its path.
pub(crate) fn file(name: &str, text: &[u8]) -> String {
    let file: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, text).expect("written");
    file.to_str().expect("a path in UTF-8").to_owned()
}

pub(crate) fn parse_json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// Checks a document against `docs/export.schema.json`.
#[track_caller]
pub(crate) fn follows_schema(document: &Value) {
    let file = Path::new(REPOSITORY).join("docs/export.schema.json");
    let schema = parse_json(&fs::read_to_string(file).expect("the schema is there"));
    check(document, &schema, &schema);
}

/// Checks a value. Supports the keywords that the schema uses.
#[track_caller]
fn check(value: &Value, schema: &Value, root: &Value) {
    if let Some(reference) = schema["$ref"].as_str() {
        let definition = reference.strip_prefix("#/$defs/").expect("a definition");
        return check(value, &root["$defs"][definition], root);
    }
    let name = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types = &schema["type"];
    let fits = types == name || types.as_array().is_some_and(|types| types.contains(&name.into()));
    assert!(fits, "{value} is not of the type {types}");
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{value}");
    }
    for item in value.as_array().into_iter().flatten() {
        check(item, &schema["items"], root);
    }
    if let Some(members) = value.as_object() {
        for key in schema["required"].as_array().expect("a list") {
            assert!(members.contains_key(key.as_str().expect("a key")), "{key}");
        }
        for (key, member) in members {
            assert!(schema["properties"][key].is_object(), "{key}");
            check(member, &schema["properties"][key], root);
        }
    }
}
