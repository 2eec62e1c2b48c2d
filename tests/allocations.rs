//! Nothing allocates that is documented not to.
//!
//! `allocation_free.txt` lists it. Each line of the list is measured, and is claimed in the
//! documentation: whoever adds a claim to a function or a reader to a type is told to add the line
//! and the measurement too.

use allocation_counter::measure;
use std::{
    collections::BTreeSet,
    fmt::{self, Display, Write},
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    str::FromStr,
};
use yuanrong_errors::{
    Entry, ErrorCode, ErrorKind, Lang, Operation, Origin, RestErrorCode, Retry, SdkErrorCode,
    Table, entries, lookup, lookup_in, rest,
};

const LIST: &str = include_str!("allocation_free.txt");

/// Every number up to the end of the ranges, and the largest.
fn numbers() -> impl Iterator<Item = u32> {
    (0..400_000).chain([u32::MAX])
}

/// Every known code, and some that are none.
fn error_codes() -> impl Iterator<Item = ErrorCode> {
    entries().map(Entry::error_code).chain([7, 150_999, u32::MAX].map(ErrorCode::from_code))
}

/// Upstream's names, the variants', the published messages, digits, and what is none of them.
fn names() -> Vec<String> {
    let names_of = |entry: &'static Entry| {
        let code = format!("{:?}", entry.error_code());
        let variant = code.trim_start_matches(|c| c != '(').trim_matches(['(', ')']).to_owned();
        let upstream = entry.upstream_names().iter().map(|name| (*name).to_owned());
        upstream.chain([variant, entry.message().to_owned(), entry.code().to_string()])
    };
    let others = ["", "7", "0001001", "4294967296", "-1", "no such name", "错误"];
    let others = others.into_iter().map(str::to_owned).chain(["x".repeat(1000)]);
    entries().flat_map(names_of).chain(others).collect()
}

/// A place on the stack to write to.
struct StackBuffer {
    bytes: [u8; 2048],
    length: usize,
}

/// Writes the value to the stack, in its plain and in its alternate form.
fn show(value: impl Display) {
    let mut buffer = StackBuffer { bytes: [0; 2048], length: 0 };
    write!(buffer, "{value:#} {value}").expect("the buffer is large enough");
    black_box(buffer.bytes);
}

impl Write for StackBuffer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

fn parse_each<T: FromStr>(names: &[String]) {
    for name in names {
        black_box(name.parse::<T>()).ok();
    }
}

/// What was measured, by its name in the list.
#[derive(Default)]
struct Measured(BTreeSet<&'static str>);

impl Measured {
    fn add(&mut self, name: &'static str, action: impl FnOnce()) {
        assert_eq!(measure(action).count_total, 0, "{name} allocates");
        assert!(self.0.insert(name), "{name} is measured twice");
    }
}

/// Calls readers of each value, or with each argument.
macro_rules! readers {
    ($measured:ident, $Type:ident, $values:expr, [$($reader:ident),* $(,)?]) => {$(
        $measured.add(concat!(stringify!($Type), "::", stringify!($reader)), || {
            for value in $values {
                black_box(value.$reader());
            }
        });
    )*};
    ($measured:ident, $Type:ident, $values:expr, $Argument:ident, [$($reader:ident),*]) => {$(
        $measured.add(concat!(stringify!($Type), "::", stringify!($reader)), || {
            for value in $values {
                for &argument in $Argument::ALL {
                    black_box(value.$reader(argument));
                }
            }
        });
    )*};
}

macro_rules! display {
    ($measured:ident, $Type:ident, $values:expr) => {
        $measured.add(concat!("Display for ", stringify!($Type)), || $values.for_each(show));
    };
}

macro_rules! from_str {
    ($measured:ident, $Type:ident, $names:expr) => {
        $measured.add(concat!("FromStr for ", stringify!($Type)), || parse_each::<$Type>($names));
    };
}

#[test]
fn the_counter_counts() {
    assert_eq!(measure(|| drop(black_box(vec![1]))).count_total, 1);
}

#[test]
fn all_that_is_listed_is_measured() {
    let mut measured = Measured::default();
    lookups(&mut measured);
    typed_codes(&mut measured);
    any_codes(&mut measured);
    catalogue_entries(&mut measured);
    what_is_not_known(&mut measured);
    vocabulary(&mut measured);
    bodies(&mut measured);
    #[cfg(feature = "scan")]
    mentions(&mut measured);
    #[cfg(feature = "error")]
    errors(&mut measured);

    let of_this_build = listed(is_on);
    assert_eq!(measured.0, of_this_build, "what is measured, and what is listed");
}

#[test]
fn all_that_is_documented_is_listed() {
    let documented = claims::documented();
    let documented: BTreeSet<&str> = documented.iter().map(String::as_str).collect();
    let listed = listed(|_| true);
    let unlisted: Vec<_> = documented.difference(&listed).collect();
    assert!(unlisted.is_empty(), "documented to allocate nothing, and not listed: {unlisted:#?}");
    let unclaimed: Vec<_> = listed.difference(&documented).collect();
    assert!(unclaimed.is_empty(), "listed, and not documented to allocate nothing: {unclaimed:#?}");
}

/// The lines of the list, of the features that count.
fn listed(counts: impl Fn(&str) -> bool) -> BTreeSet<&'static str> {
    let mut lines = BTreeSet::new();
    let mut is_on = true;
    for line in LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(feature) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            is_on = counts(feature);
        } else if is_on {
            assert!(lines.insert(line), "{line} is listed twice");
        }
    }
    lines
}

fn is_on(feature: &str) -> bool {
    match feature {
        "error" => cfg!(feature = "error"),
        "json" => cfg!(feature = "json"),
        "scan" => cfg!(feature = "scan"),
        _ => panic!("{feature} is no feature that the measurements know"),
    }
}

fn lookups(measured: &mut Measured) {
    measured.add("lookup", || {
        for number in numbers() {
            black_box(lookup(number));
        }
    });
    measured.add("lookup_in", || {
        for number in numbers() {
            black_box((lookup_in(Table::Sdk, number), lookup_in(Table::Rest, number)));
        }
    });
    measured.add("entries", || {
        black_box((entries().count(), entries().next_back(), entries().len()));
    });
}

fn typed_codes(measured: &mut Measured) {
    let names = &names();
    macro_rules! typed_code {
        ($Code:ident) => {
            let codes = || $Code::ALL.iter().copied();
            measured.add(concat!(stringify!($Code), "::from_code"), || {
                for number in numbers() {
                    black_box($Code::from_code(number));
                }
            });
            measured.add(concat!(stringify!($Code), "::from_name"), || {
                for name in names {
                    black_box($Code::from_name(name));
                }
            });
            from_str!(measured, $Code, names);
            measured.add(concat!("TryFrom for ", stringify!($Code)), || {
                for number in numbers() {
                    black_box($Code::try_from(number)).ok();
                    black_box($Code::try_from(i32::try_from(number).unwrap_or(-1))).ok();
                    black_box($Code::try_from(u64::from(number) << 1)).ok();
                    black_box($Code::try_from(-i64::from(number))).ok();
                }
            });
            readers!(measured, $Code, codes(), [code, name, message, description, solution]);
            readers!(measured, $Code, codes(), [kind, retry, is_retryable, is_documented, entry]);
            readers!(measured, $Code, codes(), Lang, [message_in, description_in, solution_in]);
            readers!(measured, $Code, codes(), Operation, [retry_for]);
            display!(measured, $Code, codes());
        };
    }
    typed_code!(SdkErrorCode);
    typed_code!(RestErrorCode);
}

fn any_codes(measured: &mut Measured) {
    let names = &names();
    measured.add("ErrorCode::from_code", || {
        for number in numbers() {
            black_box(ErrorCode::from_code(number));
        }
    });
    measured.add("ErrorCode::in_table", || {
        for number in numbers() {
            black_box(ErrorCode::in_table(Table::Sdk, number));
            black_box(ErrorCode::in_table(Table::Rest, number));
        }
    });
    measured.add("ErrorCode::candidates", || {
        for number in numbers() {
            black_box(ErrorCode::candidates(number).clone().count());
        }
    });
    measured.add("ErrorCode::from_name", || {
        for name in names {
            black_box(ErrorCode::from_name(name));
        }
    });
    from_str!(measured, ErrorCode, names);
    readers!(measured, ErrorCode, error_codes(), [table, entry, is_known, code, name, message]);
    readers!(measured, ErrorCode, error_codes(), [description, solution, kind, retry]);
    readers!(measured, ErrorCode, error_codes(), [is_retryable, is_documented]);
    readers!(measured, ErrorCode, error_codes(), Lang, [message_in, description_in, solution_in]);
    readers!(measured, ErrorCode, error_codes(), Operation, [retry_for]);
    display!(measured, ErrorCode, error_codes());
}

fn catalogue_entries(measured: &mut Measured) {
    readers!(measured, Entry, entries(), [error_code, table, code, name, upstream_names]);
    readers!(measured, Entry, entries(), [message, description, solution, solution_origin]);
    readers!(measured, Entry, entries(), [kind, retry, is_retryable, retry_origin, retry_reason]);
    readers!(measured, Entry, entries(), [origin, is_documented, sent_http_status, also]);
    readers!(measured, Entry, entries(), Lang, [message_in, description_in, solution_in, also_in]);
    readers!(measured, Entry, entries(), Operation, [retry_for]);
    display!(measured, Entry, entries());
}

fn what_is_not_known(measured: &mut Measured) {
    let unknown_numbers = || {
        error_codes().filter_map(|code| match code {
            ErrorCode::Unknown(number) => Some(number),
            _ => None,
        })
    };
    readers!(measured, UnknownNumber, unknown_numbers(), [get]);
    display!(measured, UnknownNumber, unknown_numbers());

    let unknown_codes =
        || [i64::MIN, -1, 7, i64::MAX].into_iter().filter_map(|n| SdkErrorCode::try_from(n).err());
    readers!(measured, UnknownCode, unknown_codes(), [table, number]);
    display!(measured, UnknownCode, unknown_codes());

    let long = "错误\n".repeat(30);
    let unknown_names =
        || ["", "\u{1b}[2J", &long].into_iter().filter_map(|text| text.parse::<Retry>().err());
    readers!(measured, UnknownName, unknown_names(), [given, is_truncated]);
    display!(measured, UnknownName, unknown_names());
}

fn vocabulary(measured: &mut Measured) {
    let mut words = names();
    words.extend(ErrorKind::ALL.iter().map(ToString::to_string));
    words.extend(Retry::ALL.iter().map(ToString::to_string));
    macro_rules! check {
        ($($Word:ident),*) => {$(
            readers!(measured, $Word, $Word::ALL, [as_str]);
            from_str!(measured, $Word, &words);
            display!(measured, $Word, $Word::ALL.iter());
        )*};
    }
    check!(ErrorKind, Lang, Operation, Origin, Retry, Table);
    readers!(measured, ErrorKind, ErrorKind::ALL, [http_status]);
    readers!(measured, Retry, Retry::ALL, [advice, is_retryable]);
    readers!(measured, Retry, Retry::ALL, Lang, [advice_in]);
}

fn bodies(measured: &mut Measured) {
    let deep = format!(r#"{{"data": {}1{}, "code": 4115}}"#, "[".repeat(500), "]".repeat(500));
    let escaped = r#"{"\u0063ode": "\u0034115"}"#;
    let inner = r#"{"error": {"code": 1}}"#;
    measured.add("rest::code_of", || {
        for body in [escaped, inner, "{", "[]", "", &deep] {
            black_box(rest::code_of(body.as_bytes()));
        }
    });

    #[cfg(feature = "json")]
    {
        // As deep as is promised: what nests deeper allocates, and so do escapes.
        let nested = format!(r#"{{"a": {}1{}}}"#, "[".repeat(60), "]".repeat(60));
        let all =
            format!(r#"{{"code": "no", "message": {nested}, "trace_id": "7f", "x": {nested}}}"#);
        let texts = [&*all, r#"{"code": 4115, "msg": "no"}"#, inner, "{}", "<html>", "{\"code\":"];
        measured.add("ErrorBody::parse", || {
            for body in texts {
                black_box(rest::ErrorBody::parse(body.as_bytes())).ok();
            }
        });
        let bodies =
            || texts.iter().filter_map(|body| rest::ErrorBody::parse(body.as_bytes()).ok());
        readers!(measured, ErrorBody, bodies(), [code, raw_code, message, trace_id, is_success]);
    }
}

#[cfg(feature = "scan")]
fn mentions(measured: &mut Measured) {
    use yuanrong_errors::scan;

    let log = include_bytes!("log_corpus.txt");
    assert!(scan::mentions(log).count() > 100, "there is something to find");
    measured.add("scan::mentions", || {
        for mention in scan::mentions(log) {
            black_box((mention.code(), mention.range(), mention.table_is_certain()));
        }
    });
}

#[cfg(feature = "error")]
fn errors(measured: &mut Measured) {
    use yuanrong_errors::Error;

    assert_eq!(measure(|| drop(black_box(Error::new(1002)))).count_total, 1);
    let texts = [
        "failed to create, code: 1002, module code: 10, msg: no\nCPU \u{1b}[2J",
        "ErrCode: 3002, ModuleCode: 22, ErrMsg: gone",
    ];
    let read = texts.map(|text| Error::from_text(text).expect("an exception text"));
    let full = Error::new(150_999)
        .with_message("no\r\nCPU")
        .with_http_status(500)
        .with_trace_id("7f3a\u{202E}")
        .with_source("node 3 is full");
    let raw = Error::from_inner_code("4294967296");
    let others = entries().map(|entry| Error::new(entry.error_code()));
    let errors: Vec<Error> = read.into_iter().chain([full, raw]).chain(others).collect();

    readers!(measured, Error, &errors, [code, raw_code, server_message, prefix, received]);
    readers!(measured, Error, &errors, [received_bytes, module, http_status, trace_id, report]);
    readers!(measured, Error, &errors, [name, message, description, solution, kind, retry]);
    readers!(measured, Error, &errors, [is_retryable, is_documented, is_known, table, entry]);
    readers!(measured, Error, &errors, Operation, [retry_for]);
    display!(measured, Error, errors.iter());
}

/// What the documentation says.
mod claims {
    use super::{BTreeSet, Path, PathBuf, fs};

    /// What a function or an `impl` says of itself.
    const OF_ITSELF: [&str; 3] = ["llocates nothing", "othing is allocated", "without allocating"];
    /// What a type says of all its public functions and of [`TRAITS`].
    const OF_ALL: [&str; 2] = ["othing here allocates", "othing is allocated"];
    /// What a function of such a type says of itself where it is an exception.
    const EXCEPTED: &str = "which allocates";
    /// What a type says of its public functions that borrow it or, as it is `Copy`, take it.
    const OF_READERS: &str = "o reader allocates";
    const OF_DISPLAY: &str = "neither does `Display`";
    /// The traits that lead from a text or a number, and to a text.
    const TRAITS: [&str; 3] = ["Display", "FromStr", "TryFrom"];

    /// The documented items of the sources.
    #[derive(Default)]
    struct Items {
        /// Types, with their documentation.
        types: Vec<(String, String)>,
        functions: Vec<Function>,
    }

    /// A public function, or an implementation of one of [`TRAITS`].
    struct Function {
        /// As in the list.
        name: String,
        /// The type that it belongs to, or nothing.
        of: String,
        is_reader: bool,
        docs: String,
    }

    /// All that the documentation says to allocate nothing.
    pub(super) fn documented() -> BTreeSet<String> {
        let mut items = Items::default();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for file in rust_files(&source) {
            let text = fs::read_to_string(&file).expect("a source file");
            let module = file.file_stem().and_then(|name| name.to_str()).expect("a name");
            items.read(module, &text);
        }
        // The two typed enums.
        items.read("table", include_str!(concat!(env!("OUT_DIR"), "/table.rs")));

        let of_themselves = items.functions.iter().filter(|item| says(&item.docs, &OF_ITSELF));
        let mut names: BTreeSet<String> = of_themselves.map(|item| item.name.clone()).collect();
        for (of, docs) in &items.types {
            let (all, readers) = (says(docs, &OF_ALL), docs.contains(OF_READERS));
            assert!(
                all || readers || !says(docs, &OF_ITSELF),
                "{of} says that it does not allocate, in words of which the test does not know \
                 whether they are about all of its functions"
            );
            for item in items.functions.iter().filter(|item| item.of == *of) {
                let is_claimed =
                    (all && !item.docs.contains(EXCEPTED)) || readers && item.is_reader;
                if is_claimed {
                    names.insert(item.name.clone());
                }
            }
            if docs.contains(OF_DISPLAY) {
                names.insert(format!("Display for {of}"));
            }
        }
        names
    }

    fn says(docs: &str, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| docs.contains(phrase))
    }

    fn rust_files(folder: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                files.extend(rust_files(&path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
        files
    }

    /// An `impl` that is being read: the types that it is for, and the line that ends it.
    struct Block {
        types: Vec<String>,
        end: String,
    }

    impl Items {
        /// Reads a file as rustfmt leaves it: a block ends on a line with the indentation of the one
        /// that it begins on.
        fn read(&mut self, module: &str, text: &str) {
            let (mut docs, mut macro_name) = (String::new(), "");
            let mut block: Option<Block> = None;
            let mut lines = text.lines().peekable();
            while let Some(line) = lines.next() {
                let code = line.trim_start();
                if let Some(doc) = code.strip_prefix("///") {
                    docs = docs + doc.trim() + " ";
                    continue;
                }
                if code.starts_with("#[") {
                    continue;
                }
                let docs = std::mem::take(&mut docs);
                if let Some(name) = code.strip_prefix("macro_rules! ") {
                    macro_name = word(name);
                } else if line == "}" {
                    macro_name = "";
                }
                let named = |code| match word(code) {
                    name if name.starts_with('$') => arguments(text, macro_name, name),
                    name => vec![name.to_owned()],
                };
                if block.as_ref().is_some_and(|block| block.end == line) {
                    block = None;
                } else if let Some(header) = code.strip_prefix("impl") {
                    let (of_trait, of) = trait_and_type(header);
                    let types = named(of);
                    if TRAITS.contains(&of_trait) {
                        for of in types.iter().cloned() {
                            let name = format!("{of_trait} for {of}");
                            let docs = docs.clone();
                            self.functions.push(Function { name, of, is_reader: false, docs });
                        }
                    } else if of_trait.is_empty() {
                        let end = line.len() - code.len();
                        block = Some(Block { types, end: " ".repeat(end) + "}" });
                    }
                } else if let Some(function) = after(code, &["pub fn ", "pub const fn "]) {
                    let signature = code.to_owned() + lines.peek().map_or("", |next| next.trim());
                    let is_reader = signature.contains("(self") || signature.contains("(&self");
                    let types = block.as_ref().map_or(vec![String::new()], |it| it.types.clone());
                    for of in types {
                        let prefix = if of.is_empty() { public(module) } else { &of };
                        let prefix = prefix.to_owned() + if prefix.is_empty() { "" } else { "::" };
                        self.functions.extend(named(function).iter().map(|name| Function {
                            name: prefix.clone() + name,
                            of: of.clone(),
                            is_reader,
                            docs: docs.clone(),
                        }));
                    }
                } else if let Some(name) = after(code, &["pub struct ", "pub enum "]) {
                    self.types.extend(named(name).into_iter().map(|name| (name, docs.clone())));
                }
            }
        }
    }

    fn after<'a>(code: &'a str, beginnings: &[&str]) -> Option<&'a str> {
        beginnings.iter().find_map(|beginning| code.strip_prefix(beginning))
    }

    /// The name at the beginning.
    fn word(code: &str) -> &str {
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        code.split(|c| !is_part(c)).next().unwrap_or_default()
    }

    /// The module where users see its functions, or nothing where they see them in the crate.
    fn public(module: &str) -> &str {
        let is_public = include_str!("../src/lib.rs").contains(&format!("pub mod {module};"));
        if is_public { module } else { "" }
    }

    /// What an `impl` is of, as in `<'a> fmt::Display for Name<'a> {`: the trait, or nothing, and
    /// the type.
    fn trait_and_type(header: &str) -> (&str, &str) {
        let header = match header.strip_prefix('<').and_then(|rest| rest.split_once("> ")) {
            Some((_, header)) => header,
            None => header.trim_start(),
        };
        match header.split_once(" for ") {
            Some((path, of)) => {
                let path = path.split('<').next().unwrap_or_default();
                (path.rsplit("::").next().unwrap_or_default(), of)
            }
            None => ("", header),
        }
    }

    /// What a macro's variable stands for: a `$Type` for the first type of each use of the macro in
    /// the file, a `$function` for each `function() -> Type;`.
    fn arguments(text: &str, macro_name: &str, variable: &str) -> Vec<String> {
        let is_type = variable.contains(char::is_uppercase);
        let mut arguments = Vec::new();
        for used in text.split(&format!("\n{macro_name}!")).skip(1) {
            let lines = used.lines().take_while(|line| !line.starts_with([')', '}']));
            let mut lines = lines.map(str::trim).filter(|line| !line.starts_with(['/', '#']));
            if is_type {
                let mut words = lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric()));
                let first = words.find(|word| word.starts_with(char::is_uppercase));
                arguments.extend(first.map(str::to_owned));
            } else {
                let functions = lines.by_ref().filter(|line| line.contains(") -> "));
                arguments.extend(functions.map(|line| word(line).to_owned()));
            }
        }
        arguments
    }
}
