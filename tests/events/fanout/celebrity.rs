//! A user whom many follow.
//!
//! On one thread: with more, an answer may be there before a request has asked for all that it reads at the same time,
//! and the meter would count that as one trip more.

use std::time::Instant;

use futures::stream::{StreamExt as _, iter};
use shared::domain::graph::edge::Edge;
use shared::domain::{Id, UserId};
use shared::dynamo::capacity::Cost;
use tests::{App, Person, Routes as _};

use crate::delivery::{followers, walk};

#[tokio::test]
async fn a_thousand_follows_64_at_a_time_are_all_there_and_cost_the_same() {
    let app = App::new().await;
    let star = app.member("star").await;
    let names: Vec<String> = (0..1_000).map(|n| format!("fan_{n}")).collect();
    let fans: Vec<_> = iter(&names).map(|name| app.member(name)).buffer_unordered(16).collect().await;
    let start = Instant::now();
    let path = &star.path("follow/");
    let follow = async |fan: &Person| fan.post(path).await.expect(201).cost;
    let answers: Vec<Cost> = iter(&fans).map(follow).buffer_unordered(64).collect().await;
    let followed = start.elapsed();
    app.settle().await;
    println!("1,000 follows in {followed:?}, settled after {:?}", start.elapsed());
    assert_eq!(followers(&app, &star).await, 1_000);
    assert_eq!(walk(&app, star.id, "followers").await.len(), 1_000);
    let dear: Vec<_> = answers.iter().filter(|cost| cost.wcu > 3.0 || cost.rcu > 2.5 || cost.trips > 2).collect();
    assert!(dear.is_empty(), "{} of 1,000: {dear:?}", dear.len());
}

const EDGES: u64 = 20_000;
const PAGE: u64 = 20;
const FAR_PAGE: u64 = 500;

/// The accounts of those on the two pages are there, and nothing but an edge of all the others. Making these takes the
/// embedded engine some twenty seconds.
#[tokio::test]
async fn page_1_and_page_500_of_20_000_followers_cost_the_same() {
    let app = App::new().await;
    let star = app.member("star").await;
    let shown = |page: u64| EDGES - page * PAGE..EDGES - (page - 1) * PAGE;
    let mut edges = Vec::new();
    for n in 0..EDGES {
        let from = if shown(1).contains(&n) || shown(FAR_PAGE).contains(&n) {
            app.member(&format!("fan_{n}")).await.id
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
