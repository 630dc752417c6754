//! Ids: integers that sort by age and that JavaScript reads exactly, and the UUIDs that name the same things.

use std::fmt;

use jiff::Timestamp;
use rand::RngExt as _;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// 2024-01-01T00:00:00Z in milliseconds since 1970.
const EPOCH_MS: i64 = 1_704_067_200_000;
/// Bits of chance below the milliseconds.
const RANDOM_BITS: u32 = 12;
/// Integers below this are exact in a JavaScript number.
const LIMIT: u64 = 1 << 53;
/// The 62 free bits of a version-8 UUID hold this mark in their upper 54 and the kind in the lower 8.
const UUID_MARK: u64 = 0x6b69_7468 << 22; // "kith"

/// The id of a user, a post, a game...: `(milliseconds since 2024) << 12 | 12 random bits`, positive and below 2^53.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Id(u64);

/// The id of a user.
pub type UserId = Id;

/// What a UUID of the directory dialect names: a user, or one of the user's two special folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UuidKind {
    /// The user.
    User = 1,
    /// The user's inbox folder.
    Inbox = 2,
    /// The user's home folder.
    Home = 3,
}

/// The number is zero or too large for an id.
#[derive(Debug, thiserror::Error)]
#[error("not an id: {0}")]
pub struct NotAnId(u64);

impl Id {
    /// Draws an id for something that begins at `now`. Two draws of one millisecond may be equal (1 in 4,096):
    /// the id is taken by a conditional write, and drawn again where that fails.
    pub fn generate(now: Timestamp) -> Self {
        Self::at(now.as_millisecond(), rand::rng().random())
    }

    /// The id of this millisecond since 1970, with the low 12 bits of `chance`.
    pub fn at(ms: i64, chance: u16) -> Self {
        let ms = u64::try_from(ms - EPOCH_MS).unwrap_or(0).max(1);
        Self(((ms << RANDOM_BITS) | (u64::from(chance) & ((1 << RANDOM_BITS) - 1))) & (LIMIT - 1))
    }

    /// The 12 bits that tell ids of one millisecond apart.
    pub fn chance(self) -> u16 {
        (self.0 & ((1 << RANDOM_BITS) - 1)) as u16
    }

    /// The id as a number.
    pub fn get(self) -> u64 {
        self.0
    }

    /// When the thing with this id began, to the millisecond.
    pub fn created(self) -> Timestamp {
        let ms = i64::try_from(self.0 >> RANDOM_BITS).unwrap_or(0);
        Timestamp::from_millisecond(EPOCH_MS + ms).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The UUID that names this user, or one of the user's folders. It is computed, never stored: a version-8 UUID
    /// with the milliseconds in its first 48 bits, the random bits in the next 12, and a mark and the kind at the end.
    pub fn to_uuid(self, kind: UuidKind) -> Uuid {
        let high = self.uuid_high();
        let low = (0b10 << 62) | (UUID_MARK << 8) | kind as u64;
        Uuid::from_u64_pair(high, low)
    }

    /// The id and kind that a UUID made by [`Id::to_uuid`] carries; `None` for any other UUID.
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

    /// The first half of a version-8 UUID that carries this id.
    pub(super) fn uuid_high(self) -> u64 {
        ((self.0 >> RANDOM_BITS) << 16) | 0x8000 | (self.0 & ((1 << RANDOM_BITS) - 1))
    }

    /// The id in the first half of a UUID, if there is one; other bits of it may be wrong.
    pub(super) fn from_uuid_high(high: u64) -> Option<Self> {
        Self::try_from(((high >> 16) << RANDOM_BITS) | (high & ((1 << RANDOM_BITS) - 1))).ok()
    }

    /// Reads an id from a path or a form: decimal digits only, so that one user has one address.
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
