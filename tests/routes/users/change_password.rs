//! `POST /users/{id}/change-password/`

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::Status;
use tests::{App, JSON_API, Routes as _, TestUser, directory_path};

const NEW: &str = "another-horse";

#[rstest]
#[case::json("application/json", json!({"password": NEW}))]
#[case::plain_in_json_api(JSON_API, json!({"password": NEW}))]
#[case::resource(JSON_API, json!({"data": {"type": "users", "attributes": {"password": NEW}}}))]
#[tokio::test]
async fn sets_the_password_of_an_account_without_one(#[case] content_type: &str, #[case] body: Value) {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let id = app.account("theo", None, Status::Approved, None).await;
    app.login("theo", NEW).await.expect(400);
    let path = directory_path(id, "change-password/");
    let answer = staff.post(&path).body(content_type, body.to_string()).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json(), json!({"status": "password set"}));
    app.login("theo", NEW).await.expect(200);
}

#[tokio::test]
async fn a_password_set_by_staff_revokes_every_token() {
    let app = App::new().await;
    let [alice, staff] = [app.register("alice").await, app.staff("staff").await];
    let second = app.log_in("alice", TestUser::PASSWORD).await;
    staff.post(&alice.directory_path("change-password/")).json(&json!({"password": NEW})).await.expect(200);
    alice.get("/users/me/").await.expect(401);
    second.get("/api/users/user/").await.expect(401);
    app.login("alice", TestUser::PASSWORD).await.expect(400);
    app.log_in("alice", NEW).await.get("/users/me/").await.expect(200);
    staff.get("/users/me/").await.expect(200);
}

#[tokio::test]
async fn users_who_set_their_own_password_keep_the_calling_token() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let second = app.log_in("alice", TestUser::PASSWORD).await;
    alice.post(&alice.directory_path("change-password/")).json(&json!({"password": NEW})).await.expect(200);
    alice.get("/users/me/").await.expect(200);
    second.get("/users/me/").await.expect(401);
    // The exempt token is revoked when staff set the password.
    let staff = app.staff("staff").await;
    staff.post(&alice.directory_path("change-password/")).json(&json!({"password": "a-third-horse"})).await.expect(200);
    alice.get("/users/me/").await.expect(401);
}

#[tokio::test]
async fn an_inactive_account_stays_inactive() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let id = app.account("theo", None, Status::Blocked, Some(TestUser::PASSWORD)).await;
    staff.post(&directory_path(id, "change-password/")).json(&json!({"password": NEW})).await.expect(200);
    app.login("theo", NEW).await.expect(400);
}

#[rstest]
#[case::an_empty_object("application/json", "{}", 400, Some("/password"))]
#[case::null("application/json", r#"{"password": null}"#, 400, Some("/password"))]
#[case::number("application/json", r#"{"password": 12345678}"#, 400, Some("/password"))]
#[case::short("application/json", r#"{"password": "short"}"#, 400, Some("/password"))]
#[case::control("application/json", r#"{"password": "a\u0000-password"}"#, 400, Some("/password"))]
#[case::a_document_in_json(
    "application/json",
    r#"{"data": {"attributes": {"password": "another-horse"}}}"#,
    400,
    Some("/password")
)]
#[case::short_attribute(
    JSON_API,
    r#"{"data": {"attributes": {"password": "x"}}}"#,
    400,
    Some("/data/attributes/password")
)]
#[case::no_attributes(JSON_API, r#"{"data": {}}"#, 400, Some("/data/attributes/password"))]
#[case::not_an_object(JSON_API, r#"{"data": []}"#, 400, Some("/data"))]
#[case::array("application/json", "[]", 400, None)]
#[case::not_json("application/json", "{", 400, None)]
#[case::empty("application/json", "", 400, None)]
#[case::form("application/x-www-form-urlencoded", "password=another-horse", 415, None)]
#[case::modified("application/vnd.api+json; version=1.0", r#"{"password": "another-horse"}"#, 415, None)]
#[tokio::test]
async fn rejects_a_bad_body_and_changes_nothing(
    #[case] content_type: &str,
    #[case] body: &str,
    #[case] status: u16,
    #[case] pointer: Option<&str>,
) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let second = app.log_in("alice", TestUser::PASSWORD).await;
    let path = alice.directory_path("change-password/");
    let refused = alice.post(&path).body(content_type, body.to_owned()).await.expect(status).json();
    assert_eq!(refused["errors"][0]["source"]["pointer"].as_str(), pointer);
    app.login("alice", TestUser::PASSWORD).await.expect(200);
    second.get("/users/me/").await.expect(200);
}
