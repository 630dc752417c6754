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
use shared::domain::profile::audience::ViewerClass;
use shared::domain::profile::search::is_findable;
use shared::domain::profile::visibility::PrivateField;
use shared::domain::{ConnectionStatus, Mode, Relation, Result, UserId, Viewer};
use shared::runtime::state::AppState;
use shared::store::{Consistency, EdgeList, Store};

/// The caller's newest edges of each kind that are read. The users they lead to are not suggested.
const OWN_EDGES_MAX: usize = 60;
/// The newest friends, and the newest followed users, whose edges lead to candidates.
const INTERMEDIATES_MAX: usize = 10;
/// The newest edges of each of them that are read.
const THEIR_EDGES_MAX: usize = 25;
/// Users on a page, within the read budget of the call.
const PAGE_MAX: usize = 20;

/// Suggests users: friends of friends, then users who are followed by those whom the caller follows, each ordered by
/// the number of common edges.
pub async fn suggest_users(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    let (store, me, mode) = (&state.store, caller.claimed_id(), state.config.mode);
    let reads = async {
        let request = OffsetRequest::parse(params.get("limit"), params.get("offset"))?;
        let friends = newest(mode.connects(), store, EdgeList::Connections, me, OWN_EDGES_MAX);
        let followed = newest(mode.follows(), store, EdgeList::Followings, me, OWN_EDGES_MAX);
        let hidden = store.edge_lists().hidden(Some(me), Consistency::Strong);
        let (friends, followed, hidden) = tokio::try_join!(friends, followed, hidden)?;
        Ok((request, friends, followed, hidden))
    };
    let (viewer, (request, friends, followed, hidden)) = caller.with(reads).await?;
    let hidden = store.edge_lists().unseen(&hidden, Some(&viewer), &[]).await?;
    let known = [&friends[..], &followed[..], &[me]].concat().into_iter().chain(hidden.iter().copied());
    let known: HashSet<UserId> = known.collect();
    let found = find_candidates(store, mode, &viewer, &friends, &followed, &hidden).await?;
    let mut candidates: Vec<_> = found.into_iter().filter(|(id, _)| !known.contains(id)).collect();
    candidates.sort_by_key(|(id, score)| (Reverse(*score), *id));
    let request = OffsetRequest { limit: request.limit.min(PAGE_MAX), ..request };
    let found = candidates.len();
    let page = candidates.into_iter().map(|(id, _)| id).skip(request.offset).take(request.limit);
    let page: Vec<UserId> = page.collect();
    let mut users = store.users().get_many(&page, Some(me), Consistency::Eventual).await?;
    // Drops users linked with the caller by a request or by an edge that was not read, users with whom a block stands, and users
    // whom no search finds.
    let is_new = |relation: Relation| relation.status().is_none() && relation.block.is_none();
    users.retain(|user| is_new(user.relation) && is_findable(&user.profile));
    let (next, previous) = links.around(request, found);
    let count = found - (page.len() - users.len());
    let results = users.into_iter().map(|user| UserView::new(user, Some(&viewer), &state.config)).collect();
    Ok(Json(ListView { count: count as u64, next, previous, results }))
}

/// The numbers of friends and of followed users through whom a candidate is found.
type Score = (usize, usize);

/// Finds the users who are two edges away, with their scores. Users who do not show the caller their lists lead to none.
async fn find_candidates(
    store: &Store,
    mode: Mode,
    viewer: &Viewer,
    friends: &[UserId],
    followed: &[UserId],
    hidden: &HashSet<UserId>,
) -> Result<HashMap<UserId, Score>> {
    let visible = |near: &[UserId]| -> Vec<UserId> {
        near.iter().copied().filter(|id| !hidden.contains(id)).take(INTERMEDIATES_MAX).collect()
    };
    let is_friend: HashSet<UserId> = friends.iter().copied().collect();
    let (friends, followed) = (visible(friends), visible(followed));
    let intermediates = [&friends[..], &followed[..]].concat();
    let of_friends =
        friends.iter().map(|id| newest(mode.connects(), store, EdgeList::Connections, *id, THEIR_EDGES_MAX));
    let of_followed =
        followed.iter().map(|id| newest(mode.follows(), store, EdgeList::Followings, *id, THEIR_EDGES_MAX));
    let (of_friends, of_followed, profiles) = tokio::try_join!(
        try_join_all(of_friends),
        try_join_all(of_followed),
        store.profiles().get_many(&intermediates)
    )?;
    let shows = |id: &UserId| {
        let connection = is_friend.contains(id).then_some(ConnectionStatus::Connected);
        let class = ViewerClass::of(Some(viewer), *id, Relation { connection, ..Relation::default() });
        profiles.get(id).is_some_and(|profile| profile.shows(PrivateField::EdgeLists, class))
    };
    let shown = |ids: &[UserId], lists: Vec<Vec<UserId>>| -> Vec<UserId> {
        ids.iter().zip(lists).filter(|(id, _)| shows(id)).flat_map(|(_, list)| list).collect()
    };
    let (of_friends, of_followed) = (shown(&friends, of_friends), shown(&followed, of_followed));
    let mut scores: HashMap<UserId, Score> = HashMap::new();
    of_friends.into_iter().for_each(|id| scores.entry(id).or_default().0 += 1);
    of_followed.into_iter().for_each(|id| scores.entry(id).or_default().1 += 1);
    Ok(scores)
}

/// The newest users of an edge list; none if the community mode leaves the list out.
async fn newest(enabled: bool, store: &Store, list: EdgeList, id: UserId, limit: usize) -> Result<Vec<UserId>> {
    if enabled { store.edge_lists().newest(list, id, limit).await } else { Ok(Vec::new()) }
}
