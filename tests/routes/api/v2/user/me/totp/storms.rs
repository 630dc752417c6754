//! Requests at the same time: a code is good once, and wrong ones are counted exactly.

use futures::future::join_all;
use serde_json::json;
use tests::{App, Routes as _, TestUser};

use super::NEXT;

#[tokio::test]
async fn of_logins_at_the_same_time_with_one_code_one_succeeds() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let factor = alice.second_factor(&app).await;
    app.state.clock.advance(NEXT);
    for code in [app.code_of(&factor.secret), factor.recovery[0].clone()] {
        let logins = (0..6).map(|n| {
            let request = if n % 2 == 0 { app.login_with("alice", &code) } else { app.grant_with("alice", &code) };
            async move { request.await.status }
        });
        let mut statuses = join_all(logins).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 400, 400, 400, 400, 400], "{code}");
    }
}

#[tokio::test]
async fn wrong_codes_at_the_same_time_are_counted_one_by_one() {
    let app = App::throttled().await;
    let alice = app.register("alice").await;
    let factor = alice.second_factor(&app).await;
    let removals = (0..8).map(|_| {
        let request = alice.delete(TestUser::TOTP).json(&json!({"code": "000000x"}));
        async move { request.await.status }
    });
    let mut statuses = join_all(removals).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [400, 400, 400, 400, 400, 429, 429, 429]);
    app.state.clock.advance(NEXT);
    app.login_with("alice", &app.code_of(&factor.secret)).await.expect(429);
}

#[tokio::test]
async fn a_login_that_began_without_a_code_does_not_outlive_the_set_up() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let secret = alice.begin_second_factor().await;
    let code = json!({"code": app.code_of(&secret)});
    let (set_up, login) =
        tokio::join!(async { alice.post("/api/v2/user/me/totp/confirm/").json(&code).await }, async {
            app.login("alice", TestUser::PASSWORD).await
        },);
    set_up.expect(200);
    if login.status == 200 {
        let token = login.json()["token"].as_str().expect("a token").to_owned();
        app.bearer(&token).get("/api/users/user/").await.expect(401);
    }
    alice.get("/api/users/user/").await.expect(200);
}
