//! Accounts and sessions.

use axum::Json;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::site::picture::gravatar;
use crate::domain::{Email, Profile, UserId};
use crate::runtime::config::Config;

/// A session: the account, and the token that authenticates its requests.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// The account.
    pub user: AccountView,
    /// A JSON Web Token for the header `Authorization: Bearer <token>`. It lasts 12 hours unless the deployment sets
    /// another lifetime.
    pub token: String,
}

impl IntoResponse for SessionView {
    fn into_response(self) -> Response {
        ([(CACHE_CONTROL, "no-store")], Json(self)).into_response()
    }
}

/// The basic data of an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountView {
    /// The user's id.
    id: UserId,
    /// The username, as the user wrote it.
    username: String,
    /// The e-mail address; `null` if the account has none.
    #[schema(required)]
    email: Option<Email>,
}

impl AccountView {
    /// The account as its user sees it.
    pub fn new(profile: &Profile) -> Self {
        Self { id: profile.id, username: profile.username.to_string(), email: profile.email.clone() }
    }
}

/// The basic data of the caller's account, and the caller's picture.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallerView {
    /// The basic data of the account.
    #[serde(flatten)]
    account: AccountView,
    /// URL of the uploaded avatar, or of a Gravatar of 120 pixels if there is none.
    gravatar: String,
}

impl CallerView {
    /// The caller, who may see their own e-mail address.
    pub fn new(profile: &Profile, config: &Config) -> Self {
        Self { account: AccountView::new(profile), gravatar: gravatar(profile, profile.email.as_ref(), config) }
    }
}
