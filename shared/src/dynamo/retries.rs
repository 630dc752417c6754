//! Attempts at a write, and what is known of those that failed.
//!
//! An attempt whose response was lost may have been applied. The SDK's own retries hide that, so writes are retried here.

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{Builder, Config};
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

use crate::dynamo::backoff::Backoff;
use crate::dynamo::error::{Error, Result};

/// Attempts at a write that was throttled, or whose response was lost.
const ATTEMPTS: usize = 4;

/// Why an attempt at a write failed.
pub(crate) enum Failure {
    /// It conflicted with a transaction: not applied.
    Conflict,
    /// Throttled: not applied.
    Busy(Error),
    /// No response: it may have been applied.
    Lost(Error),
    /// It never succeeds.
    Error(Error),
}

impl Failure {
    pub(crate) fn of<E>(error: SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    {
        const BUSY: [&str; 3] =
            ["ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"];
        let busy = error.as_service_error().and_then(E::code).is_some_and(|code| BUSY.contains(&code));
        match Error::from(error) {
            error if busy => Self::Busy(error),
            error if error.is_unavailable() => Self::Lost(error),
            error => Self::Error(error),
        }
    }
}

/// The attempts at one write so far.
pub(crate) struct Retries {
    backoff: Backoff,
    failed: usize,
    lost: bool,
}

impl Retries {
    pub(crate) fn new() -> Self {
        Self { backoff: Backoff::new(), failed: 0, lost: false }
    }

    /// Whether a response was lost, so that the write may have been applied.
    pub(crate) fn may_be_applied(&self) -> bool {
        self.lost
    }

    /// Waits before the attempt after one that failed, or fails if there is none.
    pub(crate) async fn wait_after(&mut self, failure: Failure) -> Result<()> {
        let (error, reason) = match failure {
            Failure::Conflict => return self.wait("conflicting transactions").await,
            Failure::Error(error) => return Err(error),
            Failure::Busy(error) => (error, "a throttled table"),
            Failure::Lost(error) => {
                self.lost = true;
                (error, "lost responses")
            }
        };
        self.failed += 1;
        if self.failed == ATTEMPTS { Err(self.outcome(error)) } else { self.wait(reason).await }
    }

    async fn wait(&mut self, reason: &'static str) -> Result<()> {
        let waited = self.backoff.wait(reason).await;
        waited.map_err(|error| self.outcome(error))
    }

    fn outcome(&self, error: Error) -> Error {
        if self.lost { error.of_a_write() } else { error }
    }
}

/// The configuration of a single attempt.
pub(crate) fn once() -> Builder {
    Config::builder().retry_config(RetryConfig::disabled())
}
