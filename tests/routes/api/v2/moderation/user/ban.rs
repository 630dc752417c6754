//! `PATCH /api/v2/moderation/user/{id}/`: what a ban refuses, and its end.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{App, Bearer, Routes as _, SECRET, TestUser, mint};

use super::{QUEUE, decide, status};
use crate::api::v2::post::members;

const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Asserts that a token is good in every API, or in none.
async fn assert_alive(token: &Bearer, is_alive: bool) {
    for path in ["/api/v2/user/me/", "/api/users/user/", "/users/me/"] {
        token.get(path).await.expect(if is_alive { 200 } else { 401 });
    }
}

fn grant(app: &App, name: &str) -> tests::Request {
    let body = json!({"grant_type": "password", "username": name, "password": TestUser::PASSWORD});
    app.post("/oauth/token/").json(&body)
}

#[tokio::test]
async fn a_banned_user_can_neither_log_in_nor_use_a_token_until_the_ban_ends() {
    let app = App::new().await;
    let [rude] = members(&app, ["rude"]).await;
    let staff = app.staff("member-of-staff").await;
    let oauth = grant(&app, "rude").await.expect(200).json();
    let old = app.log_in("rude", TestUser::PASSWORD).await;
    assert_alive(&old, true).await;
    let body = json!({"status": "b", "moderation_type": "spam"});
    staff.patch(&format!("{QUEUE}{}/?days_blocked=7", rude.id)).json(&body).await.expect(204);
    app.settle().await;
    let minted = mint(SECRET, &app.claims_of(rude.id));
    let shown = status(&staff, &rude).await;
    assert_eq!(
        (&shown["status"], &shown["days_blocked"], &shown["moderation_type"]),
        (&json!("b"), &json!(7), &json!(0))
    );
    for token in [&old, &app.bearer(&rude.token), &app.bearer(&minted)] {
        assert_alive(token, false).await;
    }
    let refresh = json!({"grant_type": "refresh_token", "refresh_token": oauth["refresh_token"]});
    app.post("/oauth/token/").json(&refresh).await.expect(400);
    // The user is told why and until when, if the password is right.
    let refused = app.login("rude", TestUser::PASSWORD).await.expect(400).json()["non_field_errors"][0].to_string();
    assert!(
        refused.contains("Staff have blocked this account until") && refused.contains("The reason: spam."),
        "{refused}"
    );
    let refused = grant(&app, "rude").await.expect(400).json();
    assert_eq!(refused["error"], "invalid_grant");
    assert!(refused["error_description"].as_str().unwrap().contains("blocked this account until"), "{refused}");
    let wrong = app.login("rude", "a-wrong-guess").await.expect(400);
    assert!(wrong.body.contains("Incorrect username/password.") && !wrong.body.contains("blocked"), "{}", wrong.body);
    // It ends by itself. Tokens from before, and of the time of the ban, stay refused.
    app.state.clock.advance(WEEK - Duration::from_secs(60));
    app.login("rude", TestUser::PASSWORD).await.expect(400);
    let minted = mint(SECRET, &app.claims_of(rude.id));
    app.state.clock.advance(Duration::from_secs(61));
    assert_alive(&app.bearer(&minted), false).await;
    assert_alive(&old, false).await;
    let new = app.log_in("rude", TestUser::PASSWORD).await;
    assert_alive(&new, true).await;
    assert_alive(&app.bearer(&mint(SECRET, &app.claims_of(rude.id))), true).await;
    let page = new.get("/api/v2/user/me/notifications/").await.expect(200).json();
    let told = &page["results"][0]["aggregated"][0];
    assert_eq!((&told["type"], &told["blocked_settings"]["days_blocked"]), (&json!("blocked_user"), &json!(7)));
    assert_eq!(
        told["blocked_settings"]["blocked_at"].as_str().map(|at| &at[..19]),
        shown["blocked_at"].as_str().map(|at| &at[..19])
    );
    assert!(told["blocked_settings"]["expire_at"].is_string());
}

#[tokio::test]
async fn staff_lift_a_ban_and_make_it_anew() {
    let app = App::new().await;
    let [rude] = members(&app, ["rude"]).await;
    let staff = app.staff("member-of-staff").await;
    decide(&staff, &rude, "", "a").await.expect(204);
    decide(&staff, &rude, "", "b").await.expect(204);
    let forever = status(&staff, &rude).await;
    assert_eq!((&forever["days_blocked"], &forever["expire_at"]), (&Value::Null, &Value::Null));
    let refused = app.login("rude", TestUser::PASSWORD).await.expect(400);
    assert!(refused.body.contains("blocked this account for good."), "{}", refused.body);
    decide(&staff, &rude, "?days_blocked=1", "b").await.expect(204);
    assert_eq!(status(&staff, &rude).await["days_blocked"], 1);
    decide(&staff, &rude, "", "a").await.expect(204);
    app.settle().await;
    assert_alive(&app.bearer(&rude.token), false).await;
    let new = app.log_in("rude", TestUser::PASSWORD).await;
    assert_alive(&new, true).await;
    let page = new.get("/api/v2/user/me/notifications/").await.expect(200).json();
    let results = page["results"].as_array().unwrap().iter();
    let mut kinds: Vec<&str> = results
        .flat_map(|one| one["aggregated"].as_array().unwrap())
        .map(|one| one["type"].as_str().unwrap())
        .collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["blocked_user", "blocked_user", "unblocked_user"]);
    // Each decision is in the audit trail.
    let trail = staff.get(&format!("/users/{}/audit/", rude.uuid())).await.expect(200).json();
    let entries: Vec<&Value> = trail["data"].as_array().unwrap().iter().map(|entry| &entry["attributes"]).collect();
    assert!(entries.len() == 3 && entries.iter().all(|entry| entry["action"] == "ban"), "{entries:?}");
    assert_eq!(entries[2]["changes"]["blocked_until"], json!({"before": null, "after": "forever"}));
    assert_eq!(entries[0]["changes"]["blocked_until"]["after"], Value::Null);
}

#[tokio::test]
async fn the_user_is_told_by_mail_and_gets_no_code_meanwhile() {
    let (app, madeline) = App::with_mailed_user().await;
    app.prove(&madeline).await;
    let staff = app.staff("member-of-staff").await;
    app.mails().await;
    decide(&staff, &madeline, "?days_blocked=7", "b").await.expect(204);
    let mails = app.mails().await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert_eq!(mails[0].subject, "Your account at Summit was blocked");
    assert!(mails[0].text.contains("for 7 days"), "{}", mails[0].text);
    let body = json!({"email": "madeline@example.org"});
    app.post("/api/v2/account/recover/").json(&body).await.expect(204);
    assert_eq!(app.mails().await, []);
    // Lifted before it is sent.
    decide(&staff, &madeline, "", "b").await.expect(204);
    decide(&staff, &madeline, "", "a").await.expect(204);
    assert_eq!(app.mails().await, []);
}

#[tokio::test]
async fn the_days_of_a_ban_are_a_number_or_a_text_in_the_body() {
    let app = App::new().await;
    let [rude] = members(&app, ["rude"]).await;
    let staff = app.staff("member-of-staff").await;
    for (sent, days) in [(json!(30), json!(30)), (json!("7"), json!(7)), (json!(""), Value::Null)] {
        let body = json!({"status": "b", "days_blocked": sent});
        staff.patch(&format!("{QUEUE}{}/", rude.id)).json(&body).await.expect(204);
        assert_eq!(status(&staff, &rude).await["days_blocked"], days);
    }
}
