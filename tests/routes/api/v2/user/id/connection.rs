//! `POST /api/v2/user/{id}/connection/{action}/`, `GET /api/v2/user/{id}/{is_connection|connection_status}/`

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::graph::friendship::{FriendshipAction, FriendshipCommand, State};
use shared::domain::{Id, Mode, Status};
use shared::runtime::config::Config;
use tests::{App, Request, Routes, TestResponse, TestUser, config};

/// A friendship action on another user, by id.
pub fn by_id(by: &TestUser, action: &str, with: &TestUser) -> Request {
    by.post(&with.path(&format!("connection/{action}/")))
}

/// A friendship action on another user, by username.
pub fn by_name(by: &TestUser, action: &str, with: &TestUser) -> Request {
    by.post(&format!("/api/v2/user/me/connection/{action}/")).json(&json!({"username": with.name}))
}

/// Performs these actions by id, each with a later time than the one before.
pub async fn perform_all(app: &App, actions: &[(&TestUser, &str, &TestUser)]) {
    for (by, action, with) in actions {
        app.state.clock.advance(Duration::from_millis(2));
        by_id(by, action, with).await.expect(200);
    }
}

/// Connects two users.
pub async fn connect(app: &App, sender: &TestUser, recipient: &TestUser) {
    perform_all(app, &[(sender, "request", recipient), (recipient, "accept", sender)]).await;
}

/// All rows of a list, read page by page.
pub async fn walk(caller: &impl Routes, path: &str) -> Vec<Value> {
    let (mut rows, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(at) = next {
        let page = caller.get(&at).await.expect(200).json();
        rows.extend(page["results"].as_array().unwrap().iter().cloned());
        next = page["next"].as_str().map(|url| url.strip_prefix("http://kith.test").unwrap().to_owned());
        assert!(rows.len() < 1_000, "the list does not end");
    }
    rows
}

/// The counters of connections, received requests and sent requests.
pub async fn numbers(person: &TestUser) -> [u64; 3] {
    let counters = person.get(&person.path("counters/")).await.expect(200).json();
    ["connections", "connection_requests_received", "connection_requests_sent"]
        .map(|name| counters[name].as_u64().unwrap())
}

/// The status that each of two users sees for the other. Asserts that both endpoints and the user object agree.
async fn statuses(one: &TestUser, other: &TestUser) -> [Value; 2] {
    let seen = async |me: &TestUser, them: &TestUser| {
        let status = me.get(&them.path("connection_status/")).await.expect(200).json();
        let is_connection = me.get(&them.path("is_connection/")).await.expect(200).json();
        let user = me.get(&them.path("")).await.expect(200).json();
        let seen = &status["connection_status"];
        assert_eq!(status, json!({"connection_status": seen}));
        assert_eq!(is_connection, json!({"is_connection": seen == "connected"}));
        assert_eq!(&user["connection_status"], seen);
        seen.clone()
    };
    [seen(one, other).await, seen(other, one).await]
}

const NO_STATUS: [Value; 2] = [Value::Null, Value::Null];

async fn pair(app: &App) -> [TestUser; 2] {
    [app.user("alice").await, app.user("bob").await]
}

/// Each row is an action with its status and response, and the status that each user sees afterwards.
#[tokio::test]
async fn actions_lead_through_all_states_as_documented() {
    let app = App::new().await;
    let [alice, bob] = &pair(&app).await;
    let (sent, received, connected) = ("sent_connection_request", "received_connection_request", "connected");
    let none = Value::Null;
    for (by, action, with, status, answer, to_alice, to_bob) in [
        (alice, "request", bob, 200, json!(sent), json!(sent), json!(received)),
        (alice, "request", bob, 200, json!(sent), json!(sent), json!(received)),
        (alice, "accept", bob, 400, none.clone(), json!(sent), json!(received)),
        (bob, "cancel_request", alice, 400, none.clone(), json!(sent), json!(received)),
        (bob, "reject", alice, 200, none.clone(), json!(sent), none.clone()),
        (alice, "request", bob, 403, none.clone(), json!(sent), none.clone()),
        (bob, "accept", alice, 400, none.clone(), json!(sent), none.clone()),
        (bob, "reject", alice, 400, none.clone(), json!(sent), none.clone()),
        (bob, "cancel_reject", alice, 200, json!(received), json!(sent), json!(received)),
        (bob, "reject", alice, 200, none.clone(), json!(sent), none.clone()),
        (alice, "cancel_request", bob, 200, none.clone(), none.clone(), none.clone()),
        (alice, "cancel_request", bob, 400, none.clone(), none.clone(), none.clone()),
        (alice, "request", bob, 403, none.clone(), none.clone(), none.clone()),
        (bob, "cancel_reject", alice, 200, none.clone(), none.clone(), none.clone()),
        (bob, "cancel_reject", alice, 400, none.clone(), none.clone(), none.clone()),
        (alice, "request", bob, 200, json!(sent), json!(sent), json!(received)),
        (bob, "reject", alice, 200, none.clone(), json!(sent), none.clone()),
        // A request by the user who rejected connects both.
        (bob, "request", alice, 200, json!(connected), json!(connected), json!(connected)),
        (bob, "request", alice, 400, none.clone(), json!(connected), json!(connected)),
        (alice, "request", bob, 400, none.clone(), json!(connected), json!(connected)),
        (alice, "remove", bob, 200, none.clone(), none.clone(), none.clone()),
        (bob, "remove", alice, 400, none.clone(), none.clone(), none.clone()),
        (alice, "request", bob, 200, json!(sent), json!(sent), json!(received)),
        // So does a request in the other direction.
        (bob, "request", alice, 200, json!(connected), json!(connected), json!(connected)),
        (bob, "remove", alice, 200, none.clone(), none.clone(), none.clone()),
        // Requested, rejected and withdrawn; then the user who rejected sends a request.
        (alice, "request", bob, 200, json!(sent), json!(sent), json!(received)),
        (bob, "reject", alice, 200, none.clone(), json!(sent), none.clone()),
        (alice, "cancel_request", bob, 200, none.clone(), none.clone(), none.clone()),
        (bob, "request", alice, 200, json!(sent), json!(received), json!(sent)),
        (alice, "accept", bob, 200, json!(connected), json!(connected), json!(connected)),
    ] {
        let case = format!("{action} by {}", by.name);
        let done = by_id(by, action, with).await;
        assert_eq!(done.status, status, "{case}: {done:?}");
        match status {
            200 => assert_eq!(done.json(), json!({"connection_status": answer}), "{case}"),
            403 => assert_eq!(done.json()["errors"][0]["code"], "request_rejected", "{case}"),
            _ => assert_eq!(done.json()["errors"][0]["code"], "invalid_connection_state", "{case}"),
        }
        assert_eq!(statuses(alice, bob).await, [to_alice, to_bob], "{case}");
    }
    app.settle().await;
    assert_eq!((numbers(alice).await, numbers(bob).await), ([1, 0, 0], [1, 0, 0]));
}

#[rstest]
#[case::none("application/json", "")]
#[case::malformed("application/json", "{")]
#[case::of_another_type("text/plain", "hello")]
#[case::naming_another_user("application/json", r#"{"username": "eve", "id": 7}"#)]
#[tokio::test]
async fn actions_by_id_ignore_the_body(#[case] content_type: &str, #[case] body: &'static str) {
    let app = App::new().await;
    let [alice, bob] = &pair(&app).await;
    by_id(alice, "request", bob).body(content_type, body).await.expect(200);
    assert_eq!(statuses(alice, bob).await, ["sent_connection_request", "received_connection_request"]);
}

const ACTIONS: [&str; 6] = ["request", "accept", "reject", "cancel_reject", "cancel_request", "remove"];

#[tokio::test]
async fn actions_on_the_caller_are_rejected() {
    let app = App::new().await;
    let alice = &app.register("alice").await;
    for action in ACTIONS {
        for answer in [by_id(alice, action, alice).await, by_name(alice, action, alice).await] {
            assert_eq!(answer.status, 400, "{action}: {answer:?}");
            assert!(answer.json()["errors"][0]["code"].is_string(), "{answer:?}");
        }
    }
    alice.post(&alice.path("connection_requests/mark_seen/")).await.expect(400);
    assert_eq!(alice.get(&alice.path("is_connection/")).await.expect(200).json(), json!({"is_connection": false}));
    let status = alice.get(&alice.path("connection_status/")).await.expect(200).json();
    assert_eq!(status, json!({"connection_status": null}));
    app.settle().await;
    assert_eq!(numbers(alice).await, [0, 0, 0]);
}

#[tokio::test]
async fn unknown_actions_are_not_found() {
    let app = App::new().await;
    let [alice, bob] = &pair(&app).await;
    for action in ["Request", "cancel", "statuses", "requests", "request%20", "re%00quest", "%F0%9F%92%94", "accept%2F"]
    {
        let answer = by_id(alice, action, bob).await;
        assert_eq!(answer.status, 404, "{action}: {answer:?}");
        let answer = by_name(alice, action, bob).await;
        assert_eq!(answer.status, 404, "{action}: {answer:?}");
    }
    alice.get(&bob.path("connection/request/")).await.expect(405);
    assert_eq!(statuses(alice, bob).await, NO_STATUS);
}

#[tokio::test]
async fn unknown_and_deleted_users_are_not_found() {
    let app = App::new().await;
    let [alice, soft, hard] = [app.user("alice").await, app.user("soft").await, app.user("hard").await];
    perform_all(&app, &[(&alice, "request", &soft), (&hard, "request", &alice)]).await;
    soft.delete(&soft.path("")).await.expect(204);
    hard.delete(&hard.path("?hard=1")).await.expect(204);
    for settled in [false, true] {
        if settled {
            app.settle().await;
        }
        let ids = [soft.id.to_string(), hard.id.to_string(), "1".into(), "0".into(), "007".into(), "alice".into()];
        let odd = ["1.5", "-1", "9007199254740992", "99999999999999999999", "%201"].map(str::to_owned);
        for id in ids.into_iter().chain(odd) {
            let at = |rest: &str| format!("/api/v2/user/{id}/{rest}");
            for action in ACTIONS {
                let answer = alice.post(&at(&format!("connection/{action}/"))).await;
                assert_eq!((answer.status, settled), (404, settled), "{action} {id}: {answer:?}");
            }
            alice.post(&at("connection_requests/mark_seen/")).await.expect(404);
            for what in ["connections/", "is_connection/", "connection_status/"] {
                alice.get(&at(what)).await.expect(404);
            }
        }
        for name in ["soft", "hard", "nobody"] {
            for action in ACTIONS {
                let body = json!({"username": name});
                let answer = alice.post(&format!("/api/v2/user/me/connection/{action}/")).json(&body).await.expect(400);
                assert_eq!(answer.invalid_fields(), ["username"], "{action} {name}");
            }
        }
    }
    assert_eq!(numbers(&alice).await, [0, 0, 0]);
}

#[tokio::test]
async fn a_deactivated_user_can_get_requests() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let blocked = app.account("blocked", None, Status::Blocked, None).await;
    let path = format!("/api/v2/user/{blocked}/connection/request/");
    let answer = alice.post(&path).await.expect(200).json();
    assert_eq!(answer, json!({"connection_status": "sent_connection_request"}));
}

/// A request to every friendship route, most of them with bad input.
fn routes(bob: &TestUser) -> Vec<Request> {
    let by_id = ACTIONS.map(|action| bob.post(&bob.path(&format!("connection/{action}/"))));
    let by_name = ACTIONS.map(|action| bob.post(&format!("/api/v2/user/me/connection/{action}/")).json(&json!([])));
    let reads = ["connections/?limit=x", "is_connection/", "connection_status/"].map(|what| bob.get(&bob.path(what)));
    let lists = [
        "me/connection_requests/",
        "connection/requests/",
        "me/connection_requests_sent/",
        "connection/requests_sent/",
    ];
    let lists = lists.map(|list| bob.get(&format!("/api/v2/user/{list}?limit=x")));
    let posts = ["connection/statuses/", "me/connection_requests/mark_seen/"];
    let posts = posts.map(|post| bob.post(&format!("/api/v2/user/{post}")).body("application/json", "{"));
    let unknown = ["/api/v2/user/1/connection/request/", "/api/v2/user/1/connection_requests/mark_seen/"];
    let unknown = unknown.map(|path| bob.post(path));
    by_id.into_iter().chain(by_name).chain(reads).chain(lists).chain(posts).chain(unknown).collect()
}

#[tokio::test]
async fn friendship_routes_are_403_in_follow_mode() {
    let app = App::with(Config { mode: Mode::Follow, ..config() }).await;
    let bob = app.register("bob").await;
    // The mode is checked before the input.
    for (n, request) in routes(&bob).into_iter().enumerate() {
        let answer = request.await;
        assert_eq!(answer.status, 403, "{n}: {answer:?}");
        assert_eq!(answer.json()["errors"][0]["code"], "wrong_community_mode", "{n}");
    }
    assert_eq!(
        app.get(&bob.path("connections/")).await.expect(403).json()["errors"][0]["code"],
        "wrong_community_mode"
    );
    for path in [bob.path("followers/"), bob.path("followings/"), "/api/v2/suggestion/user/".to_owned()] {
        bob.get(&path).await.expect(200);
    }
}

#[rstest]
#[tokio::test]
async fn friendships_work_in_the_other_modes(#[values(Mode::Friendship, Mode::Hybrid)] mode: Mode) {
    let app = App::with(Config { mode, ..config() }).await;
    let [alice, bob] = &pair(&app).await;
    connect(&app, alice, bob).await;
    assert_eq!(statuses(alice, bob).await, ["connected", "connected"]);
    let listed = walk(&app, &alice.path("connections/")).await;
    assert_eq!(listed, [app.get(&bob.path("")).await.expect(200).json()]);
    alice.get("/api/v2/suggestion/user/").await.expect(200);
    let follow = alice.post(&bob.path("follow/")).await;
    assert_eq!(follow.status, if mode == Mode::Friendship { 403 } else { 201 });
}

#[tokio::test]
async fn followed_is_shown_only_without_a_connection_or_request() {
    let app = App::new().await;
    let [alice, bob] = &pair(&app).await;
    alice.post(&bob.path("follow/")).await.expect(201);
    let user = async || alice.get(&bob.path("")).await.expect(200).json()["connection_status"].clone();
    // This endpoint never returns `followed`.
    let status =
        async || alice.get(&bob.path("connection_status/")).await.expect(200).json()["connection_status"].clone();
    for (by, action, with, in_user, in_status) in [
        (alice, "request", bob, "sent_connection_request", Some("sent_connection_request")),
        (alice, "cancel_request", bob, "followed", None),
        (bob, "request", alice, "received_connection_request", Some("received_connection_request")),
        (alice, "reject", bob, "followed", None),
        (bob, "cancel_request", alice, "followed", None),
        (alice, "cancel_reject", bob, "followed", None),
        (alice, "request", bob, "sent_connection_request", Some("sent_connection_request")),
        (bob, "request", alice, "connected", Some("connected")),
        (bob, "remove", alice, "followed", None),
    ] {
        perform_all(&app, &[(by, action, with)]).await;
        assert_eq!((user().await, status().await), (json!(in_user), json!(in_status)), "{action} by {}", by.name);
    }
    assert_eq!(app.get(&bob.path("")).await.expect(200).json()["connection_status"], Value::Null);
}

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
            assert!([200, 201, 400, 403].contains(&answer.status), "{answer:?}");
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
