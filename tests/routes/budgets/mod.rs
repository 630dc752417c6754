//! What each route may cost: sequential trips to the table, read units and write units.
//!
//! The units are those of the table and its indexes, as the engine reports them, for users with short profiles. Throttling
//! is on, as in a deployment. DynamoDB charges for a refused write but does not report its units, so they are not included.
//!
//! `just costs` writes the measured figures to `docs/costs.md` and `docs/prices.md`.

mod comments;
mod feeds;
mod fixtures;
mod flat;
mod long_lists;
mod pages;
mod suggestions;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use futures::{FutureExt as _, StreamExt as _, stream};
use shared::dynamo::capacity::Cost;
use tests::privileges::{Right, unused};
use tests::sources::{functions, routes};
use tokio::sync::OnceCell;

use fixtures::Fixtures;
use table::{Budget, budgets};

/// A call that was made.
struct Measured {
    budget: &'static Budget,
    status: u16,
    cost: Cost,
    /// The rights that each function has used by then, for the call and its fixtures.
    used: BTreeMap<String, BTreeSet<Right>>,
}

/// All budgeted calls, made once for all tests.
async fn measured() -> &'static [Measured] {
    static MEASURED: OnceCell<Vec<Measured>> = OnceCell::const_new();
    MEASURED.get_or_init(measure_all).await
}

/// Calls that write nothing share one community, because its fixtures take longer than the calls; those of long lists share
/// another one.
async fn measure_all() -> Vec<Measured> {
    let (long, others): (Vec<_>, Vec<_>) = budgets().enumerate().partition(|(_, budget)| budget.long_lists);
    let (reads, writes): (Vec<_>, Vec<_>) = others.into_iter().partition(|(_, budget)| budget.wcu == 0.0);
    let reads = async {
        let fixtures = Fixtures::new().await;
        let calls = stream::iter(reads).then(async |(n, budget)| (n, measure(budget, &fixtures).await));
        calls.collect::<Vec<_>>().await
    };
    let long = async {
        let fixtures = Fixtures::new().await;
        long_lists::lengthen(&fixtures).await;
        stream::iter(long).then(async |(n, budget)| (n, measure(budget, &fixtures).await)).collect::<Vec<_>>().await
    };
    let writes = stream::iter(writes).map(async |(n, budget)| {
        let fixtures =
            if budget.to_many { Fixtures::for_a_write_to_many().await } else { Fixtures::for_a_write().await };
        (n, measure(budget, &fixtures).await)
    });
    let (reads, long, writes) =
        futures::join!(reads.boxed_local(), long.boxed_local(), writes.buffered(4).collect::<Vec<_>>());
    let in_order: BTreeMap<usize, Measured> = reads.into_iter().chain(long).chain(writes).collect();
    in_order.into_values().collect()
}

async fn measure(budget: &'static Budget, fixtures: &Fixtures) -> Measured {
    let mut answer = (budget.call)(fixtures).await;
    if budget.revalidated {
        // A tag may be good for a limited time, which may have ended just then.
        for _ in 0..2 {
            let tag = answer.header("etag").to_owned();
            answer = (budget.call)(fixtures).header("if-none-match", &tag).await;
            if answer.status == budget.status {
                break;
            }
        }
    }
    let used = functions().into_iter().map(|function| (function.clone(), fixtures.app.used_by(&function)));
    Measured { budget, status: answer.status, cost: answer.cost, used: used.collect() }
}

#[test]
fn every_route_has_a_budget_and_every_budget_a_route() {
    let routes: BTreeSet<_> = routes().into_iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    let budgeted: BTreeSet<_> = budgets().map(|budget| budget.route.to_owned()).collect();
    let missing: Vec<_> = routes.difference(&budgeted).collect();
    let extra: Vec<_> = budgeted.difference(&routes).collect();
    assert!(missing.is_empty() && extra.is_empty(), "without a budget: {missing:?}; without a route: {extra:?}");
}

#[tokio::test]
async fn no_route_costs_more_than_its_budget() {
    let mut over = Vec::new();
    println!("{:<44} {:<34} {:>12} {:>14} {:>14}", "route", "case", "trips", "RCU", "WCU");
    for Measured { budget, status, cost, .. } in measured().await {
        let Cost { trips, rcu, wcu } = cost;
        let line = format!(
            "{:<44} {:<34} {trips:>5} of {:<4} {rcu:>5} of {:<5} {wcu:>5} of {:<5}",
            budget.route, budget.case, budget.trips, budget.rcu, budget.wcu
        );
        println!("{line}");
        if *status != budget.status {
            over.push(format!("{line}: status {status}"));
        } else if *trips > budget.trips || *rcu > budget.rcu || *wcu > budget.wcu {
            over.push(line);
        } else if *trips == 0 && budget.trips > 0 {
            over.push(format!("{line}: not measured"));
        }
    }
    assert!(over.is_empty(), "over budget:\n{}", over.join("\n"));
}

/// The measured calls and their fixtures use every right of the functions that serve routes.
#[tokio::test]
async fn no_function_has_a_right_that_none_of_its_routes_uses() {
    let mut never_used = BTreeMap::new();
    let with_routes: BTreeSet<_> = routes().into_iter().map(|route| route.function).collect();
    for function in with_routes {
        let used = measured().await.iter().flat_map(|measured| measured.used[&function].clone()).collect();
        let unused = unused(&function, &used);
        if !unused.is_empty() {
            never_used.insert(function, unused);
        }
    }
    assert!(never_used.is_empty(), "no route needs {never_used:#?}");
}
