//! `GET /api/v2/user/me/avatar/`

use serde_json::json;
use tests::{App, Routes as _, pictures};

#[tokio::test]
async fn returns_the_avatar_of_the_user_object() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let shown = async || alice.get("/api/v2/user/me/avatar/").await.expect(200).json();
    let own = async || json!({"avatar": alice.get("/api/v2/user/me/").await.expect(200).json()["avatar"]});
    let gravatar = shown().await;
    assert!(gravatar["avatar"].as_str().unwrap().starts_with("https://www.gravatar.com/avatar/"), "{gravatar}");
    assert_eq!(gravatar, own().await);
    let request = alice.post("/api/v2/user/avatar/").multipart(&[], &[("avatar", "a.png", &pictures::png(20, 20))]);
    let avatar = request.await.expect(201).json();
    assert_eq!(shown().await, json!({"avatar": avatar["avatar"]}));
    assert_eq!(shown().await, own().await);
}

#[tokio::test]
async fn requires_credentials() {
    App::new().await.get("/api/v2/user/me/avatar/").await.expect(401);
}
