//! Writes the catalogue as Rust: the two enums, their columns by row, and the slots of the rows.
//!
//! Text is put together from pieces, since `format!` would double the time that it takes to
//! compile all of this.

use super::{
    hash,
    perfect::{self, Layout},
    rows::{Catalogue, Fault, OPERATIONS, Row, concat},
};

/// The Rust source of the whole catalogue.
pub(crate) fn rust(catalogue: &Catalogue) -> Result<String, Fault> {
    let mut numbers = Vec::new();
    for rows in [&catalogue.sdk, &catalogue.rest] {
        for row in rows {
            if let Err(place) = numbers.binary_search(&row.code) {
                numbers.insert(place, row.code);
            }
        }
    }
    let merged = perfect::for_numbers(&numbers);

    let [chinese_sdk, chinese_rest, chinese_ranges] = &catalogue.chinese;
    let mut out = Source(String::new());
    out.put(&["// Written by the build script from the tables in data/.\n"]);
    for (table, rows, chinese) in
        [(&SDK, &catalogue.sdk, chinese_sdk), (&REST, &catalogue.rest, chinese_rest)]
    {
        out.enumeration(table, rows);
        out.put(&["\npub(crate) mod ", table.module, " {\n"]);
        out.put(&["    use super::{ErrorKind, Origin, Retry, ", table.enum_name, " as Code};\n\n"]);
        out.slots(rows);
        out.slots_by_number_alone(table, rows, catalogue, &merged);
        out.columns(TEXTS, rows);
        out.columns(COLUMNS, rows);
        out.retry_by_operation(rows);
        out.meanings(rows);
        out.places_of_meanings(rows);
        out.names(table, rows)?;
        out.put(&["}\n"]);
        out.chinese(table.module, chinese);
    }
    out.put(&["\n/// What the range of a number says of it.\npub(crate) mod ranges {\n"]);
    let count = catalogue.ranges.len().to_string();
    out.put(&["    pub(crate) const ROWS: usize = ", &count, ";\n\n"]);
    out.columns(BOUNDS, &catalogue.ranges);
    out.columns(TEXTS, &catalogue.ranges);
    out.put(&["}\n"]);
    out.chinese("ranges", chinese_ranges);
    out.put(&["\n/// Both tables at once, for numbers of which the table is not known.\n"]);
    out.put(&["pub(crate) mod merged {\n"]);
    out.layout("", &merged);
    out.put(&["}\n"]);
    Ok(out.0)
}

/// How a cell is written.
enum Cells {
    Text(&'static str),
    Word(&'static str, &'static str),
    HttpStatus,
    Bounds,
}

/// The columns that ranges have too, in each language.
const TEXTS: &[(&str, Cells)] = &[
    ("static MESSAGE: [&str; ROWS]", Cells::Text("message")),
    ("static DESCRIPTION: [&str; ROWS]", Cells::Text("description")),
    ("static SOLUTION: [&str; ROWS]", Cells::Text("solution")),
];

/// The other columns by row. Two of them are laid out by slot at compile time, and are not otherwise
/// needed.
const COLUMNS: &[(&str, Cells)] = &[
    ("const KIND_BY_ROW: [ErrorKind; ROWS]", Cells::Word("ErrorKind::", "kind")),
    ("const RETRY_BY_ROW: [Retry; ROWS]", Cells::Word("Retry::", "retry")),
    ("static SOLUTION_ORIGIN: [Origin; ROWS]", Cells::Word("Origin::", "solution_origin")),
    ("static RETRY_ORIGIN: [Origin; ROWS]", Cells::Word("Origin::", "retry_origin")),
    ("static RETRY_REASON: [&str; ROWS]", Cells::Text("retry_reason")),
    ("static ORIGIN: [Origin; ROWS]", Cells::Word("Origin::", "origin")),
    ("static HTTP: [u16; ROWS]", Cells::HttpStatus),
];

const BOUNDS: &[(&str, Cells)] = &[("static BOUNDS: [(u32, u32); ROWS]", Cells::Bounds)];

/// What is written of a table besides its rows.
struct Table {
    module: &'static str,
    enum_name: &'static str,
    doc: &'static str,
}

const SDK: Table = Table {
    module: "sdk",
    enum_name: "SdkErrorCode",
    doc: "An error code that an SDK raises, in C++, Python, Java or Go.",
};

const REST: Table = Table {
    module: "rest",
    enum_name: "RestErrorCode",
    doc: "An error code that the REST API answers, in the body of a response.",
};

/// Rust source as it grows.
struct Source(String);

impl Source {
    fn put(&mut self, pieces: &[&str]) {
        for piece in pieces {
            self.0.push_str(piece);
        }
    }

    fn enumeration(&mut self, table: &Table, rows: &[Row]) {
        let (name, first) = (table.enum_name, rows[0].cell("variant"));
        self.put(&[
            "\n/// ",
            table.doc,
            "
///
/// `as u32` is the number. The enum grows with the platform, so a `match` needs a `_` arm. A code
/// that this release does not know is kept as [`ErrorCode::Unknown`](crate::ErrorCode::Unknown).
/// Nothing here allocates.
///
/// # Examples
/// ```
/// use yuanrong_errors::",
            name,
            ";
///
/// assert_eq!(",
            name,
            "::",
            first,
            " as u32, ",
            rows[0].cell("code"),
            ");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u32)]
#[non_exhaustive]
pub enum ",
            name,
            " {\n",
        ]);
        for row in rows {
            self.variant(row);
        }
        self.put(&[
            "}

impl ",
            name,
            " {
    /// Every code of the table, in code order.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::",
            name,
            ";
    ///
    /// assert!(",
            name,
            "::ALL.is_sorted());
    /// assert_eq!(",
            name,
            "::ALL[0], ",
            name,
            "::",
            first,
            ");
    /// ```
    pub const ALL: &'static [Self] = &",
            table.module,
            "::CODE_BY_ROW;
}
",
        ]);
    }

    /// A variant, and on its page texts, solution, retry advice, and who says so.
    fn variant(&mut self, row: &Row) {
        let (code, variant) = (row.cell("code"), row.cell("variant"));
        self.put(&["    /// **", code, "**"]);
        if row.is_rest {
            self.put(&[" `", row.cell("message"), "`"]);
        }
        self.put(&[": "]);
        self.prose(row.cell("description"));
        self.put(&["\n    ///\n    /// Solution (", row.cell("solution_origin"), "): "]);
        self.prose(row.cell("solution"));
        self.put(&["\n    ///\n    /// Retry: "]);
        self.retry_link(row.cell("retry"));
        self.put(&[" (", row.cell("retry_origin"), "): "]);
        self.prose(row.cell("retry_reason"));
        self.put(&["."]);
        for (column, words) in OPERATIONS {
            if !row.cell(column).is_empty() {
                self.put(&[" For ", words, ": "]);
                self.retry_link(row.cell(column));
                self.put(&["."]);
            }
        }
        for meaning in &row.list("also", ';') {
            self.put(&["\n    ///\n    /// Also: "]);
            self.prose(meaning);
            self.put(&["."]);
        }
        self.put(&["\n    ///\n    /// Kind: [`"]);
        self.camel(row.cell("kind"));
        self.put(&["`](ErrorKind::"]);
        self.camel(row.cell("kind"));
        self.put(&["). Upstream:"]);
        for name in &row.list("names", ',') {
            self.put(&[" `", name, "`"]);
        }
        self.put(&[" (", row.cell("origin"), ").\n    #[doc(alias = \"", code, "\")]\n"]);
        for name in &row.findable_names() {
            // An alias that is the variant's own name, or has a quote, does not compile.
            if *name != variant && !name.contains(['"', '\'']) {
                self.put(&["    #[doc(alias = "]);
                self.quoted(name);
                self.put(&[")]\n"]);
            }
        }
        self.put(&["    ", variant, " = "]);
        self.literal(code);
        self.put(&[",\n"]);
    }

    fn retry_link(&mut self, word: &str) {
        self.put(&["[", word, "](Retry::"]);
        self.camel(word);
        self.put(&[")"]);
    }

    fn codes(&mut self, declaration: &str, variants: &[&str]) {
        self.put(&["    pub(crate) static ", declaration, " = [\n"]);
        for variant in variants {
            self.put(&["        Code::", variant, ",\n"]);
        }
        self.put(&["    ];\n\n"]);
    }

    /// The slots of the rows, by the hash of their own table.
    fn slots(&mut self, rows: &[Row]) {
        let (mut codes, mut variants) = (Vec::new(), Vec::new());
        for row in rows {
            codes.push(row.code);
            variants.push(row.cell("variant"));
        }
        self.put(&["    pub(crate) const ROWS: usize = ", &rows.len().to_string(), ";\n"]);
        self.codes("CODE_BY_ROW: [Code; ROWS]", &variants);
        let layout = perfect::for_numbers(&codes);
        self.layout("", &layout);
        let mut slots = Vec::new();
        for code in &codes {
            slots.push(layout.slot(*code));
        }
        self.put(&["    /// The slot of each row.\n    pub(crate) const SLOT: [usize; ROWS] = "]);
        self.numbers(&slots);
    }

    /// The slots of the rows where the number is all that is known.
    fn slots_by_number_alone(
        &mut self,
        table: &Table,
        rows: &[Row],
        catalogue: &Catalogue,
        layout: &Layout,
    ) {
        let mut slots = Vec::new();
        for row in rows {
            let loses = catalogue.loses_number(row, table.module);
            slots.push(if loses { layout.slots } else { layout.slot(row.code) });
        }
        self.put(&[
            "    /// The slot of each row in the merged table; one past the last where the number\n",
            "    /// means the other table's code.\n",
            "    pub(crate) const MERGED_SLOT: [usize; ROWS] = ",
        ]);
        self.numbers(&slots);
    }

    fn columns(&mut self, columns: &[(&str, Cells)], rows: &[Row]) {
        for (declaration, cells) in columns {
            self.column(declaration, rows, cells);
        }
    }

    fn column(&mut self, declaration: &str, rows: &[Row], cells: &Cells) {
        self.put(&["    pub(crate) ", declaration, " = [\n"]);
        for row in rows {
            self.put(&["        "]);
            match cells {
                Cells::Text(column) => self.quoted(row.cell(column)),
                Cells::Word(enum_name, column) => {
                    self.put(&[enum_name]);
                    self.camel(row.cell(column));
                }
                Cells::HttpStatus => match row.cell("http") {
                    "" => self.put(&["0"]),
                    status => self.put(&[status]),
                },
                Cells::Bounds => {
                    self.put(&["("]);
                    self.literal(row.cell("first"));
                    self.put(&[", "]);
                    self.literal(row.cell("last"));
                    self.put(&[")"]);
                }
            }
            self.put(&[",\n"]);
        }
        self.put(&["    ];\n\n"]);
    }

    /// The columns that Chinese has, for the rows of a module.
    fn chinese(&mut self, module: &str, rows: &[Row]) {
        self.put(&["\n#[cfg(feature = \"zh\")]\npub(crate) mod ", module, "_zh {\n"]);
        self.put(&["    use super::", module, "::ROWS;\n\n"]);
        self.columns(TEXTS, rows);
        if module != "ranges" {
            self.meanings(rows);
        }
        self.put(&["}\n"]);
    }

    /// The other meanings of all rows, one list for all of them: a list for each row would be a
    /// constant for each, which the compiler would have to evaluate and check by itself.
    fn meanings(&mut self, rows: &[Row]) {
        let mut meanings = Vec::new();
        for row in rows {
            for meaning in &row.list("also", ';') {
                meanings.push(*meaning);
            }
        }
        self.list("ALSO", &meanings);
    }

    fn places_of_meanings(&mut self, rows: &[Row]) {
        let (mut starts, mut counts, mut next) = (Vec::new(), Vec::new(), 0);
        for row in rows {
            let count = row.list("also", ';').len();
            starts.push(next);
            counts.push(count);
            next += count;
        }
        self.put(&["    /// The place in `ALSO` of the first of each row's meanings.\n"]);
        self.put(&["    pub(crate) static ALSO_FROM: [u16; ROWS] = "]);
        self.numbers(&starts);
        self.put(&["    pub(crate) static ALSO_COUNT: [u8; ROWS] = "]);
        self.numbers(&counts);
    }

    /// The retry classes by operation: each triple once, and for each row the place of its own.
    fn retry_by_operation(&mut self, rows: &[Row]) {
        // The first row of each triple.
        let mut firsts: Vec<usize> = Vec::new();
        let mut places = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let mut place = 0;
            while place < firsts.len() && !retries_as(row, &rows[firsts[place]]) {
                place += 1;
            }
            if place == firsts.len() {
                firsts.push(index);
            }
            places.push(place);
        }
        let count = firsts.len().to_string();
        self.put(&["    pub(crate) static RETRY_FOR: [[Retry; 3]; ", &count, "] = [\n"]);
        for &first in &firsts {
            self.put(&["        ["]);
            for (operation, _) in OPERATIONS {
                self.put(&["Retry::"]);
                self.camel(rows[first].retry_for(operation));
                self.put(&[", "]);
            }
            self.put(&["],\n"]);
        }
        self.put(&["    ];\n\n    /// The place in `RETRY_FOR` of each row's classes.\n"]);
        self.put(&["    pub(crate) static RETRY_FOR_PLACE: [u8; ROWS] = "]);
        self.numbers(&places);
    }

    /// All that finds a row by name: the names, those of a row together and upstream's first, and
    /// for each slot the place of the name that lives there. A free slot has the place of the first
    /// name, which lives elsewhere and so is no hit.
    fn names(&mut self, table: &Table, rows: &[Row]) -> Result<(), Fault> {
        let (mut names, mut variants) = (Vec::new(), Vec::new());
        let (mut starts, mut upstream) = (Vec::new(), Vec::new());
        for row in rows {
            starts.push(names.len());
            upstream.push(row.list("names", ',').len());
            for name in &row.findable_names() {
                names.push(*name);
                variants.push(row.cell("variant"));
            }
        }
        let Some((seed, layout)) = perfect::for_names(&names) else {
            let reason = ": column names: the names are too alike for their hash";
            return Err(Fault(concat(&[table.module, ".tsv", reason])));
        };
        let mut places = vec![0; layout.slots];
        for (place, name) in names.iter().enumerate() {
            places[layout.slot(hash::name_key(name, seed))] = place;
        }
        self.list("NAMES", &names);
        self.codes("CODE_BY_NAME: [Code; NAMES.len()]", &variants);
        self.put(&["    /// The place in `NAMES` of the first name of each row.\n"]);
        self.put(&["    pub(crate) static NAMES_FROM: [u16; ROWS] = "]);
        self.numbers(&starts);
        self.put(&["    /// How many of a row's names are upstream's constants.\n"]);
        self.put(&["    pub(crate) static UPSTREAM_NAMES: [u8; ROWS] = "]);
        self.numbers(&upstream);
        self.put(&["    pub(crate) const NAME_SEED: u64 = ", &seed.to_string(), ";\n"]);
        self.layout("NAME_", &layout);
        self.put(&["    /// The place in `NAMES` of the name that lives in each slot.\n"]);
        self.put(&["    pub(crate) static NAME_PLACE: [u16; NAME_SLOTS] = "]);
        self.numbers(&places);
        Ok(())
    }

    /// Texts, of which a row may have any number.
    fn list(&mut self, name: &str, texts: &[&str]) {
        let count = texts.len().to_string();
        self.put(&["    pub(crate) static ", name, ": [&str; ", &count, "] = [\n"]);
        for text in texts {
            self.put(&["        "]);
            self.quoted(text);
            self.put(&[",\n"]);
        }
        self.put(&["    ];\n\n"]);
    }

    /// Constants and no statics, so that a single multiplier becomes part of the instruction.
    fn layout(&mut self, prefix: &str, layout: &Layout) {
        self.put(&["    pub(crate) const ", prefix, "SLOTS: usize = ", &layout.slots.to_string()]);
        let count = layout.multipliers.len().to_string();
        self.put(&[";\n    pub(crate) const ", prefix, "MULTIPLIERS: [u32; ", &count, "] = "]);
        let mut multipliers = Vec::new();
        for &multiplier in &layout.multipliers {
            multipliers.push(multiplier as usize);
        }
        self.numbers(&multipliers);
    }

    /// Ten numbers to a line, and the end of the statement.
    fn numbers(&mut self, numbers: &[usize]) {
        self.put(&["["]);
        for (index, number) in numbers.iter().enumerate() {
            self.put(&[if index % 10 == 0 { "\n        " } else { " " }]);
            self.literal(&number.to_string());
            self.put(&[","]);
        }
        self.put(&["\n    ];\n\n"]);
    }

    /// A word in kebab-case, as the name of its variant.
    fn camel(&mut self, word: &str) {
        let mut starts = true;
        for character in word.chars() {
            if character == '-' {
                starts = true;
            } else {
                self.0.push(if starts { character.to_ascii_uppercase() } else { character });
                starts = false;
            }
        }
    }

    /// A number, with separators where Rust's style asks for them: from six digits on.
    fn literal(&mut self, digits: &str) {
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && digits.len() >= 6 && (digits.len() - index) % 3 == 0 {
                self.0.push('_');
            }
            self.0.push(digit);
        }
    }

    /// A text of the table, which holds no control characters, as a literal.
    fn quoted(&mut self, text: &str) {
        self.put(&["\""]);
        self.escaped(text, b"\\\"");
        self.put(&["\""]);
    }

    /// A text that Markdown shows as it is.
    fn prose(&mut self, text: &str) {
        self.escaped(text, b"\\`*_[]<>|#");
    }

    fn escaped(&mut self, text: &str, special: &[u8]) {
        for character in text.chars() {
            for byte in special {
                if character == char::from(*byte) {
                    self.0.push('\\');
                }
            }
            self.0.push(character);
        }
    }
}

/// Whether two rows have the same retry class for each operation.
fn retries_as(row: &Row, other: &Row) -> bool {
    for (operation, _) in OPERATIONS {
        if row.retry_for(operation) != other.retry_for(operation) {
            return false;
        }
    }
    true
}
