//! `GET /api/v2/user/{id}/{followers|followings|connections}/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::{ListView, UserView};
use shared::dialect::{PageLinks, Params, PathId};
use shared::domain::profile::audience::ViewerClass;
use shared::domain::{ConnectionStatus, Error, Relation, Result, SocialAction, UserId};
use shared::runtime::state::AppState;
use shared::store::{Consistency, EdgeList, Store};

/// Lists the users who follow a user, newest first.
pub async fn list_followers(
    state: State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    list(state, EdgeList::Followers, id, caller, params, links).await
}

/// Lists the users whom a user follows, newest first.
pub async fn list_followings(
    state: State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    list(state, EdgeList::Followings, id, caller, params, links).await
}

/// Lists the users with whom a user is connected, newest first.
pub async fn list_connections(
    state: State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    list(state, EdgeList::Connections, id, caller, params, links).await
}

async fn list(
    State(state): State<AppState>,
    list: EdgeList,
    id: UserId,
    caller: MaybeUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    let store = &state.store;
    let me = caller.claimed_id();
    let reads = async {
        let mode = state.config.mode;
        if list == EdgeList::Connections { mode.require_friendships() } else { mode.require_follows() }?;
        // `1` keeps users to whom the caller has an edge of the same kind, `0` the others.
        let mutual = params.flag("mutual")?;
        let request = params.page()?;
        let owner = store.users().get(id, None, Consistency::for_viewer(me, id));
        let (owner, connection, page, hidden, compared) = tokio::try_join!(
            owner,
            connection(store, me, id),
            store.edge_lists().page(list, id, &request),
            store.edge_lists().hidden(me, Consistency::Strong),
            compared(store, list, id, me, mutual)
        )?;
        Ok((owner, connection, page, hidden, compared, mutual))
    };
    let (viewer, (owner, connection, page, hidden, compared, mutual)) = caller.with(reads).await?;
    let owner = owner.ok_or_else(Error::not_found)?;
    SocialAction::ViewUser.must_pass(connection.block, viewer.as_ref())?;
    owner.profile.must_show_edge_lists(ViewerClass::of(viewer.as_ref(), id, connection))?;
    let all = match list {
        EdgeList::Followers => owner.counters.followers,
        EdgeList::Followings => owner.counters.followings,
        EdgeList::Connections => owner.counters.connections,
        EdgeList::RequestsReceived | EdgeList::RequestsSent | EdgeList::Hidden | EdgeList::Blocked => 0,
    };
    let listed = [&page.rows[..], compared.as_deref().unwrap_or_default()].concat();
    let hidden = store.edge_lists().unseen(&hidden, viewer.as_ref(), &listed).await?;
    let count = compared.map_or(all, |users| users.iter().filter(|id| !hidden.contains(id)).count() as u64);
    let is_mutual = |relation: Relation| match list {
        EdgeList::Connections => relation.connection == Some(ConnectionStatus::Connected),
        _ => relation.follows,
    };
    let visible: Vec<UserId> = page.rows.iter().copied().filter(|id| !hidden.contains(id)).collect();
    let users =
        store.users().get_many(&visible, viewer.as_ref().map(|viewer| viewer.id()), Consistency::Eventual).await?;
    let matching = users.into_iter().filter(|user| mutual.is_none_or(|mutual| is_mutual(user.relation) == mutual));
    let (next, previous) = links.of(&page);
    let results = matching.map(|user| UserView::new(user, viewer.as_ref(), &state.config)).collect();
    Ok(Json(ListView { count, next, previous, results }))
}

/// The friendship of the caller with the user whose list it is, which may be for connections alone.
async fn connection(store: &Store, viewer: Option<UserId>, id: UserId) -> Result<Relation> {
    let Some(viewer) = viewer.filter(|viewer| *viewer != id) else { return Ok(Relation::default()) };
    let friendship = store.friendships().get(viewer, id).await?;
    let connection = friendship.and_then(|friendship| friendship.status_for(viewer));
    let block = friendship.and_then(|friendship| friendship.block_for(viewer));
    Ok(Relation { follows: false, connection, block })
}

/// The users whom a list with `mutual` has, in bounded number; `None` for a list that has all users.
async fn compared(
    store: &Store,
    list: EdgeList,
    id: UserId,
    viewer: Option<UserId>,
    mutual: Option<bool>,
) -> Result<Option<Vec<UserId>>> {
    match (mutual, viewer) {
        // An anonymous caller has no edges.
        (None, _) | (Some(false), None) => Ok(None),
        (Some(true), None) => Ok(Some(Vec::new())),
        (Some(mutual), Some(viewer)) => store.edge_lists().compared(list, id, viewer, mutual).await.map(Some),
    }
}
