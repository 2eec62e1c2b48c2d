//! tracing: an event has the facts of an error as fields.

use std::{
    io::{self, Read},
    sync::Mutex,
};
use tracing::{Level, subscriber::with_default};
use yuanrong_errors::{Error, SdkErrorCode, error_event};

#[test]
fn an_event_has_the_facts_of_its_error() {
    let (mut reader, writer) = io::pipe().expect("a pipe");
    let subscriber =
        tracing_subscriber::fmt().with_writer(Mutex::new(writer)).with_ansi(false).finish();

    with_default(subscriber, || {
        let error = Error::new(SdkErrorCode::InvokeRateLimited).with_message("100 calls a second");
        error_event!(error, function = "demo");
        error_event!(level: Level::WARN, target: "calls", error, "will retry {}", "soon");
    });

    let mut log = String::new();
    reader.read_to_string(&mut log).expect("the log is UTF-8");
    for field in [
        "ERROR fields: error=1005 ERR_INVOKE_RATE_LIMITED: 100 calls a second ",
        r#" error.code=1005 error.name="ERR_INVOKE_RATE_LIMITED" error.table="sdk" "#,
        r#" error.message="100 calls a second" "#,
        r#" error.solution="Retry after a certain interval." "#,
        r#" error.kind="resource-exhausted" "#,
        r#" error.retry="throttled" error.retryable=true "#,
        r#" function="demo""#,
        " WARN calls: will retry soon error=1005 ERR_INVOKE_RATE_LIMITED: 100 calls a second ",
    ] {
        assert!(log.contains(field), "{field:?} is missing in {log}");
    }
}
