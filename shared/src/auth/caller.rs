//! Callers as handler parameters.
//!
//! A parameter of type [`CurrentUser`] or [`MaybeUser`] has verified the token's signature and times. Whether the token
//! is still admitted is in the table: [`CurrentUser::with`] reads the auth state concurrently with the handler's own
//! reads, so that it costs no round trip, and returns a [`Viewer`] only if the token is admitted. Views and permission
//! checks take a `Viewer`, so a handler cannot skip the check.

use std::future::Future;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use crate::domain::{Claims, Error, Result, SecondFactorPolicy, UserId, Viewer};
use crate::runtime::state::AppState;
use crate::store::Store;

/// A caller with credentials. A request without them ends with 401.
#[derive(Clone)]
pub struct CurrentUser {
    claims: Claims,
    store: Store,
    /// Who must have a second factor to do what the request asks for.
    policy: SecondFactorPolicy,
}

/// A caller with credentials, even one who has to set up a second factor before anything else: for this set-up, and for
/// the end of sessions.
pub struct EnrollingUser(pub CurrentUser);

/// A caller with or without credentials. Bad credentials end the request with 401; they never count as none.
pub struct MaybeUser(Option<CurrentUser>);

impl CurrentUser {
    /// The caller with this token.
    pub fn of_token(state: &AppState, token: &str) -> Result<Self> {
        let claims = state.tokens.verify(token, state.clock.now())?;
        Ok(Self { claims, store: state.store.clone(), policy: state.config.second_factor })
    }

    /// The user whom the token names, before the auth state was checked: for reads, never for a decision.
    pub fn claimed_id(&self) -> UserId {
        self.claims.user_id
    }

    /// Checks the auth state while `reads` run; they must change nothing. An invalid token, and a second factor that is
    /// missing, take precedence over an error of the reads.
    pub async fn with<T>(self, reads: impl Future<Output = Result<T>>) -> Result<(Viewer, T)> {
        // On the heap: reads of several items are large, and are moved from frame to frame in a build without optimisation.
        let reads = Box::pin(reads);
        let (auth, output) = tokio::join!(self.store.auth_states().get(self.claims.user_id), reads);
        let auth = auth?.filter(|auth| auth.admits(&self.claims)).ok_or_else(Error::invalid_token)?;
        let viewer = Viewer { claims: self.claims, auth };
        // For the request's log line.
        tracing::Span::current().record("user_id", viewer.id().get());
        self.policy.check(&viewer)?;
        Ok((viewer, output?))
    }

    /// Checks the auth state alone.
    pub async fn alone(self) -> Result<Viewer> {
        Ok(self.with(async { Ok(()) }).await?.0)
    }
}

impl MaybeUser {
    /// The user whom the token names, if there is a token: for reads, never for a decision.
    pub fn claimed_id(&self) -> Option<UserId> {
        self.0.as_ref().map(CurrentUser::claimed_id)
    }

    /// The same caller, even one who has to set up a second factor before anything else: for logins.
    pub fn enrolling(self) -> Self {
        Self(self.0.map(|user| CurrentUser { policy: SecondFactorPolicy::Optional, ..user }))
    }

    /// As [`CurrentUser::with`]; for an anonymous caller only the reads run.
    pub async fn with<T>(self, reads: impl Future<Output = Result<T>>) -> Result<(Option<Viewer>, T)> {
        match self.0 {
            Some(user) => user.with(reads).await.map(|(viewer, output)| (Some(viewer), output)),
            None => Ok((None, reads.await?)),
        }
    }
}

impl FromRequestParts<AppState> for MaybeUser {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let mut headers = parts.headers.get_all(AUTHORIZATION).iter();
        let Some(header) = headers.next() else { return Ok(Self(None)) };
        if headers.next().is_some() {
            return Err(Error::invalid_token());
        }
        let (scheme, token) =
            header.to_str().ok().and_then(|text| text.trim().split_once(' ')).ok_or_else(Error::invalid_token)?;
        if !scheme.eq_ignore_ascii_case("bearer") && !scheme.eq_ignore_ascii_case("token") {
            return Err(Error::invalid_token());
        }
        CurrentUser::of_token(state, token.trim()).map(|user| Self(Some(user)))
    }
}

impl FromRequestParts<AppState> for CurrentUser {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let caller = MaybeUser::from_request_parts(parts, state).await?;
        caller.0.ok_or_else(Error::credentials_missing)
    }
}

impl FromRequestParts<AppState> for EnrollingUser {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let caller = CurrentUser::from_request_parts(parts, state).await?;
        Ok(Self(CurrentUser { policy: SecondFactorPolicy::Optional, ..caller }))
    }
}
