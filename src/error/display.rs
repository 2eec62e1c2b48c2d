use super::{Error, failure::Failure};
use crate::{
    ErrorCode, Lang, Retry, UnknownCode, escape::Escaped, overlay::advice, vocabulary::in_language,
};
use core::fmt;

/// The texts of a failure, for the accessors of [`Error`], for `Display` and for the report.
impl Failure {
    /// Writes `4115 FunctionNotFound: message`. Without a code, writes the HTTP status and the raw
    /// code, as far as they are there, in its place.
    pub(super) fn write_headline(&self, f: &mut fmt::Formatter<'_>, lang: Lang) -> fmt::Result {
        let raw_code = self.raw_code.as_deref().map(Escaped);
        match (self.code, self.http_status, raw_code) {
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
        write!(f, "{}", Escaped(self.message_in(lang)))
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
                in_language!(lang, "The failure carries no error code.", "该失败未附带错误码。")
            }
        }
    }

    pub(super) fn solution_in(&self, lang: Lang) -> &'static str {
        match (self.code, self.http_status_code()) {
            (Some(code), _) => advice::solution(code, lang),
            (None, Some(status)) => status.solution_in(lang),
            (None, None) => in_language!(
                lang,
                "Go by the message, and look the request up in the servers' logs.",
                "请依据消息判断，并在服务端日志中查找该请求。"
            ),
        }
    }

    pub(super) fn hint_in(&self, lang: Lang) -> Option<&'static str> {
        advice::hint(self.code?, lang)
    }

    pub(super) fn other_meanings_in(&self, lang: Lang) -> &'static [&'static str] {
        let entry = self.code.and_then(ErrorCode::entry);
        entry.map_or(&[], |entry| entry.other_meanings_in(lang))
    }

    pub(super) fn retry(&self) -> Retry {
        match (self.code, self.http_status) {
            (Some(code), _) => code.retry(),
            (None, Some(status)) => Retry::from_http_status(status),
            (None, None) => Retry::Never,
        }
    }

    /// Returns the HTTP status in the form in which the catalogue describes it. One that reports
    /// success says nothing of a failure.
    fn http_status_code(&self) -> Option<ErrorCode> {
        let status = self.http_status.filter(|status| matches!(status, 300..=599))?;
        Some(ErrorCode::Unknown(UnknownCode::new(status.into())))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_headline(f, Lang::En)?;
        if !f.alternate() {
            return Ok(());
        }
        let (solution, hint) = (self.solution_in(Lang::En), self.hint_in(Lang::En));
        if let Some(code) = self.code {
            return code.write_advice(f, solution, hint);
        }
        let retry = self.retry();
        write!(f, "\nsolution: {solution}\nretry: {retry}: {}", retry.advice())
    }
}

/// Shows the fields that are set, and the code as number and constant.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

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
        field(&mut shown, "raw_code", self.raw_code.as_ref());
        field(&mut shown, "server_message", self.message.as_ref());
        field(&mut shown, "prefix", self.prefix.as_ref());
        field(&mut shown, "module", self.module.as_ref());
        field(&mut shown, "http_status", self.http_status.as_ref());
        field(&mut shown, "trace_id", self.trace_id.as_ref());
        field(&mut shown, "received", self.received.as_ref());
        if let Some(bytes) = &self.received_bytes {
            shown.field("received_bytes", &format_args!("b\"{}\"", bytes.escape_ascii()));
        }
        field(&mut shown, "source", self.source.as_ref());
        shown.finish()
    }
}
