//! Friendship notifications follow the state of the friendship, and a deletion removes a user's friendships.
//!
//! See `docs/api/community.md`, "Friendship actions".

use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};
use shared::domain::UserId;
use shared::domain::graph::friendship::FriendshipAction;
use tests::{App, Routes as _, TestUser};

use crate::delivery::Stream;
use crate::fanout::friendship_properties::notifications;

/// A user's notifications, the newest first: type, name of the user who caused it, whether it is new.
async fn notifications_of(me: &TestUser) -> Vec<(String, String, bool)> {
    let page = me.get("/api/v2/user/me/notifications/").await.expect(200).json();
    let all = page["results"].as_array().unwrap().iter().flat_map(|result| result["aggregated"].as_array().unwrap());
    let parse = |note: &Value| {
        let kind = note["type"].as_str().unwrap();
        let user = match kind {
            "connection_request" => &note["request_user"],
            "connection_accept" => &note["accept_user"],
            other => panic!("{other}"),
        };
        (kind.to_owned(), user["username"].as_str().unwrap().to_owned(), note["is_new"].as_bool().unwrap())
    };
    all.map(parse).collect()
}

const REQUEST: &str = "connection_request";
const ACCEPT: &str = "connection_accept";

fn expected_list(expected: &[(&str, &str, bool)]) -> Vec<(String, String, bool)> {
    expected.iter().map(|(kind, user, new)| ((*kind).to_owned(), (*user).to_owned(), *new)).collect()
}

/// Each row is an action and the unread notification that it leaves each of the two users with.
#[tokio::test]
async fn an_unread_notification_exists_only_while_its_request_or_connection_does() {
    let app = App::new().await;
    let [alice, bob] = &[app.user("alice").await, app.user("bob").await];
    for (by, action, with, to_alice, to_bob) in [
        (alice, "request", bob, None, Some(REQUEST)),
        (alice, "request", bob, None, Some(REQUEST)),
        (alice, "cancel_request", bob, None, None),
        (alice, "request", bob, None, Some(REQUEST)),
        (bob, "reject", alice, None, None),
        (bob, "cancel_reject", alice, None, Some(REQUEST)),
        (bob, "reject", alice, None, None),
        (alice, "cancel_request", bob, None, None),
        // In the other direction.
        (bob, "request", alice, Some(REQUEST), None),
        // The notification of a request stays when it is accepted.
        (alice, "accept", bob, Some(REQUEST), Some(ACCEPT)),
        (alice, "remove", bob, None, None),
        (alice, "request", bob, None, Some(REQUEST)),
        // A request in the other direction accepts the pending one.
        (bob, "request", alice, Some(ACCEPT), Some(REQUEST)),
        (bob, "remove", alice, None, None),
        (alice, "request", bob, None, Some(REQUEST)),
        (bob, "reject", alice, None, None),
        (bob, "request", alice, Some(ACCEPT), None),
    ] {
        app.state.clock.advance(Duration::from_millis(2));
        by.post(&with.path(&format!("connection/{action}/"))).await.expect(200);
        app.settle().await;
        let expected =
            |kind: Option<&'static str>, by| kind.map(|kind| (kind, by, true)).into_iter().collect::<Vec<_>>();
        assert_eq!(notifications_of(alice).await, expected_list(&expected(to_alice, "bob")), "{action} by {}", by.name);
        assert_eq!(notifications_of(bob).await, expected_list(&expected(to_bob, "alice")), "{action} by {}", by.name);
    }
}

#[tokio::test]
async fn a_read_notification_stays_and_is_not_repeated() {
    let app = App::new().await;
    let [alice, bob] = &[app.user("alice").await, app.user("bob").await];
    let mut stream = Stream::new(&app, 2);
    let mut list: Vec<(&str, &str, bool)> = Vec::new();
    for (by, action, with, new) in [
        (alice, "request", bob, Some(REQUEST)),
        (bob, "reject", alice, None),
        // Restores the same request, whose notification was read.
        (bob, "cancel_reject", alice, None),
        (alice, "cancel_request", bob, None),
        // A new request.
        (alice, "request", bob, Some(REQUEST)),
        (bob, "accept", alice, None),
        (bob, "remove", alice, None),
        (bob, "request", alice, None),
        (alice, "accept", bob, Some(ACCEPT)),
    ] {
        app.state.clock.advance(Duration::from_millis(2));
        by.post(&with.path(&format!("connection/{action}/"))).await.expect(200);
        stream.drain().await;
        if let Some(kind) = new {
            list.insert(0, (kind, "alice", true));
        }
        assert_eq!(notifications_of(bob).await, expected_list(&list), "{action}");
        bob.get("/api/v2/notification/").await.expect(200);
        list.iter_mut().for_each(|(_, _, new)| *new = false);
        stream.replay().await;
        stream.drain().await;
        assert_eq!(notifications_of(bob).await, expected_list(&list), "{action}, replayed");
    }
}

#[tokio::test]
async fn a_hidden_users_request_and_acceptance_take_effect_without_a_notification() {
    let app = App::new().await;
    let [alice, bob, eve] = &[app.user("alice").await, app.user("bob").await, app.user("eve").await];
    bob.post(&alice.path("connection/request/")).await.expect(200);
    bob.post(&alice.path("hide/")).await.expect(201);
    alice.post(&bob.path("connection/accept/")).await.expect(200);
    alice.post(&eve.path("connection/request/")).await.expect(200);
    alice.post(&bob.path("connection/remove/")).await.expect(200);
    alice.post(&bob.path("connection/request/")).await.expect(200);
    app.settle().await;
    assert_eq!(
        (notifications_of(bob).await, notifications_of(eve).await),
        (expected_list(&[]), expected_list(&[(REQUEST, "alice", true)]))
    );
    let counters = bob.get(&bob.path("counters/")).await.expect(200).json();
    assert_eq!(counters["connection_requests_received"], 1);
    let status = bob.get(&alice.path("connection_status/")).await.expect(200).json();
    assert_eq!(status, json!({"connection_status": "received_connection_request"}));
    // The hidden user is still notified of what the other does.
    bob.post(&alice.path("connection/accept/")).await.expect(200);
    app.settle().await;
    assert_eq!(
        (notifications_of(alice).await, notifications_of(bob).await),
        (expected_list(&[(ACCEPT, "bob", true)]), expected_list(&[]))
    );
}

/// Eight users act on a user who acts on all of them and is deleted meanwhile.
#[tokio::test]
async fn actions_concurrent_with_a_deletion_leave_no_friendship() {
    for how in ["", "?hard=1"] {
        let app = App::new().await;
        let gone = app.user("gone").await;
        let mut others = Vec::new();
        for n in 0..8 {
            others.push(app.user(&format!("user_{n}")).await);
        }
        for (n, other) in others.iter().enumerate() {
            if n % 2 == 0 {
                gone.post(&other.path("connection/request/")).await.expect(200);
            } else if n % 3 == 0 {
                other.post(&gone.path("connection/request/")).await.expect(200);
            }
        }
        let gone = &gone;
        let requests = others.iter().enumerate().flat_map(|(n, other)| {
            let actions = FriendshipAction::ALL.map(FriendshipAction::name);
            let theirs = other.post(&gone.path(&format!("connection/{}/", actions[n % 2])));
            let own = gone.post(&other.path(&format!("connection/{}/", actions[n % 6])));
            let name = json!({"username": "gone"});
            let by_name = other.post("/api/v2/user/me/connection/request/").json(&name);
            [theirs, own, by_name]
        });
        let (answers, deleted) =
            futures::join!(join_all(requests.map(IntoFuture::into_future)), gone.delete(&gone.path(how)).into_future());
        assert_eq!(deleted.status, 204);
        assert!(answers.iter().all(|answer| answer.status < 500), "{answers:?}");
        let mut stream = Stream::new(&app, 2);
        stream.drain().await;
        let pairs: Vec<_> = stream.table.keys().filter(|(pk, _)| pk.starts_with("P#")).collect();
        assert!(pairs.is_empty(), "{how}: {pairs:?}");
        let unseen: Vec<_> = notifications(&stream).into_iter().filter(|(_, seen)| !seen).collect();
        assert!(unseen.is_empty(), "{how}: {unseen:?}");
        for other in &others {
            let counters = other.get(&other.path("counters/")).await.expect(200).json();
            for name in ["connections", "connection_requests_received", "connection_requests_sent"] {
                assert_eq!(counters[name], 0, "{how}: {counters}");
            }
        }
    }
}

#[tokio::test]
async fn a_hard_deletion_removes_the_notifications_that_the_user_caused_even_read_ones() {
    let app = App::new().await;
    let [gone, bob] = &[app.user("gone").await, app.user("bob").await];
    let mut stream = Stream::new(&app, 1);
    gone.post(&bob.path("connection/request/")).await.expect(200);
    stream.drain().await;
    bob.get("/api/v2/notification/").await.expect(200);
    gone.delete(&gone.path("?hard=1")).await.expect(204);
    stream.drain().await;
    assert!(notifications(&stream).is_empty(), "{:?}", notifications(&stream));
}

/// More friendships in each state than one step of the clean-up deletes.
#[tokio::test]
async fn a_hard_deletion_removes_450_friendships() {
    let app = App::new().await;
    let star = app.user("star").await;
    let store = &app.state.store;
    for n in 0..450_u64 {
        let other = UserId::try_from(1_000_000 + n).unwrap();
        let (by, with) = if n % 2 == 0 { (star.id, other) } else { (other, star.id) };
        let id = shared::domain::Id::try_from((1 << 40) + (n << 12)).unwrap();
        let command = |by, with, action| shared::domain::graph::friendship::FriendshipCommand { by, with, action, id };
        let asked = store.friendships().apply(command(by, with, FriendshipAction::Request), None).await.unwrap();
        if n < 225 {
            store.friendships().apply(command(with, by, FriendshipAction::Accept), asked).await.unwrap();
        }
    }
    let mut stream = Stream::new(&app, 2);
    stream.drain().await;
    assert_eq!(stream.table.keys().filter(|(pk, _)| pk.starts_with("P#")).count(), 450);
    star.delete(&star.path("?hard=1")).await.expect(204);
    stream.drain().await;
    let left: Vec<_> = stream.table.keys().filter(|(pk, _)| pk.starts_with("P#")).collect();
    assert!(left.is_empty(), "{left:?}");
}
