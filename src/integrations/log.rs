use crate::{Error, ErrorCode, RestErrorCode, SdkErrorCode, advice};
use log::kv::{self, Key, Source, ToValue, Value, VisitSource};

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

/// The fields `error.code`, `error.name`, `error.message`, `error.solution` and `error.retryable`.
///
/// # Examples
/// ```
/// use log::kv::Source;
/// use yuanrong_errors::Error;
///
/// let error = Error::new(1002);
/// assert_eq!(error.get("error.code".into()).and_then(|value| value.to_u64()), Some(1002));
/// log::error!(code = error.code(), solution = error.solution(); "resize failed: {error}");
/// ```
impl Source for Error {
    fn visit<'kvs>(&'kvs self, visitor: &mut dyn VisitSource<'kvs>) -> Result<(), kv::Error> {
        let message = self.server_message().unwrap_or(self.description());
        visitor.visit_pair(Key::from("error.code"), Value::from(self.code().code()))?;
        visitor.visit_pair(Key::from("error.name"), Value::from(self.name()))?;
        visitor.visit_pair(Key::from("error.message"), Value::from(message))?;
        let solution = advice::solution(self.code(), crate::Lang::En);
        visitor.visit_pair(Key::from("error.solution"), Value::from(solution))?;
        visitor.visit_pair(Key::from("error.retryable"), Value::from(self.is_retryable()))
    }
}
