//! The repository against itself: what its sources, manifests, template and routers must agree on.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken check must fail the test")]

mod modules;
mod resolution;
mod source;

mod account_rules;
mod circles;
mod claims;
mod confined_calls;
mod deployment;
mod item_kinds;
mod keys;
mod layers;
mod manifests;
mod names;
mod sizes;
mod template;
mod watch;
mod workflow;

/// Fails with all findings at once.
#[track_caller]
fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

/// The path of a file below the root of the repository.
fn name(path: &std::path::Path) -> String {
    path.strip_prefix(tests::sources::root()).expect("a file of the repository").display().to_string()
}
