use super::id;
use crate::domain::account::code::CodePurpose;
use crate::domain::folder::Place;
use crate::domain::notification::NotificationKind;
use crate::domain::profile::search::SearchScope;
use crate::domain::{
    CommentRef, Contribution, Edge, FeedEntry, FlagTarget, Id, Notification, PostKind, ReactionKind, SocketId, UserId,
};
use crate::dynamo::Key;
use crate::store::item::{ItemKind, keys};

/// Every kind with a key that its constructor makes. [`number`] does not compile without a new kind, and a test fails
/// without its row here.
pub(in crate::store) fn kinds() -> Vec<(ItemKind, Key)> {
    let (one, other, post): (UserId, UserId, Id) = (id(7), id(41), id(9_000));
    let entry = FeedEntry { post, author: other, kind: PostKind::Discussion, poll: true };
    let notification =
        Notification { to: one, id: post, kind: NotificationKind::UserFollow { user: other }, seen: None };
    let reply = CommentRef { post, parent: Some(other), id: one };
    let unknown_failures = keys::unknown_login_failures("nobody");
    let mut kinds = vec![
        (ItemKind::Profile(one), keys::profile(one)),
        (ItemKind::AuthState(one), keys::auth_state(one)),
        (ItemKind::Password(one), keys::password(one)),
        (ItemKind::LoginFailures(one), keys::login_failures(one)),
        (ItemKind::UnknownLoginFailures, unknown_failures.clone()),
        (ItemKind::InFlightLogins(Some(one)), keys::in_flight_logins(&keys::login_failures(one), 17)),
        (ItemKind::InFlightLogins(None), keys::in_flight_logins(&unknown_failures, 17)),
        (ItemKind::Throttle, keys::address_login_failures("192.0.2.1")),
        (ItemKind::Throttle, keys::registrations("192.0.2.1")),
        (ItemKind::Uploads(one), keys::uploads(one)),
        (ItemKind::Settings(one), keys::settings(one)),
        (ItemKind::Avatars(one), keys::avatars(one)),
        (ItemKind::EmailChange(one), keys::email_change(one)),
        (ItemKind::FormerEmail(one), keys::former_email(one, 3)),
        (ItemKind::FormerUsername(one), keys::former_username(one, "ada")),
        (ItemKind::SecondFactor(one), keys::second_factor(one)),
        (ItemKind::DataArchive(one), keys::data_archive(one)),
        (ItemKind::Session(one), keys::session(one, post)),
        (ItemKind::Sockets(one), keys::sockets(one)),
        (ItemKind::SocketOwner, keys::socket_owner(&SocketId::new("L0SM9cOFvHcCIhw="))),
        (ItemKind::Mail, keys::reset_mail("ada@example.org")),
        (ItemKind::MailedCode(one), keys::mailed_code(one, CodePurpose::Reset)),
        (ItemKind::MailedCode(one), keys::mailed_code(one, CodePurpose::Verification)),
        (ItemKind::MailsCounted(one), keys::mails_counted(one)),
        (ItemKind::Throttle, keys::recoveries("192.0.2.1")),
        (ItemKind::Throttle, keys::recoveries_of("ada@example.org")),
        (ItemKind::UsernameClaim, keys::username_claim("ada")),
        (ItemKind::EmailClaim, keys::email_claim("ada@example.org")),
        (ItemKind::AuditEntry(one), keys::audit_entry(one, post, "an-id")),
        (ItemKind::UserCount, keys::user_count(one)),
        (ItemKind::Superusers, keys::superusers()),
        (ItemKind::Preferences, keys::preferences()),
        (ItemKind::Follow { from: one, to: other }, keys::follow(one, other)),
        (ItemKind::Hide { from: one, to: other }, keys::hide(one, other)),
        (ItemKind::Friendship { one, other }, keys::friendship(other, one)),
        (ItemKind::RequestsSeen(one), keys::requests_seen(one)),
        (ItemKind::Post(post), keys::post(post)),
        (ItemKind::Ballot(one), keys::ballot(post, one)),
        (ItemKind::Comment(other), keys::comment(CommentRef::top(post, other))),
        (ItemKind::Comment(one), keys::comment(reply)),
        (ItemKind::CommentPlace(other), keys::comment_place(other)),
        (ItemKind::CommentVote(one), keys::comment_vote(CommentRef::top(post, other), one)),
        (ItemKind::CommentVote(one), keys::comment_vote(reply, one)),
        (ItemKind::Flag(Some(other)), keys::flag(FlagTarget::User(other), one)),
        (ItemKind::Flag(None), keys::flag(FlagTarget::Post(post), one)),
        (ItemKind::Flag(None), keys::flag(FlagTarget::Comment(reply), one)),
        (ItemKind::FlaggedContribution, keys::flagged_contribution(Contribution::Post(post))),
        (ItemKind::FlaggedContribution, keys::flagged_contribution(Contribution::Comment(reply))),
        (ItemKind::FeedEntry(one), keys::feed_entry(one, entry)),
        (ItemKind::FeedVisit(one), keys::feed_visit(one)),
        (ItemKind::PullAuthor { reader: one, author: other }, keys::pull_author(one, other)),
        (ItemKind::PostDelivery(post), keys::post_delivery(post)),
        (ItemKind::AuthorDelivery(one), keys::author_delivery(one)),
        (ItemKind::Notification(one), keys::notification(&notification)),
        (ItemKind::HideCleanup(one), keys::hide_cleanup(&Edge { from: one, to: other, id: post })),
        (ItemKind::Reading(one), keys::reading(one, post)),
        (ItemKind::Poll(post), keys::poll(post)),
        (ItemKind::PostCounters(post), keys::post_counters(post)),
        (ItemKind::Announcement, keys::announcement(post)),
        (ItemKind::Folder(one, Place::Created(post)), keys::folder(one, post)),
        (ItemKind::FolderTitle(one), keys::title(one, Place::Home, "SWEEP")),
        (ItemKind::FolderCount(one), keys::folder_count(one)),
        (ItemKind::Game, keys::game("celeste")),
        (ItemKind::ListedGame(one), keys::listed_game(one, "celeste")),
        (ItemKind::Favorites(one), keys::favorites(one)),
        (ItemKind::Rating(one), keys::rating(one, "celeste")),
        (ItemKind::JournalEntry(one), keys::journal_entry(one, jiff::civil::date(2026, 1, 31), post)),
        (ItemKind::Counters(one), keys::counters(one)),
        (ItemKind::UserCleanup(one), keys::user_cleanup(one)),
        (ItemKind::PostCleanup(post), keys::post_cleanup(post)),
        (ItemKind::CommentCleanup(other), keys::comment_cleanup(other)),
        (ItemKind::ShardMark, keys::shard_mark(&keys::counters(one), "a1b2c3d4e5f6")),
        (ItemKind::ImportedUser, keys::imported_user("0123456789abcdef")),
        (ItemKind::IdempotencyKey, keys::idempotency_key("user 7\nPOST\n/folders/\na key")),
        (ItemKind::ParkedRecord, keys::parked_record("a1b2c3d4e5f6a7b8")),
        (ItemKind::ParkedContent, keys::parked_part("a1b2c3d4e5f6a7b8", 3)),
        (ItemKind::JanitorPosition, keys::janitor_position()),
        (ItemKind::JanitorHeartbeat, keys::janitor_heartbeat()),
        (ItemKind::PostponedRecount, keys::postponed_recount(&keys::counters(one))),
        (ItemKind::Probe, keys::probe()),
        (ItemKind::Unknown(Some(one)), Key::new(keys::user(one), "FROM#ANOTHER#VERSION")),
        (ItemKind::Unknown(None), Key::new("ANOTHER", "VERSION")),
    ];
    for kind in [ReactionKind::Vote, ReactionKind::Follow, ReactionKind::View] {
        kinds.push((ItemKind::Reaction(kind), keys::reaction(kind, post, one)));
    }
    for scope in SearchScope::ALL {
        for word in ["a", "ada", "ünal", "7"] {
            let kind = ItemKind::NameIndex(scope, word.to_owned(), one);
            kinds.push((kind, keys::name_index_row(scope, word, one)));
        }
    }
    kinds
}

/// A number for each kind.
pub(super) fn number(kind: &ItemKind) -> usize {
    use ItemKind as K;
    match kind {
        K::Profile(_) => 0,
        K::AuthState(_) => 1,
        K::Password(_) => 2,
        K::LoginFailures(_) => 3,
        K::UnknownLoginFailures => 4,
        K::InFlightLogins(_) => 5,
        K::Throttle => 6,
        K::Uploads(_) => 7,
        K::Settings(_) => 8,
        K::Avatars(_) => 9,
        K::EmailChange(_) => 10,
        K::UsernameClaim => 11,
        K::EmailClaim => 12,
        K::AuditEntry(_) => 13,
        K::UserCount => 14,
        K::Superusers => 15,
        K::NameIndex(..) => 16,
        K::Follow { .. } => 17,
        K::Hide { .. } => 18,
        K::Friendship { .. } => 19,
        K::RequestsSeen(_) => 20,
        K::Post(_) => 21,
        K::Reaction(_) => 22,
        K::Ballot(_) => 23,
        K::FeedEntry(_) => 24,
        K::FeedVisit(_) => 25,
        K::PullAuthor { .. } => 26,
        K::PostDelivery(_) => 27,
        K::AuthorDelivery(_) => 28,
        K::Notification(_) => 29,
        K::Announcement => 30,
        K::Folder(..) => 31,
        K::FolderTitle(_) => 32,
        K::FolderCount(_) => 33,
        K::Game => 34,
        K::ListedGame(_) => 35,
        K::Counters(_) => 36,
        K::UserCleanup(_) => 37,
        K::PostCleanup(_) => 38,
        K::JanitorPosition => 39,
        K::JanitorHeartbeat => 57,
        K::PostponedRecount => 58,
        K::ShardMark => 59,
        K::Probe => 40,
        K::Unknown(_) => 41,
        K::HideCleanup(_) => 42,
        K::Preferences => 43,
        K::Favorites(_) => 44,
        K::Rating(_) => 45,
        K::JournalEntry(_) => 46,
        K::Comment(_) => 47,
        K::CommentPlace(_) => 48,
        K::CommentVote(_) => 49,
        K::CommentCleanup(_) => 50,
        K::Flag(_) => 51,
        K::Session(_) => 52,
        K::IdempotencyKey => 53,
        K::Mail => 54,
        K::MailedCode(_) => 55,
        K::MailsCounted(_) => 56,
        K::FormerEmail(_) => 60,
        K::Reading(_) => 61,
        K::Poll(_) => 62,
        K::PostCounters(_) => 63,
        K::ParkedRecord => 64,
        K::ParkedContent => 65,
        K::SecondFactor(_) => 66,
        K::FlaggedContribution => 67,
        K::ImportedUser => 68,
        K::Sockets(_) => 69,
        K::SocketOwner => 70,
        K::DataArchive(_) => 71,
        K::FormerUsername(_) => 72,
    }
}
