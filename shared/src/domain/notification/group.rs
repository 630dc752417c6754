//! Groups of notifications: one result of the API (`docs/api/community.md`, "Results").

use crate::domain::id::Id;
use crate::domain::notification::NotificationType;

const HOUR_MS: i64 = 60 * 60 * 1_000;

/// The notifications of one type within one hour of the clock, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NotificationGroup {
    /// Hours since 1970.
    hour: i64,
    kind: NotificationType,
}

impl NotificationGroup {
    /// The group of a notification with this id and type.
    pub fn of(id: Id, kind: NotificationType) -> Self {
        Self { hour: id.created().as_millisecond().div_euclid(HOUR_MS), kind }
    }

    /// The `sid` by which the whole group is marked as seen: the beginning of the hour, and the number of the type.
    pub fn id(self) -> Id {
        Id::at(self.hour * HOUR_MS, self.kind as u16)
    }

    /// The group with this `sid`; `None` if it is not the `sid` of a group. Few notifications have such an id, because
    /// it lies in the first millisecond of an hour.
    pub fn parse(id: Id) -> Option<Self> {
        let ms = id.created().as_millisecond();
        let kind = NotificationType::ALL.into_iter().find(|kind| *kind as u16 == id.random_bits())?;
        (ms % HOUR_MS == 0).then_some(Self { hour: ms / HOUR_MS, kind })
    }

    /// The type.
    pub fn notification_type(self) -> NotificationType {
        self.kind
    }

    /// The lowest and the highest id that a notification of the group can have.
    pub fn ids(self) -> (Id, Id) {
        (Id::at(self.hour * HOUR_MS, 0), Id::at((self.hour + 1) * HOUR_MS - 1, u16::MAX))
    }
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
        ) {
            let id = Id::try_from(n).unwrap();
            let group = NotificationGroup::of(id, kind);
            prop_assert_eq!(NotificationGroup::parse(group.id()), Some(group));
            prop_assert_eq!(group.notification_type(), kind);
            let (first, last) = group.ids();
            prop_assert!(first <= id && id <= last);
            prop_assert_eq!(last.created().as_millisecond() - first.created().as_millisecond(), HOUR_MS - 1);
            prop_assert_eq!(NotificationGroup::of(first, kind), group);
            prop_assert_eq!(NotificationGroup::of(last, kind), group);
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
