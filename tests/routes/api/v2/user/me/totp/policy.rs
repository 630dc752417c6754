//! A community whose staff must have a second factor.

use serde_json::json;
use shared::domain::SecondFactorPolicy;
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestUser, config};

async fn community() -> App {
    App::with(Config { second_factor: SecondFactorPolicy::Staff, ..config() }).await
}

#[tokio::test]
async fn staff_without_one_set_it_up_before_anything_else() {
    let app = community().await;
    for staff in [app.staff("staff").await, app.superuser("root").await] {
        let me = app.log_in(&staff.name, TestUser::PASSWORD).await;
        for path in ["/api/v2/user/me/", "/api/v2/user/", "/api/v2/feed/", "/api/users/user/"] {
            assert!(me.get(path).await.expect(403).body.contains("second factor"), "{path}");
        }
        let body = me.get("/users/me/").await.expect(403).json();
        assert_eq!(body["errors"][0]["code"], "second_factor_required");
        // Logging in again is possible with the token, too.
        me.post("/api/users/login/")
            .json(&json!({"username": staff.name, "password": TestUser::PASSWORD}))
            .await
            .expect(200);
        staff.second_factor(&app).await;
        staff.get("/users/me/").await.expect(200);
        // The set-up has ended the other session.
        me.get("/users/me/").await.expect(401);
    }
}

#[tokio::test]
async fn staff_without_one_can_log_out() {
    let app = community().await;
    let staff = app.staff("staff").await;
    let log_in = async || app.log_in("staff", TestUser::PASSWORD).await;
    let me = log_in().await;
    me.post("/api/users/logout/").await.expect(204);
    me.get("/users/me/").await.expect(401);
    log_in().await.delete("/api/v2/user/me/sessions/").await.expect(204);
    log_in().await.post("/api/users/logoutall/").await.expect(204);
    staff.get("/users/me/").await.expect(401);
}

#[tokio::test]
async fn plain_users_need_none_until_they_become_staff() {
    let app = community().await;
    let root = app.superuser("root").await;
    root.second_factor(&app).await;
    let alice = app.register("alice").await;
    alice.get("/users/me/").await.expect(200);
    let promote = alice.patch_of(json!({"is_staff": true}));
    root.patch(&alice.directory_path("")).json_api(&promote).await.expect(200);
    alice.get("/users/me/").await.expect(403);
    app.get("/api/v2/user/7/").await.expect(404);
}
