use log::{
    LevelFilter, Log, Metadata, Record,
    kv::{Error, Key, Value, VisitSource},
};
use yuanrong_errors::{SdkErrorCode, error_record};

/// Prints each field on a line.
struct Logger;

impl<'kvs> VisitSource<'kvs> for Logger {
    fn visit_pair(&mut self, key: Key<'kvs>, value: Value<'kvs>) -> Result<(), Error> {
        println!("  {key}: {value}");
        Ok(())
    }
}

impl Log for Logger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        println!("{} {}: {}", record.level(), record.target(), record.args());
        if let Err(error) = record.key_values().visit(&mut Logger) {
            println!("  {error}");
        }
    }

    fn flush(&self) {}
}

fn main() -> Result<(), log::SetLoggerError> {
    log::set_logger(&Logger)?;
    log::set_max_level(LevelFilter::Info);

    let error = yuanrong_errors::Error::new(SdkErrorCode::InvokeRateLimited);
    error_record!(error, "while calling {}", "demo");
    Ok(())
}
