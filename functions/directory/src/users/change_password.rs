//! `POST /users/{id}/change-password/`

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::dialect::directory::{Document, PathUser, Query};
use shared::domain::account::audit::{AuditKind, AuditedAction};
use shared::domain::account::password::Password;
use shared::domain::{AccountAction, Result};
use shared::runtime::state::AppState;
use utoipa::ToSchema;

/// `{"status": "password set"}`: plain JSON, as no document of JSON:API looks like it.
#[derive(Serialize, ToSchema)]
pub struct ChangePasswordOut {
    status: &'static str,
}

/// Sets an account's password, whether it had one or not, and revokes its tokens; where the caller sets their own, all
/// but the one they call with.
pub async fn change_password(
    State(state): State<AppState>,
    PathUser(id): PathUser,
    caller: CurrentUser,
    query: Query,
    document: Document,
) -> Result<Json<ChangePasswordOut>> {
    let (viewer, member) = caller.with(state.store.accounts().get(id)).await?;
    let Some(member) = member else { return Err(viewer.account_not_found()) };
    viewer.may(AccountAction::ChangePassword, id, &member.auth)?;
    query.fieldsets()?;
    let password = document.field("password", Password::parse)?;
    let hash = state.passwords.hash(password).await?;
    let now = state.clock.now();
    let audited = AuditedAction::of(&viewer, id, AuditKind::ChangePassword, BTreeMap::new(), now);
    state.store.accounts().set_password(&viewer, &member, &hash, audited.as_ref(), now.as_second()).await?;
    Ok(Json(ChangePasswordOut { status: "password set" }))
}
