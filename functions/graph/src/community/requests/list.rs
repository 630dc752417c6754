//! `GET /api/v2/user/me/connection_requests/`, `GET /api/v2/user/me/connection_requests_sent/`

use std::collections::HashMap;

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{ConnectionRequestView, ListBody, UserView};
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::{Page, Positioned};
use shared::domain::{Error, Friendship, Result, UserId};
use shared::runtime::state::AppState;
use shared::store::{Consistency, EdgeList};

/// Lists the requests that the caller has received, newest first, with the time at which each was seen and rejected.
pub async fn list_received_requests(
    state: State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<ListBody> {
    list(state, EdgeList::RequestsReceived, caller, params, links).await
}

/// Lists the requests that the caller has sent, newest first. It does not show whether they were seen or rejected.
pub async fn list_sent_requests(
    state: State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<ListBody> {
    list(state, EdgeList::RequestsSent, caller, params, links).await
}

async fn list(
    State(state): State<AppState>,
    list: EdgeList,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<ListBody> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        state.config.mode.require_friendships()?;
        let request = params.page()?;
        let page = store.edge_lists().positioned_page(list, me, &request);
        let (page, seen, hidden) = tokio::try_join!(
            page,
            store.friendships().requests_seen(me),
            store.edge_lists().hidden(Some(me), Consistency::Strong)
        )?;
        Ok((page, seen, hidden, request.direction()))
    };
    let (viewer, (page, seen, hidden, direction)) = caller.with(reads).await?;
    let listed: Vec<UserId> = page.rows.iter().map(|other| other.row).collect();
    let hidden = store.edge_lists().unseen(&hidden, Some(&viewer), &listed).await?;
    let others: Vec<UserId> = page.rows.iter().map(|other| other.row).filter(|id| !hidden.contains(id)).collect();
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
    let view = |Positioned { position, row: other }| {
        let friendship = friendships.get(&other)?;
        let [other, own] =
            [users.get(&other)?, &own].map(|user| UserView::new(user.clone(), Some(&viewer), &state.config));
        let row = match received {
            true => ConnectionRequestView::received(friendship, other, own, seen),
            false => ConnectionRequestView::sent(friendship, own, other),
        };
        Some(Positioned { position, row })
    };
    let Page { rows, next, previous } = page;
    let page = Page { rows: rows.into_iter().filter_map(view).collect(), next, previous };
    ListBody::new(count, page, direction, &links)
}
