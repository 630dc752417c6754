//! What every function of kith shares.
//!
//! Six rooms with one-way doors between them:
//!
//! - [`domain`]: rules, types and errors. It knows neither HTTP nor AWS.
//! - [`store`]: items of the DynamoDB table to and from domain types, every key string, every conditional write.
//! - [`dialect`]: the wire formats of the public API: bodies in, views and error bodies out.
//! - [`media`]: pictures, and the files that they are kept in.
//! - [`openapi`]: route tables that are routers and the API's document at once.
//! - the small things each function starts with: [`config`], [`auth`], [`state`], [`service`], [`aws`], [`lambda`],
//!   [`telemetry`].

pub mod auth;
pub mod aws;
pub mod config;
pub mod dialect;
pub mod domain;
pub mod lambda;
pub mod media;
pub mod openapi;
pub mod service;
pub mod state;
pub mod store;
pub mod telemetry;
