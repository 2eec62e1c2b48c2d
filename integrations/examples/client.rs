//! One line turns an answer of the REST API into its body or a typed error, with reqwest.
//! `cargo run -p yuanrong-errors-neighbours --example client`

use yuanrong_errors::{ErrorCode, RestErrorCode};
use yuanrong_errors_neighbours::{client, server::Server};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let server = Server::start().await?;
    let client = reqwest::Client::new();
    let url = server.failing(4115, 1, "demo");

    let error = client::call(&client, &url).await.expect_err("it fails once");
    println!("{:#}", error.report());
    assert!(matches!(error.code(), ErrorCode::Rest(RestErrorCode::FunctionNotFound)));
    assert_eq!(error.trace_id(), Some("7f3a"));

    let body = client::call(&client, &url).await.expect("then it works");
    assert_eq!(body, br#"{"code": 0, "result": "done"}"#);
    Ok(())
}
