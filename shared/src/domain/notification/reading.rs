//! Readings: requests to mark notifications as seen that name more than one request looks at. Events finish them in steps.

use serde::{Deserialize, Serialize};

use crate::domain::id::{Id, UserId};
use crate::domain::notification::group::NotificationGroup;

/// Unseen notifications that a request, and each event after it, looks at.
pub const READING_STEP: usize = 400;

/// What is left of a request to mark notifications as seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The id, which contains the time of the request.
    pub id: Id,
    /// The recipient of the notifications.
    pub user: UserId,
    /// What the request named and is not finished, at least one.
    pub parts: Vec<ReadingPart>,
    /// The number of events that have continued it.
    pub step: u64,
}

/// The notifications that one `sid` names: a single one or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingPart {
    /// The `sid`.
    pub sid: Id,
    /// The highest id that is not looked at yet. Newer notifications, which the request did not mean, stay unseen.
    pub highest: Id,
}

impl ReadingPart {
    /// All notifications that a `sid` names.
    pub fn of(sid: Id) -> Self {
        let group = NotificationGroup::parse(sid);
        Self { sid, highest: group.map_or(sid, |group| group.ids().1) }
    }

    /// The lowest and the highest id that are not looked at yet.
    pub fn ids(self) -> (Id, Id) {
        (NotificationGroup::parse(self.sid).map_or(self.sid, |group| group.ids().0), self.highest)
    }

    /// Whether the `sid` names a notification with this id, the letter of this type and this part of the group of the type.
    pub fn names(self, id: Id, letter: char, part: Option<i64>) -> bool {
        id == self.sid || NotificationGroup::parse(self.sid).is_some_and(|group| group.has(letter, part))
    }

    /// What is left after a step that has looked for the `limit` newest unseen notifications, and found those with these
    /// ids, newest first; `None` if nothing is.
    pub fn rest(self, found: &[Id], limit: usize) -> Option<Self> {
        let last = *found.last().filter(|_| found.len() >= limit)?;
        if NotificationGroup::parse(self.sid).is_none() {
            // What was found is seen now, and the next step finds the others with this id.
            return Some(self);
        }
        // Several notifications can have the last id: the next step looks at it once more.
        let highest = if last < self.highest { last } else { Id::try_from(last.get() - 1).ok()? };
        (highest >= self.ids().0).then_some(Self { highest, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::notification::NotificationType;

    const HOUR: i64 = 500_000 * 3_600_000;

    fn id(ms: i64) -> Id {
        Id::at(HOUR + ms, 999)
    }

    #[test]
    fn a_group_is_looked_at_from_its_newest_notification_to_its_oldest() {
        let group = NotificationGroup::of(id(5), NotificationType::Follow);
        let part = ReadingPart::of(group.id());
        assert_eq!(part.ids(), group.ids());
        assert_eq!(
            (part.names(id(1), 'W', Some(5)), part.names(id(1), 'F', None), part.names(group.id(), 'F', None)),
            (true, false, true)
        );
        assert_eq!(part.rest(&[id(9), id(8)], 3), None);
        let rest = part.rest(&[id(9), id(8), id(7)], 3).unwrap();
        assert_eq!(rest.ids(), (group.ids().0, id(7)));
        // As many with one id as a step looks at.
        let rest = rest.rest(&[id(7), id(7), id(7)], 3).unwrap();
        assert_eq!(rest.highest.get(), id(7).get() - 1);
        let lowest = group.ids().0;
        assert_eq!(ReadingPart { highest: lowest, ..part }.rest(&[lowest], 1), None);
    }

    #[test]
    fn a_single_notification_is_looked_for_until_no_more_has_its_id() {
        let part = ReadingPart::of(id(5));
        assert_eq!(part.ids(), (id(5), id(5)));
        assert!(part.names(id(5), 'F', None) && !part.names(id(6), 'F', None));
        assert_eq!((part.rest(&[], 2), part.rest(&[id(5)], 2)), (None, None));
        assert_eq!(part.rest(&[id(5), id(5)], 2), Some(part));
    }
}
