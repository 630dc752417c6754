//! `GET /api/v2/feed/`: posts of pull authors, who have too many readers for their posts to be written into feeds. They
//! are merged in when a feed is read, or fetched a moment later.

use std::time::Duration;

use fanout::Fanout;
use tests::{App, Routes as _, TestUser};

use super::home::feed;
use crate::api::v2::post::{members, publish_text};

/// The largest audience whose feeds posts are written into, in these tests.
const AUDIENCE_MAX: u64 = 2;

async fn settle(app: &App) {
    let fanout = Fanout::new(app.acting_as("fanout").store, app.state.clock.clone());
    app.settle_by(&fanout.with_audience_max(AUDIENCE_MAX)).await;
}

async fn publish_later(app: &App, author: &TestUser) -> u64 {
    app.state.clock.advance(Duration::from_millis(2));
    publish_text(author, "x").await
}

async fn written_entries(app: &App, reader: &TestUser) -> usize {
    app.state.store.feeds().count(reader.id).await.unwrap()
}

#[tokio::test]
async fn posts_of_pull_authors_are_merged_with_the_others() {
    let app = App::new().await;
    let [star, small, a, b, c] = members(&app, ["star", "small", "a", "b", "c"]).await;
    for fan in [&a, &b] {
        fan.post(&star.path("follow/")).await.expect(201);
    }
    a.post(&small.path("follow/")).await.expect(201);
    settle(&app).await;
    let mut posts = vec![publish_later(&app, &star).await];
    settle(&app).await;
    assert_eq!([written_entries(&app, &a).await, written_entries(&app, &c).await], [1, 0]);
    // The third reader makes `star` a pull author: later posts are looked up. The post that was written into feeds
    // before stays there and is shown once.
    c.post(&star.path("follow/")).await.expect(201);
    settle(&app).await;
    for author in [&star, &small, &star, &small, &star, &star] {
        posts.push(publish_later(&app, author).await);
        settle(&app).await;
    }
    posts.reverse();
    assert_eq!(feed(&a).await, posts);
    assert_eq!([written_entries(&app, &a).await, written_entries(&app, &b).await], [3, 1]);
    let of_star: Vec<u64> = [0, 1, 3, 5, 6].map(|n| posts[n]).to_vec();
    assert_eq!(feed(&b).await, of_star);
    assert_eq!(feed(&c).await, of_star);
    // `star` remains a pull author when readers leave.
    b.post(&star.path("follow/")).await.expect(201);
    c.post(&star.path("hide/")).await.expect(201);
    settle(&app).await;
    let last = publish_later(&app, &star).await;
    settle(&app).await;
    assert_eq!(written_entries(&app, &a).await, 3);
    assert_eq!(feed(&a).await[0], last);
    assert_eq!([feed(&b).await, feed(&c).await], [[0; 0], [0; 0]]);
    c.post(&star.path("hide/")).await.expect(201);
    settle(&app).await;
    assert_eq!(feed(&c).await, [&[last][..], &of_star].concat());
    // A new reader gets all posts.
    b.post(&star.path("follow/")).await.expect(201);
    settle(&app).await;
    assert_eq!(feed(&b).await, [&[last][..], &of_star].concat());
    star.delete(&format!("/api/v2/post/{last}/")).await.expect(204);
    settle(&app).await;
    assert_eq!(feed(&b).await, of_star);
}

/// The reader follows more pull authors than are looked up with a page. The posts of the others appear a moment after
/// the reader loads the feed.
#[tokio::test]
async fn posts_of_further_pull_authors_are_fetched_after_the_feed_is_read() {
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
        posts.insert(0, publish_later(&app, star).await);
    }
    settle(&app).await;
    // The posts of the first four authors are there at once.
    let at_once: Vec<u64> = [0, 1, 2, 3].iter().flat_map(|n| [posts[11 - n], posts[5 - n]]).collect();
    let found = feed(&a).await;
    assert!(found.iter().all(|post| at_once.contains(post)) && found.len() == 8, "{found:?}");
    // The others appear a moment later, and only for the reader who loaded the feed.
    settle(&app).await;
    assert_eq!(feed(&a).await, posts);
    assert_eq!([written_entries(&app, &a).await, written_entries(&app, &b).await], [12, 0]);
    // Posts are not fetched again within a minute.
    let last = publish_later(&app, &stars[5]).await;
    settle(&app).await;
    assert_eq!(feed(&a).await, posts);
    settle(&app).await;
    assert_eq!(feed(&a).await, posts);
    app.state.clock.advance(Duration::from_secs(60));
    feed(&a).await;
    settle(&app).await;
    assert_eq!(feed(&a).await, [&[last][..], &posts].concat());
    // Fetched posts leave the feed with the follow.
    a.post(&stars[5].path("follow/")).await.expect(201);
    settle(&app).await;
    let without: Vec<u64> = posts.iter().copied().filter(|post| *post != posts[0] && *post != posts[6]).collect();
    assert_eq!(feed(&a).await, without);
    // A new reader of all six authors has all their posts from the start.
    let [d] = members(&app, ["d"]).await;
    for star in &stars {
        d.post(&star.path("follow/")).await.expect(201);
    }
    settle(&app).await;
    assert_eq!(feed(&d).await, [&[last][..], &posts].concat());
}

/// A pull author of three followers who has published a post, and one of the followers.
async fn star_and_fan(app: &App) -> [TestUser; 2] {
    let [star, a, b, c] = members(app, ["star", "a", "b", "c"]).await;
    for fan in [&a, &b, &c] {
        fan.post(&star.path("follow/")).await.expect(201);
    }
    settle(app).await;
    publish_later(app, &star).await;
    settle(app).await;
    [star, a]
}

#[tokio::test]
async fn posts_of_pull_authors_notify_no_one() {
    let app = App::new().await;
    let [_, a] = star_and_fan(&app).await;
    assert_eq!(feed(&a).await.len(), 1);
    let unseen = a.get("/api/v2/user/me/unseen/").await.expect(200).json();
    assert_eq!(unseen["total"], 0);
}

#[tokio::test]
async fn a_tag_names_the_authors_whose_posts_were_looked_up() {
    let app = App::new().await;
    let [star, a] = star_and_fan(&app).await;
    let now = app.state.clock.now().as_second() as u64 + a.id.get() % 60;
    app.state.clock.advance(Duration::from_secs(60 - now % 60));
    let tag = a.get("/api/v2/feed/").await.expect(200).header("etag").to_owned();
    assert!(tag.contains(&star.id.to_string()), "{tag}");
    let unchanged = a.get("/api/v2/feed/").header("if-none-match", &tag).await.expect(304);
    assert_eq!((unchanged.cost.trips, unchanged.cost.rcu), (1, 2.0));
    publish_later(&app, &star).await;
    settle(&app).await;
    a.get("/api/v2/feed/").header("if-none-match", &tag).await.expect(200);
}
