//! Holds every response of every test against the OpenAPI document.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;
use shared::openapi::Document;

/// Pages that a deployment can switch off. They are then unknown paths, and no part of what it offers.
const SWITCHED_OFF: [&str; 4] = ["", "console", "docs", "openapi.json"];

/// A route and the statuses that the document lists for it.
struct Operation {
    method: String,
    path: Vec<String>,
    statuses: BTreeSet<u16>,
}

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let document = kith::api::routes(Document::default()).to_json();
    let paths = document["paths"].as_object().expect("paths").iter();
    let operations = paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().expect("methods").iter();
        methods.map(|(method, operation)| Operation {
            method: method.to_uppercase(),
            path: segments(path),
            statuses: statuses(operation),
        })
    });
    operations.collect()
});

fn statuses(operation: &Value) -> BTreeSet<u16> {
    let responses = operation["responses"].as_object().expect("responses").keys();
    responses.map(|status| status.parse().expect("a status")).collect()
}

fn segments(path: &str) -> Vec<String> {
    path.trim_matches('/').split('/').map(str::to_owned).collect()
}

/// Fails if the document does not list this status for the route of the request. A response without a route, such as the
/// 405 of a path that has no such method, is none of a handler.
pub(crate) fn check(method: &str, path: &str, status: u16) {
    let Some(operation) = find(method, path) else { return };
    let Operation { path: route, statuses, .. } = operation;
    if status == 404 && SWITCHED_OFF.contains(&route.join("/").as_str()) {
        return;
    }
    assert!(
        statuses.contains(&status),
        "{method} /{}/ answers {status}, but the document lists {statuses:?} only: add the error to its route table",
        route.join("/")
    );
}

/// The operation that a request reaches. A literal segment takes precedence over a parameter.
fn find(method: &str, path: &str) -> Option<&'static Operation> {
    let method = if method == "HEAD" { "GET" } else { method };
    let path = segments(path);
    let is_parameter = |segment: &str| segment.starts_with('{');
    let matches = |route: &[String]| {
        let mut pairs = route.iter().zip(&path);
        route.len() == path.len() && pairs.all(|(route, segment)| is_parameter(route) || route == segment)
    };
    let routes = OPERATIONS.iter().filter(|operation| matches(&operation.path));
    let literal = |route: &[String]| route.iter().map(|segment| is_parameter(segment)).collect::<Vec<_>>();
    // Methods do not decide which path is the closest.
    let closest = routes.clone().map(|operation| literal(&operation.path)).min()?;
    routes.filter(|operation| literal(&operation.path) == closest).find(|operation| operation.method == method)
}
