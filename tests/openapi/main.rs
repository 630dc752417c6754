//! The API's document: complete, and the one that is checked in.
//!
//! `KITH_UPDATE=1 cargo test -p tests --test openapi` writes it.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken check must fail the test")]

mod answers;
mod document;
mod refusals;
