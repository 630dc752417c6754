//! Which crates each crate may depend on.

use std::collections::{BTreeMap, BTreeSet};

use tests::sources::{functions, read};

use crate::assert_none;

/// The names of all direct dependencies of any kind.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            inside = section.ends_with("dependencies");
            // `[dependencies.name]`
            names.extend(section.split_once("dependencies.").map(|(_, name)| name.to_owned()));
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            names.extend(line.split(['.', '=', ' ']).next().map(str::to_owned));
            names.extend(line.split_once("package = \"").and_then(|(_, p)| p.split('"').next()).map(str::to_owned));
        }
    }
    names
}

#[test]
fn functions_depend_neither_on_aws_nor_on_the_engine() {
    let mut found = Vec::new();
    for function in functions() {
        let names = dependencies(&read(&format!("functions/{function}/Cargo.toml")));
        assert!(names.contains(&"shared".to_owned()), "{function}: {names:?}");
        let bad = |name: &&String| {
            // Records of the stream hold items in DynamoDB's own format, and `fanout` publishes to EventBridge and to sockets.
            let of_fanout = ["serde_dynamo", "aws-sdk-apigatewaymanagement", "aws-sdk-eventbridge"];
            if function == "fanout" && of_fanout.contains(&name.as_str()) {
                return false;
            }
            // Only the mailer sends mail.
            if function == "mailer" && name.as_str() == "aws-sdk-sesv2" {
                return false;
            }
            name.starts_with("aws-") || ["serde_dynamo", "dynoxide-rs", "rusqlite", "kith"].contains(&name.as_str())
        };
        found.extend(names.iter().filter(bad).map(|name| format!("{function}: {name}")));
    }
    assert_none("functions that depend on AWS or the engine", &found);
}

#[test]
fn functions_do_not_depend_on_each_other() {
    let all = functions();
    for function in &all {
        let names = dependencies(&read(&format!("functions/{function}/Cargo.toml")));
        assert!(!names.iter().any(|name| all.contains(name)), "{function}: {names:?}");
    }
}

/// The packages that each function links, read from the lock file.
fn linked() -> BTreeMap<String, BTreeSet<String>> {
    let lock = read("Cargo.lock");
    let mut depends_on: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in lock.split("[[package]]").skip(1) {
        let name = package.split("name = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a name");
        let list = package.split("dependencies = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap_or_default();
        // "name", "name version"
        let names = list.split('"').skip(1).step_by(2).filter_map(|entry| entry.split(' ').next());
        depends_on.entry(name).or_default().extend(names);
    }
    let of = |function: &String| {
        let mut linked = BTreeSet::new();
        let mut next = vec![function.as_str()];
        while let Some(name) = next.pop() {
            if linked.insert(name.to_owned()) {
                next.extend(depends_on.get(name).unwrap_or_else(|| panic!("{name} is not locked")));
            }
        }
        linked
    };
    functions().into_iter().map(|function| (function.clone(), of(&function))).collect()
}

#[test]
fn a_function_does_not_link_the_engine() {
    for (function, linked) in linked() {
        assert!(linked.contains("aws-sdk-dynamodb"), "{function}: {linked:?}");
        for engine in ["dynoxide-rs", "rusqlite", "libsqlite3-sys", "kith"] {
            assert!(!linked.contains(engine), "{function} links {engine}");
        }
    }
}

/// Each of these was linked at some time, and made every function larger and slower to start.
#[test]
fn a_function_links_one_http_client_and_no_credential_provider_chain() {
    for (function, linked) in linked() {
        for other in ["aws-config", "aws-sdk-sso", "aws-sdk-sts", "native-tls", "openssl", "reqwest"] {
            assert!(!linked.contains(other), "{function} links {other}");
        }
    }
}

#[test]
fn the_lock_file_has_one_tls_stack() {
    let lock = read("Cargo.lock");
    for (name, version) in [("rustls", "0.23."), ("hyper", "1."), ("hyper-rustls", "0.27."), ("tokio-rustls", "0.26.")]
    {
        let entry = format!("name = \"{name}\"\nversion = \"");
        let versions: Vec<_> = lock.split(&entry).skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(matches!(versions[..], [one] if one.starts_with(version)), "{name}: {versions:?}");
    }
}

/// `cargo lambda` links with zig, for the C library and the processor of Lambda, unless the manifest names another compiler.
#[test]
fn functions_are_linked_with_zig() {
    let manifest = read("Cargo.toml");
    let build = manifest.split("[workspace.metadata.lambda.build]").nth(1).expect("the section");
    assert!(!build.contains("compiler"), "{build}");
    assert!(read(".ci/python/tools.in").contains("\nziglang=="));
}
