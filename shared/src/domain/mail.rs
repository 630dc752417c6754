//! What kith mails, and to whom.

use serde::{Deserialize, Serialize};

use crate::domain::account::code::CodePurpose;
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
    /// Tells a user that staff have given them this address, and lets them prove that they read its mail.
    SetByStaff(UserId),
    /// Tells a user at the address that they had until this generation of credentials that they have another one, and lets
    /// them take that back.
    EmailChanged(UserId, u64),
    /// Tells a user at the address that they had until this generation of credentials that staff have taken it from them.
    TakenByStaff(UserId, u64),
    /// Tells a user of notifications that they have not seen.
    Digest(UserId),
    /// Tells a user that a session has ended because its refresh token was used twice.
    SessionEnded(UserId),
    /// Tells a user that staff have banned their account.
    Banned(UserId),
}

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// What the code in it is good for.
    Code(CodePurpose),
    /// Staff have given the user this address. The code in it verifies it.
    SetByStaff,
    /// Staff have taken this address from the user. There is no code in it.
    TakenByStaff,
    /// The user has not seen some notifications. There is no code in it.
    Digest,
    /// A session has ended because its refresh token was used twice. There is no code in it.
    SessionEnded,
    /// Staff have banned the account, for these days or for good. There is no code in it.
    Banned(Option<u32>),
}

impl Topic {
    /// What the code in the mail is good for, if there is one.
    pub fn purpose(self) -> Option<CodePurpose> {
        match self {
            Self::Code(purpose) => Some(purpose),
            Self::SetByStaff => Some(CodePurpose::Verification),
            Self::TakenByStaff | Self::Digest | Self::SessionEnded | Self::Banned(_) => None,
        }
    }
}

/// Why an address gets no more mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undeliverable {
    /// The mail server of the address refuses mail for good.
    Bounce,
    /// The recipient has marked a mail as spam.
    Complaint,
}
