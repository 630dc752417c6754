//! Rules of accounts that no other file tests (`docs/account-security.md`, "Tests").

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser, code_in};

/// The claims of a token.
fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).expect("a payload");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base64")).expect("JSON")
}

#[tokio::test]
async fn access_tokens_carry_their_session_and_the_time_of_the_login() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let login = app.state.clock.now().as_second();
    let grant = json!({"grant_type": "password", "username": "madeline", "password": TestUser::PASSWORD});
    let first = app.post("/oauth/token/").json(&grant).await.expect(200).json();
    app.state.clock.advance(Duration::from_secs(600));
    let grant = json!({"grant_type": "refresh_token", "refresh_token": first["refresh_token"]});
    let second = app.post("/oauth/token/").json(&grant).await.expect(200).json();
    let [first, second] = [&first, &second].map(|tokens| claims(tokens["access_token"].as_str().expect("a token")));
    let sessions = madeline.get("/api/v2/user/me/sessions/").await.expect(200).json();
    let text = |value: &Value| value.to_string().trim_matches('"').to_owned();
    assert_eq!(text(&first["sid"]), text(&sessions[0]["id"]));
    assert!((login..login + 60).contains(&first["auth_time"].as_i64().expect("a time")), "{first}");
    // A refresh is no login.
    assert_eq!((&first["sid"], &first["auth_time"]), (&second["sid"], &second["auth_time"]));
    let site = claims(&madeline.token);
    assert!(site["sid"] != first["sid"] && site["auth_time"].is_i64() && site["gen"] == first["gen"], "{site}");
}

/// Programs that scan mail open links.
#[tokio::test]
async fn opening_the_link_of_a_mail_uses_no_code_up() {
    let app = App::with_mail().await;
    app.register("madeline").await;
    let code = code_in(&app.mails().await[0]);
    for path in ["/account/verify", "/account/verify/"] {
        let page = app.get(path).header("accept", "text/html").await.expect(200);
        assert!(!page.body.contains(&code), "the fragment does not reach the server");
    }
    let body = json!({"validation_code": code});
    app.post("/api/v2/account/verify/validation_code/").json(&body).await.expect(204);
    app.post("/api/v2/account/verify/").json(&body).await.expect(204);
    app.post("/api/v2/account/verify/").json(&body).await.expect(400);
}
