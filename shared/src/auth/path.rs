//! Paths as handler parameters. A path that names nothing is 404, but only to a caller whose credentials are good.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::auth::caller::MaybeUser;
use crate::dialect::directory::{PathFolder, PathUser};
use crate::dialect::{InPath, PathId, PathIdAndText, PathText};
use crate::domain::{Error, Result};
use crate::runtime::state::AppState;

macro_rules! path_parameters {
    ($($parameter:ty),*) => {$(
        impl FromRequestParts<AppState> for $parameter {
            type Rejection = Error;

            async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
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
