//! Every path that changes credentials: what it ends, and whether it takes a fresh login (`docs/account-security.md`).

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Bearer, Request, Routes, SECRET, TestResponse, TestUser, mint};

const ME: &str = "/api/users/user/";
const TEN_MINUTES: Duration = Duration::from_secs(10 * 60);

/// A change of credentials by their owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// With the old password.
    Password,
    SetPassword,
    Email,
    EmailByCode,
    SiteEmail,
    DirectoryEmail,
    ClearDirectoryEmail,
    LogoutEverywhere,
    OtherSessions,
}

impl Change {
    fn request(self, user: &TestUser, caller: &impl Routes) -> Request {
        let patch = |attributes: Value| caller.patch(&user.directory_path("")).json_api(&user.patch_of(attributes));
        let email = json!({"new_email": "new@example.org", "confirm": self == Self::EmailByCode});
        match self {
            Self::Password => {
                let body = json!({"password": TestUser::PASSWORD, "new_password": "another-horse"});
                caller.patch(&user.path("change_password/")).json(&body)
            }
            Self::SetPassword => {
                caller.post(&user.directory_path("change-password/")).json(&json!({"password": "another-horse"}))
            }
            Self::Email | Self::EmailByCode => caller.patch(&user.path("change_email/")).json(&email),
            Self::SiteEmail => {
                caller.post(&format!("/api/users/profile/{}", user.name)).json(&json!({"email": "new@example.org"}))
            }
            Self::DirectoryEmail => patch(json!({"email": "new@example.org"})),
            Self::ClearDirectoryEmail => patch(json!({"email": ""})),
            Self::LogoutEverywhere => caller.post("/api/users/logoutall/"),
            Self::OtherSessions => caller.delete("/api/v2/user/me/sessions/"),
        }
    }

    /// Makes the change, to its end.
    async fn make(self, app: &App, user: &TestUser, caller: &impl Routes) {
        let answer = self.request(user, caller).await;
        assert!([200, 204].contains(&answer.status), "{self:?}: {answer:?}");
        if self == Self::EmailByCode {
            let body = json!({"new_email": "new@example.org", "validation_code": answer.json()["validation_code"]});
            app.post(&user.path("confirm_email/")).json(&body).await.expect(204);
        }
    }

    /// Whether it takes a fresh login.
    fn is_privileged(self) -> bool {
        !matches!(self, Self::Password | Self::LogoutEverywhere | Self::OtherSessions)
    }
}

/// A host application's token with these claims.
fn host(app: &App, user: &TestUser, claims: &Value) -> Bearer {
    let mut all = app.claims_of(user.id);
    all.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
    app.bearer(&mint(SECRET, &all))
}

fn is_stale(answer: &TestResponse) -> bool {
    let body = answer.json();
    let codes = [&body["code"], &body["errors"][0]["code"]];
    answer.status == 403 && codes.iter().any(|code| **code == "reauthentication_required")
}

#[rstest]
#[tokio::test]
async fn a_change_ends_everything_but_the_calling_session(
    #[values(
        Change::Password,
        Change::SetPassword,
        Change::Email,
        Change::EmailByCode,
        Change::SiteEmail,
        Change::DirectoryEmail,
        Change::ClearDirectoryEmail,
        Change::LogoutEverywhere,
        Change::OtherSessions
    )]
    change: Change,
) {
    let app = App::new().await;
    let user = app.register("madeline").await;
    let other = app.log_in("madeline", TestUser::PASSWORD).await;
    let from_host = host(&app, &user, &json!({}));
    let grant = json!({"grant_type": "password", "username": "madeline", "password": TestUser::PASSWORD});
    let tokens = app.post("/oauth/token/").json(&grant).await.expect(200).json();
    let body = json!({"new_email": "pending@example.org", "confirm": true});
    let code = app.bearer(tokens["access_token"].as_str().unwrap());
    let code = code.patch(&user.path("change_email/")).json(&body).await.expect(200).json()["validation_code"].clone();
    change.make(&app, &user, &user).await;

    let own = if change == Change::LogoutEverywhere { 401 } else { 200 };
    user.get(ME).await.expect(own);
    other.get(ME).await.expect(401);
    from_host.get(ME).await.expect(401);
    app.bearer(tokens["access_token"].as_str().unwrap()).get(ME).await.expect(401);
    let refresh = json!({"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]});
    app.post("/oauth/token/").json(&refresh).await.expect(400);
    let body = json!({"new_email": "pending@example.org", "validation_code": code});
    app.post(&user.path("confirm_email/")).json(&body).await.expect(400);
}

#[rstest]
#[tokio::test]
async fn a_change_without_the_password_takes_a_fresh_login(
    #[values(
        Change::Password,
        Change::SetPassword,
        Change::Email,
        Change::EmailByCode,
        Change::SiteEmail,
        Change::DirectoryEmail,
        Change::ClearDirectoryEmail,
        Change::LogoutEverywhere,
        Change::OtherSessions
    )]
    change: Change,
) {
    let app = App::new().await;
    let user = app.register("madeline").await;
    let now = app.state.clock.now().as_second();
    let old_login = host(&app, &user, &json!({"auth_time": now - 601}));
    app.state.clock.advance(TEN_MINUTES + Duration::from_secs(2));
    let old = host(&app, &user, &json!({"iat": now}));
    let claims_to_be_new = host(&app, &user, &json!({"iat": now, "auth_time": now + 602}));
    for stale in [&app.bearer(&user.token), &old_login, &old, &claims_to_be_new] {
        if !change.is_privileged() {
            break;
        }
        let answer = change.request(&user, stale).await;
        assert!(is_stale(&answer), "{change:?}: {answer:?}");
    }
    assert_eq!(user.get(ME).await.expect(200).json()["email"], "madeline@example.org");
    app.login("madeline", TestUser::PASSWORD).await.expect(200);
    if change.is_privileged() {
        let fresh = app.log_in("madeline", TestUser::PASSWORD).await;
        change.make(&app, &user, &fresh).await;
    } else {
        change.make(&app, &user, &user).await;
    }
}

#[rstest]
#[case(json!({}))]
#[case(json!({"auth_time": null}))]
#[case(json!({"auth_time": "now"}))]
#[tokio::test]
async fn a_token_of_a_host_application_without_auth_time_counts_by_its_iat(#[case] claims: Value) {
    let app = App::new().await;
    let user = app.register("madeline").await;
    Change::SetPassword.make(&app, &user, &host(&app, &user, &claims)).await;
    app.login("madeline", "another-horse").await.expect(200);
}

#[tokio::test]
async fn a_refresh_is_no_fresh_login() {
    let app = App::new().await;
    let user = app.register("madeline").await;
    let grant = json!({"grant_type": "password", "username": "madeline", "password": TestUser::PASSWORD});
    let tokens = app.post("/oauth/token/").json(&grant).await.expect(200).json();
    app.state.clock.advance(TEN_MINUTES + Duration::from_secs(2));
    let refresh = json!({"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]});
    let tokens = app.post("/oauth/token/").json(&refresh).await.expect(200).json();
    let caller = app.bearer(tokens["access_token"].as_str().unwrap());
    assert!(is_stale(&Change::Email.request(&user, &caller).await));
}

#[tokio::test]
async fn other_changes_take_no_fresh_login() {
    let app = App::new().await;
    let (user, root) = (app.register("madeline").await, app.superuser("root").await);
    app.state.clock.advance(TEN_MINUTES * 2);
    // Sent back as it is, an address is no change.
    let body = json!({"email": "madeline@example.org", "bio": "Here."});
    user.post("/api/users/profile/madeline").json(&body).await.expect(200);
    let patch = user.patch_of(json!({"email": "madeline@example.org", "first_name": "Madeline"}));
    user.patch(&user.directory_path("")).json_api(&patch).await.expect(200);
    // Staff change the credentials of others as before.
    let path = user.directory_path("change-password/");
    root.post(&path).json(&json!({"password": "another-horse"})).await.expect(200);
    let patch = user.patch_of(json!({"email": "new@example.org"}));
    root.patch(&user.directory_path("")).json_api(&patch).await.expect(200);
}

#[tokio::test]
async fn the_age_of_a_fresh_login_is_a_setting() {
    use shared::runtime::config::Config;
    let app = App::with(Config { privileged_age: Duration::from_secs(60), ..tests::config() }).await;
    let user = app.register("madeline").await;
    app.state.clock.advance(Duration::from_secs(62));
    assert!(is_stale(&Change::Email.request(&user, &user).await));
}

#[tokio::test]
async fn changes_by_staff_end_every_session() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    for attributes in [json!({"is_active": false}), json!({"email": "new@example.org"}), json!({"email": ""})] {
        let user = app.register("madeline").await;
        let other = app.log_in("madeline", TestUser::PASSWORD).await;
        root.patch(&user.directory_path("")).json_api(&user.patch_of(attributes)).await.expect(200);
        for session in [&app.bearer(&user.token), &other] {
            session.get(ME).await.expect(401);
        }
        root.delete(&user.path("?hard=1")).await.expect(204);
    }
    // A new role or name ends nothing.
    let user = app.register("madeline").await;
    let patch = user.patch_of(json!({"is_staff": true, "username": "madeline-2"}));
    root.patch(&user.directory_path("")).json_api(&patch).await.expect(200);
    user.get(ME).await.expect(200);
}

#[tokio::test]
async fn a_reactivation_revives_nothing() {
    let app = App::new().await;
    let (user, root) = (app.register("madeline").await, app.superuser("root").await);
    let from_host = host(&app, &user, &json!({}));
    let grant = json!({"grant_type": "password", "username": "madeline", "password": TestUser::PASSWORD});
    let tokens = app.post("/oauth/token/").json(&grant).await.expect(200).json();
    let body = json!({"new_email": "new@example.org", "confirm": true});
    let code = user.patch(&user.path("change_email/")).json(&body).await.expect(200).json()["validation_code"].clone();
    for is_active in [false, true] {
        root.patch(&user.directory_path(""))
            .json_api(&user.patch_of(json!({"is_active": is_active})))
            .await
            .expect(200);
        let body = json!({"new_email": "new@example.org", "validation_code": code});
        app.post(&user.path("confirm_email/")).json(&body).await.expect(400);
        for bearer in [&app.bearer(&user.token), &from_host, &app.bearer(tokens["access_token"].as_str().unwrap())] {
            bearer.get(ME).await.expect(401);
        }
        let refresh = json!({"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]});
        app.post("/oauth/token/").json(&refresh).await.expect(400);
    }
    app.log_in("madeline", TestUser::PASSWORD).await.get(ME).await.expect(200);
}

#[tokio::test]
async fn a_code_keeps_the_session_that_confirms_it_or_else_the_one_that_asked() {
    for confirms in [true, false] {
        let app = App::new().await;
        let user = app.register("madeline").await;
        let other = app.log_in("madeline", TestUser::PASSWORD).await;
        let body = json!({"new_email": "new@example.org", "confirm": true});
        let code =
            user.patch(&user.path("change_email/")).json(&body).await.expect(200).json()["validation_code"].clone();
        let body = json!({"new_email": "new@example.org", "validation_code": code});
        let path = user.path("confirm_email/");
        let confirmation = if confirms { other.post(&path) } else { app.post(&path) };
        confirmation.json(&body).await.expect(204);
        let [asked, confirmed] = if confirms { [401, 200] } else { [200, 401] };
        user.get(ME).await.expect(asked);
        other.get(ME).await.expect(confirmed);
    }
}

#[tokio::test]
async fn a_session_that_ended_is_not_kept_by_its_code() {
    let app = App::new().await;
    let user = app.register("madeline").await;
    let body = json!({"new_email": "new@example.org", "confirm": true});
    let code = user.patch(&user.path("change_email/")).json(&body).await.expect(200).json()["validation_code"].clone();
    user.post("/api/users/logout/").await.expect(204);
    let body = json!({"new_email": "new@example.org", "validation_code": code});
    app.post(&user.path("confirm_email/")).json(&body).await.expect(204);
    user.get(ME).await.expect(401);
}
