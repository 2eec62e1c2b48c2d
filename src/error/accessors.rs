use super::{Error, Module, Report};
use crate::{Entry, ErrorCode, ErrorKind, Lang, Operation, Retry, Table, overlay::advice};
use core::time::Duration;

impl Error {
    /// Returns the code, or `None` where the failure carries none.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, ErrorCode, SdkErrorCode};
    ///
    /// let error = Error::new(1002);
    /// assert!(matches!(error.code(), Some(ErrorCode::Sdk(SdkErrorCode::ResourceNotEnough))));
    /// assert_eq!(Error::without_code().code(), None);
    /// ```
    #[inline]
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        self.0.code
    }

    /// Returns openYuanrong's constant for the code, or an installed overlay's name for a code that
    /// is newer than this release.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// assert_eq!(Error::new(1002).name(), Some("ERR_RESOURCE_NOT_ENOUGH"));
    /// assert_eq!(Error::new(99_999).name(), None);
    /// ```
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        advice::name(self.code()?)
    }

    /// Returns what the server sent in the place of the code where that is not an error code: a
    /// word, a number beyond 32 bits, or a number that belongs to another channel.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let error = Error::from_text("code: ERR_OF_A_NEWER_RELEASE, message: no node").unwrap();
    /// assert_eq!((error.code(), error.raw_code()), (None, Some("ERR_OF_A_NEWER_RELEASE")));
    /// assert_eq!(Error::new(4115).raw_code(), None);
    /// ```
    #[inline]
    #[must_use]
    pub fn raw_code(&self) -> Option<&str> {
        self.0.raw_code.as_deref()
    }

    /// Returns the server's message. Where there is none, returns the description of the code, else
    /// the reason phrase of the HTTP status, else a sentence that says that there is no code.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// assert_eq!(Error::new(1002).with_message("no node is free").message(), "no node is free");
    /// assert_eq!(Error::new(1002).message(), "Insufficient resources.");
    /// assert_eq!(Error::without_code().message(), "The failure carries no error code.");
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        self.0.message_in(Lang::En)
    }

    /// Returns the server's message, or `None` where it sent none.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let error = Error::from_text("code: 1002, module code: 10, msg: no node has 64 CPUs");
    /// assert_eq!(error.unwrap().server_message(), Some("no node has 64 CPUs"));
    /// assert_eq!(Error::new(1002).server_message(), None);
    /// ```
    #[inline]
    #[must_use]
    pub fn server_message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// Returns the kind of the failure.
    ///
    /// It is what [`with_kind`](Self::with_kind) has set, else the kind of the code, else that of
    /// the HTTP status. A code that only passes another one on, such as SDK 1001 for every failing
    /// response of the gateway, gives way to the cause in its message, and to the HTTP status that
    /// the message names. The same holds for [`retry`](Self::retry), [`solution`](Self::solution)
    /// and [`hint`](Self::hint).
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, ErrorKind};
    ///
    /// assert_eq!(Error::new(4115).kind(), ErrorKind::NotFound);
    /// assert_eq!(Error::without_code().with_http_status(404).kind(), ErrorKind::NotFound);
    /// assert_eq!(Error::without_code().kind(), ErrorKind::Unknown);
    /// ```
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind()
    }

    /// Returns the condition under which a retry is correct: what
    /// [`with_retry`](Self::with_retry) has set, else the class of the code, the cause or the HTTP
    /// status that decides about the [`kind`](Self::kind).
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Retry};
    ///
    /// assert_eq!(Error::new(1005).retry(), Retry::Throttled);
    /// assert_eq!(Error::without_code().with_http_status(503).retry(), Retry::IfIdempotent);
    /// assert_eq!(Error::without_code().retry(), Retry::Never);
    /// ```
    #[must_use]
    pub fn retry(&self) -> Retry {
        self.0.retry(None)
    }

    /// Returns the condition under which a retry of this operation is correct.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Operation, Retry};
    ///
    /// assert_eq!(Error::new(1007).retry_for(Operation::InvokeStateful), Retry::Never);
    /// ```
    #[must_use]
    pub fn retry_for(&self, operation: Operation) -> Retry {
        self.0.retry(Some(operation))
    }

    /// Returns whether the same call, unchanged, may succeed later. Whether a retry is safe depends
    /// on the call: see [`permits_retry`](Self::permits_retry).
    ///
    /// # Examples
    /// ```
    /// assert!(yuanrong_errors::Error::new(1005).is_retryable());
    /// ```
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.retry().is_retryable()
    }

    /// Returns whether a retry loop is allowed to retry the call. `idempotent` says whether the
    /// call does no harm when it runs twice.
    ///
    /// An instance that has exited may have run a part of the call. So the retry on another
    /// instance is permitted only for a stateless call that is idempotent.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Operation};
    ///
    /// let exited = Error::new(1007);
    /// assert!(exited.permits_retry(Operation::InvokeStateless, true));
    /// assert!(!exited.permits_retry(Operation::InvokeStateless, false));
    /// assert!(!exited.permits_retry(Operation::InvokeStateful, true));
    ///
    /// // The server refused the call, so nothing has run.
    /// assert!(Error::new(1005).permits_retry(Operation::InvokeStateful, false));
    /// ```
    #[must_use]
    pub fn permits_retry(&self, operation: Operation, idempotent: bool) -> bool {
        match self.retry_for(operation) {
            Retry::OtherInstance => idempotent && operation == Operation::InvokeStateless,
            retry => retry.permits(idempotent),
        }
    }

    /// Returns what to check or do about the code, the cause or the HTTP status that decides about
    /// the [`kind`](Self::kind): an installed overlay's solution, else the catalogue's.
    ///
    /// # Examples
    /// ```
    /// let error = yuanrong_errors::Error::new(1005);
    /// assert_eq!(error.solution(), "Retry after a certain interval.");
    /// ```
    #[must_use]
    pub fn solution(&self) -> &str {
        self.solution_in(Lang::En)
    }

    /// Returns the [`solution`](Self::solution) in a language. English where the feature `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Lang};
    ///
    /// let error = Error::new(1005);
    /// assert_eq!(error.solution_in(Lang::En), error.solution());
    /// println!("{}", error.solution_in(Lang::Zh));
    /// ```
    #[must_use]
    pub fn solution_in(&self, lang: Lang) -> &str {
        self.0.solution_in(lang)
    }

    /// Returns the first thing to check where openYuanrong's own solution leaves it open. `None`
    /// where an installed overlay has a solution.
    ///
    /// # Examples
    /// ```
    /// let error = yuanrong_errors::Error::new(1002);
    /// println!("{}", error.solution());
    /// if let Some(hint) = error.hint() {
    ///     println!("{hint}");
    /// }
    /// ```
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.hint_in(Lang::En)
    }

    /// Returns the [`hint`](Self::hint) in a language. English where the feature `zh` is off.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Lang};
    ///
    /// let error = Error::new(1005);
    /// assert_eq!(error.hint_in(Lang::En), error.hint());
    /// ```
    #[must_use]
    pub fn hint_in(&self, lang: Lang) -> Option<&str> {
        self.0.hint_in(lang)
    }

    /// Returns the address of the operator's instructions for the code, where an installed overlay
    /// has one.
    ///
    /// # Examples
    /// ```
    /// # #[cfg(feature = "overlay")] {
    /// use yuanrong_errors::{Error, overlay::Overlay};
    ///
    /// let overlay = r#"{"codes": [{"table": "sdk", "code": 1002,
    ///     "solution": "Ask for a larger quota.", "runbook": "https://example.com/1002"}]}"#;
    /// Overlay::from_json(overlay).expect("a valid overlay").install().expect("the first overlay");
    /// let error = Error::new(1002);
    /// assert_eq!(error.solution(), "Ask for a larger quota.");
    /// assert_eq!(error.runbook(), Some("https://example.com/1002"));
    /// # }
    /// ```
    #[must_use]
    pub fn runbook(&self) -> Option<&str> {
        self.0.runbook()
    }

    /// Returns whether the error has this code, in the same table. Causes are not looked at. An
    /// integer stands for [`ErrorCode::from_code`] of it.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, RestErrorCode, SdkErrorCode};
    ///
    /// assert!(Error::new(1002).is(SdkErrorCode::ResourceNotEnough));
    /// assert!(Error::new(1002).is(1002));
    /// assert!(!Error::without_code().is(RestErrorCode::FunctionNotFound));
    /// ```
    #[must_use]
    pub fn is(&self, code: impl Into<ErrorCode>) -> bool {
        self.code() == Some(code.into())
    }

    /// Returns the table that has the code, or `None` without a code or for an unknown one.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Table};
    ///
    /// assert_eq!(Error::new(4115).table(), Some(Table::Rest));
    /// ```
    #[must_use]
    pub fn table(&self) -> Option<Table> {
        self.code()?.table()
    }

    /// Returns everything that the catalogue has on the code, or `None` without a code or for an
    /// unknown one.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let entry = Error::new(1007).entry().expect("1007 is a known code");
    /// println!("{}", entry.retry_reason());
    /// ```
    #[must_use]
    pub fn entry(&self) -> Option<Entry> {
        self.code()?.entry()
    }

    /// Returns whether the error has a code that is in a table.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// assert!(Error::new(1005).is_known());
    /// assert!(!Error::new(99_999).is_known());
    /// ```
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.code().is_some_and(ErrorCode::is_known)
    }

    /// Returns whether openYuanrong's published page of error codes has the code.
    ///
    /// # Examples
    /// ```
    /// assert!(yuanrong_errors::Error::new(1005).is_documented());
    /// ```
    #[must_use]
    pub fn is_documented(&self) -> bool {
        self.code().is_some_and(ErrorCode::is_documented)
    }

    /// Returns the HTTP status that was received. For the status that a server of one's own should
    /// respond with, see [`ErrorKind::http_status`].
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let error = Error::new(4115).with_http_status(500);
    /// assert_eq!(error.http_status(), Some(500));
    /// assert_eq!(error.kind().http_status(), 404);
    /// ```
    #[inline]
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        self.0.http_status
    }

    /// Returns how long the server asked the caller to wait before a retry, such as in the header
    /// `Retry-After`.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use yuanrong_errors::Error;
    ///
    /// let wait = Duration::from_secs(7);
    /// assert_eq!(Error::new(1005).with_retry_after(wait).retry_after(), Some(wait));
    /// assert_eq!(Error::new(1005).retry_after(), None);
    /// ```
    #[inline]
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns the id under which the servers' logs have the request.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// assert_eq!(Error::new(4115).with_trace_id("7f3a").trace_id(), Some("7f3a"));
    /// ```
    #[inline]
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.0.trace_id.as_deref()
    }

    /// Returns the part of the platform that raised the error, where an exception text names it.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::{Error, Module};
    ///
    /// let error = Error::from_text("ErrCode: 3002, ModuleCode: 22, ErrMsg: gone").unwrap();
    /// assert_eq!(error.module(), Some(Module::RuntimeInvoke));
    /// ```
    #[inline]
    #[must_use]
    pub fn module(&self) -> Option<Module> {
        self.0.module
    }

    /// Returns the part of an exception text in front of the code.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let error = Error::from_text("failed to create, code: 1002, message: no CPU").unwrap();
    /// assert_eq!(error.prefix(), Some("failed to create"));
    /// ```
    #[inline]
    #[must_use]
    pub fn prefix(&self) -> Option<&str> {
        self.0.prefix.as_deref()
    }

    /// Returns the whole body or text that the error was read from, unless
    /// [`server_message`](Self::server_message) is all of it. Of a body that is not UTF-8, this is
    /// the start, up to 64 KiB, with U+FFFD for the bytes that are not;
    /// [`received_bytes`](Self::received_bytes) has all of it.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let text = "failed to create, code: 1002, message: no CPU";
    /// assert_eq!(Error::from_text(text).unwrap().received(), Some(text));
    /// assert_eq!(Error::new(1002).received(), None);
    /// ```
    #[inline]
    #[must_use]
    pub fn received(&self) -> Option<&str> {
        self.0.received.as_deref()
    }

    /// Returns the body or text that the error was read from, byte for byte, unless
    /// [`server_message`](Self::server_message) is all of it.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Error;
    ///
    /// let text = "failed to create, code: 1002, message: no CPU";
    /// assert_eq!(Error::from_text(text).unwrap().received_bytes(), Some(text.as_bytes()));
    /// # #[cfg(feature = "json")] {
    /// # use yuanrong_errors::rest;
    /// let error = rest::check(502, None, b"stra\xdfe is closed").unwrap_err();
    /// assert_eq!(error.server_message(), Some("stra\u{fffd}e is closed"));
    /// assert_eq!(error.received_bytes(), Some(&b"stra\xdfe is closed"[..]));
    /// # }
    /// ```
    #[inline]
    #[must_use]
    pub fn received_bytes(&self) -> Option<&[u8]> {
        self.0.received_bytes()
    }

    /// Shows the error to a person: `{}` on one line, `{:#}` in full, with its causes.
    ///
    /// # Examples
    /// ```
    /// let error = yuanrong_errors::Error::new(1002).with_source("node 3 is full");
    /// println!("{}", error.report());
    /// eprintln!("{:#}", error.report());
    /// ```
    #[inline]
    #[must_use]
    pub fn report(&self) -> Report<'_> {
        Report::new(self)
    }
}
