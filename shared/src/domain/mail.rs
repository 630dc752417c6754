//! What kith mails, and to whom.

use crate::domain::account::email::Email;
use crate::domain::id::UserId;

/// A mail that a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mail {
    /// Lets the user who has this address, if there is one, set a new password.
    Reset(Email),
    /// Lets a user prove that they read the mail of their address.
    Verification(UserId),
    /// Lets a user prove that they read the mail of the address that they want in place of theirs.
    EmailChange(UserId),
    /// Tells a user at the address that they had until this generation of credentials that they have another one, and lets
    /// them take that back.
    EmailChanged(UserId, u64),
}
