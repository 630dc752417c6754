//! `POST /api/users/profile/{username}`

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::EmailVisibility;
use shared::domain::account::code::CodePurpose;
use shared::runtime::config::Config;
use tests::{App, Request, Routes as _, TestUser, config};

fn update(person: &TestUser, name: &str, body: &Value) -> Request {
    person.post(&format!("/api/users/profile/{name}")).json(body)
}

#[rstest]
#[tokio::test]
async fn updates_the_profile_from_json_or_a_form(#[values("json", "form")] encoding: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let fields = [
        ("email", "new@example.org"),
        ("bio", "Climbs.\r\nMountains."),
        ("location", "Celeste"),
        ("twitter", "madeline_climbs"),
        ("refreshAvatar", "true"),
    ];
    let request = alice.post("/api/users/profile/ALICE");
    let answer = match encoding {
        "json" => request.json(&fields.into_iter().collect()).await,
        _ => request.form(&fields).await,
    };
    let changed = answer.expect(200).json();
    for (name, value) in fields.iter().filter(|(name, _)| *name != "refreshAvatar") {
        assert_eq!(changed[*name], *value);
    }
    assert_eq!(changed["me"], json!({"id": alice.id.get(), "username": "alice", "email": "new@example.org"}));
    assert_eq!(changed, alice.get("/api/users/alice").await.expect(200).json());
}

#[tokio::test]
async fn absent_unknown_and_read_only_fields_change_nothing() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    update(&alice, "alice", &json!({"bio": "Climbs.", "twitter": "alice"})).await.expect(200);
    let before = alice.get("/api/users/alice").await.expect(200).json();
    for body in [
        json!({}),
        json!({"refreshAvatar": false}),
        json!({"refreshAvatar": true}),
        json!({"id": 1, "gravatar": "x", "played": [1], "followers": [2], "following_count": 5, "me": {"id": 1}, "x": 1}),
        before.clone(),
    ] {
        assert_eq!(update(&alice, "alice", &body).await.expect(200).json(), before, "{body}");
    }
}

#[rstest]
#[tokio::test]
async fn null_and_empty_text_clear_a_field(#[values(json!(null), json!(""))] cleared: Value) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let new = alice.get("/api/users/alice").await.expect(200).json();
    update(&alice, "alice", &json!({"bio": "b", "location": "l", "twitter": "t"})).await.expect(200);
    let body = json!({"bio": cleared, "location": cleared, "twitter": cleared});
    assert_eq!(update(&alice, "alice", &body).await.expect(200).json(), new);
}

#[rstest]
#[case::bio("bio", &[json!("ö".repeat(256)), json!("\u{0}"), json!(true)])]
#[case::location("location", &[json!("ö".repeat(51)), json!("a\nb"), json!([])])]
#[case::twitter("twitter", &[json!("a".repeat(16)), json!("a\tb"), json!({})])]
#[case::email("email", &[json!(""), json!(null), json!("alice"), json!("a@b"), json!("a b@example.org"), json!("BOB@example.org"), json!(1)])]
#[case::username("username", &[json!(""), json!(null), json!("a.b"), json!("me"), json!("12"), json!("BOB"), json!("a".repeat(151)), json!(1)])]
#[tokio::test]
async fn rejects_a_bad_value_and_changes_nothing(#[case] field: &str, #[case] values: &[Value]) {
    let app = App::new().await;
    let [alice, _] = [app.register("alice").await, app.register("bob").await];
    let before = alice.get("/api/users/alice").await.expect(200).json();
    let good = if field == "bio" { "location" } else { "bio" };
    for value in values {
        let answer = update(&alice, "alice", &json!({field: value, good: "good"})).await;
        assert_eq!(answer.status, 400, "{value}: {answer:?}");
        let errors = answer.json();
        assert_eq!(errors.as_object().unwrap().keys().collect::<Vec<_>>(), [field], "{value}");
        assert!(errors[field][0].is_string(), "{errors}");
    }
    assert_eq!(alice.get("/api/users/alice").await.expect(200).json(), before);
}

#[tokio::test]
async fn accepts_values_of_the_maximum_length() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let body = json!({"bio": "ö".repeat(255), "location": "ö".repeat(50), "twitter": "a".repeat(15)});
    let changed = update(&alice, "alice", &body).await.expect(200).json();
    for name in ["bio", "location", "twitter"] {
        assert_eq!(changed[name], body[name]);
    }
}

#[tokio::test]
async fn accepts_longer_values_of_the_community_api_sent_back_unchanged() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let long = json!({"bio": "ö".repeat(300), "location": "ö".repeat(60)});
    alice.put(&alice.path("")).json(&long).await.expect(200);
    let mut form = alice.get("/api/users/alice").await.expect(200).json();
    assert_eq!((&form["bio"], &form["location"]), (&long["bio"], &long["location"]));
    form["twitter"] = json!("alice");
    let changed = update(&alice, "alice", &form).await.expect(200).json();
    assert_eq!((&changed["bio"], &changed["twitter"]), (&long["bio"], &json!("alice")));
    update(&alice, "alice", &json!({"bio": "ö".repeat(299)})).await.expect(400);
}

#[rstest]
#[tokio::test]
async fn a_rename_accepts_the_old_or_the_new_name_in_the_path(#[values("alice", "Alicia", "ALICIA")] path: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let changed = update(&alice, path, &json!({"username": "Alicia"})).await.expect(200).json();
    assert_eq!((&changed["username"], &changed["me"]["username"]), (&json!("Alicia"), &json!("Alicia")));
    app.get("/api/users/alicia").await.expect(200);
    app.get("/api/users/alice").await.expect(404);
}

#[tokio::test]
async fn rejects_a_rename_to_a_taken_name_on_either_path() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    for path in ["alice", "bob"] {
        let body = json!({"username": "bob", "bio": "Hacked."});
        let answer = update(&alice, path, &body).await.expect(400);
        assert_eq!(answer.json(), json!({"username": ["A user with that username already exists."]}));
    }
    let profile = bob.get("/api/users/bob").await.expect(200).json();
    assert_eq!((&profile["id"], &profile["bio"]), (&json!(bob.id.get()), &Value::Null));
}

#[tokio::test]
async fn any_other_path_is_forbidden_with_any_body() {
    let app = App::new().await;
    let [alice, bob, root] = [app.register("alice").await, app.register("bob").await, app.superuser("root").await];
    for body in
        [r#"{"bio": "Hacked."}"#, r#"{"username": "eve"}"#, r#"{"username": ["alice"]}"#, r#"{"bio": 5}"#, "{{", ""]
    {
        for name in ["alice", "nobody"] {
            let path = format!("/api/users/profile/{name}");
            app.post(&path).body("application/json", body).await.expect(401);
            for person in [&bob, &root] {
                let answer = person.post(&path).body("application/json", body).await.expect(403);
                assert!(answer.json()["detail"].is_string(), "{answer:?}");
            }
        }
    }
    assert_eq!(alice.get("/api/users/alice").await.expect(200).json()["bio"], Value::Null);
}

#[tokio::test]
async fn a_new_email_is_unconfirmed_and_frees_the_old_one() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let valid = async || alice.get(&alice.path("")).await.expect(200).json()["email_isvalid"].clone();
    let code = app.mailed_code(&alice, CodePurpose::Verification).await;
    app.post("/api/v2/account/verify/").json(&json!({"validation_code": code})).await.expect(204);
    assert_eq!(valid().await, true);
    update(&alice, "alice", &json!({"email": "alice@example.org"})).await.expect(200);
    assert_eq!(valid().await, true);
    update(&alice, "alice", &json!({"email": "new@example.org"})).await.expect(200);
    assert_eq!(valid().await, false);
    let bob = json!({"username": "bob", "email": "alice@example.org", "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&bob).await.expect(200);
    let eve = json!({"username": "eve", "email": "NEW@example.org", "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&eve).await.expect(400);
}

#[tokio::test]
async fn shows_callers_their_own_email_under_any_visibility() {
    let app = App::with(Config { email_visibility: EmailVisibility::Own, ..config() }).await;
    let alice = app.register("alice").await;
    let changed = update(&alice, "alice", &json!({"bio": "b"})).await.expect(200).json();
    assert_eq!(changed["email"], "alice@example.org");
}

#[tokio::test]
async fn rejects_an_unreadable_body() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let post = |kind, body: &str| alice.post("/api/users/profile/alice").body(kind, body.to_owned());
    let malformed = post("application/json", "{").await.expect(400);
    assert!(malformed.json()["detail"].as_str().unwrap().starts_with("JSON parse error"), "{malformed:?}");
    post("application/json", "[]").await.expect(400);
    post("application/json", &format!("\"{}\"", "a".repeat(1 << 20))).await.expect(413);
    assert!(post("multipart/form-data; boundary=part", "bio=b").await.expect(400).json()["detail"].is_string());
    assert!(post("text/plain", "bio=b").await.expect(415).json()["detail"].is_string());
}
