//! axum: a handler responds with the HTTP status and the report of an error.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
    response::IntoResponse,
    routing::get,
};
use tower::ServiceExt;
use yuanrong_errors::{Error, RestErrorCode};

fn call() -> Result<&'static str, Error> {
    Err(Error::new(RestErrorCode::FunctionNotFound).with_message("no function demo"))
}

#[tokio::test]
async fn a_handler_responds_with_the_error() {
    let handler = async || -> Result<&'static str, (StatusCode, String)> {
        call().map_err(|error| (error.kind().into(), error.report().to_string()))
    };
    let router = Router::new().route("/", get(handler));

    let request = Request::get("/").body(Body::empty()).expect("a request");
    let response = router.oneshot(request).await.into_response();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let body = to_bytes(response.into_body(), 1024).await.expect("the body is short");
    let body = String::from_utf8_lossy(&body);
    assert!(body.starts_with("4115 FunctionNotFound: no function demo | solution: "), "{body}");
}
