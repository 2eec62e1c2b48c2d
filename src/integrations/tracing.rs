/// Records an [`Error`](crate::Error) as an event of tracing, at level `ERROR`, with the caller's
/// file and line. Fields and a message follow the error, as `tracing::error!` takes them.
///
/// The fields are `error` (recorded as an error, which makes it an exception for OpenTelemetry and
/// Sentry), `error.type` (the name, as OpenTelemetry calls it), `error.code`, `error.name`,
/// `error.message`, `error.solution`, `error.hint`, `error.runbook` and `error.retryable`. A field
/// whose value is missing is left out.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Error, error_event};
///
/// let error = Error::new(1002).with_message("no node has 64 CPUs");
/// error_event!(error);
/// error_event!(error, function = "demo", "while resizing to {}", 64);
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "tracing")))]
#[macro_export]
macro_rules! error_event {
    ($error:expr $(, $($rest:tt)*)?) => {{
        let error: &$crate::Error = &$error;
        $crate::__private::tracing::error!(
            error = error as &(dyn ::core::error::Error + 'static),
            // A field whose value is `None` is not recorded.
            error.r#type = error.name(),
            error.code = error.code().map($crate::ErrorCode::code),
            error.name = error.name(),
            error.message = error.message(),
            error.solution = error.solution(),
            error.hint = error.hint(),
            error.runbook = error.runbook(),
            error.retryable = error.is_retryable(),
            $($($rest)*)?
        );
    }};
}
