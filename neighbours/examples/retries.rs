//! A client that repeats as each class of advice says, against a server that fails in each way.
//! `cargo run -p yuanrong-errors-neighbours --example retries`

use tower::{Layer, Service, ServiceExt, retry::RetryLayer, service_fn};
use yuanrong_errors::Operation;
use yuanrong_errors_neighbours::{
    client,
    retry::{Advised, Call, with_backon},
    server::Server,
};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let server = Server::start().await?;
    let client = reqwest::Client::new();
    let call = Call { operation: Operation::InvokeStateless, may_run_twice: false };
    for (code, attempts) in [(1001, 1), (1005, 3), (1007, 3), (3002, 1), (150_435, 3), (9000, 3)] {
        let name = format!("backon-{code}");
        let url = server.failing(code, 2, &name);
        match with_backon(call, || client::call(&client, &url)).await {
            Ok(_) => println!("{code}: worked at attempt {}", server.calls(&name).len()),
            Err(error) => println!("{}", error.report()),
        }
        assert_eq!(server.calls(&name).len(), attempts, "{name}");

        let name = format!("tower-{code}");
        let service = service_fn(async |url: String| client::call(&client, &url).await);
        let mut service = RetryLayer::new(Advised::new(call)).layer(service);
        let ready = service.ready().await.expect("always ready");
        let result = ready.call(server.failing(code, 2, &name)).await;
        assert_eq!(
            (server.calls(&name).len(), result.is_ok()),
            (attempts, attempts == 3),
            "{name}"
        );
    }
    Ok(())
}
