pub(in crate::store) mod kinds;

use self::kinds::{kinds, number};
use super::{ItemKind, keys};
use crate::domain::notification::NotificationKind;
use crate::domain::{Id, Notification};
use crate::dynamo::Key;

fn id(number: u64) -> Id {
    Id::try_from(number).expect("an id")
}

#[test]
fn every_kind_is_read_from_the_key_that_is_made_for_it() {
    for (kind, key) in kinds() {
        assert_eq!(ItemKind::parse(&key.pk, &key.sk), kind, "{key:?}");
    }
}

/// Derived items do not wake `fanout`.
#[test]
fn only_source_items_and_the_janitor_wake_fanout() {
    use ItemKind as K;
    for (kind, key) in kinds() {
        let is_source = match kind {
            K::Profile(_)
            | K::Avatars(_)
            | K::DataArchive(_)
            | K::Follow { .. }
            | K::Hide { .. }
            | K::HideCleanup(_)
            | K::Reading(_)
            | K::Friendship { .. }
            | K::Post(_)
            | K::Reaction(_)
            | K::Ballot(_)
            | K::PostMedia(_)
            | K::MediaUpload(_)
            | K::Comment(_)
            | K::CommentVote(_)
            | K::CommentCleanup(_)
            | K::Flag(_)
            | K::HeldContribution
            | K::FeedVisit(_)
            | K::PostDelivery(_)
            | K::AuthorDelivery(_)
            | K::Announcement
            | K::Game
            | K::Folder(..)
            | K::Session(_)
            | K::AuthState(_)
            | K::Sockets(_)
            | K::SocketOwner
            | K::Notification(_)
            | K::UserCleanup(_)
            | K::PostCleanup(_)
            | K::JanitorHeartbeat => true,
            K::Password(_)
            | K::ActiveUser
            | K::DailyFigures
            | K::Devices(_)
            | K::WebPush(_)
            | K::DueDigest(_)
            | K::DigestMail(_)
            | K::Watchers(_)
            | K::SecondFactor(_)
            | K::KnownAddresses(_)
            | K::Activity(_)
            | K::UserWindow(_)
            | K::LoginFailures(_)
            | K::UnknownLoginFailures
            | K::InFlightLogins(_)
            | K::Throttle
            | K::Uploads(_)
            | K::Settings(_)
            | K::EmailChange(_)
            | K::FormerEmail(_)
            | K::FormerUsername(_)
            | K::Mail
            | K::UndeliverableEmail
            | K::MailedCode(_)
            | K::MailsCounted(_)
            | K::UsernameClaim
            | K::EmailClaim
            | K::AuditEntry(_)
            | K::UserCount
            | K::Superusers
            | K::Preferences
            | K::Favorites(_)
            | K::Rating(_)
            | K::JournalEntry(_)
            | K::NameIndex(..)
            | K::RequestsSeen(_)
            | K::CommentPlace(_)
            | K::FlaggedContribution
            | K::FlaggedUser(_)
            | K::FeedEntry(_)
            | K::PullAuthor { .. }
            | K::FolderTitle(_)
            | K::FolderCount(_)
            | K::ListedGame(_)
            | K::Poll(_)
            | K::PostCounters(_)
            | K::Counters(_)
            | K::ShardMark
            | K::IdempotencyKey
            | K::ImportedUser
            | K::ParkedRecord
            | K::ParkedContent
            | K::JanitorPosition
            | K::PostponedRecount
            | K::Probe
            | K::Unknown(_) => false,
        };
        assert_eq!(super::is_source(&key.sk), is_source, "{kind:?}");
    }
}

#[test]
fn every_kind_has_a_key() {
    let listed: std::collections::BTreeSet<usize> = kinds().iter().map(|(kind, _)| number(kind)).collect();
    assert_eq!(listed.into_iter().collect::<Vec<_>>(), (0..=87).collect::<Vec<_>>());
}

#[test]
fn no_two_kinds_share_a_key() {
    let keys: std::collections::BTreeSet<_> = kinds().into_iter().map(|(_, Key { pk, sk })| (pk, sk)).collect();
    assert_eq!(keys.len(), kinds().len());
}

#[test]
fn a_malformed_key_is_of_no_known_kind() {
    let user = keys::user(id(7));
    for sk in ["FOLLOW#", "FOLLOW#x", "HIDE#0x7", "FOLDER#", "BIG#x", "ACCOUNT#"] {
        assert_eq!(ItemKind::parse(&user, sk), ItemKind::Unknown(Some(id(7))), "{sk}");
    }
    for (pk, sk) in [
        ("U#x", "ACCOUNT#PROFILE"),
        ("POST#9000", "VOTE#x"),
        ("COMMENTS#9000#1", "x"),
        ("COMMENT#9000", "VOTE#x"),
        ("P#7#41", "OTHER"),
        ("T#ad", "ada"),
        ("", ""),
    ] {
        assert_eq!(ItemKind::parse(pk, sk), ItemKind::Unknown(None), "{pk} {sk}");
    }
}

#[test]
fn the_cause_of_a_notification_is_read_from_its_key() {
    let note =
        Notification { to: id(7), id: id(9_000), kind: NotificationKind::UserFollow { user: id(41) }, seen: None };
    assert_eq!(keys::parse_cause(&keys::notification(&note).sk), Some(id(41)));
    for sk in ["NOTE#1", "NOTE#1#", "NOTE#1#F", "NOTE#1#Fx", "NOTE#1#\u{e9}", "HIDE#1#F41"] {
        assert_eq!(keys::parse_cause(sk), None, "{sk}");
    }
}
