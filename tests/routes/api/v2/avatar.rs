//! `GET /api/v2/avatar/{id}/`

use serde_json::{Value, json};
use tests::{App, Routes as _, TestResponse, pictures};

fn location(answer: &TestResponse) -> Value {
    json!(answer.header("location"))
}

#[tokio::test]
async fn leads_to_the_picture_that_the_caller_sees() {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    let path = format!("/api/v2/avatar/{}", alice.id);
    let seen_by_anyone = async || app.get(&alice.path("")).await.expect(200).json()["avatar"].clone();
    let gravatar = app.get(&path).await.expect(302);
    assert_eq!(location(&gravatar), seen_by_anyone().await);
    assert_eq!((gravatar.body.as_str(), gravatar.header("cache-control")), ("", "no-cache"));
    // One of an address is for those who see the address.
    let seen_by_alice = alice.get(&alice.path("")).await.expect(200).json()["avatar"].clone();
    assert_eq!(location(&alice.get(&path).await.expect(302)), seen_by_alice);
    assert_ne!(seen_by_alice, location(&gravatar));
    assert_eq!(location(&bob.get(&path).await.expect(302)), location(&gravatar));
    let picture = json!({"avatar_base64": pictures::base64(&pictures::png(8, 8))});
    let avatar = alice.post("/api/v2/user/avatar/").json(&picture).await.expect(201).json();
    assert_eq!(location(&app.get(&path).await.expect(302)), avatar["avatar"]);
    // After the last picture is deleted.
    alice.delete("/api/v2/user/avatar/").json(&json!({"avatar_id": avatar["id"]})).await.expect(204);
    assert_eq!(location(&app.get(&path).await.expect(302)), location(&gravatar));
}

#[tokio::test]
async fn a_user_who_does_not_exist_has_no_picture() {
    let app = App::new().await;
    let gone = app.user("gone").await;
    gone.delete(&gone.path("")).await.expect(204);
    for id in ["1", "x", "me", &gone.id.to_string()] {
        app.get(&format!("/api/v2/avatar/{id}/")).await.expect(404);
    }
}
