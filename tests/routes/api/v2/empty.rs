//! Endpoints that are empty by design.

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _};

fn page() -> Value {
    json!({"count": 0, "next": null, "previous": null, "results": []})
}

#[rstest]
#[case::base("custom_menu/base", json!({"id": 1, "name": "base", "items": []}))]
#[case::not_logged("custom_menu/not_logged", json!({"id": 2, "name": "not_logged", "items": []}))]
#[case::user("custom_menu/user", json!({"id": 3, "name": "user", "items": []}))]
#[case::legal_pages("legal_page/last_revisions", json!([]))]
#[case::providers("user/7/provider", json!([]))]
#[case::followed_categories("user/7/categories", json!([]))]
#[case::categories("category/?active=1&can_create_content=1", page())]
#[case::related_posts("post/7/related/?limit=5", page())]
#[case::related_discussions("discussion/7/related", page())]
#[tokio::test]
async fn anyone_gets_something_empty(#[case] path: &str, #[case] expected: Value) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let path = format!("/api/v2/{path}");
    assert_eq!(app.get(&path).await.expect(200).json(), expected);
    assert_eq!(alice.get(&path).await.expect(200).json(), expected);
    app.bearer("garbage").get(&path).await.expect(401);
}

#[rstest]
#[case::consents("legal_page/user_acks", json!([]))]
#[case::banners("notification/banner", page())]
#[case::unseen_banners("notification/banner/unseen/count", json!({"count": 0}))]
#[case::undisposed_banners("notification/banner/undisposed/count", json!({"count": 0}))]
#[case::platform("user/me/platform_url", json!({"platform_url": "", "token_details": null}))]
#[case::tags("user/tag/tags_to_address_a_contribution", json!([]))]
#[case::categories("suggestion/category", page())]
#[case::polls("suggestion/poll", page())]
#[case::unseen_posts("feed/unseen/count", json!({"total": 0, "count": 0, "count_by_category": []}))]
#[tokio::test]
async fn users_get_something_empty(#[case] path: &str, #[case] expected: Value) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let path = format!("/api/v2/{path}/");
    assert_eq!(alice.get(&path).await.expect(200).json(), expected);
    app.get(&path).await.expect(401);
}

#[tokio::test]
async fn points_are_for_the_user_alone() {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    assert_eq!(alice.get(&alice.path("loyalty/points/")).await.expect(200).json(), json!({"points": 0}));
    bob.get(&alice.path("loyalty/points/")).await.expect(403);
    app.get(&alice.path("loyalty/points/")).await.expect(401);
}

#[tokio::test]
async fn no_posts_are_alike() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let answer = alice.post("/api/v2/feed/likethis/").json(&json!({"object": [7]})).await.expect(200);
    assert_eq!(answer.json(), page());
    app.post("/api/v2/feed/likethis/").await.expect(401);
}

#[tokio::test]
async fn other_menus_and_what_is_no_id_are_not_found() {
    let app = App::new().await;
    for path in ["custom_menu/footer", "custom_menu/1", "user/x/provider", "post/x/related", "user/0/categories"] {
        app.get(&format!("/api/v2/{path}/")).await.expect(404);
    }
}
