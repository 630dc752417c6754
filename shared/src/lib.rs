//! What every function of kith shares, in layers with one-way dependencies:
//!
//! - [`domain`]: rules, types and errors. It knows neither HTTP nor AWS.
//! - [`dynamo`]: how DynamoDB is called. It knows nothing of kith.
//! - [`store`]: items of the table to and from domain types, every key, every conditional write.
//! - [`dialect`]: the wire formats of the public API: bodies in, views and error bodies out.
//! - [`auth`]: tokens, passwords, and callers as handler parameters.
//! - [`views`]: objects of the API with the reads that they need.
//! - [`mail`]: the texts of mails, and how they are sent.
//! - [`web_push`]: messages to browsers, and how they are sent.
//! - [`media`]: pictures, and the files that hold them.
//! - [`openapi`]: route tables that are routers and the OpenAPI document at once.
//! - [`runtime`]: the service, Lambda, AWS clients, configuration, state and telemetry.

pub mod auth;
pub mod dialect;
pub mod domain;
pub mod dynamo;
pub mod mail;
pub mod media;
pub mod openapi;
pub mod runtime;
pub mod store;
pub mod views;
pub mod web_push;
