//! `PUT`, `PATCH /api/v2/user/{id}/`: fields and permission.

use std::future::IntoFuture as _;

use rstest::rstest;
use serde_json::{Map, Value, json};
use shared::domain::{AuthState, Profile, UserId, Username};
use shared::store::NewAccount;
use tests::{App, Request, Routes as _, SECRET, TestUser, mint};

/// Every writable field with a value; `date_of_birth` is the same as `birthday`.
const FIELDS: [(&str, &str); 12] = [
    ("username", "Madeline_2-b"),
    ("real_name", "Madeline Ö. \u{1f3d4}"),
    ("bio", "Climbs.\r\n\tMountains & \"more\";\n= 100 %"),
    ("location", "Celeste Mountain"),
    ("location_lat_lng", "45.07,7.68"),
    ("position_lat_lng", "-45.1,-7.6"),
    ("birthday", "1998-02-28"),
    ("description", "Climber"),
    ("gender", "Female"),
    ("website", "https://example.org/~madeline?a=b#c"),
    ("company_name", "Peak & Sons"),
    ("company_role", "Guide"),
];

async fn own(person: &TestUser) -> Value {
    person.get(&person.path("")).await.expect(200).json()
}

fn send(person: &TestUser, method: &str, encoding: &str, fields: &[(&str, &str)]) -> Request {
    let request = person.request(method, &person.path(""));
    match encoding {
        "json" => request.json(&fields.iter().map(|(name, value)| (*name, *value)).collect()),
        "form" => request.form(fields),
        _ => request.multipart(fields, &[]),
    }
}

#[rstest]
#[tokio::test]
async fn changes_every_field_alone_and_all_together(
    #[values("PUT", "PATCH")] method: &str,
    #[values("json", "form", "multipart")] encoding: &str,
) {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let changed = send(&alice, method, encoding, &FIELDS).await.expect(200).json();
    for (name, value) in FIELDS {
        assert_eq!(changed[name], value, "{name}");
    }
    assert_eq!(changed["date_of_birth"], changed["birthday"]);
    assert_eq!(changed, own(&alice).await);

    let mut expected = own(&bob).await;
    for (name, value) in FIELDS.iter().skip(1) {
        expected[*name] = json!(value);
        if *name == "birthday" {
            expected["date_of_birth"] = json!(value);
        }
        let changed = send(&bob, method, encoding, &[(name, value)]).await.expect(200).json();
        assert_eq!(changed, expected, "{name}");
    }
    assert_eq!(own(&bob).await, expected);
}

#[tokio::test]
async fn a_body_without_fields_changes_nothing() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    send(&alice, "PUT", "json", &FIELDS).await.expect(200);
    let before = own(&alice).await;
    for answer in [
        alice.put(&alice.path("")).await,
        alice.put(&alice.path("")).json(&json!({})).await,
        alice.put(&alice.path("")).form(&[]).await,
        alice.put(&alice.path("")).multipart(&[], &[]).await,
        alice.put(&alice.path("")).json(&json!({"twitter": "x", "first_name": "x", "unheard_of": [1]})).await,
    ] {
        assert_eq!(answer.expect(200).json(), before);
    }
    assert_eq!(own(&alice).await, before);
}

#[rstest]
#[tokio::test]
async fn null_and_empty_text_clear_a_field(#[values("null", "\"\"")] empty: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let new = own(&alice).await;
    send(&alice, "PUT", "json", &FIELDS[1..]).await.expect(200);
    let cleared: Map<_, _> =
        FIELDS[1..].iter().map(|(name, _)| ((*name).to_owned(), serde_json::from_str(empty).unwrap())).collect();
    assert_eq!(alice.patch(&alice.path("")).json(&cleared.into()).await.expect(200).json(), new);
    assert_eq!(own(&alice).await, new);
}

#[rstest]
#[case(json!({"birthday": "2001-01-01"}), "2001-01-01")]
#[case(json!({"date_of_birth": "2001-01-01"}), "2001-01-01")]
#[case(json!({"birthday": "2001-01-01", "date_of_birth": "2001-01-01"}), "2001-01-01")]
#[case::first_of_both_changed(json!({"birthday": "2001-01-01", "date_of_birth": "1998-02-28"}), "2001-01-01")]
#[case::second_of_both_changed(json!({"birthday": "1998-02-28", "date_of_birth": "2001-01-01"}), "2001-01-01")]
#[case::a_leap_day(json!({"birthday": "2000-02-29"}), "2000-02-29")]
#[tokio::test]
async fn a_birthday_has_two_names(#[case] body: Value, #[case] day: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    alice.put(&alice.path("")).json(&json!({"birthday": "1998-02-28"})).await.expect(200);
    let changed = alice.put(&alice.path("")).json(&body).await.expect(200).json();
    assert_eq!((&changed["birthday"], &changed["date_of_birth"]), (&json!(day), &json!(day)));
}

#[tokio::test]
async fn ignores_read_only_fields() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let before = own(&alice).await;
    let body = json!({
        "id": bob.id.get(), "email": "eve@example.org", "email_isvalid": true, "date_joined": "2020-01-01T00:00:00Z",
        "status": "b", "avatar": "https://example.org/a.png", "avatar_url": "https://example.org/a.png",
        "cover": "https://example.org/c.png", "ext_id": 5, "tags": ["staff"], "reputation": 99,
        "connection_status": "connected", "followings_counter": 5, "followers_counter": "many", "posts_counter": -1,
        "community_badge": true, "reg_approved": false, "deleted": true, "is_staff": true, "is_superuser": true,
        "password": "another-password", "permission": {},
    });
    assert_eq!(alice.put(&alice.path("")).json(&body).await.expect(200).json(), before);
    assert_eq!(own(&alice).await, before);
    alice.delete(&bob.path("")).await.expect(403);
    let login = json!({"username": "alice", "password": TestUser::PASSWORD});
    app.post("/api/users/login/").json(&login).await.expect(200);
}

#[rstest]
#[tokio::test]
async fn sending_the_user_object_back_changes_nothing(#[values("json", "form", "multipart")] encoding: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for _ in 0..2 {
        let before = own(&alice).await;
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string().replace("null", ""), str::to_owned);
        let texts: Vec<_> = before.as_object().unwrap().iter().map(|(name, value)| (name, text(value))).collect();
        let fields: Vec<_> = texts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let request = match encoding {
            "json" => alice.put(&alice.path("")).json(&before),
            encoding => send(&alice, "PUT", encoding, &fields),
        };
        assert_eq!(request.await.expect(200).json(), before);
        // The second round has every field set.
        send(&alice, "PUT", "json", &FIELDS).await.expect(200);
    }
}

#[tokio::test]
async fn a_username_of_the_directory_api_may_be_sent_back() {
    let app = App::new().await;
    let username = Username::parse_directory("first.last+1@work").unwrap_or_else(|p| panic!("{p:?}"));
    let profile = Profile::new(UserId::generate(app.state.clock.now()), username, None);
    let account = NewAccount { profile, auth: AuthState::new(false, false), password: None, session: None };
    assert!(app.state.store.accounts().try_create(&account).await.unwrap());
    let id = account.profile.id;
    let caller = app.bearer(&mint(SECRET, &app.claims_of(id)));
    let path = format!("/api/v2/user/{id}/");
    let body = json!({"username": "first.last+1@work", "bio": "Here."});
    assert_eq!(caller.put(&path).json(&body).await.expect(200).json()["bio"], "Here.");
    let refused = caller.put(&path).json(&json!({"username": "first.last+2@work"})).await.expect(400);
    assert_eq!(refused.invalid_fields(), ["username"]);
}

#[tokio::test]
async fn only_the_user_may_change_a_profile_with_any_body() {
    let app = App::new().await;
    let [alice, bob, root] = [app.register("alice").await, app.register("bob").await, app.superuser("root").await];
    let before = own(&alice).await;
    for method in ["PUT", "PATCH"] {
        for body in [r#"{"bio": "Hacked."}"#, r#"{"gender": 5}"#, "{{{", ""] {
            let request = |caller: Option<&TestUser>| match caller {
                Some(person) => person.request(method, &alice.path("")),
                None => app.request(method, &alice.path("")),
            };
            request(None).body("application/json", body).await.expect(401);
            request(Some(&bob)).body("application/json", body).await.expect(403);
            request(Some(&root)).body("application/json", body).await.expect(403);
            request(Some(&bob)).body("text/plain", body).await.expect(403);
        }
    }
    assert_eq!(own(&alice).await, before);
}

#[tokio::test]
async fn concurrent_changes_of_different_fields_all_apply() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for round in 0..5 {
        let fields = ["real_name", "bio", "location", "description", "company_name", "company_role"];
        let changes = fields.map(|name| {
            let body = json!({name: format!("{name} {round}")});
            alice.patch(&alice.path("")).json(&body).into_future()
        });
        for answer in futures::future::join_all(changes).await {
            answer.expect(200);
        }
        let user = own(&alice).await;
        for name in fields {
            assert_eq!(user[name], format!("{name} {round}"));
        }
    }
}
