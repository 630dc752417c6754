//! The lists of a profile.

use shared::dialect::site::Lists;
use shared::domain::{Result, UserId};
use shared::runtime::state::AppState;
use shared::store::EdgeList;

/// Ids in `following`, and in `followers`.
const EDGES_MAX: usize = 1_000;

/// Reads a user's games, and the newest of their followings and followers.
pub async fn read(state: &AppState, id: UserId) -> Result<Lists> {
    let edges = |list| state.store.edge_lists().newest(list, id, EDGES_MAX);
    let (games, following, followers) =
        tokio::try_join!(state.store.games().list(id), edges(EdgeList::Followings), edges(EdgeList::Followers))?;
    Ok(Lists { games, following, followers })
}
