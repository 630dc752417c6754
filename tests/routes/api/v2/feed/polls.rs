//! `GET /api/v2/feed/`: the reader's own votes, where there are many polls.

use std::time::Duration;

use shared::domain::{Content, Id, Poll, Post, PostKind, Toggle};
use shared::store::{BALLOTS_MAX, KeyClaim, PollState};
use tests::{App, Routes as _, TestUser};

use crate::api::v2::post::members;
use crate::walks::there_and_back;

/// Publishes a poll, directly in the store.
async fn publish_poll(app: &App, author: &TestUser) -> Post {
    app.state.clock.advance(Duration::from_millis(1));
    let now = app.state.clock.now();
    let poll = Some(Poll::new(Id::generate(now), "?".to_owned(), ["a", "b"].map(str::to_owned).to_vec(), false));
    let post = Post::new(Id::generate(now), PostKind::Post, author.id, Content { poll, ..Content::default() });
    assert!(app.state.store.posts().publish(&post, &KeyClaim::none()).await.unwrap());
    post
}

async fn vote(app: &App, voter: &TestUser, post: &Post) {
    let poll = post.content.poll.clone().unwrap();
    let (choice, id) = (poll.choices[0].id, Id::generate(app.state.clock.now()));
    let before = PollState { kind: post.kind, poll, votes: Vec::new() };
    app.state.store.ballots().toggle_vote(Toggle::Flip, (post.id, voter.id), before, choice, id).await.unwrap();
}

/// Between two polls of the feed, the reader voted in more other polls than are read with a page.
#[tokio::test]
async fn a_page_ends_where_own_votes_are_unknown_and_the_next_one_continues() {
    let app = App::new().await;
    let [reader, author, stranger] = members(&app, ["reader", "author", "stranger"]).await;
    reader.post(&author.path("follow/")).await.expect(201);
    app.settle().await;
    let mut polls = Vec::new();
    for others in [0, BALLOTS_MAX + 5, 3, 2 * BALLOTS_MAX] {
        for _ in 0..others {
            vote(&app, &reader, &publish_poll(&app, &stranger).await).await;
        }
        let post = publish_poll(&app, &author).await;
        vote(&app, &reader, &post).await;
        polls.insert(0, post.id.get());
    }
    app.settle().await;
    let (mut found, mut sizes, mut path) = (Vec::new(), Vec::new(), "/api/v2/feed/".to_owned());
    loop {
        let page = reader.get(&path).await.expect(200);
        assert!(page.cost.trips <= 3, "{:?}", page.cost);
        let page = page.json();
        let results = page["results"].as_array().unwrap();
        sizes.push(results.len());
        for entry in results {
            assert_eq!(entry["post"]["poll"]["votes"].as_array().unwrap().len(), 1, "{entry}");
            found.push(entry["post"]["id"].as_u64().unwrap());
        }
        let Some(next) = page["next"].as_str() else { break };
        path = next.strip_prefix("http://kith.test").unwrap().to_owned();
    }
    assert_eq!(found, polls);
    assert_eq!(sizes, [1, 2, 1]);
    // The way back has the same entries, with the same votes.
    let there = there_and_back(&reader, "/api/v2/feed/").await;
    assert_eq!(there.iter().map(Vec::len).collect::<Vec<_>>(), sizes);
}
