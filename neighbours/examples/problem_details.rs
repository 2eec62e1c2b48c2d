//! A gateway that answers with problem details. `cargo run -p yuanrong-errors-neighbours --example
//! problem_details`, then `curl -i localhost:8077/`.

use axum::{Router, routing::get};
use yuanrong_errors::{Error, RestErrorCode};
use yuanrong_errors_neighbours::problem::Problem;

async fn handler() -> Result<&'static str, Problem> {
    Err(Error::new(RestErrorCode::FunctionNotFound).with_message("there is no function demo"))?;
    Ok("done")
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8077").await?;
    axum::serve(listener, Router::new().route("/", get(handler))).await
}
