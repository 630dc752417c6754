//! The lists of a profile.

use shared::dialect::site::Lists;
use shared::domain::{Result, UserId};
use shared::runtime::state::AppState;
use shared::store::EdgeList;

/// Ids in `following`, and in `followers`.
const EDGES_MAX: usize = 1_000;

/// Reads a user's games and favorites, and the newest of their followings and followers.
pub async fn read(state: &AppState, id: UserId) -> Result<Lists> {
    let edges = |list| state.store.edge_lists().newest(list, id, EDGES_MAX);
    let (games, favorites, following, followers) = tokio::try_join!(
        state.store.games().list(id),
        state.store.favorites().get(id),
        edges(EdgeList::Followings),
        edges(EdgeList::Followers)
    )?;
    Ok(Lists { games, favorites: favorites.games, following, followers })
}
