//! A client that repeats as each class of advice says, against a server that fails in each way.
//! `cargo run -p yuanrong-errors-neighbours --example retries`

use std::time::Duration;
use tower::{Layer, Service, ServiceExt, retry::RetryLayer, service_fn};
use yuanrong_errors::Operation;
use yuanrong_errors_neighbours::{
    client,
    retry::{Advised, Call, with_backon},
    server::Server,
};

const STATELESS: Call = Call { operation: Operation::InvokeStateless, may_run_twice: false };
const STATEFUL: Call = Call { operation: Operation::InvokeStateful, ..STATELESS };
const IDEMPOTENT: Call = Call { may_run_twice: true, ..STATELESS };

/// What is called, the code that it fails with twice, how often it is called in all, and how long
/// is waited at least before the second time.
const CASES: [(Call, u32, usize, Duration); 8] = [
    // Never.
    (IDEMPOTENT, 1001, 1, Duration::ZERO),
    // Backoff.
    (STATELESS, 150_435, 3, Duration::from_millis(2)),
    // Throttled.
    (STATELESS, 1005, 3, Duration::from_millis(20)),
    // IfIdempotent.
    (STATELESS, 3002, 1, Duration::ZERO),
    (IDEMPOTENT, 3002, 3, Duration::from_millis(2)),
    // OtherInstance, of the instance itself or by the header of a scheduler.
    (STATELESS, 1007, 3, Duration::ZERO),
    (STATELESS, 9000, 3, Duration::ZERO),
    (STATEFUL, 1007, 1, Duration::ZERO),
];

fn check(server: &Server, name: &str, attempts: usize, wait: Duration) {
    let calls = server.calls(name);
    assert_eq!(calls.len(), attempts, "{name}");
    if let [first, second, ..] = calls[..] {
        assert!(second.duration_since(first) >= wait, "{name}");
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let server = Server::start().await?;
    let client = reqwest::Client::new();
    for (number, (call, code, attempts, wait)) in CASES.into_iter().enumerate() {
        let name = format!("backon-{number}");
        let url = server.failing(code, 2, &name);
        let result = with_backon(call, || client::call(&client, &url)).await;
        assert_eq!(result.is_ok(), attempts == 3, "{name}");
        match result {
            Ok(_) => println!("{code}: worked at attempt {}", server.calls(&name).len()),
            Err(error) => println!("{}", error.report()),
        }
        check(&server, &name, attempts, wait);

        let name = format!("tower-{number}");
        let service = service_fn(async |url: String| client::call(&client, &url).await);
        let mut service = RetryLayer::new(Advised::new(call)).layer(service);
        let ready = service.ready().await.expect("always ready");
        let result = ready.call(server.failing(code, 2, &name)).await;
        assert_eq!(result.is_ok(), attempts == 3, "{name}");
        check(&server, &name, attempts, wait);
    }
    Ok(())
}
