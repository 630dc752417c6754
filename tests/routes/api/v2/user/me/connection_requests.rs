//! `GET /api/v2/user/me/connection_requests/`, `GET /api/v2/user/me/connection_requests_sent/`, and their newer names

use std::collections::BTreeSet;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use crate::api::v2::notification::summaries::fill_profile;
use crate::api::v2::user::id::connection::{by_id, perform_all, walk};
use crate::walks::there_and_back;

const RECEIVED: [&str; 2] = ["/api/v2/user/me/connection_requests/", "/api/v2/user/connection/requests/"];
const SENT: [&str; 2] = ["/api/v2/user/me/connection_requests_sent/", "/api/v2/user/connection/requests_sent/"];

async fn users<const N: usize>(app: &App) -> [TestUser; N] {
    let users = join_all((0..N).map(|n| async move { app.user(&format!("user-{n}")).await })).await;
    users.try_into().unwrap_or_else(|_| panic!("as many as were created"))
}

fn names(rows: &[Value], field: &str) -> Vec<String> {
    rows.iter().map(|row| row[field]["username"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn returns_requests_as_documented_and_hides_the_outcome_from_the_sender() {
    let app = App::new().await;
    let [alice, bob] = &users(&app).await;
    perform_all(&app, &[(alice, "request", bob)]).await;
    app.settle().await;
    for (rejected, viewed) in [(false, false), (false, true), (true, true)] {
        if viewed {
            bob.post(&alice.path("connection_requests/mark_seen/")).await.expect(204);
        }
        if rejected {
            perform_all(&app, &[(bob, "reject", alice)]).await;
        }
        for path in RECEIVED {
            let page = bob.get(path).await.expect(200).json();
            let row = page["results"][0].clone();
            let fields: BTreeSet<_> = row.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(fields, ["created", "from_user", "id", "rejected", "to_user", "viewed"].into());
            assert_eq!(
                (page["count"].as_u64(), &page["next"], &page["previous"]),
                (Some(1), &Value::Null, &Value::Null)
            );
            assert_eq!(row["from_user"], bob.get(&alice.path("")).await.expect(200).json());
            assert_eq!(row["to_user"], bob.get(&bob.path("")).await.expect(200).json());
            assert!(row["id"].is_u64() && row["created"].as_str().unwrap().ends_with('Z'), "{row}");
            assert_eq!((row["rejected"].is_string(), row["viewed"].is_string()), (rejected, viewed), "{row}");
        }
        for path in SENT {
            let row = alice.get(path).await.expect(200).json()["results"][0].clone();
            assert_eq!((&row["rejected"], &row["viewed"]), (&Value::Null, &Value::Null), "{row}");
            assert_eq!(row["from_user"], alice.get(&alice.path("")).await.expect(200).json());
            assert_eq!(row["to_user"], alice.get(&bob.path("")).await.expect(200).json());
            assert_eq!(row["to_user"]["connection_status"], "sent_connection_request");
        }
        // The other two lists do not show the request.
        for (caller, path) in [(alice, RECEIVED[0]), (bob, SENT[0])] {
            let page = caller.get(path).await.expect(200).json();
            assert_eq!(page, json!({"count": 0, "next": null, "previous": null, "results": []}));
        }
    }
}

#[tokio::test]
async fn the_state_decides_which_lists_show_a_request() {
    let app = App::new().await;
    let [alice, bob] = &users(&app).await;
    for (by, action, with, sent, received, rejected) in [
        (alice, "request", bob, 1, 1, false),
        (bob, "reject", alice, 1, 1, true),
        (bob, "cancel_reject", alice, 1, 1, false),
        (bob, "reject", alice, 1, 1, true),
        // A withdrawn request leaves the sent list, and the rejection stands.
        (alice, "cancel_request", bob, 0, 1, true),
        (bob, "cancel_reject", alice, 0, 0, false),
        (alice, "request", bob, 1, 1, false),
        (bob, "accept", alice, 0, 0, false),
        (bob, "remove", alice, 0, 0, false),
    ] {
        perform_all(&app, &[(by, action, with)]).await;
        app.settle().await;
        for (me, path, count) in
            [(alice, SENT[0], sent), (bob, RECEIVED[1], received), (bob, SENT[1], 0), (alice, RECEIVED[0], 0)]
        {
            let page = me.get(path).await.expect(200).json();
            let rows = page["results"].as_array().unwrap();
            assert_eq!((rows.len(), &page["count"]), (count, &json!(count)), "{action}: {path} of {}", me.name);
            assert!(rows.iter().all(|row| row["rejected"].is_string() == (rejected && me.name == bob.name)), "{page}");
        }
    }
}

#[tokio::test]
async fn cancelling_a_rejection_restores_the_request_and_a_new_request_is_new() {
    let app = App::new().await;
    let [alice, bob] = &users(&app).await;
    let row = async || bob.get(RECEIVED[0]).await.expect(200).json()["results"][0].clone();
    perform_all(&app, &[(alice, "request", bob)]).await;
    bob.post(&alice.path("connection_requests/mark_seen/")).await.expect(204);
    let first = row().await;
    perform_all(&app, &[(alice, "request", bob), (bob, "reject", alice), (bob, "cancel_reject", alice)]).await;
    assert_eq!(row().await, first);
    perform_all(&app, &[(alice, "cancel_request", bob), (alice, "request", bob)]).await;
    let second = row().await;
    assert!(second["id"].as_u64() > first["id"].as_u64() && second["viewed"].is_null(), "{second}");
}

#[tokio::test]
async fn pages_cover_every_request_once_newest_first() {
    let app = App::new().await;
    let star = &app.user("star").await;
    let fans: [TestUser; 11] = users(&app).await;
    for fan in &fans {
        perform_all(&app, &[(fan, "request", star)]).await;
    }
    for fan in &fans[4..8] {
        perform_all(&app, &[(star, "reject", fan)]).await;
    }
    app.settle().await;
    let newest: Vec<_> = fans.iter().rev().map(|fan| fan.name.clone()).collect();
    let page = star.get(RECEIVED[0]).await.expect(200).json();
    assert_eq!((names(page["results"].as_array().unwrap(), "from_user"), &page["count"]), (newest.clone(), &json!(11)));
    for limit in [1, 4, 11] {
        let path = format!("{}?limit={limit}", RECEIVED[1]);
        assert_eq!(names(&walk(star, &path).await, "from_user"), newest, "{limit}");
    }
    let second = star.get(&format!("{}?limit=4&offset=4", RECEIVED[0])).await.expect(200).json();
    assert_eq!(names(second["results"].as_array().unwrap(), "from_user"), newest[4..8]);
    let back = second["previous"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    let back = star.get(back).await.expect(200).json();
    assert_eq!(names(back["results"].as_array().unwrap(), "from_user"), newest[..4]);
}

#[tokio::test]
async fn a_hidden_user_leaves_the_callers_lists_but_stays_connected() {
    let app = App::new().await;
    let [alice, bob, eve] = &users(&app).await;
    perform_all(&app, &[(bob, "request", alice), (eve, "request", alice), (alice, "request", bob)]).await;
    perform_all(&app, &[(bob, "remove", alice), (bob, "request", alice)]).await;
    alice.post(&bob.path("hide/")).await.expect(201);
    assert_eq!(names(&walk(alice, RECEIVED[0]).await, "from_user"), [eve.name.as_str()]);
    assert_eq!(names(&walk(bob, SENT[0]).await, "to_user"), [alice.name.as_str()]);
    perform_all(&app, &[(alice, "accept", bob)]).await;
    assert_eq!(walk(alice, &alice.path("connections/")).await, [Value::Null; 0]);
    assert_eq!(walk(bob, &alice.path("connections/")).await.len(), 1);
    alice.post(&bob.path("hide/")).await.expect(201);
    assert_eq!(walk(alice, &alice.path("connections/")).await.len(), 1);
}

#[rstest]
#[case::limit("limit=x", "limit")]
#[case::offset("offset=10001", "offset")]
#[case::negative("offset=-1", "offset")]
#[case::cursor("cursor=!", "cursor")]
#[tokio::test]
async fn rejects_bad_parameters(#[case] query: &str, #[case] field: &str) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    for path in RECEIVED.into_iter().chain(SENT) {
        assert_eq!(alice.get(&format!("{path}?{query}")).await.expect(400).invalid_fields(), [field]);
        app.get(&format!("{path}?{query}")).await.expect(401);
    }
}

/// A list is read in two steps. A request that changes its direction in between must not appear in the wrong list.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_is_never_listed_in_the_wrong_direction() {
    let app = App::new().await;
    let [alice, bob] = &users(&app).await;
    let flips = async {
        for _ in 0..20 {
            for (one, other) in [(alice, bob), (bob, alice)] {
                by_id(one, "request", other).await.expect(200);
                by_id(other, "reject", one).await.expect(200);
                by_id(one, "cancel_request", other).await.expect(200);
                // A request by the other user changes the direction in one step.
                by_id(other, "request", one).await.expect(200);
                by_id(other, "cancel_request", one).await.expect(200);
            }
        }
    };
    let reads = |path: &'static str| async move {
        let mut seen = BTreeSet::new();
        for _ in 0..150 {
            let page = alice.get(path).await.expect(200).json();
            seen.extend(page["results"].as_array().unwrap().iter().map(|row| row["id"].as_u64().unwrap()));
        }
        seen
    };
    let ((), received, sent) = futures::join!(flips, reads(RECEIVED[0]), reads(SENT[0]));
    let both: Vec<_> = received.intersection(&sent).collect();
    assert!(both.is_empty() && !received.is_empty() && !sent.is_empty(), "{both:?} of {received:?}, {sent:?}");
}

/// Each request has two users. Staff see all of their fields.
#[tokio::test]
async fn a_page_of_requests_fits_a_response_however_long_profiles_are() {
    let app = App::new().await;
    let star = app.staff("star").await;
    fill_profile(&star, "\u{1f3d4}").await;
    for n in 0..100 {
        let fan = app.user(&format!("fan-{n}-{}", "x".repeat(50))).await;
        fill_profile(&fan, "\u{1f3d4}").await;
        fan.post(&star.path("connection/request/")).await.expect(200);
    }
    app.settle().await;
    let pages = there_and_back(&star, &format!("{}?limit=100", RECEIVED[0])).await;
    assert!(pages.len() > 1, "one page has all requests");
    let names: BTreeSet<_> = names(&pages.concat(), "from_user").into_iter().collect();
    assert_eq!((names.len(), pages.concat().len()), (100, 100));
}
