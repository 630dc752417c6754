//! The files of `events/` through the very handler that Lambda calls: what API Gateway sends in, and what it gets back.
//!
//! `lambda_http` puts the stage in front of the path unless a variable of the template tells it not to. Everything
//! here must hold with and without: the variable cannot be set in this process, so a child runs the same tests in the
//! other mode.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken check must fail the test")]

mod events;
mod gateway;
mod greeting;
mod log;
mod logs;
mod metrics;
mod origins;
mod privileges;
mod schedule;
mod stream;
mod throttling;

use std::process::Command;

use tests::sources::read;

const CHILD: &str = "KITH_TEST_LAMBDA_CHILD";
const IGNORE_STAGE: &str = "AWS_LAMBDA_HTTP_IGNORE_STAGE_IN_PATH";

#[test]
fn all_this_holds_with_and_without_the_stage_in_the_path() {
    if std::env::var_os(CHILD).is_some() {
        return;
    }
    let mut child = Command::new(std::env::current_exe().expect("this binary"));
    child.env(CHILD, "1");
    match std::env::var_os(IGNORE_STAGE) {
        Some(_) => child.env_remove(IGNORE_STAGE),
        None => child.env(IGNORE_STAGE, "true"),
    };
    let run = child.output().expect("a run");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{out}\n{err}");
}

#[test]
fn the_template_sets_the_variable() {
    let template: serde_yaml_ng::Value = serde_yaml_ng::from_str(&read("template.yaml")).expect("YAML");
    let variables = &template["Globals"]["Function"]["Environment"]["Variables"];
    assert_eq!(variables[IGNORE_STAGE], "true", "{variables:?}");
}
