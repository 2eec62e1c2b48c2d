//! How does an operator add advice of their own?
//!
//! The catalogue says what holds everywhere. What holds in one installation, such as whom to call,
//! is a JSON document that a program reads when it starts:
//!
//! ```json
//! {
//!   "contact": "the platform team, extension 4711",
//!   "codes": [
//!     {
//!       "table": "sdk", "code": 1002,
//!       "solution": "Ask for a larger quota in the portal.",
//!       "runbook": "https://runbooks.example.com/1002"
//!     },
//!     {
//!       "table": "rest", "code": 4999,
//!       "name": "QuotaFrozen", "description": "The tenant's quota is frozen."
//!     }
//!   ]
//! }
//! ```
//!
//! `contact` stands in for "us" where a solution ends in "Contact us."; a code can have one of its
//! own. A code that is newer than this crate needs a `name` and a `description`. Once installed,
//! the overlay is shown by reports, by `yrerr` and by the integrations, and the numbers that it adds
//! are found in logs. What a program lays out by itself, it takes from the readers of
//! [`Report`](crate::report::Report). Those of the codes, such as [`ErrorCode::solution`], never
//! change.

use crate::{ErrorCode, Lang, Table, entries, escape::Escaped, rest};
use ::serde::{
    Deserializer,
    de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use alloc::{
    borrow::ToOwned,
    boxed::Box,
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;
use once_cell::race::OnceBox;
use serde_json::{Map, Value};

/// Set once, read without a lock.
static INSTALLED: OnceBox<Overlay> = OnceBox::new();

/// An operator's own advice, read from JSON.
///
/// # Examples
/// ```
/// use yuanrong_errors::{SdkErrorCode, overlay::Overlay};
///
/// let overlay = Overlay::from_json(r#"{
///     "codes": [{"table": "sdk", "code": 1002, "solution": "Ask for a larger quota."}]
/// }"#)?;
/// let advice = overlay.advice(SdkErrorCode::ResourceNotEnough.into()).unwrap();
/// assert_eq!(advice.solution(), Some("Ask for a larger quota."));
/// # Ok::<(), yuanrong_errors::overlay::OverlayError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    contact: Option<Box<str>>,
    advice: BTreeMap<(Table, u32), Advice>,
    with_contact: BTreeMap<(ErrorCode, Lang), Box<str>>,
}

/// What an overlay says of one code.
///
/// # Examples
/// ```
/// use yuanrong_errors::{ErrorCode, overlay::Overlay};
///
/// let overlay = Overlay::from_json(r#"{"codes": [{"table": "rest", "code": 4999,
///     "name": "QuotaFrozen", "description": "The quota is frozen.", "contact": "billing",
///     "runbook": "https://example.com/4999"}]}"#)?;
/// let advice = overlay.advice(ErrorCode::from_code(4999)).unwrap();
/// assert_eq!(advice.name(), Some("QuotaFrozen"));
/// assert_eq!(advice.description(), Some("The quota is frozen."));
/// assert_eq!(advice.contact(), Some("billing"));
/// assert_eq!(advice.runbook(), Some("https://example.com/4999"));
/// # Ok::<(), yuanrong_errors::overlay::OverlayError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    solution: Option<Box<str>>,
    runbook: Option<Box<str>>,
    contact: Option<Box<str>>,
    name: Option<Box<str>>,
    description: Option<Box<str>>,
}

impl Advice {
    /// What to do here, in place of the catalogue's solution.
    ///
    /// # Examples
    /// See [`Overlay`].
    #[must_use]
    pub fn solution(&self) -> Option<&str> {
        self.solution.as_deref()
    }

    /// The address of the instructions for this code.
    ///
    /// # Examples
    /// See [`Advice`].
    #[must_use]
    pub fn runbook(&self) -> Option<&str> {
        self.runbook.as_deref()
    }

    /// Whom to call about this code.
    ///
    /// # Examples
    /// See [`Advice`].
    #[must_use]
    pub fn contact(&self) -> Option<&str> {
        self.contact.as_deref()
    }

    /// The name of a code that is newer than the crate.
    ///
    /// # Examples
    /// See [`Advice`].
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What a code means that is newer than the crate.
    ///
    /// # Examples
    /// See [`Advice`].
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
}

impl Overlay {
    /// Reads the document that the module's page shows.
    ///
    /// # Errors
    /// One that names the row, from 1 on, and the field: for an unknown table or field, a value of a
    /// wrong type, a code or a field that is given twice, and an unknown code without a name and a
    /// description. For a document that is not JSON, one that names the line and the column.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::overlay::Overlay;
    ///
    /// let error = Overlay::from_json(r#"{"codes": [{"table": "soap", "code": 1}]}"#).unwrap_err();
    /// assert_eq!(error.to_string(), r#"row 1: field `table`: "soap" is no table: sdk or rest"#);
    /// ```
    pub fn from_json(document: &str) -> Result<Self, OverlayError> {
        let document = document.strip_prefix('\u{feff}').unwrap_or(document);
        let mut reader = serde_json::Deserializer::from_str(document);
        let document = Unrepeated { row: None }.deserialize(&mut reader);
        let document = document.and_then(|document| reader.end().map(|()| document));
        let document = document.map_err(|error| OverlayError(error.to_string()))?;
        let Value::Object(mut document) = document else {
            return Err(OverlayError("the document must be an object".to_owned()));
        };
        let mut overlay = Self { contact: text(&mut document, "contact")?, ..Self::default() };
        let rows = match document.remove("codes") {
            None => Vec::new(),
            Some(Value::Array(rows)) => rows,
            Some(other) => return Err(wrong_type("codes", "a list", &other)),
        };
        no_more(&document)?;
        for (index, row) in rows.into_iter().enumerate() {
            overlay.take(row).map_err(|error| error.in_row(index + 1))?;
        }
        overlay.put_contacts();
        Ok(overlay)
    }

    fn take(&mut self, row: Value) -> Result<(), OverlayError> {
        let Value::Object(mut row) = row else {
            return Err(OverlayError("a row must be an object".to_owned()));
        };
        let table = required(text(&mut row, "table")?, "table")?;
        let Ok(table) = table.parse::<Table>() else {
            return Err(OverlayError(format!("field `table`: {table:?} is no table: sdk or rest")));
        };
        let code = required(row.remove("code"), "code")?;
        let number = code.as_u64().and_then(|number| u32::try_from(number).ok());
        let number = number.ok_or_else(|| wrong_type("code", "a number of 32 bits", &code))?;
        if rest::is_success(number) {
            return Err(OverlayError(format!("field `code`: {number} means success")));
        }
        let advice = Advice {
            solution: text(&mut row, "solution")?,
            runbook: text(&mut row, "runbook")?,
            contact: text(&mut row, "contact")?,
            name: text(&mut row, "name")?,
            description: text(&mut row, "description")?,
        };
        no_more(&row)?;
        if ErrorCode::in_table(table, number).is_known() {
            for (field, value) in [("name", &advice.name), ("description", &advice.description)] {
                if value.is_some() {
                    let told = format!(
                        "field `{field}`: only for codes that the catalogue does not have, and it \
                         has {table} {number}"
                    );
                    return Err(OverlayError(told));
                }
            }
        } else {
            required(advice.name.as_ref(), "name")?;
            required(advice.description.as_ref(), "description")?;
        }
        if self.advice.insert((table, number), advice).is_some() {
            return Err(OverlayError(format!("field `code`: {table} {number} is given twice")));
        }
        Ok(())
    }

    /// What is said of a code. An unknown number is looked up in the REST table, then in the SDK's.
    ///
    /// # Examples
    /// See [`Overlay`].
    #[must_use]
    pub fn advice(&self, code: ErrorCode) -> Option<&Advice> {
        let of_table = |table| self.advice.get(&(table, code.code()));
        // What one table does not have, a row for the other does not explain.
        let of_newer = |table| {
            let is_newer = !ErrorCode::in_table(table, code.code()).is_known();
            of_table(table).filter(|_| is_newer)
        };
        match code.table() {
            Some(table) => of_table(table),
            None => of_newer(Table::Rest).or_else(|| of_newer(Table::Sdk)),
        }
    }

    /// The code of this name among those that are newer than the crate.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{ErrorCode, overlay::Overlay};
    ///
    /// let overlay = Overlay::from_json(r#"{"codes": [{"table": "rest", "code": 4999,
    ///     "name": "QuotaFrozen", "description": "The quota is frozen."}]}"#)?;
    /// assert_eq!(overlay.code_of_name("QuotaFrozen"), Some(ErrorCode::from_code(4999)));
    /// # Ok::<(), yuanrong_errors::overlay::OverlayError>(())
    /// ```
    #[must_use]
    pub fn code_of_name(&self, name: &str) -> Option<ErrorCode> {
        let mut rows = self.advice.iter();
        let ((table, number), _) = rows.find(|(_, advice)| advice.name() == Some(name))?;
        Some(ErrorCode::in_table(*table, *number))
    }

    /// Whom to call where no code says otherwise.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::overlay::Overlay;
    ///
    /// let overlay = Overlay::from_json(r#"{"contact": "the platform team"}"#)?;
    /// assert_eq!(overlay.contact(), Some("the platform team"));
    /// # Ok::<(), yuanrong_errors::overlay::OverlayError>(())
    /// ```
    #[must_use]
    pub fn contact(&self) -> Option<&str> {
        self.contact.as_deref()
    }

    /// The solution for a code with this overlay: its own, or the catalogue's with the contact in
    /// place of "us".
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Lang, SdkErrorCode, overlay::Overlay};
    ///
    /// let overlay = Overlay::from_json(r#"{"contact": "the platform team"}"#)?;
    /// let solution = overlay.solution(SdkErrorCode::InnerSystemError.into(), Lang::En);
    /// assert_eq!(solution, "Contact the platform team.");
    /// # Ok::<(), yuanrong_errors::overlay::OverlayError>(())
    /// ```
    #[must_use]
    pub fn solution(&self, code: ErrorCode, lang: Lang) -> &str {
        self.advice(code)
            .and_then(Advice::solution)
            .or_else(|| self.with_contact.get(&(code, shown(lang))).map(|solution| &**solution))
            .unwrap_or(code.solution_in(lang))
    }

    /// The solutions of the catalogue in which the contact stands in for "us".
    fn put_contacts(&mut self) {
        for entry in entries() {
            let code = entry.error_code();
            let contact = self.advice(code).and_then(Advice::contact).or(self.contact());
            let Some(contact) = contact.map(ToOwned::to_owned) else { continue };
            let us = [
                (Lang::En, "Contact us.", "Contact ", "."),
                (Lang::En, "contact us.", "contact ", "."),
                (Lang::Zh, "联系我们。", "联系", "。"),
            ];
            for (lang, ending, before, after) in us {
                if let Some(start) = entry.solution_in(lang).strip_suffix(ending) {
                    let solution = format!("{start}{before}{contact}{after}");
                    self.with_contact.insert((code, lang), solution.into());
                }
            }
        }
    }

    /// Makes this the overlay of the process, which it stays to its end.
    ///
    /// # Errors
    /// Gives the overlay back where one is installed already.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, overlay::Overlay};
    ///
    /// let overlay = Overlay::from_json(r#"{"codes": [{"table": "sdk", "code": 1002,
    ///     "solution": "Ask for a larger quota."}]}"#)?;
    /// overlay.install().expect("the first one");
    /// let report = Error::new(1002).report().to_string();
    /// assert!(report.contains("solution: Ask for a larger quota."), "{report}");
    /// # Ok::<(), yuanrong_errors::overlay::OverlayError>(())
    /// ```
    pub fn install(self) -> Result<(), Self> {
        INSTALLED.set(Box::new(self)).map_err(|overlay| *overlay)
    }
}

/// The overlay that is installed.
///
/// # Examples
/// ```
/// assert!(yuanrong_errors::overlay::installed().is_none());
/// ```
#[must_use]
pub fn installed() -> Option<&'static Overlay> {
    INSTALLED.get()
}

/// Why a document is no overlay, and in which row and field.
///
/// # Examples
/// ```
/// use yuanrong_errors::overlay::Overlay;
///
/// let error = Overlay::from_json(r#"{"contacts": "us"}"#).unwrap_err();
/// assert_eq!(error.to_string(), "field `contacts`: unknown");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", Escaped(.0))]
pub struct OverlayError(String);

impl OverlayError {
    fn in_row(self, row: usize) -> Self {
        Self(format!("row {row}: {}", self.0))
    }
}

fn required<T>(value: Option<T>, field: &str) -> Result<T, OverlayError> {
    value.ok_or_else(|| OverlayError(format!("field `{field}`: missing")))
}

fn text(object: &mut Map<String, Value>, field: &str) -> Result<Option<Box<str>>, OverlayError> {
    match object.remove(field) {
        None => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => {
            Err(OverlayError(format!("field `{field}`: the text is empty")))
        }
        // They are shown on one line.
        Some(Value::String(text)) if text.contains(char::is_control) => {
            Err(OverlayError(format!("field `{field}`: the text holds a control character")))
        }
        Some(Value::String(text)) => Ok(Some(text.into())),
        Some(other) => Err(wrong_type(field, "a text", &other)),
    }
}

fn wrong_type(field: &str, expected: &str, found: &Value) -> OverlayError {
    const LONGEST: usize = 64;
    let found = found.to_string();
    let shown: String = found.chars().take(LONGEST).collect();
    let more = if shown.len() < found.len() { "…" } else { "" };
    OverlayError(format!("field `{field}`: {shown}{more} is not {expected}"))
}

/// What is left is unknown.
fn no_more(object: &Map<String, Value>) -> Result<(), OverlayError> {
    match object.keys().next() {
        Some(field) => Err(OverlayError(format!("field `{field}`: unknown"))),
        None => Ok(()),
    }
}

/// The language in which a text is shown: without the feature `zh` there is English only.
fn shown(lang: Lang) -> Lang {
    if cfg!(feature = "zh") { lang } else { Lang::En }
}

/// Reads a JSON value in which no object has a field twice: `serde_json` would keep the last, and the
/// operator's other advice would be gone without a word.
#[derive(Clone, Copy)]
struct Unrepeated {
    /// That the value stands in, from 1 on.
    row: Option<usize>,
}

impl<'de> DeserializeSeed<'de> for Unrepeated {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unrepeated {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        loop {
            let row = self.row.or(Some(values.len() + 1));
            match list.next_element_seed(Self { row })? {
                Some(value) => values.push(value),
                None => return Ok(values.into()),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(field) = object.next_key::<String>()? {
            if fields.contains_key(&field) {
                let place = self.row.map_or_else(String::new, |row| format!("row {row}: "));
                let reason = format!("{place}field `{field}` is given twice");
                return Err(de::Error::custom(reason));
            }
            let value = object.next_value_seed(self)?;
            fields.insert(field, value);
        }
        Ok(fields.into())
    }
}
