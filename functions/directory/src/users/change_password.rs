//! `POST /users/{id}/change-password/`

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::dialect::directory::{Document, PathUser, Query};
use shared::domain::account::audit::{AuditKind, AuditedAction};
use shared::domain::account::password::NewPassword;
use shared::domain::{AccountAction, Result};
use shared::runtime::limits::count_hash;
use shared::runtime::security::{SecurityEvent, log_act};
use shared::runtime::state::AppState;
use utoipa::ToSchema;

/// The result of setting a password, in plain JSON.
#[derive(Serialize, ToSchema)]
pub struct ChangePasswordOut {
    /// Always `password set`.
    status: &'static str,
}

/// Sets the password of an account, which may have none yet, and revokes its tokens. Callers who set their own password
/// keep the token of the request.
pub async fn set_password(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathUser(id): PathUser,
    query: Query,
    document: Document,
) -> Result<Json<ChangePasswordOut>> {
    let (viewer, account) = caller.with(state.store.accounts().get(id)).await?;
    let Some(account) = account else { return Err(viewer.account_not_found()) };
    viewer.may(AccountAction::ChangePassword, id, &account.auth)?;
    if viewer.id() == id {
        viewer.must_have_logged_in_within(state.config.privileged_age, state.clock.now())?;
    }
    query.fieldsets()?;
    let names = account.profile.names(&state.config.community_name);
    let password = document.field("password", |text| NewPassword::parse(text)?.of(&names))?;
    count_hash(&state, &viewer).await?;
    let hash = state.passwords.hash(password).await?;
    let now = state.clock.now();
    let audited = AuditedAction::of(&viewer, id, AuditKind::ChangePassword, BTreeMap::new(), now);
    state.store.accounts().set_password(&viewer, &account, &hash, audited.as_ref(), now.as_second()).await?;
    log_act(&viewer, id, SecurityEvent::PasswordChanged, SecurityEvent::StaffSetPassword);
    Ok(Json(ChangePasswordOut { status: "password set" }))
}
