//! `POST /oauth/token/` with the grant `refresh_token`.

use std::time::Duration;

use serde_json::json;
use shared::runtime::config::{Config, Secrets};
use tests::{App, Routes as _, SECRET, config};

use super::{ME, SESSIONS, Tokens, assert_alive, log_in, refresh};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn a_refresh_token_gets_new_tokens_of_the_same_session() {
    let app = App::new().await;
    app.register("madeline").await;
    let mut tokens = log_in(&app, "madeline").await;
    let session = app.bearer(&tokens.access).get(SESSIONS).await.expect(200).json()[0]["id"].clone();
    for _ in 0..3 {
        app.state.clock.advance(DAY);
        let answer = refresh(&app, &tokens.refresh).await.expect(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        let next = Tokens::of(&answer);
        assert_ne!((&next.access, &next.refresh), (&tokens.access, &tokens.refresh));
        let sessions = app.bearer(&next.access).get(SESSIONS).await.expect(200).json();
        assert_eq!((&sessions[0]["id"], &sessions[0]["current"]), (&session, &json!(true)));
        assert_ne!(sessions[0]["created_at"], sessions[0]["last_used_at"]);
        tokens = next;
    }
}

#[tokio::test]
async fn the_lifetime_of_a_refresh_token_slides() {
    let app = App::new().await;
    app.register("madeline").await;
    let [mut used, unused] = [log_in(&app, "madeline").await, log_in(&app, "madeline").await];
    for _ in 0..3 {
        app.state.clock.advance(DAY * 29);
        used = Tokens::of(&refresh(&app, &used.refresh).await.expect(200));
    }
    refresh(&app, &unused.refresh).await.expect(400);
    app.state.clock.advance(DAY * 30);
    assert_alive(&app, &used, false).await;
}

#[tokio::test]
async fn lifetimes_are_settings() {
    let settings =
        Config { access_lifetime: Duration::from_secs(60), refresh_lifetime: Duration::from_secs(120), ..config() };
    let app = App::with(settings).await;
    app.register("madeline").await;
    let tokens = log_in(&app, "madeline").await;
    app.state.clock.advance(Duration::from_secs(61));
    app.bearer(&tokens.access).get(ME).await.expect(401);
    let tokens = Tokens::of(&refresh(&app, &tokens.refresh).await.expect(200));
    app.state.clock.advance(Duration::from_secs(121));
    refresh(&app, &tokens.refresh).await.expect(400);
}

#[tokio::test]
async fn forged_and_foreign_tokens_are_refused() {
    let app = App::new().await;
    let (madeline, theo) = (app.register("madeline").await, app.register("theo").await);
    let tokens = log_in(&app, "madeline").await;
    let (claims, mac) = tokens.refresh.rsplit_once('.').unwrap();
    let parts: Vec<_> = claims.split('.').collect();
    for forged in [
        String::from("x"),
        tokens.access.clone(),
        madeline.token.clone(),
        format!("{claims}.{}", mac.chars().rev().collect::<String>()),
        format!("{}.{}.{}.{mac}", theo.id, parts[1], parts[2]),
        format!("{}.{}.{}.{mac}", parts[0], parts[1], 7),
        format!("{}x", tokens.refresh),
    ] {
        let answer = refresh(&app, &forged).await.expect(400);
        assert_eq!(answer.json()["error"], "invalid_grant", "{forged}");
    }
    assert_alive(&app, &tokens, true).await;
}

#[tokio::test]
async fn a_rotated_secret_verifies_refresh_tokens_until_it_is_dropped() {
    const OTHER: &str = "another secret of the tests, 32 bytes or more";
    let app = App::new().await;
    app.register("madeline").await;
    let [first, second] = [log_in(&app, "madeline").await, log_in(&app, "madeline").await];
    let rotating = app.with_settings(config(), &Secrets::new(OTHER.into(), Some(SECRET.into())).unwrap());
    let rotated = app.with_settings(config(), &Secrets::new(OTHER.into(), None).unwrap());
    let new = Tokens::of(&refresh(&rotating, &first.refresh).await.expect(200));
    assert_alive(&rotated, &new, true).await;
    refresh(&rotated, &second.refresh).await.expect(400);
}

#[tokio::test]
async fn nothing_that_could_be_presented_is_stored() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let tokens = log_in(&app, "madeline").await;
    let stored = format!("{:?}", app.state.store.sessions().list(madeline.id).await.unwrap());
    let mac = tokens.refresh.rsplit_once('.').unwrap().1;
    assert!(!stored.contains(mac) && !stored.contains(&tokens.access), "{stored}");
}
