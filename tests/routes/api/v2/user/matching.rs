//! `POST /api/v2/user/match/`

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestResponse};

const MATCH: &str = "/api/v2/user/match/";

fn names(answer: &TestResponse) -> Vec<String> {
    let users = answer.json();
    users.as_array().unwrap().iter().map(|user| user["username"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn requires_credentials() {
    let app = App::new().await;
    app.user("alice").await;
    app.post(MATCH).json(&json!(["alice"])).await.expect(401);
    app.post(MATCH).body("application/json", "{{{").await.expect(401);
}

#[tokio::test]
async fn returns_user_objects() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let found = alice.post(MATCH).json(&json!({"usernames": ["bob"]})).await.expect(200).json();
    assert_eq!(found, json!([alice.get(&bob.path("")).await.expect(200).json()]));
}

#[tokio::test]
async fn accepts_an_object_a_bare_array_or_a_form() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    app.user("bob").await;
    let found = [
        alice.post(MATCH).json(&json!({"usernames": ["bob", "alice"], "more": 1})).await,
        alice.post(MATCH).json(&json!(["bob", "alice"])).await,
        alice.post(MATCH).form(&[("usernames", "bob"), ("usernames", "alice")]).await,
    ];
    for answer in found {
        assert_eq!(names(&answer.expect(200)), ["bob", "alice"]);
    }
    let one = alice.post(MATCH).form(&[("usernames", "bob")]).await.expect(200);
    assert_eq!(names(&one), ["bob"]);
}

#[tokio::test]
async fn returns_each_user_once_in_the_order_of_the_names() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    app.user("Bob").await;
    app.user("carol").await;
    let names_sent =
        json!(["CAROL", "nobody", "bob", "Bob", "", "alice", "carol", "bo", "bobb", "me", "no body", "ö", "\u{0}"]);
    let answer = alice.post(MATCH).json(&names_sent).await.expect(200);
    assert_eq!(names(&answer), ["carol", "Bob", "alice"]);
}

#[tokio::test]
async fn empty_lists_and_unknown_names_match_no_one() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    for body in [json!([]), json!({"usernames": []}), json!(["nobody"])] {
        assert_eq!(alice.post(MATCH).json(&body).await.expect(200).json(), json!([]));
    }
}

#[tokio::test]
async fn does_not_match_email_addresses() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    assert_eq!(alice.post(MATCH).json(&json!(["alice@example.org"])).await.expect(200).json(), json!([]));
}

#[rstest]
#[tokio::test]
async fn does_not_match_deleted_users(#[values("?hard=0", "?hard=1")] deletion: &str) {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    bob.delete(&bob.path(deletion)).await.expect(204);
    assert_eq!(names(&alice.post(MATCH).json(&json!(["bob", "alice"])).await.expect(200)), ["alice"]);
}

#[tokio::test]
async fn accepts_100_names_and_rejects_one_more() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    super::list::create_users(&app, 99).await;
    let mut names_sent: Vec<_> = (0..99).map(|n| format!("user{n:03}")).collect();
    names_sent.push("alice".to_owned());
    assert_eq!(names(&alice.post(MATCH).json(&json!(names_sent)).await.expect(200)).len(), 100);
    names_sent.push("user000".to_owned());
    for body in [json!(names_sent), json!({"usernames": names_sent})] {
        assert_eq!(alice.post(MATCH).json(&body).await.expect(400).invalid_fields(), ["usernames"]);
    }
}

#[rstest]
#[case::a_number(json!([1]))]
#[case::a_number_among_names(json!(["alice", 1]))]
#[case::null(json!(["alice", null]))]
#[case::a_list(json!([["alice"]]))]
#[case::an_object(json!({"usernames": {"a": "alice"}}))]
#[case::a_flag(json!({"usernames": true}))]
#[case::null_for_the_list(json!({"usernames": null}))]
#[case::text_for_the_list(json!({"usernames": "alice"}))]
#[case::an_empty_object(json!({}))]
#[case::another_field(json!({"names": ["alice"]}))]
#[case::an_overlong_name(json!(["a".repeat(151)]))]
#[case::bare_text(json!("alice"))]
#[case::bare_number(json!(1))]
#[tokio::test]
async fn rejects_anything_but_a_list_of_names(#[case] body: Value) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let answer = alice.post(MATCH).json(&body).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["usernames"]);
}

#[tokio::test]
async fn rejects_missing_and_unreadable_bodies() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    assert_eq!(alice.post(MATCH).await.expect(400).invalid_fields(), ["usernames"]);
    alice.post(MATCH).body("application/json", "[\"alice\"").await.expect(400);
    alice.post(MATCH).body("text/plain", "alice").await.expect(415);
}
