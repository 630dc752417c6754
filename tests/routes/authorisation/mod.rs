//! Who may call each route: a table with a row for every route, each of which is called by every kind of caller.
//!
//! A route without a row and a row without a route fail the test, so that no route is deployed without a decision.

mod access;
pub mod bodies;
mod callers;
mod failures;
mod fixtures;
mod malformed_ids;
mod matrix;
mod methods;
mod roles;
mod row;
pub mod table;

use std::collections::BTreeSet;

use tests::sources::routes;

use table::TABLE;

/// How many communities a test has at once. They share a thread: with too many, the passwords of the others delay a
/// request until its retries end.
const PARALLEL: usize = 8;

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let routes: BTreeSet<_> = routes().into_iter().map(|route| (route.method, route.path)).collect();
    let rows: BTreeSet<_> = TABLE.iter().map(|row| (row.method.to_owned(), row.path.to_owned())).collect();
    assert_eq!(rows.len(), TABLE.len(), "duplicate rows");
    let missing: Vec<_> = routes.difference(&rows).collect();
    let extra: Vec<_> = rows.difference(&routes).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "routes without a row: {missing:?}; rows without a route: {extra:?}"
    );
}
