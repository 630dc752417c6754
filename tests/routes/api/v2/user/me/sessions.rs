//! `/api/v2/user/me/sessions/`

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use tests::{App, Routes, SECRET, TestUser, mint};

const ME: &str = "/api/users/user/";
const SESSIONS: &str = "/api/v2/user/me/sessions/";

async fn sessions(caller: &impl Routes) -> Vec<Value> {
    caller.get(SESSIONS).await.expect(200).json().as_array().expect("a list").clone()
}

fn path(session: &Value) -> String {
    format!("{SESSIONS}{}/", session["id"])
}

#[tokio::test]
async fn every_login_through_every_api_is_a_session() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    app.state.clock.advance(Duration::from_secs(60));
    let login = app.login("madeline", TestUser::PASSWORD).header("user-agent", "a\tphone").from_address("192.0.2.7");
    login.await.expect(200);
    let grant = json!({"grant_type": "password", "username": "madeline", "password": TestUser::PASSWORD});
    app.state.clock.advance(Duration::from_secs(60));
    let grant = app.post("/oauth/token/").json(&grant).header("user-agent", &"x".repeat(900));
    grant.from_address("2001:db8:1:2:3:4:5:6").await.expect(200);
    let all = sessions(&madeline).await;
    let [token, login, registration] = &all[..] else { panic!("{all:?}") };
    assert_eq!(
        (&login["client"], &login["network"], &login["current"]),
        (&json!("aphone"), &json!("192.0.2.7"), &json!(false))
    );
    assert_eq!(token["client"].as_str().unwrap().len(), 200);
    assert_eq!(token["network"], "2001:db8:1:2::/64");
    assert_eq!(registration["current"], true);
    assert!(registration["client"].as_str().unwrap().contains("Firefox"));
    for session in &all {
        let fields: Vec<_> = session.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["client", "created_at", "current", "id", "last_used_at", "network"]);
        assert_eq!(session["created_at"], session["last_used_at"]);
    }
    assert!(token["created_at"].as_str() > login["created_at"].as_str());
}

#[tokio::test]
async fn a_session_ends_with_its_tokens_and_no_other_does() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let phone = app.log_in("madeline", TestUser::PASSWORD).await;
    let own = sessions(&phone).await.into_iter().find(|session| session["current"] == true).unwrap();
    assert_eq!(madeline.delete(&path(&own)).await.expect(204).body, "");
    phone.get(ME).await.expect(401);
    phone.get(&madeline.path("")).await.expect(401);
    let left = sessions(&madeline).await;
    assert_eq!((left.len(), &left[0]["current"]), (1, &json!(true)));
    // Its own.
    madeline.delete(path(&left[0]).trim_end_matches('/')).await.expect(204);
    madeline.get(ME).await.expect(401);
}

#[tokio::test]
async fn only_a_session_of_the_caller_that_is_alive_can_be_ended() {
    let app = App::new().await;
    let (madeline, theo) = (app.register("madeline").await, app.register("theo").await);
    let his = sessions(&theo).await.remove(0);
    let ended = app.log_in("madeline", TestUser::PASSWORD).await;
    let hers = sessions(&ended).await.into_iter().find(|session| session["current"] == true).unwrap();
    ended.post("/api/users/logout/").await.expect(204);
    for missing in [path(&his), path(&hers), format!("{SESSIONS}1/"), format!("{SESSIONS}x/"), format!("{SESSIONS}01/")]
    {
        let answer = madeline.delete(&missing).await.expect(404);
        assert_eq!(answer.json()["errors"][0]["code"], "not_found", "{missing}");
    }
    theo.get(ME).await.expect(200);
    app.delete(&path(&his)).await.expect(401);
    app.get(SESSIONS).await.expect(401);
    app.delete(SESSIONS).await.expect(401);
}

#[tokio::test]
async fn all_other_sessions_end_at_once() {
    let app = App::new().await;
    let (madeline, theo) = (app.register("madeline").await, app.register("theo").await);
    let mut others = Vec::new();
    for _ in 0..3 {
        others.push(app.log_in("madeline", TestUser::PASSWORD).await);
    }
    let host = app.bearer(&mint(SECRET, &app.claims_of(madeline.id)));
    for _ in 0..2 {
        madeline.delete(SESSIONS).await.expect(204);
        madeline.get(ME).await.expect(200);
        assert_eq!(sessions(&madeline).await.len(), 1);
    }
    for other in others.iter().chain([&host]) {
        other.get(ME).await.expect(401);
    }
    theo.get(ME).await.expect(200);
    app.log_in("madeline", TestUser::PASSWORD).await.get(ME).await.expect(200);
    assert_eq!(sessions(&madeline).await.len(), 2);
}

#[tokio::test]
async fn a_token_of_a_host_application_has_no_session_and_may_end_all() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for (sid, auth_time) in
        [(json!(null), json!(null)), (json!("host-session"), json!("yesterday")), (json!(7), json!([]))]
    {
        let mut claims = app.claims_of(madeline.id);
        (claims["sid"], claims["auth_time"], claims["gen"]) = (sid, auth_time, json!("x"));
        let host = app.bearer(&mint(SECRET, &claims));
        let all = sessions(&host).await;
        assert_eq!((all.len(), &all[0]["current"]), (1, &json!(false)));
    }
    let host = app.bearer(&mint(SECRET, &app.claims_of(madeline.id)));
    host.delete(SESSIONS).await.expect(204);
    host.get(ME).await.expect(200);
    madeline.get(ME).await.expect(401);
    assert!(sessions(&host).await.is_empty());
}

#[tokio::test]
async fn what_a_host_application_calls_a_session_is_none() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let mut claims = app.claims_of(madeline.id);
    claims["sid"] = json!(sessions(&madeline).await[0]["id"].to_string());
    let host = app.bearer(&mint(SECRET, &claims));
    assert_eq!(sessions(&host).await[0]["current"], false);
    madeline.post("/api/users/logout/").await.expect(204);
    host.get(ME).await.expect(200);
    host.post("/api/users/logout/").await.expect(204);
    host.get(ME).await.expect(401);
}

#[tokio::test]
async fn a_session_without_a_refresh_token_ends_with_its_access_token() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    app.state.clock.advance(Duration::from_secs(11 * 60 * 60));
    let later = app.log_in("madeline", TestUser::PASSWORD).await;
    assert_eq!(sessions(&madeline).await.len(), 2);
    app.state.clock.advance(Duration::from_secs(2 * 60 * 60));
    assert_eq!(sessions(&later).await.len(), 1);
}

#[tokio::test]
async fn one_session_too_many_ends_the_oldest() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let mut logins = Vec::new();
    for _ in 0..53 {
        app.state.clock.advance(Duration::from_millis(2));
        logins.push(app.log_in("madeline", TestUser::PASSWORD).await);
    }
    // One in the middle is gone already, and does not count.
    logins.remove(30).post("/api/users/logout/").await.expect(204);
    app.settle().await;
    madeline.get(ME).await.expect(401);
    for (n, login) in logins.iter().enumerate() {
        login.get(ME).await.expect(if n < 2 { 401 } else { 200 });
    }
    let ids: BTreeSet<_> = sessions(&logins[51]).await.iter().map(|session| session["id"].as_u64()).collect();
    assert_eq!(ids.len(), 50);
    assert_eq!(app.state.store.sessions().list(madeline.id).await.unwrap().len(), 50);
}

#[tokio::test]
async fn sessions_that_ended_with_all_others_make_room() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for _ in 0..50 {
        app.log_in("madeline", TestUser::PASSWORD).await;
    }
    madeline.delete(SESSIONS).await.expect(204);
    app.state.clock.advance(Duration::from_millis(2));
    let new = app.log_in("madeline", TestUser::PASSWORD).await;
    app.settle().await;
    // The oldest session of all is still alive.
    madeline.get(ME).await.expect(200);
    assert_eq!(sessions(&new).await.len(), 2);
    assert_eq!(app.state.store.sessions().list(madeline.id).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_logout_ends_the_session() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let phone = app.log_in("madeline", TestUser::PASSWORD).await;
    phone.post("/api/users/logout/").await.expect(204);
    assert_eq!(sessions(&madeline).await.len(), 1);
    madeline.post("/api/users/logoutall/").await.expect(204);
    let new = app.log_in("madeline", TestUser::PASSWORD).await;
    assert_eq!(sessions(&new).await.len(), 1);
}
