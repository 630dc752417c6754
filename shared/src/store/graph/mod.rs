//! The graph: follows, hides, blocks and friendships.

pub(crate) mod blocks;
pub(crate) mod edge_lists;
pub(crate) mod edges;
pub(crate) mod friendships;
pub(crate) mod hidden_users;
pub(crate) mod hide_rows;
