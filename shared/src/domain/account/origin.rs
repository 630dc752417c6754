//! Where an imported account comes from, and its id.
//!
//! Ids sort by the time of joining, and begin in 2024. So that lists keep the order of the former community, the ids of
//! users who joined before 2025 share the year 2024: 1970 is its beginning, and each of their 55 milliseconds has one of
//! it.

use std::fmt::Write as _;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::domain::account::email::Email;
use crate::domain::account::username::Username;
use crate::domain::id::UserId;

/// 2024-01-01T00:00:00Z in milliseconds since 1970.
const FIRST_MS: i64 = 1_704_067_200_000;
/// 2025-01-01T00:00:00Z in milliseconds since 1970.
const EXACT_MS: i64 = 1_735_689_600_000;
/// How long it is remembered that a user was imported, in seconds, even if the account is deleted: a year.
pub const KEPT_FOR: i64 = 365 * 24 * 60 * 60;
/// Milliseconds to try for an id that is free: many users can have joined in the same one.
const SPREAD: i64 = 256;
/// Bytes of the digest that are stored.
const LENGTH: usize = 12;

/// What recognises a user of another community: a digest of the username, as it was written there, and of the time of
/// joining, or else of the e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin(String);

impl Origin {
    /// The origin of a user.
    pub fn new(username: &Username, joined: Option<Timestamp>, email: Option<&Email>) -> Self {
        let more = match (joined, email) {
            (Some(joined), _) => joined.as_millisecond().to_string(),
            (None, Some(email)) => email.folded(),
            (None, None) => String::new(),
        };
        let digest = Sha256::digest(format!("{username}\n{more}"));
        let text = digest.iter().take(LENGTH).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        Self(text)
    }

    /// The digest.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Ids to try, in this order, for a user who joined at this time.
pub fn ids(joined: Timestamp) -> impl Iterator<Item = UserId> + use<> {
    let first = id_ms(joined);
    (0..SPREAD).map(move |later| UserId::at(first + later, rand::random()))
}

/// Whether kith may have given this id to a user who joined at this time.
pub fn is_id_of(id: UserId, joined: Timestamp) -> bool {
    let ms = id.created().as_millisecond();
    ms == joined.as_millisecond() || (0..SPREAD).contains(&(ms - id_ms(joined)))
}

/// The millisecond of the id of a user who joined at this time.
fn id_ms(joined: Timestamp) -> i64 {
    let ms = joined.as_millisecond().max(0);
    if ms >= EXACT_MS { ms } else { FIRST_MS + ms / (EXACT_MS / (EXACT_MS - FIRST_MS) + 1) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(ms).unwrap()
    }

    fn origin(username: &str, joined: Option<Timestamp>) -> Origin {
        Origin::new(&Username::parse(username).unwrap(), joined, Some(&Email::parse("a@example.org").unwrap()))
    }

    #[test]
    fn the_years_are_those_of_the_calendar() {
        for (ms, year) in [(FIRST_MS, "2024"), (EXACT_MS, "2025")] {
            assert_eq!(at(ms).to_string(), format!("{year}-01-01T00:00:00Z"));
        }
    }

    #[test]
    fn an_origin_tells_users_apart() {
        let one = origin("anna", Some(at(1)));
        assert_eq!(one, origin("anna", Some(at(1))));
        for other in [origin("Anna", Some(at(1))), origin("anna", Some(at(2))), origin("anna", None)] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn ids_of_another_numbering_are_none_of_kith() {
        let joined: Timestamp = "2019-04-01T12:00:00Z".parse().unwrap();
        for number in [1, 42, 4_096, 1_000_000, 10_000_000_000] {
            assert!(!is_id_of(UserId::try_from(number).unwrap(), joined), "{number}");
        }
    }

    proptest! {
        #[test]
        fn ids_keep_the_order_of_joining(a in 0..3_900_000_000_000_i64, b in 0..3_900_000_000_000_i64) {
            let (a, b) = (a.min(b), a.max(b));
            prop_assert!(id_ms(at(a)) <= id_ms(at(b)));
            if b >= EXACT_MS {
                prop_assert_eq!(id_ms(at(b)), b);
            } else {
                prop_assert!((FIRST_MS..EXACT_MS).contains(&id_ms(at(b))));
            }
        }

        #[test]
        fn an_id_is_that_of_its_user(ms in -1_000_000_000_000..3_900_000_000_000_i64) {
            for id in ids(at(ms)) {
                prop_assert!(is_id_of(id, at(ms)));
            }
            prop_assert!(is_id_of(UserId::generate(at(ms.max(FIRST_MS + 1))), at(ms.max(FIRST_MS + 1))));
        }
    }
}
