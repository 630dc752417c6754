//! Sessions: what a login begins, and how its refresh token rotates (`docs/account-security.md`).

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::figures::day_of;
use crate::domain::id::Id;

/// Sessions of one user. One more ends the oldest.
pub const SESSIONS_MAX: usize = 50;
/// How long the refresh token before the current one still counts after a rotation, in seconds: a response can be lost,
/// and two tabs can ask at once.
pub const REUSE_GRACE: i64 = 60;
/// Characters of the client's name and of its network that are kept.
const TEXT_MAX: usize = 200;

/// A session of a user, from a login to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The id, unique for the user. It tells when the session began.
    pub id: Id,
    /// The generation of credentials under which the session is alive.
    pub generation: u64,
    /// When a token was last issued, in milliseconds since 1970.
    pub last_used: i64,
    /// The client as it names itself; empty if it does not.
    pub client: String,
    /// The network address of the client.
    pub network: String,
    /// How often the refresh token was rotated. Only the current token has this number.
    pub rotation: u64,
    /// When it was last rotated, in seconds since 1970.
    pub rotated: i64,
    /// When the session ends unless it is refreshed, in seconds since 1970.
    pub expires: i64,
}

/// What a refresh token is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presented {
    /// The current token, which is rotated.
    Current,
    /// The one before, within the grace: the answer is the current token.
    Previous,
    /// An older one: another client has the session's tokens as well.
    Reused,
    /// One that the session has not issued.
    Unknown,
}

impl Session {
    /// The session of a login at `now`, which ends after `lifetime` unless it is refreshed.
    pub fn new(generation: u64, client: &str, network: &str, now: Timestamp, lifetime: Duration) -> Self {
        let session = Self {
            id: Id::generate(now),
            generation,
            last_used: 0,
            client: String::new(),
            network: String::new(),
            rotation: 0,
            rotated: 0,
            expires: 0,
        };
        session.used_by(client, network, now, lifetime)
    }

    /// The session after the rotation of its refresh token.
    pub fn rotate(&self, generation: u64, client: &str, network: &str, now: Timestamp, lifetime: Duration) -> Self {
        let (rotation, rotated) = (self.rotation.saturating_add(1), now.as_second());
        let next = Self { rotation, rotated, generation, ..self.clone() };
        next.used_by(client, network, now, lifetime)
    }

    fn used_by(self, client: &str, network: &str, now: Timestamp, lifetime: Duration) -> Self {
        let bounded = |text: &str| text.chars().filter(|c| !c.is_control()).take(TEXT_MAX).collect();
        let lifetime = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
        Self {
            last_used: now.as_millisecond(),
            client: bounded(client),
            network: bounded(network),
            expires: now.as_second().saturating_add(lifetime),
            ..self
        }
    }

    /// What the refresh token of this rotation is worth now.
    pub fn presented(&self, rotation: u64, now: Timestamp) -> Presented {
        let in_grace = now.as_second() <= self.rotated.saturating_add(REUSE_GRACE);
        match self.rotation.checked_sub(rotation) {
            Some(0) => Presented::Current,
            Some(1) if in_grace => Presented::Previous,
            Some(_) => Presented::Reused,
            None => Presented::Unknown,
        }
    }

    /// The day in UTC on which a token was last issued.
    pub fn last_day(&self) -> Date {
        day_of(Timestamp::from_millisecond(self.last_used).unwrap_or_default())
    }

    /// When the user gave the password, in seconds since 1970.
    pub fn auth_time(&self) -> i64 {
        self.id.created().as_second()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MONTH: Duration = Duration::from_secs(30 * 24 * 60 * 60);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn session() -> Session {
        Session::new(0, "a phone", "192.0.2.1", at(0), MONTH)
    }

    #[test]
    fn what_a_client_says_of_itself_is_bounded_and_has_no_control_characters() {
        let session = Session::new(0, &format!("a\nphone{}", "é".repeat(500)), "::/64", at(0), MONTH);
        assert!(session.client.starts_with("aphoneé"));
        assert_eq!(session.client.chars().count(), TEXT_MAX);
        assert_eq!((session.auth_time(), session.expires), (at(0).as_second(), at(0).as_second() + 2_592_000));
    }

    #[test]
    fn the_token_before_the_current_one_counts_for_a_minute() {
        let first = session();
        assert_eq!(first.presented(0, at(9_000)), Presented::Current);
        assert_eq!(first.presented(1, at(0)), Presented::Unknown);
        let second = first.rotate(0, "a phone", "192.0.2.9", at(100), MONTH);
        assert_eq!((second.id, second.network.as_str()), (first.id, "192.0.2.9"));
        assert_eq!(second.expires, at(100).as_second() + 2_592_000);
        for (second_later, expected) in [(0, Presented::Previous), (60, Presented::Previous), (61, Presented::Reused)] {
            assert_eq!(second.presented(0, at(100 + second_later)), expected, "{second_later}");
        }
        let third = second.rotate(0, "", "", at(101), MONTH);
        assert_eq!(third.presented(0, at(101)), Presented::Reused);
    }

    proptest! {
        #[test]
        fn only_one_rotation_is_current(rotations in 0..20_u64, presented in 0..25_u64, later in 0..200_i64) {
            let session = (0..rotations).fold(session(), |session, _| session.rotate(0, "", "", at(0), MONTH));
            let worth = session.presented(presented, at(later));
            prop_assert_eq!(worth == Presented::Current, presented == rotations);
            prop_assert_eq!(worth == Presented::Unknown, presented > rotations);
            prop_assert_eq!(worth == Presented::Previous, presented + 1 == rotations && later <= REUSE_GRACE);
        }
    }
}
