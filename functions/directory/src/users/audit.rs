//! `GET /users/{id}/audit/`

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PageLinks;
use shared::dialect::directory::{AuditEntryResource, JsonApi, NumberedList, Paging, PathUser, Query, Resource};
use shared::domain::cursor::Page;
use shared::domain::{AccountAction, Error, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Lists what other users did to an account, newest first, also after the account is deleted.
pub async fn list_audit(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathUser(id): PathUser,
    query: Query,
    links: PageLinks,
) -> Result<JsonApi<NumberedList<Resource>>> {
    let requested = query.with(&Paging::CURSORS).and_then(|(p, fieldsets)| Ok((Paging::parse(&p)?, fieldsets)));
    let reads = async {
        let Ok((paging, _)) = &requested else { return Ok(None) };
        let page = state.store.audit_trail().page(id, &paging.request, state.clock.now());
        tokio::try_join!(page, state.store.profiles().get(id, Consistency::Eventual)).map(Some)
    };
    let (viewer, read) = caller.with(reads).await?;
    viewer.may_act_on_users(AccountAction::ReadAudit)?;
    let (paging, fieldsets) = requested?;
    let (page, profile) = read.ok_or_else(Error::not_found)?;
    if page.rows.is_empty() && profile.is_none() {
        return Err(Error::not_found());
    }
    let rows = page.rows.iter().map(|entry| AuditEntryResource::new(id, entry, &fieldsets)).collect();
    Ok(JsonApi(paging.uncounted(Page { rows, next: page.next, previous: page.previous }, &links)))
}
