//! Tests of the API over HTTP, through the routers in this process.
//!
//! `api`, `audit`, `figures`, `folders`, `nodes` and `users` mirror the URLs that they test. `authorisation` and `budgets` have a row for every
//! route: who may call it, and what it costs. `openapi` tests the document, and `lambda` sends events as API Gateway does.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken helper must fail the test")]

mod account_rules;
mod activity;
mod api;
mod audit;
mod authorisation;
mod blocks;
mod bodies;
mod budgets;
mod credentials;
mod cross_cutting;
mod deletions;
mod equivalent_texts;
mod error_bodies;
mod figures;
mod folders;
mod former_usernames;
mod health;
mod idempotency;
mod imported_passwords;
mod lambda;
mod media;
mod nodes;
mod oauth;
mod offsets;
mod one_user;
mod openapi;
mod own_acts;
mod pages;
mod passwords;
mod probes;
mod protection;
mod proxies;
mod rate_limits;
mod security_events;
mod settings;
mod short_texts;
mod toggles;
mod unproven_addresses;
mod user_list;
mod users;
mod verified_emails;
mod visibility;
mod walks;
