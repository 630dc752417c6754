//! The files of `events/` through the handler that Lambda calls: requests as API Gateway sends them, and the responses
//! that it receives.
//!
//! `lambda_http` prefixes the path with the stage unless an environment variable, which the template sets, turns that
//! off. These tests must pass in both modes. A test cannot set a variable of its own process, so a child process runs
//! them in the other mode.

mod events;
mod gateway;
pub mod log_capture;
mod logs;
mod metrics;
mod origins;
mod preconnect;
mod privileges;
mod realtime;
mod schedule;
mod stream;
mod throttling;
mod unknown_paths;

use std::process::Command;

use tests::sources::read;

const CHILD: &str = "KITH_TEST_LAMBDA_CHILD";
const IGNORE_STAGE: &str = "AWS_LAMBDA_HTTP_IGNORE_STAGE_IN_PATH";

#[test]
fn the_tests_of_this_module_pass_with_and_without_the_stage_in_the_path() {
    if std::env::var_os(CHILD).is_some() {
        return;
    }
    let (_, this_module) = module_path!().split_once("::").expect("a module of the crate");
    let mut child = Command::new(std::env::current_exe().expect("this binary"));
    child.arg(format!("{this_module}::")).env(CHILD, "1");
    match std::env::var_os(IGNORE_STAGE) {
        Some(_) => child.env_remove(IGNORE_STAGE),
        None => child.env(IGNORE_STAGE, "true"),
    };
    let run = child.output().expect("a run");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{out}\n{err}");
    assert!(!out.contains("running 0 tests"), "{out}");
}

#[test]
fn the_template_sets_the_variable() {
    let template: serde_yaml_ng::Value = serde_yaml_ng::from_str(&read("template.yaml")).expect("YAML");
    let variables = &template["Globals"]["Function"]["Environment"]["Variables"];
    assert_eq!(variables[IGNORE_STAGE], "true", "{variables:?}");
}
