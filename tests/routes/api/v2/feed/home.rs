//! `GET /api/v2/feed/`

use std::time::Duration;

use serde_json::json;
use shared::domain::Mode;
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestUser, config};

use crate::api::v2::post::{members, publish_text};

/// The ids of all posts in a user's home feed, read page by page.
pub async fn feed(reader: &TestUser) -> Vec<u64> {
    let mut found = Vec::new();
    let mut path = "/api/v2/feed/?limit=4".to_owned();
    loop {
        let page = reader.get(&path).await.expect(200).json();
        for entry in page["results"].as_array().unwrap() {
            let kind = entry["type"].as_str().unwrap();
            assert_eq!(entry.as_object().unwrap().len(), 5, "{entry}");
            assert_eq!(entry[kind]["type"], kind);
            found.push(entry[kind]["id"].as_u64().unwrap());
        }
        let Some(next) = page["next"].as_str() else { return found };
        path = next.strip_prefix("http://kith.test").unwrap().to_owned();
    }
}

async fn connect(one: &TestUser, other: &TestUser) {
    one.post(&other.path("connection/request/")).await.expect(200);
    other.post(&one.path("connection/accept/")).await.expect(200);
}

/// Publishes a post with a later time than the one before.
async fn publish_later(app: &App, author: &TestUser) -> u64 {
    app.state.clock.advance(Duration::from_millis(2));
    publish_text(author, "x").await
}

#[tokio::test]
async fn shows_posts_of_followed_and_connected_users() {
    let app = App::new().await;
    let [reader, followed, friend, stranger] = members(&app, ["reader", "followed", "friend", "stranger"]).await;
    reader.post(&followed.path("follow/")).await.expect(201);
    stranger.post(&reader.path("follow/")).await.expect(201);
    connect(&friend, &reader).await;
    app.settle().await;
    let mut posts = Vec::new();
    for author in [&followed, &stranger, &friend, &reader, &followed] {
        posts.push(publish_later(&app, author).await);
    }
    app.settle().await;
    assert_eq!(feed(&reader).await, [posts[4], posts[2], posts[0]]);
    // Connections are mutual.
    assert_eq!(feed(&friend).await, [posts[3]]);
    assert_eq!(feed(&followed).await, [0; 0]);
    let page = reader.get("/api/v2/feed/home/").await.expect(200).json();
    assert_eq!(page["count"], 3);
    app.get("/api/v2/feed/").await.expect(401);
    assert_eq!(reader.get("/api/v2/feed/?limit=x").await.expect(400).invalid_fields(), ["limit"]);
}

#[tokio::test]
async fn a_new_edge_adds_the_newest_20_posts_and_its_end_removes_them() {
    let app = App::new().await;
    let [reader, author] = members(&app, ["reader", "author"]).await;
    let mut posts = Vec::new();
    for _ in 0..23 {
        posts.push(publish_later(&app, &author).await);
    }
    app.settle().await;
    reader.post(&author.path("follow/")).await.expect(201);
    app.settle().await;
    let newest: Vec<u64> = posts.iter().rev().take(20).copied().collect();
    assert_eq!(feed(&reader).await, newest);
    // One of the two edges is enough.
    connect(&reader, &author).await;
    app.settle().await;
    reader.post(&author.path("follow/")).await.expect(201);
    app.settle().await;
    assert_eq!(feed(&reader).await, newest);
    author.post(&reader.path("connection/remove/")).await.expect(200);
    app.settle().await;
    assert_eq!(feed(&reader).await, [0; 0]);
}

#[tokio::test]
async fn posts_of_a_hidden_user_leave_at_once_and_return_with_the_user() {
    let app = App::new().await;
    let [reader, author] = members(&app, ["reader", "author"]).await;
    reader.post(&author.path("follow/")).await.expect(201);
    app.settle().await;
    let first = publish_later(&app, &author).await;
    app.settle().await;
    assert_eq!(feed(&reader).await, [first]);
    reader.post(&author.path("hide/")).await.expect(201);
    // The feed is empty before events have settled and stays empty afterwards.
    assert_eq!(feed(&reader).await, [0; 0]);
    let second = publish_later(&app, &author).await;
    app.settle().await;
    assert_eq!(feed(&reader).await, [0; 0]);
    reader.post(&author.path("hide/")).await.expect(201);
    app.settle().await;
    assert_eq!(feed(&reader).await, [second, first]);
}

#[tokio::test]
async fn deleted_posts_and_posts_of_deleted_users_leave() {
    let app = App::new().await;
    let [reader, soft, hard] = members(&app, ["reader", "soft", "hard"]).await;
    let admin = app.superuser("admin").await;
    for author in [&soft, &hard] {
        reader.post(&author.path("follow/")).await.expect(201);
    }
    let (kept, deleted, other) =
        (publish_later(&app, &soft).await, publish_later(&app, &soft).await, publish_later(&app, &hard).await);
    app.settle().await;
    assert_eq!(feed(&reader).await, [other, deleted, kept]);
    soft.delete(&format!("/api/v2/post/{deleted}/")).await.expect(204);
    assert_eq!(feed(&reader).await, [other, kept]);
    admin.delete(&hard.path("?hard=1")).await.expect(204);
    app.settle().await;
    assert_eq!(feed(&reader).await, [kept]);
    // The soft deletion ends the follow.
    admin.delete(&soft.path("")).await.expect(204);
    app.settle().await;
    assert_eq!(feed(&reader).await, [0; 0]);
}

#[tokio::test]
async fn works_in_every_community_mode() {
    for (mode, followed) in [(Mode::Follow, true), (Mode::Friendship, false)] {
        let app = App::with(Config { mode, ..config() }).await;
        let [reader, author] = members(&app, ["reader", "author"]).await;
        if followed {
            reader.post(&author.path("follow/")).await.expect(201);
        } else {
            connect(&reader, &author).await;
        }
        let post = publish_later(&app, &author).await;
        app.settle().await;
        assert_eq!(feed(&reader).await, [post]);
    }
}

#[tokio::test]
async fn shows_the_readers_own_votes_in_polls() {
    let app = App::new().await;
    let [reader, author] = members(&app, ["reader", "author"]).await;
    reader.post(&author.path("follow/")).await.expect(201);
    let (id, choices) = crate::api::v2::post::publish_poll(&author, false, 2).await;
    let vote = json!({"choice": choices[1]});
    reader.post(&format!("/api/v2/post/{id}/poll/vote/")).json(&vote).await.expect(204);
    app.settle().await;
    let page = reader.get("/api/v2/feed/").await.expect(200).json();
    let poll = &page["results"][0]["post"]["poll"];
    assert_eq!(poll["votes"][0]["choice"], choices[1]);
    assert_eq!(poll["choices"][1]["count_votes"], 1);
}

#[tokio::test]
async fn own_posts_and_own_votes_are_there_when_asked_for() {
    let app = App::new().await;
    let [reader, author] = members(&app, ["reader", "author"]).await;
    reader.post(&author.path("follow/")).await.expect(201);
    app.settle().await;
    let mut posts = Vec::new();
    for author in [&author, &reader, &author, &reader, &reader] {
        posts.insert(0, publish_later(&app, author).await);
    }
    reader.post(&format!("/api/v2/post/{}/vote/", posts[0])).await.expect(204);
    author.post(&format!("/api/v2/post/{}/vote/", posts[1])).await.expect(204);
    reader.delete(&format!("/api/v2/post/{}/", posts.remove(3))).await.expect(204);
    app.settle().await;
    assert_eq!(feed(&reader).await, [posts[2], posts[3]]);
    for (path, count) in [("/api/v2/feed/", 2), ("/api/v2/feed/?own=1", 4)] {
        assert_eq!(reader.get(path).await.expect(200).json()["count"], count, "{path}");
    }

    // Pages keep the parameters, in both directions.
    let (mut path, mut found, mut voted) = ("/api/v2/feed/?own=1&voted=true&limit=3".to_owned(), vec![], vec![]);
    loop {
        let page = reader.get(&path).await.expect(200).json();
        for entry in page["results"].as_array().unwrap() {
            found.push(entry["post"]["id"].as_u64().unwrap());
            voted.push(entry["post"]["voted"].as_bool().unwrap());
        }
        let Some(next) = page["next"].as_str() else { break };
        path = next.strip_prefix("http://kith.test").unwrap().to_owned();
    }
    assert_eq!((found, voted), (posts.clone(), vec![true, false, false, false]));

    // The other places that show posts.
    let one = format!("/api/v2/post/{}/", posts[0]);
    let of = |post: &serde_json::Value| post.get("voted").and_then(serde_json::Value::as_bool);
    for (path, pointer) in [
        (one.clone(), ""),
        (reader.path("feed/"), "/results/0"),
        ("/api/v2/feed/explore/".to_owned(), "/results/0/post"),
    ] {
        let shown = |body: serde_json::Value| of(body.pointer(pointer).unwrap());
        assert_eq!(shown(reader.get(&format!("{path}?voted=1")).await.expect(200).json()), Some(true), "{path}");
        assert_eq!(shown(author.get(&format!("{path}?voted=1")).await.expect(200).json()), Some(false), "{path}");
        assert_eq!(shown(app.get(&format!("{path}?voted=1")).await.expect(200).json()), Some(false), "{path}");
        // The parameter changes nothing.
        for params in ["", "?voted=0", "?voted="] {
            let voted = shown(reader.get(&format!("{path}{params}")).await.expect(200).json());
            assert_eq!(voted, Some(true), "{path}{params}");
        }
        assert_eq!(reader.get(&format!("{path}?voted=x")).await.expect(400).invalid_fields(), ["voted"]);
    }
    assert_eq!(reader.get("/api/v2/feed/home/?own=x").await.expect(400).invalid_fields(), ["own"]);
}

/// The audience is larger than one page of feed delivery.
#[tokio::test]
async fn a_post_reaches_an_audience_of_several_pages() {
    let app = App::new().await;
    let [author, friend] = members(&app, ["author", "friend"]).await;
    connect(&author, &friend).await;
    let mut fans = Vec::new();
    for n in 0..230 {
        let fan = app.user(&format!("fan_{n}")).await;
        let edge = shared::domain::Edge {
            from: fan.id,
            to: author.id,
            id: shared::domain::Id::generate(app.state.clock.now()),
        };
        assert!(app.state.store.edges(shared::domain::EdgeKind::Follow).create(edge).await.unwrap());
        fans.push(fan);
    }
    app.settle().await;
    let post = publish_later(&app, &author).await;
    app.settle().await;
    for reader in fans.iter().step_by(40).chain([&fans[229], &friend]) {
        assert_eq!(feed(reader).await, [post]);
    }
    let mut missing = 0;
    for fan in &fans {
        missing += usize::from(app.state.store.feeds().count(fan.id).await.unwrap() != 1);
    }
    assert_eq!(missing, 0);
}
