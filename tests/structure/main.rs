//! What the sources, the manifests, the template and the routers must agree on.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken check must fail the test")]

mod deployment;
mod doors;
mod keys;
mod lexer;
mod manifests;
mod prices;
mod sizes;
mod template;
mod watch;

/// Fails with all that is wrong at once.
#[track_caller]
fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

/// A file's path as the repository has it.
fn name(path: &std::path::Path) -> String {
    path.strip_prefix(tests::sources::root()).expect("a file of the repository").display().to_string()
}
