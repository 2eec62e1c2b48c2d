//! tracing-subscriber: a format adds the solution to each event that carries an error of the crate.

use std::{
    io::{self, Read},
    sync::Mutex,
};
use tracing::subscriber::with_default;
use yuanrong_errors::{Error, SdkErrorCode, WithSolutions};

#[test]
fn an_event_with_an_error_gets_the_solution() {
    let (mut reader, writer) = io::pipe().expect("a pipe");
    let subscriber = tracing_subscriber::fmt()
        .without_time()
        .with_ansi(false)
        .with_writer(Mutex::new(writer))
        .map_event_format(WithSolutions::new)
        .finish();

    with_default(subscriber, || {
        let error = Error::new(SdkErrorCode::InvokeRateLimited).with_message("100 calls a second");
        tracing::error!(%error, "the call failed");
        tracing::warn!("the call is slow");
    });

    let mut log = String::new();
    reader.read_to_string(&mut log).expect("the log is UTF-8");
    let lines: Vec<&str> = log.lines().collect();
    let [failed, slow] = lines[..] else { panic!("two lines: {log}") };
    let start = "ERROR solutions: the call failed \
         error=1005 ERR_INVOKE_RATE_LIMITED: 100 calls a second \
         error.code=1005 error.name=\"ERR_INVOKE_RATE_LIMITED\" ";
    let end = " error.retry=\"throttled\" error.retryable=true";
    assert!(failed.starts_with(start) && failed.ends_with(end), "{failed}");
    let solution = " error.solution=\"Retry after a certain interval.\" error.hint=";
    assert!(failed.contains(solution), "{failed}");
    assert_eq!(slow, " WARN solutions: the call is slow");
}
