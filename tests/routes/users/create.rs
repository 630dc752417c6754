//! `POST /users/`

use insta::assert_json_snapshot;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, JSON_API, Routes as _, TestUser, new_folder};

#[tokio::test]
async fn needs_only_a_username_and_returns_the_location() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let answer = app.create_directory_user(&staff, &json!({"username": "theo.l+1@x"})).await.expect(200);
    let created = answer.json();
    assert_eq!(created["data"]["attributes"]["email"], "");
    assert_eq!(created["data"]["attributes"]["is_active"], true);
    let path = answer.header("location").strip_prefix("http://kith.test").expect("a link to here");
    assert_eq!(staff.get(path).await.expect(200).json(), created);
    // No one can log in to an account without a password.
    for password in ["", "theo.l+1@x", TestUser::PASSWORD] {
        app.login("theo.l+1@x", password).await.expect(400);
    }
    let listed = staff.get("/users/?sort=-username").await.expect(200).json();
    assert_eq!((&listed["data"][0], listed["meta"]["pagination"]["count"].as_u64()), (&created["data"], Some(2)));
}

#[tokio::test]
async fn sets_writable_attributes_and_ignores_the_others() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    let attributes = json!({
        "username": "theo", "first_name": "Theo", "last_name": "L.", "email": "theo@example.org", "is_active": true,
        "is_staff": true, "is_superuser": true, "date_joined": "2001-01-01T00:00:00Z", "password": "correct-horse",
    });
    let created = app.create_directory_user(&root, &attributes).await.expect(200).json()["data"]["attributes"].clone();
    for name in ["username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser"] {
        assert_eq!(created[name], attributes[name], "{name}");
    }
    assert_ne!(created["date_joined"], attributes["date_joined"]);
    app.login("theo", "correct-horse").await.expect(400);
    // There are two superusers now, so one may be deleted.
    root.delete(&root.directory_path("")).await.expect(204);
}

#[tokio::test]
async fn staff_cannot_grant_roles() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    for flag in ["is_staff", "is_superuser"] {
        let attributes = json!({"username": "theo", flag: true, "email": "wrong as well"});
        let refused = app.create_directory_user(&staff, &attributes).await.expect(403).json();
        assert_eq!(refused["errors"][0]["source"]["pointer"], format!("/data/attributes/{flag}"));
    }
    let listed = staff.get("/users/").await.expect(200).json();
    assert_eq!(listed["meta"]["pagination"]["count"], 1);
}

#[rstest]
#[case::no_name(json!({}), &["username"])]
#[case::null_name(json!({"username": null}), &["username"])]
#[case::empty_name(json!({"username": ""}), &["username"])]
#[case::number(json!({"username": 7}), &["username"])]
#[case::long_name(json!({"username": "a".repeat(151)}), &["username"])]
#[case::space(json!({"username": "a b"}), &["username"])]
#[case::reserved(json!({"username": "Me"}), &["username"])]
#[case::dot(json!({"username": "."}), &["username"])]
#[case::two_dots(json!({"username": ".."}), &["username"])]
#[case::integer(json!({"username": "123"}), &["username"])]
#[case::uuid(json!({"username": "0ff1ce00-dead-4bad-8bad-c0ffee000000"}), &["username"])]
#[case::taken(json!({"username": "STAFF"}), &["username"])]
#[case::taken_address(json!({"username": "new", "email": "Staff@Example.org"}), &["email"])]
#[case::both_taken(json!({"username": "staff", "email": "staff@example.org"}), &["username", "email"])]
#[case::bad_address(json!({"username": "new", "email": "nowhere"}), &["email"])]
#[case::long_first_name(json!({"username": "new", "first_name": "a".repeat(151)}), &["first_name"])]
#[case::control_character(json!({"username": "new", "last_name": "a\u{0}"}), &["last_name"])]
#[case::text_for_a_flag(json!({"username": "new", "is_active": "true"}), &["is_active"])]
#[case::number_for_a_flag(json!({"username": "new", "is_staff": 0}), &["is_staff"])]
#[case::null_for_a_flag(json!({"username": "new", "is_superuser": null}), &["is_superuser"])]
#[case::all(json!({"username": "a b", "first_name": 1, "email": [], "is_active": {}}), &["first_name", "email", "is_active", "username"])]
#[tokio::test]
async fn rejects_bad_attributes_and_creates_no_account(#[case] attributes: Value, #[case] wrong: &[&str]) {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let refused = app.create_directory_user(&staff, &attributes).await.expect(400).json();
    let pointers: Vec<_> = refused["errors"].as_array().unwrap().iter().map(|e| &e["source"]["pointer"]).collect();
    let expected: Vec<_> = wrong.iter().map(|name| format!("/data/attributes/{name}")).collect();
    assert_eq!(pointers, expected.iter().collect::<Vec<_>>());
    let listed = staff.get("/users/").await.expect(200).json();
    assert_eq!(listed["meta"]["pagination"]["count"], 1);
}

#[rstest]
#[case::null_id(json!({"id": null}))]
#[case::null_relationships(json!({"relationships": null}))]
#[case::both(json!({"id": null, "relationships": null}))]
#[tokio::test]
async fn null_counts_as_absent_in_a_new_resource(#[case] nulls: Value, #[values(false, true)] bare: bool) {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let send = async |path: &str, mut resource: Value, status: u16| {
        resource.as_object_mut().unwrap().extend(nulls.as_object().unwrap().clone());
        let body = if bare { resource } else { json!({"data": resource}) };
        staff.post(path).json_api(&body).await.expect(status).json()["data"].clone()
    };
    let user = send("/users/", json!({"type": "users", "attributes": {"username": "new"}}), 200).await;
    assert_eq!(user["attributes"]["username"], "new");
    if nulls.get("relationships").is_none() {
        let folder = new_folder(staff.home(), "letters")["data"].clone();
        assert_eq!(send("/folders/", folder, 201).await["attributes"]["title"], "letters");
    }
}

#[rstest]
#[case::empty("", 400, Value::Null)]
#[case::not_json("{", 400, Value::Null)]
#[case::not_utf8("{\"data\": \"\u{fffd}\"}", 400, json!("/data"))]
#[case::array("[]", 400, Value::Null)]
#[case::null("null", 400, Value::Null)]
#[case::no_data("{}", 400, json!("/data"))]
#[case::null_data(r#"{"data": null}"#, 400, json!("/data"))]
#[case::many(r#"{"data": [{"type": "users"}]}"#, 400, json!("/data"))]
#[case::no_type(r#"{"data": {"attributes": {"username": "new"}}}"#, 400, json!("/data/type"))]
#[case::number_for_a_type(r#"{"data": {"type": 1}}"#, 400, json!("/data/type"))]
#[case::another_type(r#"{"data": {"type": "folders", "attributes": {"username": "new"}}}"#, 409, json!("/data/type"))]
#[case::number_for_an_id(r#"{"data": {"type": "users", "id": 0}}"#, 403, json!("/data/id"))]
#[case::empty_id(r#"{"data": {"type": "users", "id": ""}}"#, 403, json!("/data/id"))]
#[case::own_id(r#"{"data": {"type": "users", "id": "0ff1ce00-dead-4bad-8bad-c0ffee000000"}}"#, 403, json!("/data/id"))]
#[case::attributes(r#"{"data": {"type": "users", "attributes": []}}"#, 400, json!("/data/attributes"))]
#[case::relationships(r#"{"data": {"type": "users", "relationships": 1}}"#, 400, json!("/data/relationships"))]
#[case::no_attributes(r#"{"data": {"type": "users"}}"#, 400, json!("/data/attributes/username"))]
#[tokio::test]
async fn rejects_bad_documents(#[case] body: &str, #[case] status: u16, #[case] pointer: Value) {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let refused = staff.post("/users/").body(JSON_API, body.to_owned()).await.expect(status);
    assert_eq!(refused.header("content-type"), JSON_API);
    assert_eq!(refused.json()["errors"][0]["source"]["pointer"], pointer);
}

#[tokio::test]
async fn limits_the_size_and_depth_of_a_body() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let body = json!({"data": {"type": "users", "attributes": {"username": "a".repeat(300_000)}}});
    staff.post("/users/").json_api(&body).await.expect(413);
    // Deep nesting does not exhaust the stack.
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    staff.post("/users/").body(JSON_API, deep).await.expect(400);
}

/// The published client sends this form.
#[tokio::test]
async fn accepts_a_resource_without_data_around_it() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let body = json!({"type": "users", "attributes": {"username": "theo"}});
    staff.post("/users/").json_api(&body).await.expect(200);
}

#[tokio::test]
async fn errors_point_at_the_attribute() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let refused = app.create_directory_user(&staff, &json!({"username": "staff"})).await.expect(400);
    assert_json_snapshot!(refused.json(), @r#"
    {
      "errors": [
        {
          "code": "unique",
          "detail": "A user with that username already exists.",
          "source": {
            "pointer": "/data/attributes/username"
          },
          "status": "400",
          "title": "Bad Request"
        }
      ]
    }
    "#);
    let refused = app.create_directory_user(&staff, &json!({"username": "theo", "is_staff": true})).await.expect(403);
    assert_json_snapshot!(refused.json(), @r#"
    {
      "errors": [
        {
          "code": "permission_denied",
          "detail": "You do not have permission to perform this action.",
          "source": {
            "pointer": "/data/attributes/is_staff"
          },
          "status": "403",
          "title": "Forbidden"
        }
      ]
    }
    "#);
}
