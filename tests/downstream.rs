//! Projects that depend on the crate, built as a user builds them: what is linked and what is not,
//! and the same crate with other tables.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use yuanrong_errors::{Entry, Table, entries};

const CRATE: &str = env!("CARGO_MANIFEST_DIR");

/// A project in a folder of its own.
struct Project {
    folder: PathBuf,
}

impl Project {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let project = Self { folder };
        project.file("Cargo.toml", &format!("{}\n[workspace]\n", package(name)));
        project
    }

    /// A project that depends on the crate without features.
    fn dependent(name: &str) -> Self {
        Self::new(name).append(
            "Cargo.toml",
            &format!(
                "[dependencies]\nyuanrong-errors = {{ path = {CRATE:?}, default-features = false }}\n"
            ),
        )
    }

    fn file(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for the project");
        fs::write(path, text).expect("written");
    }

    fn append(self, name: &str, text: &str) -> Self {
        let old = fs::read_to_string(self.folder.join(name)).expect("written before");
        self.file(name, &format!("{old}\n{text}"));
        self
    }

    fn with(self, name: &str, text: &str) -> Self {
        self.file(name, text);
        self
    }

    /// Builds in release mode and returns the folder of the result.
    fn build(&self) -> PathBuf {
        let cargo = Command::new(env!("CARGO"))
            .args(["build", "--release", "--offline", "--target-dir", "target"])
            .env_remove("CARGO_BUILD_TARGET")
            .current_dir(&self.folder)
            .output()
            .expect("cargo runs");
        assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
        self.folder.join("target/release")
    }

    /// Builds and runs the program that has the project's name.
    fn run(&self) -> Output {
        let name = self.folder.file_name().expect("a name");
        Command::new(self.build().join(name)).output().expect("the program runs")
    }
}

fn package(name: &str) -> String {
    format!("[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n")
}

/// Returns the symbols of a static library that come from `std` or from an allocator.
fn forbidden_symbols(library: &Path) -> Vec<String> {
    let nm = Command::new("nm").arg("--demangle").arg(library).output().expect("nm runs");
    assert!(nm.status.success(), "{}", String::from_utf8_lossy(&nm.stderr));
    let symbols = String::from_utf8_lossy(&nm.stdout);
    assert!(symbols.contains("explain"), "the library's own symbol is there");
    let found = symbols.lines().filter(|line| {
        // Sixteen digits or spaces, a letter for the kind of symbol, the name.
        let name = line.get(19..).unwrap_or_default().trim_start_matches('<');
        let is_allocator = |part| name.contains(part) || name == "malloc";
        ["std::", "alloc::"].iter().any(|path| name.starts_with(path))
            || ["__rust_alloc", "__rust_dealloc", "__rdl_", "__rg_"].into_iter().any(is_allocator)
    });
    found.map(str::to_owned).collect()
}

const STATIC_LIBRARY: &str =
    "[lib]\ncrate-type = [\"staticlib\"]\n\n[profile.release]\npanic = \"abort\"\n";

/// A function that does everything that the core can do.
const EXPLAIN: &str = r#"
use core::fmt::{self, Write};
use yuanrong_errors::{ErrorCode, Operation, rest};

struct Buffer<'a>(&'a mut [u8]);

impl Write for Buffer<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let (head, tail) = core::mem::take(&mut self.0).split_at_mut_checked(text.len()).ok_or(fmt::Error)?;
        head.copy_from_slice(text.as_bytes());
        self.0 = tail;
        Ok(())
    }
}

pub fn write(buffer: &mut [u8], number: i32, name: &str) -> fmt::Result {
    let mut out = Buffer(buffer);
    for code in ErrorCode::candidates(number).chain(ErrorCode::from_name(name)) {
        writeln!(out, "{code:#} {:?} {}", code.entry(), code.retry_for(Operation::Create))?;
    }
    match name.parse::<ErrorCode>() {
        Ok(code) => writeln!(out, "{}", code.kind()),
        Err(error) => writeln!(out, "{error} {:?}", rest::code_of(name.as_bytes())),
    }
}
"#;

#[cfg(target_os = "linux")]
#[test]
fn a_static_library_without_std_has_no_symbol_of_std_or_an_allocator() {
    let source = format!(
        "#![no_std]\n{EXPLAIN}
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {{ loop {{}} }}

#[unsafe(no_mangle)]
pub extern \"C\" fn explain(number: i32) -> u32 {{
    let mut buffer = [0; 512];
    write(&mut buffer, number, \"ERR_PARAM_INVALID\").is_ok().into()
}}
"
    );
    let project = Project::dependent("without_std")
        .append("Cargo.toml", STATIC_LIBRARY)
        .with("src/lib.rs", &source);
    let library = project.build().join("libwithout_std.a");
    assert_eq!(forbidden_symbols(&library), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn the_search_for_symbols_finds_an_allocator_where_there_is_one() {
    let source = "#[unsafe(no_mangle)]
pub extern \"C\" fn explain(number: i32) -> usize { format!(\"{number}\").len() }
";
    let project =
        Project::new("with_std").append("Cargo.toml", STATIC_LIBRARY).with("src/lib.rs", source);
    let symbols = forbidden_symbols(&project.build().join("libwith_std.a")).join("\n");
    assert!(symbols.contains(" alloc::") && symbols.contains("__rust_alloc"), "{symbols}");
}

/// Returns the texts of a code that are long enough not to be in a program by chance.
fn texts(entry: Entry) -> impl Iterator<Item = &'static str> {
    let texts = [entry.name(), entry.message(), entry.description(), entry.solution()];
    let texts = texts.into_iter().chain([entry.retry_reason()]).chain(entry.hint());
    texts.chain(entry.other_meanings().iter().copied()).filter(|text| text.len() > 10)
}

/// Returns the texts of the catalogue that are in the binary of a program.
fn texts_in(program: &Path) -> Vec<&'static str> {
    let bytes = fs::read(program).expect("the program was built");
    let binary = String::from_utf8_lossy(&bytes);
    entries().flat_map(texts).filter(|text| binary.contains(text)).collect()
}

fn program(name: &str, expression: &str) -> PathBuf {
    let source = format!(
        "use yuanrong_errors::{{RestErrorCode, SdkErrorCode}};
fn main() {{
    let number = std::env::args().count() as i32 + 1000;
    let (sdk, rest) = (SdkErrorCode::from_code(number), RestErrorCode::from_code(number));
    std::process::exit(i32::from({expression}));
}}
"
    );
    Project::dependent(name).with("src/main.rs", &source).build().join(name)
}

#[test]
fn a_program_that_only_calls_is_retryable_links_no_text() {
    let retryable = "sdk.is_some_and(|code| code.is_retryable()) || rest.is_some_and(|code| code.is_retryable())";
    assert_eq!(texts_in(&program("only_retryable", retryable)), [""; 0]);
}

#[test]
fn a_program_that_only_shows_sdk_solutions_links_no_other_text() {
    let solution = "sdk.map_or(0, |code| code.solution().len() as u8) + rest.is_some() as u8";
    let linked = texts_in(&program("only_solutions", solution));
    let solutions =
        |table: Table| entries().filter(move |entry| entry.table() == table).map(Entry::solution);
    assert!(solutions(Table::Sdk).all(|text| linked.contains(&text)));
    assert!(
        linked.iter().all(|text| solutions(Table::Sdk).any(|solution| solution.contains(text)))
    );
}

#[test]
fn a_program_that_uses_only_sdk_and_rest_codes_links_nothing_of_the_inner_tables() {
    let uses = "{
        let bytes = |texts: &[&str]| texts.iter().map(|text| text.len()).sum::<usize>();
        let of_sdk = sdk.map_or(0, |code| {
            let (entry, shown) = (code.entry(), code.to_string());
            bytes(&[&shown, code.solution(), entry.retry_reason()]) + bytes(entry.other_meanings())
        });
        let of_rest = rest.map_or(0, |code| {
            let (entry, shown) = (code.entry(), code.to_string());
            bytes(&[&shown, code.solution(), entry.retry_reason()]) + bytes(entry.other_meanings())
        });
        (of_sdk + of_rest) as u8
    }";
    let is_inner =
        |entry: &Entry| matches!(entry.table(), Table::DataSystem | Table::FunctionSystem);
    let outer: Vec<&str> = entries().filter(|entry| !is_inner(entry)).flat_map(texts).collect();
    let mut linked = texts_in(&program("not_inner", uses));
    assert!(linked.len() > 500, "{}", linked.len());
    linked.retain(|text| {
        entries().filter(is_inner).any(|entry| texts(entry).any(|inner| inner == *text))
    });
    linked.retain(|text| !outer.iter().any(|outer| outer.contains(text)));
    assert_eq!(linked, [""; 0]);
}

/// Builds a copy of the crate with other tables and a program that depends on it, and returns what
/// the program prints.
fn with_tables(name: &str, sdk: &[Row], rest: &[Row], shared: &str, main: &str) -> String {
    let project = Project::new(name);
    let copy = Project::new(&format!("{name}/yuanrong-errors"));
    let features = "\n[features]\nserde = []\nstrum = []\nzh = []\n";
    copy.file("Cargo.toml", &format!("{}{features}", package("yuanrong-errors")));
    for file in ["build.rs", "build", "src"] {
        copy_all(&Path::new(CRATE).join(file), &copy.folder.join(file));
    }
    // Each inner table has a number of its own, and one that the SDK table may have, too.
    let inner = &[(-7, true), (4001, true)][..];
    let tables = [("sdk", sdk), ("rest", rest), ("datasystem", inner), ("functionsystem", inner)];
    for (table, rows) in tables {
        for file in [format!("data/{table}.tsv"), format!("data/zh/{table}.tsv")] {
            copy.file(&file, &made_up_table(&file, rows));
        }
    }
    for file in ["data/contacts.tsv", "data/zh/contacts.tsv"] {
        copy.file(file, "number\tsolution\twith_contact\n");
    }
    copy.file("data/shared.tsv", &format!("code\ttable\treason\n{shared}"));
    copy.file(
        "data/ranges.tsv",
        "first\tlast\tmessage\tdescription\tsolution\n\
         -2147483648\t2147483647\tAny.\tAny.\tLook.\n",
    );
    copy.file(
        "data/zh/ranges.tsv",
        "first\tmessage\tdescription\tsolution\n-2147483648\t一\t二\t三\n",
    );
    for file in ["data/contacts.tsv", "data/zh/contacts.tsv"] {
        copy.file(file, "number\tsolution\twith_contact\n");
    }
    let output = project
        .append("Cargo.toml", "[dependencies]\nyuanrong-errors = { path = \"yuanrong-errors\" }\n")
        .with("src/main.rs", main)
        .run();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// A made-up code: its number, and whether it is documented.
type Row = (i32, bool);

/// Returns a table with the columns of the project's own.
fn made_up_table(file: &str, rows: &[Row]) -> String {
    let own = fs::read_to_string(Path::new(CRATE).join(file)).expect("the project's own table");
    let header = own.lines().next().expect("a header");
    let mut table = format!("{header}\n");
    for (number, is_documented) in rows {
        let suffix = number.to_string().replace('-', "Minus");
        let cells = header.split('\t').map(|column| match column {
            "code" => number.to_string(),
            "variant" => format!("Code{suffix}"),
            "names" => format!("ERR_{suffix}"),
            "solution" => format!("Do {number}."),
            "message" | "description" | "retry_reason" => format!("{column} {number}"),
            "kind" => "internal".to_owned(),
            "retry" => "never".to_owned(),
            "solution_origin" | "retry_origin" => "advised".to_owned(),
            "origin" => if *is_documented { "documented" } else { "observed" }.to_owned(),
            _ => String::new(),
        });
        table += &(cells.collect::<Vec<_>>().join("\t") + "\n");
    }
    table
}

fn copy_all(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder for the copy");
        for entry in fs::read_dir(from).expect("a folder of the crate") {
            let entry = entry.expect("an entry of it");
            copy_all(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("copied");
    }
}

#[test]
fn a_catalogue_of_a_thousand_codes_compiles_and_finds_them() {
    // In groups of 25, as the real numbers are, and some of them negative.
    let rows: Vec<Row> = (0..1000).map(|index| (index + index / 25 * 991 - 2000, true)).collect();
    let (sdk, rest) = rows.split_at(400);
    let main = "use yuanrong_errors::{ErrorCode, Table, entries};
fn main() {
    for entry in entries() {
        let code = entry.error_code();
        assert_eq!(ErrorCode::in_table(entry.table(), entry.code()), code);
        if let Table::Sdk | Table::Rest = entry.table() {
            assert_eq!(ErrorCode::from_code(entry.code()), code);
            assert_eq!(ErrorCode::from_name(entry.name()), Some(code));
        }
        assert_eq!(entry.solution(), format!(\"Do {}.\", entry.code()));
    }
    let last = entries().map(|entry| entry.code()).max().unwrap();
    let known = |number: &i32| ErrorCode::from_code(*number).is_known();
    print!(\"{}\", (-last..last + 1000).filter(known).count());
}
";
    assert_eq!(with_tables("a_thousand", sdk, rest, "", main), "1000");
}

#[test]
fn a_number_of_both_tables_has_both_meanings_and_one_of_them_wins() {
    // 4001 is documented for the SDK, 4002 for REST, 4003 and 4004 for neither.
    let sdk = [(4001, true), (4002, false), (4003, false), (4004, false)];
    let rest = [(4001, false), (4002, true), (4003, false), (4004, false)];
    let shared = "4003\trest\tfor a test\n4004\tsdk\tfor a test\n";
    let main = "use yuanrong_errors::{ErrorCode, Table};
fn main() {
    for number in (4000..=4005).chain([-7]) {
        let table = ErrorCode::from_code(number).table().map_or(\"none\", Table::as_str);
        let all: Vec<_> = ErrorCode::candidates(number).map(|code| code.table().unwrap().as_str()).collect();
        let both = [Table::Sdk, Table::Rest].iter().all(|&table| ErrorCode::in_table(table, number).is_known());
        println!(\"{number} {table} {all:?} {both}\");
    }
}
";
    assert_eq!(
        with_tables("both_tables", &sdk, &rest, shared, main),
        "4000 none [] false\n\
         4001 sdk [\"sdk\", \"rest\", \"datasystem\", \"functionsystem\"] true\n\
         4002 rest [\"rest\", \"sdk\"] true\n\
         4003 rest [\"rest\", \"sdk\"] true\n\
         4004 sdk [\"sdk\", \"rest\"] true\n\
         4005 none [] false\n\
         -7 none [\"datasystem\", \"functionsystem\"] false\n"
    );
}
