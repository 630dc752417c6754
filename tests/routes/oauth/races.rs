//! Refreshes that meet each other, a logout or a change of credentials.

use std::collections::BTreeSet;
use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::json;
use tests::{App, Request, Routes as _, TestUser};

use super::{ME, SESSIONS, Tokens, log_in, password, refresh};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_number_of_tabs_go_on_with_the_same_token() {
    let app = App::new().await;
    app.register("madeline").await;
    let mut token = log_in(&app, "madeline").await.refresh;
    for _ in 0..3 {
        let tabs = (0..12).map(|_| tokio::spawn(refresh(&app, &token).into_future()));
        let answers: Vec<_> = join_all(tabs).await.into_iter().map(|answer| answer.unwrap().expect(200)).collect();
        let next: BTreeSet<_> = answers.iter().map(|answer| Tokens::of(answer).refresh).collect();
        assert_eq!(next.len(), 1, "{next:?}");
        for answer in &answers {
            app.bearer(&Tokens::of(answer).access).get(ME).await.expect(200);
        }
        token = next.into_iter().next().unwrap();
    }
}

#[derive(Clone, Copy, Debug)]
enum End {
    Logout,
    LogoutEverywhere,
    OneSession,
    OtherSessions,
    Revoke,
    ChangePassword,
    SetPassword,
    ChangeEmail,
    Deactivate,
    Delete,
}

impl End {
    /// The request that ends the session of `tokens`. Some come from that session, some from the registration's.
    async fn request(self, app: &App, user: &TestUser, root: &TestUser, tokens: &Tokens) -> Request {
        let session = app.bearer(&tokens.access);
        match self {
            Self::Logout => session.post("/api/users/logout/"),
            Self::LogoutEverywhere => session.post("/api/users/logoutall/"),
            Self::OneSession => {
                let sessions = session.get(SESSIONS).await.expect(200).json();
                let current =
                    sessions.as_array().unwrap().iter().find(|one| one["current"] == true).unwrap()["id"].clone();
                user.delete(&format!("{SESSIONS}{current}/"))
            }
            Self::OtherSessions => user.delete(SESSIONS),
            Self::Revoke => app.post("/oauth/revoke/").json(&json!({"token": tokens.refresh})),
            Self::ChangePassword => {
                let body = json!({"password": TestUser::PASSWORD, "new_password": "another-horse"});
                user.patch(&user.path("change_password/")).json(&body)
            }
            Self::SetPassword => {
                root.post(&user.directory_path("change-password/")).json(&json!({"password": "another-horse"}))
            }
            Self::ChangeEmail => {
                user.patch(&user.path("change_email/")).json(&json!({"new_email": "new@example.org", "confirm": false}))
            }
            Self::Deactivate => {
                root.patch(&user.directory_path("")).json_api(&user.patch_of(json!({"is_active": false})))
            }
            Self::Delete => root.delete(&user.path("?hard=0")),
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_token_outlives_the_end_of_its_session(
    #[values(
        End::Logout,
        End::LogoutEverywhere,
        End::OneSession,
        End::OtherSessions,
        End::Revoke,
        End::ChangePassword,
        End::SetPassword,
        End::ChangeEmail,
        End::Deactivate,
        End::Delete
    )]
    end: End,
) {
    let app = App::new().await;
    let (user, root) = (app.register("madeline").await, app.superuser("root").await);
    let tokens = log_in(&app, "madeline").await;
    let end = end.request(&app, &user, &root, &tokens).await;
    let refreshes = (0..6).map(|_| tokio::spawn(refresh(&app, &tokens.refresh).into_future()));
    let refreshes: Vec<_> = refreshes.collect();
    let login = tokio::spawn(password(&app, "madeline", TestUser::PASSWORD).into_future());
    let ended = end.await;
    assert!([200, 204].contains(&ended.status), "{ended:?}");
    let mut issued = vec![tokens];
    for answer in join_all(refreshes).await {
        let answer = answer.unwrap();
        assert!([200, 400].contains(&answer.status), "{answer:?}");
        if answer.status == 200 {
            issued.push(Tokens::of(&answer));
        }
    }
    for tokens in &issued {
        app.bearer(&tokens.access).get(ME).await.expect(401);
        refresh(&app, &tokens.refresh).await.expect(400);
    }
    // A login that began before the end is as good as one after it, or dead.
    let login = login.await.unwrap();
    assert!([200, 400].contains(&login.status), "{login:?}");
    if login.status == 200 {
        let tokens = Tokens::of(&login);
        let access = app.bearer(&tokens.access).get(ME).await.status;
        let refreshed = refresh(&app, &tokens.refresh).await.status;
        assert!([(200, 200), (401, 400)].contains(&(access, refreshed)), "{access} {refreshed}");
    }
}

/// Of two changes that each keep their own session and end the other's, only one keeps it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_another_change_ends_cannot_keep_itself() {
    for _ in 0..8 {
        let app = App::new().await;
        let user = app.register("madeline").await;
        let thief = app.bearer(&log_in(&app, "madeline").await.access);
        let body = json!({"password": TestUser::PASSWORD, "new_password": "another-horse"});
        let change = tokio::spawn(user.patch(&user.path("change_password/")).json(&body).into_future());
        let steal = json!({"new_email": "thief@example.org", "confirm": false});
        let steal = tokio::spawn(thief.patch(&user.path("change_email/")).json(&steal).into_future());
        let (change, steal) = (change.await.unwrap().status, steal.await.unwrap().status);
        assert!([204, 401, 409].contains(&change) && [204, 401, 409].contains(&steal), "{change} {steal}");
        let alive = [user.get(ME).await.status, thief.get(ME).await.status];
        assert!(alive != [200, 200], "{change} {steal} {alive:?}");
        assert!(alive.contains(&200), "{change} {steal} {alive:?}");
    }
}
