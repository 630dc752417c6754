//! `POST /api/v2/account/restore_email/`: the "this was not me" of a mail to a former address.

use std::future::IntoFuture as _;
use std::time::Duration;

use serde_json::json;
use shared::store::Consistency;
use tests::{App, Request, Routes as _, TestUser, code_in};

const OLD: &str = "madeline@example.org";
const WEEK: u64 = 7 * 24 * 60 * 60;

fn restore(app: &App, code: &str) -> Request {
    app.post("/api/v2/account/restore_email/").json(&json!({"validation_code": code}))
}

/// The user's address, and whether it is confirmed.
async fn email(app: &App, user: &TestUser) -> (Option<String>, bool) {
    let profile = app.state.store.profiles().get(user.id, Consistency::Strong).await.unwrap().unwrap();
    (profile.email.map(|email| email.as_str().to_owned()), profile.email_isvalid)
}

/// Asks for a new address and returns the code that was mailed there.
async fn ask(app: &App, user: &TestUser, email: &str) -> String {
    user.patch(&user.path("change_email/")).json(&json!({"new_email": email})).await.expect(200);
    let mails = app.mails().await;
    code_in(mails.iter().find(|mail| mail.to.as_str() == email).expect("a mail"))
}

/// Changes the address and returns the code that was mailed to the former one.
async fn change(app: &App, user: &TestUser, email: &str) -> String {
    let former = user.get("/api/v2/user/me/").await.expect(200).json()["email"].clone();
    let code = ask(app, user, email).await;
    let body = json!({"new_email": email, "validation_code": code});
    user.post(&user.path("confirm_email/")).json(&body).await.expect(204);
    let mails = app.mails().await;
    let [notice] = &*mails else { panic!("{mails:?}") };
    assert_eq!(notice.to.as_str(), former);
    assert!(notice.text.contains("https://kith.test/account/restore#"), "{notice:?}");
    assert!(app.mails().await.is_empty(), "the whole stream again");
    code_in(notice)
}

async fn register(app: &App, name: &str, email: &str) -> u16 {
    let body = json!({"username": name, "email": email, "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&body).await.status
}

#[tokio::test]
async fn takes_back_whatever_was_changed_in_between_and_ends_all_sessions() {
    let (app, thief) = App::with_mailed_user().await;
    let code = change(&app, &thief, "first@example.org").await;
    let later = change(&app, &thief, "second@example.org").await;
    let body = json!({"password": TestUser::PASSWORD, "new_password": "another-horse"});
    thief.patch(&thief.path("change_password/")).json(&body).await.expect(204);
    let hosted = app.bearer(&tests::mint(tests::SECRET, &app.claims_of(thief.id)));
    let grant = json!({"grant_type": "password", "username": "madeline", "password": "another-horse"});
    let tokens = app.post("/oauth/token/").json(&grant).await.expect(200).json();
    let pending = ask(&app, &thief, "third@example.org").await;

    app.post("/api/v2/account/verify/validation_code/").json(&json!({"validation_code": code})).await.expect(204);
    assert_eq!(email(&app, &thief).await, (Some("second@example.org".to_owned()), true), "checking uses nothing up");
    assert_eq!(restore(&app, &code).await.expect(204).body, "");
    assert_eq!(email(&app, &thief).await, (Some(OLD.to_owned()), true));
    thief.get("/api/users/user/").await.expect(401);
    hosted.get("/api/users/user/").await.expect(401);
    let grant = json!({"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]});
    app.post("/oauth/token/").json(&grant).await.expect(400);
    app.post("/api/v2/account/verify/").json(&json!({"validation_code": pending})).await.expect(400);
    for used in [&code, &later] {
        restore(&app, used).await.expect(400);
        app.post("/api/v2/account/verify/validation_code/").json(&json!({"validation_code": used})).await.expect(400);
    }
    // The addresses that came in between are free, and this one is the user's.
    for (name, email, status) in
        [("one", "first@example.org", 200), ("two", "second@example.org", 200), ("three", OLD, 400)]
    {
        assert_eq!(register(&app, name, email).await, status, "{email}");
    }
    app.post("/api/v2/account/recover/").json(&json!({"email": OLD})).await.expect(204);
    let mails = app.mails().await;
    let reset = mails.iter().find(|mail| mail.to.as_str() == OLD).expect("a way in");
    let body = json!({"validation_code": code_in(reset), "password": "a-third-horse"});
    app.post("/api/v2/account/reset/").json(&body).await.expect(204);
    app.login(OLD, "a-third-horse").await.expect(200);
}

#[tokio::test]
async fn an_earlier_change_can_be_taken_back_after_a_later_one() {
    let (app, madeline) = App::with_mailed_user().await;
    let first = change(&app, &madeline, "second@example.org").await;
    let second = change(&app, &madeline, "third@example.org").await;
    restore(&app, &second).await.expect(204);
    assert_eq!(email(&app, &madeline).await.0.as_deref(), Some("second@example.org"));
    assert_eq!(register(&app, "theo", OLD).await, 400, "the first change can still be taken back");
    restore(&app, &first).await.expect(204);
    assert_eq!(email(&app, &madeline).await, (Some(OLD.to_owned()), true));
    assert_eq!(register(&app, "theo", "second@example.org").await, 200);
    assert_eq!(register(&app, "oshiro", "third@example.org").await, 200);
}

#[tokio::test]
async fn a_change_back_and_forth_leaves_each_address_to_its_user() {
    let (app, madeline) = App::with_mailed_user().await;
    let first = change(&app, &madeline, "second@example.org").await;
    let second = change(&app, &madeline, OLD).await;
    change(&app, &madeline, "second@example.org").await;
    restore(&app, &second).await.expect(204);
    assert_eq!(email(&app, &madeline).await.0.as_deref(), Some("second@example.org"));
    restore(&app, &first).await.expect(204);
    assert_eq!(email(&app, &madeline).await.0.as_deref(), Some(OLD));
    assert_eq!(register(&app, "theo", OLD).await, 400);
    assert_eq!(register(&app, "theo", "second@example.org").await, 200);
}

/// No other user gets the address for 7 days, and it opens nothing in that time.
#[tokio::test]
async fn the_former_address_is_kept_for_its_user_for_7_days() {
    let (app, madeline) = App::with_mailed_user().await;
    let theo = app.user("theo").await;
    let code = change(&app, &madeline, "new@example.org").await;
    app.login(OLD, TestUser::PASSWORD).await.expect(400);
    app.post("/api/v2/account/recover/").json(&json!({"email": OLD})).await.expect(204);
    assert!(app.mails().await.is_empty());
    for passed in [0, WEEK - 60] {
        app.state.clock.advance(Duration::from_secs(passed));
        assert_eq!(register(&app, "oshiro", "Madeline@example.org").await, 400);
    }
    let (path, body) = (theo.path("change_email/"), json!({"new_email": OLD}));
    let theo = app.log_in("theo", TestUser::PASSWORD).await;
    theo.patch(&path).json(&body).await.expect(400);
    app.state.clock.advance(Duration::from_secs(120));
    restore(&app, &code).await.expect(400);
    theo.patch(&path).json(&body).await.expect(200);
    assert_eq!(register(&app, "oshiro", OLD).await, 200);
    assert_eq!(email(&app, &madeline).await.0.as_deref(), Some("new@example.org"));
}

#[tokio::test]
async fn the_removal_of_ones_address_can_be_taken_back() {
    let (app, madeline) = App::with_mailed_user().await;
    madeline.patch(&madeline.directory_path("")).json_api(&madeline.patch_of(json!({"email": null}))).await.expect(200);
    let mails = app.mails().await;
    let [notice] = &*mails else { panic!("{mails:?}") };
    restore(&app, &code_in(notice)).await.expect(204);
    assert_eq!(email(&app, &madeline).await, (Some(OLD.to_owned()), true));
    app.login(OLD, TestUser::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn bad_codes_change_nothing_and_tell_nothing() {
    let (app, madeline) = App::with_mailed_user().await;
    let theo = app.register("theo").await;
    let code = change(&app, &madeline, "new@example.org").await;
    let (user, secret) = code.split_once('.').unwrap();
    let unknown = madeline.id.get() + 4_096;
    for wrong in [
        json!(null),
        json!(7),
        json!(""),
        json!("x".repeat(101)),
        json!(secret),
        json!(format!("{user}.")),
        json!(format!("{code}x")),
        json!(format!("{unknown}.{secret}")),
        json!(format!("{}.{secret}", theo.id)),
    ] {
        let body = json!({"validation_code": wrong});
        let answer = app.post("/api/v2/account/restore_email/").json(&body).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["validation_code"], "{wrong}");
    }
    for other in ["verify/", "reset/"] {
        let body = json!({"validation_code": code, "password": "another-horse"});
        app.post(&format!("/api/v2/account/{other}")).json(&body).await.expect(400);
    }
    assert_eq!(email(&app, &madeline).await.0.as_deref(), Some("new@example.org"));
    app.post("/api/v2/account/restore_email/").form(&[("validation_code", &*code)]).await.expect(204);
}

#[tokio::test]
async fn a_hard_deletion_frees_the_former_addresses() {
    let (app, madeline) = App::with_mailed_user().await;
    let code = change(&app, &madeline, "new@example.org").await;
    madeline.delete(&madeline.path("?hard=1")).await.expect(204);
    restore(&app, &code).await.expect(400);
    app.settle().await;
    let left = app
        .rows()
        .all()
        .await
        .into_keys()
        .filter(|(pk, sk)| pk.starts_with("NAME#") && sk == "EMAIL" || sk.starts_with("FORMER_EMAIL#"));
    assert_eq!(left.collect::<Vec<_>>(), []);
    assert_eq!(register(&app, "theo", OLD).await, 200);
}

#[tokio::test]
async fn changes_that_could_not_be_taken_back_are_refused() {
    let (app, madeline) = App::with_mailed_user().await;
    let code = ask(&app, &madeline, "new@example.org").await;
    let expires = app.state.clock.now().as_second() + 60;
    for n in 0..20 {
        let email = format!("former-{n}@example.org");
        let former = json!({"email": email, "generation": 0, "code": "", "expires": expires});
        app.rows().put(&format!("U#{}", madeline.id), &format!("FORMER_EMAIL#{:016}", 100 + n), former).await;
    }
    let verify = app.post("/api/v2/account/verify/").json(&json!({"validation_code": code}));
    assert_eq!(verify.await.expect(409).json()["errors"][0]["code"], "too_many_changes");
    let remove = madeline.patch(&madeline.directory_path("")).json_api(&madeline.patch_of(json!({"email": null})));
    assert_eq!(remove.await.expect(409).json()["errors"][0]["code"], "too_many_changes");
    assert_eq!(email(&app, &madeline).await.0.as_deref(), Some(OLD));
    app.state.clock.advance(Duration::from_secs(61));
    app.post("/api/v2/account/verify/").json(&json!({"validation_code": code})).await.expect(204);
}

#[tokio::test]
async fn without_mail_nothing_can_be_taken_back() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let body = json!({"new_email": "new@example.org"});
    madeline.patch(&madeline.path("change_email/")).json(&body).await.expect(204);
    assert!(app.mails().await.is_empty());
    assert_eq!(register(&app, "theo", OLD).await, 200);
}

/// Of a restoration, another change and a login at the same time, the restoration wins: no token from before is alive.
#[tokio::test]
async fn the_restoration_wins_every_race() {
    for _ in 0..6 {
        let (app, thief) = App::with_mailed_user().await;
        let code = change(&app, &thief, "first@example.org").await;
        let pending = ask(&app, &thief, "second@example.org").await;
        let verify = app.post("/api/v2/account/verify/").json(&json!({"validation_code": pending}));
        let (restored, again, verified, login) = tokio::join!(
            tokio::spawn(restore(&app, &code).into_future()),
            tokio::spawn(restore(&app, &code).into_future()),
            tokio::spawn(verify.into_future()),
            tokio::spawn(app.login("madeline", TestUser::PASSWORD).into_future()),
        );
        let (restored, again, verified) = (restored.unwrap().status, again.unwrap().status, verified.unwrap().status);
        assert!([[204, 400], [400, 204]].contains(&[restored, again]), "{restored} {again}");
        assert!([204, 400, 409].contains(&verified), "{verified}");
        assert_eq!(email(&app, &thief).await, (Some(OLD.to_owned()), true), "{verified}");
        thief.get("/api/users/user/").await.expect(401);
        assert_eq!(login.unwrap().status, 200);
        app.login(OLD, TestUser::PASSWORD).await.expect(200);
        for (name, email) in [("one", "first@example.org"), ("two", "second@example.org")] {
            assert_eq!(register(&app, name, email).await, 200, "{email}");
        }
    }
}
