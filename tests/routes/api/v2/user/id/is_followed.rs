//! `GET /api/v2/user/{id}/{is_followed|is_follower}/`

use serde_json::json;
use tests::{App, Routes as _};

use super::follow::toggle;

#[tokio::test]
async fn is_followed_and_is_follower_mirror_each_other() {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    for following in [true, false] {
        toggle(&app, &alice, &bob).await;
        for (caller, other, followed, follower) in [(&alice, &bob, following, false), (&bob, &alice, false, following)]
        {
            let body = caller.get(&other.path("is_followed/")).await.expect(200).json();
            assert_eq!(body, json!({"is_followed": followed}));
            let body = caller.get(&other.path("is_follower/")).await.expect(200).json();
            assert_eq!(body, json!({"is_follower": follower}));
        }
    }
}

#[tokio::test]
async fn is_false_for_the_caller_themself() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    for what in ["is_followed", "is_follower", "is_hidden", "is_hidden_by"] {
        let body = alice.get(&alice.path(&format!("{what}/"))).await.expect(200).json();
        assert_eq!(body, json!({what: false}));
    }
}
