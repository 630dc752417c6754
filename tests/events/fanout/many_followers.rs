//! The cost of follows and of follower pages for a user with many followers.
//!
//! The tests run on one thread: with more, a response may arrive before a request has sent all its concurrent reads,
//! and the meter would count one more round trip.

use std::time::Instant;

use futures::stream::{StreamExt as _, iter};
use shared::domain::graph::edge::Edge;
use shared::domain::{Id, UserId};
use shared::dynamo::capacity::Cost;
use tests::{App, Routes as _, TestUser};

use crate::delivery::{followers, list_all};

#[tokio::test]
async fn follows_64_at_a_time_are_all_counted_at_a_flat_cost() {
    let app = App::new().await;
    let star = app.user("star").await;
    let names: Vec<String> = (0..1_000).map(|n| format!("fan_{n}")).collect();
    let fans: Vec<_> = iter(&names).map(|name| app.user(name)).buffer_unordered(16).collect().await;
    let start = Instant::now();
    let path = &star.path("follow/");
    let follow = async |fan: &TestUser| fan.post(path).await.expect(201).cost;
    let answers: Vec<Cost> = iter(&fans).map(follow).buffer_unordered(64).collect().await;
    let accepted = start.elapsed();
    app.settle().await;
    println!("1,000 follows in {accepted:?}, settled after {:?}", start.elapsed());
    assert_eq!(followers(&app, &star).await, 1_000);
    assert_eq!(list_all(&app, star.id, "followers").await.len(), 1_000);
    let over_budget: Vec<_> =
        answers.iter().filter(|cost| cost.wcu > 3.0 || cost.rcu > 2.5 || cost.trips > 2).collect();
    assert!(over_budget.is_empty(), "{} of 1,000: {over_budget:?}", over_budget.len());
}

const EDGES: u64 = 20_000;
const PAGE: u64 = 20;
const FAR_PAGE: u64 = 500;

/// Only the followers on the two pages have accounts; the others are edges alone. Creating the edges takes the embedded
/// engine about twenty seconds.
#[tokio::test]
async fn page_500_of_20_000_followers_costs_the_same_as_page_1() {
    let app = App::new().await;
    let star = app.user("star").await;
    let shown = |page: u64| EDGES - page * PAGE..EDGES - (page - 1) * PAGE;
    let mut edges = Vec::new();
    for n in 0..EDGES {
        let from = if shown(1).contains(&n) || shown(FAR_PAGE).contains(&n) {
            app.user(&format!("fan_{n}")).await.id
        } else {
            UserId::try_from(1_000_000 + n).unwrap()
        };
        edges.push(Edge { from, to: star.id, id: Id::try_from((1 << 40) + (n << 12)).unwrap() });
    }
    let start = Instant::now();
    let store = &app.state.store;
    let made: Vec<bool> =
        iter(edges).map(async |edge| store.follows().create(edge).await.unwrap()).buffer_unordered(32).collect().await;
    assert!(made.into_iter().all(|made| made));
    println!("{EDGES} edges in {:?}", start.elapsed());

    let mut path = star.path("followers/");
    let mut costs: Vec<Cost> = Vec::new();
    for page in 1..=FAR_PAGE {
        let answer = app.get(&path).await.expect(200);
        let body = answer.json();
        if page == 1 || page == FAR_PAGE {
            assert_eq!(body["results"].as_array().unwrap().len() as u64, PAGE);
            costs.push(answer.cost);
        }
        path = body["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap().to_owned();
    }
    println!("{costs:?}");
    assert_eq!(costs[0], costs[1]);
    assert!(costs[0].rcu <= 22.0 && costs[0].wcu == 0.0 && costs[0].trips <= 2, "{costs:?}");
}
