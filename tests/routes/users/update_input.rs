//! `PATCH /users/{id}/`: validation.

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, JSON_API, Routes as _};

const OTHER: &str = "0ff1ce00-dead-4bad-8bad-c0ffee000000";

#[rstest]
#[case::no_id(json!({"type": "users"}), 400, "/data/id")]
#[case::null_id(json!({"type": "users", "id": null}), 400, "/data/id")]
#[case::integer(json!({"type": "users", "id": 7}), 400, "/data/id")]
#[case::another_id(json!({"type": "users", "id": OTHER}), 409, "/data/id")]
#[case::not_a_uuid(json!({"type": "users", "id": "alice"}), 409, "/data/id")]
#[case::no_type(json!({"id": OTHER}), 400, "/data/type")]
#[case::another_type(json!({"type": "folders", "id": OTHER}), 409, "/data/type")]
#[tokio::test]
async fn the_document_must_match_the_path(#[case] data: Value, #[case] status: u16, #[case] pointer: &str) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let refused = alice.patch(&alice.directory_path("")).json_api(&json!({"data": data})).await.expect(status).json();
    assert_eq!(refused["errors"][0]["source"]["pointer"], pointer);
}

#[rstest]
#[case::empty_name(json!({"username": ""}), "username")]
#[case::null_name(json!({"username": null}), "username")]
#[case::taken(json!({"username": "Bob"}), "username")]
#[case::reserved(json!({"username": "users"}), "username")]
#[case::space(json!({"username": "a b"}), "username")]
#[case::taken_address(json!({"email": "BOB@example.org"}), "email")]
#[case::bad_address(json!({"email": "nowhere"}), "email")]
#[case::number(json!({"first_name": 1}), "first_name")]
#[case::long(json!({"last_name": "a".repeat(151)}), "last_name")]
#[case::line_break(json!({"last_name": "a\nb"}), "last_name")]
#[case::text_for_a_flag(json!({"is_staff": "true"}), "is_staff")]
#[tokio::test]
async fn rejects_a_bad_attribute_and_changes_nothing(#[case] attributes: Value, #[case] wrong: &str) {
    let app = App::new().await;
    let [alice, _bob] = [app.user("alice").await, app.user("bob").await];
    let before = alice.get("/users/me/").await.expect(200).json();
    let mut all = json!({"first_name": "Alice", "last_name": "L.", "email": "new@example.org"});
    all.as_object_mut().unwrap().extend(attributes.as_object().unwrap().clone());
    let refused = alice.patch(&alice.directory_path("")).json_api(&alice.patch_of(all)).await.expect(400).json();
    assert_eq!(refused["errors"].as_array().unwrap().len(), 1, "{refused}");
    assert_eq!(refused["errors"][0]["source"]["pointer"], format!("/data/attributes/{wrong}"));
    assert_eq!(alice.get("/users/me/").await.expect(200).json(), before);
}

#[rstest]
#[case::empty("")]
#[case::not_json("}")]
#[case::text("\"x\"")]
#[case::an_unended_string("{\"data")]
#[tokio::test]
async fn rejects_an_unreadable_body(#[case] body: &str) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    alice.patch(&alice.directory_path("")).body(JSON_API, body.to_owned()).await.expect(400);
}
