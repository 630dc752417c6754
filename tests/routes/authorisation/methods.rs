//! Methods that a path does not support.

use std::collections::{BTreeMap, BTreeSet};

use tests::Routes as _;

use crate::authorisation::fixtures::Fixtures;
use crate::authorisation::table::TABLE;

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

#[tokio::test]
async fn an_unsupported_method_is_a_405_that_lists_the_supported_ones() {
    let fixtures = Fixtures::new().await;
    let mut paths: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for row in TABLE.iter() {
        let methods = paths.entry(row.path_of(&fixtures)).or_default();
        methods.insert(row.method);
        if row.method == "GET" {
            methods.insert("HEAD");
        }
    }
    let before = fixtures.snapshot().await;
    let mut wrong = Vec::new();
    for (path, supported) in &paths {
        // Rows of one path may differ in the query.
        let bare = path.split('?').next().expect("a path");
        let supported: BTreeSet<_> = paths
            .iter()
            .filter(|(other, _)| other.split('?').next() == Some(bare))
            .flat_map(|(_, methods)| methods)
            .chain(supported)
            .copied()
            .collect();
        for method in METHODS.into_iter().filter(|method| !supported.contains(method)) {
            for path in [bare, bare.trim_end_matches('/')] {
                let answer = fixtures.superuser.request(method, path).await;
                let allow: BTreeSet<_> = answer.header("allow").split(',').map(str::trim).collect();
                let code = &answer.json()["errors"][0]["code"];
                let is_error_of_dialect = if path.starts_with("/oauth/") {
                    answer.json()["error"] == "invalid_request"
                } else if path.starts_with("/api/v2/") || !path.starts_with("/api/") {
                    code == "method_not_allowed"
                } else {
                    answer.json()["detail"].is_string()
                };
                if answer.status != 405 || allow != supported || !is_error_of_dialect {
                    wrong.push(format!("{method} {path}: {} Allow: {allow:?} {}", answer.status, answer.body));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert_eq!(fixtures.snapshot().await, before);
}
