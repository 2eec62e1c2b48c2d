//! A client that repeats as each class of advice says, against a server that fails in each way.
//! `cargo run -p yuanrong-errors-neighbours --example retries`

use yuanrong_errors::Operation;
use yuanrong_errors_neighbours::{
    client,
    retry::{Call, with_backon},
    server::Server,
};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let server = Server::start().await?;
    let client = reqwest::Client::new();
    let call = Call { operation: Operation::InvokeStateless, may_run_twice: false };
    for code in [1001, 1005, 1007, 3002, 150_435, 9000] {
        let name = code.to_string();
        let url = server.failing(code, 2, &name);
        match with_backon(call, || client::call(&client, &url)).await {
            Ok(_) => println!("{code}: worked at attempt {}", server.calls(&name).len()),
            Err(error) => println!("{}", error.report()),
        }
    }
    Ok(())
}
