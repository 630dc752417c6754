//! The domain error of a failed call of the table.

use crate::domain::{self, ErrorKind};
use crate::dynamo::{self, Misconfigured};

impl From<dynamo::Error> for domain::Error {
    fn from(error: dynamo::Error) -> Self {
        match error {
            dynamo::Error::Unavailable(cause) => Self::unavailable(cause),
            dynamo::Error::OutcomeUnknown(cause) => Self::outcome_unknown(cause),
            dynamo::Error::Internal(cause) => Self::internal(cause),
        }
    }
}

impl domain::Error {
    /// Whether the same work may succeed later although nothing about it changes: the table or another service does not
    /// respond for now, an operator has to give access to it, or other writers were faster. Any other error is of the
    /// work itself.
    pub fn is_outage(&self) -> bool {
        match self.kind {
            ErrorKind::Unavailable
            | ErrorKind::OutcomeUnknown
            | ErrorKind::InProgress
            | ErrorKind::Throttled { .. } => true,
            _ => self.is_changed_meanwhile() || self.cause.as_ref().is_some_and(|cause| cause.is::<Misconfigured>()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_told_from_a_fault_of_the_work_itself() {
        let of = |error: dynamo::Error| domain::Error::from(error).is_outage();
        assert!(of(dynamo::Error::unavailable("throttled")) && of(dynamo::Error::outcome_unknown("no response")));
        assert!(!of(dynamo::Error::internal("a missing attribute")));
        assert!(!domain::Error::not_found().is_outage());
        assert!(domain::Error::changed_meanwhile("folder").is_outage());
        assert!(domain::Error::throttled(1).is_outage());
    }
}
