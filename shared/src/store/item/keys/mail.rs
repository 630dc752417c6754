//! Keys of mails and of the codes in them.

use super::{email_change, former_email, user};
use crate::domain::account::code::CodePurpose;
use crate::domain::account::token::fingerprint;
use crate::domain::{Id, UserId};
use crate::dynamo::Key;

/// Sort-key prefix of requests for a mail.
pub(in crate::store::item) const MAILS: &str = "MAIL#";
/// Outside the range that is read wherever a user is shown.
pub(in crate::store::item) const MAILED_CODES: &str = "MAILED#";
pub(in crate::store::item) const MAILS_COUNTED: &str = "MAILS";
/// Sort key of requests to tell of the end of a session.
pub(in crate::store) const SESSION_MAIL: &str = "MAIL#SESSION";
/// Sort key of requests to tell of a ban.
pub(in crate::store) const BAN_MAIL: &str = "MAIL#BAN";
/// Not a request: the mailer is not woken by it.
pub(in crate::store::item) const UNDELIVERABLE: &str = "UNDELIVERABLE";

/// The request to mail to an address how to reset the password, whether or not it is a user's.
pub fn reset_mail(folded_email: &str) -> Key {
    Key::new(format!("{MAILS}{}", fingerprint(folded_email)), format!("{MAILS}RESET"))
}

/// The request to tell a user that this session has ended because its refresh token was used twice.
pub fn session_mail(id: UserId, session: Id) -> Key {
    Key::new(format!("{MAILS}{}", fingerprint(&format!("{id} {session}"))), SESSION_MAIL)
}

/// The request to tell a user that staff have banned their account.
pub fn ban_mail(id: UserId) -> Key {
    Key::new(format!("{MAILS}{}", fingerprint(&format!("{id} banned"))), BAN_MAIL)
}

/// The mark of an address that gets no more mail, whether or not it is a user's.
pub fn undeliverable_email(folded_email: &str) -> Key {
    Key::new(format!("{MAILS}{}", fingerprint(folded_email)), UNDELIVERABLE)
}

/// The item with a code that was mailed to a user. That of a change of address is on the change, and
/// one that takes it back on the former address.
pub fn mailed_code(id: UserId, purpose: CodePurpose) -> Key {
    let purpose = match purpose {
        CodePurpose::Reset => "RESET",
        CodePurpose::Verification => "VERIFY",
        CodePurpose::EmailChange => return email_change(id),
        CodePurpose::Restoration(generation) => return former_email(id, generation),
    };
    Key::new(user(id), format!("{MAILED_CODES}{purpose}"))
}

/// A user's requests for a mail, counted for the throttle.
pub fn mails_counted(id: UserId) -> Key {
    Key::new(user(id), MAILS_COUNTED)
}

/// Shards of the digests that are due at some time: no partition takes all writes.
pub const DIGEST_SHARDS: u64 = 8;
const DIGESTS: &str = "DIGESTS#";
/// Sort-key prefix of digests that are due at some time.
pub const DUE_DIGESTS: &str = "DIGEST#";

/// The partition of a shard of the digests.
pub fn due_digests(shard: u64) -> String {
    format!("{DIGESTS}{shard}")
}

/// The digest of a user that is due in this hour since 1970.
pub fn due_digest(hour: i64, id: UserId) -> Key {
    // Not by the remainder by which the hour is chosen: users of one hour are in all shards.
    let shard = id.get() / 24 % DIGEST_SHARDS;
    Key::new(due_digests(shard), format!("{DUE_DIGESTS}{hour:010}#{id}"))
}

/// Upper bound of the sort keys of digests that are due in this hour or before.
pub fn due_digests_end(hour: i64) -> String {
    format!("{DUE_DIGESTS}{hour:010}$")
}

/// Reads the user from the key of [`due_digest`].
pub(in crate::store::item) fn parse_due_digest(pk: &str, sk: &str) -> Option<UserId> {
    let (_, user) = sk.strip_prefix(DUE_DIGESTS).filter(|_| pk.starts_with(DIGESTS))?.split_once('#')?;
    UserId::parse(user)
}

/// The request to mail a user what they have not seen.
pub fn digest_mail(id: UserId) -> Key {
    Key::new(user(id), format!("{MAILS}DIGEST"))
}
