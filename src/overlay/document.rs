use super::unrepeated::Unrepeated;
use crate::{
    ErrorCode, Lang, Table,
    code::is_success,
    entries,
    escape::{Escaped, is_dangerous},
    table::contacts,
    vocabulary::in_language,
};
use alloc::{
    borrow::ToOwned,
    boxed::Box,
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};
use once_cell::race::OnceBox;
use serde::de::DeserializeSeed;
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
    advice: BTreeMap<(Table, i32), Advice>,
    /// The rows of the codes that are newer than this release, by their names.
    names: BTreeMap<Box<str>, (Table, i32)>,
    /// The catalogue's solutions with the contact in place of "us".
    with_contact: BTreeMap<(ErrorCode, Lang), Box<str>>,
}

/// The advice of an overlay for one code.
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
    /// Returns what to do in this installation, in place of the catalogue's solution.
    ///
    /// # Examples
    /// See [`Overlay`].
    #[must_use]
    pub fn solution(&self) -> Option<&str> {
        self.solution.as_deref()
    }

    /// Returns the address of the instructions for this code.
    ///
    /// # Examples
    /// See [`Advice`].
    #[must_use]
    pub fn runbook(&self) -> Option<&str> {
        self.runbook.as_deref()
    }

    /// Returns whom to contact about this code.
    ///
    /// # Examples
    /// See [`Advice`].
    #[must_use]
    pub fn contact(&self) -> Option<&str> {
        self.contact.as_deref()
    }

    /// Returns the name of a code that is newer than this release.
    ///
    /// # Examples
    /// See [`Advice`].
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns the description of a code that is newer than this release.
    ///
    /// # Examples
    /// See [`Advice`].
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
}

impl Overlay {
    /// Reads the document that the [module](crate::overlay) describes.
    ///
    /// # Errors
    /// An error that names the row, counted from 1, and the field: for an unknown table or field, a
    /// value of a wrong type, a text with a control or bidirectional character, a code or a field
    /// that is given twice, and a new code without a description, or without a name of its own. For a document that is not JSON, an error that names line and column.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::overlay::Overlay;
    ///
    /// let error = Overlay::from_json(r#"{"codes": [{"table": "soap", "code": 1}]}"#).unwrap_err();
    /// assert_eq!(error.to_string(), r#"row 1: field `table`: unknown table "soap""#);
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
        no_more_fields(&document)?;
        for (index, row) in rows.into_iter().enumerate() {
            overlay.add(row).map_err(|error| error.in_row(index + 1))?;
        }
        overlay.insert_contacts();
        Ok(overlay)
    }

    fn add(&mut self, row: Value) -> Result<(), OverlayError> {
        let Value::Object(mut row) = row else {
            return Err(OverlayError("a row must be an object".to_owned()));
        };
        let table = required(text(&mut row, "table")?, "table")?;
        let table: Table =
            table.parse().map_err(|error| OverlayError(format!("field `table`: {error}")))?;
        let code = required(row.remove("code"), "code")?;
        let number = code.as_i64().and_then(|number| i32::try_from(number).ok());
        let number = number.ok_or_else(|| wrong_type("code", "a signed 32-bit integer", &code))?;
        if is_success(number) {
            return Err(OverlayError(format!("field `code`: {number} means success")));
        }
        let advice = Advice {
            solution: text(&mut row, "solution")?,
            runbook: text(&mut row, "runbook")?,
            contact: text(&mut row, "contact")?,
            name: text(&mut row, "name")?,
            description: text(&mut row, "description")?,
        };
        no_more_fields(&row)?;
        let is_known = ErrorCode::in_table(table, number).is_known();
        if is_known {
            for (field, value) in [("name", &advice.name), ("description", &advice.description)] {
                if value.is_some() {
                    return Err(OverlayError(format!(
                        "field `{field}`: only for codes that are not in the catalogue, which has \
                         {table} {number}"
                    )));
                }
            }
        } else {
            required(advice.name.as_ref(), "name")?;
            required(advice.description.as_ref(), "description")?;
        }
        if self.advice.contains_key(&(table, number)) {
            return Err(OverlayError(format!("field `code`: {table} {number} is given twice")));
        }
        if let Some(name) = &advice.name {
            self.add_name(name.clone(), (table, number))?;
        }
        self.advice.insert((table, number), advice);
        Ok(())
    }

    /// Adds the name of a new code, by which nothing else can be found.
    fn add_name(&mut self, name: Box<str>, row: (Table, i32)) -> Result<(), OverlayError> {
        let known = ErrorCode::from_name(&name).filter(|code| code.code() != row.1);
        let known = known.and_then(|code| Some((code.table()?, code.code())));
        if let Some((table, number)) = known.or_else(|| self.names.get(&name).copied()) {
            let reason = format!("field `name`: \"{name}\" is already a name of {table} {number}");
            return Err(OverlayError(reason));
        }
        self.names.insert(name, row);
        Ok(())
    }

    /// Returns the advice for a code. An unknown number is looked up as one of the REST table, then
    /// as one of the SDK table.
    ///
    /// # Examples
    /// See [`Overlay`].
    #[must_use]
    pub fn advice(&self, code: ErrorCode) -> Option<&Advice> {
        let in_table = |table| self.advice.get(&(table, code.code()));
        // A row that adds advice to a known code says nothing of an unknown one.
        let new_in_table = |table| {
            let is_new = !ErrorCode::in_table(table, code.code()).is_known();
            in_table(table).filter(|_| is_new)
        };
        match code.table() {
            Some(table) => in_table(table),
            None => new_in_table(Table::Rest).or_else(|| new_in_table(Table::Sdk)),
        }
    }

    /// Returns the code with this name among those that are newer than this release.
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
        let &(table, number) = self.names.get(name)?;
        Some(ErrorCode::in_table(table, number))
    }

    /// Returns the codes that the overlay adds to the catalogue, by table and number.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Table, overlay::Overlay};
    ///
    /// let overlay = Overlay::from_json(r#"{"codes": [
    ///     {"table": "sdk", "code": 1002, "solution": "Ask for a larger quota."},
    ///     {"table": "rest", "code": 4999, "name": "QuotaFrozen", "description": "It is frozen."}
    /// ]}"#)?;
    /// let (table, number, advice) = overlay.added_codes().next().unwrap();
    /// assert_eq!((table, number, advice.name()), (Table::Rest, 4999, Some("QuotaFrozen")));
    /// assert_eq!(overlay.added_codes().count(), 1);
    /// # Ok::<(), yuanrong_errors::overlay::OverlayError>(())
    /// ```
    pub fn added_codes(&self) -> impl Iterator<Item = (Table, i32, &Advice)> {
        let rows = self.advice.iter().map(|(&(table, number), advice)| (table, number, advice));
        rows.filter(|(_, _, advice)| advice.name.is_some())
    }

    /// Returns whom to contact about codes without a contact of their own.
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

    /// Returns the solution for a code: the overlay's own, or the catalogue's with the contact in
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
            .or_else(|| self.with_contact.get(&(code, lang)).map(|solution| &**solution))
            .unwrap_or(code.solution_in(lang))
    }

    fn insert_contacts(&mut self) {
        for entry in entries() {
            let code = entry.error_code();
            let contact = self.advice(code).and_then(Advice::contact).or(self.contact());
            let Some(contact) = contact.map(ToOwned::to_owned) else { continue };
            for &lang in Lang::ALL {
                let solution = code.solution_in(lang);
                let mut with_contacts = solutions_with_contacts(lang).iter();
                if let Some((_, parts)) = with_contacts.find(|(text, _)| *text == solution) {
                    self.with_contact.insert((code, lang), joined(*parts, &contact).into());
                }
            }
        }
    }

    /// Installs the overlay for the rest of the process.
    ///
    /// # Errors
    /// Returns the overlay where one is installed already.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, overlay::Overlay};
    ///
    /// let overlay = Overlay::from_json(r#"{"codes": [{"table": "sdk", "code": 1002,
    ///     "solution": "Ask for a larger quota."}]}"#)?;
    /// overlay.install().expect("the first one");
    /// assert_eq!(Error::new(1002).solution(), "Ask for a larger quota.");
    /// # Ok::<(), yuanrong_errors::overlay::OverlayError>(())
    /// ```
    pub fn install(self) -> Result<(), Self> {
        INSTALLED.set(Box::new(self)).map_err(|overlay| *overlay)
    }
}

/// Returns the installed overlay.
///
/// # Examples
/// ```
/// assert!(yuanrong_errors::overlay::installed().is_none());
/// ```
#[must_use]
pub fn installed() -> Option<&'static Overlay> {
    INSTALLED.get()
}

/// The reason why a document is not an overlay, with the row and the field.
///
/// # Examples
/// ```
/// use yuanrong_errors::overlay::Overlay;
///
/// let error = Overlay::from_json(r#"{"contacts": "us"}"#).unwrap_err();
/// assert_eq!(error.to_string(), "unknown field `contacts`");
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
    value.ok_or_else(|| OverlayError(format!("field `{field}` is missing")))
}

fn text(object: &mut Map<String, Value>, field: &str) -> Result<Option<Box<str>>, OverlayError> {
    match object.remove(field) {
        None => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => {
            Err(OverlayError(format!("field `{field}`: the text is empty")))
        }
        // Texts are shown on one line, as they are.
        Some(Value::String(text)) if text.contains(is_dangerous) => {
            let is_control = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
            let is_control = text.contains(is_control);
            let what = if is_control { "a control character" } else { "a bidirectional character" };
            Err(OverlayError(format!("field `{field}`: the text has {what}")))
        }
        Some(Value::String(text)) => Ok(Some(text.into())),
        Some(other) => Err(wrong_type(field, "a string", &other)),
    }
}

fn wrong_type(field: &str, expected: &str, found: &Value) -> OverlayError {
    const LONGEST: usize = 64;
    let found = found.to_string();
    let shown: String = found.chars().take(LONGEST).collect();
    let more = if shown.len() < found.len() { "…" } else { "" };
    OverlayError(format!("field `{field}`: expected {expected}, found {shown}{more}"))
}

/// Refuses what is left of an object after its known fields were taken.
fn no_more_fields(object: &Map<String, Value>) -> Result<(), OverlayError> {
    match object.keys().next() {
        Some(field) => Err(OverlayError(format!("unknown field `{field}`"))),
        None => Ok(()),
    }
}

/// The solutions that say "contact us", split where the contact goes. They are those that are shown:
/// without the feature `zh` there is English only.
fn solutions_with_contacts(lang: Lang) -> &'static [(&'static str, [&'static str; 2])] {
    in_language!(lang, &contacts::SOLUTIONS, &contacts::zh::SOLUTIONS)
}

/// Joins the two parts of a solution around a contact. Chinese and Latin words have a space between
/// them.
fn joined([before, after]: [&str; 2], contact: &str) -> String {
    let space = |left: &str, right: &str| match (left.chars().next_back(), right.chars().next()) {
        (Some(left), Some(right))
            if left.is_alphanumeric()
                && right.is_alphanumeric()
                && left.is_ascii() != right.is_ascii() =>
        {
            " "
        }
        _ => "",
    };
    let (first, second) = (space(before, contact), space(contact, after));
    format!("{before}{first}{contact}{second}{after}")
}
