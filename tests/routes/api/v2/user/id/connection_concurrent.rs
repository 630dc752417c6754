//! Friendship actions at the same time as others, or with an outdated state.

use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::Id;
use shared::domain::graph::friendship::{FriendshipAction, FriendshipCommand, State};
use tests::{App, Request, Routes as _, TestResponse};

use super::connection::{ACTIONS, NO_STATUS, by_id, by_name, numbers, pair, perform_all, statuses, walk};

/// Sends all requests at the same time, each from its own task.
async fn at_once(requests: impl IntoIterator<Item = Request>) -> Vec<TestResponse> {
    let sent = requests.into_iter().map(|request| tokio::spawn(request.into_future()));
    join_all(sent).await.into_iter().map(Result::unwrap).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_concurrent_requests_from_both_sides_make_one_connection(#[values(0, 1, 2)] named: usize) {
    let app = App::new().await;
    let [alice, bob] = &pair(&app).await;
    let requests = (0..50).map(|n| {
        let (by, with) = if n % 2 == 0 { (alice, bob) } else { (bob, alice) };
        if named == 0 || (named == 2 && n % 4 < 2) { by_id(by, "request", with) } else { by_name(by, "request", with) }
    });
    let answers = at_once(requests).await;
    for answer in &answers {
        match answer.status {
            200 | 201 => {}
            // The users were connected already.
            400 => assert_eq!(answer.json()["errors"][0]["code"], "invalid_connection_state"),
            _ => panic!("{answer:?}"),
        }
    }
    // At least the first request and the first one in the other direction succeed.
    assert!(answers.iter().filter(|answer| answer.status < 300).count() >= 2);
    assert_eq!(statuses(alice, bob).await, ["connected", "connected"]);
    app.settle().await;
    for (me, other) in [(alice, bob), (bob, alice)] {
        assert_eq!(numbers(me).await, [1, 0, 0]);
        let listed = walk(me, &me.path("connections/")).await;
        assert_eq!(listed, [me.get(&other.path("")).await.expect(200).json()]);
        for list in ["connection_requests/", "connection_requests_sent/"] {
            assert_eq!(walk(me, &format!("/api/v2/user/me/{list}")).await, [Value::Null; 0]);
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exactly_one_of_fifty_concurrent_accepts_and_cancellations_succeeds(#[values(false, true)] named: bool) {
    for _ in 0..4 {
        let app = App::new().await;
        let [alice, bob] = &pair(&app).await;
        by_id(alice, "request", bob).await.expect(200);
        app.settle().await;
        assert_eq!((numbers(alice).await, numbers(bob).await), ([0, 0, 1], [0, 1, 0]));
        let requests = (0..50).map(|n| {
            let (by, action, with) = if n % 2 == 0 { (alice, "cancel_request", bob) } else { (bob, "accept", alice) };
            if named { by_name(by, action, with) } else { by_id(by, action, with) }
        });
        let answers = at_once(requests).await;
        let succeeded: Vec<_> = (0..50).filter(|n| answers[*n].status < 300).collect();
        assert_eq!(succeeded.len(), 1, "{answers:?}");
        assert!(answers.iter().all(|answer| answer.status < 300 || answer.status == 400), "{answers:?}");
        app.settle().await;
        let connected = succeeded[0] % 2 == 1;
        assert_eq!(
            statuses(alice, bob).await,
            if connected { [json!("connected"), json!("connected")] } else { NO_STATUS }
        );
        let expected = [u64::from(connected), 0, 0];
        assert_eq!((numbers(alice).await, numbers(bob).await), (expected, expected));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_actions_never_fail_and_leave_correct_counters() {
    let app = App::new().await;
    let [alice, bob] = &pair(&app).await;
    for _ in 0..3 {
        let requests = (0..60).map(|n| {
            let (by, with) = if n % 2 == 0 { (alice, bob) } else { (bob, alice) };
            let action = ACTIONS[(n * 7 / 2) % 6];
            if n % 3 == 0 { by_name(by, action, with) } else { by_id(by, action, with) }
        });
        for answer in at_once(requests).await {
            assert!([200, 201, 400].contains(&answer.status), "{answer:?}");
        }
        app.settle().await;
        let stored = app.state.store.friendships().get(alice.id, bob.id).await.unwrap();
        let expected = match stored.map(|stored| (stored.state, stored.from == alice.id)) {
            None => ([0, 0, 0], [0, 0, 0]),
            Some((State::Connected, _)) => ([1, 0, 0], [1, 0, 0]),
            Some((State::Pending | State::Rejected, true)) => ([0, 0, 1], [0, 1, 0]),
            Some((State::Pending | State::Rejected, false)) => ([0, 1, 0], [0, 0, 1]),
            Some((State::Withdrawn, true)) => ([0, 0, 0], [0, 1, 0]),
            Some((State::Withdrawn, false)) => ([0, 1, 0], [0, 0, 0]),
            Some((State::Blocked | State::BlockedByBoth, _)) => ([0, 0, 0], [0, 0, 0]),
        };
        assert_eq!((numbers(alice).await, numbers(bob).await), expected, "{stored:?}");
    }
}

/// The old request is marked as seen after the state was read. The new request in the other direction is still unseen.
#[tokio::test]
async fn a_new_request_is_unseen_although_the_old_one_was_marked_meanwhile() {
    let app = App::new().await;
    let [alice, bob] = &pair(&app).await;
    perform_all(&app, &[(alice, "request", bob), (bob, "reject", alice), (alice, "cancel_request", bob)]).await;
    let store = &app.state.store;
    let read = store.friendships().get(alice.id, bob.id).await.unwrap();
    bob.post(&alice.path("connection_requests/mark_seen/")).await.expect(204);
    let id = Id::generate(app.state.clock.now());
    let command = FriendshipCommand { by: bob.id, with: alice.id, action: FriendshipAction::Request, id };
    let after = store.friendships().apply(command, read).await.unwrap().unwrap();
    assert_eq!(store.friendships().get(alice.id, bob.id).await.unwrap(), Some(after));
    let rows = walk(alice, "/api/v2/user/me/connection_requests/").await;
    assert_eq!((rows.len(), &rows[0]["id"], &rows[0]["viewed"]), (1, &json!(id), &Value::Null));
}

/// The state that was read is out of date: an action applies to the stored one.
#[tokio::test]
async fn an_action_with_an_outdated_state_applies_to_the_stored_one() {
    let app = App::new().await;
    let [alice, bob] = &pair(&app).await;
    perform_all(&app, &[(alice, "request", bob)]).await;
    let store = &app.state.store;
    let read = store.friendships().get(alice.id, bob.id).await.unwrap();
    // The state is pending again, but by another request in the other direction.
    perform_all(&app, &[(alice, "cancel_request", bob), (bob, "request", alice)]).await;
    let command =
        |action| FriendshipCommand { by: bob.id, with: alice.id, action, id: Id::generate(app.state.clock.now()) };
    for action in [FriendshipAction::Accept, FriendshipAction::Reject] {
        assert_eq!(
            store.friendships().apply(command(action), read).await.unwrap_err().code,
            "invalid_connection_state"
        );
    }
    assert_eq!(statuses(alice, bob).await, ["received_connection_request", "sent_connection_request"]);
    let read = store.friendships().get(alice.id, bob.id).await.unwrap();
    perform_all(&app, &[(bob, "cancel_request", alice), (bob, "request", alice), (alice, "accept", bob)]).await;
    assert_eq!(
        store.friendships().apply(command(FriendshipAction::CancelRequest), read).await.unwrap_err().code,
        "invalid_connection_state"
    );
    assert_eq!(statuses(alice, bob).await, ["connected", "connected"]);
}
