//! The social graph: follows, hides, blocks and friendships.

pub mod block;
pub mod edge;
pub mod friendship;
