use crate::{Error, ErrorCode, RestErrorCode, SdkErrorCode, advice};
use log::kv::{self, Key, Source, ToValue, Value, VisitSource};

/// Logs an [`Error`](crate::Error) as a record of log, at level `Error`, with the caller's file and
/// line. What follows the error is a message as `format!` takes it; without one, the error is.
///
/// The key-values are `error.type` (the name, as OpenTelemetry calls it), `error.code`,
/// `error.name`, `error.message`, `error.solution` and `error.retryable`.
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
    ($error:expr $(,)?) => {
        $crate::error_record!($error, "{}", $error)
    };
    ($error:expr, $($message:tt)+) => {{
        let error: &$crate::Error = &$error;
        $crate::__private::log::error!(
            "error.type" = $crate::__private::name(error),
            "error.code" = error.code().code(),
            "error.name" = $crate::__private::name(error),
            "error.message" = $crate::__private::message(error),
            "error.solution" = $crate::__private::solution(error),
            "error.retryable" = error.is_retryable();
            $($message)+
        );
    }};
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

/// The fields that [`error_record!`](crate::error_record) writes, for loggers that take a
/// [`Source`], and `error.runbook` where an overlay has one.
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
        let (name, solution) = (advice::name(self), advice::field_solution(self));
        visitor.visit_pair(Key::from("error.type"), Value::from(name))?;
        visitor.visit_pair(Key::from("error.code"), Value::from(self.code().code()))?;
        visitor.visit_pair(Key::from("error.name"), Value::from(name))?;
        visitor.visit_pair(Key::from("error.message"), Value::from(advice::message(self)))?;
        visitor.visit_pair(Key::from("error.solution"), Value::from(solution))?;
        if let Some(runbook) = advice::runbook(self.code()) {
            visitor.visit_pair(Key::from("error.runbook"), Value::from(runbook))?;
        }
        visitor.visit_pair(Key::from("error.retryable"), Value::from(self.is_retryable()))
    }
}
