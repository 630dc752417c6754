//! What users are notified of decisions of staff.

use crate::domain::account::ban::Ban;
use crate::domain::id::{Id, UserId};
use crate::domain::notification::Notification;
use crate::domain::notification::kind::NotificationKind;
use crate::domain::post::comment::CountedComment;
use crate::domain::post::contribution::Contribution;
use crate::domain::post::moderation::{Moderation, Notice, Verdict};

/// Notifies a user whose account is banned, or whose ban staff lift.
pub(super) fn banned(user: UserId, bans: [Option<&Ban>; 2], at: Id) -> Option<Notification> {
    Some(match bans {
        [_, Some(after)] => {
            let id = Id::at(after.at.as_millisecond(), user.random_bits());
            Notification::new(user, id, NotificationKind::Banned { user, days: after.days })
        }
        [Some(_), None] => Notification::new(user, at, NotificationKind::UnblockedUser { user }),
        [None, None] => return None,
    })
}

/// Notifies an author whose post or comment other staff have hidden or deleted for a reason.
pub(super) fn moderated(contribution: Contribution, author: UserId, decision: &Moderation) -> Option<Notification> {
    let deleted = match decision.verdict {
        Verdict::Ignored => return None,
        Verdict::Hidden => false,
        Verdict::Deleted => true,
    };
    let (post, parent, comment) = places(contribution);
    let reason = decision.reason.filter(|_| decision.by != author)?;
    let kind = NotificationKind::Moderated { user: author, deleted, reason, post, parent, comment };
    // The time of the decision, and bits that differ between contributions.
    let id = Id::at(decision.at.as_millisecond(), contribution.id().random_bits());
    Some(Notification::new(author, id, kind))
}

/// Notifies a user whom staff remind of the rules, because of what they have written or flagged.
pub(super) fn noticed(contribution: Contribution, notice: &Notice) -> Option<Notification> {
    let (post, parent, comment) = places(contribution);
    let kind = NotificationKind::KindlyNotice { user: notice.to, reason: notice.reason, post, parent, comment };
    let id = Id::at(notice.at.as_millisecond(), contribution.id().random_bits());
    (notice.to != notice.by).then(|| Notification::new(notice.to, id, kind))
}

/// Notifies an author whose deleted comment staff have restored.
pub(super) fn restored(CountedComment { comment, .. }: &CountedComment) -> Option<Notification> {
    let id = comment.restored.filter(|_| comment.is_live())?;
    let (post, parent, comment_id) = (comment.at.post, comment.at.parent, comment.at.id);
    let kind = NotificationKind::Undeleted { user: comment.author, post, parent, comment: comment_id };
    Some(Notification::new(comment.author, id, kind))
}

fn places(contribution: Contribution) -> (Id, Option<Id>, Option<Id>) {
    match contribution {
        Contribution::Post(post) => (post, None, None),
        Contribution::Comment(at) => (at.post, at.parent, Some(at.id)),
    }
}
