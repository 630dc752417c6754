//! Who is calling: what a token claims, what the table says of that user, and what they may do.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::domain::error::{Error, Result};
use crate::domain::id::UserId;
use crate::domain::profile::user::Status;

/// How far ahead of this clock a token's `iat` may be, in seconds.
pub const IAT_LEEWAY: i64 = 60;
/// Revoked tokens that a user's auth state remembers; one more logout revokes all of that user's tokens instead,
/// so that the item stays small and nothing revoked comes back to life.
pub const REVOKED_MAX: usize = 64;
/// How long a revoked `jti` is remembered at least, in seconds: a host may have minted other tokens with the same one
/// that live longer than the one that was revoked.
pub const REVOKED_FOR: i64 = 30 * 24 * 60 * 60;

/// What a verified token says. Its signature and `exp` are good; whether the user still admits it is for
/// [`AuthState::admits`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// Whose token it is.
    pub user_id: UserId,
    /// The token's id, unique only per user: tokens may be minted elsewhere.
    pub jti: String,
    /// When it was issued, seconds since 1970.
    pub iat: i64,
    /// When it ends, seconds since 1970.
    pub exp: i64,
}

impl Claims {
    /// The form in which the `jti` is remembered: of one length, however long the minting host made it.
    pub fn jti_hash(&self) -> String {
        fingerprint(&self.jti)
    }
}

/// 128 bits of the SHA-256 of a text, in hexadecimal: for telling texts apart without keeping them.
pub fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// What the table knows of a user's credentials, read on every authenticated request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthState {
    /// Whether the account is approved, blocked or deleted; only an approved one is admitted.
    pub status: Status,
    /// May administer plain users.
    #[serde(default)]
    pub is_staff: bool,
    /// May administer everybody.
    #[serde(default)]
    pub is_superuser: bool,
    /// Tokens issued at or before this second are dead (seconds since 1970), all but [`AuthState::exempt`].
    #[serde(default)]
    pub valid_after: i64,
    /// The token that changed the password: it outlives the change.
    #[serde(default, rename = "spared")]
    pub exempt: Option<ExemptToken>,
    /// Revoked `jti`s, hashed, with the second in which each may be forgotten.
    #[serde(default)]
    pub revoked: BTreeMap<String, i64>,
}

/// A token that outlives the revocation of all others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptToken {
    /// Its hashed `jti`.
    pub jti: String,
    /// Its `iat`, for tokens minted elsewhere that share a `jti`.
    pub iat: i64,
}

impl AuthState {
    /// The state of a new account.
    pub fn new(is_staff: bool, is_superuser: bool) -> Self {
        Self {
            status: Status::Approved,
            is_staff,
            is_superuser,
            valid_after: 0,
            exempt: None,
            revoked: BTreeMap::new(),
        }
    }

    /// Whether this user still admits the token.
    pub fn admits(&self, claims: &Claims) -> bool {
        let jti = claims.jti_hash();
        let exempt = self.exempt.as_ref().is_some_and(|s| s.jti == jti && s.iat == claims.iat);
        self.status == Status::Approved && !self.revoked.contains_key(&jti) && (claims.iat > self.valid_after || exempt)
    }

    /// The second in which a token issued now begins, so that the user admits it: after a revocation of all tokens
    /// in this very second that is the next one, which [`IAT_LEEWAY`] covers.
    pub fn issue_at(&self, now: i64) -> i64 {
        now.max(self.valid_after.saturating_add(1))
    }

    /// The second up to which tokens die when all are revoked now: no token that was issued here so far begins later,
    /// even if several revocations and logins meet in one second.
    pub fn revoke_at(&self, now: i64) -> i64 {
        self.issue_at(now)
    }

    /// Whether this is an active superuser, one of whom must always be left.
    pub fn is_active_superuser(&self) -> bool {
        self.is_superuser && self.status == Status::Approved
    }
}

/// An authenticated caller: the token is good and the user admits it.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// What the token claims.
    pub claims: Claims,
    /// What the table says.
    pub auth: AuthState,
}

impl Viewer {
    /// The caller's id.
    pub fn id(&self) -> UserId {
        self.claims.user_id
    }

    /// Whether the caller administers users.
    pub fn is_staff(&self) -> bool {
        self.auth.is_staff || self.auth.is_superuser
    }

    /// Lets only the user themself pass.
    pub fn must_be(&self, id: UserId) -> Result<()> {
        if self.id() == id { Ok(()) } else { Err(Error::forbidden()) }
    }

    /// Lets only staff pass.
    pub fn must_be_staff(&self) -> Result<()> {
        if self.is_staff() { Ok(()) } else { Err(Error::forbidden()) }
    }

    /// Lets only the user themself and staff pass.
    pub fn must_be_self_or_staff(&self, id: UserId) -> Result<()> {
        if self.id() == id { Ok(()) } else { self.must_be_staff() }
    }
}
