//! `POST /api/users/unfollow/`

use serde_json::json;
use tests::{App, Routes as _};

use super::follow::{FOLLOW, UNFOLLOW, call, profile};

#[tokio::test]
async fn unfollowing_is_idempotent() {
    let app = App::new().await;
    let [alice, bob, eve] = [app.register("alice").await, app.register("bob").await, app.register("eve").await];
    assert_eq!(call(UNFOLLOW, &alice, "bob").await.expect(200).json(), json!([]));
    call(FOLLOW, &eve, "bob").await.expect(200);
    call(FOLLOW, &alice, "bob").await.expect(200);
    for name in ["bob", "BOB", "bob"] {
        assert_eq!(call(UNFOLLOW, &alice, name).await.expect(200).json(), json!([]));
        app.settle().await;
        let found = profile(&app, "bob").await;
        assert_eq!((&found["followers"], &found["followers_count"]), (&json!([eve.id.get()]), &json!(1)));
        assert_eq!(profile(&app, "alice").await["following_count"], 0);
    }
    let body = alice.get(&bob.path("is_followed/")).await.expect(200).json();
    assert_eq!(body, json!({"is_followed": false}));
}

#[tokio::test]
async fn ends_only_the_callers_own_follow() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    call(FOLLOW, &alice, "bob").await.expect(200);
    call(UNFOLLOW, &bob, "alice").await.expect(200);
    assert_eq!(profile(&app, "bob").await["followers"], json!([alice.id.get()]));
}

#[tokio::test]
async fn a_user_can_be_followed_again() {
    let app = App::new().await;
    let [alice, _bob] = [app.register("alice").await, app.register("bob").await];
    for _ in 0..3 {
        call(FOLLOW, &alice, "bob").await.expect(200);
        call(UNFOLLOW, &alice, "bob").await.expect(200);
    }
    call(FOLLOW, &alice, "bob").await.expect(200);
    app.settle().await;
    let found = profile(&app, "bob").await;
    assert_eq!((&found["followers"], &found["followers_count"]), (&json!([alice.id.get()]), &json!(1)));
}
