//! Which changes of the table wake `fanout`.

use std::fmt;

use super::keys;
use crate::domain::ReactionKind;

/// Sort keys of items whose changes have events, and of the janitor's heartbeat, which shows that `fanout` runs.
///
/// The filter of the event source mapping in `template.yaml` has the same list: Lambda invokes nothing for other changes,
/// such as those of derived items.
pub const SOURCES: [SortKeys; 29] = [
    SortKeys::Equal(keys::PROFILE),
    SortKeys::Equal(keys::AVATARS),
    SortKeys::Equal(keys::DATA_ARCHIVE),
    SortKeys::Begin(keys::FOLLOWS),
    SortKeys::Begin(keys::HIDES),
    SortKeys::Begin(keys::HIDE_CLEANUPS),
    SortKeys::Begin(keys::READINGS),
    SortKeys::Equal(keys::FRIENDSHIP),
    SortKeys::Equal(keys::POST),
    SortKeys::Begin(keys::reactions(ReactionKind::Vote)),
    SortKeys::Begin(keys::reactions(ReactionKind::Follow)),
    SortKeys::Begin(keys::reactions(ReactionKind::View)),
    SortKeys::Begin(keys::reactions(ReactionKind::Suspension)),
    SortKeys::Begin(keys::BALLOTS),
    SortKeys::Begin(keys::MEDIA),
    SortKeys::Begin(keys::COMMENT),
    SortKeys::Begin(keys::COMMENT_VOTES),
    SortKeys::Begin(keys::FLAGS),
    SortKeys::Equal(keys::HELD),
    SortKeys::Begin(keys::FOLDERS),
    SortKeys::Begin(keys::SESSIONS),
    SortKeys::Equal(keys::AUTH_STATE),
    SortKeys::Equal(keys::SOCKETS),
    SortKeys::Equal(keys::ANNOUNCEMENT),
    SortKeys::Equal(keys::GAME),
    SortKeys::Equal(keys::DELIVERY),
    SortKeys::Equal(keys::FEED_VISIT),
    SortKeys::Equal(keys::CLEANUP),
    SortKeys::Equal(keys::HEARTBEAT),
];

/// Items of which only some changes have events: that a notification is seen, and the ends of a socket and of an upload in
/// chunks.
///
/// The filter has a pattern of its own for each, in this order, since their other changes would wake `fanout` for nothing.
pub const SOURCES_OF_SOME: [SomeChanges; 3] = [
    SomeChanges { keys: SortKeys::Begin(keys::NOTIFICATIONS), kind: ChangeKind::Modify, with: Some("seen") },
    SomeChanges { keys: SortKeys::Equal(keys::SOCKET), kind: ChangeKind::Remove, with: None },
    SomeChanges { keys: SortKeys::Begin(keys::MEDIA_UPLOADS), kind: ChangeKind::Remove, with: None },
];

/// Sort keys of items that ask for a mail or a web push: requests, claims on e-mail addresses, changes of address, and former addresses.
///
/// The filters of the event source mapping of the mailer in `template.yaml` have the same keys; of all but the requests they
/// pass those with the attribute that asks for a mail.
pub const MAIL_SOURCES: [SortKeys; 5] = [
    SortKeys::Begin(keys::MAILS),
    SortKeys::Begin(keys::WEB_PUSHES),
    SortKeys::Equal(keys::EMAIL_CLAIM),
    SortKeys::Equal(keys::EMAIL_CHANGE),
    SortKeys::Begin(keys::FORMER_EMAILS),
];

/// A set of sort keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKeys {
    /// This sort key.
    Equal(&'static str),
    /// All sort keys that begin like this.
    Begin(&'static str),
}

/// A kind of changes. The stream names it in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// An item that was there has changed.
    Modify,
    /// An item is gone.
    Remove,
}

/// Some changes of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SomeChanges {
    /// The sort keys of the items.
    pub keys: SortKeys,
    /// The kind of the changes.
    pub kind: ChangeKind,
    /// The attribute that the items have after the change, if that matters.
    pub with: Option<&'static str>,
}

impl SortKeys {
    fn contain(self, sort_key: &str) -> bool {
        match self {
            Self::Equal(other) => sort_key == other,
            Self::Begin(prefix) => sort_key.starts_with(prefix),
        }
    }
}

/// Shows a prefix with an asterisk.
impl fmt::Display for SortKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Equal(key) => f.write_str(key),
            Self::Begin(prefix) => write!(f, "{prefix}*"),
        }
    }
}

/// Whether a change of an item with this sort key may wake `fanout`.
pub fn is_source(sort_key: &str) -> bool {
    SOURCES.iter().any(|keys| keys.contain(sort_key)) || SOURCES_OF_SOME.iter().any(|some| some.keys.contain(sort_key))
}

/// Whether a change of this kind, `None` being any other, wakes `fanout`, after which the item has the attributes that `has` finds.
pub fn wakes_fanout(sort_key: &str, kind: Option<ChangeKind>, has: impl Fn(&str) -> bool) -> bool {
    let is_one =
        |some: &SomeChanges| some.keys.contain(sort_key) && kind == Some(some.kind) && some.with.is_none_or(&has);
    SOURCES.iter().any(|keys| keys.contain(sort_key)) || SOURCES_OF_SOME.iter().any(is_one)
}

/// Whether a change of an item with this sort key may ask for a mail or a web push.
pub fn asks_for_mail(sort_key: &str) -> bool {
    MAIL_SOURCES.iter().any(|keys| keys.contain(sort_key))
}
