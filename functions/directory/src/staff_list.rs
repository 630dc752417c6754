//! Lists for staff that are paged by cursor and not counted.

use shared::auth::CurrentUser;
use shared::dialect::PageLinks;
use shared::dialect::directory::{Fieldsets, JsonApi, NumberedList, Paging, Query, Resource};
use shared::domain::cursor::{Page, PageRequest};
use shared::domain::{AccountAction, Error, Result};

/// Reads a page for a caller who may do this to every plain user. A wrong query is an error only for them.
pub async fn list<T>(
    caller: CurrentUser,
    action: AccountAction,
    (query, links): (Query, PageLinks),
    read: impl AsyncFnOnce(&PageRequest) -> Result<Page<T>>,
    resource: impl Fn(&T, &Fieldsets) -> Resource,
) -> Result<JsonApi<NumberedList<Resource>>> {
    let requested = query.with(&Paging::CURSORS).and_then(|(p, fieldsets)| Ok((Paging::parse(&p)?, fieldsets)));
    let read = async {
        let Ok((paging, _)) = &requested else { return Ok(None) };
        read(&paging.request).await.map(Some)
    };
    let (viewer, page) = caller.with(read).await?;
    viewer.may_act_on_users(action)?;
    let (paging, fieldsets) = requested?;
    let page = page.ok_or_else(|| Error::internal("the page was not read"))?;
    Ok(JsonApi(paging.uncounted(page.map(|row| resource(&row, &fieldsets)), &links)))
}
