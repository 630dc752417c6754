//! The part of an account that decides which tokens are accepted and what its user may do.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::account::activity::Activity;
use crate::domain::account::ban::Ban;
use crate::domain::account::session::Session;
use crate::domain::account::status::Status;
use crate::domain::account::token::{Claims, TokenRecord};
use crate::domain::error::{Error, Result};
use crate::domain::id::Id;

/// Revoked tokens and ended sessions that are kept for one user. One more logout revokes all of the user's tokens
/// instead, so that the item stays small and no revoked token becomes valid again.
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
    /// Whether logins need a code beside the password.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_factor: bool,
    /// Tokens issued in or before this second (since 1970) are revoked, except [`AuthState::exempt`].
    #[serde(default)]
    pub valid_after: i64,
    /// The generation of credentials. A change of password, e-mail address, second factor or status and a logout everywhere raise it,
    /// and end every token, session and pending code of the generation before, except [`AuthState::exempt`].
    #[serde(default)]
    pub generation: u64,
    /// The token that made the last such change, and its session. They survive it.
    #[serde(default, rename = "spared")]
    pub exempt: Option<ExemptToken>,
    /// Hashes of revoked `jti`s and ids of ended sessions, each with the second after which it may be dropped.
    #[serde(default)]
    pub revoked: BTreeMap<String, i64>,
    /// The oldest session that has not ended because the user began too many. Ids of sessions sort by age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_session: Option<Id>,
    /// What the user has done too often, by [`Activity::name`], each with the second (since 1970) until which it is refused.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub limited: BTreeMap<String, i64>,
    /// The last ban by staff, also after it has ended by itself. It does not hold for a superuser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ban: Option<Ban>,
}

/// A token that survives the revocation of all others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptToken {
    /// The hash of its `jti`.
    pub jti: String,
    /// Its `iat`, because tokens minted by a host application may share a `jti`.
    pub iat: i64,
    /// Its session, all of whose tokens survive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Id>,
}

impl ExemptToken {
    fn is(&self, token: &TokenRecord) -> bool {
        let same_session = self.session.is_some() && self.session == token.session;
        same_session || (self.iat == token.iat && self.jti == token.jti)
    }
}

impl AuthState {
    /// The auth state of a new account.
    pub fn new(is_staff: bool, is_superuser: bool) -> Self {
        Self {
            status: Status::Approved,
            is_staff,
            is_superuser,
            second_factor: false,
            valid_after: 0,
            generation: 0,
            exempt: None,
            revoked: BTreeMap::new(),
            first_session: None,
            limited: BTreeMap::new(),
            ban: None,
        }
    }

    /// Whether a token with these claims is accepted.
    pub fn admits(&self, claims: &Claims) -> bool {
        self.still_admits(&claims.record())
    }

    /// Whether a token that was accepted before still is, apart from its expiry.
    pub fn still_admits(&self, token: &TokenRecord) -> bool {
        let is_exempt = || self.exempt.as_ref().is_some_and(|exempt| exempt.is(token));
        let is_current =
            token.iat > self.valid_after && token.generation.is_none_or(|generation| generation == self.generation);
        self.status == Status::Approved
            && !self.is_refused_by_ban(token)
            && !self.revoked.contains_key(&token.jti)
            && !token.session.is_some_and(|session| self.has_ended(session))
            && (is_current || is_exempt())
    }

    /// Whether a stored session is alive, apart from its expiry. One of a later generation was read after this state had
    /// changed, and is.
    pub fn keeps(&self, session: &Session) -> bool {
        let is_exempt = || self.exempt.as_ref().is_some_and(|token| token.session == Some(session.id));
        self.status == Status::Approved
            && !self.has_ended(session.id)
            && (session.generation >= self.generation || is_exempt())
    }

    /// The ban, if it holds at this time.
    pub fn ban_at(&self, now: Timestamp) -> Option<Ban> {
        self.ban.filter(|ban| !self.is_superuser && ban.holds_at(now))
    }

    fn is_refused_by_ban(&self, token: &TokenRecord) -> bool {
        !self.is_superuser && self.ban.is_some_and(|ban| ban.refuses(token.iat))
    }

    fn has_ended(&self, session: Id) -> bool {
        self.first_session.is_some_and(|first| session < first) || self.revoked.contains_key(&session.to_string())
    }

    /// Fails with the seconds to wait if the user has done this too often.
    pub fn must_have_room(&self, activity: Activity, now: Timestamp) -> Result<()> {
        let wait = self.limited.get(activity.name()).map_or(0, |until| until - now.as_second());
        match u64::try_from(wait) {
            Ok(wait) if wait > 0 => Err(Error::throttled(wait)),
            _ => Ok(()),
        }
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
    use std::time::Duration;

    use jiff::Timestamp;

    use super::*;

    fn claims(jti: &str, iat: i64) -> Claims {
        Claims::new(Id::at(0, 1), jti, iat, iat + 100)
    }

    fn session(ms: i64, generation: u64) -> Session {
        let now = Timestamp::from_millisecond(1_800_000_000_000 + ms).unwrap();
        Session::new(generation, "", "", now, Duration::from_secs(100))
    }

    fn claims_in(session: &Session) -> Claims {
        Claims { session: Some(session.id), generation: Some(session.generation), ..claims("a", 1_800_000_000) }
    }

    #[test]
    fn a_session_and_its_tokens_end_together() {
        let session = session(0, 3);
        let alive = AuthState { generation: 3, ..AuthState::new(false, false) };
        let ended = AuthState { revoked: [(session.id.to_string(), 1)].into(), ..alive.clone() };
        let next = AuthState { generation: 4, ..alive.clone() };
        let exempt = ExemptToken { jti: String::new(), iat: 0, session: Some(session.id) };
        let spared = AuthState { exempt: Some(exempt), ..next.clone() };
        let ended_though_spared = AuthState { revoked: ended.revoked.clone(), ..spared.clone() };
        let blocked = AuthState { status: Status::Blocked, ..spared.clone() };
        for (state, is_alive) in [
            (&alive, true),
            (&ended, false),
            (&next, false),
            (&spared, true),
            (&ended_though_spared, false),
            (&blocked, false),
        ] {
            assert_eq!(state.keeps(&session), is_alive, "{state:?}");
            assert_eq!(state.admits(&claims_in(&session)), is_alive, "{state:?}");
        }
    }

    #[test]
    fn sessions_before_the_first_have_ended() {
        let [old, first, new] = [-1, 0, 1].map(|ms| session(ms, 0));
        let state = AuthState { first_session: Some(first.id), ..AuthState::new(false, false) };
        for (session, is_alive) in [(old, false), (first, true), (new, true)] {
            assert_eq!(state.keeps(&session), is_alive, "{session:?}");
            assert_eq!(state.admits(&claims_in(&session)), is_alive, "{session:?}");
        }
        // Tokens of a host application have no session.
        assert!(state.admits(&claims("a", 1)));
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
    fn a_ban_refuses_tokens_until_it_ends_and_no_token_of_a_superuser() {
        let at = Timestamp::from_second(100).unwrap();
        let ban = Ban { at, days: Some(1), reason: None, by: Id::at(0, 9) };
        let state = AuthState { ban: Some(ban), ..AuthState::new(true, false) };
        let end = 100 + 24 * 60 * 60;
        assert!(!state.admits(&claims("a", end - 1)) && state.admits(&claims("a", end)));
        let [before, after] = [end - 1, end].map(|second| Timestamp::from_second(second).unwrap());
        assert!(state.ban_at(before).is_some() && state.ban_at(after).is_none());
        let state = AuthState { is_superuser: true, ..state };
        assert!(state.admits(&claims("a", 100)) && state.ban_at(at).is_none());
    }

    #[test]
    fn revoking_all_tokens_spares_the_exempt_one_alone() {
        let exempt = ExemptToken { jti: claims("a", 100).jti_hash(), iat: 100, session: None };
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
    fn what_was_done_too_often_is_refused_until_the_hour_ends() {
        let limited = [("posts".to_owned(), 1_000)].into();
        let state = AuthState { limited, ..AuthState::new(false, false) };
        let at = |second| Timestamp::from_second(second).unwrap();
        let error = state.must_have_room(Activity::Posts, at(990)).unwrap_err();
        assert_eq!(error.kind, crate::domain::error::ErrorKind::Throttled { retry_after: 10 });
        assert!(state.must_have_room(Activity::Posts, at(1_000)).is_ok());
        assert!(state.must_have_room(Activity::Follows, at(990)).is_ok());
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
            exempt: Some(ExemptToken { jti: "x".to_owned(), iat: 7, session: None }),
            ..AuthState::new(true, false)
        };
        assert_eq!(state, expected);
    }
}
