//! The graph: follows, hides and friendships.

pub(crate) mod edge_lists;
pub(crate) mod edges;
pub(crate) mod friendships;
