//! The most expensive page of the home feed.

use std::time::Duration;

use shared::domain::feed::PULL_AUTHORS_MAX;
use shared::domain::{Content, FeedEntry, Id, Poll, Post, PostKind, Toggle};
use shared::store::{BALLOTS_MAX, KeyClaim, PollState};
use tests::{App, Routes as _, TestUser};

/// Publishes a post, and delivers it to a reader unless they read the posts of its author on demand.
async fn publish(app: &App, author: &TestUser, poll: bool, deliver_to: Option<&TestUser>) -> Post {
    app.state.clock.advance(Duration::from_millis(1));
    let now = app.state.clock.now();
    let poll =
        poll.then(|| Poll::new(Id::generate(now), "?".to_owned(), ["a", "b"].map(str::to_owned).to_vec(), false));
    let html = "<p>x</p>".to_owned();
    let post = Post::new(Id::generate(now), PostKind::Post, author.id, Content { html, poll, ..Content::default() });
    assert!(app.state.store.posts().publish(&post, &KeyClaim::none()).await.unwrap());
    if let Some(reader) = deliver_to {
        app.state.store.feeds().deliver(FeedEntry::of(&post), &[reader.id], now).await.unwrap();
    }
    post
}

async fn vote(app: &App, voter: &TestUser, post: &Post) {
    let poll = post.content.poll.clone().unwrap();
    let (choice, id) = (poll.choices[0].id, Id::generate(app.state.clock.now()));
    let before = PollState { kind: post.kind, poll, votes: Vec::new() };
    app.state.store.ballots().toggle_vote(Toggle::Flip, (post.id, voter.id), before, choice, id).await.unwrap();
}

/// A page reads the most for a reader who follows a hundred pull authors and has more feed entries than are counted, if it
/// has twenty polls of twenty authors, four of them pull authors, with a vote of the reader in each, and if the reader has
/// as many votes in other polls in between as one query reads.
#[tokio::test]
async fn the_most_expensive_page_of_20_takes_3_trips_and_50_rcu_at_most() {
    let app = App::new().await;
    let reader = app.user("reader").await;
    let mut authors = Vec::new();
    for n in 0..=PULL_AUTHORS_MAX {
        app.state.clock.advance(Duration::from_millis(1));
        authors.push(app.user(&format!("author_{n}")).await);
    }
    let stranger = authors.pop().unwrap();
    for author in &authors {
        app.state.store.pull_authors().add(author.id, &[reader.id]).await.unwrap();
    }
    for n in 0..120 {
        publish(&app, &authors[n % 4], false, None).await;
        publish(&app, &authors[4 + n % 16], false, Some(&reader)).await;
    }
    for (n, author) in authors[..20].iter().enumerate() {
        let post = publish(&app, author, true, (n >= 4).then_some(&reader)).await;
        vote(&app, &reader, &post).await;
        // One more would end the page early.
        if n < BALLOTS_MAX - 21 {
            vote(&app, &reader, &publish(&app, &stranger, true, None).await).await;
        }
    }
    for visited in [false, true] {
        let answer = reader.get("/api/v2/feed/").await.expect(200);
        let page = answer.json();
        let results = page["results"].as_array().unwrap();
        assert_eq!(results.len(), 20);
        let mut authors_shown: Vec<u64> =
            results.iter().map(|unit| unit["post"]["author"]["id"].as_u64().unwrap()).collect();
        authors_shown.sort_unstable();
        authors_shown.dedup();
        assert_eq!(authors_shown.len(), 20);
        assert!(results.iter().all(|unit| unit["post"]["poll"]["votes"].as_array().unwrap().len() == 1));
        println!("the most expensive page of 20 of the home feed, visited before: {visited}: {:?}", answer.cost);
        assert!(answer.cost.trips <= 3 && answer.cost.rcu <= 50.0, "{:?}", answer.cost);
        assert!(answer.cost.wcu <= if visited { 0.0 } else { 1.0 }, "{:?}", answer.cost);
    }
}
