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
        out.columns(MEANINGS, rows);
        out.names(table, rows)?;
        out.put(&["}\n"]);
        out.chinese(table.module, &[TEXTS, MEANINGS], chinese);
    }
    out.put(&["\n/// What the range of a number says of it.\npub(crate) mod ranges {\n"]);
    let count = catalogue.ranges.len().to_string();
    out.put(&["    pub(crate) const ROWS: usize = ", &count, ";\n\n"]);
    out.columns(BOUNDS, &catalogue.ranges);
    out.columns(TEXTS, &catalogue.ranges);
    out.put(&["}\n"]);
    out.chinese("ranges", &[TEXTS], chinese_ranges);
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
    List(&'static str, char),
    FirstName,
    ByOperation,
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
    ("static NAME: [&str; ROWS]", Cells::FirstName),
    ("static UPSTREAM_NAMES: [&[&str]; ROWS]", Cells::List("names", ',')),
    ("static SOLUTION_ORIGIN: [Origin; ROWS]", Cells::Word("Origin::", "solution_origin")),
    ("static RETRY_FOR: [[Retry; 3]; ROWS]", Cells::ByOperation),
    ("static RETRY_ORIGIN: [Origin; ROWS]", Cells::Word("Origin::", "retry_origin")),
    ("static RETRY_REASON: [&str; ROWS]", Cells::Text("retry_reason")),
    ("static ORIGIN: [Origin; ROWS]", Cells::Word("Origin::", "origin")),
    ("static HTTP: [Option<u16>; ROWS]", Cells::HttpStatus),
];

const MEANINGS: &[(&str, Cells)] = &[("static ALSO: [&[&str]; ROWS]", Cells::List("also", ';'))];

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
    pub const ALL: &'static [Self] = &[\n",
        ]);
        for row in rows {
            self.put(&["        Self::", row.cell("variant"), ",\n"]);
        }
        self.put(&["    ];\n}\n"]);
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

    /// The slots of the rows, by the hash of their own table.
    fn slots(&mut self, rows: &[Row]) {
        let mut codes = Vec::new();
        for row in rows {
            codes.push(row.code);
        }
        let layout = perfect::for_numbers(&codes);
        self.put(&["    pub(crate) const ROWS: usize = ", &rows.len().to_string(), ";\n"]);
        let row_number = if rows.len() <= 1 << 8 { "u8" } else { "u16" };
        self.put(&["    pub(crate) type RowNumber = ", row_number, ";\n"]);
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
                Cells::FirstName => self.quoted(row.list("names", ',')[0]),
                Cells::HttpStatus => match row.cell("http") {
                    "" => self.put(&["None"]),
                    status => self.put(&["Some(", status, ")"]),
                },
                Cells::Bounds => {
                    self.put(&["("]);
                    self.literal(row.cell("first"));
                    self.put(&[", "]);
                    self.literal(row.cell("last"));
                    self.put(&[")"]);
                }
                Cells::List(column, separator) => {
                    self.put(&["&["]);
                    for item in &row.list(column, *separator) {
                        self.quoted(item);
                        self.put(&[", "]);
                    }
                    self.put(&["]"]);
                }
                Cells::ByOperation => {
                    self.put(&["["]);
                    for (operation, _) in OPERATIONS {
                        self.put(&["Retry::"]);
                        self.camel(row.retry_for(operation));
                        self.put(&[", "]);
                    }
                    self.put(&["]"]);
                }
            }
            self.put(&[",\n"]);
        }
        self.put(&["    ];\n\n"]);
    }

    /// The columns that Chinese has, for the rows of a module.
    fn chinese(&mut self, module: &str, columns: &[&[(&str, Cells)]], rows: &[Row]) {
        self.put(&["\n#[cfg(feature = \"zh\")]\npub(crate) mod ", module, "_zh {\n"]);
        self.put(&["    use super::", module, "::ROWS;\n\n"]);
        for columns in columns {
            self.columns(columns, rows);
        }
        self.put(&["}\n"]);
    }

    /// All that finds a row by name, and for each slot the place of the name that lives there. A
    /// free slot has the place of the first name, which lives elsewhere and so is no hit.
    fn names(&mut self, table: &Table, rows: &[Row]) -> Result<(), Fault> {
        let (mut names, mut variants) = (Vec::new(), Vec::new());
        for row in rows {
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
        self.put(&["    pub(crate) const NAME_SEED: u64 = ", &seed.to_string(), ";\n"]);
        self.layout("NAME_", &layout);
        self.put(&["    /// The place in `NAMES` of the name that lives in each slot.\n"]);
        self.put(&["    pub(crate) static NAME_PLACE: [u16; NAME_SLOTS] = "]);
        self.numbers(&places);
        let count = names.len().to_string();
        self.put(&["    pub(crate) static NAMES: [(&str, Code); ", &count, "] = [\n"]);
        for (place, name) in names.iter().enumerate() {
            self.put(&["        ("]);
            self.quoted(name);
            self.put(&[", Code::", variants[place], "),\n"]);
        }
        self.put(&["    ];\n"]);
        Ok(())
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
