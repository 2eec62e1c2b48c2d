use crate::ErrorKind;
use http::StatusCode;

/// Gives the status that a server of one's own should respond with: [`ErrorKind::http_status`].
///
/// # Examples
/// ```
/// use http::StatusCode;
/// use yuanrong_errors::RestErrorCode;
///
/// assert_eq!(StatusCode::from(RestErrorCode::FunctionNotFound.kind()), StatusCode::NOT_FOUND);
/// ```
impl From<ErrorKind> for StatusCode {
    fn from(kind: ErrorKind) -> Self {
        Self::from_u16(kind.http_status()).unwrap_or(Self::INTERNAL_SERVER_ERROR)
    }
}
