//! Keys of flags.

use super::{comment_place, id_sort, parse_id_sort, post, user};
use crate::domain::{
    CommentRef, Contribution, FlagTarget, FlaggedUser, Id, QueueEntry, QueueStatus, UserId, UserQueue,
};
use crate::dynamo::Key;

/// The sort key of [`flagged_contribution`].
pub(in crate::store::item) const FLAGGED: &str = "FLAGGED";

/// The sort key of [`held`], and the index partition (GSI1) of all that is held.
pub const HELD: &str = "HELD";

/// A post or comment that is held for review.
pub fn held(contribution: Contribution) -> Key {
    Key::new(flagged(contribution.into()), HELD)
}

/// Sort key in [`HELD`]: by age.
pub fn held_sort(contribution: Contribution) -> String {
    format!("{}#{}", id_sort(contribution.id()), contribution.noun())
}

/// Sort-key prefix of flags.
pub const FLAGS: &str = "FLAG#";

/// A flag: in the partition of what it is about.
pub fn flag(target: FlagTarget, by: UserId) -> Key {
    Key::new(flagged(target), format!("{FLAGS}{by}"))
}

/// The partition of what a flag is about.
pub fn flagged(target: FlagTarget) -> String {
    match target {
        FlagTarget::User(id) => user(id),
        FlagTarget::Post(id) => post(id).pk,
        FlagTarget::Comment(at) => comment_place(at.id).pk,
    }
}

/// Sort key of a flag in the index of what a user has done.
pub fn flag_sort(id: Id, row: &Key) -> String {
    format!("{}#{}", id_sort(id), row.sk)
}

/// The entry of a contribution in the queue of the moderators.
pub fn flagged_contribution(contribution: Contribution) -> Key {
    Key::new(flagged(contribution.into()), FLAGGED)
}

/// Index partition (GSI1) of the contributions in a state.
pub fn moderation_queue(status: QueueStatus) -> String {
    format!("{FLAGGED}#{}", status.name())
}

/// Sort key in [`moderation_queue`]: the number of flags, then the age; and whatever leads to the contribution.
pub fn queue_sort(entry: &QueueEntry) -> String {
    let QueueEntry { contribution, author, flags } = *entry;
    let sort = format!("{flags:010}#{}#{}", id_sort(contribution.id()), id_sort(author));
    match contribution {
        Contribution::Post(_) => sort,
        Contribution::Comment(at) => match at.parent {
            None => format!("{sort}#{}", id_sort(at.post)),
            Some(parent) => format!("{sort}#{}#{}", id_sort(at.post), id_sort(parent)),
        },
    }
}

/// The entry of a user in the queue of the moderators.
pub fn flagged_user(id: UserId) -> Key {
    Key::new(user(id), FLAGGED)
}

/// Index partition (GSI1) of a part of the queue of users.
pub fn user_queue(queue: UserQueue) -> String {
    format!("{FLAGGED}#USERS#{}", queue.name())
}

/// Sort key in [`user_queue`]: the number of flags, then the age of the account.
pub fn user_queue_sort(entry: FlaggedUser) -> String {
    format!("{:010}#{}", entry.flags, id_sort(entry.user))
}

/// Reads an entry from its [`user_queue_sort`].
pub fn parse_user_queue_sort(sort: &str) -> Option<FlaggedUser> {
    let (flags, user) = sort.split_once('#')?;
    Some(FlaggedUser { user: parse_id_sort(user)?, flags: flags.parse().ok()? })
}

/// Reads an entry from its [`queue_sort`].
pub fn parse_queue_sort(sort: &str) -> Option<QueueEntry> {
    let mut parts = sort.split('#');
    let flags = parts.next()?.parse().ok()?;
    let mut id = || parts.next().map(parse_id_sort);
    let (of, author) = (id()??, id()??);
    let contribution = match (id(), id()) {
        (None, _) => Contribution::Post(of),
        (Some(post), parent) => Contribution::Comment(CommentRef { post: post?, parent: parent.flatten(), id: of }),
    };
    Some(QueueEntry { contribution, author, flags })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_key_of_the_queue_of_users_leads_to_its_user_and_more_flags_come_later() {
        let entries = [(0, 9), (3, 2), (3, 7), (20, 1)]
            .map(|(flags, user)| FlaggedUser { flags, user: Id::try_from(user).unwrap() });
        let sorts = entries.map(user_queue_sort);
        assert!(sorts.is_sorted(), "{sorts:?}");
        assert_eq!(sorts.each_ref().map(|sort| parse_user_queue_sort(sort)), entries.map(Some));
        assert_eq!(["", "x#1", "1#x"].map(parse_user_queue_sort), [None; 3]);
    }

    #[test]
    fn a_sort_key_of_the_queue_leads_to_its_contribution_and_more_flags_come_later() {
        let id = |n: u64| Id::try_from(n).unwrap();
        let at = CommentRef::top(id(5), id(6));
        let contributions = [
            Contribution::Post(id(5)),
            Contribution::Comment(at),
            Contribution::Comment(CommentRef { parent: Some(id(6)), id: id(7), ..at }),
        ];
        let mut sorts = Vec::new();
        for flags in [0, 9, 10, 1_000_000] {
            for contribution in contributions {
                let entry = QueueEntry { contribution, author: id(3), flags };
                sorts.push(queue_sort(&entry));
                assert_eq!(parse_queue_sort(&queue_sort(&entry)), Some(entry));
            }
        }
        assert!(sorts.is_sorted(), "{sorts:?}");
        assert_eq!(["", "x", "1#2", "0000000001#0000000000000005#x"].map(parse_queue_sort), [None; 4]);
    }
}
