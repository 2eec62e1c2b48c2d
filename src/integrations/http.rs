use crate::ErrorKind;
use http::StatusCode;
#[cfg(feature = "json")]
use {
    crate::{error::inner_code_in, rest::Response},
    http::{HeaderMap, header},
};

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

#[cfg(feature = "json")]
impl<'a> Response<'a> {
    /// Takes status, headers and body from a response.
    ///
    /// # Examples
    /// ```
    /// use http::Response;
    /// use yuanrong_errors::{RestErrorCode, rest};
    ///
    /// let response = Response::builder()
    ///     .status(500)
    ///     .header("X-Inner-Code", "4115")
    ///     .body(r#"{"code": 4115, "message": "the function is not found"}"#)?;
    /// let error = rest::Response::from_http(&response).check().unwrap_err();
    /// assert!(error.is(RestErrorCode::FunctionNotFound));
    /// # Ok::<(), http::Error>(())
    /// ```
    #[must_use]
    pub fn from_http(response: &'a http::Response<impl AsRef<[u8]>>) -> Self {
        Self::from_parts(response.status(), response.headers(), response.body().as_ref())
    }

    /// Takes status, headers and body, for clients with a response type of their own, such as
    /// reqwest.
    ///
    /// # Examples
    /// ```
    /// use http::{HeaderMap, HeaderValue, StatusCode};
    /// use std::time::Duration;
    /// use yuanrong_errors::rest;
    ///
    /// let mut headers = HeaderMap::new();
    /// headers.insert("Retry-After", HeaderValue::from_static("7"));
    /// let status = StatusCode::TOO_MANY_REQUESTS;
    /// let error = rest::Response::from_parts(status, &headers, b"").check().unwrap_err();
    /// assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    /// ```
    #[must_use]
    pub fn from_parts(status: StatusCode, headers: &'a HeaderMap, body: &'a [u8]) -> Self {
        let values =
            |name| headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        let first = |name| values(name).next();
        let inner_code = values(INNER_CODE).find(|value| inner_code_in(value).is_some());
        Self::new(status.as_u16(), body)
            .inner_code(inner_code.or(first(INNER_CODE)))
            .trace_id(first("x-trace-id"))
            .retry_after(first(header::RETRY_AFTER.as_str()))
            .date(first(header::DATE.as_str()))
            .content_type(first(header::CONTENT_TYPE.as_str()))
    }
}

#[cfg(feature = "json")]
const INNER_CODE: &str = "x-inner-code";
