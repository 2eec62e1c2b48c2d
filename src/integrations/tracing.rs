/// Records an [`Error`](crate::Error) as an event of tracing, at level `ERROR`, with the caller's
/// file and line. What follows the error is what `tracing::error!` takes: fields and a message.
///
/// The fields are `error` (recorded as an error, which makes it an exception for OpenTelemetry and
/// Sentry), `error.type` (the name, as OpenTelemetry calls it), `error.code`, `error.name`,
/// `error.message`, `error.solution` and `error.retryable`.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Error, error_event};
///
/// let error = Error::new(1002).with_message("no node has 64 CPUs");
/// error_event!(error);
/// error_event!(error, function = "demo", "while resizing to {}", 64);
/// ```
#[macro_export]
macro_rules! error_event {
    ($error:expr $(, $($rest:tt)+)?) => {{
        let error: &$crate::Error = &$error;
        $crate::__private::tracing::error!(
            error = error as &(dyn ::core::error::Error + 'static),
            error.r#type = error.name(),
            error.code = error.code().code(),
            error.name = error.name(),
            error.message = error.server_message().unwrap_or(error.description()),
            error.solution = $crate::__private::solution(error),
            error.retryable = error.is_retryable(),
            $($($rest)+)?
        );
    }};
}

#[doc(hidden)]
pub mod private {
    pub use tracing;

    /// What the event says to do.
    #[must_use]
    pub fn solution(error: &crate::Error) -> &'static str {
        crate::advice::solution(error.code(), crate::Lang::En)
    }
}
