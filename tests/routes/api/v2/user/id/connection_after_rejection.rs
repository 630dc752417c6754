//! A request after a rejection: nothing tells the sender of the rejection, and nothing tells the recipient of the request.

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::EmailVisibility;
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestUser, config};

use super::connection::{by_id, by_name, numbers, statuses};

/// The requests that a user sends, by id or by username.
type Act = fn(&TestUser, &str, &TestUser) -> tests::Request;

/// Everything that a user can see of another: status, lists, counters and notifications.
async fn view(me: &TestUser, other: &TestUser) -> Vec<Value> {
    let paths = [
        other.path(""),
        other.path("connection_status/"),
        other.path("is_connection/"),
        other.path("counters/"),
        me.path("connections/"),
        "/api/v2/user/me/".to_owned(),
        "/api/v2/user/me/connection_requests/".to_owned(),
        "/api/v2/user/me/connection_requests_sent/".to_owned(),
        "/api/v2/user/me/connection_requests_sent/?limit=1".to_owned(),
        "/api/v2/user/me/notifications/".to_owned(),
        "/api/v2/user/me/unseen/".to_owned(),
        "/api/v2/suggestion/user/".to_owned(),
        "/api/v2/user/search/?search=b".to_owned(),
    ];
    let mut seen = Vec::new();
    for path in paths {
        seen.push(me.get(&path).await.expect(200).json());
    }
    let body = json!({"users": [other.id]});
    seen.push(me.post("/api/v2/user/connection/statuses/").json(&body).await.expect(200).json());
    seen
}

/// The text with every digit replaced, so that ids and times of two communities compare equal.
fn masked(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// What a sender is told whose request was rejected or is pending: the answers to further actions, and all that they
/// see.
async fn told_to_the_sender(send: Act, actions: &[&str], rejected: bool) -> (String, [u64; 3]) {
    // The picture of an account follows the address, which is the same for both accounts, not the id.
    let app = App::with(Config { email_visibility: EmailVisibility::Members, ..config() }).await;
    let [alice, bob] = &[app.user("alice").await, app.user("bobby").await];
    by_id(alice, "request", bob).await.expect(200);
    app.state.clock.advance(Duration::from_secs(60));
    if rejected {
        by_id(bob, "reject", alice).await.expect(200);
    }
    let mut told = Vec::new();
    for action in actions {
        app.state.clock.advance(Duration::from_secs(60));
        let answer = send(alice, action, bob).await;
        told.push(format!("{action}: {} {}", answer.status, answer.body));
        told.push(masked(&view(alice, bob).await));
        app.settle().await;
        told.push(masked(&view(alice, bob).await));
    }
    let sent = "/api/v2/user/me/connection_requests_sent/";
    let rows = alice.get(sent).await.expect(200).json()["results"].clone();
    let newest = rows[0]["created"].as_str().map(|at| at.parse::<jiff::Timestamp>().expect("a time"));
    // How old the newest request looks, in minutes.
    told.push(format!("{:?}", newest.map(|at| (app.state.clock.now().as_second() - at.as_second()) / 60)));
    (told.join("\n"), numbers(alice).await)
}

#[rstest]
#[case::again(&["request"])]
#[case::twice(&["request", "request"])]
#[case::withdrawn(&["cancel_request", "request"])]
#[case::withdrawn_and_asked_twice(&["cancel_request", "request", "request"])]
#[case::withdrawn_twice(&["request", "cancel_request", "request", "cancel_request", "request"])]
#[case::withdrawn_for_good(&["request", "cancel_request", "request", "cancel_request"])]
#[case::impossible_actions(&["accept", "request", "reject", "cancel_reject", "remove", "cancel_request", "request"])]
#[tokio::test]
async fn the_sender_cannot_tell_a_rejected_request_from_a_pending_one(#[case] actions: &[&str]) {
    for send in [by_id as Act, by_name] {
        let pending = told_to_the_sender(send, actions, false).await;
        let rejected = told_to_the_sender(send, actions, true).await;
        assert_same_lines(&pending.0, &rejected.0);
        assert_eq!(pending.1, rejected.1, "{actions:?}");
    }
}

/// Fails with the first line that differs.
fn assert_same_lines(left: &str, right: &str) {
    for (left, right) in left.lines().zip(right.lines()) {
        assert_eq!(left, right);
    }
    assert_eq!(left.lines().count(), right.lines().count());
}

#[rstest]
#[tokio::test]
async fn a_request_after_a_rejection_writes_nothing(#[values(by_id, by_name)] send: Act, #[values(1, 3)] times: usize) {
    let app = App::new().await;
    let [alice, bob] = &[app.user("alice").await, app.user("bobby").await];
    by_id(alice, "request", bob).await.expect(200);
    by_id(bob, "reject", alice).await.expect(200);
    app.settle().await;
    let (rows, before) = (app.rows().all().await, [view(alice, bob).await, view(bob, alice).await]);
    for _ in 0..times {
        app.state.clock.advance(Duration::from_secs(1));
        let answer = send(alice, "request", bob).await;
        assert!([200, 201].contains(&answer.status), "{answer:?}");
    }
    assert!(app.stream.read().await.iter().all(|read| read.records.is_empty()), "an event");
    app.settle().await;
    assert_eq!(app.rows().all().await, rows);
    assert_eq!([view(alice, bob).await, view(bob, alice).await], before);
}

#[rstest]
#[tokio::test]
async fn the_recipient_sees_nothing_of_requests_after_a_rejection(
    #[values(by_id, by_name)] send: Act,
    #[values(false, true)] marked_seen: bool,
) {
    let app = App::new().await;
    let [alice, bob] = &[app.user("alice").await, app.user("bobby").await];
    by_id(alice, "request", bob).await.expect(200);
    if marked_seen {
        bob.post(&alice.path("connection_requests/mark_seen/")).await.expect(204);
    }
    by_id(bob, "reject", alice).await.expect(200);
    app.settle().await;
    let before = view(bob, alice).await;
    for action in ["request", "cancel_request", "request", "request", "cancel_request", "request"] {
        app.state.clock.advance(Duration::from_secs(60));
        send(alice, action, bob).await;
        // Counters of the sender are no secret.
        let now = [view(bob, alice).await, {
            app.settle().await;
            view(bob, alice).await
        }];
        for now in now {
            for (before, now) in before.iter().zip(&now) {
                assert_eq!(without_counters(before), without_counters(now), "after {action}");
            }
        }
    }
    // The rejection can still be cancelled: the request is then pending, and its sender sees no difference.
    let sent = "/api/v2/user/me/connection_requests_sent/";
    let sent_before = alice.get(sent).await.expect(200).json();
    by_id(bob, "cancel_reject", alice).await.expect(200);
    app.settle().await;
    assert_eq!(alice.get(sent).await.expect(200).json(), sent_before);
    assert_eq!(statuses(alice, bob).await, [json!("sent_connection_request"), json!("received_connection_request")]);
    by_id(bob, "accept", alice).await.expect(200);
    app.settle().await;
    assert_eq!((numbers(alice).await, numbers(bob).await), ([1, 0, 0], [1, 0, 0]));
}

/// A view without the other user's counters of requests and without the time.
fn without_counters(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| {
                !name.starts_with("connection_requests") && !name.ends_with("_counter") && *name != "last_activity_at"
            });
            Value::Object(kept.map(|(name, value)| (name.clone(), without_counters(value))).collect())
        }
        Value::Array(values) => values.iter().map(without_counters).collect(),
        other => other.clone(),
    }
}
