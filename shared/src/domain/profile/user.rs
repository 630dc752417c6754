//! A user as callers see them: profile, counters and relation.

use serde::{Deserialize, Serialize};

use crate::domain::graph::edge::Relation;
use crate::domain::profile::Profile;

/// The counters of a user, derived from source items. A user without the item has only zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counters {
    /// Users whom this user follows.
    pub followings: u64,
    /// Users who follow this user.
    pub followers: u64,
    /// Users with whom this user is connected.
    pub connections: u64,
    /// Rows of the list of sent requests. Rejected requests are included, so that the sender does not see a rejection.
    pub connection_requests_sent: u64,
    /// Rows of the list of received requests, rejected ones included.
    pub connection_requests_received: u64,
    /// Posts that the user has published.
    pub posts: u64,
    /// Discussions that the user has published.
    pub discussions: u64,
    /// Posts and discussions of the user with a poll.
    pub polls: u64,
}

/// A user as a caller sees them. Every view of a user is made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The profile.
    pub profile: Profile,
    /// The counters.
    pub counters: Counters,
    /// The caller's relation to the user.
    pub relation: Relation,
}
