//! Groups of notifications: one result of the API (`docs/api/community.md`, "Results").

use crate::domain::id::Id;
use crate::domain::notification::NotificationType;

const HOUR_MS: i64 = 60 * 60 * 1_000;

/// The notifications of one type, about one contribution if they are about any, within one hour of the clock, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NotificationGroup {
    /// Hours since 1970.
    hour: i64,
    kind: NotificationType,
    /// A number that follows from the contribution, below the milliseconds of an hour; 0 for all notifications of the type.
    part: i64,
}

impl NotificationGroup {
    /// All notifications of this type in the hour of this id.
    pub fn of(id: Id, kind: NotificationType) -> Self {
        Self { hour: id.created().as_millisecond().div_euclid(HOUR_MS), kind, part: 0 }
    }

    /// Those among them that are about a contribution. Two contributions rarely have the same group.
    pub fn about(self, contribution: Id) -> Self {
        Self { part: part_of(contribution), ..self }
    }

    /// The `sid` by which the whole group is marked as seen: the beginning of the hour and the number of the part, and the
    /// number of the type.
    pub fn id(self) -> Id {
        Id::at(self.hour * HOUR_MS + self.part, self.kind as u16)
    }

    /// The group with this `sid`; `None` if it is not the `sid` of a group. Few notifications have such an id.
    pub fn parse(id: Id) -> Option<Self> {
        let ms = id.created().as_millisecond();
        let kind = NotificationType::ALL.into_iter().find(|kind| *kind as u16 == id.random_bits())?;
        Some(Self { hour: ms.div_euclid(HOUR_MS), kind, part: ms.rem_euclid(HOUR_MS) })
    }

    /// The type.
    pub fn notification_type(self) -> NotificationType {
        self.kind
    }

    /// The number of the part; 0 for all notifications of the type.
    pub fn part(self) -> i64 {
        self.part
    }

    /// Whether a notification with the letter of this type is in the group, if it is in the hour. `part` is the number of
    /// the part of a notification about a contribution.
    pub fn has(self, letter: char, part: Option<i64>) -> bool {
        self.kind.letter() == letter && (self.part == 0 || part == Some(self.part))
    }

    /// The lowest and the highest id that a notification of the group can have.
    pub fn ids(self) -> (Id, Id) {
        (Id::at(self.hour * HOUR_MS, 0), Id::at((self.hour + 1) * HOUR_MS - 1, u16::MAX))
    }
}

/// The number of the part for a contribution, from 1. It mixes all bits of the id, since ids of one hour are close to each
/// other.
fn part_of(contribution: Id) -> i64 {
    let mixed = contribution.get().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    1 + i64::try_from(mixed).unwrap_or(0) % (HOUR_MS - 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One hour of ids.
    const HOUR: u64 = (HOUR_MS as u64) << 12;

    proptest! {
        #[test]
        fn a_group_is_parsed_from_its_sid_and_spans_one_hour(
            n in HOUR..(1 << 53) - HOUR, kind in proptest::sample::select(&NotificationType::ALL),
            contribution in proptest::option::of(1..1_u64 << 53),
        ) {
            let id = Id::try_from(n).unwrap();
            let whole = NotificationGroup::of(id, kind);
            let contribution = contribution.map(|id| Id::try_from(id).unwrap());
            let group = contribution.map_or(whole, |contribution| whole.about(contribution));
            let part = contribution.map(|_| group.part());
            prop_assert!(whole.has(kind.letter(), part) && group.has(kind.letter(), part));
            prop_assert_eq!(group.has(kind.letter(), Some(group.part() + 1)), contribution.is_none());
            prop_assert_eq!(NotificationGroup::parse(group.id()), Some(group));
            prop_assert_eq!(group.notification_type(), kind);
            let (first, last) = group.ids();
            prop_assert!(first <= id && id <= last);
            prop_assert_eq!(last.created().as_millisecond() - first.created().as_millisecond(), HOUR_MS - 1);
            prop_assert_eq!(NotificationGroup::of(first, kind), whole);
            prop_assert_eq!(NotificationGroup::of(last, kind), whole);
        }

        #[test]
        fn other_ids_are_no_groups(n in 1..1_u64 << 53) {
            let id = Id::try_from(n).unwrap();
            if let Some(group) = NotificationGroup::parse(id) {
                prop_assert_eq!(group.id(), id);
            }
        }
    }
}
