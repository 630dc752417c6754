//! What each route may cost: sequential trips to the table, read units and write units.
//!
//! The units are those of the table and its indexes, as the engine reports them, for users with short profiles.
//! Throttling is on, as it is when deployed. A refused write costs as much
//! as one that is done, but DynamoDB does not say so in its answer, and so it is not in the figures.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken check must fail the test")]

mod feeds;
mod flat;
mod stage;
mod suggestions;
mod table;

use std::collections::BTreeSet;

use futures::{StreamExt as _, stream};
use shared::store::meter::Cost;
use tests::sources::routes;

use crate::stage::Stage;
use crate::table::{BUDGETS, Budget};

#[test]
fn every_route_has_a_budget_and_every_budget_a_route() {
    let routes: BTreeSet<_> = routes().into_iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    let budgeted: BTreeSet<_> = BUDGETS.iter().map(|budget| budget.route.to_owned()).collect();
    let missing: Vec<_> = routes.difference(&budgeted).collect();
    let extra: Vec<_> = budgeted.difference(&routes).collect();
    assert!(missing.is_empty() && extra.is_empty(), "without a budget: {missing:?}; without a route: {extra:?}");
}

#[tokio::test]
async fn no_route_costs_more_than_its_budget() {
    let costs: Vec<_> = stream::iter(BUDGETS).map(measure).buffered(4).collect().await;
    let mut over = Vec::new();
    println!("{:<44} {:<34} {:>12} {:>14} {:>14}", "route", "case", "trips", "RCU", "WCU");
    for (budget, (status, cost)) in BUDGETS.iter().zip(&costs) {
        let Cost { trips, rcu, wcu } = cost;
        let line = format!(
            "{:<44} {:<34} {trips:>5} of {:<4} {rcu:>5} of {:<5} {wcu:>5} of {:<5}",
            budget.route, budget.case, budget.trips, budget.rcu, budget.wcu
        );
        println!("{line}");
        if *status != budget.status {
            over.push(format!("{line} answered {status}"));
        } else if *trips > budget.trips || *rcu > budget.rcu || *wcu > budget.wcu {
            over.push(line);
        } else if *trips == 0 && budget.trips > 0 {
            over.push(format!("{line} was not measured"));
        }
    }
    assert!(over.is_empty(), "over budget:\n{}", over.join("\n"));
}

async fn measure(budget: &Budget) -> (u16, Cost) {
    let stage = Stage::new().await;
    let answer = (budget.call)(&stage).await;
    (answer.status, answer.cost)
}
