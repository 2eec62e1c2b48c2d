//! Repeating calls as each class of advice says, with backon and with tower.

use backon::{BackoffBuilder, ExponentialBuilder, Retryable};
use std::{future::Future, pin::Pin, time::Duration};
use tower::retry::Policy;
use yuanrong_errors::{Error, Operation, Retry};

/// What the catalogue cannot know of a call.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// What it does.
    pub operation: Operation,
    /// Whether it does no harm if it runs twice.
    pub may_run_twice: bool,
}

impl Call {
    /// How long to wait before the call is repeated, where `step` is the wait for a passing fault;
    /// nothing if it must not be repeated.
    #[must_use]
    pub fn delay(self, error: &Error, step: Duration) -> Option<Duration> {
        match error.retry_for(self.operation) {
            Retry::Backoff => Some(step),
            Retry::Throttled => Some(step * 10),
            Retry::IfIdempotent => self.may_run_twice.then_some(step),
            // Another instance needs no time to recover.
            Retry::OtherInstance => Some(Duration::ZERO),
            // `Never`, and any class that is newer than this program.
            _ => None,
        }
    }
}

/// The waits for a passing fault: four, each twice as long as the one before.
fn steps() -> ExponentialBuilder {
    ExponentialBuilder::default().with_min_delay(Duration::from_millis(2)).with_max_times(4)
}

/// Repeats with backon, which lets the error adjust each wait or end the loop.
///
/// # Errors
/// The last one.
pub async fn with_backon<T, F>(call: Call, attempt: impl FnMut() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    attempt
        .retry(steps())
        .adjust(move |error: &Error, step| step.and_then(|step| call.delay(error, step)))
        .await
}

/// A policy for tower's retry layer, over services whose error is [`Error`].
#[derive(Clone, Debug)]
pub struct Advised {
    call: Call,
    attempts: usize,
}

impl Advised {
    /// For this kind of call.
    #[must_use]
    pub fn new(call: Call) -> Self {
        Self { call, attempts: 0 }
    }
}

impl<Request: Clone, Response> Policy<Request, Response, Error> for Advised {
    // Boxed, since tokio's timer cannot be moved.
    type Future = Pin<Box<dyn Future<Output = ()> + Send>>;

    fn retry(
        &mut self,
        _: &mut Request,
        result: &mut Result<Response, Error>,
    ) -> Option<Self::Future> {
        let error = result.as_ref().err()?;
        let step = steps().build().nth(self.attempts)?;
        let delay = self.call.delay(error, step)?;
        self.attempts += 1;
        Some(Box::pin(tokio::time::sleep(delay)))
    }

    fn clone_request(&mut self, request: &Request) -> Option<Request> {
        Some(request.clone())
    }
}
