use crate::{Error, ErrorCode, RestErrorCode, SdkErrorCode};
use core::fmt;
use log::{
    Level, Record,
    kv::{self, Key, Source, ToValue, Value, VisitSource},
};

/// Logs an [`Error`](crate::Error) as a record of log, at level `Error`, with the caller's file and
/// line. The message follows the error, as `format!` takes it. Without one, the message is the
/// error.
///
/// The key-values are `error.type` (the name, as OpenTelemetry calls it), `error.code`,
/// `error.name`, `error.message`, `error.solution`, `error.hint`, `error.runbook` and
/// `error.retryable`. A key whose value is missing is left out.
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
    // Evaluates the expression once.
    ($error:expr $(,)?) => {{
        let error: &$crate::Error = &$error;
        $crate::error_record!(error, "{error}")
    }};
    ($error:expr, $($message:tt)+) => {{
        let error: &$crate::Error = &$error;
        if $crate::__private::log::Level::Error <= $crate::__private::log::STATIC_MAX_LEVEL
            && $crate::__private::log::Level::Error <= $crate::__private::log::max_level()
        {
            let location = (::core::module_path!(), ::core::file!(), ::core::line!());
            $crate::__private::record(error, ::core::format_args!($($message)+), location);
        }
    }};
}

/// Hands a record of an error to the logger, with its place in the source: module, file and line.
// The macros of log take a fixed list of key-values, and here the list depends on the error.
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
            /// Gives the number.
            impl ToValue for $Code {
                fn to_value(&self) -> Value<'_> {
                    Value::from(self.code())
                }
            }
        )*
    };
}

to_value!(ErrorCode, SdkErrorCode, RestErrorCode);

/// Gives the key-values that [`error_record!`](crate::error_record) writes.
///
/// # Examples
/// ```
/// use log::kv::Source;
/// use yuanrong_errors::Error;
///
/// let error = Error::new(1002);
/// assert_eq!(error.get("error.code".into()).and_then(|value| value.to_i64()), Some(1002));
/// ```
impl Source for Error {
    fn visit<'kvs>(&'kvs self, visitor: &mut dyn VisitSource<'kvs>) -> Result<(), kv::Error> {
        let pairs = [
            ("error.type", self.name().map(Value::from)),
            ("error.code", self.code().map(|code| Value::from(code.code()))),
            ("error.name", self.name().map(Value::from)),
            ("error.message", Some(Value::from(self.message()))),
            ("error.solution", Some(Value::from(self.solution()))),
            ("error.hint", self.hint().map(Value::from)),
            ("error.runbook", self.runbook().map(Value::from)),
            ("error.retryable", Some(Value::from(self.is_retryable()))),
        ];
        for (key, value) in pairs {
            if let Some(value) = value {
                visitor.visit_pair(Key::from(key), value)?;
            }
        }
        Ok(())
    }
}
