//! Reads `data/` and checks every cell of it.

use super::hash;
use std::{fs, path::Path};

/// What a cell may hold.
enum Cell {
    /// The number of an error: decimal, of 32 bits, and not 0.
    Number,
    /// A decimal number of 32 bits.
    Bound,
    /// The name of a Rust variant.
    Variant,
    /// Upstream's constants for the code, separated by commas.
    Names,
    /// Something, with no blank at either end.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A retry class other than the row's own, or nothing.
    OtherRetry,
    /// An HTTP status, or nothing.
    HttpStatus,
    /// Texts separated by semicolons, or nothing.
    Texts,
    /// Something, or nothing, with no blank at either end.
    OptionalText,
}

/// The columns of `sdk.tsv` and `rest.tsv`, the words each in the order of its enum.
const COLUMNS: &[(&str, Cell)] = &[
    ("code", Cell::Number),
    ("variant", Cell::Variant),
    ("names", Cell::Names),
    ("message", Cell::Text),
    (DESCRIPTION, Cell::Text),
    ("solution", Cell::Text),
    ("solution_origin", Cell::Word(ORIGINS)),
    ("kind", Cell::Word(KINDS)),
    ("retry", Cell::Word(RETRIES)),
    ("retry_origin", Cell::Word(ORIGINS)),
    ("retry_reason", Cell::Text),
    (OPERATIONS[0].0, Cell::OtherRetry),
    (OPERATIONS[1].0, Cell::OtherRetry),
    (OPERATIONS[2].0, Cell::OtherRetry),
    ("origin", Cell::Word(&["documented", "observed"])),
    ("http", Cell::HttpStatus),
    ("also", Cell::Texts),
];

/// The column that `sdk.tsv` does not have, and its place among [`COLUMNS`].
const DESCRIPTION: &str = "description";
const DESCRIPTION_PLACE: usize = 4;

const SHARED_COLUMNS: &[(&str, Cell)] =
    &[("code", Cell::Number), ("table", Cell::Word(&["sdk", "rest"])), ("reason", Cell::Text)];

/// What the range of a number says of it, where no table has the number.
const RANGE_COLUMNS: &[(&str, Cell)] = &[
    ("first", Cell::Bound),
    ("last", Cell::Bound),
    ("message", Cell::Text),
    (DESCRIPTION, Cell::Text),
    ("solution", Cell::Text),
];

/// The Chinese texts of each row, and of each range by its first number.
const CHINESE_COLUMNS: &[(&str, Cell)] = &[
    ("table", Cell::Word(&["sdk", "rest", "range"])),
    ("code", Cell::Bound),
    ("message", Cell::Text),
    (DESCRIPTION, Cell::OptionalText),
    ("solution", Cell::Text),
    ("also", Cell::Texts),
];

/// The columns of retry advice for one operation, and what they are about; in the order of
/// `Operation`.
pub(crate) const OPERATIONS: &[(&str, &str)] = &[
    ("retry_create", "creating"),
    ("retry_stateful", "stateful calls"),
    ("retry_stateless", "stateless calls"),
];

/// The words of `ErrorKind`; no code of the table is of kind `unknown`.
pub(crate) const KINDS: &[&str] = &[
    "invalid-argument",
    "failed-precondition",
    "out-of-range",
    "not-found",
    "already-exists",
    "permission-denied",
    "unauthenticated",
    "resource-exhausted",
    "deadline-exceeded",
    "cancelled",
    "aborted",
    "unavailable",
    "data-loss",
    "unimplemented",
    "internal",
    "user-code",
];

/// The words of `Retry`.
pub(crate) const RETRIES: &[&str] =
    &["never", "backoff", "throttled", "if-idempotent", "other-instance"];

/// The words of `Origin`.
pub(crate) const ORIGINS: &[&str] = &["documented", "observed", "advised"];

/// Why the build stops: file, line and column, and what is wrong there.
#[derive(Debug)]
pub(crate) struct Fault(pub(crate) String);

impl Fault {
    fn new<T>(place: &str, column: &str, reason: &[&str]) -> Result<T, Self> {
        let before = if column.is_empty() { "" } else { ": column " };
        Err(Self(concat(&[place, before, column, ": ", &concat(reason)])))
    }
}

/// The whole catalogue, as it stands in the data folder; each table by code.
pub(crate) struct Catalogue {
    pub(crate) sdk: Vec<Row>,
    pub(crate) rest: Vec<Row>,
    /// The numbers that stand in both tables, and the table of what each means where only the
    /// number is known.
    pub(crate) shared: Vec<(u32, &'static str)>,
    /// Together they have every number. Of two that have one, the later says more.
    pub(crate) ranges: Vec<Row>,
    /// The Chinese texts of `sdk`, `rest` and `ranges`, row for row.
    pub(crate) chinese: [Vec<Row>; 3],
}

impl Catalogue {
    pub(crate) fn read(data: &Path) -> Result<Self, Fault> {
        let mut catalogue = Self {
            sdk: read(data, "sdk.tsv", COLUMNS)?,
            rest: read(data, "rest.tsv", COLUMNS)?,
            shared: Vec::new(),
            ranges: read(data, "ranges.tsv", RANGE_COLUMNS)?,
            chinese: [Vec::new(), Vec::new(), Vec::new()],
        };
        check_table(&catalogue.sdk, &header_of(data, "sdk.tsv"))?;
        check_table(&catalogue.rest, &header_of(data, "rest.tsv"))?;
        let choices = read(data, "shared.tsv", SHARED_COLUMNS)?;
        check_order(&choices)?;
        catalogue.settle_shared(&choices, &header_of(data, "shared.tsv"))?;
        check_ranges(&catalogue.ranges, &header_of(data, "ranges.tsv"))?;
        catalogue.translate(read(data, "zh.tsv", CHINESE_COLUMNS)?, &header_of(data, "zh.tsv"))?;
        Ok(catalogue)
    }

    /// Takes the rows of `zh.tsv`, which must be those of the other files, in the same order.
    fn translate(&mut self, translations: Vec<Row>, header: &str) -> Result<(), Fault> {
        let tables = [("sdk", &self.sdk), ("rest", &self.rest), ("range", &self.ranges)];
        let mut translations = translations.into_iter();
        for (index, (table, rows)) in tables.into_iter().enumerate() {
            for row in rows {
                let key = [table, " ", row.cells[0]];
                let Some(mut translation) = translations.next() else {
                    return Fault::new(header, "code", &["no row for ", &concat(&key)]);
                };
                if [translation.cell("table"), " ", translation.cell("code")] != key {
                    let reason = ["this must be the row for ", &concat(&key)];
                    return translation.fault("code", &reason);
                }
                translation.check_translation(row, table)?;
                self.chinese[index].push(translation);
            }
        }
        match translations.next() {
            Some(row) => row.fault("code", &["no table has a row for this"]),
            None => Ok(()),
        }
    }

    /// Where only the number is known, it means the documented row. Where both rows are
    /// documented, or neither, `shared.tsv` chooses.
    fn settle_shared(&mut self, choices: &[Row], header: &str) -> Result<(), Fault> {
        let mut settled = Vec::new();
        for rest in &self.rest {
            let Ok(at) = self.sdk.binary_search_by(|sdk| sdk.code.cmp(&rest.code)) else {
                continue;
            };
            let winner = match (self.sdk[at].is_documented(), rest.is_documented()) {
                (true, false) => "sdk",
                (false, true) => "rest",
                _ => {
                    settled.push(rest.code);
                    let Some(choice) = choices.iter().find(|choice| choice.code == rest.code)
                    else {
                        let (code, origin) = (rest.cell("code"), rest.cell("origin"));
                        let reason = [code, " is ", origin, " in both tables: say which it means"];
                        return Fault::new(header, "code", &reason);
                    };
                    choice.cell("table")
                }
            };
            self.shared.push((rest.code, winner));
        }
        for choice in choices {
            if !settled.contains(&choice.code) {
                let code = choice.cell("code");
                let reason = ["nothing is to be chosen for ", code, ": leave it out"];
                return choice.fault("code", &reason);
            }
        }
        Ok(())
    }

    /// Whether the number of this row means a code of the other table.
    pub(crate) fn loses_number(&self, row: &Row, table: &str) -> bool {
        for (code, winner) in &self.shared {
            if *code == row.code {
                return *winner != table;
            }
        }
        false
    }
}

/// A line of a table, checked.
pub(crate) struct Row {
    pub(crate) code: u32,
    pub(crate) is_rest: bool,
    columns: &'static [(&'static str, Cell)],
    /// One for each column; the message stands for the description that `sdk.tsv` does not have.
    cells: Vec<&'static str>,
    /// The file and the line.
    place: String,
}

/// Reads the rows of a file, checks their cells and that they go by code.
fn read(data: &Path, name: &str, columns: &'static [(&str, Cell)]) -> Result<Vec<Row>, Fault> {
    let path = data.join(name).display().to_string();
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => return Fault::new(&path, "", &[&error.to_string()]),
    };
    let text: &'static str = match String::from_utf8(bytes) {
        // The build script needs the text to its end.
        Ok(text) => text.leak(),
        Err(error) => {
            let mut line = 1;
            for byte in &error.as_bytes()[..error.utf8_error().valid_up_to()] {
                line += usize::from(*byte == b'\n');
            }
            return Fault::new(&at_line(&path, line), "", &["not UTF-8"]);
        }
    };

    let mut header = Vec::new();
    for (column, _) in columns {
        if *column != DESCRIPTION || name != "sdk.tsv" {
            header.push(*column);
        }
    }
    let mut lines = split(text, '\n');
    if split(lines[0], '\t') != header {
        let reason = ["the header must be: ", &listed(&header)];
        return Fault::new(&at_line(&path, 1), "", &reason);
    }
    if text.ends_with('\n') {
        lines.pop();
    }

    let mut rows: Vec<Row> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if index == 0 {
            continue;
        }
        let mut cells = split(line, '\t');
        let place = at_line(&path, index + 1);
        if cells.len() < header.len() {
            return Fault::new(&place, header[cells.len()], &["the cell is missing"]);
        }
        if cells.len() > header.len() {
            let (found, expected) = (cells.len().to_string(), header.len().to_string());
            let reason = [&found, " cells where ", &expected, " are expected"];
            return Fault::new(&place, header[header.len() - 1], &reason);
        }
        let is_rest = header.contains(&DESCRIPTION);
        if header.len() < columns.len() {
            // The column before the one that is missing is the message.
            cells.insert(DESCRIPTION_PLACE, cells[DESCRIPTION_PLACE - 1]);
        }
        let mut row = Row { code: 0, is_rest, columns, cells, place };
        row.check()?;
        rows.push(row);
    }
    Ok(rows)
}

/// The rows must go by code, each once.
fn check_order(rows: &[Row]) -> Result<(), Fault> {
    for index in 1..rows.len() {
        let (last, row) = (&rows[index - 1], &rows[index]);
        let code = row.cell("code");
        if row.code == last.code {
            return row.fault("code", &[code, " stands on the line before too"]);
        }
        if row.code < last.code {
            let reason = [code, " comes after ", last.cell("code"), ": rows go by code"];
            return row.fault("code", &reason);
        }
    }
    Ok(())
}

/// The ranges must go by their first number and leave none out.
fn check_ranges(rows: &[Row], header: &str) -> Result<(), Fault> {
    // The first number that no range has had yet, and the first that the next may begin with.
    let (mut missing, mut next) = (0, 0);
    for row in rows {
        let (first, last) = (u64::from(row.number("first")?), u64::from(row.number("last")?));
        if first < next {
            return row.fault("first", &["ranges go by their first number, each once"]);
        }
        if last < first {
            return row.fault("last", &["less than the first number"]);
        }
        if first > missing {
            return row.fault("first", &["no range has ", &missing.to_string()]);
        }
        next = first + 1;
        missing = missing.max(last + 1);
    }
    if missing < 1 << 32 {
        return Fault::new(header, "last", &["no range has ", &missing.to_string()]);
    }
    Ok(())
}

/// There must be rows, in order, and no name may find two of them.
fn check_table(rows: &[Row], header: &str) -> Result<(), Fault> {
    if rows.is_empty() {
        return Fault::new(header, "code", &["the table has no rows"]);
    }
    check_order(rows)?;
    let mut buckets: Vec<Vec<(&str, &str)>> = vec![Vec::new(); rows.len().next_power_of_two()];
    let count = buckets.len();
    for row in rows {
        for name in &row.findable_names() {
            let bucket = &mut buckets[hash::bucket(hash::name_key(name, 0), count)];
            for (other, first) in &*bucket {
                if other == name {
                    let column = if row.list("names", ',').contains(name) {
                        "names"
                    } else if row.cell("variant") == *name {
                        "variant"
                    } else {
                        "message"
                    };
                    return row.fault(column, &[&quoted(name), " already names ", first]);
                }
            }
            bucket.push((*name, row.cell("code")));
        }
    }
    Ok(())
}

impl Row {
    pub(crate) fn cell(&self, column: &str) -> &'static str {
        for (index, (name, _)) in self.columns.iter().enumerate() {
            if *name == column {
                return self.cells[index];
            }
        }
        ""
    }

    /// The items of a cell that may be empty.
    pub(crate) fn list(&self, column: &str, separator: char) -> Vec<&'static str> {
        match self.cell(column) {
            "" => Vec::new(),
            cell => split(cell, separator),
        }
    }

    /// The class for one operation: the row's own where the cell is empty.
    pub(crate) fn retry_for(&self, operation: &str) -> &'static str {
        match self.cell(operation) {
            "" => self.cell("retry"),
            retry => retry,
        }
    }

    fn is_documented(&self) -> bool {
        self.cell("origin") == "documented"
    }

    /// Every text that finds this row, each once: upstream's names, the variant's and, in the REST
    /// table, the message if it is a published one.
    pub(crate) fn findable_names(&self) -> Vec<&'static str> {
        let mut names = self.list("names", ',');
        if !names.contains(&self.cell("variant")) {
            names.push(self.cell("variant"));
        }
        if self.is_rest && self.is_documented() && !names.contains(&self.cell("message")) {
            names.push(self.cell("message"));
        }
        names
    }

    fn fault<T>(&self, column: &str, reason: &[&str]) -> Result<T, Fault> {
        Fault::new(&self.place, column, reason)
    }

    /// Checks that the Chinese has all that `original` has. An SDK code's description is its
    /// message.
    fn check_translation(&mut self, original: &Self, table: &str) -> Result<(), Fault> {
        let is_empty = self.cell(DESCRIPTION).is_empty();
        if table == "sdk" {
            if !is_empty {
                return self.fault(DESCRIPTION, &["for an SDK code the message: leave it empty"]);
            }
            self.cells[3] = self.cell("message");
        } else if is_empty {
            return self.fault(DESCRIPTION, &["the text is empty"]);
        }
        if self.list("also", ';').len() != original.list("also", ';').len() {
            return self.fault("also", &["not as many meanings as in the table"]);
        }
        Ok(())
    }

    /// Checks each cell by its column, and reads the code.
    fn check(&mut self) -> Result<(), Fault> {
        for (index, (column, expected)) in self.columns.iter().enumerate() {
            let cell = self.cells[index];
            let optional = matches!(
                expected,
                Cell::OtherRetry | Cell::HttpStatus | Cell::Texts | Cell::OptionalText
            );
            if cell.is_empty() && optional {
                continue;
            }
            self.check_text(column, cell)?;
            match expected {
                Cell::Text | Cell::OptionalText => {}
                Cell::Number => {
                    self.code = self.number(column)?;
                    if self.code == 0 {
                        return self.fault(column, &["0 is success and no error"]);
                    }
                }
                Cell::Bound => drop(self.number(column)?),
                Cell::Variant => {
                    if !is_identifier(cell)
                        || cell.as_bytes().contains(&b'_')
                        || cell.as_bytes()[0] > b'Z'
                    {
                        return self
                            .fault(column, &[&quoted(cell), " is no name of a Rust variant"]);
                    }
                }
                Cell::Names => {
                    for name in &split(cell, ',') {
                        self.check_text(column, name)?;
                        // Each becomes an alias in the documentation, which takes no blanks.
                        if !is_identifier(name) {
                            return self
                                .fault(column, &[&quoted(name), " is no name of a constant"]);
                        }
                    }
                }
                Cell::Word(words) => self.check_word(column, words)?,
                Cell::OtherRetry => {
                    self.check_word(column, RETRIES)?;
                    if cell == self.cell("retry") {
                        return self
                            .fault(column, &["the same as in column retry: leave it empty"]);
                    }
                }
                Cell::HttpStatus => {
                    let status = self.number(column)?;
                    if !(100..=599).contains(&status) {
                        return self.fault(column, &["no HTTP status: 100 to 599"]);
                    }
                }
                Cell::Texts => {
                    for text in &split(cell, ';') {
                        self.check_text(column, text)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn check_text(&self, column: &str, text: &str) -> Result<(), Fault> {
        if text.is_empty() {
            return self.fault(column, &["the text is empty"]);
        }
        if text.trim() != text {
            return self.fault(column, &[&quoted(text), " begins or ends with a blank"]);
        }
        for character in text.chars() {
            if character.is_control() {
                return self.fault(column, &[&quoted(text), " holds a control character"]);
            }
        }
        Ok(())
    }

    fn number(&self, column: &str) -> Result<u32, Fault> {
        let text = self.cell(column);
        match text.parse() {
            Ok(number) if text == "0" || matches!(text.as_bytes()[0], b'1'..=b'9') => Ok(number),
            _ => self.fault(column, &[&quoted(text), " is no decimal number of 32 bits"]),
        }
    }

    fn check_word(&self, column: &str, words: &[&str]) -> Result<(), Fault> {
        let text = self.cell(column);
        if words.contains(&text) {
            return Ok(());
        }
        self.fault(column, &[&quoted(text), " is none of: ", &listed(words)])
    }
}

/// Letters, digits and underscores, with a letter first.
fn is_identifier(text: &str) -> bool {
    for byte in text.bytes() {
        if !byte.is_ascii_alphanumeric() && byte != b'_' {
            return false;
        }
    }
    // `ALL` is the list of a table's variants.
    text != "Self" && text != "ALL" && text.as_bytes()[0].is_ascii_alphabetic()
}

fn header_of(data: &Path, name: &str) -> String {
    at_line(&data.join(name).display().to_string(), 1)
}

fn at_line(path: &str, line: usize) -> String {
    concat(&[path, ":", &line.to_string()])
}

fn split(text: &str, separator: char) -> Vec<&str> {
    let mut pieces = Vec::new();
    for piece in text.split(separator) {
        pieces.push(piece);
    }
    pieces
}

pub(crate) fn concat(pieces: &[&str]) -> String {
    let mut out = String::new();
    for piece in pieces {
        out.push_str(piece);
    }
    out
}

fn listed(words: &[&str]) -> String {
    let mut out = String::new();
    for word in words {
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(word);
    }
    out
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}
