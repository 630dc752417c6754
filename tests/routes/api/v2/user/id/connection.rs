//! `POST /api/v2/user/{id}/connection/{action}/`, `GET /api/v2/user/{id}/{is_connection|connection_status}/`

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::Status;
use tests::{App, Request, Routes, TestUser};

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
pub(super) async fn statuses(one: &TestUser, other: &TestUser) -> [Value; 2] {
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

pub(super) const NO_STATUS: [Value; 2] = [Value::Null, Value::Null];

pub(super) async fn pair(app: &App) -> [TestUser; 2] {
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
        (alice, "request", bob, 200, json!(sent), json!(sent), none.clone()),
        (bob, "accept", alice, 400, none.clone(), json!(sent), none.clone()),
        (bob, "reject", alice, 400, none.clone(), json!(sent), none.clone()),
        (bob, "cancel_reject", alice, 200, json!(received), json!(sent), json!(received)),
        (bob, "reject", alice, 200, none.clone(), json!(sent), none.clone()),
        (alice, "cancel_request", bob, 200, none.clone(), none.clone(), none.clone()),
        (alice, "cancel_request", bob, 400, none.clone(), none.clone(), none.clone()),
        // The rejection stands, and the sender does not see it.
        (alice, "request", bob, 200, json!(sent), json!(sent), none.clone()),
        (alice, "cancel_request", bob, 200, none.clone(), none.clone(), none.clone()),
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

pub(super) const ACTIONS: [&str; 6] = ["request", "accept", "reject", "cancel_reject", "cancel_request", "remove"];

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
