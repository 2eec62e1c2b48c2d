//! Reads `data/` and checks every cell of it.

use super::vocabulary::{ErrorKind, Origin, Retry, Table};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
    fmt, fs,
    path::Path,
    str::FromStr,
};

/// The whole catalogue, as it stands in the data folder.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// By code.
    pub(crate) sdk: Vec<Row>,
    /// By code.
    pub(crate) rest: Vec<Row>,
    /// What a number means where only the number is known, by number. Holds each number once.
    pub(crate) merged: BTreeMap<u32, Table>,
}

/// One row of `sdk.tsv` or `rest.tsv`.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) code: u32,
    pub(crate) variant: String,
    /// Upstream's constants; at least one.
    pub(crate) names: Vec<String>,
    pub(crate) message: String,
    /// In the SDK's table, which has no such column, the message.
    pub(crate) description: String,
    pub(crate) solution: String,
    pub(crate) solution_origin: Origin,
    pub(crate) kind: ErrorKind,
    pub(crate) retry: Retry,
    pub(crate) retry_origin: Origin,
    pub(crate) retry_reason: String,
    /// in the order of `Operation::ALL`.
    pub(crate) retry_for: Vec<Retry>,
    pub(crate) origin: Origin,
    pub(crate) http: Option<u16>,
    pub(crate) also: Vec<String>,
}

impl Row {
    /// Every text that finds this row: upstream's names, the variant's, and in the REST table the
    /// published message. Each once.
    pub(crate) fn findable_names(&self, table: Table) -> Vec<&str> {
        let message = (table == Table::Rest).then_some(&self.message);
        let mut names: Vec<&str> = Vec::new();
        for name in self.names.iter().chain([&self.variant]).chain(message) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }
}

/// Why the build stops: which file, line and column, and what is wrong there.
#[derive(Debug)]
pub(crate) struct Fault {
    file: String,
    line: usize,
    column: &'static str,
    reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, reason } = self;
        write!(f, "{file}")?;
        if *line > 0 {
            write!(f, ":{line}")?;
        }
        if !column.is_empty() {
            write!(f, ": column {column}")?;
        }
        write!(f, ": {reason}")
    }
}

const SDK_COLUMNS: &[&str] = &[
    "code",
    "variant",
    "names",
    "message",
    "solution",
    "solution_origin",
    "kind",
    "retry",
    "retry_origin",
    "retry_reason",
    "retry_create",
    "retry_stateful",
    "retry_stateless",
    "origin",
    "http",
    "also",
];

const REST_COLUMNS: &[&str] = &[
    "code",
    "variant",
    "names",
    "message",
    "description",
    "solution",
    "solution_origin",
    "kind",
    "retry",
    "retry_origin",
    "retry_reason",
    "retry_create",
    "retry_stateful",
    "retry_stateless",
    "origin",
    "http",
    "also",
];

const SHARED_COLUMNS: &[&str] = &["code", "table", "reason"];

/// The columns of `Operation::ALL`, in its order.
const OPERATION_COLUMNS: [&str; 3] = ["retry_create", "retry_stateful", "retry_stateless"];

impl Catalogue {
    /// Reads `sdk.tsv`, `rest.tsv` and `shared.tsv` of a folder.
    pub(crate) fn read(data: &Path) -> Result<Self, Fault> {
        let sdk = read_rows(&Source::open(data, "sdk.tsv", SDK_COLUMNS)?, Table::Sdk)?;
        let rest = read_rows(&Source::open(data, "rest.tsv", REST_COLUMNS)?, Table::Rest)?;
        let shared = Source::open(data, "shared.tsv", SHARED_COLUMNS)?;
        let merged = merge(&sdk, &rest, &shared)?;
        Ok(Self { sdk, rest, merged })
    }
}

fn read_rows(source: &Source, table: Table) -> Result<Vec<Row>, Fault> {
    let mut rows: Vec<Row> = Vec::new();
    let mut variants = HashMap::new();
    let mut names = HashMap::new();
    for line in source.lines() {
        let line = line?;
        let row = read_row(&line, table)?;
        if let Some(last) = rows.last() {
            line.check_order(last.code, row.code)?;
        }
        if let Some(first) = variants.insert(row.variant.clone(), row.code) {
            return Err(line.fault("variant", format!("{} is that of {first}", row.variant)));
        }
        for name in row.findable_names(table) {
            if let Some(first) = names.insert(name.to_owned(), row.code) {
                let column = if row.names.iter().any(|listed| listed == name) {
                    "names"
                } else if row.variant == name {
                    "variant"
                } else {
                    "message"
                };
                return Err(line.fault(column, format!("{name:?} already names {first}")));
            }
        }
        rows.push(row);
    }
    if rows.is_empty() {
        return Err(source.fault(1, "code", "the table has no rows"));
    }
    Ok(rows)
}

fn read_row(line: &Line<'_>, table: Table) -> Result<Row, Fault> {
    let message = line.text("message")?.to_owned();
    let retry = line.word::<Retry>("retry")?;
    Ok(Row {
        code: line.number("code")?,
        variant: line.variant()?,
        names: line.names()?,
        description: match table {
            Table::Sdk => message.clone(),
            Table::Rest => line.text("description")?.to_owned(),
        },
        message,
        solution: line.text("solution")?.to_owned(),
        solution_origin: line.word("solution_origin")?,
        kind: line.kind()?,
        retry,
        retry_origin: line.word("retry_origin")?,
        retry_reason: line.text("retry_reason")?.to_owned(),
        retry_for: OPERATION_COLUMNS
            .iter()
            .map(|column| line.retry_for(column, retry))
            .collect::<Result<_, _>>()?,
        origin: line.row_origin()?,
        http: line.http_status()?,
        also: match line.cell("also") {
            "" => Vec::new(),
            _ => line.list("also", ';')?,
        },
    })
}

/// What each number means where only the number is known: the documented row. Where both rows are
/// documented, or neither, `shared.tsv` says which.
fn merge(sdk: &[Row], rest: &[Row], shared: &Source) -> Result<BTreeMap<u32, Table>, Fault> {
    let mut chosen = BTreeMap::new();
    let mut last = None;
    for line in shared.lines() {
        let line = line?;
        let code = line.number("code")?;
        if let Some(last) = last.replace(code) {
            line.check_order(last, code)?;
        }
        line.text("reason")?;
        chosen.insert(code, (line.word::<Table>("table")?, line));
    }

    let documented = |row: &Row| row.origin == Origin::Documented;
    let mut merged: BTreeMap<u32, Table> = sdk.iter().map(|row| (row.code, Table::Sdk)).collect();
    for rest_row in rest {
        let code = rest_row.code;
        let sdk_row = sdk.binary_search_by_key(&code, |row| row.code).ok().map(|at| &sdk[at]);
        let winner = match sdk_row.map(|row| row.origin) {
            None => Table::Rest,
            Some(Origin::Documented) if !documented(rest_row) => Table::Sdk,
            Some(Origin::Observed) if documented(rest_row) => Table::Rest,
            Some(origin) => {
                let reason = || format!("{code} is {origin} in both tables: say which it means");
                let choice = chosen.remove(&code);
                choice.ok_or_else(|| shared.fault(1, "code", reason()))?.0
            }
        };
        merged.insert(code, winner);
    }
    if let Some((code, (_, line))) = chosen.into_iter().next() {
        return Err(line.fault("code", format!("nothing is to be chosen for {code}: leave it out")));
    }
    for table in Table::ALL {
        if merged.values().all(|winner| winner != table) {
            let reason = format!("no number means a code of the {table} table");
            return Err(shared.fault(1, "table", reason));
        }
    }
    Ok(merged)
}

/// A file of the data folder: a header line, then a line for each row.
struct Source {
    name: String,
    text: String,
    columns: &'static [&'static str],
}

impl Source {
    fn open(data: &Path, file: &str, columns: &'static [&'static str]) -> Result<Self, Fault> {
        let path = data.join(file);
        let mut source = Self { name: path.display().to_string(), text: String::new(), columns };
        let bytes = fs::read(&path).map_err(|error| source.fault(0, "", error))?;
        source.text = String::from_utf8(bytes).map_err(|error| {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            source.fault(valid.split(|&byte| byte == b'\n').count(), "", "not UTF-8")
        })?;
        let header = source.text.split('\n').next().unwrap_or_default();
        if header == columns.join("\t") {
            Ok(source)
        } else {
            Err(source.fault(1, "", format!("the header must be: {}", columns.join(" "))))
        }
    }

    fn lines(&self) -> impl Iterator<Item = Result<Line<'_>, Fault>> {
        let body = self.text.strip_suffix('\n').unwrap_or(&self.text);
        body.split('\n').enumerate().skip(1).map(|(index, text)| {
            let cells: Vec<&str> = text.split('\t').collect();
            let (number, expected) = (index + 1, self.columns.len());
            match cells.len() {
                found if found < expected => {
                    Err(self.fault(number, self.columns[found], "the cell is missing"))
                }
                found if found > expected => {
                    let reason = format!("{found} cells where {expected} are expected");
                    Err(self.fault(number, self.columns[expected - 1], reason))
                }
                _ => Ok(Line { source: self, number, cells }),
            }
        })
    }

    fn fault(&self, line: usize, column: &'static str, reason: impl fmt::Display) -> Fault {
        Fault { file: self.name.clone(), line, column, reason: reason.to_string() }
    }
}

/// A line with as many cells as its file has columns.
struct Line<'a> {
    source: &'a Source,
    number: usize,
    cells: Vec<&'a str>,
}

impl<'a> Line<'a> {
    fn fault(&self, column: &'static str, reason: impl fmt::Display) -> Fault {
        self.source.fault(self.number, column, reason)
    }

    fn cell(&self, column: &str) -> &'a str {
        let columns = self.source.columns.iter();
        columns
            .zip(&self.cells)
            .find_map(|(name, cell)| (*name == column).then_some(*cell))
            .unwrap_or("")
    }

    /// A cell that holds something, with no blank at either end.
    fn text(&self, column: &'static str) -> Result<&'a str, Fault> {
        self.checked(column, self.cell(column))
    }

    fn checked(&self, column: &'static str, text: &'a str) -> Result<&'a str, Fault> {
        if text.is_empty() {
            Err(self.fault(column, "the text is empty"))
        } else if text.trim() != text {
            Err(self.fault(column, format!("{text:?} begins or ends with a blank")))
        } else if text.contains(char::is_control) {
            Err(self.fault(column, format!("{text:?} holds a control character")))
        } else {
            Ok(text)
        }
    }

    fn list(&self, column: &'static str, separator: char) -> Result<Vec<String>, Fault> {
        let items = self.cell(column).split(separator);
        items.map(|item| self.checked(column, item).map(str::to_owned)).collect()
    }

    fn number(&self, column: &'static str) -> Result<u32, Fault> {
        let text = self.text(column)?;
        let canonical = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        match text.parse() {
            Ok(number) if canonical => Ok(number),
            _ => Err(self.fault(column, format!("{text:?} is no decimal number of 32 bits"))),
        }
    }

    fn check_order(&self, last: u32, code: u32) -> Result<(), Fault> {
        match code.cmp(&last) {
            Ordering::Greater => Ok(()),
            Ordering::Equal => {
                Err(self.fault("code", format!("{code} stands on the line before too")))
            }
            Ordering::Less => {
                Err(self.fault("code", format!("{code} comes after {last}: rows go by code")))
            }
        }
    }

    /// A word of the vocabulary.
    fn word<T: FromStr<Err: fmt::Display>>(&self, column: &'static str) -> Result<T, Fault> {
        self.text(column)?.parse().map_err(|error| self.fault(column, error))
    }

    /// Upstream's constants; each becomes an alias of the documentation, which takes no blanks.
    fn names(&self) -> Result<Vec<String>, Fault> {
        let names = self.list("names", ',')?;
        let odd =
            |name: &&String| !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        match names.iter().find(odd) {
            Some(name) => Err(self.fault("names", format!("{name:?} is no name of a constant"))),
            None => Ok(names),
        }
    }

    fn variant(&self) -> Result<String, Fault> {
        let text = self.text("variant")?;
        if text.starts_with(|first: char| first.is_ascii_uppercase())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && text != "Self"
        {
            Ok(text.to_owned())
        } else {
            Err(self.fault("variant", format!("{text:?} is no name of a Rust variant")))
        }
    }

    fn kind(&self) -> Result<ErrorKind, Fault> {
        match self.word("kind")? {
            ErrorKind::Unknown => Err(self.fault("kind", "a code of the table has a known kind")),
            kind => Ok(kind),
        }
    }

    /// The class for one operation; an empty cell stands for the row's own class.
    fn retry_for(&self, column: &'static str, retry: Retry) -> Result<Retry, Fault> {
        match self.cell(column) {
            "" => Ok(retry),
            _ if self.word::<Retry>(column)? == retry => {
                Err(self.fault(column, "the same as in column retry: leave it empty"))
            }
            _ => self.word(column),
        }
    }

    fn row_origin(&self) -> Result<Origin, Fault> {
        match self.word("origin")? {
            Origin::Advised => Err(self.fault("origin", "a code is documented or observed")),
            origin => Ok(origin),
        }
    }

    fn http_status(&self) -> Result<Option<u16>, Fault> {
        if self.cell("http").is_empty() {
            return Ok(None);
        }
        match u16::try_from(self.number("http")?) {
            Ok(status @ 100..=599) => Ok(Some(status)),
            _ => Err(self.fault("http", "no HTTP status: 100 to 599")),
        }
    }
}
