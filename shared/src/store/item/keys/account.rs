//! Keys of accounts and profiles.
//!
//! The items that a login reads share the sort-key prefix `ACCOUNT#`, so that one query reads them all. Both kinds of
//! claim on a name share its partition, so that one query tells whose username or e-mail address it is.

use super::{id_sort, user};
use crate::domain::account::token::fingerprint;
use crate::domain::{Id, UserId};
use crate::dynamo::Key;

/// Sort-key prefix of the items that a login reads.
pub const ACCOUNT: &str = "ACCOUNT#";
/// Sort key of a profile.
pub const PROFILE: &str = "ACCOUNT#PROFILE";
pub(in crate::store::item) const AUTH_STATE: &str = "ACCOUNT#AUTH";
pub(in crate::store::item) const PASSWORD: &str = "ACCOUNT#PASSWORD";
pub(in crate::store::item) const SECOND_FACTOR: &str = "ACCOUNT#TOTP";
pub(in crate::store::item) const LOGIN_FAILURES: &str = "ACCOUNT#FAILURES";
pub(in crate::store::item) const KNOWN_ADDRESSES: &str = "ACCOUNT#ADDRESSES";
pub(in crate::store::item) const IN_FLIGHT_LOGINS: &str = "LOGINS#";
pub(in crate::store::item) const SETTINGS: &str = "SETTINGS";
/// Outside the range that is read wherever a user is shown.
pub(in crate::store::item) const AVATARS: &str = "PICTURES";
pub(in crate::store::item) const UPLOADS: &str = "UPLOADS";
pub(in crate::store::item) const USER_WINDOWS: &str = "WINDOW#";
pub(in crate::store::item) const ACTIVITIES: &str = "ACTIVITY#";
pub(in crate::store::item) const EMAIL_CHANGE: &str = "EMAIL_CHANGE";
/// Outside the range that is read wherever a user is shown.
pub(in crate::store::item) const DATA_ARCHIVE: &str = "DATA_ARCHIVE";
/// Sort-key prefix of addresses that a user has left.
pub const FORMER_EMAILS: &str = "FORMER_EMAIL#";
/// Sort-key prefix of usernames that a user has given up.
pub const FORMER_USERNAMES: &str = "FORMER_NAME#";
/// Sort-key prefix of sessions.
pub const SESSIONS: &str = "SESSION#";
pub(in crate::store::item) const THROTTLE: &str = "THROTTLE";
pub(in crate::store::item) const CLAIMS: &str = "NAME#";
pub(in crate::store::item) const USERNAME_CLAIM: &str = "USERNAME";
pub(in crate::store::item) const EMAIL_CLAIM: &str = "EMAIL";
pub(in crate::store::item) const AUDIT: &str = "AUDIT#";
/// Partition of the sharded number of users.
pub const USER_COUNT: &str = "STATS#USERS";
/// Shards of the number of users: concurrent registrations rarely write the same one.
const USER_COUNT_SHARDS: u64 = 64;
pub(in crate::store::item) const SUPERUSERS: &str = "SUPERUSERS";
pub(in crate::store::item) const PREFERENCES: &str = "PREFERENCES";

pub(in crate::store::item) const IMPORTED_USER: &str = "IMPORTED";

/// A user of another community who has been imported.
pub fn imported_user(origin: &str) -> Key {
    Key::new(format!("{IMPORTED_USER}#{origin}"), IMPORTED_USER)
}

/// A profile.
pub fn profile(id: UserId) -> Key {
    Key::new(user(id), PROFILE)
}

/// An auth state.
pub fn auth_state(id: UserId) -> Key {
    Key::new(user(id), AUTH_STATE)
}

/// A password hash.
pub fn password(id: UserId) -> Key {
    Key::new(user(id), PASSWORD)
}

/// A second factor.
pub fn second_factor(id: UserId) -> Key {
    Key::new(user(id), SECOND_FACTOR)
}

/// Failed logins to an account.
pub fn login_failures(id: UserId) -> Key {
    Key::new(user(id), LOGIN_FAILURES)
}

/// The network addresses from which an account has logged in lately.
pub fn known_addresses(id: UserId) -> Key {
    Key::new(user(id), KNOWN_ADDRESSES)
}

/// Failed logins to a name without an account. They count as those of an account do, or the throttle would reveal which
/// names exist.
pub fn unknown_login_failures(folded: &str) -> Key {
    Key::new(format!("{THROTTLE}#UNKNOWN#{}", fingerprint(folded)), LOGIN_FAILURES)
}

/// In-flight logins, in the partition of the failures of the same account.
pub fn in_flight_logins(failures: &Key, slice: i64) -> Key {
    Key::new(failures.pk.clone(), format!("{IN_FLIGHT_LOGINS}{slice}"))
}

/// Failed logins from a network address.
pub fn address_login_failures(address: &str) -> Key {
    Key::new(format!("{THROTTLE}#LOGIN#{}", fingerprint(address)), THROTTLE)
}

/// Registrations from a network address.
pub fn registrations(address: &str) -> Key {
    Key::new(format!("{THROTTLE}#REGISTER#{}", fingerprint(address)), THROTTLE)
}

/// Requests from a network address to recover an account.
pub fn recoveries(address: &str) -> Key {
    Key::new(format!("{THROTTLE}#RECOVER#{}", fingerprint(address)), THROTTLE)
}

/// Requests to recover the account of an e-mail address, whether or not there is one.
pub fn recoveries_of(folded_email: &str) -> Key {
    Key::new(format!("{THROTTLE}#RESET#{}", fingerprint(folded_email)), THROTTLE)
}

/// What a user has done in an hour, counted from 1970.
pub fn activity(id: UserId, hour: i64) -> Key {
    Key::new(user(id), format!("{ACTIVITIES}{hour}"))
}

/// The usernames that a user has tried to take, counted for the throttle.
pub fn names_probed(id: UserId) -> Key {
    Key::new(user(id), format!("{USER_WINDOWS}NAMES"))
}

/// The e-mail addresses that a user has tried to take, counted for the throttle.
pub fn addresses_probed(id: UserId) -> Key {
    Key::new(user(id), format!("{USER_WINDOWS}ADDRESSES"))
}

/// The passwords that a user has had hashed, counted for the throttle.
pub fn passwords_hashed(id: UserId) -> Key {
    Key::new(user(id), format!("{USER_WINDOWS}HASHES"))
}

/// A user's uploads, counted for the throttle.
pub fn uploads(id: UserId) -> Key {
    Key::new(user(id), UPLOADS)
}

/// Notification settings.
pub fn settings(id: UserId) -> Key {
    Key::new(user(id), SETTINGS)
}

/// A user's avatars.
pub fn avatars(id: UserId) -> Key {
    Key::new(user(id), AVATARS)
}

/// A change of e-mail address that awaits its code.
pub fn email_change(id: UserId) -> Key {
    Key::new(user(id), EMAIL_CHANGE)
}

/// The archive of a user's data.
pub fn data_archive(id: UserId) -> Key {
    Key::new(user(id), DATA_ARCHIVE)
}

/// An address that a user had until this generation of credentials. Sort keys are in the order of the changes.
pub fn former_email(id: UserId, generation: u64) -> Key {
    Key::new(user(id), format!("{FORMER_EMAILS}{generation:016}"))
}

/// A username, folded, that a user has given up.
pub fn former_username(id: UserId, folded: &str) -> Key {
    Key::new(user(id), format!("{FORMER_USERNAMES}{folded}"))
}

/// A session of a user. Sort keys are in the order of age.
pub fn session(user_id: UserId, session: Id) -> Key {
    Key::new(user(user_id), format!("{SESSIONS}{}", id_sort(session)))
}

/// The partition of the claims on a folded name.
pub fn claims(folded: &str) -> String {
    format!("{CLAIMS}{folded}")
}

/// The claim that makes a username unique.
pub fn username_claim(folded: &str) -> Key {
    Key::new(claims(folded), USERNAME_CLAIM)
}

/// The claim that makes an e-mail address unique.
pub fn email_claim(folded: &str) -> Key {
    Key::new(claims(folded), EMAIL_CLAIM)
}

/// The partition of the audit trail of a user. It outlives the user.
pub fn audit(target: UserId) -> String {
    format!("{AUDIT}{target}")
}

/// An entry of the audit trail.
pub fn audit_entry(target: UserId, at: Id, id: &str) -> Key {
    Key::new(audit(target), format!("{}#{id}", id_sort(at)))
}

/// The list of what users did to what belongs to others. Staff write to it, and those who take an unproven address over, so
/// that one partition is enough.
pub const AUDIT_OF_ALL: &str = "AUDIT";

/// The shard that counts this user.
pub fn user_count(id: UserId) -> Key {
    Key::new(USER_COUNT, format!("{:02}", id.get() % USER_COUNT_SHARDS))
}

/// The preferences that superusers have changed.
pub fn preferences() -> Key {
    Key::new(PREFERENCES, PREFERENCES)
}

/// The ids of all active superusers.
pub fn superusers() -> Key {
    Key::new(SUPERUSERS, SUPERUSERS)
}
