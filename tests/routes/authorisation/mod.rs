//! Who may call each route: a table with a row for every route, and every row driven by every kind of caller.
//!
//! A route without a row fails, and so does a row without a route: nothing is deployed that nobody thought about.

mod callers;
mod cast;
mod matrix;
mod methods;
mod roles;
mod table;

use std::collections::BTreeSet;

use tests::sources::routes;

use crate::authorisation::table::TABLE;

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let routes: BTreeSet<_> = routes().into_iter().map(|route| (route.method, route.path)).collect();
    let rows: BTreeSet<_> = TABLE.iter().map(|row| (row.method.to_owned(), row.path.to_owned())).collect();
    assert_eq!(rows.len(), TABLE.len(), "a row is there twice");
    let missing: Vec<_> = routes.difference(&rows).collect();
    let extra: Vec<_> = rows.difference(&routes).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "routes without a row: {missing:?}; rows without a route: {extra:?}"
    );
}
