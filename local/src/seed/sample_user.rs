//! Sample users who exist.

use jiff::{SignedDuration, Timestamp};
use shared::domain::UserId;

/// Users who are worked on concurrently.
pub const CONCURRENCY: usize = 16;

/// A sample user who exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleUser {
    /// The number.
    pub n: u64,
    /// The id, which contains the time at which the user joined, years ago perhaps.
    pub id: UserId,
    /// When the account was really created. Everything that the user does lies between these two times.
    pub seeded: Timestamp,
}

impl SampleUser {
    /// The beginning of what the user does: this long before the account was created, but not before they joined.
    pub fn active_since(&self, time: SignedDuration) -> Timestamp {
        self.seeded.checked_sub(time).map_or(self.id.created(), |since| since.max(self.id.created()))
    }
}

/// The sample users, by number. A user who was deleted is missing.
#[derive(Default)]
pub struct SampleUsers(Vec<Option<SampleUser>>);

impl SampleUsers {
    /// Adds the next users.
    pub fn extend(&mut self, users: impl IntoIterator<Item = Option<SampleUser>>) {
        self.0.extend(users);
    }

    /// The n-th user.
    pub fn get(&self, n: u64) -> Option<SampleUser> {
        self.0.get(usize::try_from(n).ok()?).copied().flatten()
    }
}
