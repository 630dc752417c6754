//! `POST /api/v2/user/connection/statuses/`

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _};

use super::id::connection::{connect, perform_all};

const STATUSES: &str = "/api/v2/user/connection/statuses/";

#[tokio::test]
async fn returns_the_status_with_the_highest_precedence() {
    let app = App::new().await;
    let me = &app.user("me_myself").await;
    let names = ["connected", "sent", "received", "followed", "rejected_by_me", "rejects_me", "stranger", "gone"];
    let mut users = Vec::new();
    for name in names {
        users.push(app.user(name).await);
    }
    let [connected, sent, received, followed, rejected, rejecting, stranger, gone] = &users[..] else { panic!() };
    connect(&app, me, connected).await;
    connect(&app, gone, me).await;
    perform_all(
        &app,
        &[(me, "request", sent), (received, "request", me), (rejected, "request", me), (me, "reject", rejected)],
    )
    .await;
    perform_all(&app, &[(me, "request", rejecting), (rejecting, "reject", me)]).await;
    for person in [connected, sent, received, followed, gone] {
        me.post(&person.path("follow/")).await.expect(201);
    }
    gone.delete(&gone.path("?hard=1")).await.expect(204);
    app.settle().await;
    let expected = json!({"connection_statuses": {
        connected.id.to_string(): "connected",
        sent.id.to_string(): "sent_connection_request",
        received.id.to_string(): "received_connection_request",
        followed.id.to_string(): "followed",
        rejected.id.to_string(): null,
        rejecting.id.to_string(): "sent_connection_request",
        stranger.id.to_string(): null,
        gone.id.to_string(): null,
        me.id.to_string(): null,
        "1": null,
        "9007199254740991": null,
    }});
    let ids: Vec<u64> =
        users.iter().chain([me]).map(|person| person.id.get()).chain([1, 9_007_199_254_740_991]).collect();
    let as_text: Vec<String> = ids.iter().map(u64::to_string).collect();
    let twice: Vec<u64> = ids.iter().chain(&ids).copied().collect();
    for body in [json!({"users": ids}), json!(ids), json!({"users": as_text}), json!({"users": twice, "more": 1})] {
        assert_eq!(me.post(STATUSES).json(&body).await.expect(200).json(), expected, "{body}");
    }
    // A large id that is written with a point is read exactly.
    let answer = me.post(STATUSES).body("application/json", r#"{"users": [1962034269321125.0, 1.0]}"#).await;
    let expected_of_points = json!({"connection_statuses": {"1": null, "1962034269321125": null}});
    assert_eq!(answer.expect(200).json(), expected_of_points);
    let form: Vec<_> = as_text.iter().map(|id| ("users", id.as_str())).collect();
    assert_eq!(me.post(STATUSES).form(&form).await.expect(200).json(), expected);
    // The same pairs as the other users see them.
    for (person, statuses) in
        [(connected, json!("connected")), (sent, json!("received_connection_request")), (rejecting, Value::Null)]
    {
        let answer = person.post(STATUSES).json(&json!({"users": [me.id]})).await.expect(200).json();
        assert_eq!(answer["connection_statuses"][me.id.to_string()], statuses, "{}", person.name);
    }
}

#[tokio::test]
async fn accepts_a_hundred_ids_and_rejects_one_more() {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    connect(&app, &alice, &bob).await;
    let mut ids: Vec<u64> = (1..100).chain([bob.id.get()]).collect();
    let statuses = alice.post(STATUSES).json(&json!({"users": ids})).await.expect(200);
    assert_eq!(statuses.cost.trips, 1);
    let statuses = statuses.json()["connection_statuses"].clone();
    assert_eq!((statuses.as_object().unwrap().len(), &statuses[bob.id.to_string()]), (100, &json!("connected")));
    ids.push(101);
    assert_eq!(alice.post(STATUSES).json(&json!({"users": ids})).await.expect(400).invalid_fields(), ["users"]);
    // Repeated ids count towards the limit.
    let same = vec![bob.id; 101];
    assert_eq!(alice.post(STATUSES).json(&json!({"users": same})).await.expect(400).invalid_fields(), ["users"]);
    let none = alice.post(STATUSES).json(&json!({"users": []})).await.expect(200).json();
    assert_eq!(none, json!({"connection_statuses": {}}));
}

#[rstest]
#[case::missing(r#"{}"#)]
#[case::null(r#"{"users": null}"#)]
#[case::number(r#"{"users": 7}"#)]
#[case::text(r#"{"users": "7"}"#)]
#[case::object(r#"{"users": {"7": 1}}"#)]
#[case::zero(r#"{"users": [0]}"#)]
#[case::negative(r#"{"users": [-1]}"#)]
#[case::fraction(r#"{"users": [1.5]}"#)]
#[case::exponent(r#"{"users": [1e-3]}"#)]
#[case::too_large(r#"{"users": [9007199254740992]}"#)]
#[case::far_too_large(r#"{"users": [1e400]}"#)]
#[case::name(r#"{"users": ["alice"]}"#)]
#[case::empty(r#"{"users": [""]}"#)]
#[case::leading_zero(r#"{"users": ["07"]}"#)]
#[case::space(r#"{"users": [" 7"]}"#)]
#[case::null_inside(r#"{"users": [7, null]}"#)]
#[case::list_inside(r#"{"users": [[7]]}"#)]
#[case::flag(r#"{"users": [true]}"#)]
#[case::bare_text(r#""7""#)]
#[case::malformed("{")]
#[tokio::test]
async fn rejects_bad_lists(#[case] body: &'static str) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let answer = alice.post(STATUSES).body("application/json", body).await.expect(400);
    if body != "{" && !body.contains("e400") {
        assert_eq!(answer.invalid_fields(), ["users"], "{answer:?}");
    }
}
