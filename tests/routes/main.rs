//! Tests over HTTP, through the routers in process. The path of a test mirrors the URL it is about.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken helper must fail the test")]

mod api;
mod cross_cutting;
mod error_bodies;
mod folders;
mod health;
mod media;
mod nodes;
mod one_user;
mod pages;
mod users;
