//! The records that could not be processed, and why.

use std::collections::BTreeMap;

use shared::domain::Error;

/// Records that could not be processed, by sequence number.
#[derive(Clone, Debug, Default)]
pub struct Failures(pub(crate) BTreeMap<String, Failure>);

/// Why a record could not be processed (`docs/decisions/2026-11-30-outage-or-poison.md`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The table, the files or the bus do not respond for now, or refuse all calls. The record waits until they do.
    Outage,
    /// The record cannot be applied. It is parked if that does not change.
    Unapplied(String),
    /// The record cannot be read. It is parked.
    Unreadable(String),
}

impl Failure {
    /// The failure of a projection.
    pub fn of(error: &Error) -> Self {
        if error.is_outage() { Self::Outage } else { Self::Unapplied(describe(error)) }
    }

    /// What is known of a record whose projections failed for both of these reasons. Only an attempt without an outage
    /// shows whether a record is poison.
    fn and(self, other: Self) -> Self {
        if other == Self::Outage { other } else { self }
    }
}

impl Failures {
    /// These records have failed with an error.
    pub fn of(records: impl IntoIterator<Item = String>, error: &Error) -> Self {
        let failure = Failure::of(error);
        Self(records.into_iter().map(|record| (record, failure.clone())).collect())
    }

    /// None, or this record with the error that its processing has returned, which is logged. `cannot` says what failed.
    pub fn after(record: &str, outcome: Result<(), Error>, cannot: &str) -> Self {
        let Err(error) = outcome else { return Self::default() };
        tracing::warn!(sequence = record, %error, "{cannot}");
        Self::of([record.to_owned()], &error)
    }

    /// Adds a record.
    pub fn insert(&mut self, record: String, failure: Failure) {
        let failure = match self.0.remove(&record) {
            Some(known) => known.and(failure),
            None => failure,
        };
        self.0.insert(record, failure);
    }
}

impl Extend<Self> for Failures {
    fn extend<T: IntoIterator<Item = Self>>(&mut self, others: T) {
        for (record, failure) in others.into_iter().flat_map(|failures| failures.0) {
            self.insert(record, failure);
        }
    }
}

impl FromIterator<Self> for Failures {
    fn from_iter<T: IntoIterator<Item = Self>>(others: T) -> Self {
        let mut all = Self::default();
        all.extend(others);
        all
    }
}

/// The error with its causes.
pub fn describe(error: &Error) -> String {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    let texts: Vec<_> = causes.map(ToString::to_string).collect();
    if texts.is_empty() { error.to_string() } else { texts.join(": ") }
}
