//! The instructions of each lookup, which do not depend on the load of the machine.
//!
//! They are compared with `instructions.tsv`. To write the file again, run
//! `UPDATE=1 cargo test -p yuanrong-errors-benches --test instructions`. Another compiler generates
//! other instructions, so the file names its compiler, and with another one nothing is compared.
#![expect(clippy::print_stderr, reason = "a test that is skipped should say so")]

use std::{
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");

/// The permitted difference from the file.
const TOLERANCE: u64 = 3;

/// Returns the output of a program, standard error last.
fn output_of(program: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(PACKAGE)
        .output()
        .expect("the program runs");
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("text"));
    assert!(output.status.success(), "{}", text.concat());
    text.concat()
}

/// Returns what the instructions depend on: the compiler, its target, and whether the processor has
/// the wide registers that `memchr` and the C library use if they are there.
fn toolchain() -> String {
    let version = output_of(Path::new("rustc"), &["-vV"]);
    let mut lines = version.lines();
    let compiler = lines.next().expect("a version");
    let host = lines.find_map(|line| line.strip_prefix("host: ")).expect("a host");
    #[cfg(target_arch = "x86_64")]
    let avx2 = if std::is_x86_feature_detected!("avx2") { ", avx2" } else { "" };
    #[cfg(not(target_arch = "x86_64"))]
    let avx2 = "";
    format!("{compiler}, {host}{avx2}")
}

/// Builds the program as a user would: in release mode, with the features that it needs.
fn build_program() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("instructions");
    let name = "instructions";
    let cargo = Command::new(env!("CARGO"))
        .args(["build", "--release", "--locked", "--bin", name, "--target-dir"])
        .arg(&target)
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("RUSTFLAGS")
        .current_dir(PACKAGE)
        .output()
        .expect("cargo runs");
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    target.join("release").join(name)
}

/// Returns the instructions of a whole run.
fn instructions(program: &Path, lookup: &str, count: u64) -> u64 {
    let program = program.to_str().expect("a path in UTF-8");
    let count = count.to_string();
    let arguments = ["--tool=callgrind", "--callgrind-out-file=/dev/null", program, lookup, &count];
    let report = output_of(Path::new("valgrind"), &arguments);
    let collected = report.lines().find_map(|line| line.split_once("Collected : "));
    collected.and_then(|(_, number)| number.trim().parse().ok()).expect("a number of instructions")
}

/// Returns the instructions of one call. The rest of a run is the same for both counts.
fn instructions_per_call(program: &Path, lookup: &str) -> u64 {
    // Numbers with the same number of digits take the same instructions to parse.
    const FEW: u64 = 1000;
    const MANY: u64 = 3000;
    let [few, many] = [FEW, MANY].map(|count| instructions(program, lookup, count));
    (many - few + (MANY - FEW) / 2) / (MANY - FEW)
}

#[test]
fn each_lookup_takes_the_instructions_in_the_file() {
    if Command::new("valgrind").arg("--version").output().is_err() {
        eprintln!("skipped: valgrind, which counts the instructions, is not installed");
        return;
    }
    let program = build_program();
    let mut measured = format!("# {}\nlookup\tinstructions\n", toolchain());
    for lookup in output_of(&program, &[]).lines() {
        writeln!(measured, "{lookup}\t{}", instructions_per_call(&program, lookup))
            .expect("a string takes all");
    }

    let file = Path::new(PACKAGE).join("instructions.tsv");
    if env::var_os("UPDATE").is_some() {
        fs::write(&file, measured).expect("written");
        return;
    }
    let expected = fs::read_to_string(&file).expect("the file is there");
    if expected.lines().next() != measured.lines().next() {
        eprintln!("not compared: the file is for another toolchain\n{expected}here\n{measured}");
        return;
    }
    let names = |table: &str| -> Vec<String> {
        table.lines().map(|line| line.split('\t').next().unwrap_or(line).to_owned()).collect()
    };
    assert_eq!(names(&measured), names(&expected), "run with UPDATE=1 to write the file again");
    let count = |line: &str| line.split_once('\t').and_then(|(_, count)| count.parse().ok());
    for (now, before) in measured.lines().zip(expected.lines()).skip(2) {
        let counts: [Option<u64>; 2] = [now, before].map(count);
        let [Some(instructions), Some(limit)] = counts else {
            panic!("no number of instructions: {now:?}, {before:?}")
        };
        assert!(
            instructions.abs_diff(limit) <= TOLERANCE,
            "{now}, and not {limit}: if that is intended, run with UPDATE=1 to write the file again"
        );
    }
}
