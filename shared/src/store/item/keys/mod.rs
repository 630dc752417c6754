//! Every key of the table. Nothing outside this file, and those below it, spells one.
//!
//! An account's own items share the prefix `ACCOUNT#`, so that a login reads them all with one query; both kinds of
//! claim on a name share its partition, so that one query tells whose username or e-mail address it is.

pub(crate) mod folder;
pub(crate) mod friendship;
pub(crate) mod notification;
pub(crate) mod post;

pub use folder::*;
pub use friendship::*;
pub use notification::*;
pub use post::*;

use crate::domain::account::token::fingerprint;
use crate::domain::profile::search::{NameIndexEntry, SearchScope};
use crate::domain::{Id, UserId};
use crate::dynamo::Key;

/// Index partition that holds every user who is to be found: by id in GSI1, by folded username in GSI2.
pub const USERS: &str = "USERS";
/// Sort-key prefix of an account's own items.
pub const ACCOUNT: &str = "ACCOUNT#";
/// Sort-key prefix of the games in a user's lists.
pub const GAMES: &str = "GAME#";
/// Partition of the sharded number of users.
pub const USER_COUNT: &str = "STATS#USERS";
/// Shards of the number of users: so many registrations at once do not wait for each other.
const SHARDS: u64 = 64;

/// Sort key of a profile.
pub const PROFILE: &str = "ACCOUNT#PROFILE";

const USER_PREFIX: &str = "U#";

fn key(pk: impl Into<String>, sk: impl Into<String>) -> Key {
    Key::new(pk, sk)
}

/// The partition of all that belongs to a user.
pub fn user(id: UserId) -> String {
    format!("{USER_PREFIX}{id}")
}

/// The user to whom a partition belongs.
pub fn parse_user(pk: &str) -> Option<UserId> {
    UserId::parse(pk.strip_prefix(USER_PREFIX)?)
}

/// The sort key under which users are listed by id: of one length, so that it sorts as the number does.
pub fn user_sort(id: UserId) -> String {
    format!("{:016}", id.get())
}

/// What is never there: asking for it tells whether the table answers. The template names it too, as all that the
/// function `docs` may read.
pub fn probe() -> Key {
    key("PROBE", "PROBE")
}

/// What the user says of themself.
pub fn profile(id: UserId) -> Key {
    key(user(id), PROFILE)
}

/// Status, roles and revocations.
pub fn auth(id: UserId) -> Key {
    key(user(id), "ACCOUNT#AUTH")
}

/// The password's hash.
pub fn password(id: UserId) -> Key {
    key(user(id), "ACCOUNT#PASSWORD")
}

/// Failed logins to an account.
pub fn failures(id: UserId) -> Key {
    key(user(id), "ACCOUNT#FAILURES")
}

/// Failed logins to an account that does not exist: they are counted alike, or the throttle would tell.
pub fn unknown_failures(folded: &str) -> Key {
    key(format!("THROTTLE#UNKNOWN#{}", fingerprint(folded)), "ACCOUNT#FAILURES")
}

/// Logins under way, beside where the failures of the same account are counted.
pub fn logins(failures: &Key, slice: i64) -> Key {
    key(failures.pk.clone(), format!("LOGINS#{slice}"))
}

/// Failed logins from an address.
pub fn address_failures(address: &str) -> Key {
    key(format!("THROTTLE#LOGIN#{}", fingerprint(address)), "THROTTLE")
}

/// Registrations from an address.
pub fn registrations(address: &str) -> Key {
    key(format!("THROTTLE#REGISTER#{}", fingerprint(address)), "THROTTLE")
}

/// Uploads of a user.
pub fn uploads(id: UserId) -> Key {
    key(user(id), "UPLOADS")
}

/// Numbers derived from facts.
pub fn counters(id: UserId) -> Key {
    key(user(id), COUNTERS)
}

/// Sort key of the numbers derived from facts.
pub const COUNTERS: &str = "COUNTERS";

/// Notification settings.
pub fn settings(id: UserId) -> Key {
    key(user(id), "SETTINGS")
}

/// A user's avatars.
pub fn avatars(id: UserId) -> Key {
    key(user(id), AVATARS)
}

/// Sort key of a user's avatars. It lies outside the range that is read wherever a user is shown.
pub const AVATARS: &str = "PICTURES";

/// An e-mail address that waits for its code.
pub fn email_change(id: UserId) -> Key {
    key(user(id), "EMAIL_CHANGE")
}

const CLAIMS: &str = "NAME#";

/// The partition of the claims on a folded name.
pub fn claims(folded: &str) -> String {
    format!("{CLAIMS}{folded}")
}

/// The claim that makes a username unique.
pub fn username_claim(folded: &str) -> Key {
    key(claims(folded), USERNAME_CLAIM)
}

/// The claim that makes an e-mail address unique.
pub fn email_claim(folded: &str) -> Key {
    key(claims(folded), "EMAIL")
}

/// Whether a key is that of a claim.
pub fn is_claim(key: &Key) -> bool {
    key.pk.starts_with(CLAIMS)
}

/// Sort key of a username claim.
pub const USERNAME_CLAIM: &str = "USERNAME";

/// Sort-key prefix of a user's follows.
pub const FOLLOWS: &str = "FOLLOW#";
/// Sort-key prefix of those whom a user hides.
pub const HIDES: &str = "HIDE#";

/// The edge of a follow.
pub fn follow(from: UserId, to: UserId) -> Key {
    key(user(from), format!("{FOLLOWS}{to}"))
}

/// The edge of a hide.
pub fn hide(from: UserId, to: UserId) -> Key {
    key(user(from), format!("{HIDES}{to}"))
}

/// Index partition (GSI1) of those who follow a user, by time.
pub fn followers(id: UserId) -> String {
    format!("{}#FOLLOWERS", user(id))
}

/// Index partition (GSI2) of those whom a user follows, by time.
pub fn followings(id: UserId) -> String {
    format!("{}#FOLLOWINGS", user(id))
}

/// Index partition (GSI2) of those whom a user hides, by time.
pub fn hidden(id: UserId) -> String {
    format!("{}#HIDDEN", user(id))
}

/// Where an edge stands in an index by time: the user at its other end tells edges of one millisecond apart.
pub fn edge_sort(since: Id, other: UserId) -> String {
    format!("{:016}#{other}", since.get())
}

/// Index partition (GSI1) of those who hide a user: nobody is shown it, but a deleted user leaves through it.
pub fn hiders(id: UserId) -> String {
    format!("{}#HIDERS", user(id))
}

/// What is left of a deleted user, to be cleared away in part after part.
pub fn sweep(id: UserId) -> Key {
    key(user(id), SWEEP)
}

/// Sort key of what is left of a deleted user.
pub const SWEEP: &str = "SWEEP";

/// The partition of a shelf of the index of names for a word, or for what it begins with: its first two letters, or the
/// first where that is none of the twenty-six and ten, as there are many of those. `None`: one letter alone tells none.
pub fn names(shelf: SearchScope, word: &str) -> Option<String> {
    let letters = if word.starts_with(|c: char| c.is_ascii()) { 2 } else { 1 };
    let start: String = word.chars().take(letters).collect();
    (start.chars().count() == letters).then(|| format!("{}{start}", shelf_prefix(shelf)))
}

/// A word of a user's names.
pub fn name(shelf: SearchScope, word: &str, id: UserId) -> Key {
    // A word of one letter has a partition to itself.
    let partition = names(shelf, word).unwrap_or_else(|| format!("{}{word}", shelf_prefix(shelf)));
    key(partition, format!("{word}#{id}"))
}

fn shelf_prefix(shelf: SearchScope) -> &'static str {
    match shelf {
        SearchScope::Everybody => "T#",
        SearchScope::Staff => "TS#",
    }
}

/// The user whose word a row of the index of names is.
pub fn parse_name(sk: &str) -> Option<UserId> {
    UserId::parse(sk.rsplit_once('#')?.1)
}

/// The word that a row of the index of names is about, and whose it is.
pub fn parse_word(key: &Key) -> Option<(NameIndexEntry, UserId)> {
    let shelf = [SearchScope::Everybody, SearchScope::Staff]
        .into_iter()
        .find(|shelf| key.pk.starts_with(shelf_prefix(*shelf)))?;
    let (word, user) = key.sk.rsplit_once('#')?;
    Some(((shelf, word.to_owned()), UserId::parse(user)?))
}

/// The user at the far end of an edge.
pub fn parse_edge(sk: &str) -> Option<UserId> {
    UserId::parse(sk.strip_prefix(FOLLOWS).or(sk.strip_prefix(HIDES))?)
}

/// A game that somebody has touched.
pub fn game(igdb: &str) -> Key {
    key(format!("{GAMES}{igdb}"), "GAME")
}

/// A game in a user's lists.
pub fn marked_game(id: UserId, igdb: &str) -> Key {
    key(user(id), format!("{GAMES}{igdb}"))
}

/// The shard that counts this user.
pub fn user_count(id: UserId) -> Key {
    key(USER_COUNT, format!("{:02}", id.get() % SHARDS))
}

/// The ids of all active superusers.
pub fn superusers() -> Key {
    key("SUPERUSERS", "SUPERUSERS")
}

/// Where the janitor stopped.
pub fn janitor() -> Key {
    key("JANITOR", "JANITOR")
}
