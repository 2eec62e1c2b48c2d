use super::{Error, failure::Failure};
use crate::{
    Lang,
    escape::Escaped,
    overlay::advice,
    vocabulary::{in_language, start_of},
};
use core::{error::Error as _, fmt};

/// How many bytes of a server's text are shown.
const SHOWN: usize = 4 * 1024;

/// A text from a server, on one line, and of a very long one only the start.
pub(super) struct ServerText<'a>(pub(super) &'a str);

impl fmt::Display for ServerText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = start_of(self.0, SHOWN);
        write!(f, "{}{}", Escaped(shown), More(self.0.len() - shown.len()))
    }
}

/// The same with quotes and escapes.
struct DebugText<'a>(&'a str);

impl fmt::Debug for DebugText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = start_of(self.0, SHOWN);
        write!(f, "{shown:?}{}", More(self.0.len() - shown.len()))
    }
}

/// How many more bytes there are than are shown.
struct More(usize);

impl fmt::Display for More {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => Ok(()),
            more => write!(f, "… (+{} bytes)", Grouped(more)),
        }
    }
}

/// A number with a comma before each group of three digits.
struct Grouped(usize);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            number @ ..1000 => write!(f, "{number}"),
            number => write!(f, "{},{:03}", Self(number / 1000), number % 1000),
        }
    }
}

/// The texts of a failure, for the accessors of [`Error`], for `Display` and for the report.
impl Failure {
    /// Writes `4115 FunctionNotFound: message`. Without a code, writes the HTTP status and the raw
    /// code, as far as they are there, in its place.
    pub(super) fn write_headline(&self, f: &mut fmt::Formatter<'_>, lang: Lang) -> fmt::Result {
        let raw_code = self.raw_code.as_deref().map(ServerText);
        match (self.code, self.http_status.or(self.gateway_status), raw_code) {
            (Some(code), _, _) => {
                write!(f, "{}", code.code())?;
                match advice::name(code) {
                    Some(name) => write!(f, " {}: ", Escaped(name))?,
                    None => f.write_str(": ")?,
                }
            }
            (None, Some(status), Some(raw_code)) => write!(f, "HTTP {status} {raw_code}: ")?,
            (None, Some(status), None) => write!(f, "HTTP {status}: ")?,
            (None, None, Some(raw_code)) => write!(f, "{raw_code}: ")?,
            (None, None, None) => {}
        }
        if self.is_html_page && self.code.is_none() {
            let length = Grouped(self.received_bytes().map_or(0, <[u8]>::len));
            return in_language!(
                lang,
                write!(f, "an HTML page of {length} bytes"),
                write!(f, "一个 {length} 字节的 HTML 页面")
            );
        }
        write!(f, "{}", ServerText(self.message_in(lang)))
    }

    /// Returns the server's message, whatever its language, else what the code means in this one.
    pub(super) fn message_in(&self, lang: Lang) -> &str {
        let server_message = self.message.as_deref().filter(|message| !message.is_empty());
        server_message.unwrap_or_else(|| self.meaning_in(lang))
    }

    /// Returns what the code means, else what the HTTP status means.
    pub(super) fn meaning_in(&self, lang: Lang) -> &'static str {
        match (self.code, self.http_status_code()) {
            (Some(code), _) => advice::description(code, lang),
            (None, Some(status)) => status.message_in(lang),
            (None, None) => {
                in_language!(lang, "The failure carries no error code.", "此次失败未返回错误码。")
            }
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_headline(f, Lang::En)?;
        if !f.alternate() {
            return Ok(());
        }
        // Other meanings come first, so that nobody follows the solution of another fault.
        for meaning in self.other_meanings_in(Lang::En) {
            write!(f, "\nmay also be: {meaning}")?;
        }
        write!(f, "\nsolution: {}", Escaped(self.solution_in(Lang::En)))?;
        if let Some(hint) = self.hint_in(Lang::En) {
            write!(f, "\nhint: {hint}")?;
        }
        let (retry, advice) = (self.retry(None), self.retry_advice(None, Lang::En));
        write!(f, "\nretry: {retry}: {advice}")?;
        match self.retry_reason() {
            Some((origin, reason)) => write!(f, " ({origin}: {reason})"),
            None => Ok(()),
        }
    }
}

/// Shows the fields that are set, and the code as number and constant.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[expect(
    clippy::missing_fields_in_debug,
    reason = "what is not shown says how the other fields were read"
)]
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn field<T: fmt::Debug>(
            shown: &mut fmt::DebugStruct<'_, '_>,
            name: &str,
            value: Option<&T>,
        ) {
            if let Some(value) = value {
                shown.field(name, value);
            }
        }

        let mut shown = f.debug_struct("Error");
        match self.code.map(|code| (code.code(), advice::name(code))) {
            Some((number, Some(name))) => shown.field("code", &format_args!("{number} {name}")),
            Some((number, None)) => shown.field("code", &number),
            None => &mut shown,
        };
        field(&mut shown, "raw_code", self.raw_code.as_deref().map(DebugText).as_ref());
        field(&mut shown, "server_message", self.message.as_deref().map(DebugText).as_ref());
        field(&mut shown, "prefix", self.prefix.as_deref().map(DebugText).as_ref());
        field(&mut shown, "module", self.module.as_ref());
        field(&mut shown, "kind", self.kind.as_ref());
        field(&mut shown, "retry", self.retry.as_ref());
        field(&mut shown, "retry_after", self.retry_after.as_ref());
        field(&mut shown, "http_status", self.http_status.as_ref());
        field(&mut shown, "gateway_status", self.gateway_status.as_ref());
        field(&mut shown, "trace_id", self.trace_id.as_deref().map(DebugText).as_ref());
        field(&mut shown, "received", self.received.as_deref().map(DebugText).as_ref());
        if let Some(bytes) = &self.received_bytes {
            let (start, more) = bytes.split_at(bytes.len().min(SHOWN));
            let (start, more) = (start.escape_ascii(), More(more.len()));
            shown.field("received_bytes", &format_args!("b\"{start}\"{more}"));
        }
        field(&mut shown, "source", self.source().as_ref());
        shown.finish()
    }
}
