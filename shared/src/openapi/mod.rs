//! Route tables that are routers and the OpenAPI document at once.
//!
//! A function writes its route table once, generic over [`Routes`]. For a [`Router`](axum::Router) it adds the routes,
//! and the descriptions of operations are never evaluated, so deployed functions do not pay for them. For a
//! [`Document`] it builds OpenAPI. A route without documentation does not compile, nor does documentation without a
//! route.

mod body;
mod descriptions;
mod document;
mod errors;
mod media;
mod operation;
pub mod parameters;
mod routes;
mod schemas;
mod signature;
mod texts;

pub use document::{Document, Route};
pub use errors::{TOO_OFTEN, UNVERIFIED};
pub use operation::{Link, Operation};
pub use routes::{Method, Routes};
pub use schemas::Flag;
pub use signature::{Argument, Signature, Stage};
