//! The part of an account that decides which tokens are accepted and what its user may do.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::account::status::Status;
use crate::domain::account::token::Claims;

/// Revoked tokens that are kept for one user. One more logout revokes all of the user's tokens instead, so that the
/// item stays small and no revoked token becomes valid again.
pub const REVOKED_MAX: usize = 64;
/// How long a revoked `jti` is kept at least, in seconds. A host application may have minted other tokens with the same
/// `jti` that expire later than the one that was revoked.
pub const REVOKED_FOR: i64 = 30 * 24 * 60 * 60;

/// Status, roles and revocations of an account. Every authenticated request reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthState {
    /// The status. Tokens of an account that is not approved are refused.
    pub status: Status,
    /// Whether the user is staff, who manage plain users.
    #[serde(default)]
    pub is_staff: bool,
    /// Whether the user is a superuser, who manages everyone.
    #[serde(default)]
    pub is_superuser: bool,
    /// Tokens issued in or before this second (since 1970) are revoked, except [`AuthState::exempt`].
    #[serde(default)]
    pub valid_after: i64,
    /// The token that made the last change of password. It survives that change.
    #[serde(default, rename = "spared")]
    pub exempt: Option<ExemptToken>,
    /// Hashes of revoked `jti`s, each with the second after which it may be dropped.
    #[serde(default)]
    pub revoked: BTreeMap<String, i64>,
}

/// A token that survives the revocation of all others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptToken {
    /// The hash of its `jti`.
    pub jti: String,
    /// Its `iat`, because tokens minted by a host application may share a `jti`.
    pub iat: i64,
}

impl AuthState {
    /// The auth state of a new account.
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

    /// Whether a token with these claims is accepted.
    pub fn admits(&self, claims: &Claims) -> bool {
        let jti = claims.jti_hash();
        let exempt = self.exempt.as_ref().is_some_and(|token| token.jti == jti && token.iat == claims.iat);
        self.status == Status::Approved && !self.revoked.contains_key(&jti) && (claims.iat > self.valid_after || exempt)
    }

    /// The `iat` of a token that is issued now. If all tokens were revoked in this second, it is the next second, so
    /// that the new token is accepted; [`CLOCK_LEEWAY`](crate::domain::account::token::CLOCK_LEEWAY) allows that.
    pub fn issue_at(&self, now: i64) -> i64 {
        now.max(self.valid_after.saturating_add(1))
    }

    /// The new [`AuthState::valid_after`] when all tokens are revoked now. No token that kith has issued so far has a
    /// later `iat`, even after several revocations and logins in one second.
    pub fn revoke_at(&self, now: i64) -> i64 {
        self.issue_at(now)
    }

    /// Whether this is an active superuser. A community always has at least one.
    pub fn is_active_superuser(&self) -> bool {
        self.is_superuser && self.status == Status::Approved
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    fn claims(jti: &str, iat: i64) -> Claims {
        Claims { user_id: Id::at(0, 1), jti: jti.to_owned(), iat, exp: iat + 100 }
    }

    #[test]
    fn only_tokens_of_approved_accounts_are_accepted() {
        let mut state = AuthState::new(false, false);
        assert!(state.admits(&claims("a", 1)));
        for status in [Status::Blocked, Status::Deleted] {
            state.status = status;
            assert!(!state.admits(&claims("a", 1)), "{status:?}");
        }
    }

    #[test]
    fn revoking_all_tokens_spares_the_exempt_one_alone() {
        let exempt = ExemptToken { jti: claims("a", 100).jti_hash(), iat: 100 };
        let mut state = AuthState { valid_after: 100, exempt: Some(exempt), ..AuthState::new(false, false) };
        assert!(state.admits(&claims("a", 100)));
        assert!(state.admits(&claims("b", 101)));
        assert!(!state.admits(&claims("b", 100)));
        // The same `jti` of an earlier token.
        assert!(!state.admits(&claims("a", 99)));
        state.revoked.insert(claims("a", 100).jti_hash(), 1_000);
        assert!(!state.admits(&claims("a", 100)));
    }

    #[test]
    fn logins_and_revocations_may_alternate_within_a_second() {
        let mut state = AuthState::new(false, false);
        for _ in 0..5 {
            let token = claims("a", state.issue_at(50));
            assert!(state.admits(&token));
            state.valid_after = state.revoke_at(50);
            assert!(!state.admits(&token));
        }
        assert_eq!(state.issue_at(500), 500);
    }

    #[test]
    fn a_blocked_superuser_is_not_an_active_one() {
        let state = AuthState::new(false, true);
        assert!(state.is_active_superuser());
        assert!(!AuthState { status: Status::Blocked, ..state }.is_active_superuser());
        assert!(!AuthState::new(true, false).is_active_superuser());
    }

    #[test]
    fn stored_auth_states_keep_their_attributes() {
        let stored = serde_json::json!({"status": "b", "is_staff": true, "spared": {"jti": "x", "iat": 7}});
        let state: AuthState = serde_json::from_value(stored).unwrap();
        let expected = AuthState {
            status: Status::Blocked,
            exempt: Some(ExemptToken { jti: "x".to_owned(), iat: 7 }),
            ..AuthState::new(true, false)
        };
        assert_eq!(state, expected);
    }
}
