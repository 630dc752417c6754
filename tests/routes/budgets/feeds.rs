//! A page of the home feed, whatever its reader follows.

use std::time::Duration;

use shared::domain::feed::PULL_AUTHORS_MAX;
use shared::domain::{Content, FeedEntry, Id, Poll, Post, PostKind};
use shared::store::{BALLOTS_MAX, PollState};
use tests::{App, Person, Routes as _};

/// Published by one whose posts are looked up, or written into the reader's feed.
async fn publish(app: &App, author: &Person, poll: bool, into: Option<&Person>) -> Post {
    app.state.clock.advance(Duration::from_millis(1));
    let now = app.state.clock.now();
    let poll =
        poll.then(|| Poll::new(Id::generate(now), "?".to_owned(), ["a", "b"].map(str::to_owned).to_vec(), false));
    let html = "<p>x</p>".to_owned();
    let post = Post::new(Id::generate(now), PostKind::Post, author.id, Content { html, poll, ..Content::default() });
    assert!(app.state.store.posts().publish(&post).await.unwrap());
    if let Some(reader) = into {
        app.state.store.feeds().deliver(FeedEntry::of(&post), &[reader.id], now).await.unwrap();
    }
    post
}

async fn vote(app: &App, voter: &Person, post: &Post) {
    let poll = post.content.poll.clone().unwrap();
    let (choice, id) = (poll.choices[0].id, Id::generate(app.state.clock.now()));
    let before = PollState { poll, votes: Vec::new() };
    app.state.store.ballots().toggle_vote((post.id, voter.id), before, choice, id).await.unwrap();
}

/// The most that a page can need: a hundred big authors; twenty polls of twenty authors, four of whom are looked up, with
/// a vote of the reader's in each; as many votes in polls between them as are read; more entries than are counted.
#[tokio::test]
async fn the_dearest_page_of_20_is_within_3_trips_and_30_rcu() {
    let app = App::new().await;
    let reader = app.member("reader").await;
    let mut authors = Vec::new();
    for n in 0..=PULL_AUTHORS_MAX {
        app.state.clock.advance(Duration::from_millis(1));
        authors.push(app.member(&format!("author_{n}")).await);
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
        // One less than would end the page.
        if n < BALLOTS_MAX - 21 {
            vote(&app, &reader, &publish(&app, &stranger, true, None).await).await;
        }
    }
    for visited in [false, true] {
        let answer = reader.get("/api/v2/feed/").await.expect(200);
        let page = answer.json();
        let results = page["results"].as_array().unwrap();
        assert_eq!(results.len(), 20);
        let mut whose: Vec<u64> = results.iter().map(|unit| unit["post"]["author"]["id"].as_u64().unwrap()).collect();
        whose.sort_unstable();
        whose.dedup();
        assert_eq!(whose.len(), 20);
        assert!(results.iter().all(|unit| unit["post"]["poll"]["votes"].as_array().unwrap().len() == 1));
        println!("the dearest page of 20 of the home feed, visited before: {visited}: {:?}", answer.cost);
        assert!(answer.cost.trips <= 3 && answer.cost.rcu <= 30.0, "{:?}", answer.cost);
        assert!(answer.cost.wcu <= if visited { 0.0 } else { 1.0 }, "{:?}", answer.cost);
    }
}
