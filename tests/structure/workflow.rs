//! The workflow that deploys to AWS every night, and the roles that it uses.

use serde_yaml_ng::Value;
use tests::sources::read;

const WORKFLOW: &str = ".github/workflows/nightly.yml";

fn workflow() -> Value {
    serde_yaml_ng::from_str(&read(WORKFLOW)).expect("YAML")
}

fn steps(workflow: &Value) -> &Vec<Value> {
    workflow["jobs"]["deployment"]["steps"].as_sequence().expect("steps")
}

/// An action could change under its name, and its commit cannot be compared here.
#[test]
fn it_uses_no_actions() {
    for step in steps(&workflow()) {
        assert!(step["uses"].is_null() && step["run"].is_string(), "{step:?}");
    }
}

/// A value that is inserted into a script could be a command.
#[test]
fn its_scripts_contain_no_expressions() {
    for step in steps(&workflow()) {
        assert!(!step["run"].as_str().expect("a script").contains("${{"), "{step:?}");
    }
}

#[test]
fn it_deletes_the_stack_before_and_after_whatever_happens() {
    let workflow = workflow();
    let steps = steps(&workflow);
    let run = |command: &str| format!("tests/deployment/nightly {command}");
    let at = |command: &str| {
        let runs = steps.iter().enumerate().filter(|(_, step)| step["run"].as_str() == Some(&run(command)));
        runs.map(|(at, _)| at).collect::<Vec<_>>()
    };
    let (deploy, check, delete) = (at("deploy"), at("check"), at("delete"));
    assert_eq!((deploy.len(), check.len(), delete.len()), (1, 1, 2));
    assert!(delete[0] < deploy[0] && deploy[0] < check[0] && check[0] < delete[1], "{steps:?}");
    assert_eq!(delete[1], steps.len() - 1);
    assert_eq!(steps[delete[1]]["if"], "always()");
}

#[test]
fn it_can_only_read_the_repository_and_ask_for_a_token() {
    let workflow = workflow();
    assert!(workflow["permissions"].as_mapping().expect("permissions").is_empty());
    let job = &workflow["jobs"]["deployment"];
    let granted = job["permissions"].as_mapping().expect("permissions");
    let granted: Vec<_> = granted.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(granted, [(Some("contents"), Some("read")), (Some("id-token"), Some("write"))]);
    assert_eq!(job["if"], "vars.KITH_NIGHTLY_ROLE != ''");
}

/// The roles are for the stack that the script names, and only runs of the branch may use them.
#[test]
fn its_roles_are_for_its_stack() {
    let roles = read("docs/nightly-role.yaml");
    assert!(read("tests/deployment/nightly").contains("\nstack=kith-nightly\n"));
    assert!(roles.contains("stack/kith-nightly/*"));
    assert!(roles.contains(r#"sub: !Sub "repo:${Repository}:ref:refs/heads/${Branch}""#));
    for everything in ["Action: \"*\"", "AdministratorAccess", "Action: iam:*", "Action: ['*']", "Action: [\"*\"]"] {
        assert!(!roles.contains(everything), "{everything}");
    }
}
