//! A gateway that answers a failed call with problem details, and a client that reads them.
//! `cargo run -p yuanrong-errors-neighbours --example problem_details`

use axum::{Router, routing::get};
use std::error::Error as StdError;
use tokio::net::TcpListener;
use yuanrong_errors::{Error, RestErrorCode};
use yuanrong_errors_neighbours::problem::Problem;

async fn handler() -> Result<&'static str, Problem> {
    Err(Error::new(RestErrorCode::FunctionNotFound).with_message("there is no function demo"))?;
    Ok("done")
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/", listener.local_addr()?);
    let router = Router::new().route("/", get(handler));
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    let answer = reqwest::get(url).await?;
    assert_eq!(answer.status(), http::StatusCode::NOT_FOUND);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let body = answer.text().await?;
    println!("{body}");
    assert!(body.contains(r#""detail":"there is no function demo""#));
    assert!(body.contains(r#""title":"Not Found""#));
    server.abort();
    Ok(())
}
