//! `GET /api/v2/user/hidden_users/`, `GET /api/v2/user/hidden_users_id/`

use std::collections::BTreeSet;
use std::time::Duration;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

const LIST: &str = "/api/v2/user/hidden_users/";
const IDS: &str = "/api/v2/user/hidden_users_id/";

fn ids(page: &Value) -> Vec<u64> {
    page["results"].as_array().unwrap().iter().map(|user| user["id"].as_u64().unwrap()).collect()
}

/// A user, and the users whom they hide, newest first.
async fn hider(app: &App, hidden: usize) -> (TestUser, Vec<TestUser>) {
    let alice = app.user("alice").await;
    let mut users = join_all((0..hidden).map(|n| async move { app.user(&format!("hidden-{n}")).await })).await;
    for person in &users {
        app.state.clock.advance(Duration::from_millis(2));
        alice.post(&person.path("hide/")).await.expect(201);
    }
    users.reverse();
    (alice, users)
}

#[tokio::test]
async fn is_empty_for_a_new_user() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let body = alice.get(LIST).await.expect(200).json();
    assert_eq!(body, json!({"count": 0, "next": null, "previous": null, "results": []}));
    assert_eq!(alice.get(IDS).await.expect(200).json(), json!([]));
}

#[tokio::test]
async fn lists_the_callers_hidden_users_newest_first_page_by_page() {
    let app = App::new().await;
    let (alice, users) = hider(&app, 5).await;
    let all: Vec<_> = users.iter().map(|person| person.id.get()).collect();
    let body = alice.get(LIST).await.expect(200).json();
    assert_eq!((ids(&body), &body["count"]), (all.clone(), &json!(5)));
    assert_eq!(body["results"][0], alice.get(&users[0].path("")).await.expect(200).json());
    let first = alice.get(&format!("{LIST}?limit=3")).await.expect(200).json();
    assert_eq!(ids(&first), all[..3]);
    let next = first["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    let second = alice.get(next).await.expect(200).json();
    assert_eq!((ids(&second), &second["next"], &second["count"]), (all[3..].to_vec(), &Value::Null, &json!(5)));
    let previous = second["previous"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    assert_eq!(ids(&alice.get(previous).await.expect(200).json()), all[..3]);
    let found: Vec<u64> = serde_json::from_value(alice.get(IDS).await.expect(200).json()).unwrap();
    assert_eq!(found.len(), 5);
    assert_eq!(BTreeSet::from_iter(found), BTreeSet::from_iter(all));
    let other = users[0].get(LIST).await.expect(200).json();
    assert_eq!((ids(&other), &other["count"]), (vec![], &json!(0)));
}

#[rstest]
#[case("limit=x", "limit")]
#[case("offset=10001", "offset")]
#[case("cursor=!", "cursor")]
#[tokio::test]
async fn rejects_bad_parameters(#[case] query: &str, #[case] field: &str) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    assert_eq!(alice.get(&format!("{LIST}?{query}")).await.expect(400).invalid_fields(), [field]);
}
