//! `GET`, `POST`, `PATCH`, `DELETE /api/v2/user/avatar/`

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::UserId;
use tests::{App, Routes as _, TestUser, pictures};

use super::{PATH, assert_consistent, file, fill, list, send};

async fn add(person: &TestUser) -> Value {
    send(person, &pictures::png(20, 20)).await.expect(201).json()
}

#[tokio::test]
async fn the_first_avatar_becomes_the_primary() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let before = app.state.clock.now().as_millisecond();
    let first = add(&alice).await;
    let keys: Vec<_> = first.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["avatar", "date_uploaded", "id", "primary", "user"]);
    let id: UserId = first["id"].as_u64().unwrap().try_into().unwrap();
    assert!(id.created().as_millisecond() >= before);
    assert_eq!(first["date_uploaded"], shared::domain::time::rfc3339(id.created()));
    assert_eq!((&first["primary"], &first["user"]), (&json!(true), &json!(alice.id)));
    let second = add(&alice).await;
    assert_eq!(second["primary"], false);
    assert_ne!(first["avatar"], second["avatar"], "the same picture must make another file");
    // The list is newest first.
    assert_eq!(list(&alice).await, [second, first.clone()]);
    for user in [alice.get(&alice.path("")).await, app.get(&alice.path("")).await] {
        let user = user.expect(200).json();
        assert_eq!((&user["avatar"], &user["avatar_url"]), (&first["avatar"], &first["avatar"]));
    }
    let site = app.get("/api/users/alice").await.expect(200).json();
    assert_eq!(site["gravatar"], first["avatar"]);
    assert_eq!(alice.get("/api/users/user/").await.expect(200).json()["gravatar"], first["avatar"]);
    let brief = app.get("/api/v2/user/autocomplete/").await.expect(200).json();
    assert_eq!(brief["results"][0]["avatar"], first["avatar"]);
}

#[tokio::test]
async fn the_newest_avatar_replaces_a_deleted_primary() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let [a, b, c] = [add(&alice).await, add(&alice).await, add(&alice).await];
    let shown = async || alice.get("/api/v2/user/me/avatar/").await.expect(200).json()["avatar"].clone();
    alice.patch(PATH).json(&json!({"avatar_id": b["id"]})).await.expect(204);
    assert_eq!(shown().await, b["avatar"]);
    // Repeating it changes nothing; a form is accepted too.
    alice.patch(PATH).form(&[("avatar_id", &b["id"].to_string())]).await.expect(204);
    alice.delete(PATH).json(&json!({"avatar_id": b["id"]})).await.expect(204);
    assert_eq!(shown().await, c["avatar"]);
    alice.delete(PATH).json(&json!({"avatar_id": a["id"]})).await.expect(204);
    assert_eq!(shown().await, c["avatar"]);
    alice.delete(PATH).json(&json!({"avatar_id": a["id"]})).await.expect(404);
    assert_consistent(&app, &alice).await;
    alice.delete(PATH).json(&json!({"avatar_id": c["id"]})).await.expect(204);
    assert!(list(&alice).await.is_empty());
    assert_consistent(&app, &alice).await;
    // The next avatar is the first one again, and so the primary.
    assert_eq!(add(&alice).await["primary"], true);
    assert_consistent(&app, &alice).await;
}

#[tokio::test]
async fn avatars_of_other_users_are_not_found() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let (own, other) = (add(&alice).await, add(&bob).await);
    let body = json!({"avatar_id": other["id"]});
    alice.patch(PATH).json(&body).await.expect(404);
    alice.delete(PATH).json(&body).await.expect(404);
    assert_eq!((list(&alice).await, list(&bob).await), (vec![own], vec![other.clone()]));
    file(&app, &other["avatar"]).await.expect(200);
}

#[rstest]
#[case(json!({}), "required")]
#[case(json!({"avatar_id": null}), "null")]
#[case(json!({"avatar_id": ""}), "invalid")]
#[case(json!({"avatar_id": "x"}), "invalid")]
#[case(json!({"avatar_id": "-1"}), "invalid")]
#[case(json!({"avatar_id": 0}), "invalid")]
#[case(json!({"avatar_id": 1.5}), "invalid")]
#[case(json!({"avatar_id": true}), "invalid")]
#[case(json!({"avatar_id": [1]}), "invalid")]
#[case(json!({"avatar_id": 9_007_199_254_740_992_u64}), "invalid")]
#[tokio::test]
async fn rejects_a_bad_avatar_id(#[case] body: Value, #[case] code: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    add(&alice).await;
    for method in ["PATCH", "DELETE"] {
        let answer = alice.request(method, PATH).json(&body).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["avatar_id"]);
        assert_eq!(answer.json()["errors"][0]["messages"][0]["code"], code, "{answer:?}");
    }
    assert_eq!(list(&alice).await.len(), 1);
}

#[tokio::test]
async fn lists_avatars_page_by_page() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    fill(&app, &alice, 5).await;
    let mut path = format!("{PATH}?limit=2");
    let (mut found, mut back) = (Vec::new(), None);
    loop {
        let page = alice.get(&path).await.expect(200).json();
        assert_eq!(page["count"], 5);
        found.extend(page["results"].as_array().unwrap().clone());
        back = page["previous"].as_str().map(str::to_owned).or(back);
        let Some(next) = page["next"].as_str() else { break };
        path = next.strip_prefix("http://kith.test").unwrap().to_owned();
    }
    assert_eq!(found, list(&alice).await);
    let before = alice.get(back.unwrap().strip_prefix("http://kith.test").unwrap()).await.expect(200).json();
    assert_eq!(before["results"].as_array().unwrap()[..], found[2..4]);
    for wrong in ["limit=x", "offset=-1", "offset=10001"] {
        alice.get(&format!("{PATH}?{wrong}")).await.expect(400);
    }
}

#[tokio::test]
async fn a_user_has_at_most_twenty_avatars() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    fill(&app, &alice, 20).await;
    let picture = pictures::png(20, 20);
    let answer = send(&alice, &picture).await.expect(400);
    insta::assert_snapshot!(answer.body, @r#"{"errors":[{"field":"avatar","messages":[{"code":"max_avatars","message":"You already have 20 avatars. Delete one first."}]}]}"#);
    let answer =
        alice.put(&alice.path("")).json(&json!({"avatar_base64": pictures::base64(&picture)})).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["avatar_base64"]);
    alice.post(&format!("{PATH}upload/")).await.expect(400);
    assert_eq!(app.state.media.names_of(alice.id).await.unwrap(), []);
    let oldest = list(&alice).await[19]["id"].clone();
    alice.delete(PATH).json(&json!({"avatar_id": oldest})).await.expect(204);
    send(&alice, &picture).await.expect(201);
    assert_consistent(&app, &alice).await;
}
