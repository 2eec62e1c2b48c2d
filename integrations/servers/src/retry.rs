//! Retries that follow the advice of each error, with backon and with tower.

use backon::{BackoffBuilder, ExponentialBuilder, Retryable};
use std::{future::Future, pin::Pin, time::Duration};
use tower::retry::Policy;
use yuanrong_errors::{Error, Operation, Retry};

/// What the catalogue cannot know about a call.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// What the call does.
    pub operation: Operation,
    /// Whether the call does no harm when it runs twice.
    pub idempotent: bool,
}

impl Call {
    /// Returns how long to wait before the next attempt, or `None` if a retry is not permitted.
    /// `step` is the delay for a passing fault.
    #[must_use]
    pub fn delay(self, error: &Error, step: Duration) -> Option<Duration> {
        if !error.permits_retry(self.operation, self.idempotent) {
            return None;
        }
        Some(match error.retry_for(self.operation) {
            Retry::Throttled => step * 10,
            // Another instance needs no time to recover.
            Retry::OtherInstance => Duration::ZERO,
            _ => step,
        })
    }
}

/// The delays for a passing fault: four, each twice as long as the one before.
fn steps() -> ExponentialBuilder {
    ExponentialBuilder::default().with_min_delay(Duration::from_millis(2)).with_max_times(4)
}

/// Retries with backon, which lets the error adjust each delay or end the loop.
///
/// # Errors
/// Returns the last one.
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
pub struct RetryPolicy {
    call: Call,
    attempts: usize,
}

impl RetryPolicy {
    /// Returns the policy for this kind of call.
    #[must_use]
    pub fn new(call: Call) -> Self {
        Self { call, attempts: 0 }
    }
}

impl<Request: Clone, Response> Policy<Request, Response, Error> for RetryPolicy {
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
