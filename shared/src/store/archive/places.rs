//! Where each kind of item is in an archive, or why it is in none.

use crate::domain::{ReactionKind, UserId};
use crate::store::item::ItemKind;

/// Where a kind of item is in an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In this file, with these attributes.
    In(&'static str, Attributes),
    /// In no archive, for this reason.
    LeftOut(&'static str),
}

/// The attributes that an archive has of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attributes {
    /// All but keys.
    All,
    /// These.
    Only(&'static [&'static str]),
    /// All but keys and these.
    Without(&'static [&'static str]),
    /// What the user may see of a friendship.
    OfFriendship,
    /// All but keys of a follow; nothing of a block in its place.
    OfFollow,
    /// Whom the user hides or blocks, and not who blocks the user.
    OfHide,
}

use Attributes::{All, OfFollow, OfFriendship, OfHide, Only, Without};
use Place::{In, LeftOut};

const SECRET: &str = "A secret, or the digest of one.";
const COUNTED: &str = "Attempts, counted for some hours to protect accounts.";
const DERIVED: &str = "Derived from what the archive has, or on its way to be.";
const SHARED: &str = "About no single user.";
const OF_THE_MOMENT: &str = "A connection or a request of the moment.";
const SAME_NAME: &str = "The name or address that the profile has.";

/// Where an item of this kind that belongs to `user` is.
pub(super) fn place(kind: &ItemKind, user: UserId) -> Place {
    match kind {
        ItemKind::Profile(_) => In("profile", All),
        ItemKind::AuthState(_) => In("account", Only(&["status", "is_staff", "is_superuser", "second_factor"])),
        ItemKind::Settings(_) => In("settings", Without(&["unsubscribe"])),
        ItemKind::Avatars(_) => In("avatars", Without(&["version"])),
        ItemKind::EmailChange(_) => In("email_change", Only(&["email", "expires"])),
        ItemKind::FormerEmail(_) => In("former_emails", Only(&["email", "by_staff", "expires"])),
        ItemKind::FormerUsername(_) => In("former_usernames", All),
        ItemKind::Session(_) => In("sessions", Only(&["id", "last_used", "client", "network", "expires"])),
        // Who of the staff acted is not the user's.
        ItemKind::AuditEntry(_) => In("audit_trail", Without(&["actor"])),
        ItemKind::Follow { from, .. } if *from == user => In("followings", OfFollow),
        ItemKind::Follow { .. } => In("followers", OfFollow),
        ItemKind::Hide { from, .. } if *from == user => In("hidden", OfHide),
        ItemKind::Hide { .. } => LeftOut("Who hides or blocks a user is theirs to know."),
        ItemKind::Friendship { .. } => In("connections", OfFriendship),
        ItemKind::RequestsSeen(_) => In("requests_seen", All),
        ItemKind::Post(_) | ItemKind::Poll(_) => In("posts", All),
        ItemKind::Comment(_) => In(
            "comments",
            Only(&["id", "post", "parent", "kind", "in_reply_to", "html", "edited", "deleted", "moderation"]),
        ),
        ItemKind::Reaction(ReactionKind::Vote) => In("votes_and_flags", All),
        ItemKind::Reaction(ReactionKind::Follow | ReactionKind::Suspension) => In("votes_and_flags", All),
        ItemKind::Reaction(ReactionKind::View) => LeftOut("Kept with the post alone, with no list by user."),
        ItemKind::Flag(Some(flagged)) if *flagged == user => LeftOut("Who flags a user is theirs to know."),
        ItemKind::Flag(_) => In("votes_and_flags", All),
        ItemKind::Ballot(_) => In("poll_votes", All),
        ItemKind::PostMedia(_) => In("media", Without(&["version"])),
        ItemKind::CommentVote(_) => In("comment_votes", All),
        ItemKind::Notification(_) => In("notifications", All),
        ItemKind::Folder(..) => In("folders", All),
        ItemKind::ListedGame(_) => In("games", All),
        ItemKind::Favorites(_) => In("favorite_games", Without(&["version"])),
        ItemKind::Rating(_) => In("ratings", All),
        ItemKind::JournalEntry(_) => In("journal", All),

        ItemKind::Password(_)
        | ItemKind::SecondFactor(_)
        | ItemKind::MailedCode(_)
        | ItemKind::KnownAddresses(_)
        | ItemKind::Devices(_) => LeftOut(SECRET),
        ItemKind::ActiveUser => LeftOut("The last days on which a user was active, to count the users of each day."),
        ItemKind::LoginFailures(_)
        | ItemKind::Activity(_)
        | ItemKind::UserWindow(_)
        | ItemKind::InFlightLogins(_)
        | ItemKind::Uploads(_)
        | ItemKind::MailsCounted(_) => LeftOut(COUNTED),
        ItemKind::Counters(_)
        | ItemKind::PostCounters(_)
        | ItemKind::CommentPlace(_)
        | ItemKind::NameIndex(..)
        | ItemKind::FeedEntry(_)
        | ItemKind::FeedVisit(_)
        | ItemKind::PullAuthor { .. }
        | ItemKind::PostDelivery(_)
        | ItemKind::AuthorDelivery(_)
        | ItemKind::HideCleanup(_)
        | ItemKind::Reading(_)
        | ItemKind::FolderTitle(_)
        | ItemKind::FolderCount(_)
        | ItemKind::UserCleanup(_)
        | ItemKind::PostCleanup(_)
        | ItemKind::CommentCleanup(_)
        | ItemKind::WebPush(_)
        | ItemKind::DueDigest(_)
        | ItemKind::DigestMail(_) => LeftOut(DERIVED),
        ItemKind::Sockets(_)
        | ItemKind::SocketOwner
        | ItemKind::Watchers(_)
        | ItemKind::Mail
        | ItemKind::IdempotencyKey
        | ItemKind::MediaUpload(_)
        | ItemKind::DataArchive(_) => LeftOut(OF_THE_MOMENT),
        ItemKind::UsernameClaim | ItemKind::EmailClaim | ItemKind::ImportedUser => LeftOut(SAME_NAME),
        ItemKind::HeldContribution => In("held_for_review", Only(&["content", "reason"])),
        ItemKind::FlaggedContribution | ItemKind::FlaggedUser(_) => LeftOut("The queue of the moderators."),
        ItemKind::UnknownLoginFailures
        | ItemKind::Throttle
        | ItemKind::UndeliverableEmail
        | ItemKind::DailyFigures
        | ItemKind::UserCount
        | ItemKind::Superusers
        | ItemKind::Preferences
        | ItemKind::Announcement
        | ItemKind::Game
        | ItemKind::ShardMark
        | ItemKind::ParkedRecord
        | ItemKind::ParkedContent
        | ItemKind::JanitorPosition
        | ItemKind::JanitorHeartbeat
        | ItemKind::PostponedRecount
        | ItemKind::Probe => LeftOut(SHARED),
        ItemKind::Unknown(_) => LeftOut("Of another version of kith."),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::store::item::tests::kinds::kinds;

    /// `docs/data-portability.md` names every file and every reason.
    #[test]
    fn every_kind_of_item_is_in_a_documented_file_or_left_out_for_a_documented_reason() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/data-portability.md");
        let docs = std::fs::read_to_string(path).expect("the page");
        let user = UserId::try_from(7).expect("an id");
        let (mut files, mut reasons) = (BTreeSet::new(), BTreeSet::new());
        for (kind, _) in kinds() {
            match place(&kind, user) {
                In(file, _) => files.insert(file),
                LeftOut(reason) => reasons.insert(reason),
            };
        }
        let missing: Vec<String> = files
            .iter()
            .map(|file| format!("`{file}.json`"))
            .chain(reasons.iter().map(|reason| (*reason).to_owned()))
            .filter(|text| !docs.contains(text.as_str()))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn secrets_are_in_no_archive() {
        let user = UserId::try_from(7).expect("an id");
        for kind in [ItemKind::Password(user), ItemKind::SecondFactor(user), ItemKind::MailedCode(user)] {
            assert_eq!(place(&kind, user), LeftOut(SECRET));
        }
        for (kind, secret) in [
            (ItemKind::EmailChange(user), "code"),
            (ItemKind::FormerEmail(user), "code"),
            (ItemKind::Session(user), "rotation"),
            (ItemKind::AuthState(user), "revoked"),
        ] {
            let In(_, Only(names)) = place(&kind, user) else { panic!("{kind:?}") };
            assert!(!names.contains(&secret), "{kind:?}");
        }
    }
}
