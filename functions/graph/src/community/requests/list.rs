//! `GET /api/v2/user/me/connection_requests/`, `GET /api/v2/user/me/connection_requests_sent/`

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{ConnectionRequestView, ListView, UserView};
use shared::dialect::{PageLinks, Params};
use shared::domain::{Error, Friendship, Result, UserId};
use shared::runtime::state::AppState;
use shared::store::{Consistency, EdgeList};

/// Lists the requests that the caller has received, newest first, with the time at which each was seen and rejected.
pub async fn list_received_requests(
    state: State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<ConnectionRequestView>>> {
    list(state, EdgeList::RequestsReceived, caller, params, links).await
}

/// Lists the requests that the caller has sent, newest first. It does not show whether they were seen or rejected.
pub async fn list_sent_requests(
    state: State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<ConnectionRequestView>>> {
    list(state, EdgeList::RequestsSent, caller, params, links).await
}

async fn list(
    State(state): State<AppState>,
    list: EdgeList,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<ConnectionRequestView>>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        state.config.mode.require_friendships()?;
        let request = params.page()?;
        let page = store.edge_lists().page(list, me, &request);
        tokio::try_join!(page, store.friendships().requests_seen(me), store.edge_lists().hidden_ids(Some(me)))
    };
    let (viewer, (page, seen, hidden)) = caller.with(reads).await?;
    let others: Vec<UserId> = page.rows.iter().copied().filter(|id| !hidden.contains(id)).collect();
    let everyone = [&others[..], &[me]].concat();
    let (users, friendships) = tokio::try_join!(
        store.users().get_many(&everyone, Some(me), Consistency::Eventual),
        store.friendships().get_many(me, &others)
    )?;
    let mut users: HashMap<UserId, _> = users.into_iter().map(|user| (user.profile.id, user)).collect();
    let own = users.remove(&me).ok_or_else(Error::not_found)?;
    // The index may lag behind a friendship that has left the list.
    let is_listed = |f: &Friendship| match list {
        EdgeList::RequestsReceived => f.is_received_by(me),
        _ => f.is_sent_by(me),
    };
    let friendships: HashMap<UserId, _> = friendships.into_iter().filter(is_listed).map(|f| (f.other(me), f)).collect();
    let (count, received) = match list {
        EdgeList::RequestsReceived => (own.counters.connection_requests_received, true),
        _ => (own.counters.connection_requests_sent, false),
    };
    let view = |other: &UserId| {
        let friendship = friendships.get(other)?;
        let [other, own] =
            [users.get(other)?, &own].map(|user| UserView::new(user.clone(), Some(&viewer), &state.config));
        Some(match received {
            true => ConnectionRequestView::received(friendship, other, own, seen),
            false => ConnectionRequestView::sent(friendship, own, other),
        })
    };
    let (next, previous) = links.of(&page);
    let results = others.iter().filter_map(view).collect();
    Ok(Json(ListView { count, next, previous, results }))
}
