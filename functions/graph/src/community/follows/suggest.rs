//! `GET /api/v2/suggestion/user/`

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use axum::Json;
use axum::extract::State;
use futures::future::try_join_all;
use shared::auth::CurrentUser;
use shared::dialect::community::{ListView, UserView};
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::OffsetRequest;
use shared::domain::profile::search::is_findable;
use shared::domain::{Mode, Result, UserId};
use shared::runtime::state::AppState;
use shared::store::{Consistency, EdgeList, Store};

/// The newest of the caller's edges of a kind that are known to lead nowhere new.
const OWN_MAX: usize = 60;
/// The newest of those through whom suggestions are found, of each kind.
const THROUGH_MAX: usize = 10;
/// The newest edges of each of these.
const THEIRS_MAX: usize = 25;
/// Users on a page: what the budget of the call pays for.
const PAGE_MAX: usize = 20;

/// Users whom the caller may want to know: friends of friends, then those whom the followed follow, each by the number
/// of those through whom they are found.
pub async fn suggest_users(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    let (store, me, mode) = (&state.store, caller.claimed_id(), state.config.mode);
    let reads = async {
        let request = OffsetRequest::parse(params.get("limit"), params.get("offset"))?;
        let friends = some(mode.connects(), store, EdgeList::Connections, me, OWN_MAX);
        let followed = some(mode.follows(), store, EdgeList::Followings, me, OWN_MAX);
        let (friends, followed, hidden) = tokio::try_join!(friends, followed, store.edge_lists().hidden_ids(Some(me)))?;
        Ok((request, friends, followed, hidden))
    };
    let (viewer, (request, friends, followed, hidden)) = caller.with(reads).await?;
    let known: HashSet<UserId> = [&friends[..], &followed[..], &hidden[..], &[me]].concat().into_iter().collect();
    let found = find(store, mode, &friends, &followed, &hidden).await?;
    let mut candidates: Vec<_> = found.into_iter().filter(|(id, _)| !known.contains(id)).collect();
    candidates.sort_by_key(|(id, score)| (Reverse(*score), *id));
    let request = OffsetRequest { limit: request.limit.min(PAGE_MAX), ..request };
    let count = candidates.len();
    let page = candidates.into_iter().map(|(id, _)| id).skip(request.offset).take(request.limit);
    let page: Vec<UserId> = page.collect();
    let mut users = store.users().get_many(&page, Some(me), Consistency::Eventual).await?;
    // Those linked by a request, or by an edge older than those that were read; and whom searches do not find either.
    users.retain(|user| user.relation.status().is_none() && is_findable(&user.profile));
    let (next, previous) = links.around(request, count);
    let results = users.into_iter().map(|user| UserView::new(user, Some(&viewer), &state.config)).collect();
    Ok(Json(ListView { count: count as u64, next, previous, results }))
}

/// Through how many friends, and through how many of the followed, somebody is found.
type Score = (usize, usize);

/// Those at the far end of two edges.
async fn find(
    store: &Store,
    mode: Mode,
    friends: &[UserId],
    followed: &[UserId],
    hidden: &[UserId],
) -> Result<HashMap<UserId, Score>> {
    let through = |near: &[UserId]| -> Vec<UserId> {
        near.iter().copied().filter(|id| !hidden.contains(id)).take(THROUGH_MAX).collect()
    };
    let (friends, followed) = (through(friends), through(followed));
    let of_friends = friends.into_iter().map(|id| some(mode.connects(), store, EdgeList::Connections, id, THEIRS_MAX));
    let of_followed = followed.into_iter().map(|id| some(mode.follows(), store, EdgeList::Followings, id, THEIRS_MAX));
    let (of_friends, of_followed) = tokio::try_join!(try_join_all(of_friends), try_join_all(of_followed))?;
    let mut scores: HashMap<UserId, Score> = HashMap::new();
    of_friends.into_iter().flatten().for_each(|id| scores.entry(id).or_default().0 += 1);
    of_followed.into_iter().flatten().for_each(|id| scores.entry(id).or_default().1 += 1);
    Ok(scores)
}

async fn some(wanted: bool, store: &Store, list: EdgeList, id: UserId, limit: usize) -> Result<Vec<UserId>> {
    if wanted { store.edge_lists().newest(list, id, limit).await } else { Ok(Vec::new()) }
}
