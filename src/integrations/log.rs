use super::fields::{self, fields};
use crate::{
    DataSystemErrorCode, Error, ErrorCode, FunctionSystemErrorCode, RestErrorCode, SdkErrorCode,
    table::for_each_table,
};
use core::fmt;
use log::{
    Level, Record,
    kv::{self, Key, Source, ToValue, Value, VisitSource},
};

/// Logs an [`Error`](crate::Error) as a record of log, with the caller's file and line. The message
/// follows the error, as `format!` takes it. Without one, the message is the error.
///
/// `level:` and `target:` come first, as in the macros of log. Each can be left out: then the level
/// is `Error`, and the target is the caller's module.
///
/// The key-values are `error.type` (the name, as OpenTelemetry calls it), `error.code`,
/// `error.name`, `error.table`, `error.message`, `error.kind`, `error.solution`, `error.hint`,
/// `error.retry` (the class), `error.retryable`, `http.response.status_code`, `trace_id` and
/// `error.runbook`. A key whose value is missing is left out.
///
/// # Examples
/// ```
/// use log::Level;
/// use yuanrong_errors::{Error, error_record};
///
/// let error = Error::new(1002).with_message("no node has 64 CPUs");
/// error_record!(error);
/// error_record!(error, "while resizing to {}: {error}", 64);
/// error_record!(level: Level::Warn, target: "resize", error, "will retry");
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "log")))]
#[macro_export]
macro_rules! error_record {
    (@record [$level:expr] [$target:expr] $error:expr $(,)?) => {{
        // Evaluates the expression once.
        let error: &$crate::Error = &$error;
        $crate::error_record!(@record [$level] [$target] error, "{error}")
    }};
    (@record [$level:expr] [$target:expr] $error:expr, $($message:tt)+) => {{
        let error: &$crate::Error = &$error;
        let level: $crate::__private::log::Level = $level;
        if level <= $crate::__private::log::STATIC_MAX_LEVEL
            && level <= $crate::__private::log::max_level()
        {
            let message = ::core::format_args!($($message)+);
            let location = $crate::__private::Location {
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
            };
            $crate::__private::record(error, message, level, $target, &location);
        }
    }};
    (level: $level:expr, target: $target:expr, $($rest:tt)+) => {
        $crate::error_record!(@record [$level] [$target] $($rest)+)
    };
    (target: $target:expr, level: $level:expr, $($rest:tt)+) => {
        $crate::error_record!(@record [$level] [$target] $($rest)+)
    };
    (level: $level:expr, $($rest:tt)+) => {
        $crate::error_record!(@record [$level] [::core::module_path!()] $($rest)+)
    };
    (target: $target:expr, $($rest:tt)+) => {
        $crate::error_record!(
            @record [$crate::__private::log::Level::Error] [$target] $($rest)+
        )
    };
    ($($rest:tt)+) => {
        $crate::error_record!(
            @record [$crate::__private::log::Level::Error] [::core::module_path!()] $($rest)+
        )
    };
}

/// Where in the source a record was made.
#[derive(Clone, Copy, Debug)]
pub struct Location {
    /// The path of the module.
    pub module: &'static str,
    /// The file.
    pub file: &'static str,
    /// The line in the file.
    pub line: u32,
}

/// Hands a record of an error to the logger.
// The macros of log take a fixed list of key-values, and here the list depends on the error.
pub fn record(
    error: &Error,
    message: fmt::Arguments<'_>,
    level: Level,
    target: &str,
    location: &Location,
) {
    let mut record = Record::builder();
    record.level(level).target(target).module_path_static(Some(location.module));
    record.file_static(Some(location.file)).line(Some(location.line)).key_values(error);
    log::logger().log(&record.args(message).build());
}

/// Gives the number.
impl ToValue for ErrorCode {
    fn to_value(&self) -> Value<'_> {
        Value::from(self.code())
    }
}

macro_rules! to_value {
    ($($Table:ident, $Enum:ident, $table:ident;)*) => {$(
        /// Gives the number.
        impl ToValue for $Enum {
            fn to_value(&self) -> Value<'_> {
                Value::from(self.code())
            }
        }
    )*};
}

for_each_table!(to_value);

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
        if let Some(name) = self.name() {
            visitor.visit_pair(Key::from("error.type"), Value::from(name))?;
        }
        for (key, value) in fields(self) {
            let value = match value {
                None => continue,
                Some(fields::Value::Text(text)) => Value::from(text),
                Some(fields::Value::Number(number)) => Value::from(number),
                Some(fields::Value::Flag(flag)) => Value::from(flag),
            };
            visitor.visit_pair(Key::from(key), value)?;
        }
        Ok(())
    }
}
