//! Chance that is the same in every run: the number of a user seeds all choices about the user.

use jiff::Timestamp;
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use shared::domain::Id;

/// What is chosen. Each aspect has random numbers of its own, so that a change of one leaves the others as they are.
#[derive(Clone, Copy, Debug)]
pub enum Aspect {
    /// The profile.
    Profile,
    /// What the user publishes.
    Posts,
    /// How the user reacts to posts.
    Votes,
    /// What the user looks like.
    Picture,
    /// Whom the user knows.
    Ties,
    /// Since when the user knows them.
    TieTimes,
    /// What the user says about posts.
    Comments,
    /// Whom the user flags, and what of theirs is held.
    Moderation,
}

/// The random numbers of one aspect of the n-th user.
pub fn rng(aspect: Aspect, n: u64) -> SmallRng {
    SmallRng::seed_from_u64(((aspect as u64) << 56) ^ n)
}

/// One of these values.
pub fn pick<T: Copy, const N: usize>(rng: &mut SmallRng, from: &[T; N]) -> T {
    from.choose(rng).copied().unwrap_or(from[0])
}

/// The id of something that happened between these two times.
pub fn id_between(rng: &mut SmallRng, since: Timestamp, until: Timestamp) -> Id {
    let (since, until) = (since.as_millisecond(), until.as_millisecond());
    let at = if since < until { rng.random_range(since..until) } else { until };
    Id::at(at, rng.random())
}
