//! `GET /api/v2/user/`.

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{ListView, UserView};
use shared::dialect::{PageLinks, Params};
use shared::domain::profile::search::is_findable;
use shared::domain::{Error, Problem, Result};
use shared::runtime::state::AppState;
use shared::store::{Consistency, UserOrder};

use super::search;

/// Lists all users, or those who match the filters.
pub async fn list_users(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    let me = Some(caller.claimed_id());
    let invalid = match search::read(&params) {
        Ok(search) if search.is_empty() => None,
        Ok(search) => {
            let candidates = async { search::candidates(&state, me, search, &params, ordering(&params)?).await };
            let (viewer, candidates) = caller.with(candidates).await?;
            let found = candidates.find(&state, Some(&viewer), me).await?;
            return Ok(Json(found.page(&links, |user| UserView::new(user, Some(&viewer), &state.config))));
        }
        Err(invalid) => Some(invalid),
    };
    let page = async {
        // An error of the caller comes before an error of the parameters.
        invalid.map_or(Ok(()), Err)?;
        let order = ordering(&params)?;
        let request = params.page()?;
        let store = &state.store;
        tokio::try_join!(
            store.users().page(order, &request),
            store.accounts().count_active(),
            store.edge_lists().hidden(me, Consistency::Strong)
        )
    };
    let (viewer, (page, count, hidden)) = caller.with(page).await?;
    let hidden = state.store.edge_lists().unseen(&hidden, Some(&viewer), &page.rows).await?;
    let visible: Vec<_> = page.rows.iter().copied().filter(|id| !hidden.contains(id)).collect();
    let mut users = state.store.users().get_many(&visible, Some(viewer.id()), Consistency::Eventual).await?;
    users.retain(|user| is_findable(&user.profile));
    let (next, previous) = links.of(&page);
    let results = users.into_iter().map(|user| UserView::new(user, Some(&viewer), &state.config)).collect();
    Ok(Json(ListView { count, next, previous, results }))
}

fn ordering(params: &Params) -> Result<UserOrder> {
    let ordering = params.get("ordering").unwrap_or("id");
    let (descending, field) = ordering.strip_prefix('-').map_or((false, ordering), |field| (true, field));
    let by_username = match field {
        // An id begins with the time of joining.
        "id" | "date_joined" => false,
        "username" => true,
        _ => {
            let message = "Not a valid choice: take id, date_joined or username, each also with -.";
            return Err(Error::field("ordering", Problem::new("invalid_choice", message)));
        }
    };
    Ok(UserOrder { by_username, descending })
}
