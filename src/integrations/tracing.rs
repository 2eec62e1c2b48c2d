/// Records an [`Error`](crate::Error) as an event of tracing, at level `ERROR`, with the caller's
/// file and line. What follows the error is what `tracing::error!` takes: fields and a message.
///
/// The fields are `error` (recorded as an error, which makes it an exception for OpenTelemetry and
/// Sentry), `error.type` (the name, as OpenTelemetry calls it), `error.code`, `error.name`,
/// `error.message`, `error.solution`, `error.retryable`, and `error.runbook` where an overlay has
/// one.
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
        let report = error.report();
        $crate::__private::tracing::error!(
            error = error as &(dyn ::core::error::Error + 'static),
            error.r#type = report.name(),
            error.code = error.code().code(),
            error.name = report.name(),
            error.message = report.message(),
            error.solution = report.solution(),
            // Without one, the field is not recorded.
            error.runbook = report.runbook(),
            error.retryable = error.is_retryable(),
            $($($rest)*)?
        );
    }};
}
