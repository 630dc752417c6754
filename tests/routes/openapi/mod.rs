//! The API's document: complete, and the one that is checked in.
//!
//! `KITH_UPDATE=1 cargo test -p tests --test openapi` writes it.

mod answers;
mod document;
mod refusals;
