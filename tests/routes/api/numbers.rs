//! The site API takes numbers for texts, as Django REST framework does, and the other APIs do not.

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser, new_folder};

#[tokio::test]
async fn a_game_has_the_id_and_the_name_that_the_web_front_end_sends() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    for (igdb, name, stored) in [
        ("26950", "\"Celeste\"", ["26950", "Celeste"]),
        ("0", "2048", ["0", "2048"]),
        ("-7", "1.5", ["-7", "1.5"]),
        ("18446744073709551615", "-0.25", ["18446744073709551615", "-0.25"]),
        ("1942", "1.0", ["1942", "1.0"]),
        ("\" 1943\"", "1e3", ["1943", "1000.0"]),
    ] {
        let body = format!("{{\"igdb\": {igdb}, \"name\": {name}}}");
        let toggled = alice.post("/api/actions/log/").body("application/json", body.clone()).await.expect(200).json();
        assert_eq!(toggled["value"], true, "{body}");
        let profile = app.get("/api/users/alice").await.expect(200).json();
        let [game] = &profile["played"].as_array().unwrap()[..] else { panic!("{profile}") };
        assert_eq!(
            (&game["id"], &game["igdb"], &game["name"]),
            (&toggled["game"], &json!(stored[0]), &json!(stored[1]))
        );
        let lists = alice.get(&format!("/api/actions/?igdb={}", stored[0])).await.expect(200).json();
        assert_eq!(lists["played"], true);
        // The same game as text.
        let text = json!({"igdb": stored[0], "name": stored[1]});
        assert_eq!(alice.post("/api/actions/log/").json(&text).await.expect(200).json()["value"], false);
    }
}

#[tokio::test]
async fn accounts_and_profiles_take_numbers() {
    let app = App::new().await;
    let body = json!({"username": "alice", "email": "alice@example.org", "password": 1_840_295_731});
    let session = app.post("/api/users/register/").json(&body).await.expect(200).json();
    app.login("alice", "1840295731").await.expect(200);
    app.post("/api/users/login/").json(&json!({"username": "alice", "password": 1_840_295_731})).await.expect(200);
    app.post("/api/users/login/").json(&json!({"username": "alice", "password": 1_840_295_732})).await.expect(400);
    app.post("/api/users/login/").json(&json!({"username": 5, "password": 5})).await.expect(400);
    let alice = app.bearer(session["token"].as_str().unwrap());
    let profile = json!({"bio": 5, "location": 47.5, "twitter": 1984});
    let changed = alice.post("/api/users/profile/alice").json(&profile).await.expect(200).json();
    assert_eq!(json!([changed["bio"], changed["location"], changed["twitter"]]), json!(["5", "47.5", "1984"]));
    // A number is read as text, which is no username or address.
    for (field, value) in [("username", json!(5)), ("username", json!(1.5)), ("email", json!(5))] {
        let refused = alice.post("/api/users/profile/alice").json(&json!({field: value})).await.expect(400).json();
        assert_ne!(refused[field][0], "Not a valid string.", "{refused}");
    }
    for path in ["/api/users/follow/", "/api/users/unfollow/"] {
        let missing = alice.post(path).json(&json!({"username": 26950})).await.expect(404).json();
        assert_eq!(missing, json!({"detail": "User does not exist"}));
    }
}

#[tokio::test]
async fn other_types_are_no_texts() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    for value in [json!(true), json!(false), json!([26950]), json!({"id": 26950}), json!([])] {
        for (path, field, mut body) in [
            ("/api/actions/log/", "igdb", json!({"name": "Celeste"})),
            ("/api/actions/log/", "name", json!({"igdb": "1"})),
            ("/api/users/follow/", "username", json!({})),
            ("/api/users/unfollow/", "username", json!({})),
            ("/api/users/profile/alice", "bio", json!({})),
            ("/api/users/login/", "password", json!({"username": "alice"})),
            ("/api/users/register/", "password", json!({"username": "new", "email": "new@example.org"})),
        ] {
            body[field] = value.clone();
            let refused = alice.post(path).json(&body).await.expect(400).json();
            assert_eq!(refused, json!({field: ["Not a valid string."]}), "{path} {value}");
        }
    }
    assert_eq!(app.get("/api/users/alice").await.expect(200).json()["played"], json!([]));
}

#[tokio::test]
async fn the_other_apis_take_no_numbers_for_texts() {
    let app = App::new().await;
    let (alice, staff) = (app.user("alice").await, app.staff("staff").await);
    let number: Value = json!(26950);
    alice.patch(&alice.path("")).json(&json!({"real_name": number})).await.expect(400);
    alice.post("/api/v2/post/").json(&json!({"text": number})).await.expect(400);
    let password = json!({"password": TestUser::PASSWORD, "new_password": 1_840_295_731});
    alice.patch(&alice.path("change_password/")).json(&password).await.expect(400);
    let mut folder = new_folder(alice.home(), "x");
    folder["data"]["attributes"]["title"] = number.clone();
    alice.post("/folders/").json_api(&folder).await.expect(400);
    app.create_directory_user(&staff, &json!({"username": "new", "first_name": number})).await.expect(400);
}
