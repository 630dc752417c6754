//! What a failed call means, in the kinds that callers tell apart.

use std::fmt;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

/// The cause of an error, for the log.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;
/// The result of a call of the table.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A call of DynamoDB that did not succeed.
#[derive(Debug)]
pub enum Error {
    /// The table is out of reach, throttled or overloaded: the same call may succeed later. It changed nothing.
    Unavailable(Cause),
    /// The response to a write was lost: the write may have been applied.
    OutcomeUnknown(Cause),
    /// The request or the item is malformed: the same call fails again.
    Internal(Cause),
}

impl Error {
    /// The table does not answer for now.
    pub fn unavailable(cause: impl Into<Cause>) -> Self {
        Self::Unavailable(cause.into())
    }

    /// The response to a write was lost.
    pub fn outcome_unknown(cause: impl Into<Cause>) -> Self {
        Self::OutcomeUnknown(cause.into())
    }

    /// A bug, in the request or in stored data.
    pub fn internal(cause: impl Into<Cause>) -> Self {
        Self::Internal(cause.into())
    }

    /// The error of a write, or of a part of it, that may have been applied.
    pub(crate) fn of_a_write(self) -> Self {
        match self {
            Self::Unavailable(cause) => Self::OutcomeUnknown(cause),
            error => error,
        }
    }

    /// Whether the same call may succeed later, and nothing was changed.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable(cause) => write!(f, "the table is unavailable: {cause}"),
            Self::OutcomeUnknown(cause) => write!(f, "the response to a write was lost: {cause}"),
            Self::Internal(cause) => cause.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

/// The cause of an [`Error::Internal`] that every call has until an operator changes the credentials, the rights or the
/// name of the table. It is no fault of the item.
#[derive(Debug)]
pub struct Misconfigured(Cause);

impl fmt::Display for Misconfigured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Misconfigured {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

/// Classifies an error of the SDK. Without a service error code, or where no answer arrived, the call may succeed later.
impl<E> From<SdkError<E>> for Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    fn from(error: SdkError<E>) -> Self {
        const BUSY: [&str; 6] = [
            "InternalServerError",
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "ServiceUnavailable",
            "ThrottlingException",
            "TransactionConflictException",
        ];
        const MISCONFIGURED: [&str; 8] = [
            "AccessDeniedException",
            "ExpiredTokenException",
            "IncompleteSignatureException",
            "InvalidSignatureException",
            "MissingAuthenticationTokenException",
            "NotAuthorized",
            "ResourceNotFoundException",
            "UnrecognizedClientException",
        ];
        let code = match &error {
            SdkError::ServiceError(service) => service.err().code(),
            SdkError::ConstructionFailure(_) => return Self::internal(error),
            _ => None,
        };
        match code {
            Some(code) if MISCONFIGURED.contains(&code) => Self::internal(Misconfigured(error.into())),
            Some(code) if !BUSY.contains(&code) => Self::internal(error),
            _ => Self::unavailable(error),
        }
    }
}
