//! `PATCH /api/v2/user/{id}/change_email/`

use std::future::IntoFuture as _;

use futures::future::join_all;
use serde_json::{Value, json};
use shared::domain::account::code::CodePurpose;
use shared::domain::{Profile, Status, UserId};
use shared::store::Consistency;
use tests::{App, Request, Routes, SECRET, TestUser, mint};

fn change(person: &TestUser, email: &str) -> Request {
    person.patch(&person.path("change_email/")).json(&json!({"new_email": email, "confirm": false}))
}

async fn profile(app: &App, id: UserId) -> Profile {
    app.state.store.profiles().get(id, Consistency::Strong).await.unwrap().unwrap()
}

/// The user's e-mail address, and whether it is confirmed.
async fn email(app: &App, id: UserId) -> (String, bool) {
    let profile = profile(app, id).await;
    (profile.email.unwrap().as_str().to_owned(), profile.email_isvalid)
}

#[tokio::test]
async fn changes_the_address_at_once_without_confirm() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    assert_eq!(change(&madeline, "New@example.org").await.expect(204).body, "");
    assert_eq!(email(&app, madeline.id).await, ("New@example.org".into(), false));
    app.login("new@example.org", TestUser::PASSWORD).await.expect(200);
    app.login("madeline@example.org", TestUser::PASSWORD).await.expect(400);
    let me = madeline.get("/api/users/user/").await.expect(200).json();
    assert_eq!(me["email"], "New@example.org");
}

#[tokio::test]
async fn confirm_is_optional_and_the_body_may_be_a_form() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let path = madeline.path("change_email");
    madeline.patch(&path).json(&json!({"new_email": "one@example.org"})).await.expect(204);
    madeline.patch(&path).form(&[("new_email", "two@example.org"), ("confirm", "false")]).await.expect(204);
    assert_eq!(email(&app, madeline.id).await.0, "two@example.org");
    madeline.patch(&path).form(&[("new_email", "three@example.org"), ("confirm", "true")]).await.expect(200);
    assert_eq!(email(&app, madeline.id).await.0, "two@example.org");
}

#[tokio::test]
async fn confirm_accepts_every_documented_truth_value() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let path = madeline.path("change_email/");
    let change = |confirm: Value| {
        let request = madeline.patch(&path).json(&json!({"new_email": "new@example.org", "confirm": confirm}));
        async { request.await.status }
    };
    for yes in [json!(true), json!(1), json!(1.0), json!("true"), json!("True"), json!("1"), json!("on")] {
        assert_eq!(change(yes.clone()).await, 200, "{yes}");
    }
    for no in [json!(false), json!(0), json!(0.0), json!("false"), json!("False"), json!("0"), json!("off"), json!("")]
    {
        assert_eq!(change(no.clone()).await, 204, "{no}");
    }
    for wrong in [json!(null), json!(2), json!(-1), json!(0.5), json!("maybe"), json!("tRue"), json!([]), json!([true])]
    {
        assert_eq!(change(wrong.clone()).await, 400, "{wrong}");
    }
}

#[tokio::test]
async fn frees_the_old_address() {
    let app = App::new().await;
    let (madeline, theo) = (app.register("madeline").await, app.register("theo").await);
    change(&madeline, "new@example.org").await.expect(204);
    change(&theo, "madeline@example.org").await.expect(204);
    assert_eq!(email(&app, theo.id).await.0, "madeline@example.org");
    let body = json!({"email": "theo@example.org", "username": "granny", "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&body).await.expect(200);
}

#[tokio::test]
async fn rejects_the_address_of_another_user_with_and_without_confirm() {
    let app = App::new().await;
    let (madeline, _theo) = (app.register("madeline").await, app.register("theo").await);
    for confirm in [false, true] {
        let body = json!({"new_email": "THEO@example.org", "confirm": confirm});
        let answer = madeline.patch(&madeline.path("change_email/")).json(&body).await.expect(400);
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer.body, @r#"{"errors":[{"field":"new_email","messages":[{"code":"unique","message":"A user with that email already exists."}]}]}"#);
        }
    }
    assert_eq!(email(&app, madeline.id).await.0, "madeline@example.org");
    app.login("madeline@example.org", TestUser::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn accepts_the_users_own_address_in_any_case() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for own in ["madeline@example.org", "Madeline@Example.org", "MADELINE@EXAMPLE.ORG"] {
        change(&madeline, own).await.expect(204);
        assert_eq!(email(&app, madeline.id).await.0, own);
    }
    app.login("madeline@example.org", TestUser::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn sets_the_address_of_a_user_without_one() {
    let app = App::new().await;
    let id = app.account("made.line", None, Status::Approved, Some(TestUser::PASSWORD)).await;
    let caller = app.bearer(&mint(SECRET, &app.claims_of(id)));
    let body = json!({"new_email": "new@example.org", "confirm": false});
    caller.patch(&format!("/api/v2/user/{id}/change_email/")).json(&body).await.expect(204);
    app.login("new@example.org", TestUser::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn only_the_user_may_change_the_address() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let body = |confirm| json!({"new_email": "new@example.org", "confirm": confirm});
    let path = madeline.path("change_email/");
    for other in [app.register("theo").await, app.staff("oshiro").await, app.superuser("granny").await] {
        for confirm in [false, true] {
            let answer = other.patch(&path).json(&body(confirm)).await.expect(403);
            assert_eq!(answer.json()["errors"][0]["code"], "permission_denied");
        }
    }
    let answer = app.patch(&path).json(&body(false)).await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    assert_eq!(answer.json()["errors"][0]["code"], "not_authenticated");
    assert_eq!(email(&app, madeline.id).await.0, "madeline@example.org");
}

#[tokio::test]
async fn rejects_bad_input_and_changes_nothing() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let send = |body: Value| madeline.patch(&madeline.path("change_email/")).json(&body);
    let long = format!("{}@example.org", "m".repeat(243));
    let wrong = [
        json!(""),
        json!("nobody"),
        json!("a@b"),
        json!("a b@example.org"),
        json!("a@\nexample.org"),
        json!(long),
        json!(null),
        json!(7),
        json!(["a@example.org"]),
    ];
    for value in wrong {
        for confirm in [false, true] {
            let answer = send(json!({"new_email": value, "confirm": confirm})).await.expect(400);
            assert_eq!(answer.invalid_fields(), ["new_email"], "{value}");
        }
    }
    assert_eq!(send(json!({"confirm": false})).await.expect(400).invalid_fields(), ["new_email"]);
    for confirm in [json!("maybe"), json!(2), json!([true]), json!({})] {
        let answer = send(json!({"new_email": "new@example.org", "confirm": confirm})).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["confirm"], "{confirm}");
    }
    assert_eq!(email(&app, madeline.id).await.0, "madeline@example.org");
}

#[tokio::test]
async fn returns_a_code_with_confirm_and_changes_nothing() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let before = profile(&app, madeline.id).await;
    let body = json!({"new_email": "new@example.org", "confirm": true});
    let answer = madeline.patch(&madeline.path("change_email/")).json(&body).await.expect(200).json();
    assert_eq!(answer.as_object().unwrap().keys().collect::<Vec<_>>(), ["validation_code"]);
    assert!(answer["validation_code"].as_str().unwrap().len() >= 20);
    assert_eq!(profile(&app, madeline.id).await, before);
    app.login("new@example.org", TestUser::PASSWORD).await.expect(400);
    // An address that waits for its code is not taken yet.
    let theo = app.register("theo").await;
    change(&theo, "new@example.org").await.expect(204);
}

#[tokio::test]
async fn a_confirmed_address_stays_confirmed_until_it_changes() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let code = app.mailed_code(&madeline, CodePurpose::Verification).await;
    app.post("/api/v2/account/verify/").json(&json!({"validation_code": code})).await.expect(204);
    change(&madeline, "Madeline@example.org").await.expect(204);
    assert_eq!(email(&app, madeline.id).await, ("Madeline@example.org".into(), true));
    change(&madeline, "other@example.org").await.expect(204);
    assert_eq!(email(&app, madeline.id).await, ("other@example.org".into(), false));
}

#[tokio::test]
async fn one_of_many_users_gets_an_address_they_all_want() {
    let app = App::new().await;
    let app = &app;
    let users = join_all((0..20).map(|n| async move { app.register(&format!("user{n}")).await })).await;
    let changes = users.iter().map(|person| tokio::spawn(change(person, "wanted@example.org").into_future()));
    let answers: Vec<_> = join_all(changes).await.into_iter().map(|answer| answer.unwrap()).collect();
    assert_eq!(answers.iter().filter(|answer| answer.status == 204).count(), 1, "{answers:?}");
    for (answer, person) in answers.iter().zip(&users) {
        if answer.status != 204 {
            assert_eq!(answer.status, 400, "{answer:?}");
            assert_eq!(email(app, person.id).await.0, format!("{}@example.org", person.name));
        }
    }
}
