//! The graph: follows, hides and friendships.

pub mod edge;
pub mod friendship;
