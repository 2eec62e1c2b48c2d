//! tonic: a service responds with an error, and its client has the same error, over a real connection.

use http::uri::PathAndQuery;
use prost::Message;
use std::{
    convert::Infallible,
    error::Error as _,
    future::Future,
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{net::TcpListener, task::JoinHandle};
use tonic::{
    Code, Request, Response, Status,
    body::Body,
    client, server,
    server::NamedService,
    transport::{Endpoint, Server, server::TcpIncoming},
};
use tonic_prost::ProstCodec;
use tonic_types::{ErrorDetails, StatusExt};
use tower::{Service, service_fn};
use with_tonic::{DOMAIN, from_status, to_status};
use yuanrong_errors::{
    DataSystemErrorCode, Error, ErrorCode, ErrorKind, FunctionSystemErrorCode, Module, Operation,
    RestErrorCode, Retry, SdkErrorCode, Table, rest,
};

/// What prost generates for a request: the name of a function.
#[derive(Clone, PartialEq, Message)]
struct Invocation {
    #[prost(string, tag = "1")]
    function: String,
}

/// What prost generates for a response: a result.
#[derive(Clone, PartialEq, Message)]
struct Output {
    #[prost(string, tag = "1")]
    text: String,
}

/// The behaviour of a service.
type Function = fn() -> Result<String, Status>;

/// A service with one method, as `tonic-build` generates it.
#[derive(Clone)]
struct Functions {
    function: Function,
    calls: Arc<AtomicUsize>,
}

impl NamedService for Functions {
    const NAME: &'static str = "demo.Functions";
}

impl Service<http::Request<Body>> for Functions {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let function = self.function;
        let invoke = service_fn(move |_: Request<Invocation>| async move {
            function().map(|text| Response::new(Output { text }))
        });
        let mut grpc = server::Grpc::new(ProstCodec::default());
        Box::pin(async move { Ok(grpc.unary(invoke, request).await) })
    }
}

/// A server that listens, and how often it was called.
struct Loopback {
    address: SocketAddr,
    calls: Arc<AtomicUsize>,
    task: JoinHandle<Result<(), tonic::transport::Error>>,
}

impl Loopback {
    async fn start(function: Function) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (address, calls) = (listener.local_addr()?, Arc::<AtomicUsize>::default());
        let functions = Functions { function, calls: Arc::clone(&calls) };
        let server = Server::builder().add_service(functions);
        let task = tokio::spawn(server.serve_with_incoming(TcpIncoming::from(listener)));
        Ok(Self { address, calls, task })
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Longer than any response takes.
const LIMIT: Duration = Duration::from_secs(30);

/// Calls a function.
async fn call(address: SocketAddr, limit: Duration) -> Result<String, Error> {
    let endpoint = Endpoint::from_shared(format!("http://{address}")).expect("an address");
    let channel = endpoint.timeout(limit).connect_lazy();
    let mut client = client::Grpc::new(channel);
    client.ready().await.expect("a channel that connects later is ready");
    let request = Request::new(Invocation { function: "demo".to_owned() });
    let path = PathAndQuery::from_static("/demo.Functions/Invoke");
    let codec = ProstCodec::<Invocation, Output>::default();
    let response = client.unary(request, path, codec).await.map_err(from_status)?;
    Ok(response.into_inner().text)
}

/// Returns the error that a client has when the function fails with this status.
async fn received(function: Function) -> Error {
    let server = Loopback::start(function).await.expect("a server");
    let error = call(server.address, LIMIT).await.expect_err("the function fails");
    assert_eq!(server.calls(), 1);
    error
}

/// Fails with an error that has everything.
fn fail() -> Result<String, Error> {
    Err(Error::new(RestErrorCode::FunctionNotFound)
        .with_message("函数 demo\nnot found")
        .with_module(Module::RuntimeInvoke)
        .with_trace_id("7f3a")
        .with_http_status(500)
        .with_retry_after(Duration::from_millis(1500)))
}

#[tokio::test]
async fn a_client_has_the_error_of_the_service() {
    let error = received(|| fail().map_err(|error| to_status(&error))).await;
    assert!(error.is(RestErrorCode::FunctionNotFound));
    assert_eq!(error.server_message(), Some("函数 demo\nnot found"));
    assert_eq!(error.module(), Some(Module::RuntimeInvoke));
    assert_eq!((error.trace_id(), error.http_status()), (Some("7f3a"), Some(500)));
    assert_eq!(error.retry_after(), Some(Duration::from_millis(1500)));
    assert_eq!(format!("{error:?}"), format!("{:?}", fail().unwrap_err()), "nothing is lost");
}

#[tokio::test]
async fn a_result_is_a_result() {
    let server = Loopback::start(|| Ok("done".to_owned())).await.expect("a server");
    assert_eq!(call(server.address, LIMIT).await.expect("a result"), "done");
    assert_eq!(server.calls(), 1);
}

#[test]
fn a_status_is_readable_without_this_crate() {
    let status = to_status(&fail().unwrap_err());
    assert_eq!((status.code(), status.message()), (Code::NotFound, "函数 demo\nnot found"));
    let details = status.get_error_details();
    let info = details.error_info().expect("an ErrorInfo");
    assert_eq!((&*info.reason, &*info.domain), ("FunctionNotFound", DOMAIN));
    assert_eq!(info.metadata["code"], "rest:4115");
    assert_eq!((&*info.metadata["kind"], &*info.metadata["retry"]), ("not-found", "never"));
    assert_eq!(details.request_info().expect("a RequestInfo").request_id, "7f3a");
    let delay = details.retry_info().expect("a RetryInfo").retry_delay;
    assert_eq!(delay, Some(Duration::from_millis(1500)));
}

/// Returns what an error becomes on the way.
fn sent(error: &Error) -> Error {
    from_status(to_status(error))
}

#[test]
fn every_code_keeps_its_table() {
    let sdk = SdkErrorCode::ALL.iter().copied().map(ErrorCode::from);
    let rest = RestErrorCode::ALL.iter().copied().map(ErrorCode::from);
    let data_system = DataSystemErrorCode::ALL.iter().copied().map(ErrorCode::from);
    let function_system = FunctionSystemErrorCode::ALL.iter().copied().map(ErrorCode::from);
    let unknown = [ErrorCode::in_table(Table::Rest, 1001), ErrorCode::from(-1)];
    for code in sdk.chain(rest).chain(data_system).chain(function_system).chain(unknown) {
        let error = sent(&Error::new(code));
        assert_eq!((error.code(), error.server_message()), (Some(code), None));
        assert_eq!((error.kind(), error.retry()), (code.kind(), code.retry()));
        for &operation in Operation::ALL {
            assert_eq!(error.retry_for(operation), code.retry_for(operation));
        }
    }
}

#[test]
fn an_error_without_a_code_keeps_what_it_has() {
    let word = Error::without_code().with_raw_code("INVALID_QUERY").with_message("no field");
    let proxy = Error::without_code().with_http_status(503);
    let lost = Error::without_code().with_kind(ErrorKind::UserCode).with_retry(Retry::Backoff);
    let module = Error::without_code().with_module(77);
    for error in [word, proxy, lost, module, Error::without_code()] {
        let received = sent(&error);
        assert_eq!((received.code(), received.raw_code()), (None, error.raw_code()));
        assert_eq!(received.to_string(), error.to_string());
        assert_eq!((received.kind(), received.retry()), (error.kind(), error.retry()));
        assert_eq!(received.module(), error.module());
        assert_eq!(received.http_status(), error.http_status());
    }
}

#[test]
fn the_advice_of_a_cause_is_kept() {
    let body = br#"{"code": 150425, "message": "no instance"}"#;
    let cause = rest::check(500, None, body).unwrap_err();
    let text = format!("failed response status_code: 500, result: {}", "{\"code\":150425}");
    let error = Error::from_text(&format!("code: 1001, module code: 20, msg: {text}"));
    let error = error.expect("the text has a code");
    assert_eq!(error.kind(), cause.kind());
    let received = sent(&error);
    assert!(received.is(SdkErrorCode::ParamInvalid));
    assert_eq!((received.kind(), received.retry()), (error.kind(), error.retry()));
}

#[tokio::test]
async fn long_and_hostile_texts_arrive_cut_and_shown_safely() {
    fn hostile() -> Error {
        let text = "\u{1b}[2J\nforged\0\u{202e}函数".repeat(10_000);
        Error::new(1002).with_message(&*text).with_trace_id(&*text).with_raw_code(text)
    }
    let error = received(|| Err(to_status(&hostile()))).await;
    assert!(error.is(SdkErrorCode::ResourceNotEnough));
    let message = error.server_message().expect("a message");
    assert!(message.starts_with("\u{1b}[2J\nforged\0") && message.ends_with(" bytes)"));
    assert!(message.len() < 1100);

    let response = to_status(&hostile()).into_http::<()>();
    let headers = response.headers().iter();
    // By the measure of HTTP/2, a header has 32 bytes more.
    let size: usize = headers.map(|(name, value)| name.as_str().len() + value.len() + 32).sum();
    assert!(size < 8 * 1024, "{size}");
    assert!(!error.to_string().contains(char::is_control), "{error}");
}

#[tokio::test]
async fn a_status_that_is_not_ours_is_an_error_without_a_code() {
    let error = received(|| Err(Status::resource_exhausted("too many streams"))).await;
    assert_eq!((error.code(), error.kind()), (None, ErrorKind::ResourceExhausted));
    assert_eq!((error.message(), error.retry()), ("too many streams", Retry::Throttled));
    let status = error.source().and_then(|source| source.downcast_ref::<Status>());
    assert_eq!(status.map(Status::code), Some(Code::ResourceExhausted));

    // Somebody else's `ErrorInfo`.
    let error = received(|| {
        let metadata = [("code".to_owned(), "rest:4115".to_owned())];
        let details = ErrorDetails::with_error_info("QUOTA", "example.com", metadata);
        Err(Status::with_error_details(Code::Aborted, "no quota", details))
    });
    let error = error.await;
    assert_eq!(
        (error.code(), error.kind(), error.retry()),
        (None, ErrorKind::Aborted, Retry::Never)
    );

    // Values of a type that they should not have, and bytes that are not protobuf.
    let metadata = ["code", "kind", "retry", "module", "http_status"]
        .map(|key| (key.to_owned(), "\u{1b}[2J".to_owned()));
    let details = ErrorDetails::with_error_info("", DOMAIN, metadata);
    let error = from_status(Status::with_error_details(Code::Internal, "broken", details));
    assert_eq!(format!("{error:?}"), "Error { server_message: \"broken\" }");
    let broken = Status::with_details(Code::Internal, "broken", b"\xff".as_slice().into());
    assert_eq!(from_status(broken).kind(), ErrorKind::Internal);
}

#[tokio::test]
async fn a_call_that_was_not_sent_can_be_retried() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let error = call(address, LIMIT).await.expect_err("nobody listens");
    assert_eq!((error.code(), error.kind()), (None, ErrorKind::Unavailable));
    assert!(error.permits_retry(Operation::InvokeStateless, false), "{error:?}");
}

#[tokio::test]
async fn a_call_that_timed_out_may_have_run() {
    // Accepts the connection and never responds.
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let error = call(address, Duration::from_millis(50)).await.expect_err("no response");
    assert_eq!((error.code(), error.kind()), (None, ErrorKind::DeadlineExceeded));
    assert_eq!(error.retry(), Retry::IfIdempotent);
}
