//! `PATCH /users/{id}/`

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::directory::{Document, JsonApi, One, PathUser, Query, Resource, UserResource};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::id::UuidKind;
use shared::domain::{AccountAction, Result};
use shared::runtime::state::AppState;

use super::attributes::Attributes;

/// Changes an account: names, and for those who may also standing and roles.
pub async fn update_user(
    State(state): State<AppState>,
    PathUser(id): PathUser,
    caller: CurrentUser,
    query: Query,
    document: Document,
) -> Result<JsonApi<One<Resource>>> {
    let (viewer, member) = caller.with(state.store.accounts().get(id)).await?;
    let Some(before) = member else { return Err(viewer.account_not_found()) };
    // Who may change anything may change names.
    viewer.may(AccountAction::SetNames, id, &before.auth)?;
    let fieldsets = query.fieldsets()?;
    let mut incoming = document.resource(UserResource::TYPE)?;
    incoming.must_be(id.to_uuid(UuidKind::User))?;
    let mut after = before.clone();
    let present = Attributes::of(&before.profile, &before.auth);
    let changed = present.changed_by(&mut incoming.fields);
    present.permit(&changed, &viewer, id, &before.auth)?;
    incoming.fields.rename_in_directory(&mut after.profile.username);
    incoming.fields.finish()?;
    changed.put_into(&mut after.profile, &mut after.auth);

    let [was, is] = [&before, &after].map(|member| audit::account(&member.profile, &member.auth));
    let audited = AuditedAction::of(&viewer, id, AuditKind::Update, audit::changes(&was, &is), state.clock.now());
    state.store.accounts().save(&before, &after, audited.as_ref()).await?;
    Ok(JsonApi(One { data: UserResource::new(&after.profile, &after.auth, &fieldsets) }))
}
