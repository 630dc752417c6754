//! Callers as handler parameters.
//!
//! A parameter of type [`CurrentUser`] or [`MaybeUser`] has verified the token's signature and times. Whether the
//! user still admits it is in the table: [`CurrentUser::with`] asks for that at the same time as for whatever the
//! handler needs, so that it costs no round trip, and hands out a [`Viewer`] only after the answer. Views and
//! permission checks take a `Viewer`, so a handler cannot forget to ask.

use std::future::Future;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use crate::domain::{Claims, Error, Result, UserId, Viewer};
use crate::runtime::state::AppState;
use crate::store::Store;

/// A caller with credentials; without them the request ends with 401.
pub struct CurrentUser {
    claims: Claims,
    store: Store,
}

/// A caller with or without credentials. Bad ones end the request with 401: they are never taken for none.
pub struct MaybeUser(Option<CurrentUser>);

impl CurrentUser {
    /// Whose token it is, before the table was asked whether it is still good: for reads, never for a decision.
    pub fn claimed_id(&self) -> UserId {
        self.claims.user_id
    }

    /// Asks whether the token is still good while `reads` run, which must change nothing. A bad token's error comes
    /// before theirs.
    pub async fn with<T>(self, reads: impl Future<Output = Result<T>>) -> Result<(Viewer, T)> {
        let (auth, output) = tokio::join!(self.store.auth_states().get(self.claims.user_id), reads);
        let auth = auth?.filter(|auth| auth.admits(&self.claims)).ok_or_else(Error::invalid_token)?;
        let viewer = Viewer { claims: self.claims, auth };
        // The request's log line names who it was.
        tracing::Span::current().record("user_id", viewer.id().get());
        Ok((viewer, output?))
    }

    /// Asks whether the token is still good, when there is nothing to read meanwhile.
    pub async fn alone(self) -> Result<Viewer> {
        Ok(self.with(async { Ok(()) }).await?.0)
    }
}

impl MaybeUser {
    /// Whose token it is, if there is one: for reads, never for a decision.
    pub fn claimed_id(&self) -> Option<UserId> {
        self.0.as_ref().map(CurrentUser::claimed_id)
    }

    /// As [`CurrentUser::with`]; an anonymous caller gets only the reads.
    pub async fn with<T>(self, reads: impl Future<Output = Result<T>>) -> Result<(Option<Viewer>, T)> {
        match self.0 {
            Some(user) => user.with(reads).await.map(|(viewer, output)| (Some(viewer), output)),
            None => Ok((None, reads.await?)),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for MaybeUser
where
    AppState: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
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
        let state = AppState::from_ref(state);
        let claims = state.tokens.verify(token.trim(), state.clock.now())?;
        Ok(Self(Some(CurrentUser { claims, store: state.store })))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for CurrentUser
where
    AppState: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let caller = MaybeUser::from_request_parts(parts, state).await?;
        caller.0.ok_or_else(Error::credentials_missing)
    }
}
