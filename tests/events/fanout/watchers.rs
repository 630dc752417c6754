//! Pushes to sockets that watch a post.

use std::time::Duration;

use fanout::Fanout;
use realtime::{Realtime, Reply};
use serde_json::{Value, json};
use shared::domain::realtime::SOCKET_LIFETIME;
use shared::domain::realtime::subscription::{WATCHERS_MAX, Watcher};
use shared::domain::{Id, SocketId};
use tests::{Routes as _, TestUser};

use super::pushes::Pushing;
use crate::delivery::deliver_batch;

/// Sends a message of a socket that names a post. Returns the data of the response.
async fn ask(pushing: &Pushing, socket: &str, action: &str, post: u64) -> Value {
    let realtime = Realtime::new(pushing.app.acting_as("realtime"));
    let message = json!({"action": action, "post": post}).to_string();
    match realtime.receive(&SocketId::new(socket), &message, 0).await.expect("a reply") {
        Reply::Send(text) => serde_json::from_str::<Value>(&text).expect("JSON")["data"].clone(),
        other => panic!("{other:?}"),
    }
}

async fn subscribe(pushing: &Pushing, socket: &str, post: u64) {
    let expected = json!({"action": "subscribe", "post": post, "status": "subscribed"});
    assert_eq!(ask(pushing, socket, "subscribe", post).await, expected);
}

async fn publish(author: &TestUser) -> u64 {
    let post = author.post("/api/v2/post/").json(&json!({"text": "Summits"})).await.expect(201).json();
    post["id"].as_u64().expect("an id")
}

async fn comment(author: &TestUser, post: u64) -> u64 {
    let comment = author.post("/api/v2/comment/").json(&json!({"post": post, "text": "High"})).await.expect(201).json();
    comment["id"].as_u64().expect("an id")
}

/// The data of messages about posts, by socket.
fn sent(pushing: &Pushing) -> Vec<(String, Value)> {
    let about_posts = pushing.gateway.sent().into_iter().filter(|(_, message)| message["type"] == "post");
    let mut sent: Vec<_> = about_posts.map(|(socket, message)| (socket, message["data"].clone())).collect();
    sent.sort_by(|one, other| one.0.cmp(&other.0));
    sent
}

async fn watching(pushing: &Pushing, post: u64) -> Vec<String> {
    let post = Id::try_from(post).expect("an id");
    let found = pushing.app.state.store.sockets().watchers().of_posts(&[post]).await.expect("watchers");
    found.into_values().flat_map(|watchers| watchers.into_keys().map(|id| id.to_string())).collect()
}

#[tokio::test]
async fn a_comment_and_a_vote_reach_the_sockets_that_watch_the_post() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben, cyd] = [app.user("ada").await, app.user("ben").await, app.user("cyd").await];
    let [watched, other] = [publish(&ada).await, publish(&ada).await];
    for (user, socket) in [(&ben, "b"), (&cyd, "c"), (&cyd, "idle")] {
        pushing.open(user, socket).await;
    }
    subscribe(&pushing, "b", watched).await;
    subscribe(&pushing, "c", watched).await;
    subscribe(&pushing, "c", other).await;
    pushing.settle().await;
    assert_eq!(sent(&pushing), []);
    let written = comment(&ada, watched).await;
    cyd.post(&format!("/api/v2/post/{watched}/vote/")).await.expect(204);
    pushing.settle().await;
    let pushed = sent(&pushing);
    assert_eq!(pushed.iter().map(|(socket, _)| &**socket).collect::<Vec<_>>(), ["b", "c"]);
    // As a caller without a token sees it.
    let mut expected = app.get(&format!("/api/v2/comment/{written}/")).await.expect(200).json();
    expected.as_object_mut().expect("a comment").remove("latest_comments");
    for (_, data) in pushed {
        assert_eq!(
            (&data["post"], &data["vote_count"], &data["comment_count"]),
            (&json!(watched), &json!(1), &json!(1))
        );
        assert_eq!((&data["comments"], &data["removed_comments"]), (&json!([expected]), &json!([])));
        assert!(data["feed_serialization_id"].is_string());
    }
    // No longer watched.
    let expected = json!({"action": "unsubscribe", "post": watched, "status": "unsubscribed"});
    assert_eq!(ask(&pushing, "b", "unsubscribe", watched).await, expected);
    cyd.post(&format!("/api/v2/post/{watched}/vote/")).await.expect(204);
    pushing.settle().await;
    let pushed = sent(&pushing);
    assert_eq!(
        pushed.iter().map(|(socket, data)| (&**socket, &data["vote_count"])).collect::<Vec<_>>(),
        [("c", &json!(0))]
    );
}

#[tokio::test]
async fn users_do_not_get_comments_of_those_whom_they_hide() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben, cyd] = [app.user("ada").await, app.user("ben").await, app.user("cyd").await];
    let post = publish(&ada).await;
    ben.post(&cyd.path("hide/")).await.expect(201);
    for (user, socket) in [(&ada, "a"), (&ben, "b")] {
        pushing.open(user, socket).await;
        subscribe(&pushing, socket, post).await;
    }
    pushing.settle().await;
    pushing.gateway.sent();
    comment(&cyd, post).await;
    pushing.settle().await;
    let comments: Vec<_> = sent(&pushing)
        .into_iter()
        .map(|(socket, data)| (socket, data["comments"].as_array().map(Vec::len), data["comment_count"].clone()))
        .collect();
    assert_eq!(comments, [("a".to_owned(), Some(1), json!(1)), ("b".to_owned(), Some(0), json!(1))]);
}

#[tokio::test]
async fn users_get_nothing_of_a_post_once_a_block_stands_between_them_and_its_author() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben, cyd] = [app.user("ada").await, app.user("ben").await, app.user("cyd").await];
    let post = publish(&ada).await;
    for (user, socket) in [(&cyd, "c"), (&ben, "b")] {
        pushing.open(user, socket).await;
        subscribe(&pushing, socket, post).await;
    }
    let own = publish(&ben).await;
    subscribe(&pushing, "b", own).await;
    ada.put(&ben.path("block/")).await.expect(204);
    pushing.settle().await;
    pushing.gateway.sent();
    // The subscription has ended, and the blocked user is not told.
    assert_eq!((watching(&pushing, post).await, watching(&pushing, own).await), (vec!["c".into()], vec!["b".into()]));
    let owner = app.state.store.sockets().owner(&SocketId::new("b")).await.expect("an owner").expect("a socket");
    assert_eq!(owner.posts(), [Id::try_from(own).expect("an id")]);
    comment(&cyd, post).await;
    pushing.settle().await;
    let sockets: Vec<String> = sent(&pushing).into_iter().map(|(socket, _)| socket).collect();
    assert_eq!(sockets, ["c"]);
    assert_eq!(ask(&pushing, "b", "subscribe", post).await["status"], "refused");
}

#[tokio::test]
async fn what_is_hidden_or_deleted_is_not_pushed() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben, staff] = [app.user("ada").await, app.user("ben").await, app.staff("staff").await];
    let post = publish(&ada).await;
    pushing.open(&ben, "b").await;
    pushing.open(&staff, "s").await;
    subscribe(&pushing, "b", post).await;
    let moderate = async |kind: &str, id: u64, action: &str| {
        let path = format!("/api/v2/moderation/contribution/{id}/");
        let body = json!({"contribution_type": kind, "action": action, "moderation_type": 0});
        staff.patch(&path).json(&body).await.expect(204);
    };
    let [first, second] = [comment(&ada, post).await, comment(&ada, post).await];
    // Deleted before it is pushed.
    ada.delete(&format!("/api/v2/comment/{second}/")).await.expect(204);
    pushing.settle().await;
    let pushed = sent(&pushing);
    let ids: Vec<_> =
        pushed.iter().flat_map(|(_, data)| data["comments"].as_array().cloned().unwrap_or_default()).collect();
    assert_eq!(ids.iter().map(|comment| comment["id"].clone()).collect::<Vec<_>>(), [json!(first)]);
    moderate("comment", first, "hide").await;
    pushing.settle().await;
    let pushed = sent(&pushing);
    assert_eq!((&pushed[0].1["comments"], &pushed[0].1["removed_comments"]), (&json!([]), &json!([first])));
    moderate("post", post, "hide").await;
    comment(&ada, post).await;
    ben.post(&format!("/api/v2/post/{post}/vote/")).await.expect(204);
    pushing.settle().await;
    assert_eq!(sent(&pushing), []);
    // Only its author and staff can begin to watch it.
    pushing.open(&ada, "a").await;
    pushing.open(&ben, "b2").await;
    assert_eq!(ask(&pushing, "b2", "subscribe", post).await["code"], "not_found");
    subscribe(&pushing, "a", post).await;
    subscribe(&pushing, "s", post).await;
}

#[tokio::test]
async fn a_socket_that_has_ended_watches_nothing() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben] = [app.user("ada").await, app.register("ben").await];
    let post = publish(&ada).await;
    let ids = ["closed", "gone", "logout", "over"];
    for socket in ids {
        let user = if socket == "logout" { &ben } else { &ada };
        pushing.open(user, socket).await;
        subscribe(&pushing, socket, post).await;
    }
    assert_eq!(watching(&pushing, post).await, ids);
    Realtime::new(app.acting_as("realtime")).disconnect(&SocketId::new("closed")).await.expect("an end");
    ben.post("/api/users/logout/").await.expect(204);
    pushing.settle().await;
    assert_eq!(watching(&pushing, post).await, ["gone", "over"]);
    pushing.gateway.lose("gone");
    comment(&ada, post).await;
    pushing.settle().await;
    assert_eq!(watching(&pushing, post).await, ["over"]);
    assert!(!pushing.sockets(&ada).await.contains("gone"));
    app.state.clock.advance(Duration::from_secs(SOCKET_LIFETIME.unsigned_abs()));
    pushing.gateway.sent();
    comment(&ada, post).await;
    pushing.settle().await;
    assert_eq!((sent(&pushing), watching(&pushing, post).await), (vec![], vec![]));
}

#[tokio::test]
async fn a_post_without_watchers_costs_half_a_unit_for_a_batch() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let ada = app.user("ada").await;
    let post = publish(&ada).await;
    app.settle().await;
    let state = app.acting_as("fanout");
    let plain = Fanout::new(state.store, state.clock);
    let mut costs = Vec::new();
    for fanout in [&plain, &pushing.fanout] {
        for _ in 0..5 {
            comment(&ada, post).await;
        }
        let mut cost = 0.0;
        for read in app.stream.read().await {
            cost += deliver_batch(fanout, &read.shard, &read.records).await.1.rcu;
        }
        costs.push(cost);
    }
    assert!(costs[1] - costs[0] <= 0.5, "{costs:?}");
}

#[tokio::test]
async fn a_post_has_a_hundred_watchers_and_a_socket_twenty_posts() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let ada = app.user("ada").await;
    let [post, other] = [publish(&ada).await, publish(&ada).await];
    let id = Id::try_from(post).expect("an id");
    let now = app.state.clock.now();
    let add = async |n: usize| {
        let watcher = Watcher { user: ada.id, until: now.as_second() + 600 };
        app.state
            .store
            .sockets()
            .watchers()
            .add(id, &SocketId::new(format!("socket-{n}")), &watcher, now)
            .await
            .expect("a write")
    };
    let added = futures::future::join_all((0..WATCHERS_MAX + 20).map(&add)).await;
    assert!(added.iter().filter(|added| **added).count() <= WATCHERS_MAX);
    for n in 0..WATCHERS_MAX {
        add(n).await;
    }
    assert_eq!(watching(&pushing, post).await.len(), WATCHERS_MAX);
    pushing.open(&ada, "a").await;
    let refused = ask(&pushing, "a", "subscribe", post).await;
    assert_eq!((&refused["status"], &refused["code"]), (&json!("refused"), &json!("too_many_watchers")));
    // Those whose time is over make room.
    app.state.clock.advance(Duration::from_secs(600));
    subscribe(&pushing, "a", post).await;
    assert_eq!(watching(&pushing, post).await, ["a"]);
    // A thousand subscriptions.
    for n in 0..19 {
        let post = publish(&ada).await;
        subscribe(&pushing, "a", post).await;
        assert_eq!(ask(&pushing, "a", "subscribe", post).await["status"], "subscribed", "{n}: once more");
    }
    for _ in 0..1_000 {
        assert_eq!(ask(&pushing, "a", "subscribe", other).await["code"], "too_many_subscriptions");
    }
    assert_eq!(watching(&pushing, other).await, [""; 0]);
    ask(&pushing, "a", "unsubscribe", post).await;
    subscribe(&pushing, "a", other).await;
}
