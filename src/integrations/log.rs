use crate::{Error, ErrorCode, RestErrorCode, SdkErrorCode};
use core::fmt;
use log::{
    Level, Record,
    kv::{self, Key, Source, ToValue, Value, VisitSource},
};

/// Logs an [`Error`](crate::Error) as a record of log, at level `Error`, with the caller's file and
/// line. What follows the error is a message as `format!` takes it; without one, the error is.
///
/// The key-values are `error.type` (the name, as OpenTelemetry calls it), `error.code`,
/// `error.name`, `error.message`, `error.solution`, `error.retryable`, and `error.runbook` where an
/// overlay has one.
///
/// # Examples
/// ```
/// use yuanrong_errors::{Error, error_record};
///
/// let error = Error::new(1002).with_message("no node has 64 CPUs");
/// error_record!(error);
/// error_record!(error, "while resizing to {}: {error}", 64);
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "log")))]
#[macro_export]
macro_rules! error_record {
    // The expression is evaluated once.
    ($error:expr $(,)?) => {{
        let error: &$crate::Error = &$error;
        $crate::error_record!(error, "{error}")
    }};
    ($error:expr, $($message:tt)+) => {{
        let error: &$crate::Error = &$error;
        if $crate::__private::log::Level::Error <= $crate::__private::log::STATIC_MAX_LEVEL
            && $crate::__private::log::Level::Error <= $crate::__private::log::max_level()
        {
            let place = (::core::module_path!(), ::core::file!(), ::core::line!());
            $crate::__private::record(error, ::core::format_args!($($message)+), place);
        }
    }};
}

/// Hands the logger a record of an error, from this place in the source: module, file and line.
// Not by the macros of log: they take a list of key-values that is the same for each record.
pub fn record(
    error: &Error,
    message: fmt::Arguments<'_>,
    (module, file, line): (&'static str, &'static str, u32),
) {
    let mut record = Record::builder();
    record.level(Level::Error).target(module).module_path_static(Some(module));
    record.file_static(Some(file)).line(Some(line)).key_values(error);
    log::logger().log(&record.args(message).build());
}

macro_rules! to_value {
    ($($Code:ty),*) => {
        $(
            /// As its number.
            impl ToValue for $Code {
                fn to_value(&self) -> Value<'_> {
                    Value::from(self.code())
                }
            }
        )*
    };
}

to_value!(ErrorCode, SdkErrorCode, RestErrorCode);

/// The fields that [`error_record!`](crate::error_record) writes.
///
/// # Examples
/// ```
/// use log::kv::Source;
/// use yuanrong_errors::Error;
///
/// let error = Error::new(1002);
/// assert_eq!(error.get("error.code".into()).and_then(|value| value.to_u64()), Some(1002));
/// ```
impl Source for Error {
    fn visit<'kvs>(&'kvs self, visitor: &mut dyn VisitSource<'kvs>) -> Result<(), kv::Error> {
        let report = self.report();
        let name = report.name();
        visitor.visit_pair(Key::from("error.type"), Value::from(name))?;
        visitor.visit_pair(Key::from("error.code"), Value::from(self.code().code()))?;
        visitor.visit_pair(Key::from("error.name"), Value::from(name))?;
        visitor.visit_pair(Key::from("error.message"), Value::from(report.message()))?;
        visitor.visit_pair(Key::from("error.solution"), Value::from(report.solution()))?;
        if let Some(runbook) = report.runbook() {
            visitor.visit_pair(Key::from("error.runbook"), Value::from(runbook))?;
        }
        visitor.visit_pair(Key::from("error.retryable"), Value::from(self.is_retryable()))
    }
}
