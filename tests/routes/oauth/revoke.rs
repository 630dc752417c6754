//! `POST /oauth/revoke/`

use serde_json::json;
use tests::{App, Request, Routes as _, SECRET, TestUser, mint};

use super::{ME, SESSIONS, Tokens, assert_alive, log_in, refresh};

fn revoke(app: &App, token: &str) -> Request {
    app.post("/oauth/revoke/").form(&[("token", token), ("token_type_hint", "refresh_token")])
}

#[tokio::test]
async fn a_refresh_token_takes_its_access_tokens_along() {
    let app = App::new().await;
    app.register("madeline").await;
    let [first, other] = [log_in(&app, "madeline").await, log_in(&app, "madeline").await];
    let second = Tokens::of(&refresh(&app, &first.refresh).await.expect(200));
    assert_eq!(revoke(&app, &second.refresh).await.expect(200).body, "{}");
    for tokens in [&first, &second] {
        assert_alive(&app, tokens, false).await;
    }
    assert_alive(&app, &other, true).await;
}

#[tokio::test]
async fn an_access_token_ends_its_session() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let tokens = log_in(&app, "madeline").await;
    revoke(&app, &tokens.access).await.expect(200);
    assert_alive(&app, &tokens, false).await;
    revoke(&app, &madeline.token).await.expect(200);
    madeline.get(ME).await.expect(401);
}

#[tokio::test]
async fn a_token_of_a_host_application_is_revoked_alone() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let host = mint(SECRET, &app.claims_of(madeline.id));
    revoke(&app, &host).await.expect(200);
    app.bearer(&host).get(ME).await.expect(401);
    madeline.get(ME).await.expect(200);
}

#[tokio::test]
async fn an_unknown_token_gets_the_same_answer_and_changes_nothing() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let tokens = log_in(&app, "madeline").await;
    let ended = log_in(&app, "madeline").await;
    revoke(&app, &ended.refresh).await.expect(200);
    let forged = mint("another secret, and also 32 bytes or more", &app.claims_of(madeline.id));
    let unknown = mint(SECRET, &app.claims_of(1.try_into().unwrap()));
    let mut before = app.bearer(&tokens.access).get(SESSIONS).await.expect(200).json();
    for token in
        ["x", "a.b.c", "1.2.3.4", &format!("{}x", tokens.refresh), &forged, &unknown, &ended.refresh, &ended.access]
    {
        let answer = revoke(&app, token).await.expect(200);
        assert_eq!(answer.body, "{}", "{token}");
        let after = app.bearer(&tokens.access).get(SESSIONS).await.expect(200).json();
        assert_eq!(std::mem::replace(&mut before, after.clone()), after);
    }
}

#[tokio::test]
async fn the_token_is_required() {
    let app = App::new().await;
    for body in [json!({}), json!({"token": ""}), json!({"token": 7}), json!({"token": null})] {
        let answer = app.post("/oauth/revoke/").json(&body).await.expect(400);
        assert_eq!(answer.json()["error"], "invalid_request", "{body}");
    }
}

#[tokio::test]
async fn a_deleted_user_has_no_tokens() {
    let app = App::new().await;
    for hard in ["0", "1"] {
        let user = app.register(&format!("user-{hard}")).await;
        let tokens = log_in(&app, &user.name).await;
        user.delete(&user.path(&format!("?hard={hard}"))).await.expect(204);
        assert_alive(&app, &tokens, false).await;
        revoke(&app, &tokens.refresh).await.expect(200);
        app.settle().await;
        assert!(app.state.store.sessions().list(user.id).await.unwrap().is_empty());
    }
    app.register("survivor").await.get(ME).await.expect(200);
    app.login("survivor", TestUser::PASSWORD).await.expect(200);
}
