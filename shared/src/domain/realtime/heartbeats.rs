//! Heartbeats: texts that clients send to learn whether their socket is still open, and that are sent back.

use std::str::FromStr;

use crate::domain::community::UnknownValue;
use crate::domain::realtime::MESSAGE_MAX;

/// The heartbeat of any client.
const PING: &str = "ping";
/// The heartbeat of SelfCommunity's client.
const PUBLISHED: &str = "--1a61c1de89b75ddfbb684b8d224ee3ae--";
/// How often that client sends it, in milliseconds.
const INTERVAL: i64 = 5_000;
/// Heartbeats of which that client misses all but one before it closes its socket.
const PATIENCE: i64 = 3;
/// How late or early one may be without a change of the answers, in milliseconds.
const SLACK: i64 = 500;

/// What a message of a client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// A heartbeat, which is sent back.
    Heartbeat,
    /// That of SelfCommunity's client, which is sent back as [`Heartbeats`] says.
    PublishedHeartbeat,
    /// Anything else.
    Other,
    /// Longer than a message may be.
    TooLong,
}

/// Which heartbeats of SelfCommunity's client are sent back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Heartbeats {
    /// All.
    #[default]
    All,
    /// Every third, which is as few as that client accepts. A message less to pay for two of three heartbeats.
    Third,
}

impl MessageKind {
    /// What this message is.
    pub fn of(message: &str) -> Self {
        match message {
            _ if message.len() > MESSAGE_MAX => Self::TooLong,
            PING => Self::Heartbeat,
            PUBLISHED => Self::PublishedHeartbeat,
            _ => Self::Other,
        }
    }
}

impl FromStr for Heartbeats {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        match text {
            "all" => Ok(Self::All),
            "third" => Ok(Self::Third),
            _ => Err(UnknownValue::new(text, "all, third")),
        }
    }
}

impl Heartbeats {
    /// Whether the heartbeat is sent back that comes this many milliseconds after the opening of its socket. A function has
    /// no memory of the heartbeats before, so that the time decides: of 15 seconds those around their end. Of three
    /// heartbeats at least one falls among them, if they are no less than 4.5 seconds apart.
    pub fn answers(self, age: i64) -> bool {
        let answered = INTERVAL + 2 * SLACK;
        match self {
            Self::All => true,
            Self::Third => (age + answered / 2).rem_euclid(PATIENCE * INTERVAL) < answered,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn heartbeats_are_known_and_a_long_message_is_too_long() {
        let long = "x".repeat(MESSAGE_MAX + 1);
        for (message, kind) in [
            ("ping", MessageKind::Heartbeat),
            (PUBLISHED, MessageKind::PublishedHeartbeat),
            ("pong", MessageKind::Other),
            ("", MessageKind::Other),
            (&long[1..], MessageKind::Other),
            (&long, MessageKind::TooLong),
        ] {
            assert_eq!(MessageKind::of(message), kind);
        }
    }

    #[test]
    fn every_third_heartbeat_is_answered() {
        let answered = |late: i64| (1..=720).filter(|n| Heartbeats::Third.answers(n * INTERVAL + late)).count();
        assert_eq!([0, 300, 1_500].map(answered), [240; 3]);
        assert!((1..=720).all(|n| Heartbeats::All.answers(n * INTERVAL)));
    }

    proptest! {
        #[test]
        fn no_three_heartbeats_go_unanswered(first in 0_i64..60_000, pauses in prop::collection::vec(4_500_i64..9_000, 20)) {
            let ages: Vec<i64> = pauses.iter().scan(first, |age, pause| { *age += pause; Some(*age) }).collect();
            // Three that are farther apart than the part of the cycle without answers.
            for three in ages.windows(3).filter(|three| three[2] - three[0] <= 2 * INTERVAL + 2 * SLACK) {
                prop_assert!(three.iter().any(|age| Heartbeats::Third.answers(*age)), "{three:?}");
            }
        }
    }
}
