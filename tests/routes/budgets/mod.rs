//! What each route may cost: sequential trips to the table, read units and write units.
//!
//! The units are those of the table and its indexes, as the engine reports them, for users with short profiles.
//! Throttling is on, as it is when deployed. A refused write costs as much
//! as one that is done, but DynamoDB does not say so in its answer, and so it is not in the figures.

mod feeds;
mod flat;
mod stage;
mod suggestions;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt as _, stream};
use shared::dynamo::capacity::Cost;
use tests::privileges::{Right, unused};
use tests::sources::{functions, read, routes};
use tokio::sync::OnceCell;

use crate::budgets::stage::Stage;
use crate::budgets::table::{BUDGETS, Budget};

#[test]
fn every_route_has_a_budget_and_every_budget_a_route() {
    let routes: BTreeSet<_> = routes().into_iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    let budgeted: BTreeSet<_> = BUDGETS.iter().map(|budget| budget.route.to_owned()).collect();
    let missing: Vec<_> = routes.difference(&budgeted).collect();
    let extra: Vec<_> = budgeted.difference(&routes).collect();
    assert!(missing.is_empty() && extra.is_empty(), "without a budget: {missing:?}; without a route: {extra:?}");
}

#[test]
fn every_budget_has_its_row_in_the_costs() {
    let page = read("docs/costs.md");
    let row = |line: &str| line.split(" | ").take(2).collect::<Vec<_>>().join(" | ");
    let rows: Vec<_> = page.lines().filter(|line| line.starts_with("| `")).map(row).collect();
    let budgets: Vec<_> = BUDGETS.iter().map(|budget| format!("| `{}` | {}", budget.route, budget.case)).collect();
    assert_eq!(rows, budgets, "docs/costs.md holds what the test below prints, in its order");
}

#[tokio::test]
async fn no_route_costs_more_than_its_budget() {
    let mut over = Vec::new();
    println!("{:<44} {:<34} {:>12} {:>14} {:>14}", "route", "case", "trips", "RCU", "WCU");
    for (budget, answer) in BUDGETS.iter().zip(measured().await) {
        let (status, cost) = (&answer.0, &answer.1);
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

/// The routes with all that they do use all rights of their functions.
#[tokio::test]
async fn no_function_may_do_what_none_of_its_routes_does() {
    let mut never_used = BTreeMap::new();
    let with_routes: BTreeSet<_> = routes().into_iter().map(|route| route.function).collect();
    for function in with_routes {
        let used = measured().await.iter().flat_map(|measured| measured.2[&function].clone()).collect();
        let unused = unused(&function, &used);
        if !unused.is_empty() {
            never_used.insert(function, unused);
        }
    }
    assert!(never_used.is_empty(), "no route needs {never_used:#?}");
}

/// The status and the cost of a call, and the rights that each function has used so far on its stage.
type Measured = (u16, Cost, BTreeMap<String, BTreeSet<Right>>);

/// All budgets, measured once for all tests.
async fn measured() -> &'static [Measured] {
    static MEASURED: OnceCell<Vec<Measured>> = OnceCell::const_new();
    MEASURED.get_or_init(async || stream::iter(BUDGETS).map(measure).buffered(4).collect().await).await
}

async fn measure(budget: &Budget) -> Measured {
    let stage = Stage::new().await;
    let answer = (budget.call)(&stage).await;
    let used = functions().into_iter().map(|function| (function.clone(), stage.app.used_by(&function)));
    (answer.status, answer.cost, used.collect())
}
