//! `GET /api/v2/user/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{ListView, UserView};
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::PageRequest;
use shared::domain::{Error, Problem, Result};
use shared::state::AppState;
use shared::store::{Consistency, UserOrder};

/// Filters that need the index of names. Until it is there, a list that ignored them would be a wrong answer.
const FILTERS: [&str; 6] = ["search", "username", "real_name", "gender", "location", "description"];

/// A page of all users.
pub async fn list_users(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    let asked = read(&params);
    let page = async {
        // What is wrong with the parameters comes up after what is wrong with the caller.
        let (order, request) = asked?;
        tokio::try_join!(state.store.page_of_users(order, &request), state.store.count_users())
    };
    let (viewer, (page, count)) = caller.with(page).await?;
    let users = state.store.users(&page.rows, Some(viewer.id()), Consistency::Eventual).await?;
    let (next, previous) = links.of(&page);
    let results = users.into_iter().map(|user| UserView::new(user, Some(&viewer), &state.config)).collect();
    Ok(Json(ListView { count, next, previous, results }))
}

fn read(params: &Params) -> Result<(UserOrder, PageRequest)> {
    let filter = FILTERS.into_iter().find(|name| params.get(name).is_some_and(|text| !text.is_empty()));
    if let Some(filter) = filter {
        return Err(Error::field(filter, Problem::new("invalid", "filters are not enabled")));
    }
    let ordering = params.get("ordering").unwrap_or("id");
    let (descending, field) = ordering.strip_prefix('-').map_or((false, ordering), |field| (true, field));
    let by_username = match field {
        // An id begins with the moment of joining.
        "id" | "date_joined" => false,
        "username" => true,
        _ => {
            let message = "Not a valid choice: take id, date_joined or username, each also with -.";
            return Err(Error::field("ordering", Problem::new("invalid_choice", message)));
        }
    };
    let request = PageRequest::parse(params.get("limit"), params.get("offset"), params.get("cursor"))?;
    Ok((UserOrder { by_username, descending }, request))
}
