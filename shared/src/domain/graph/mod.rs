//! The social graph: follows, hides and friendships.

pub mod edge;
pub mod friendship;
