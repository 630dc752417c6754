//! Security events: each act is one line of the log, with its user and without secrets.

mod walk;

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use shared::domain::UserId;
use shared::domain::account::code::CodePurpose;
use shared::domain::account::second_factor::Secret;
use shared::domain::account::throttle::Limits;
use shared::runtime::config::Config;
use shared::runtime::security::SecurityEvent::{self, *};
use shared::runtime::telemetry::Metrics;
use tests::sources::read;
use tests::{App, Request, Routes as _, TestUser, config, folder_id, new_folder};

use crate::lambda::log_capture::logged;
use walk::{NEW_PASSWORD, Walk};

async fn community() -> App {
    App::with(Config { sends_mail: true, limits: Some(Limits::default()), ..config() }).await
}

fn change_password(user: &TestUser, old: &str, new: &str) -> Request {
    user.patch(&user.path("change_password/")).json(&json!({"password": old, "new_password": new}))
}

async fn sessions(walk: &mut Walk) {
    let app = walk.app.clone();
    let body = json!({"username": "madeline", "email": "madeline@example.org", "password": TestUser::PASSWORD});
    let register = app.post("/api/users/register/").json(&body);
    let (_, lines) = walk.send(register, 200).await;
    let [line] = &lines[..] else { panic!("{lines:?}") };
    assert_eq!((&line["event"], &line["level"]), (&json!("registered"), &json!("INFO")));
    assert!(line["session"].is_u64(), "{line}");
    walk.seen.insert(Registered.name());
    let id = UserId::try_from(line["user"].as_u64().expect("an id")).expect("an id");

    walk.expect(LoggedIn, id, None, (app.login("madeline@example.org", TestUser::PASSWORD), 200)).await;
    walk.expect(LoginFailed, id, None, (app.login("madeline", "a-wrong-guess"), 400)).await;
    walk.expect(LoginFailed, None, None, (app.login("badeline@example.org", TestUser::PASSWORD), 400)).await;

    let (_, first, session) = walk.tokens("madeline", id).await;
    let refresh =
        |token: &str| app.post("/oauth/token/").json(&json!({"grant_type": "refresh_token", "refresh_token": token}));
    let second = walk.silent(refresh(&first), 200).await.json();
    walk.secrets.push(second["refresh_token"].as_str().expect("a token").to_owned());
    app.state.clock.advance(Duration::from_secs(61));
    let (_, line) = walk.expect(RefreshTokenReused, id, None, (refresh(&first), 400)).await;
    assert_eq!(line["session"], session);

    let revoke = |token: &str| app.post("/oauth/revoke/").json(&json!({"token": token}));
    let (_, refresh, session) = walk.tokens("madeline", id).await;
    let (_, line) = walk.expect(LoggedOut, id, None, (revoke(&refresh), 200)).await;
    assert_eq!(line["session"], session);
    walk.silent(revoke(&refresh), 200).await;
    let (access, _, session) = walk.tokens("madeline", id).await;
    let logout = app.bearer(&access).post("/api/users/logout/");
    let (_, line) = walk.expect(LoggedOut, id, None, (logout, 204)).await;
    assert_eq!(line["session"], session);

    let (access, _, own) = walk.tokens("madeline", id).await;
    let (_, _, other) = walk.tokens("madeline", id).await;
    let me = app.bearer(&access);
    let end = || me.delete(&format!("/api/v2/user/me/sessions/{other}/"));
    let (_, line) = walk.expect(SessionEnded, id, None, (end(), 204)).await;
    assert_eq!(line["session"], other);
    walk.silent(end(), 404).await;
    let (_, line) = walk.expect(OtherSessionsEnded, id, None, (me.delete("/api/v2/user/me/sessions/"), 204)).await;
    assert_eq!(line["session"], own);
    walk.expect(LoggedOutEverywhere, id, None, (me.post("/api/users/logoutall/"), 204)).await;
}

async fn credentials(walk: &mut Walk) {
    let app = walk.app.clone();
    let theo = walk.user("theo").await;
    walk.expect(LoginFailed, theo.id, None, (change_password(&theo, "a-wrong-guess", NEW_PASSWORD), 400)).await;
    let change = change_password(&theo, TestUser::PASSWORD, NEW_PASSWORD);
    walk.expect(PasswordChanged, theo.id, None, (change, 204)).await;
    let body = json!({"password": TestUser::PASSWORD});
    let set = theo.post(&theo.directory_path("change-password/")).json(&body);
    walk.expect(PasswordChanged, theo.id, None, (set, 200)).await;

    // Nothing changes until the code comes back.
    let change = theo.patch(&theo.path("change_email/")).json(&json!({"new_email": "theo@example.com"}));
    walk.silent(change, 200).await;
    let verify = |code: &Value| app.post("/api/v2/account/verify/").json(code);
    let code = walk.code(&theo, CodePurpose::EmailChange).await;
    walk.expect(EmailChanged, theo.id, None, (verify(&code), 204)).await;
    walk.silent(verify(&code), 400).await;

    let code = app.left_address(&theo, "old@example.org").await;
    walk.secrets.push(code.clone());
    let restore = app.post("/api/v2/account/restore_email/").json(&json!({"validation_code": code}));
    walk.expect(EmailRestored, theo.id, None, (restore, 204)).await;

    let mut code = walk.code(&theo, CodePurpose::Reset).await;
    code["password"] = json!(NEW_PASSWORD);
    walk.expect(PasswordReset, theo.id, None, (app.post("/api/v2/account/reset/").json(&code), 204)).await;

    second_factor(walk).await;
    let badeline = walk.user("badeline").await;
    let code = walk.code(&badeline, CodePurpose::Verification).await;
    walk.expect(EmailConfirmed, badeline.id, None, (verify(&code), 204)).await;
    let remove = badeline.patch_of(json!({"email": "", "first_name": "Badeline"}));
    let remove = badeline.patch(&badeline.directory_path("")).json_api(&remove);
    walk.expect(EmailChanged, badeline.id, None, (remove, 200)).await;
    walk.expect(AccountDeleted, badeline.id, None, (badeline.delete(&badeline.path("")), 204)).await;
}

async fn second_factor(walk: &mut Walk) {
    let app = walk.app.clone();
    let theresa = walk.user("theresa").await;
    walk.secrets.push("theresa".to_owned());
    let body = walk.silent(theresa.post(TestUser::TOTP), 200).await.json();
    let secret = body["secret"].as_str().and_then(Secret::parse).expect("a secret");
    let code = app.code_of(&secret);
    let confirm = theresa.post("/api/v2/user/me/totp/confirm/").json(&json!({"code": code}));
    let (response, _) = walk.expect(SecondFactorEnabled, theresa.id, None, (confirm, 200)).await;
    let recovery = response.json()["recovery_codes"].clone();
    let recovery = |n: usize| recovery[n].as_str().expect("a code").to_owned();
    walk.secrets.extend([secret.text(), recovery(0), recovery(1)]);
    walk.silent(app.login("theresa", TestUser::PASSWORD), 400).await;
    walk.expect(SecondFactorFailed, theresa.id, None, (app.login_with("theresa", "wrong"), 400)).await;
    let (_, events) = walk.send(app.login_with("theresa", &recovery(0)), 200).await;
    let names: Vec<_> = events.iter().map(|event| event["event"].as_str().unwrap_or_default()).collect();
    assert_eq!(names, [RecoveryCodeUsed.name(), LoggedIn.name()]);
    walk.seen.insert(RecoveryCodeUsed.name());
    app.state.clock.advance(Duration::from_secs(30));
    let code = app.code_of(&secret);
    let remove = theresa.delete(TestUser::TOTP).json(&json!({"code": code}));
    walk.expect(SecondFactorDisabled, theresa.id, None, (remove, 204)).await;
}

async fn throttles(walk: &mut Walk) {
    let app = walk.app.clone();
    let oshiro = walk.user("oshiro").await;
    let wrong = || app.login("oshiro", "a-wrong-guess");
    for _ in 0..10 {
        walk.expect(LoginFailed, oshiro.id, None, (wrong(), 400)).await;
    }
    walk.expect(Throttled, oshiro.id, None, (wrong(), 429)).await;
    walk.expect(Throttled, oshiro.id, None, (change_password(&oshiro, "a-wrong-guess", NEW_PASSWORD), 429)).await;
    let recover = || app.post("/api/v2/account/recover/").json(&json!({"email": "oshiro@example.org"}));
    let verify = || oshiro.post("/api/v2/user/me/email/verify/");
    for _ in 0..5 {
        walk.silent(recover(), 204).await;
        walk.silent(verify(), 204).await;
    }
    walk.expect(Throttled, None, None, (recover(), 204)).await;
    walk.expect(Throttled, oshiro.id, None, (verify(), 429)).await;
    let change = oshiro.patch(&oshiro.path("change_email/")).json(&json!({"new_email": "oshiro@example.com"}));
    walk.expect(Throttled, oshiro.id, None, (change, 429)).await;
}

async fn staff_acts(walk: &mut Walk) {
    let app = walk.app.clone();
    let staff = app.staff("granny").await;
    let by = Some(&staff);
    let theo = app.user("theodore").await;
    walk.secrets.extend([staff.token.clone(), theo.token.clone(), "granny".to_owned()]);

    let body = json!({"username": "kevin", "email": "kevin@example.org", "password": TestUser::PASSWORD});
    let (_, lines) = walk.send(staff.post("/api/v2/account/create/").json(&body), 201).await;
    assert_eq!((&lines[0]["event"], &lines[0]["by"]), (&json!("staff_created_user"), &json!(staff.id.get())));
    assert!(lines.len() == 1 && lines[0]["user"].is_u64() && lines[0]["session"].is_u64(), "{lines:?}");
    walk.seen.insert(StaffCreatedUser.name());
    let body = json!({"data": {"type": "users", "attributes": {"username": "ingeste"}}});
    let (_, lines) = walk.send(staff.post("/users/").json_api(&body), 200).await;
    assert!(lines.len() == 1 && lines[0]["event"] == "staff_created_user", "{lines:?}");

    let update = |attributes: Value| staff.patch(&theo.directory_path("")).json_api(&theo.patch_of(attributes));
    let unchanged = update(json!({"first_name": ""}));
    walk.silent(unchanged, 200).await;
    for attributes in [json!({"email": "t@example.com"}), json!({"is_active": false}), json!({"is_active": true})] {
        walk.expect(StaffUpdatedUser, theo.id, by, (update(attributes), 200)).await;
    }
    let set = staff.post(&theo.directory_path("change-password/")).json(&json!({"password": NEW_PASSWORD}));
    walk.expect(StaffSetPassword, theo.id, by, (set, 200)).await;

    let badeline3 = app.user("badeline3").await;
    badeline3.second_factor(&app).await;
    let reset = staff.delete(&badeline3.path("totp/"));
    walk.expect(StaffResetSecondFactor, badeline3.id, by, (reset, 204)).await;

    app.log_in("badeline3", TestUser::PASSWORD).await;
    let path = badeline3.path("sessions/");
    let sessions = staff.get(&path).await.expect(200).json();
    let one = staff.delete(&format!("{path}{}/", sessions[0]["id"]));
    walk.expect(StaffEndedSessions, badeline3.id, by, (one, 204)).await;
    walk.expect(StaffEndedSessions, badeline3.id, by, (staff.delete(&path), 204)).await;

    let create = staff.post("/folders/").json_api(&new_folder(theo.home(), "Photos"));
    let (response, _) = walk.expect(StaffChangedFolders, theo.id, by, (create, 201)).await;
    let folder = folder_id(&response.json()["data"]["id"]);
    let rename = staff.change_folder(folder, Some("Pictures"), None);
    walk.expect(StaffChangedFolders, theo.id, by, (rename, 200)).await;
    let delete = staff.delete(&format!("/folders/{}/", folder.to_uuid()));
    walk.expect(StaffChangedFolders, theo.id, by, (delete, 204)).await;

    let badeline = app.user("badeline2").await;
    let post = badeline.post("/api/v2/post/").json(&json!({"text": "Hello."})).await.expect(201).json()["id"].clone();
    let body = json!({"post": post, "text": "Hello."});
    let comment = badeline.post("/api/v2/comment/").json(&body).await.expect(201).json()["id"].clone();
    for path in [format!("/api/v2/comment/{comment}/"), format!("/api/v2/post/{post}/")] {
        let edit = |by: &TestUser| by.put(&path).json(&json!({"text": "Goodbye."}));
        walk.silent(edit(&badeline), 200).await;
        walk.expect(StaffEditedContent, badeline.id, by, (edit(&staff), 200)).await;
        let (kind, id) = if path.contains("/post/") { ("post", &post) } else { ("comment", &comment) };
        let hide = json!({"contribution_type": kind, "action": "hide", "moderation_type": 0});
        let hide = staff.patch(&format!("/api/v2/moderation/contribution/{id}/")).json(&hide);
        walk.expect(StaffModeratedContent, badeline.id, by, (hide, 204)).await;
        walk.expect(StaffDeletedContent, badeline.id, by, (staff.delete(&path), 204)).await;
    }
    let block = |status: &str| {
        let path = format!("/api/v2/moderation/user/{}/?days_blocked=7", badeline.id);
        staff.patch(&path).json(&json!({"status": status}))
    };
    walk.silent(block("a"), 204).await;
    walk.expect(StaffBannedUser, badeline.id, by, (block("b"), 204)).await;
    walk.expect(StaffDeletedUser, badeline.id, by, (staff.delete(&badeline.path("")), 204)).await;
    walk.expect(StaffDeletedUser, theo.id, by, (staff.delete(&theo.directory_path("")), 204)).await;
    // What staff do with what is theirs is no act of staff.
    let folder = staff.post("/folders/").json_api(&new_folder(staff.home(), "Photos"));
    walk.silent(folder, 201).await;
    walk.expect(AccountDeleted, staff.id, None, (staff.delete(&staff.directory_path("")), 204)).await;
}

/// A claim on an address that lapses goes to another user.
async fn take_over(walk: &mut Walk) {
    let app = walk.app.clone();
    let claimant = app.register("claimant").await;
    walk.secrets.extend([claimant.token.clone(), "claimant".to_owned()]);
    app.state.clock.advance(Duration::from_secs(7 * 24 * 60 * 60));
    let body = json!({"username": "winner", "email": "claimant@example.org", "password": TestUser::PASSWORD});
    let (_, events) = walk.send(app.post("/api/users/register/").json(&body), 200).await;
    let [registered, lost] = &events[..] else { panic!("{events:?}") };
    assert_eq!((&registered["event"], &lost["event"]), (&json!("registered"), &json!(EmailLost.name())));
    assert_eq!((&lost["user"], &lost["level"]), (&json!(claimant.id.get()), &json!("WARN")));
    assert_ne!(registered["user"], lost["user"]);
    walk.seen.insert(EmailLost.name());
}

/// The documented events, with their levels.
fn documented() -> BTreeSet<(String, String)> {
    let page = read("docs/account-security.md");
    let (_, section) = page.split_once("\n## Security events\n").expect("a section");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let cells = rows.map(|row| row.split(" | ").map(|cell| cell.trim_matches('`').to_owned()).collect::<Vec<_>>());
    cells.map(|cells| (cells[0].clone(), cells[1].clone())).collect()
}

#[tokio::test]
async fn each_act_is_one_event_of_the_user_without_secrets() {
    let mut walk = Walk::new(community().await);
    sessions(&mut walk).await;
    credentials(&mut walk).await;
    staff_acts(&mut walk).await;
    throttles(&mut walk).await;
    take_over(&mut walk).await;
    let all: BTreeSet<_> = SecurityEvent::ALL.into_iter().map(SecurityEvent::name).collect();
    assert_eq!(walk.seen, all);
    let level = |event: SecurityEvent| if event.is_warning() { "WARN" } else { "INFO" }.to_owned();
    let all: BTreeSet<_> =
        SecurityEvent::ALL.into_iter().map(|event| (event.name().to_owned(), level(event))).collect();
    assert_eq!(documented(), all);
}

#[tokio::test]
async fn without_mail_an_address_changes_at_once_in_every_api() {
    let mut walk = Walk::new(App::new().await);
    let madeline = walk.user("madeline").await;
    let change = madeline.patch(&madeline.path("change_email/")).json(&json!({"new_email": "m@example.com"}));
    walk.expect(EmailChanged, madeline.id, None, (change, 204)).await;
    let document = madeline.patch_of(json!({"email": "m@example.net"}));
    let change = madeline.patch(&madeline.directory_path("")).json_api(&document);
    walk.expect(EmailChanged, madeline.id, None, (change, 200)).await;
    // The route of the log line has no username.
    let profile = |body: Value| madeline.post("/api/users/profile/madeline").json(&body);
    walk.expect(EmailChanged, madeline.id, None, (profile(json!({"email": "m@example.org"})), 200)).await;
    walk.silent(profile(json!({"bio": "I climb."})), 200).await;
}

#[tokio::test]
async fn a_long_client_is_cut() {
    let app = App::new().await;
    let request = app.login("nobody-here", "a-wrong-guess").header("user-agent", &"x".repeat(1_000));
    let (_, lines) = logged(Metrics::Off, "f", async { request.await.expect(400) }).await;
    let event = lines.iter().find(|line| line["event"] == "login_failed").expect("an event");
    assert_eq!(event["client"].as_str().map(str::len), Some(200));
}
