/// Records an [`Error`](crate::Error) as an event of tracing, with the caller's file and line.
/// Fields and a message follow the error, as `tracing::error!` takes them.
///
/// `level:` and `target:` come first. Each can be left out: then the level is
/// `ERROR`, and the target is the caller's module. Both are constants.
///
/// The fields are `error` (recorded as an error, which makes it an exception for OpenTelemetry and
/// Sentry), `error.type` (the name, as OpenTelemetry calls it), `error.code`, `error.name`,
/// `error.table`, `error.message`, `error.kind`, `error.solution`, `error.hint`, `error.retry` (the
/// class), `error.retryable`, `http.response.status_code`, `trace_id` and `error.runbook`. A field
/// whose value is missing is left out.
///
/// # Examples
/// ```
/// use tracing::Level;
/// use yuanrong_errors::{Error, error_event};
///
/// let error = Error::new(1002).with_message("no node has 64 CPUs");
/// error_event!(error);
/// error_event!(error, function = "demo", "while resizing to {}", 64);
/// error_event!(level: Level::WARN, target: "resize", error, "will retry");
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "tracing")))]
#[macro_export]
macro_rules! error_event {
    (@event [$level:expr] [$target:expr] $error:expr $(, $($rest:tt)*)?) => {{
        // Evaluates the expression once.
        let error: &$crate::Error = &$error;
        $crate::__private::tracing::event!(
            target: $target,
            $level,
            error = error as &(dyn ::core::error::Error + 'static),
            // A field whose value is `None` is not recorded.
            error.r#type = error.name(),
            error.code = error.code().map($crate::ErrorCode::code),
            error.name = error.name(),
            error.table = error.table().map($crate::Table::as_str),
            error.message = error.message(),
            error.kind = error.kind().as_str(),
            error.solution = error.solution(),
            error.hint = error.hint(),
            error.retry = error.retry().as_str(),
            error.retryable = error.is_retryable(),
            // Signed: as a `u64` it would be a text in a span of OpenTelemetry.
            http.response.status_code = error.http_status().map(i64::from),
            trace_id = error.trace_id(),
            error.runbook = error.runbook(),
            $($($rest)*)?
        );
    }};
    (level: $level:expr, target: $target:expr, $($rest:tt)+) => {
        $crate::error_event!(@event [$level] [$target] $($rest)+)
    };
    (target: $target:expr, level: $level:expr, $($rest:tt)+) => {
        $crate::error_event!(@event [$level] [$target] $($rest)+)
    };
    (level: $level:expr, $($rest:tt)+) => {
        $crate::error_event!(@event [$level] [::core::module_path!()] $($rest)+)
    };
    (target: $target:expr, $($rest:tt)+) => {
        $crate::error_event!(
            @event [$crate::__private::tracing::Level::ERROR] [$target] $($rest)+
        )
    };
    ($($rest:tt)+) => {
        $crate::error_event!(
            @event [$crate::__private::tracing::Level::ERROR] [::core::module_path!()] $($rest)+
        )
    };
}
