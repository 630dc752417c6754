//! `/audit/`: what users did to what belongs to others.

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PageLinks;
use shared::dialect::directory::schemas::AuditList;
use shared::dialect::directory::{AuditEntryResource, JsonApi, NumberedList, Paging, Query, Resource};
use shared::domain::cursor::Page;
use shared::domain::{AccountAction, Error, Result};
use shared::openapi::Routes;
use shared::openapi::parameters::PAGE_CURSORS;
use shared::runtime::state::AppState;

/// The routes of the audit trail of everybody.
pub fn routes<R: Routes>(routes: R) -> R {
    routes.tag("Directory: audit trail", "What staff did, in JSON:API.").get("/audit/", list_all_audit, |op| {
        op.operation_id("list_all_audit", "List the audit trail of everybody")
            .description(
                "Lists what users did to accounts, posts, comments and folders of others, newest first. Only staff may call it. \
                 What users did to their own credentials is in the trails of these users alone. Entries are kept for 365 days, \
                 also after the accounts are deleted. The list is not counted: it has no `meta`, `links.last` is null, and a \
                 page may be shorter than its size. Follow `links.next` until it is null.",
            )
            .query(PAGE_CURSORS)
            .response::<AuditList>(200, "A page of audit entries.")
            .error(400, "A query parameter is unknown (`unknown_parameter`), or no link has given the cursor.")
            .error(403, "The caller is not staff.")
    })
}

/// Lists what users did to what belongs to others, newest first.
async fn list_all_audit(
    State(state): State<AppState>,
    caller: CurrentUser,
    query: Query,
    links: PageLinks,
) -> Result<JsonApi<NumberedList<Resource>>> {
    let requested = query.with(&Paging::CURSORS).and_then(|(p, fieldsets)| Ok((Paging::parse(&p)?, fieldsets)));
    let read = async {
        let Ok((paging, _)) = &requested else { return Ok(None) };
        state.store.audit_trail().page_of_all(&paging.request, state.clock.now()).await.map(Some)
    };
    let (viewer, page) = caller.with(read).await?;
    viewer.may_act_on_users(AccountAction::ReadAudit)?;
    let (paging, fieldsets) = requested?;
    let page = page.ok_or_else(|| Error::internal("the audit trail was not read"))?;
    let rows = page.rows.iter().map(|(target, entry)| AuditEntryResource::new(*target, entry, &fieldsets)).collect();
    Ok(JsonApi(paging.uncounted(Page { rows, next: page.next, previous: page.previous }, &links)))
}
