//! Changes of one's e-mail address in a community that sends mail, in all three APIs: the code goes to the new address
//! alone, and the address stays as it is until the code comes back.

use std::time::Duration;

use serde_json::{Value, json};
use shared::domain::account::throttle::Limits;
use shared::runtime::config::Config;
use tests::{App, Request, Routes as _, TestResponse, TestUser, code_in, config};

const NEW: &str = "New@example.org";

/// The calls with which users change their own address.
#[derive(Clone, Copy, Debug)]
enum Api {
    Community,
    Site,
    Directory,
}

const APIS: [Api; 3] = [Api::Community, Api::Site, Api::Directory];

impl Api {
    fn change(self, user: &TestUser, email: &str) -> Request {
        match self {
            Self::Community => user.patch(&user.path("change_email/")).json(&json!({"new_email": email})),
            Self::Site => {
                let body = json!({"email": email, "location": "Celeste"});
                user.post(&format!("/api/users/profile/{}", user.name)).json(&body)
            }
            Self::Directory => {
                let body = user.patch_of(json!({"email": email, "first_name": "Madeline"}));
                user.patch(&user.directory_path("")).json_api(&body)
            }
        }
    }

    /// The address in the response, if there is one.
    fn shown(self, answer: &TestResponse) -> Option<Value> {
        match self {
            Self::Community => None,
            Self::Site => Some(answer.json()["me"]["email"].clone()),
            Self::Directory => Some(answer.json()["data"]["attributes"]["email"].clone()),
        }
    }
}

/// The address, and whether it is confirmed.
async fn email(user: &TestUser) -> (String, bool) {
    let me = user.get("/api/v2/user/me/").await.expect(200).json();
    (me["email"].as_str().expect("an address").to_owned(), me["email_isvalid"].as_bool().expect("a flag"))
}

/// The code in the only mail that is sent now, which goes to the new address.
async fn mailed(app: &App) -> String {
    let mails = app.mails().await;
    let [mail] = &*mails else { panic!("{mails:?}") };
    assert_eq!(mail.to.as_str(), NEW);
    code_in(mail)
}

#[tokio::test]
async fn the_address_stays_until_the_code_from_its_mailbox_comes_back() {
    for api in APIS {
        for by_page in [false, true] {
            let (app, madeline) = App::with_mailed_user().await;
            let second = app.log_in("madeline", TestUser::PASSWORD).await;
            let answer = api.change(&madeline, NEW).await.expect(200);
            let old = ("madeline@example.org".to_owned(), false);
            assert!(api.shown(&answer).is_none_or(|shown| shown == old.0.as_str()), "{api:?}: {answer:?}");
            let code = mailed(&app).await;
            assert!(!answer.body.contains("code"), "{api:?}: {answer:?}");
            assert_eq!(email(&madeline).await, old, "{api:?}");
            second.get("/api/users/user/").await.expect(200);

            let check = app.post("/api/v2/account/verify/validation_code/").json(&json!({"validation_code": code}));
            check.await.expect(204);
            let confirm = if by_page {
                app.post("/api/v2/account/verify/").json(&json!({"validation_code": code}))
            } else {
                let body = json!({"new_email": NEW, "validation_code": code});
                app.post(&madeline.path("confirm_email/")).json(&body)
            };
            confirm.await.expect(204);
            assert_eq!(email(&madeline).await, (NEW.to_owned(), true), "{api:?}: the session that asked lives on");
            second.get("/api/users/user/").await.expect(401);
            app.login("new@example.org", TestUser::PASSWORD).await.expect(200);
            app.post("/api/v2/account/verify/").json(&json!({"validation_code": code})).await.expect(400);
            let notice = app.mails().await;
            assert!(notice.len() == 1 && notice[0].to.as_str() == old.0, "{api:?}: {notice:?}");
            assert!(app.mails().await.is_empty(), "{api:?}: the whole stream again");
        }
    }
}

#[tokio::test]
async fn the_rest_of_an_update_takes_effect_at_once() {
    let (app, madeline) = App::with_mailed_user().await;
    Api::Site.change(&madeline, NEW).await.expect(200);
    let document = Api::Directory.change(&madeline, NEW).await.expect(200).json();
    assert_eq!(document["data"]["attributes"]["first_name"], "Madeline");
    let me = madeline.get("/api/v2/user/me/").await.expect(200).json();
    assert_eq!(me["location"], "Celeste");
    mailed(&app).await;
    // The present address asks for nothing, and the directory can remove it.
    Api::Site.change(&madeline, "madeline@example.org").await.expect(200);
    Api::Directory.change(&madeline, "").await.expect(200);
    let notice = app.mails().await;
    assert!(notice.len() == 1 && notice[0].to.as_str() == "madeline@example.org", "{notice:?}");
    assert_eq!(madeline.get("/api/v2/user/me/").await.expect(200).json()["email"], json!(null));
}

#[tokio::test]
async fn every_value_of_confirm_means_the_same() {
    let (app, madeline) = App::with_mailed_user().await;
    for confirm in [json!(true), json!(false), json!("0")] {
        let body = json!({"new_email": NEW, "confirm": confirm});
        let answer = madeline.patch(&madeline.path("change_email/")).json(&body).await.expect(200);
        assert_eq!(answer.json(), json!({}), "{confirm}");
        mailed(&app).await;
    }
    assert_eq!(email(&madeline).await.0, "madeline@example.org");
}

#[tokio::test]
async fn an_address_of_another_user_is_refused_and_changes_nothing() {
    let (app, madeline) = App::with_mailed_user().await;
    app.prove(&app.user("theo").await).await;
    for api in APIS {
        let answer = api.change(&madeline, "Theo@example.org").await.expect(400);
        let field = if matches!(api, Api::Community) { "new_email" } else { "email" };
        assert!(answer.body.contains(field), "{api:?}: {answer:?}");
    }
    let me = madeline.get("/api/v2/user/me/").await.expect(200).json();
    assert_eq!((&me["location"], &me["email"]), (&json!(""), &json!("madeline@example.org")), "{me}");
    assert!(app.mails().await.is_empty());
}

#[tokio::test]
async fn a_code_ends_with_its_day_with_the_credentials_and_with_a_newer_change() {
    for end in ["day", "password", "newer change", "taken"] {
        let (app, madeline) = App::with_mailed_user().await;
        Api::Community.change(&madeline, NEW).await.expect(200);
        let code = mailed(&app).await;
        match end {
            "day" => app.state.clock.advance(Duration::from_secs(24 * 60 * 60 + 1)),
            "password" => {
                let body = json!({"password": TestUser::PASSWORD, "new_password": "another-horse"});
                madeline.patch(&madeline.path("change_password/")).json(&body).await.expect(204);
            }
            "newer change" => drop(Api::Site.change(&madeline, "else@example.org").await.expect(200)),
            _ => app.prove(&app.user("new").await).await,
        }
        app.post("/api/v2/account/verify/").json(&json!({"validation_code": code})).await.expect(400);
        let body = json!({"new_email": NEW, "validation_code": code});
        app.post(&madeline.path("confirm_email/")).json(&body).await.expect(400);
    }
}

#[tokio::test]
async fn a_change_that_is_given_up_is_not_mailed() {
    let (app, madeline) = App::with_mailed_user().await;
    Api::Community.change(&madeline, NEW).await.expect(200);
    madeline.post("/api/users/logoutall/").await.expect(204);
    assert!(app.mails().await.is_empty());
}

#[tokio::test]
async fn the_apis_share_one_limit_and_beyond_it_nothing_changes() {
    let app = App::with(Config { sends_mail: true, limits: Some(Limits::default()), ..config() }).await;
    let madeline = app.register("madeline").await;
    for n in 0..5 {
        APIS[n % 3].change(&madeline, &format!("new-{n}@example.org")).await.expect(200);
    }
    let before = app.rows().all().await;
    for api in APIS {
        let answer = api.change(&madeline, "last@example.org").await.expect(429);
        assert!(!answer.header("retry-after").is_empty(), "{api:?}");
    }
    let mut after = app.rows().all().await;
    after.retain(|(_, sk), _| sk != "MAILS");
    assert!(after.iter().all(|(key, row)| before.get(key) == Some(row)), "{after:?}");
}

#[tokio::test]
async fn staff_change_the_address_of_another_at_once_and_unconfirmed() {
    let (app, madeline) = App::with_mailed_user().await;
    let staff = app.staff("staff").await;
    let body = madeline.patch_of(json!({"email": NEW}));
    let answer = staff.patch(&madeline.directory_path("")).json_api(&body).await.expect(200);
    assert_eq!(answer.json()["data"]["attributes"]["email"], NEW);
    let mails = app.mails().await;
    let mail_to = |email: &str| mails.iter().find(|mail| mail.to.as_str() == email).expect("a mail");
    assert_eq!(mails.len(), 2, "{mails:?}");
    let notice = mail_to("madeline@example.org");
    assert!(!notice.text.contains("https://") && notice.text.contains("staff"), "{notice:?}");
    assert_eq!(mail_to(NEW).subject, "Your new e-mail address at Summit");
    let madeline = app.log_in("madeline", TestUser::PASSWORD).await;
    let is_valid = async || madeline.get("/api/v2/user/me/").await.expect(200).json()["email_isvalid"].clone();
    assert_eq!(is_valid().await, false);
    // The old address is free, and another mail to the new one is an ordinary one.
    madeline.post("/api/v2/user/me/email/verify/").await.expect(204);
    let mails = app.mails().await;
    assert!(mails.len() == 1 && mails[0].subject.starts_with("Confirm"), "{mails:?}");
    app.post("/api/v2/account/verify/").json(&json!({"validation_code": code_in(&mails[0])})).await.expect(204);
    assert_eq!(is_valid().await, true);
    let body = json!({"username": "theo", "email": "madeline@example.org", "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&body).await.expect(200);
}

/// Removals, first addresses, and changes of case alone.
#[tokio::test]
async fn staff_who_change_another_address_send_what_there_is_to_say() {
    let (app, madeline) = App::with_mailed_user().await;
    let staff = app.staff("staff").await;
    for (email, expected) in [
        ("Madeline@example.org", vec![]),
        ("", vec!["Your e-mail address was changed at Summit"]),
        (NEW, vec!["Your new e-mail address at Summit"]),
    ] {
        let body = madeline.patch_of(json!({"email": email}));
        staff.patch(&madeline.directory_path("")).json_api(&body).await.expect(200);
        let mails = app.mails().await;
        assert_eq!(mails.iter().map(|mail| &*mail.subject).collect::<Vec<_>>(), expected, "{email}");
    }
}

/// The code that takes a change back outlives what staff change, and a change by staff has none.
#[tokio::test]
async fn a_change_by_staff_leaves_the_code_of_an_earlier_change() {
    let (app, madeline) = App::with_mailed_user().await;
    let staff = app.staff("staff").await;
    Api::Community.change(&madeline, NEW).await.expect(200);
    let body = json!({"validation_code": mailed(&app).await});
    app.post("/api/v2/account/verify/").json(&body).await.expect(204);
    let code = code_in(&app.mails().await[0]);
    let body = madeline.patch_of(json!({"email": "third@example.org"}));
    staff.patch(&madeline.directory_path("")).json_api(&body).await.expect(200);
    app.post("/api/v2/account/restore_email/").json(&json!({"validation_code": code})).await.expect(204);
    let account = app.state.store.accounts().get(madeline.id).await.unwrap().unwrap();
    assert_eq!(account.profile.email.unwrap().as_str(), "madeline@example.org");
}
