//! Ids: integers that sort by age and are exact in JavaScript, and the UUIDs of the directory computed from them
//! (`docs/api/common.md`, "Ids").

use std::fmt;

use jiff::Timestamp;
use rand::RngExt as _;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// 2024-01-01T00:00:00Z in milliseconds since 1970.
const EPOCH_MS: i64 = 1_704_067_200_000;
/// Random bits below the milliseconds.
const RANDOM_BITS: u32 = 12;
const RANDOM_MASK: u64 = (1 << RANDOM_BITS) - 1;
/// No generated id has lower bits below this number: they mark the ids of groups of notifications.
pub const RANDOM_MIN: u16 = 64;
/// Integers below this are exact in a JavaScript number.
const LIMIT: u64 = 1 << 53;
/// The last 62 free bits of a version-8 UUID hold this marker in their upper 54 bits and the kind in the lower 8.
const UUID_MARKER: u64 = 0x6b69_7468 << 22; // "kith"

/// The id of a user, post, game and so on: `(milliseconds since 2024) << 12 | 12 random bits`, positive and below 2^53.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Id(u64);

/// The id of a user.
pub type UserId = Id;

/// What a UUID of the directory identifies: a user, or one of the user's two special folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UuidKind {
    /// The user.
    User = 1,
    /// The user's inbox folder.
    Inbox = 2,
    /// The user's home folder.
    Home = 3,
}

/// The number is zero, or too large for an id.
#[derive(Debug, thiserror::Error)]
#[error("not an id: {0}")]
pub struct NotAnId(u64);

impl Id {
    /// Generates an id for an object that is created at `now`. Two ids of one millisecond are equal in 1 of 4,032
    /// cases: a conditional write claims the id, and another one is generated if that fails.
    pub fn generate(now: Timestamp) -> Self {
        Self::at(now.as_millisecond(), rand::rng().random_range(RANDOM_MIN..=RANDOM_MASK as u16))
    }

    /// The id of this millisecond since 1970 with the lower 12 bits of `random_bits`.
    pub fn at(ms: i64, random_bits: u16) -> Self {
        let ms = u64::try_from(ms - EPOCH_MS).unwrap_or(0).max(1);
        Self(((ms << RANDOM_BITS) | (u64::from(random_bits) & RANDOM_MASK)) & (LIMIT - 1))
    }

    /// The lower 12 bits, which distinguish ids of one millisecond.
    pub fn random_bits(self) -> u16 {
        (self.0 & RANDOM_MASK) as u16
    }

    /// The id as a number.
    pub fn get(self) -> u64 {
        self.0
    }

    /// When the object was created, to the millisecond.
    pub fn created(self) -> Timestamp {
        let ms = i64::try_from(self.0 >> RANDOM_BITS).unwrap_or(0);
        Timestamp::from_millisecond(EPOCH_MS + ms).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The UUID of this user, or of one of the user's special folders. It is computed and never stored: a version-8
    /// UUID with the milliseconds in the first 48 bits, the random bits in the next 12, and a marker and the kind at
    /// the end.
    pub fn to_uuid(self, kind: UuidKind) -> Uuid {
        let high = self.uuid_high();
        let low = (0b10 << 62) | (UUID_MARKER << 8) | kind as u64;
        Uuid::from_u64_pair(high, low)
    }

    /// The id and kind in a UUID made by [`Id::to_uuid`]; `None` for any other UUID.
    pub fn from_uuid(uuid: Uuid) -> Option<(Self, UuidKind)> {
        let (high, low) = uuid.as_u64_pair();
        let kind = match low & 0xff {
            1 => UuidKind::User,
            2 => UuidKind::Inbox,
            3 => UuidKind::Home,
            _ => return None,
        };
        let id = Self::from_uuid_high(high)?;
        (id.to_uuid(kind) == uuid).then_some((id, kind))
    }

    /// The first half of a version-8 UUID that contains this id.
    pub(super) fn uuid_high(self) -> u64 {
        ((self.0 >> RANDOM_BITS) << 16) | 0x8000 | (self.0 & RANDOM_MASK)
    }

    /// The id in the first half of a UUID, if there is one. The other bits are not checked.
    pub(super) fn from_uuid_high(high: u64) -> Option<Self> {
        Self::try_from(((high >> 16) << RANDOM_BITS) | (high & RANDOM_MASK)).ok()
    }

    /// Parses an id from a path or a form. Only decimal digits without leading zeros are accepted, so that each object
    /// has one URL.
    pub fn parse(text: &str) -> Option<Self> {
        let canonical = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
        canonical.then(|| text.parse::<u64>().ok()).flatten()?.try_into().ok()
    }
}

impl TryFrom<u64> for Id {
    type Error = NotAnId;

    fn try_from(number: u64) -> Result<Self, NotAnId> {
        if (1..LIMIT).contains(&number) { Ok(Self(number)) } else { Err(NotAnId(number)) }
    }
}

impl From<Id> for u64 {
    fn from(id: Id) -> u64 {
        id.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Variant;

    use super::*;

    fn any_id() -> impl Strategy<Value = Id> {
        let edges = prop_oneof![Just(1), Just(LIMIT - 1), Just(4_095), Just(4_096)];
        prop_oneof![9 => 1..LIMIT, 1 => edges].prop_map(|n| Id::try_from(n).unwrap())
    }

    fn any_kind() -> impl Strategy<Value = UuidKind> {
        prop_oneof![Just(UuidKind::User), Just(UuidKind::Inbox), Just(UuidKind::Home)]
    }

    /// A moment in the 69 years that 41 bits of milliseconds cover.
    fn any_moment() -> impl Strategy<Value = Timestamp> {
        (1..(1_i64 << 41)).prop_map(|ms| Timestamp::from_millisecond(EPOCH_MS + ms).unwrap())
    }

    #[test]
    fn ids_begin_in_2024_and_end_below_2_to_the_53() {
        let epoch: Timestamp = "2024-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(epoch.as_millisecond(), EPOCH_MS);
        assert_eq!(LIMIT, 9_007_199_254_740_992);
    }

    proptest! {
        #[test]
        fn an_id_and_a_kind_survive_a_uuid(id in any_id(), kind in any_kind()) {
            let uuid = id.to_uuid(kind);
            prop_assert_eq!(Id::from_uuid(uuid), Some((id, kind)));
            prop_assert_eq!(uuid.get_version_num(), 8);
            prop_assert_eq!(uuid.get_variant(), Variant::RFC4122);
            // As text, in any case that a client may send.
            let text = uuid.to_string().to_uppercase();
            prop_assert_eq!(Uuid::try_parse(&text).unwrap(), uuid);
        }

        #[test]
        fn different_ids_or_kinds_have_different_uuids(a in any_id(), b in any_id(), k in any_kind(), l in any_kind()) {
            prop_assert_eq!(a.to_uuid(k) == b.to_uuid(l), (a, k) == (b, l));
        }

        #[test]
        fn uuids_sort_as_their_ids(a in any_id(), b in any_id(), kind in any_kind()) {
            prop_assert_eq!(a.to_uuid(kind).cmp(&b.to_uuid(kind)), a.cmp(&b));
        }

        #[test]
        fn any_other_uuid_identifies_nothing(bits in any::<u128>()) {
            let uuid = Uuid::from_u128(bits);
            if let Some((id, kind)) = Id::from_uuid(uuid) {
                prop_assert_eq!(id.to_uuid(kind), uuid);
            }
        }

        #[test]
        fn a_uuid_with_one_wrong_bit_identifies_nothing_or_another_user(
            id in any_id(), kind in any_kind(), bit in 0..128,
        ) {
            let uuid = Uuid::from_u128(id.to_uuid(kind).as_u128() ^ (1_u128 << bit));
            if let Some((other, other_kind)) = Id::from_uuid(uuid) {
                prop_assert_ne!((other, other_kind), (id, kind));
                prop_assert_eq!(other.to_uuid(other_kind), uuid);
            }
        }

        #[test]
        fn an_id_is_exact_in_javascript(id in any_id()) {
            let json = serde_json::to_string(&id).unwrap();
            let read: f64 = json.parse().unwrap();
            prop_assert_eq!(read as u64, id.get());
            prop_assert_eq!(format!("{read}"), json.clone());
            prop_assert_eq!(serde_json::from_str::<Id>(&json).unwrap(), id);
        }

        #[test]
        fn numbers_out_of_range_are_refused(n in prop_oneof![Just(0), LIMIT..]) {
            prop_assert!(Id::try_from(n).is_err());
            prop_assert!(serde_json::from_str::<Id>(&n.to_string()).is_err());
            prop_assert_eq!(Id::parse(&n.to_string()), None);
        }

        #[test]
        fn an_id_is_parsed_as_it_is_displayed(id in any_id()) {
            prop_assert_eq!(Id::parse(&id.to_string()), Some(id));
        }

        #[test]
        fn an_id_has_one_text(text in prop_oneof!["[+ -]?0{0,3}[0-9]{1,20}[ .]?0?", "\\PC{0,20}", "[٠-٩]{1,5}"]) {
            if let Some(id) = Id::parse(&text) {
                prop_assert_eq!(id.to_string(), text);
            }
        }

        #[test]
        fn ids_sort_by_their_milliseconds(a in any_moment(), b in any_moment()) {
            let (x, y) = (Id::generate(a), Id::generate(b));
            prop_assert_eq!(x.created(), a);
            if a != b {
                prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            }
        }

        #[test]
        fn ids_of_neighbouring_milliseconds_do_not_overlap(a in any_moment()) {
            let before = a.checked_sub(jiff::SignedDuration::from_millis(1)).unwrap();
            if before.as_millisecond() > EPOCH_MS {
                prop_assert!(Id::generate(before) < Id::generate(a));
            }
        }

        #[test]
        fn a_generated_id_is_valid_whatever_the_clock_says(ms in -1_000_000_000_000_i64..100_000_000_000_000) {
            let id = Id::generate(Timestamp::from_millisecond(ms).unwrap());
            prop_assert!((1..LIMIT).contains(&id.get()));
        }
    }
}
