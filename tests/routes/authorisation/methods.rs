//! Methods that a path does not have.

use std::collections::{BTreeMap, BTreeSet};

use tests::Routes as _;

use crate::authorisation::cast::Cast;
use crate::authorisation::table::TABLE;

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_a_405_that_names_those_it_has() {
    let cast = Cast::new().await;
    let mut paths: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for row in TABLE {
        let methods = paths.entry(row.path_of(&cast)).or_default();
        methods.insert(row.method);
        if row.method == "GET" {
            methods.insert("HEAD");
        }
    }
    let before = cast.snapshot().await;
    let mut wrong = Vec::new();
    for (path, has) in &paths {
        // The query of one row makes a path of its own; the methods are the same.
        let bare = path.split('?').next().expect("a path");
        let has: BTreeSet<_> = paths
            .iter()
            .filter(|(other, _)| other.split('?').next() == Some(bare))
            .flat_map(|(_, methods)| methods)
            .chain(has)
            .copied()
            .collect();
        for method in METHODS.into_iter().filter(|method| !has.contains(method)) {
            for path in [bare, bare.trim_end_matches('/')] {
                let answer = cast.superuser.request(method, path).await;
                let allow: BTreeSet<_> = answer.header("allow").split(',').map(str::trim).collect();
                let code = &answer.json()["errors"][0]["code"];
                let told = if path.starts_with("/api/v2/") || !path.starts_with("/api/") {
                    code == "method_not_allowed"
                } else {
                    answer.json()["detail"].is_string()
                };
                if answer.status != 405 || allow != has || !told {
                    wrong.push(format!("{method} {path}: {} Allow: {allow:?} {}", answer.status, answer.body));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert_eq!(cast.snapshot().await, before);
}
