//! Authors whom more read than feeds are written for: their posts are merged in when a feed is read, or fetched.

use std::time::Duration;

use fanout::Fanout;
use tests::{App, Person, Routes as _};

use super::home::feed;
use crate::api::v2::post::{members, say};

/// Readers up to which posts are written into feeds, here.
const AUDIENCE_MAX: u64 = 2;

async fn settle(app: &App) {
    let fanout = Fanout::new(app.acting_as("fanout").store, app.state.clock.clone());
    app.settle_by(&fanout.with_audience_max(AUDIENCE_MAX)).await;
}

async fn say_later(app: &App, author: &Person) -> u64 {
    app.state.clock.advance(Duration::from_millis(2));
    say(author, "x").await
}

async fn written(app: &App, reader: &Person) -> usize {
    app.state.store.feeds().count(reader.id).await.unwrap()
}

#[tokio::test]
async fn the_posts_of_big_authors_are_looked_up_and_merged_with_the_others() {
    let app = App::new().await;
    let [star, small, a, b, c] = members(&app, ["star", "small", "a", "b", "c"]).await;
    for fan in [&a, &b] {
        fan.post(&star.path("follow/")).await.expect(201);
    }
    a.post(&small.path("follow/")).await.expect(201);
    settle(&app).await;
    let mut posts = vec![say_later(&app, &star).await];
    settle(&app).await;
    assert_eq!([written(&app, &a).await, written(&app, &c).await], [1, 0]);
    // One reader more: what is published from now on is looked up, and what was written stays, once.
    c.post(&star.path("follow/")).await.expect(201);
    settle(&app).await;
    for author in [&star, &small, &star, &small, &star, &star] {
        posts.push(say_later(&app, author).await);
        settle(&app).await;
    }
    posts.reverse();
    assert_eq!(feed(&a).await, posts);
    assert_eq!([written(&app, &a).await, written(&app, &b).await], [3, 1]);
    let of_star: Vec<u64> = [0, 1, 3, 5, 6].map(|n| posts[n]).to_vec();
    assert_eq!(feed(&b).await, of_star);
    assert_eq!(feed(&c).await, of_star);
    // It stays so when readers leave.
    b.post(&star.path("follow/")).await.expect(201);
    c.post(&star.path("hide/")).await.expect(201);
    settle(&app).await;
    let last = say_later(&app, &star).await;
    settle(&app).await;
    assert_eq!(written(&app, &a).await, 3);
    assert_eq!(feed(&a).await[0], last);
    assert_eq!([feed(&b).await, feed(&c).await], [[0; 0], [0; 0]]);
    c.post(&star.path("hide/")).await.expect(201);
    settle(&app).await;
    assert_eq!(feed(&c).await, [&[last][..], &of_star].concat());
    // A new reader.
    b.post(&star.path("follow/")).await.expect(201);
    settle(&app).await;
    assert_eq!(feed(&b).await, [&[last][..], &of_star].concat());
    star.delete(&format!("/api/v2/post/{last}/")).await.expect(204);
    settle(&app).await;
    assert_eq!(feed(&b).await, of_star);
}

/// More big authors than are looked up: who comes to the feed finds what those published a moment later.
#[tokio::test]
async fn the_posts_of_more_big_authors_are_fetched_for_a_reader_who_has_come() {
    let app = App::new().await;
    let names = ["s0", "s1", "s2", "s3", "s4", "s5"];
    let stars = members(&app, names).await;
    let [a, b, c] = members(&app, ["a", "b", "c"]).await;
    for star in &stars {
        for fan in [&a, &b, &c] {
            fan.post(&star.path("follow/")).await.expect(201);
        }
    }
    settle(&app).await;
    let mut posts = Vec::new();
    for star in stars.iter().chain(&stars) {
        posts.insert(0, say_later(&app, star).await);
    }
    settle(&app).await;
    // Those of the first four are there at once.
    let at_once: Vec<u64> = [0, 1, 2, 3].iter().flat_map(|n| [posts[11 - n], posts[5 - n]]).collect();
    let found = feed(&a).await;
    assert!(found.iter().all(|post| at_once.contains(post)) && found.len() == 8, "{found:?}");
    // The others a moment later, and for nobody who has not come.
    settle(&app).await;
    assert_eq!(feed(&a).await, posts);
    assert_eq!([written(&app, &a).await, written(&app, &b).await], [12, 0]);
    // Within a minute it is not done again.
    let last = say_later(&app, &stars[5]).await;
    settle(&app).await;
    assert_eq!(feed(&a).await, posts);
    settle(&app).await;
    assert_eq!(feed(&a).await, posts);
    app.state.clock.advance(Duration::from_secs(60));
    feed(&a).await;
    settle(&app).await;
    assert_eq!(feed(&a).await, [&[last][..], &posts].concat());
    // What was fetched goes with the follow.
    a.post(&stars[5].path("follow/")).await.expect(201);
    settle(&app).await;
    let without: Vec<u64> = posts.iter().copied().filter(|post| *post != posts[0] && *post != posts[6]).collect();
    assert_eq!(feed(&a).await, without);
    // A new reader of all of them has their posts from the first.
    let [d] = members(&app, ["d"]).await;
    for star in &stars {
        d.post(&star.path("follow/")).await.expect(201);
    }
    settle(&app).await;
    assert_eq!(feed(&d).await, [&[last][..], &posts].concat());
}

#[tokio::test]
async fn nobody_is_notified_of_a_big_authors_posts() {
    let app = App::new().await;
    let [star, a, b, c] = members(&app, ["star", "a", "b", "c"]).await;
    for fan in [&a, &b, &c] {
        fan.post(&star.path("follow/")).await.expect(201);
    }
    settle(&app).await;
    say_later(&app, &star).await;
    settle(&app).await;
    assert_eq!(feed(&a).await.len(), 1);
    let unseen = a.get("/api/v2/user/me/unseen/").await.expect(200).json();
    assert_eq!(unseen["total"], 0);
}
