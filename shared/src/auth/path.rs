//! Paths as handler parameters. A path that names nothing is 404, but only to a caller whose credentials are good.

use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;

use crate::auth::caller::MaybeUser;
use crate::auth::tokens::Tokens;
use crate::dialect::directory::{PathFolder, PathUser};
use crate::dialect::{InPath, PathId, PathIdAndText, PathText};
use crate::domain::time::Clock;
use crate::domain::{Error, Result};
use crate::runtime::config::Config;
use crate::store::Store;

macro_rules! path_parameters {
    ($($parameter:ty),*) => {$(
        impl<S: Send + Sync> FromRequestParts<S> for $parameter
        where
            Tokens: FromRef<S>,
            Clock: FromRef<S>,
            Store: FromRef<S>,
            Arc<Config>: FromRef<S>,
        {
            type Rejection = Error;

            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
                let error = match <$parameter as InPath>::read(parts).await {
                    Ok(path) => return Ok(path),
                    Err(error) => error,
                };
                // A handler that gets no path cannot check the token.
                let caller = MaybeUser::from_request_parts(parts, state).await?;
                caller.enrolling().with(async { Err(error) }).await.map(|(_, path)| path)
            }
        }
    )*};
}

path_parameters!(PathFolder, PathId, PathIdAndText, PathText, PathUser);
