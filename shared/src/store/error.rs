//! The domain error of a failed call of the table.

use crate::domain;
use crate::dynamo;

impl From<dynamo::Error> for domain::Error {
    fn from(error: dynamo::Error) -> Self {
        match error {
            dynamo::Error::Unavailable(cause) => Self::unavailable(cause),
            dynamo::Error::OutcomeUnknown(cause) => Self::outcome_unknown(cause),
            dynamo::Error::Internal(cause) => Self::internal(cause),
        }
    }
}
