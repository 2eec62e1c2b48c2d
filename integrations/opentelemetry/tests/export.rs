//! OpenTelemetry: the exported span and log record of a failed call have the facts of its error, by the
//! names of the semantic conventions where they have one.

use opentelemetry::{
    KeyValue, Value,
    logs::{AnyValue, Severity},
    trace::{Status, TracerProvider},
};
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_sdk::{
    logs::{InMemoryLogExporter, SdkLogRecord, SdkLoggerProvider},
    trace::{InMemorySpanExporter, SdkTracerProvider, SpanData},
};
use std::collections::BTreeMap;
use tracing::{Level, Span, instrument, subscriber::with_default};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::layer::SubscriberExt;
use yuanrong_errors::{Error, SdkErrorCode, error_event};

/// Calls a function, in a span. The call fails.
#[instrument(skip_all)]
fn call(error: &Error) {
    // The span's own attribute, by which failures are counted.
    Span::current().set_attribute("error.type", error.name().unwrap_or("_OTHER"));
    error_event!(error, function = "demo", "the call failed");
}

/// Returns the span and the log records that are exported while this runs.
fn exported(run: impl FnOnce()) -> (SpanData, Vec<SdkLogRecord>) {
    let (spans, logs) = (InMemorySpanExporter::default(), InMemoryLogExporter::default());
    let tracers = SdkTracerProvider::builder().with_simple_exporter(spans.clone()).build();
    let loggers = SdkLoggerProvider::builder().with_simple_exporter(logs.clone()).build();
    let subscriber = tracing_subscriber::registry()
        .with(tracing_opentelemetry::layer().with_tracer(tracers.tracer("calls")))
        .with(OpenTelemetryTracingBridge::new(&loggers));
    with_default(subscriber, run);

    let mut spans = spans.get_finished_spans().expect("the spans");
    let span = spans.pop().expect("a span");
    assert!(spans.is_empty());
    let logs = logs.get_emitted_logs().expect("the log records");
    (span, logs.into_iter().map(|log| log.record).collect())
}

/// A value of an attribute, for a comparison.
#[derive(Clone, Debug, PartialEq)]
enum Attribute {
    Text(String),
    Number(i64),
    Flag(bool),
}

type Attributes = BTreeMap<String, Attribute>;

/// Returns the attributes of a span or of an event in it.
fn of_span(attributes: &[KeyValue]) -> Attributes {
    let attribute = |attribute: &KeyValue| {
        let value = match &attribute.value {
            Value::String(text) => Attribute::Text(text.to_string()),
            Value::I64(number) => Attribute::Number(*number),
            Value::Bool(flag) => Attribute::Flag(*flag),
            // The list of an exception's causes.
            _ => return None,
        };
        Some((attribute.key.to_string(), value))
    };
    attributes.iter().filter_map(attribute).collect()
}

fn of_log(record: &SdkLogRecord) -> Attributes {
    let attribute = |(key, value): &(opentelemetry::Key, AnyValue)| {
        let value = match value {
            AnyValue::String(text) => Attribute::Text(text.to_string()),
            AnyValue::Int(number) => Attribute::Number(*number),
            AnyValue::Boolean(flag) => Attribute::Flag(*flag),
            other => panic!("{other:?}"),
        };
        (key.to_string(), value)
    };
    record.attributes_iter().map(attribute).collect()
}

/// Returns the attributes that a failed call has.
fn facts() -> Attributes {
    let texts = [
        ("exception.message", "1005 ERR_INVOKE_RATE_LIMITED: 100 calls a second"),
        ("error.type", "ERR_INVOKE_RATE_LIMITED"),
        ("error.name", "ERR_INVOKE_RATE_LIMITED"),
        ("error.table", "sdk"),
        ("error.message", "100 calls a second"),
        ("error.kind", "resource-exhausted"),
        ("error.solution", SdkErrorCode::InvokeRateLimited.solution()),
        ("error.hint", SdkErrorCode::InvokeRateLimited.hint().expect("a hint")),
        ("error.retry", "throttled"),
        ("trace_id", "7f3a"),
        ("function", "demo"),
    ];
    let texts = texts.map(|(key, text)| (key, Attribute::Text(text.to_owned())));
    let others = [
        ("error.code", Attribute::Number(1005)),
        ("http.response.status_code", Attribute::Number(429)),
        ("error.retryable", Attribute::Flag(true)),
    ];
    texts.into_iter().chain(others).map(|(key, value)| (key.to_owned(), value)).collect()
}

fn limited() -> Error {
    Error::new(SdkErrorCode::InvokeRateLimited)
        .with_message("100 calls a second")
        .with_http_status(429)
        .with_trace_id("7f3a")
}

#[test]
fn a_span_has_the_facts_of_its_error() {
    let (span, _) = exported(|| call(&limited()));
    assert_eq!((&*span.name, &span.status), ("call", &Status::error("")));
    let attributes = of_span(&span.attributes);
    for key in ["error.type", "exception.message"] {
        assert_eq!(attributes[key], facts()[key]);
    }

    let [event] = &span.events.events[..] else { panic!("one event: {:?}", span.events) };
    assert_eq!(event.name, "the call failed");
    let attributes = of_span(&event.attributes);
    for (key, value) in facts() {
        assert_eq!(attributes.get(&key), Some(&value), "{key}");
    }
}

#[test]
fn a_log_record_has_the_facts_of_its_error_and_its_span() {
    let (span, logs) = exported(|| call(&limited()));
    let [record] = &logs[..] else { panic!("one record: {logs:?}") };
    assert_eq!(record.severity_number(), Some(Severity::Error));
    assert_eq!(record.body(), Some(&AnyValue::from("the call failed")));
    let context = record.trace_context().expect("the record is in a span");
    assert_eq!(context.span_id, span.span_context.span_id());
    assert_eq!(of_log(record), facts());
}

#[test]
fn a_fact_that_is_missing_is_left_out() {
    let (span, logs) = exported(|| {
        let _span = tracing::info_span!("call").entered();
        error_event!(level: Level::WARN, Error::without_code().with_http_status(503));
    });
    assert_eq!(span.status, Status::Unset, "a warning");
    let [record] = &logs[..] else { panic!("one record: {logs:?}") };
    assert_eq!(record.severity_number(), Some(Severity::Warn));
    let attributes = of_log(record);
    for key in ["error.type", "error.code", "error.name", "error.table", "trace_id"] {
        assert_eq!(attributes.get(key), None, "{key}");
    }
    assert_eq!(attributes["http.response.status_code"], Attribute::Number(503));
    assert_eq!(attributes["error.retry"], Attribute::Text("if-idempotent".to_owned()));
}
