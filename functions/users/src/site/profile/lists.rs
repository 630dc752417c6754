//! The lists of a profile.

use shared::dialect::site::Lists;
use shared::domain::{Result, UserId, Viewer};
use shared::runtime::state::AppState;
use shared::store::{Consistency, EdgeList};

/// Ids in `following`, and in `followers`.
const EDGES_MAX: usize = 1_000;

/// Reads a user's games and favorites, and the newest of their followings and followers, without those with whom a block of the
/// viewer stands.
pub async fn read(state: &AppState, id: UserId, viewer: Option<&Viewer>) -> Result<Lists> {
    let edges = |list| state.store.edge_lists().newest(list, id, EDGES_MAX);
    let hidden = state.store.edge_lists().hidden(viewer.map(Viewer::id), Consistency::Eventual);
    let (games, favorites, mut following, mut followers, hidden) = tokio::try_join!(
        state.store.games().list(id),
        state.store.favorites().get(id),
        edges(EdgeList::Followings),
        edges(EdgeList::Followers),
        hidden
    )?;
    let listed = [&following[..], &followers[..]].concat();
    let blocked = state.store.edge_lists().blocked(&hidden, viewer, &listed).await?;
    for list in [&mut following, &mut followers] {
        list.retain(|user| !blocked.contains(user));
    }
    Ok(Lists { games, favorites: favorites.games, following, followers })
}
