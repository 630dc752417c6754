//! `PATCH /users/{id}/`

use axum::extract::State;
use shared::auth::{CurrentUser, leave_email, withhold_email};
use shared::dialect::directory::{Document, JsonApi, One, PathUser, Query, Resource, UserResource};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::id::UuidKind;
use shared::domain::{AccountAction, Result};
use shared::runtime::limits::count_probes;
use shared::runtime::security::{SecurityEvent, log_lost_address, log_throttled};
use shared::runtime::state::AppState;
use shared::store::Traces;

use super::attributes::Attributes;

/// Changes the attributes of an account that the caller may change (`docs/api/directory.md`, "Permissions"). Where the
/// community sends mail, a new e-mail address of the caller awaits the code that is mailed to it. That of another user
/// takes effect at once, unconfirmed, and mails tell of it at both addresses.
pub async fn update_account(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathUser(id): PathUser,
    query: Query,
    document: Document,
) -> Result<JsonApi<One<Resource>>> {
    let (viewer, account) = caller.with(state.store.accounts().get(id)).await?;
    let Some(before) = account else { return Err(viewer.account_not_found()) };
    // Every change needs the right to change names.
    viewer.may(AccountAction::SetNames, id, &before.auth)?;
    let fieldsets = query.fieldsets()?;
    let mut incoming = document.resource(UserResource::TYPE)?;
    incoming.must_be(id.to_uuid(UuidKind::User))?;
    let mut after = before.clone();
    let current = Attributes::of(&before.profile, &before.auth);
    let changed = current.with_changes(&mut incoming.fields);
    current.check_permissions(&changed, &viewer, id, &before.auth)?;
    let now = state.clock.now();
    if viewer.id() == id && changed.changes_credentials(&current) {
        viewer.must_have_logged_in_within(state.config.privileged_age, now)?;
    }
    incoming.fields.rename_in_directory(&mut after.profile.username, viewer.is_staff());
    incoming.fields.finish()?;
    changed.apply_to(&mut after.profile, &mut after.auth);
    let change = withhold_email(&state, &viewer, &before.profile, &mut after.profile).await;
    let change = change.inspect_err(|error| _ = log_throttled(error, Some(id)))?;

    count_probes(&state, &viewer, &before.profile, &after.profile).await?;
    let [old, new] = [&before, &after].map(|account| audit::account(&account.profile, &account.auth));
    let audited = AuditedAction::of(&viewer, id, AuditKind::Update, audit::changes(&old, &new), now);
    // An address of one's own that is removed can be taken back. A new one awaits its code.
    let former = leave_email(&state, &viewer, &before, &after.profile).await?;
    let new_by_staff = viewer.id() != id && state.config.sends_mail;
    let traces = Traces { audited: audited.as_ref(), former: former.as_ref(), new_by_staff };
    let address_lost_by = state.store.accounts().save(&before, &after, &viewer, traces, now.as_second()).await?;
    log_lost_address(address_lost_by);
    if viewer.id() == id && after.profile.email != before.profile.email {
        SecurityEvent::EmailChanged.log_own(&viewer);
    }
    if old != new {
        SecurityEvent::StaffUpdatedUser.log_by_staff(&viewer, id);
    }
    if let Some(change) = change {
        state.store.email_changes().begin(id, &change).await?;
    }
    Ok(JsonApi(One { data: UserResource::new(&after.profile, &after.auth, &fieldsets) }))
}
